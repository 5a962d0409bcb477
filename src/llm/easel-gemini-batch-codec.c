/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-gemini-batch-codec.h"

#include "easel-gemini-codec.h"
#include "easel-gemini-error.h"
#include "easel-json.h"

#include <stdlib.h>
#include <string.h>

char *
easel_gemini_batch_codec_begin_line (const char *key)
{
  return g_strdup_printf ("{\"key\":\"%s\",\"request\":", key);
}

char *
easel_gemini_batch_codec_begin_inline (const char *token)
{
  return g_strdup_printf (
      "{\"batch\":{\"displayName\":\"%s\",\"inputConfig\":{\"requests\":{\"requests\":[", token);
}

char *
easel_gemini_batch_codec_end_request (const char *key)
{
  return g_strdup_printf (",\"metadata\":{\"key\":\"%s\"}}", key);
}

char *
easel_gemini_batch_codec_build_batch (const char *file, const char *token)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  easel_json_begin_object (builder, "batch");
  easel_json_add_string (builder, "displayName", token);
  easel_json_begin_object (builder, "inputConfig");
  easel_json_add_string (builder, "fileName", file);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return easel_json_builder_to_text (builder);
}

/* The batch itself: what an operation says of it, or all there is. */
static JsonObject *
get_batch (JsonObject *operation)
{
  JsonObject *metadata = easel_json_get_object (operation, "metadata");

  return metadata != NULL ? metadata : operation;
}

/* A state without its family's name, of which there is more than one. */
static const char *
get_state (JsonObject *operation)
{
  const char *word = easel_json_get_string (get_batch (operation), "state");
  const char *end = word != NULL ? strstr (word, "_STATE_") : NULL;

  return end != NULL ? end + strlen ("_STATE_") : word;
}

/* Numbers of 64 bits are strings in Google's JSON. */
static guint
count (JsonObject *stats, const char *name)
{
  const char *text = easel_json_get_string (stats, name);
  gint64 number = text != NULL ? g_ascii_strtoll (text, NULL, 10)
                               : easel_json_get_int (stats, name, 0);

  return (guint) CLAMP (number, 0, G_MAXINT);
}

/* The word of a google.rpc.Code: in a batch they come as numbers, without words. */
static const char *
find_status (gint64 code)
{
  static const struct
  {
    gint64 code;
    const char *word;
  } words[] = {
    { 4, "DEADLINE_EXCEEDED" },  { 5, "NOT_FOUND" }, { 7, "PERMISSION_DENIED" },
    { 8, "RESOURCE_EXHAUSTED" }, { 13, "INTERNAL" }, { 14, "UNAVAILABLE" },
    { 16, "UNAUTHENTICATED" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i].code == code)
      return words[i].word;
  return NULL;
}

#define CODE_CANCELLED 1
#define CODE_INVALID_ARGUMENT 3
#define CODE_OUT_OF_RANGE 11

static GError *
read_error (const char *host, JsonObject *error)
{
  gint64 code = easel_json_get_int (error, "code", 0);
  const char *word = easel_json_get_string (error, "status");
  guint status = SOUP_STATUS_OK;
  g_autoptr (JsonObject) copy = NULL;
  g_autofree char *param = NULL;
  gboolean specific;

  if (code == CODE_CANCELLED || g_strcmp0 (word, "CANCELLED") == 0)
    return easel_batch_error_canceled (host);
  if (code == CODE_INVALID_ARGUMENT || code == CODE_OUT_OF_RANGE)
    status = SOUP_STATUS_BAD_REQUEST;
  if (word == NULL && find_status (code) != NULL)
    {
      copy = json_object_new ();
      json_object_set_string_member (copy, "status", find_status (code));
      json_object_set_string_member (copy, "message", easel_json_get_string (error, "message"));
      if (easel_json_get_array (error, "details") != NULL)
        json_object_set_array_member (copy, "details",
                                      json_array_ref (easel_json_get_array (error, "details")));
      error = copy;
    }
  return easel_gemini_error_from_object (host, status, error, &param, &specific);
}

