/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-gemini-batches.h"

#include "easel-batch-http.h"
#include "easel-gemini-batch-codec.h"
#include "easel-gemini-request.h"
#include "easel-json.h"

#include <string.h>

/* Of a file 2 GB are allowed, and of the number nothing is said. */
#define MAX_REQUESTS 50000
#define MAX_BYTES (1000 * 1000 * 1000)
/* 20 MB are allowed, with what is around the requests; their answers come in one piece too. */
#define MAX_INLINE_BYTES (15 * 1000 * 1000)
#define MAX_INLINE_REQUESTS 500
#define PER_PAGE "100"

#define FILE_TYPE "application/jsonl"
#define BATCH_PREFIX "batches/"
#define FILE_PREFIX "files/"

/* What has to be known of a batch later on, as JSON */
#define ID_BATCH "batch"
#define ID_FILE "file"

static EaselProviderClient *
get_client (EaselProvider *provider)
{
  return easel_http_provider_get_client (EASEL_HTTP_PROVIDER (provider));
}

static const char *
get_host (EaselProvider *provider)
{
  return easel_provider_client_get_name (get_client (provider));
}

/* (transfer full) (nullable): @file (nullable) is what was uploaded for the batch */
static char *
make_id (EaselProvider *provider, const char *batch, const char *file, GError **error)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!easel_batch_http_is_name (batch, BATCH_PREFIX))
    {
      g_propagate_error (error, easel_batch_error_unreadable (get_host (provider)));
      return NULL;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  easel_json_add_string (builder, ID_BATCH, batch);
  if (file != NULL)
    easel_json_add_string (builder, ID_FILE, file);
  json_builder_end_object (builder);
  return easel_json_builder_to_text (builder);
}

/* (transfer full) (nullable): the name of the batch, or its file, in @id */
static char *
read_id (const char *id, const char *name)
{
  g_autoptr (JsonNode) node = json_from_string (id, NULL);

  return g_strdup (easel_json_get_string (easel_json_node_get_object (node), name));
}

/* Submitting */

/* A batch on its way. */
typedef struct
{
  EaselProvider *provider;
  const EaselBatchRequest *batch;
  GCancellable *cancellable;
  EaselSchemaMode mode;
  EaselSpool *spool; /* its lines */
  GArray *ranges;    /* (element-type Range): where its requests are in there */
} Parcel;

typedef struct
{
  gsize from;
  gsize length;
} Range;

static EaselRequestStream *
build_line (const char *key, const char *model, EaselPrompt *prompt, gpointer user_data)
{
  Parcel *parcel = user_data;
  g_autoptr (EaselRequestStream) body = easel_gemini_request_build (model, prompt, parcel->mode);
  EaselRequestStream *line = easel_request_stream_new ();
  g_autofree char *before = easel_gemini_batch_codec_begin_line (key);

  easel_request_stream_add_text (line, before);
  easel_request_stream_add_stream (line, body);
  easel_request_stream_add_text (line, EASEL_GEMINI_BATCH_LINE_END);
  return line;
}

static void
on_wrote (guint index, gsize from, gsize length, gpointer user_data)
{
  Parcel *parcel = user_data;
  g_autofree char *before = easel_gemini_batch_codec_begin_line (parcel->batch->keys[index]);
  Range range = { from + strlen (before),
                  length - strlen (before) - strlen (EASEL_GEMINI_BATCH_LINE_END) };

  g_array_append_val (parcel->ranges, range);
}

static EaselRequestStream *
build_inline (const Parcel *parcel)
{
  EaselRequestStream *body = easel_request_stream_new ();
  g_autofree char *begin = easel_gemini_batch_codec_begin_inline (parcel->batch->token);

  easel_request_stream_add_text (body, begin);
  for (guint i = 0; i < parcel->ranges->len; i++)
    {
      const Range *range = &g_array_index (parcel->ranges, Range, i);
      g_autofree char *end = easel_gemini_batch_codec_end_request (parcel->batch->keys[i]);

      if (i > 0)
        easel_request_stream_add_text (body, ",");
      easel_request_stream_add_text (body, EASEL_GEMINI_BATCH_REQUEST_BEGIN);
      easel_request_stream_add_spool (body, parcel->spool, range->from, range->length);
      easel_request_stream_add_text (body, end);
    }
  easel_request_stream_add_text (body, EASEL_GEMINI_BATCH_INLINE_END);
  return body;
}

