/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-test-batches.h"

#include "easel-test-answer.h"
#include "easel-test-wires.h"

#include <string.h>

typedef enum
{
  OPENAI,
  ANTHROPIC,
  GEMINI,
} Format;

typedef struct
{
  Format format;
  guint number;
  char *name;          /* what it is called by in paths */
  char *token;         /* (nullable): the name the client gave it */
  char *file;          /* (nullable): the requests came in */
  GPtrArray *requests; /* (element-type JsonObject): as they came, a line each */
  guint n_polls;
  gboolean canceled;
  gint64 created; /* seconds */
} Batch;

struct _EaselTestBatches
{
  JsonObject *script;
  GHashTable *files;  /* (element-type utf8 GBytes): by id */
  GHashTable *names;  /* (element-type utf8 utf8): what the client called files, by id */
  char *next_name;    /* (nullable): of the file that is announced */
  GPtrArray *batches; /* (element-type Batch) */
  guint n_files;
  gint64 n_cuts; /* how many downloads "results" still is for; -1: all */
};

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_free (batch->name);
  g_free (batch->token);
  g_free (batch->file);
  g_ptr_array_unref (batch->requests);
  g_free (batch);
}

EaselTestBatches *
easel_test_batches_new (JsonObject *script, GError **error)
{
  static const char *const known[] = { "polls",      "ends",  "answered", "fail",
                                       "fail_every", "text",  "fill",     "noise",
                                       "keyless",    "place", "results",  "results_url",
                                       "clock",      NULL };
  EaselTestBatches *self;
  g_autoptr (GList) members = json_object_get_members (script);

  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "unknown member “%s” of batches",
                     (const char *) l->data);
        return NULL;
      }

  self = g_new0 (EaselTestBatches, 1);
  self->script = json_object_ref (script);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_bytes_unref);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->batches = g_ptr_array_new_with_free_func (batch_free);
  self->n_cuts = -1;
  if (json_object_has_member (script, "results"))
    self->n_cuts = json_object_get_int_member_with_default (
        json_object_get_object_member (script, "results"), "times", -1);
  return self;
}

void
easel_test_batches_free (EaselTestBatches *self)
{
  if (self == NULL)
    return;

  json_object_unref (self->script);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->names);
  g_free (self->next_name);
  g_ptr_array_unref (self->batches);
  g_free (self);
}

static const char *
option (EaselTestBatches *self, const char *name, const char *fallback)
{
  return json_object_get_string_member_with_default (self->script, name, fallback);
}

static gboolean
flag (EaselTestBatches *self, const char *name)
{
  return json_object_get_boolean_member_with_default (self->script, name, FALSE);
}

/* In seconds since 1970, by the server's own clock. */
static gint64
get_time (EaselTestBatches *self)
{
  return g_get_real_time () / G_USEC_PER_SEC
         + json_object_get_int_member_with_default (self->script, "clock", 0);
}

static char *
quote (const char *text)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);

  return json_to_string (node, FALSE);
}

static JsonObject *
parse (const void *data, gsize length)
{
  g_autofree char *text = g_strndup (data, length);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

/* Answers */

static EaselTestRoute *
say_dated (gint64 time, const char *body)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (time);
  g_autofree char *text = soup_date_time_to_string (date, SOUP_DATE_HTTP);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonObject *headers = json_object_new ();

  json_object_set_string_member (headers, "Date", text);
  json_object_set_object_member (object, "headers", headers);
  json_object_set_string_member (object, "body", body);
  return easel_test_route_new (object, NULL, NULL);
}

static EaselTestRoute *
say (guint status, const char *body)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_int_member (object, "status", status);
  json_object_set_string_member (object, "body", body);
  return easel_test_route_new (object, NULL, NULL);
}

static EaselTestRoute *
say_gone (void)
{
  return say (404, "{\"error\":{\"message\":\"There is no such thing.\",\"type\":"
                   "\"not_found_error\",\"status\":\"NOT_FOUND\",\"code\":404}}");
}