static EaselBatchState
read_state (JsonObject *operation)
{
  static const struct
  {
    const char *word;
    EaselBatchState state;
  } states[] = {
    { "SUCCEEDED", EASEL_BATCH_ENDED },      { "PARTIALLY_SUCCEEDED", EASEL_BATCH_ENDED },
    { "CANCELLED", EASEL_BATCH_ENDED },      { "EXPIRED", EASEL_BATCH_ENDED },
    { "CANCELLING", EASEL_BATCH_CANCELING }, { "FAILED", EASEL_BATCH_FAILED },
  };
  const char *word = get_state (operation);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (word, states[i].word) == 0)
      return states[i].state;
  if (!easel_json_get_boolean (operation, "done", FALSE))
    return EASEL_BATCH_IN_PROGRESS;
  return easel_json_get_object (operation, "error") != NULL ? EASEL_BATCH_FAILED
                                                            : EASEL_BATCH_ENDED;
}

EaselBatchStatus *
easel_gemini_batch_codec_read_status (const char *host, JsonObject *operation)
{
  EaselBatchStatus *status = g_new0 (EaselBatchStatus, 1);
  JsonObject *stats = easel_json_get_object (get_batch (operation), "batchStats");

  status->state = read_state (operation);
  status->n_requests = count (stats, "requestCount");
  status->n_succeeded = count (stats, "successfulRequestCount");
  status->n_failed = count (stats, "failedRequestCount");
  if (status->state == EASEL_BATCH_FAILED)
    status->error = read_error (host, easel_json_get_object (operation, "error"));
  return status;
}

gboolean
easel_gemini_batch_codec_has_token (JsonObject *operation, const char *token)
{
  return g_strcmp0 (easel_json_get_string (get_batch (operation), "displayName"), token) == 0;
}

const char *
easel_gemini_batch_codec_get_input (JsonObject *operation)
{
  return easel_json_get_string (easel_json_get_object (get_batch (operation), "inputConfig"),
                                "fileName");
}

/* Where the results are said to be: not all versions agree. */
static JsonObject *
get_place (JsonObject *operation, guint n)
{
  JsonObject *places[] = { easel_json_get_object (get_batch (operation), "output"),
                           easel_json_get_object (operation, "response"),
                           easel_json_get_object (get_batch (operation), "dest") };

  return n < G_N_ELEMENTS (places) ? places[n] : NULL;
}

#define N_PLACES 3

const char *
easel_gemini_batch_codec_get_output (JsonObject *operation)
{
  const char *file = NULL;

  for (guint i = 0; i < N_PLACES && file == NULL; i++)
    {
      file = easel_json_get_string (get_place (operation, i), "responsesFile");
      if (file == NULL)
        file = easel_json_get_string (get_place (operation, i), "fileName");
    }
  return file;
}

JsonArray *
easel_gemini_batch_codec_get_inline (JsonObject *operation)
{
  JsonArray *results = NULL;

  for (guint i = 0; i < N_PLACES && results == NULL; i++)
    {
      JsonObject *place = get_place (operation, i);

      results = easel_json_get_array (easel_json_get_object (place, "inlinedResponses"),
                                      "inlinedResponses");
      if (results == NULL)
        results = easel_json_get_array (place, "inlinedResponses");
    }
  return results;
}

void
easel_gemini_batch_codec_read_result (const char *host,
                                      JsonObject *object,
                                      EaselBatchResult *result)
{
  JsonObject *response = easel_json_get_object (object, "response");
  JsonObject *error = easel_json_get_object (object, "error");
  const char *key = easel_json_get_string (object, "key");

  if (key == NULL)
    key = easel_json_get_string (easel_json_get_object (object, "metadata"), "key");
  result->key = g_strdup (key);

  if (error != NULL)
    result->failure = read_error (host, error);
  else if (response != NULL || json_object_has_member (object, "candidates")
           || json_object_has_member (object, "promptFeedback"))
    easel_batch_result_fold (result, host, easel_gemini_codec_fold_body,
                             response != NULL ? response : object);
  else if (json_object_has_member (object, "code") && json_object_has_member (object, "message"))
    result->failure = read_error (host, object);
}

GError *
easel_gemini_batch_codec_explain_missing (const char *host, JsonObject *operation)
{
  const char *state = get_state (operation);

  if (g_strcmp0 (state, "EXPIRED") == 0)
    return easel_batch_error_expired (host);
  if (g_strcmp0 (state, "CANCELLED") == 0)
    return easel_batch_error_canceled (host);
  return easel_batch_error_missing (host);
}
