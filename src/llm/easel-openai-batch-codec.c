/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-batch-codec.h"

#include "easel-json.h"
#include "easel-openai-codec.h"
#include "easel-openai-error.h"
#include "easel-openai-request.h"

#define ENDPOINT "/v1/chat/completions"
#define METADATA_TOKEN "easel"

EaselRequestStream *
easel_openai_batch_codec_build_line (const char *key,
                                     const char *model,
                                     EaselPrompt *prompt,
                                     const EaselOpenaiDialect *dialect)
{
  g_autoptr (EaselRequestStream) body = easel_openai_request_build_whole (model, prompt, dialect);
  EaselRequestStream *line = easel_request_stream_new ();

  easel_request_stream_add_text (line, "{\"custom_id\":\"");
  easel_request_stream_add_text (line, key);
  easel_request_stream_add_text (line, "\",\"method\":\"POST\",\"url\":\"" ENDPOINT "\",\"body\":");
  easel_request_stream_add_stream (line, body);
  easel_request_stream_add_text (line, "}");
  return line;
}

char *
easel_openai_batch_codec_build_batch (const char *file_id, const char *token)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  easel_json_add_string (builder, "input_file_id", file_id);
  easel_json_add_string (builder, "endpoint", ENDPOINT);
  easel_json_add_string (builder, "completion_window", "24h");
  easel_json_begin_object (builder, "metadata");
  easel_json_add_string (builder, METADATA_TOKEN, token);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return easel_json_builder_to_text (builder);
}

static EaselBatchState
read_state (const char *word)
{
  static const struct
  {
    const char *word;
    EaselBatchState state;
  } states[] = {
    { "failed", EASEL_BATCH_FAILED },       { "completed", EASEL_BATCH_ENDED },
    { "expired", EASEL_BATCH_ENDED },       { "cancelled", EASEL_BATCH_ENDED },
    { "canceled", EASEL_BATCH_ENDED },      { "cancelling", EASEL_BATCH_CANCELING },
    { "canceling", EASEL_BATCH_CANCELING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (word, states[i].word) == 0)
      return states[i].state;
  return EASEL_BATCH_IN_PROGRESS;
}

/* The first of the things that were wrong with the file. */
static GError *
read_failure (const char *host, JsonObject *batch)
{
  JsonArray *errors = easel_json_get_array (easel_json_get_object (batch, "errors"), "data");
  JsonObject *first = NULL;
  g_autofree char *param = NULL;
  gboolean specific;

  if (errors != NULL && json_array_get_length (errors) > 0)
    first = easel_json_node_get_object (json_array_get_element (errors, 0));
  return easel_openai_error_from_object (host, SOUP_STATUS_BAD_REQUEST, first, &param, &specific);
}

EaselBatchStatus *
easel_openai_batch_codec_read_status (const char *host, JsonObject *batch)
{
  EaselBatchStatus *status = g_new0 (EaselBatchStatus, 1);
  JsonObject *counts = easel_json_get_object (batch, "request_counts");

  status->state = read_state (easel_json_get_string (batch, "status"));
  status->n_requests = (guint) CLAMP (easel_json_get_int (counts, "total", 0), 0, G_MAXINT);
  status->n_succeeded = (guint) CLAMP (easel_json_get_int (counts, "completed", 0), 0, G_MAXINT);
  status->n_failed = (guint) CLAMP (easel_json_get_int (counts, "failed", 0), 0, G_MAXINT);
  status->expires = CLAMP (easel_json_get_int (batch, "expires_at", 0), 0, G_MAXINT32)
                    * G_USEC_PER_SEC;
  if (status->state == EASEL_BATCH_FAILED)
    status->error = read_failure (host, batch);
  return status;
}

gboolean
easel_openai_batch_codec_has_token (JsonObject *batch, const char *token)
{
  JsonObject *metadata = easel_json_get_object (batch, "metadata");

  return g_strcmp0 (easel_json_get_string (metadata, METADATA_TOKEN), token) == 0;
}

static GError *
read_refusal (const char *host, guint status, JsonObject *error)
{
  const char *code = easel_json_get_string (error, "code");
  g_autofree char *param = NULL;
  gboolean specific;

  if (g_strcmp0 (code, "batch_expired") == 0)
    return easel_batch_error_expired (host);
  if (g_strcmp0 (code, "batch_cancelled") == 0 || g_strcmp0 (code, "batch_canceled") == 0)
    return easel_batch_error_canceled (host);
  return easel_openai_error_from_object (host, status, error, &param, &specific);
}

void
easel_openai_batch_codec_read_result (const char *host, JsonObject *line, EaselBatchResult *result)
{
  JsonObject *error = easel_json_get_object (line, "error");
  JsonObject *response = easel_json_get_object (line, "response");
  JsonObject *body = easel_json_get_object (response, "body");
  gint64 status = easel_json_get_int (response, "status_code", SOUP_STATUS_OK);

  /* A result of nobody is none. */
  result->key = g_strdup (easel_json_get_string (line, "custom_id"));
  if (result->key == NULL)
    return;

  if (error == NULL && status >= SOUP_STATUS_BAD_REQUEST)
    error = easel_json_get_object (body, "error");
  if (error != NULL || status >= SOUP_STATUS_BAD_REQUEST)
    result->failure = read_refusal (host, (guint) CLAMP (status, 0, 999), error);
  else
    easel_batch_result_fold (result, host, easel_openai_codec_fold_body, body);
}

GError *
easel_openai_batch_codec_explain_missing (const char *host, JsonObject *batch)
{
  const char *word = easel_json_get_string (batch, "status");

  if (g_strcmp0 (word, "expired") == 0)
    return easel_batch_error_expired (host);
  if (g_strcmp0 (word, "cancelled") == 0 || g_strcmp0 (word, "canceled") == 0)
    return easel_batch_error_canceled (host);
  return easel_batch_error_missing (host);
}