/* A file of results, sent as the script says. */
static EaselTestRoute *
say_results (EaselTestBatches *self, const char *body)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (self->n_cuts == 0 || !json_object_has_member (self->script, "results"))
    return say (200, body);
  self->n_cuts = MAX (self->n_cuts - 1, -1);
  node = json_node_copy (json_object_get_member (self->script, "results"));
  object = json_node_dup_object (node);
  json_object_remove_member (object, "times");
  json_object_set_string_member (object, "body", body);
  return easel_test_route_new (object, NULL, NULL);
}

/* What came of a request */

static const char *
get_key (Batch *batch, JsonObject *line)
{
  if (batch->format != GEMINI)
    return json_object_get_string_member (line, "custom_id");
  if (json_object_has_member (line, "key"))
    return json_object_get_string_member (line, "key");
  return json_object_get_string_member (json_object_get_object_member (line, "metadata"), "key");
}

static JsonNode *
get_body (Batch *batch, JsonObject *line)
{
  static const char *const names[] = { "body", "params", "request" };

  return json_object_get_member (line, names[batch->format]);
}

/* What the script has for a request: "error", "expired", "canceled", "missing", "broken",
 * "refused"; or %NULL. */
static const char *
find_fate (EaselTestBatches *self, Batch *batch, guint n)
{
  JsonObject *line = g_ptr_array_index (batch->requests, n);
  const char *ends = option (self, "ends", "completed");
  gboolean partial = batch->canceled || g_str_equal (ends, "expired");
  gint64 every = json_object_get_int_member_with_default (self->script, "fail_every", 0);
  gint64 answered = json_object_get_int_member_with_default (
      self->script, "answered", partial ? batch->requests->len / 2 : G_MAXINT64);

  if (json_object_has_member (self->script, "fail"))
    {
      JsonObjectIter iter;
      const char *key;
      JsonNode *fate;

      json_object_iter_init (&iter, json_object_get_object_member (self->script, "fail"));
      while (json_object_iter_next (&iter, &key, &fate))
        if (g_str_has_suffix (get_key (batch, line), key))
          return json_node_get_string (fate);
    }
  if (n >= answered)
    return batch->canceled ? "canceled" : "expired";
  return every > 0 && n % every == every - 1 ? "error" : NULL;
}

static char *
make_text (EaselTestBatches *self, JsonNode *request)
{
  JsonNode *schema = easel_test_wires_find_schema (request);
  JsonObject *fill = json_object_has_member (self->script, "fill")
                         ? json_object_get_object_member (self->script, "fill")
                         : NULL;
  g_autoptr (JsonNode) value = NULL;

  if (schema == NULL || json_object_has_member (self->script, "text"))
    return g_strdup (option (self, "text", "Test answer."));
  value = easel_test_answer_fill (schema, fill);
  return json_to_string (value, FALSE);
}

static char *
make_openai_result (const char *key, const char *text, const char *fate)
{
  const char *more = "\"id\":\"batch_req_1\",\"later\":[]";

  if (g_strcmp0 (fate, "expired") == 0 || g_strcmp0 (fate, "canceled") == 0)
    return g_strdup_printf ("{%s,\"custom_id\":\"%s\",\"response\":null,\"error\":{\"code\":"
                            "\"batch_%s\",\"message\":\"Scripted.\"}}",
                            more, key, g_str_equal (fate, "expired") ? "expired" : "cancelled");
  if (g_strcmp0 (fate, "error") == 0)
    return g_strdup_printf ("{%s,\"custom_id\":\"%s\",\"response\":{\"status_code\":400,\"body\":{"
                            "\"error\":{\"message\":\"Scripted.\",\"type\":"
                            "\"invalid_request_error\",\"code\":null}}},\"error\":null}",
                            more, key);
  return g_strdup_printf (
      "{%s,\"custom_id\":\"%s\",\"response\":{\"status_code\":200,\"request_id\":\"r\",\"body\":{"
      "\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"test-model\",\"choices\":[{"
      "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":%s},\"finish_reason\":\"%s\"}],"
      "\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":7}}},\"error\":null}",
      more, key, text, g_strcmp0 (fate, "refused") == 0 ? "content_filter" : "stop");
}