/* (transfer full) (nullable): where the file is to be sent to */
static char *
begin_upload (const Parcel *parcel, GError **error)
{
  EaselProviderClient *client = get_client (parcel->provider);
  g_autofree char *length = g_strdup_printf ("%" G_GSIZE_FORMAT,
                                             easel_spool_get_length (parcel->spool));
  const char *const headers[] = { "X-Goog-Upload-Protocol",
                                  "resumable",
                                  "X-Goog-Upload-Command",
                                  "start",
                                  "X-Goog-Upload-Header-Content-Length",
                                  length,
                                  "X-Goog-Upload-Header-Content-Type",
                                  FILE_TYPE,
                                  NULL };
  g_autofree char *text = g_strdup_printf ("{\"file\":{\"displayName\":\"%s\"}}",
                                           parcel->batch->token);
  g_autoptr (EaselRequestStream) body = easel_request_stream_new ();
  const EaselClientRequest request = { .method = "POST",
                                       .path = "/files",
                                       .above = "/upload",
                                       .body = body,
                                       .mime_type = "application/json",
                                       .headers = headers };
  g_autoptr (EaselHttpCall) call = NULL;
  g_autofree char *param = NULL;
  const char *url;
  gboolean specific;

  easel_request_stream_add_text (body, text);
  call = easel_provider_client_send (client, &request, parcel->cancellable, error);
  if (call == NULL)
    return NULL;
  if (!easel_http_call_is_success (call))
    {
      g_propagate_error (error, easel_provider_client_read_refusal (client, call, &param, &specific,
                                                                    parcel->cancellable));
      return NULL;
    }
  url = soup_message_headers_get_one (easel_http_call_get_headers (call), "X-Goog-Upload-URL");
  if (url == NULL)
    g_propagate_error (error, easel_batch_error_unreadable (get_host (parcel->provider)));
  return g_strdup (url);
}

/* (transfer full) (nullable): the file's name */
static char *
upload (const Parcel *parcel, GError **error)
{
  static const char *const headers[] = { "X-Goog-Upload-Offset", "0", "X-Goog-Upload-Command",
                                         "upload, finalize", NULL };
  g_autofree char *url = begin_upload (parcel, error);
  g_autoptr (EaselRequestStream) body = easel_request_stream_new ();
  const EaselClientRequest request = {
    .method = "POST", .url = url, .body = body, .mime_type = FILE_TYPE, .headers = headers
  };
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *file;
  const char *name;

  if (url == NULL)
    return NULL;
  easel_request_stream_add_spool (body, parcel->spool, 0, easel_spool_get_length (parcel->spool));
  answer = easel_batch_http_ask (parcel->provider, &request, parcel->cancellable, error);
  if (answer == NULL)
    return NULL;

  file = easel_json_get_object (json_node_get_object (answer), "file");
  name = easel_json_get_string (file != NULL ? file : json_node_get_object (answer), "name");
  if (easel_batch_http_is_name (name, FILE_PREFIX))
    return g_strdup (name);
  g_propagate_error (error, easel_batch_error_unreadable (get_host (parcel->provider)));
  return NULL;
}

/* (transfer full) (nullable) */
static char *
begin (const Parcel *parcel, const char *file, EaselRequestStream *body, GError **error)
{
  g_autofree char *path = easel_gemini_request_make_batch_path (parcel->batch->model);
  const EaselClientRequest request = {
    .method = "POST", .path = path, .body = body, .mime_type = "application/json"
  };
  g_autofree char *name = easel_batch_http_create (parcel->provider, &request, "name",
                                                   parcel->cancellable, error);

  return name != NULL ? make_id (parcel->provider, name, file, error) : NULL;
}

