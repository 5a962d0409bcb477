/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-anthropic-batch-codec.h"

#include "easel-anthropic-codec.h"
#include "easel-anthropic-error.h"
#include "easel-anthropic-request.h"
#include "easel-json.h"

#include <string.h>

/* An id may have 64 characters: a key, and this much before it. */
#define MARK_LENGTH 12
#define MARK_END '_'

/* (transfer full): what the ids of all requests of a batch begin with */
static char *
make_mark (const char *token)
{
  char *mark = g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);

  mark[MARK_LENGTH] = MARK_END;
  mark[MARK_LENGTH + 1] = '\0';
  return mark;
}

EaselRequestStream *
easel_anthropic_batch_codec_build_request (const char *token,
                                           const char *key,
                                           const char *model,
                                           EaselPrompt *prompt,
                                           EaselSchemaMode mode)
{
  g_autoptr (EaselRequestStream) body = easel_anthropic_request_build_whole (model, prompt, mode);
  EaselRequestStream *request = easel_request_stream_new ();
  g_autofree char *mark = make_mark (token);

  easel_request_stream_add_text (request, "{\"custom_id\":\"");
  easel_request_stream_add_text (request, mark);
  easel_request_stream_add_text (request, key);
  easel_request_stream_add_text (request, "\",\"params\":");
  easel_request_stream_add_stream (request, body);
  easel_request_stream_add_text (request, "}");
  return request;
}

static gint64
read_time (JsonObject *object, const char *name)
{
  const char *text = easel_json_get_string (object, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time != NULL ? g_date_time_to_unix_usec (time) : 0;
}

static guint
count (JsonObject *counts, const char *name)
{
  return (guint) CLAMP (easel_json_get_int (counts, name, 0), 0, 1000000);
}

EaselBatchStatus *
easel_anthropic_batch_codec_read_status (const char *host, JsonObject *batch)
{
  EaselBatchStatus *status = g_new0 (EaselBatchStatus, 1);
  JsonObject *counts = easel_json_get_object (batch, "request_counts");
  const char *word = easel_json_get_string (batch, "processing_status");

  if (g_strcmp0 (word, "ended") == 0)
    status->state = EASEL_BATCH_ENDED;
  else if (g_strcmp0 (word, "canceling") == 0)
    status->state = EASEL_BATCH_CANCELING;
  status->n_succeeded = count (counts, "succeeded");
  status->n_failed = count (counts, "errored") + count (counts, "canceled")
                     + count (counts, "expired");
  status->n_requests = count (counts, "processing") + status->n_succeeded + status->n_failed;
  status->expires = read_time (batch, "expires_at");
  return status;
}

gint64
easel_anthropic_batch_codec_read_created (JsonObject *batch)
{
  return read_time (batch, "created_at");
}

/* (nullable): the key in an id */
static const char *
find_key (const char *id)
{
  if (id == NULL || strnlen (id, MARK_LENGTH + 2) < MARK_LENGTH + 2 || id[MARK_LENGTH] != MARK_END)
    return NULL;
  return id + MARK_LENGTH + 1;
}

/* @error: as a refusal has it, or what is in there. The status it would have had is not told. */
static GError *
read_error (const char *host, JsonObject *error)
{
  JsonObject *inner = easel_json_get_object (error, "error");
  JsonObject *object = inner != NULL ? inner : error;
  gboolean ours = g_strcmp0 (easel_json_get_string (object, "type"), "invalid_request_error") == 0;
  g_autofree char *param = NULL;
  gboolean specific;

  return easel_anthropic_error_from_object (host, ours ? SOUP_STATUS_BAD_REQUEST : SOUP_STATUS_OK,
                                            object, &param, &specific);
}

void
easel_anthropic_batch_codec_read_result (const char *host,
                                         JsonObject *line,
                                         EaselBatchResult *result)
{
  JsonObject *outcome = easel_json_get_object (line, "result");
  JsonObject *error = easel_json_get_object (outcome, "error");
  const char *type = easel_json_get_string (outcome, "type");

  /* A result of nobody is none. */
  result->key = g_strdup (find_key (easel_json_get_string (line, "custom_id")));
  if (result->key == NULL)
    return;

  if (g_strcmp0 (type, "canceled") == 0)
    result->failure = easel_batch_error_canceled (host);
  else if (g_strcmp0 (type, "expired") == 0)
    result->failure = easel_batch_error_expired (host);
  else if (error != NULL)
    result->failure = read_error (host, error);
  else
    easel_batch_result_fold (result, host, easel_anthropic_codec_fold_body,
                             easel_json_get_object (outcome, "message"));
}

gboolean
easel_anthropic_batch_codec_has_token (JsonObject *line, const char *token)
{
  const char *id = easel_json_get_string (line, "custom_id");
  g_autofree char *mark = make_mark (token);

  return id != NULL && g_str_has_prefix (id, mark);
}