static char *
make_anthropic_result (const char *key, const char *text, const char *fate)
{
  if (g_strcmp0 (fate, "expired") == 0 || g_strcmp0 (fate, "canceled") == 0)
    return g_strdup_printf ("{\"custom_id\":\"%s\",\"result\":{\"type\":\"%s\"}}", key, fate);
  if (g_strcmp0 (fate, "error") == 0)
    return g_strdup_printf ("{\"custom_id\":\"%s\",\"result\":{\"type\":\"errored\",\"error\":{"
                            "\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                            "\"message\":\"Scripted.\"},\"request_id\":\"r\"}}}",
                            key);
  return g_strdup_printf (
      "{\"later\":1,\"custom_id\":\"%s\",\"result\":{\"type\":\"succeeded\",\"message\":{\"id\":"
      "\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"test-model\",\"content\":[{"
      "\"type\":\"text\",\"text\":%s}],\"stop_reason\":\"%s\",\"usage\":{\"input_tokens\":100,"
      "\"output_tokens\":7}}}}",
      key, text, g_strcmp0 (fate, "refused") == 0 ? "refusal" : "end_turn");
}

/* @name: "\"key\":\"…\"," or the like, or nothing */
static char *
make_gemini_result (const char *name, const char *text, const char *fate)
{
  if (g_strcmp0 (fate, "canceled") == 0)
    return g_strdup_printf ("{%s\"error\":{\"code\":1,\"message\":\"Scripted.\"}}", name);
  if (g_strcmp0 (fate, "error") == 0)
    return g_strdup_printf ("{%s\"error\":{\"code\":3,\"message\":\"Scripted.\"}}", name);
  return g_strdup_printf (
      "{%s\"response\":{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":%s}]}"
      ","
      "\"finishReason\":\"%s\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":100,"
      "\"candidatesTokenCount\":7},\"modelVersion\":\"test-model\"}}",
      name, text, g_strcmp0 (fate, "refused") == 0 ? "SAFETY" : "STOP");
}

static char *
make_result (EaselTestBatches *self,
             Batch *batch,
             const char *key,
             JsonNode *body,
             const char *fate)
{
  g_autofree char *answer = make_text (self, body);
  g_autofree char *text = quote (answer);
  g_autofree char *name = NULL;

  if (g_strcmp0 (fate, "missing") == 0
      || (batch->format == GEMINI && g_strcmp0 (fate, "expired") == 0))
    return NULL;
  if (g_strcmp0 (fate, "broken") == 0)
    return g_strdup ("{\"custom_id\":\"r");
  if (batch->format == OPENAI)
    return make_openai_result (key, text, fate);
  if (batch->format == ANTHROPIC)
    return make_anthropic_result (key, text, fate);
  if (flag (self, "keyless"))
    name = g_strdup ("");
  else if (batch->file != NULL)
    name = g_strdup_printf ("\"key\":\"%s\",", key);
  else
    name = g_strdup_printf ("\"metadata\":{\"key\":\"%s\"},", key);
  return make_gemini_result (name, text, fate);
}

/* (transfer full): the results of the batch, last first unless they have no keys; those that are
 * errors or those that are not, where there are two files */
static GPtrArray *
make_results (EaselTestBatches *self, Batch *batch, gboolean errors)
{
  GPtrArray *results = g_ptr_array_new_with_free_func (g_free);
  guint n = batch->requests->len;

  if (flag (self, "noise") && !errors)
    g_ptr_array_add (results, make_result (self, batch, "0123456789ab_nobody", NULL, NULL));
  for (guint i = 0; i < n; i++)
    {
      guint at = flag (self, "keyless") ? i : n - 1 - i;
      JsonObject *line = g_ptr_array_index (batch->requests, at);
      const char *fate = find_fate (self, batch, at);
      gboolean is_error = fate != NULL && !g_str_equal (fate, "refused");
      char *result = make_result (self, batch, get_key (batch, line), get_body (batch, line), fate);

      if (result != NULL && (batch->format != OPENAI || is_error == errors))
        {
          g_ptr_array_add (results, result);
          if (flag (self, "noise"))
            g_ptr_array_add (results, g_strdup (result));
        }
      else
        g_free (result);
    }
  return results;
}