static gboolean
delete_file (EaselProvider *provider, const char *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_strconcat ("/", file, NULL);
  g_autoptr (GError) problem = NULL;

  if (!easel_batch_http_is_name (file, FILE_PREFIX)
      || easel_batch_http_delete (provider, path, cancellable, &problem)
      /* So a file is spoken of that is not there, or deletes itself. */
      || g_error_matches (problem, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEY_REFUSED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static char *
send_file (const Parcel *parcel, GError **error)
{
  g_autofree char *file = upload (parcel, error);
  g_autofree char *text = NULL;
  g_autoptr (EaselRequestStream) body = easel_request_stream_new ();
  g_autoptr (GError) problem = NULL;
  char *id;

  if (file == NULL)
    return NULL;
  text = easel_gemini_batch_codec_build_batch (file, parcel->batch->token);
  easel_request_stream_add_text (body, text);
  id = begin (parcel, file, body, &problem);
  if (id != NULL)
    return id;

  /* When it is not known whether the batch has begun, the file is left to it. */
  if (easel_batch_http_is_refusal (problem))
    delete_file (parcel->provider, file, parcel->cancellable, NULL);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

static char *
submit (EaselProvider *provider,
        const EaselBatchRequest *batch,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  Parcel parcel = {
    provider,
    batch,
    cancellable,
    easel_http_provider_find_schema_mode (EASEL_HTTP_PROVIDER (provider), batch->model),
    NULL,
    ranges
  };
  g_autoptr (EaselSpool) spool = easel_batch_http_write (provider, batch, "\n", build_line,
                                                         on_wrote, &parcel, cancellable, error);
  g_autoptr (EaselRequestStream) body = NULL;

  if (spool == NULL)
    return NULL;
  parcel.spool = spool;
  if (easel_spool_get_length (spool) > MAX_INLINE_BYTES || batch->n_requests > MAX_INLINE_REQUESTS)
    return send_file (&parcel, error);
  body = build_inline (&parcel);
  return begin (&parcel, NULL, body, error);
}

/* Finding */

static gboolean
look_at_batch (const EaselBatchQuest *quest, JsonObject *batch, char **name, GError **error)
{
  if (!easel_gemini_batch_codec_has_token (batch, quest->token))
    return TRUE;
  *name = make_id (quest->provider, easel_json_get_string (batch, "name"),
                   easel_gemini_batch_codec_get_input (batch), error);
  return *name != NULL;
}

static gboolean
look_at_file (const EaselBatchQuest *quest, JsonObject *file, char **name, GError **error)
{
  if (g_strcmp0 (easel_json_get_string (file, "displayName"), quest->token) == 0)
    *name = g_strdup (easel_json_get_string (file, "name"));
  return TRUE;
}

static const EaselBatchList batches = { .path = "/batches?pageSize=" PER_PAGE,
                                        .cursor = "&pageToken=",
                                        .names = { "operations", "batches" },
                                        .look = look_at_batch };
static const EaselBatchList files = { .path = "/files?pageSize=" PER_PAGE,
                                      .cursor = "&pageToken=",
                                      .names = { "files" },
                                      .look = look_at_file };

/* Following */

/* (transfer full): where the batch is, behind the base URL */
static char *
make_path (const char *id, const char *verb)
{
  g_autofree char *name = read_id (id, ID_BATCH);

  return g_strconcat ("/", name != NULL ? name : BATCH_PREFIX, verb, NULL);
}

static gboolean
read_file (EaselProvider *provider,
           const char *file,
           EaselBatchReader *reader,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = g_strconcat ("/", file, ":download?alt=media", NULL);
  const EaselClientRequest request = { .method = "GET", .path = path, .above = "/download" };

  if (easel_batch_http_is_name (file, FILE_PREFIX))
    return easel_batch_http_read (provider, &request, reader, cancellable, error);
  g_propagate_error (error, easel_batch_error_unreadable (get_host (provider)));
  return FALSE;
}

static gboolean
read_inline (JsonArray *results, EaselBatchReader *reader, GError **error)
{
  for (guint i = 0; i < json_array_get_length (results); i++)
    if (!easel_batch_reader_add (
            reader, easel_json_node_get_object (json_array_get_element (results, i)), i, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_results (EaselProvider *provider,
              JsonObject *operation,
              EaselBatchReader *reader,
              GCancellable *cancellable,
              GError **error)
{
  const char *file = easel_gemini_batch_codec_get_output (operation);
  JsonArray *results = easel_gemini_batch_codec_get_inline (operation);

  if (results != NULL)
    return read_inline (results, reader, error);
  return file == NULL || read_file (provider, file, reader, cancellable, error);
}

static gboolean
forget (EaselProvider *provider,
        const char *id,
        JsonObject *operation,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *path = make_path (id, "");
  g_autofree char *input = read_id (id, ID_FILE);

  /* The batch last: it knows the file of results. */
  return delete_file (provider, input, cancellable, error)
         && (operation == NULL
             || (delete_file (provider, easel_gemini_batch_codec_get_output (operation),
                              cancellable, error)
                 && easel_batch_http_delete (provider, path, cancellable, error)));
}

const EaselBatchManners easel_gemini_batches = {
  .limits = { MAX_REQUESTS, MAX_BYTES },
  .submit = submit,
  .make_path = make_path,
  .cancel_verb = ":cancel",
  .cancel_body = "{}",
  .list = &batches,
  .files = &files,
  .delete_file = delete_file,
  .read_status = easel_gemini_batch_codec_read_status,
  .read_result = easel_gemini_batch_codec_read_result,
  .read_results = read_results,
  .explain_missing = easel_gemini_batch_codec_explain_missing,
  .forget = forget,
};
