/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-anthropic-batches.h"

#include "easel-anthropic-batch-codec.h"
#include "easel-batch-http.h"
#include "easel-json.h"
#include "easel-line-reader.h"

#define MAX_REQUESTS 100000
/* 256 MB, but it is not said of which kind, and there is something around the requests. */
#define MAX_BYTES (250 * 1000 * 1000)
#define PER_PAGE 100
#define MAX_PAGES 10
#define READ_SIZE 16384
/* How far the clocks may be apart. */
#define CLOCK_SECONDS 60

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

static char *
make_path (const char *id, const char *verb)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat ("/messages/batches/", escaped, verb, NULL);
}

static gboolean
get_limits (EaselProvider *provider, EaselBatchLimits *limits)
{
  limits->max_requests = MAX_REQUESTS;
  limits->max_bytes = MAX_BYTES;
  return TRUE;
}

typedef struct
{
  const char *token;
  EaselSchemaMode mode;
} Manner;

static EaselRequestStream *
build_request (const char *key, const char *model, EaselPrompt *prompt, gpointer user_data)
{
  const Manner *manner = user_data;

  return easel_anthropic_batch_codec_build_request (manner->token, key, model, prompt,
                                                    manner->mode);
}

static char *
submit (EaselProvider *provider,
        const EaselBatchRequest *batch,
        GCancellable *cancellable,
        GError **error)
{
  Manner manner = { batch->token, easel_http_provider_find_schema_mode (
                                      EASEL_HTTP_PROVIDER (provider), batch->model) };
  g_autoptr (EaselSpool) spool = easel_batch_http_write (provider, batch, ",", build_request, NULL,
                                                         &manner, cancellable, error);
  g_autoptr (EaselRequestStream) body = easel_request_stream_new ();
  const EaselClientRequest request = {
    .method = "POST", .path = "/messages/batches", .body = body, .mime_type = "application/json"
  };
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (GError) problem = NULL;
  const char *id;

  if (spool == NULL)
    return NULL;
  easel_request_stream_add_text (body, "{\"requests\":[");
  easel_request_stream_add_spool (body, spool, 0, easel_spool_get_length (spool));
  easel_request_stream_add_text (body, "]}");
  answer = easel_batch_http_ask (provider, &request, cancellable, &problem);
  if (answer == NULL)
    {
      easel_batch_http_explain (provider, &problem);
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  id = easel_json_get_string (json_node_get_object (answer), "id");
  if (id == NULL)
    g_propagate_error (error, easel_batch_error_unreadable (get_host (provider)));
  return g_strdup (id);
}

/* Following */

static JsonNode *
get_batch (EaselProvider *provider, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = make_path (id, "");

  return easel_batch_http_get (provider, path, cancellable, error);
}

static EaselBatchStatus *
poll (EaselProvider *provider, const char *id, GCancellable *cancellable, GError **error)
{
  GError *problem = NULL;
  g_autoptr (JsonNode) batch = get_batch (provider, id, cancellable, &problem);

  if (batch == NULL)
    return easel_batch_http_read_problem (provider, problem, error);
  return easel_anthropic_batch_codec_read_status (get_host (provider),
                                                  json_node_get_object (batch));
}

/* Reads the results of @batch, from the address it names. */
static gboolean
read_results (EaselProvider *provider,
              JsonObject *batch,
              EaselBatchReader *reader,
              GCancellable *cancellable,
              GError **error)
{
  const EaselClientRequest request = { .method = "GET",
                                       .url = easel_json_get_string (batch, "results_url") };

  if (request.url != NULL)
    return easel_batch_http_read (provider, &request, reader, cancellable, error);
  g_propagate_error (error, easel_batch_error_unreadable (get_host (provider)));
  return FALSE;
}

static gboolean
fetch (EaselProvider *provider,
       const char *id,
       const char *const *keys,
       EaselBatchResultFunc func,
       gpointer user_data,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (JsonNode) batch = get_batch (provider, id, cancellable, error);
  g_autoptr (EaselBatchReader) reader = NULL;

  if (batch == NULL)
    return FALSE;
  reader = easel_batch_reader_new (get_client (provider), keys,
                                   easel_anthropic_batch_codec_read_result, func, user_data);
  return read_results (provider, json_node_get_object (batch), reader, cancellable, error)
         && easel_batch_reader_finish (reader, easel_batch_error_missing (get_host (provider)),
                                       error);
}

static gboolean
cancel (EaselProvider *provider, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = make_path (id, "/cancel");

  return easel_batch_http_cancel (provider, id, path, "", cancellable, error);
}

static gboolean
forget (EaselProvider *provider, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = make_path (id, "");

  return easel_batch_http_delete (provider, path, cancellable, error);
}

/* Finding */

/* What is looked for among a provider's batches. */
typedef struct
{
  EaselProvider *provider;
  const char *token;
  guint n_requests;
  gint64 since;
  const char *const *others; /* (nullable) */
  GCancellable *cancellable;
} Quest;

/* The first result that can be read. */
typedef struct
{
  const char *token;
  gboolean is_seen;
  gboolean has_token;
} Glimpse;

static gboolean
on_line (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  Glimpse *glimpse = user_data;
  g_autoptr (JsonNode) node = json_from_string (data, NULL);
  JsonObject *line = easel_json_node_get_object (node);

  if (line == NULL || glimpse->is_seen)
    return TRUE;
  glimpse->is_seen = TRUE;
  glimpse->has_token = easel_anthropic_batch_codec_has_token (line, glimpse->token);
  return TRUE;
}

static gboolean
look_at_results (const Quest *quest, EaselHttpCall *call, Glimpse *glimpse, GError **error)
{
  gsize max_line = easel_provider_client_get_max_reply (get_client (quest->provider));
  g_autoptr (EaselLineReader) lines = easel_line_reader_new (max_line, on_line, glimpse);
  char buffer[READ_SIZE];
  gssize got = 0;

  while (!glimpse->is_seen
         && (got = easel_http_call_read (call, buffer, sizeof buffer, quest->cancellable, error))
                > 0)
    if (!easel_line_reader_push (lines, buffer, (gsize) got, error))
      return FALSE;
  return got >= 0 && easel_line_reader_finish (lines, error);
}

/* Whether the ids in an ended batch are of the one that is looked for. */
static gboolean
check_token (const Quest *quest, JsonObject *batch, gboolean *has, GError **error)
{
  const EaselClientRequest request = { .method = "GET",
                                       .url = easel_json_get_string (batch, "results_url") };
  Glimpse glimpse = { .token = quest->token };
  g_autoptr (EaselHttpCall) call = NULL;

  *has = TRUE;
  if (request.url == NULL)
    return TRUE;
  call = easel_provider_client_send (get_client (quest->provider), &request, quest->cancellable,
                                     error);
  if (call == NULL)
    return FALSE;
  if (!easel_http_call_is_success (call))
    return TRUE;
  if (!look_at_results (quest, call, &glimpse, error))
    return FALSE;
  *has = !glimpse.is_seen || glimpse.has_token;
  return TRUE;
}

static gboolean
may_be (const Quest *quest, JsonObject *batch)
{
  const char *id = easel_json_get_string (batch, "id");
  g_autoptr (EaselBatchStatus) status = easel_anthropic_batch_codec_read_status (
      get_host (quest->provider), batch);

  return id != NULL && status->n_requests == quest->n_requests
         && easel_anthropic_batch_codec_read_created (batch)
                >= quest->since - CLOCK_SECONDS * G_USEC_PER_SEC
         && (quest->others == NULL || !g_strv_contains (quest->others, id));
}

/* Looks at one page of the list, newest first: the oldest that may be it is it. @after: the next
 * one follows; %NULL at the end */
static gboolean
look_at_page (const Quest *quest, JsonObject *page, char **id, char **after, GError **error)
{
  JsonArray *batches = easel_json_get_array (page, "data");
  const char *last = NULL;
  gint64 created = 0;

  for (guint i = 0; batches != NULL && i < json_array_get_length (batches); i++)
    {
      JsonObject *batch = easel_json_node_get_object (json_array_get_element (batches, i));
      gboolean has = FALSE;

      last = easel_json_get_string (batch, "id");
      created = easel_anthropic_batch_codec_read_created (batch);
      if (may_be (quest, batch) && !check_token (quest, batch, &has, error))
        return FALSE;
      if (has)
        g_set_str (id, last);
    }
  if (last != NULL && easel_json_get_boolean (page, "has_more", FALSE)
      && created >= quest->since - CLOCK_SECONDS * G_USEC_PER_SEC)
    *after = g_uri_escape_string (last, NULL, FALSE);
  return TRUE;
}

static gboolean
find (EaselProvider *provider,
      const char *token,
      guint n_requests,
      gint64 since,
      const char *const *others,
      char **id,
      GCancellable *cancellable,
      GError **error)
{
  const Quest quest = { provider, token, n_requests, since, others, cancellable };
  g_autofree char *after = g_strdup ("");
  g_autofree char *found = NULL;

  for (guint i = 0; i < MAX_PAGES && after != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/messages/batches?limit=%d%s%s", PER_PAGE,
                                               *after != '\0' ? "&after_id=" : "", after);
      g_autoptr (JsonNode) page = easel_batch_http_get (provider, path, cancellable, error);

      if (page == NULL)
        return FALSE;
      g_clear_pointer (&after, g_free);
      if (!look_at_page (&quest, json_node_get_object (page), &found, &after, error))
        return FALSE;
    }
  *id = g_steal_pointer (&found);
  return TRUE;
}

const EaselBatchVerbs easel_anthropic_batches = { get_limits, submit, find,  poll,
                                                  fetch,      cancel, forget };