static char *
join_results (EaselTestBatches *self, Batch *batch, gboolean errors, const char *separator)
{
  g_autoptr (GPtrArray) results = make_results (self, batch, errors);

  g_ptr_array_add (results, NULL);
  return g_strjoinv (separator, (char **) results->pdata);
}

/* How far a batch is */

static gboolean
is_over (EaselTestBatches *self, Batch *batch)
{
  gint64 polls = json_object_get_int_member_with_default (self->script, "polls", 1);

  return batch->canceled ? batch->n_polls > 1 : batch->n_polls > polls;
}

static char *
describe_openai (EaselTestBatches *self, Batch *batch)
{
  const char *ends = option (self, "ends", "completed");
  gboolean over = is_over (self, batch);
  const char *status = batch->canceled       ? (over ? "cancelled" : "cancelling")
                       : over                ? ends
                       : batch->n_polls == 0 ? "validating"
                                             : "in_progress";
  gboolean has_files = over && !g_str_equal (status, "failed");
  g_autofree char *files = g_strdup_printf ("\"output_file_id\":\"out-%u\",\"error_file_id\":"
                                            "\"err-%u\"",
                                            batch->number, batch->number);

  return g_strdup_printf (
      "{\"id\":\"%s\",\"object\":\"batch\",\"input_file_id\":\"%s\",\"status\":\"%s\",%s,"
      "\"errors\":%s,\"created_at\":%" G_GINT64_FORMAT ",\"expires_at\":%" G_GINT64_FORMAT
      ",\"request_counts\":{\"total\":%u,\"completed\":%u,\"failed\":0},\"metadata\":{\"easel\":"
      "\"%s\"},\"later\":{}}",
      batch->name, batch->file, status,
      has_files ? files : "\"output_file_id\":null,\"error_file_id\":null",
      g_str_equal (status, "failed")
          ? "{\"object\":\"list\",\"data\":[{\"code\":\"invalid_json_line\",\"message\":"
            "\"Scripted.\",\"line\":1}]}"
          : "null",
      batch->created, batch->created + 86400, batch->requests->len, over ? batch->requests->len : 0,
      batch->token);
}

static char *
describe_anthropic (EaselTestBatches *self, Batch *batch, const char *origin)
{
  gboolean over = is_over (self, batch);
  g_autoptr (GDateTime) created = g_date_time_new_from_unix_utc (batch->created);
  g_autoptr (GDateTime) expires = g_date_time_add_days (created, 1);
  g_autofree char *created_text = g_date_time_format_iso8601 (created);
  g_autofree char *expires_text = g_date_time_format_iso8601 (expires);
  g_autofree char *own = g_strdup_printf ("%s/v1/messages/batches/%s/results", origin, batch->name);
  g_autofree char *url = quote (option (self, "results_url", own));

  return g_strdup_printf (
      "{\"id\":\"%s\",\"type\":\"message_batch\",\"processing_status\":\"%s\",\"request_counts\":{"
      "\"processing\":%u,\"succeeded\":%u,\"errored\":0,\"canceled\":0,\"expired\":0},"
      "\"created_at\":\"%s\",\"expires_at\":\"%s\",\"results_url\":%s,\"later\":{}}",
      batch->name,
      over              ? "ended"
      : batch->canceled ? "canceling"
                        : "in_progress",
      over ? 0 : batch->requests->len, over ? batch->requests->len : 0, created_text, expires_text,
      over ? url : "null");
}

