/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-anthropic-batches.h"

#include "easel-anthropic-batch-codec.h"
#include "easel-batch-http.h"
#include "easel-json.h"
#include "easel-line-reader.h"

#define MAX_REQUESTS 100000
/* 256 MB, but it is not said of which kind, and there is something around the requests. */
#define MAX_BYTES (250 * 1000 * 1000)
#define PER_PAGE "100"
#define READ_SIZE 16384
/* How much earlier a batch may seem to be made than it was asked for. */
#define EARLY_TIME G_TIME_SPAN_MINUTE

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
  return easel_batch_http_make_path ("/messages/batches/", id, verb);
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
  char *id;

  if (spool == NULL)
    return NULL;
  easel_request_stream_add_text (body, "{\"requests\":[");
  easel_request_stream_add_spool (body, spool, 0, easel_spool_get_length (spool));
  easel_request_stream_add_text (body, "]}");
  id = easel_batch_http_create (provider, &request, "id", cancellable, error);
  if (id == NULL)
    easel_batch_http_explain (provider, error);
  return id;
}

/* Following */

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

static GError *
explain_missing (const char *host, JsonObject *batch)
{
  return easel_batch_error_missing (host);
}

static gboolean
forget (EaselProvider *provider,
        const char *id,
        JsonObject *batch,
        GCancellable *cancellable,
        GError **error)
{
  g_autofree char *path = make_path (id, "");

  return batch == NULL || easel_batch_http_delete (provider, path, cancellable, error);
}

/* Finding */

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
look_at_results (const EaselBatchQuest *quest,
                 EaselHttpCall *call,
                 Glimpse *glimpse,
                 GError **error)
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

/* Results that cannot be had now say nothing; those that are not there any more are not ours. */
static gboolean
set_refusal (const EaselBatchQuest *quest, EaselHttpCall *call, gboolean *has, GError **error)
{
  g_autofree char *param = NULL;
  gboolean specific;
  g_autoptr (GError) refusal = easel_provider_client_read_refusal (
      get_client (quest->provider), call, &param, &specific, quest->cancellable);

  *has = FALSE;
  if (easel_batch_http_is_gone (refusal))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

/* Whether the ids in an ended batch are of the one that is looked for. */
static gboolean
check_token (const EaselBatchQuest *quest, JsonObject *batch, gboolean *has, GError **error)
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
    return set_refusal (quest, call, has, error);
  if (!look_at_results (quest, call, &glimpse, error))
    return FALSE;
  *has = !glimpse.is_seen || glimpse.has_token;
  return TRUE;
}

static gboolean
may_be (const EaselBatchQuest *quest, JsonObject *batch)
{
  const char *id = easel_json_get_string (batch, "id");
  g_autoptr (EaselBatchStatus) status = easel_anthropic_batch_codec_read_status (
      get_host (quest->provider), batch);

  return id != NULL && status->n_requests == quest->n_requests
         && easel_anthropic_batch_codec_read_created (batch) >= quest->since - EARLY_TIME
         && (quest->others == NULL || !g_strv_contains (quest->others, id));
}

static gboolean
look_at_batch (const EaselBatchQuest *quest, JsonObject *batch, char **name, GError **error)
{
  gboolean has = FALSE;

  if (may_be (quest, batch) && !check_token (quest, batch, &has, error))
    return FALSE;
  if (has)
    *name = g_strdup (easel_json_get_string (batch, "id"));
  return TRUE;
}

static const EaselBatchList batches = { .path = "/messages/batches?limit=" PER_PAGE,
                                        .cursor = "&after_id=",
                                        .names = { "data" },
                                        .by_time = TRUE,
                                        .read_created = easel_anthropic_batch_codec_read_created,
                                        .look = look_at_batch };

const EaselBatchManners easel_anthropic_batches = {
  .limits = { MAX_REQUESTS, MAX_BYTES },
  .submit = submit,
  .make_path = make_path,
  .cancel_verb = "/cancel",
  .cancel_body = "",
  .list = &batches,
  .read_status = easel_anthropic_batch_codec_read_status,
  .read_result = easel_anthropic_batch_codec_read_result,
  .read_results = read_results,
  .explain_missing = explain_missing,
  .forget = forget,
};
