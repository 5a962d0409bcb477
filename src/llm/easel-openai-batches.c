/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-batches.h"

#include "easel-batch-http.h"
#include "easel-json.h"
#include "easel-openai-batch-codec.h"
#include "easel-openai-provider.h"

#define MAX_REQUESTS 50000
#define MAX_BYTES (200 * 1000 * 1000)
#define PER_PAGE "100"

#define UPLOAD_ENDING ".jsonl"

/* Others speak Chat Completions, but not this. */
static gboolean
has_batches (EaselProvider *provider)
{
  EaselProviderConfig *config = easel_provider_get_config (provider);

  return easel_provider_config_get_kind (config) == EASEL_PROVIDER_OPENAI
         || easel_provider_config_is_at_vendor (config, EASEL_PROVIDER_OPENAI);
}

/* Submitting */

static EaselRequestStream *
build_line (const char *key, const char *model, EaselPrompt *prompt, gpointer dialect)
{
  return easel_openai_batch_codec_build_line (key, model, prompt, dialect);
}

/* (transfer full) (nullable): the file's id */
static char *
upload (EaselProvider *provider,
        EaselSpool *spool,
        const char *token,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (EaselRequestStream) form = easel_request_stream_new ();
  g_autofree char *boundary = g_uuid_string_random ();
  g_autofree char *mime_type = g_strdup_printf ("multipart/form-data; boundary=\"%s\"", boundary);
  g_autofree char *head = g_strdup_printf (
      "--%s\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
      "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s" UPLOAD_ENDING "\"\r\n"
      "Content-Type: application/jsonl\r\n\r\n",
      boundary, boundary, token);
  g_autofree char *tail = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  const EaselClientRequest request = {
    .method = "POST", .path = "/files", .body = form, .mime_type = mime_type
  };

  easel_request_stream_add_text (form, head);
  easel_request_stream_add_spool (form, spool, 0, easel_spool_get_length (spool));
  easel_request_stream_add_text (form, tail);
  return easel_batch_http_create (provider, &request, "id", cancellable, error);
}

static gboolean
delete_file (EaselProvider *provider, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = id != NULL ? easel_batch_http_make_path ("/files/", id, "") : NULL;

  return path == NULL || easel_batch_http_delete (provider, path, cancellable, error);
}

/* (transfer full) (nullable): the batch's id */
static char *
begin (EaselProvider *provider,
       const char *file_id,
       const char *token,
       GCancellable *cancellable,
       GError **error)
{
  g_autofree char *text = easel_openai_batch_codec_build_batch (file_id, token);
  g_autoptr (EaselRequestStream) body = easel_request_stream_new ();
  const EaselClientRequest request = {
    .method = "POST", .path = "/batches", .body = body, .mime_type = "application/json"
  };

  easel_request_stream_add_text (body, text);
  return easel_batch_http_create (provider, &request, "id", cancellable, error);
}

static char *
submit (EaselProvider *provider,
        const EaselBatchRequest *request,
        GCancellable *cancellable,
        GError **error)
{
  EaselOpenaiDialect dialect;
  g_autoptr (EaselSpool) spool = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *file_id = NULL;
  char *id = NULL;

  easel_openai_provider_load_dialect (EASEL_OPENAI_PROVIDER (provider), request->model, &dialect);
  spool = easel_batch_http_write (provider, request, "\n", build_line, NULL, &dialect, cancellable,
                                  error);
  if (spool == NULL)
    return NULL;

  file_id = upload (provider, spool, request->token, cancellable, &problem);
  if (file_id != NULL)
    id = begin (provider, file_id, request->token, cancellable, &problem);
  if (problem != NULL)
    {
      /* When it is not known whether the batch has begun, the file is left to it. */
      if (file_id != NULL && easel_batch_http_is_refusal (problem))
        delete_file (provider, file_id, cancellable, NULL);
      easel_batch_http_explain (provider, &problem);
      g_propagate_error (error, g_steal_pointer (&problem));
    }
  return id;
}

/* Finding */

static gint64
read_created (JsonObject *element)
{
  return CLAMP (easel_json_get_int (element, "created_at", G_MAXINT32), 0, G_MAXINT32)
         * G_USEC_PER_SEC;
}

static gboolean
look_at_batch (const EaselBatchQuest *quest, JsonObject *batch, char **name, GError **error)
{
  if (easel_openai_batch_codec_has_token (batch, quest->token))
    *name = g_strdup (easel_json_get_string (batch, "id"));
  return TRUE;
}

static gboolean
look_at_file (const EaselBatchQuest *quest, JsonObject *file, char **name, GError **error)
{
  g_autofree char *own = g_strconcat (quest->token, UPLOAD_ENDING, NULL);

  if (g_strcmp0 (easel_json_get_string (file, "filename"), own) == 0)
    *name = g_strdup (easel_json_get_string (file, "id"));
  return TRUE;
}

static const EaselBatchList batches = { .path = "/batches?limit=" PER_PAGE,
                                        .cursor = "&after=",
                                        .names = { "data" },
                                        .read_created = read_created,
                                        .look = look_at_batch };
static const EaselBatchList files = { .path = "/files?purpose=batch&limit=" PER_PAGE,
                                      .cursor = "&after=",
                                      .names = { "data" },
                                      .read_created = read_created,
                                      .look = look_at_file };

/* Following */

static char *
make_path (const char *id, const char *verb)
{
  return easel_batch_http_make_path ("/batches/", id, verb);
}

static gboolean
read_file (EaselProvider *provider,
           const char *file_id,
           EaselBatchReader *reader,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = file_id != NULL
                              ? easel_batch_http_make_path ("/files/", file_id, "/content")
                              : NULL;
  const EaselClientRequest request = { .method = "GET", .path = path };

  return path == NULL || easel_batch_http_read (provider, &request, reader, cancellable, error);
}

static gboolean
read_results (EaselProvider *provider,
              JsonObject *batch,
              EaselBatchReader *reader,
              GCancellable *cancellable,
              GError **error)
{
  return read_file (provider, easel_json_get_string (batch, "output_file_id"), reader, cancellable,
                    error)
         && read_file (provider, easel_json_get_string (batch, "error_file_id"), reader,
                       cancellable, error);
}

/* The batch itself stays in a list: it has nothing of the person's in it. */
static gboolean
forget (EaselProvider *provider,
        const char *id,
        JsonObject *batch,
        GCancellable *cancellable,
        GError **error)
{
  static const char *const names[] = { "input_file_id", "output_file_id", "error_file_id" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!delete_file (provider, easel_json_get_string (batch, names[i]), cancellable, error))
      return FALSE;
  return TRUE;
}

const EaselBatchManners easel_openai_batches = {
  .limits = { MAX_REQUESTS, MAX_BYTES },
  .has_batches = has_batches,
  .submit = submit,
  .make_path = make_path,
  .cancel_verb = "/cancel",
  .cancel_body = "",
  .list = &batches,
  .files = &files,
  .delete_file = delete_file,
  .read_status = easel_openai_batch_codec_read_status,
  .read_result = easel_openai_batch_codec_read_result,
  .read_results = read_results,
  .explain_missing = easel_openai_batch_codec_explain_missing,
  .forget = forget,
};