static char *
describe_gemini (EaselTestBatches *self, Batch *batch)
{
  const char *ends = option (self, "ends", "completed");
  gboolean over = is_over (self, batch);
  const char *state = !over             ? (batch->n_polls == 0 ? "PENDING" : "RUNNING")
                      : batch->canceled ? "CANCELLED"
                      : g_str_equal (ends, "completed") ? "SUCCEEDED"
                      : g_str_equal (ends, "expired")   ? "EXPIRED"
                                                        : "FAILED";
  g_autofree char *results = join_results (self, batch, FALSE, ",");
  g_autofree char *output = NULL;
  gboolean beside = g_str_equal (option (self, "place", "output"), "response");
  gboolean failed = over && g_str_equal (state, "FAILED");

  if (!over || failed)
    output = g_strdup ("{}");
  else if (batch->file != NULL)
    output = g_strdup_printf ("{\"responsesFile\":\"files/out-%u\"}", batch->number);
  else
    output = g_strdup_printf ("{\"inlinedResponses\":{\"inlinedResponses\":[%s]}}", results);
  return g_strdup_printf (
      "{\"name\":\"%s\",\"metadata\":{\"state\":\"BATCH_STATE_%s\",\"displayName\":\"%s\","
      "\"batchStats\":{\"requestCount\":\"%u\"},\"later\":[]%s%s},\"done\":%s%s%s%s}",
      batch->name, state, batch->token, batch->requests->len,
      beside ? "" : ",\"output\":", beside ? "" : output, over ? "true" : "false",
      beside && over ? ",\"response\":" : "", beside && over ? output : "",
      failed ? ",\"error\":{\"code\":3,\"message\":\"Scripted.\"}" : "");
}

static char *
describe (EaselTestBatches *self, Batch *batch, const char *origin)
{
  if (batch->format == OPENAI)
    return describe_openai (self, batch);
  if (batch->format == ANTHROPIC)
    return describe_anthropic (self, batch, origin);
  return describe_gemini (self, batch);
}

/* Beginning one */

static void
add_lines (Batch *batch, GBytes *file)
{
  gsize length;
  const char *data = g_bytes_get_data (file, &length);
  g_autofree char *text = g_strndup (data, length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      JsonObject *line = parse (lines[i], strlen (lines[i]));

      if (line != NULL)
        g_ptr_array_add (batch->requests, line);
    }
}

static void
add_array (Batch *batch, JsonArray *array)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (batch->requests, json_object_ref (json_array_get_object_element (array, i)));
}

static Batch *
batch_new (EaselTestBatches *self, Format format)
{
  static const char *const names[] = { "batch_%u", "msgbatch_%u", "batches/b%u" };
  Batch *batch = g_new0 (Batch, 1);
  g_autofree char *number = NULL;
  g_auto (GStrv) parts = g_strsplit (names[format], "%u", 2);

  batch->format = format;
  batch->number = self->batches->len + 1;
  number = g_strdup_printf ("%u", batch->number);
  batch->name = g_strconcat (parts[0], number, NULL);
  batch->created = get_time (self);
  batch->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
  return batch;
}

static EaselTestRoute *
begin (EaselTestBatches *self,
       Format format,
       EaselTestRequest *request,
       const char *origin,
       JsonObject **made)
{
  g_autoptr (JsonObject) body = parse (request->body->data, request->body->len);
  JsonObject *config = body;
  Batch *batch;
  g_autofree char *answer = NULL;

  if (body == NULL)
    return say (400, "{\"error\":{\"message\":\"That is no JSON.\"}}");
  batch = batch_new (self, format);
  g_ptr_array_add (self->batches, batch);
  if (format == OPENAI)
    {
      batch->file = g_strdup (json_object_get_string_member (body, "input_file_id"));
      batch->token = g_strdup (json_object_get_string_member (
          json_object_get_object_member (body, "metadata"), "easel"));
    }
  else if (format == GEMINI)
    {
      config = json_object_get_object_member (body, "batch");
      batch->token = g_strdup (json_object_get_string_member (config, "displayName"));
      config = json_object_get_object_member (config, "inputConfig");
      batch->file = g_strdup (
          json_object_get_string_member_with_default (config, "fileName", NULL));
    }
  if (batch->file != NULL && g_hash_table_contains (self->files, batch->file))
    add_lines (batch, g_hash_table_lookup (self->files, batch->file));
  else if (format == ANTHROPIC)
    add_array (batch, json_object_get_array_member (body, "requests"));
  else if (batch->file == NULL)
    add_array (batch, json_object_get_array_member (
                          json_object_get_object_member (config, "requests"), "requests"));

  *made = json_object_new ();
  json_object_set_string_member (*made, "batch", batch->name);
  json_object_set_int_member (*made, "requests", batch->requests->len);
  answer = describe (self, batch, origin);
  return say (200, answer);
}

/* Files */

