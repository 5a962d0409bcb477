/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-batches.h"

#include "easel-batch-http.h"
#include "easel-batch-reader.h"
#include "easel-json.h"
#include "easel-openai-batch-codec.h"
#include "easel-openai-provider.h"

#include <string.h>

#define MAX_REQUESTS 50000
#define MAX_BYTES (200 * 1000 * 1000)
#define PER_PAGE 100
#define MAX_PAGES 50
/* How far the clocks may be apart. */
#define CLOCK_SECONDS 3600

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

/* (transfer full): where a thing is whose name the server made up */
static char *
make_path (const char *folder, const char *id, const char *verb)
{
  g_autofree char *escaped = g_uri_escape_string (id, NULL, FALSE);

  return g_strconcat (folder, escaped, verb, NULL);
}

/* Others speak Chat Completions, but not this. */
static gboolean
get_limits (EaselProvider *provider, EaselBatchLimits *limits)
{
  EaselProviderConfig *config = easel_provider_get_config (provider);

  if (easel_provider_config_get_kind (config) != EASEL_PROVIDER_OPENAI
      && !easel_provider_config_is_at_vendor (config, EASEL_PROVIDER_OPENAI))
    return FALSE;
  limits->max_requests = MAX_REQUESTS;
  limits->max_bytes = MAX_BYTES;
  return TRUE;
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
      "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s.jsonl\"\r\n"
      "Content-Type: application/jsonl\r\n\r\n",
      boundary, boundary, token);
  g_autofree char *tail = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  const EaselClientRequest request = {
    .method = "POST", .path = "/files", .body = form, .mime_type = mime_type
  };
  g_autoptr (JsonNode) file = NULL;
  const char *id;

  easel_request_stream_add_text (form, head);
  easel_request_stream_add_spool (form, spool, 0, easel_spool_get_length (spool));
  easel_request_stream_add_text (form, tail);
  file = easel_batch_http_ask (provider, &request, cancellable, error);
  if (file == NULL)
    return NULL;

  id = easel_json_get_string (json_node_get_object (file), "id");
  if (id == NULL)
    g_propagate_error (error, easel_batch_error_unreadable (get_host (provider)));
  return g_strdup (id);
}

static gboolean
delete_file (EaselProvider *provider, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = id != NULL ? make_path ("/files/", id, "") : NULL;

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
  g_autoptr (JsonNode) batch = NULL;
  const char *id;

  easel_request_stream_add_text (body, text);
  batch = easel_batch_http_ask (provider, &request, cancellable, error);
  if (batch == NULL)
    return NULL;

  id = easel_json_get_string (json_node_get_object (batch), "id");
  if (id == NULL)
    g_propagate_error (error, easel_batch_error_unreadable (get_host (provider)));
  return g_strdup (id);
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
  /* Some models refuse it, and here that would be seen a night later, in every row. */
  dialect.temperature = FALSE;
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

/* Looks at one page of the list, newest first. @after: the next one follows; %NULL at the end */
static void
look_at_page (JsonObject *page, const char *token, gint64 since, char **id, char **after)
{
  JsonArray *batches = easel_json_get_array (page, "data");
  const char *last = NULL;
  gint64 created = 0;

  for (guint i = 0; batches != NULL && i < json_array_get_length (batches) && *id == NULL; i++)
    {
      JsonObject *batch = easel_json_node_get_object (json_array_get_element (batches, i));

      last = easel_json_get_string (batch, "id");
      created = easel_json_get_int (batch, "created_at", G_MAXINT64);
      if (last != NULL && easel_openai_batch_codec_has_token (batch, token))
        *id = g_strdup (last);
    }
  if (*id == NULL && last != NULL && easel_json_get_boolean (page, "has_more", FALSE)
      && created >= since / G_USEC_PER_SEC - CLOCK_SECONDS)
    *after = g_uri_escape_string (last, NULL, FALSE);
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
  g_autofree char *after = g_strdup ("");

  for (guint i = 0; i < MAX_PAGES && after != NULL && *id == NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/batches?limit=%d%s%s", PER_PAGE,
                                               *after != '\0' ? "&after=" : "", after);
      g_autoptr (JsonNode) page = easel_batch_http_get (provider, path, cancellable, error);

      if (page == NULL)
        return FALSE;
      g_clear_pointer (&after, g_free);
      look_at_page (json_node_get_object (page), token, since, id, &after);
    }
  return TRUE;
}

/* Following */

static JsonNode *
get_batch (EaselProvider *provider, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = make_path ("/batches/", id, "");

  return easel_batch_http_get (provider, path, cancellable, error);
}

static EaselBatchStatus *
poll (EaselProvider *provider, const char *id, GCancellable *cancellable, GError **error)
{
  GError *problem = NULL;
  g_autoptr (JsonNode) batch = get_batch (provider, id, cancellable, &problem);

  if (batch == NULL)
    return easel_batch_http_read_problem (provider, problem, error);
  return easel_openai_batch_codec_read_status (get_host (provider), json_node_get_object (batch));
}

static gboolean
read_file (EaselProvider *provider,
           const char *file_id,
           EaselBatchReader *reader,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = file_id != NULL ? make_path ("/files/", file_id, "/content") : NULL;
  const EaselClientRequest request = { .method = "GET", .path = path };

  return path == NULL || easel_batch_http_read (provider, &request, reader, cancellable, error);
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
  g_autoptr (JsonNode) node = get_batch (provider, id, cancellable, error);
  g_autoptr (EaselBatchReader) reader = NULL;
  JsonObject *batch;

  if (node == NULL)
    return FALSE;
  batch = json_node_get_object (node);
  reader = easel_batch_reader_new (get_client (provider), keys,
                                   easel_openai_batch_codec_read_result, func, user_data);
  return read_file (provider, easel_json_get_string (batch, "output_file_id"), reader, cancellable,
                    error)
         && read_file (provider, easel_json_get_string (batch, "error_file_id"), reader,
                       cancellable, error)
         && easel_batch_reader_finish (
             reader, easel_openai_batch_codec_explain_missing (get_host (provider), batch), error);
}

static gboolean
cancel (EaselProvider *provider, const char *id, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = make_path ("/batches/", id, "/cancel");

  return easel_batch_http_cancel (provider, id, path, "", cancellable, error);
}

/* The batch itself stays in a list: it has nothing of the person's in it. */
static gboolean
forget (EaselProvider *provider, const char *id, GCancellable *cancellable, GError **error)
{
  static const char *const names[] = { "input_file_id", "output_file_id", "error_file_id" };
  g_autoptr (GError) problem = NULL;
  g_autoptr (JsonNode) batch = get_batch (provider, id, cancellable, &problem);

  if (batch == NULL && easel_batch_http_is_gone (problem))
    return TRUE;
  if (batch == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (!delete_file (provider, easel_json_get_string (json_node_get_object (batch), names[i]),
                      cancellable, error))
      return FALSE;
  return TRUE;
}

const EaselBatchVerbs easel_openai_batches = {
  get_limits, submit, find, poll, fetch, cancel, forget
};