/* @name: (out): what the client calls it */
static GBytes *
find_upload (EaselTestRequest *request, char **name)
{
  g_autoptr (GBytes) body = g_bytes_new (request->body->data, request->body->len);
  g_autoptr (SoupMultipart) form = soup_multipart_new_from_message (request->headers, body);

  for (int i = 0; form != NULL && i < soup_multipart_get_length (form); i++)
    {
      SoupMessageHeaders *headers;
      GBytes *part;
      g_autofree char *disposition = NULL;
      g_autoptr (GHashTable) params = NULL;

      soup_multipart_get_part (form, i, &headers, &part);
      if (soup_message_headers_get_content_disposition (headers, &disposition, &params)
          && g_hash_table_contains (params, "filename"))
        {
          g_set_str (name, g_hash_table_lookup (params, "filename"));
          return g_bytes_ref (part);
        }
    }
  return NULL;
}

static EaselTestRoute *
take_file (EaselTestBatches *self, EaselTestRequest *request, const char *origin)
{
  const char *command = soup_message_headers_get_one (request->headers, "X-Goog-Upload-Command");
  g_autofree char *id = NULL;
  g_autofree char *answer = NULL;
  GBytes *file;

  if (g_strcmp0 (command, "start") == 0)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      JsonObject *headers = json_object_new ();
      g_autofree char *url = g_strconcat (origin, "/upload/v1/files?upload_id=1", NULL);
      g_autoptr (JsonObject) body = parse (request->body->data, request->body->len);

      g_set_str (&self->next_name,
                 json_object_get_string_member (json_object_get_object_member (body, "file"),
                                                "displayName"));
      json_object_set_string_member (headers, "X-Goog-Upload-URL", url);
      json_object_set_object_member (object, "headers", headers);
      json_object_set_string_member (object, "body", "{}");
      return easel_test_route_new (object, NULL, NULL);
    }

  file = command != NULL ? g_bytes_new (request->body->data, request->body->len)
                         : find_upload (request, &self->next_name);
  if (file == NULL)
    return say (400, "{\"error\":{\"message\":\"There is no file.\"}}");
  id = g_strdup_printf (command != NULL ? "files/in-%u" : "file-in-%u", ++self->n_files);
  answer = command != NULL ? g_strdup_printf ("{\"file\":{\"name\":\"%s\"}}", id)
                           : g_strdup_printf ("{\"id\":\"%s\",\"object\":\"file\"}", id);
  g_hash_table_replace (self->names, g_strdup (id), g_steal_pointer (&self->next_name));
  g_hash_table_replace (self->files, g_steal_pointer (&id), file);
  return say (200, answer);
}

static EaselTestRoute *
list_files (EaselTestBatches *self, EaselTestRequest *request)
{
  gboolean is_gemini = request->query == NULL || strstr (request->query, "purpose=batch") == NULL;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *body = NULL;
  GHashTableIter iter;
  const char *id, *name;

  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, (gpointer *) &name))
    if (g_hash_table_contains (self->files, id) && g_str_has_prefix (id, "files/") == is_gemini)
      g_string_append_printf (list,
                              is_gemini ? "%s{\"name\":\"%s\",\"displayName\":\"%s\"}"
                                        : "%s{\"id\":\"%s\",\"filename\":\"%s\",\"created_at\":1}",
                              list->len > 0 ? "," : "", id, name);
  body = is_gemini ? g_strdup_printf ("{\"files\":[%s]}", list->str)
                   : g_strdup_printf ("{\"data\":[%s],\"has_more\":false}", list->str);
  return say (200, body);
}

static Batch *
find_batch (EaselTestBatches *self, const char *name)
{
  for (guint i = 0; i < self->batches->len; i++)
    {
      Batch *batch = g_ptr_array_index (self->batches, i);

      if (g_str_equal (batch->name, name))
        return batch;
    }
  return NULL;
}

static EaselTestRoute *
handle_file (EaselTestBatches *self, EaselTestRequest *request, const char *id)
{
  gboolean is_get = g_str_equal (request->method, "GET");
  gboolean is_error = strstr (id, "err-") != NULL;
  const char *digits = strpbrk (id, "0123456789");
  guint64 number = digits != NULL ? g_ascii_strtoull (digits, NULL, 10) : 0;
  g_autofree char *body = NULL;
  g_autofree char *name = NULL;

  if (!is_get)
    {
      name = g_strdup_printf (g_str_has_prefix (id, "file-") ? "%s" : "files/%s", id);
      return g_hash_table_remove (self->files, name) || strstr (id, "in-") == NULL ? say (200, "{}")
                                                                                   : say_gone ();
    }
  if (number == 0 || number > self->batches->len)
    return say_gone ();
  body = join_results (self, g_ptr_array_index (self->batches, number - 1), is_error, "\n");
  return say_results (self, body);
}

/* Batches */

static EaselTestRoute *
handle_batch (EaselTestBatches *self,
              EaselTestRequest *request,
              const char *name,
              const char *verb,
              const char *origin)
{
  Batch *batch = find_batch (self, name);
  g_autofree char *body = NULL;

  if (batch == NULL)
    return say_gone ();
  if (g_str_equal (request->method, "DELETE"))
    {
      /* Its place in the row stays. */
      g_set_str (&batch->name, "gone");
      return say (200, "{}");
    }
  if (g_str_equal (verb, "results"))
    {
      body = join_results (self, batch, FALSE, "\n");
      return say_results (self, body);
    }
  if (g_str_equal (verb, "cancel"))
    {
      if (is_over (self, batch))
        return say (409, "{\"error\":{\"message\":\"It has ended.\"}}");
      batch->canceled = TRUE;
      batch->n_polls = 0;
    }
  else
    batch->n_polls++;
  body = describe (self, batch, origin);
  return say (200, body);
}

static EaselTestRoute *
list_batches (EaselTestBatches *self, Format format, const char *origin)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *body = NULL;

  for (guint i = self->batches->len; i > 0; i--)
    {
      Batch *batch = g_ptr_array_index (self->batches, i - 1);
      g_autofree char *text = describe (self, batch, origin);

      if (batch->format == format && !g_str_equal (batch->name, "gone"))
        g_string_append_printf (list, "%s%s", list->len > 0 ? "," : "", text);
    }
  body = format == GEMINI ? g_strdup_printf ("{\"operations\":[%s]}", list->str)
                          : g_strdup_printf ("{\"data\":[%s],\"has_more\":false}", list->str);
  return say_dated (get_time (self), body);
}

/* The rest of a path behind @folder; %NULL when it is not in there */
static const char *
tail_of (const char *path, const char *folder)
{
  const char *found = strstr (path, folder);

  return found != NULL ? found + strlen (folder) : NULL;
}

EaselTestRoute *
easel_test_batches_answer (EaselTestBatches *self,
                           EaselTestRequest *request,
                           const char *origin,
                           JsonObject **made)
{
  const char *path = request->path;
  gboolean is_post = g_str_equal (request->method, "POST");
  Format format = strstr (path, "/messages/batches") != NULL ? ANTHROPIC : OPENAI;
  const char *files = tail_of (path, "/files");
  const char *batches = tail_of (path, "/batches");
  g_auto (GStrv) parts = NULL;
  g_autofree char *name = NULL;

  *made = NULL;
  if (g_str_has_suffix (path, ":batchGenerateContent"))
    return begin (self, GEMINI, request, origin, made);
  if (files != NULL && *files == '\0' && is_post)
    return take_file (self, request, origin);
  if (files != NULL && *files == '\0')
    return list_files (self, request);
  if (files != NULL && *files == '/')
    return handle_file (self, request, files + 1);
  if (batches == NULL)
    return NULL;
  if (*batches == '\0' && is_post)
    return begin (self, format, request, origin, made);
  if (*batches == '\0' && request->query != NULL && strstr (request->query, "pageSize") != NULL)
    format = GEMINI;
  if (*batches == '\0')
    return list_batches (self, format, origin);

  parts = g_strsplit_set (batches + 1, "/:", 2);
  name = g_str_has_prefix (parts[0], "b") && strchr (parts[0], '_') == NULL
             ? g_strconcat ("batches/", parts[0], NULL)
             : g_strdup (parts[0]);
  return handle_batch (self, request, name, parts[1] != NULL ? parts[1] : "", origin);
}
