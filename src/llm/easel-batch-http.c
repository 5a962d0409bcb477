/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-batch-http.h"

#include "easel-json.h"

#include <glib/gi18n.h>
#include <string.h>

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

static gboolean
write_text (EaselSpool *spool, const char *text, GCancellable *cancellable, GError **error)
{
  g_autoptr (EaselRequestStream) stream = easel_request_stream_new ();

  easel_request_stream_add_text (stream, text);
  return easel_spool_write (spool, G_INPUT_STREAM (stream), cancellable, error);
}

EaselSpool *
easel_batch_http_write (EaselProvider *provider,
                        const EaselBatchRequest *request,
                        const char *separator,
                        EaselBatchBuildFunc build,
                        EaselBatchWroteFunc wrote,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (EaselSpool) spool = easel_spool_new (request->folder, error);
  EaselBatchLimits limits;

  if (spool == NULL || !easel_provider_get_batch_limits (provider, &limits))
    return NULL;
  for (guint i = 0; i < request->n_requests; i++)
    {
      g_autoptr (EaselPrompt) prompt = request->prompt_func (i, request->user_data, error);
      g_autoptr (EaselRequestStream) line = NULL;
      gsize from;

      if (prompt == NULL)
        return NULL;
      if (i > 0 && !write_text (spool, separator, cancellable, error))
        return NULL;
      from = easel_spool_get_length (spool);
      line = build (request->keys[i], request->model, prompt, user_data);
      if (!easel_spool_write (spool, G_INPUT_STREAM (line), cancellable, error))
        return NULL;
      if (easel_spool_get_length (spool) > limits.max_bytes)
        {
          g_propagate_error (error, easel_wire_error_new (EASEL_LLM_ERROR_TOO_LARGE,
                                                          get_host (provider), NULL, -1));
          return NULL;
        }
      if (wrote != NULL)
        wrote (i, from, easel_spool_get_length (spool) - from, user_data);
    }
  return g_steal_pointer (&spool);
}

/* In microseconds; 0 when it cannot be told. */
static gint64
read_lead (EaselHttpCall *call)
{
  gint64 now_ms = g_get_real_time () / 1000;

  return (easel_wire_error_read_now (easel_http_call_get_headers (call), now_ms) - now_ms) * 1000;
}

static JsonNode *
ask (EaselProvider *provider,
     const EaselClientRequest *request,
     gint64 *lead,
     GCancellable *cancellable,
     GError **error)
{
  EaselProviderClient *client = get_client (provider);
  g_autoptr (EaselHttpCall) call = easel_provider_client_send (client, request, cancellable, error);
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonParser) parser = NULL;
  gsize length;
  const char *data;

  if (call == NULL)
    return NULL;
  if (lead != NULL)
    *lead = read_lead (call);
  answer = easel_provider_client_read_answer (client, call, cancellable, error);
  if (answer == NULL)
    return NULL;
  data = g_bytes_get_data (answer, &length);
  parser = json_parser_new ();
  if (length == 0 || !json_parser_load_from_data (parser, data, (gssize) length, NULL)
      || easel_json_node_get_object (json_parser_get_root (parser)) == NULL)
    {
      g_propagate_error (error, easel_batch_error_unreadable (get_host (provider)));
      return NULL;
    }
  return json_parser_steal_root (parser);
}

JsonNode *
easel_batch_http_ask (EaselProvider *provider,
                      const EaselClientRequest *request,
                      GCancellable *cancellable,
                      GError **error)
{
  return ask (provider, request, NULL, cancellable, error);
}

JsonNode *
easel_batch_http_get (EaselProvider *provider,
                      const char *path,
                      gint64 *lead,
                      GCancellable *cancellable,
                      GError **error)
{
  const EaselClientRequest request = { .method = "GET", .path = path };

  return ask (provider, &request, lead, cancellable, error);
}

char *
easel_batch_http_create (EaselProvider *provider,
                         const EaselClientRequest *request,
                         const char *member,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (JsonNode) answer = ask (provider, request, NULL, cancellable, error);
  const char *name;

  if (answer == NULL)
    return NULL;
  name = easel_json_get_string (json_node_get_object (answer), member);
  if (name == NULL)
    g_propagate_error (error, easel_batch_error_unreadable (get_host (provider)));
  return g_strdup (name);
}

char *
easel_batch_http_make_path (const char *folder, const char *name, const char *verb)
{
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);

  return g_strconcat (folder, escaped, verb, NULL);
}

gboolean
easel_batch_http_delete (EaselProvider *provider,
                         const char *path,
                         GCancellable *cancellable,
                         GError **error)
{
  const EaselClientRequest request = { .method = "DELETE", .path = path };
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) answer = easel_provider_client_ask_for (get_client (provider), &request,
                                                             cancellable, &problem);

  if (answer != NULL || easel_batch_http_is_gone (problem))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Nothing else was named that could be missing. */
gboolean
easel_batch_http_is_gone (const GError *error)
{
  return g_error_matches (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_MODEL_NOT_FOUND);
}

gboolean
easel_batch_http_is_refusal (const GError *error)
{
  if (error == NULL || error->domain != EASEL_LLM_ERROR)
    return FALSE;

  switch ((int) error->code)
    {
    case EASEL_LLM_ERROR_KEY_REFUSED:
    case EASEL_LLM_ERROR_QUOTA:
    case EASEL_LLM_ERROR_RATE_LIMIT:
    case EASEL_LLM_ERROR_MODEL_NOT_FOUND:
    case EASEL_LLM_ERROR_REFUSED:
    case EASEL_LLM_ERROR_BAD_REQUEST:
    case EASEL_LLM_ERROR_TOO_LARGE:
      return TRUE;
    default:
      return FALSE;
    }
}

gboolean
easel_batch_http_read (EaselProvider *provider,
                       const EaselClientRequest *request,
                       EaselBatchReader *reader,
                       GCancellable *cancellable,
                       GError **error)
{
  EaselProviderClient *client = get_client (provider);
  g_autoptr (EaselHttpCall) call = easel_provider_client_send (client, request, cancellable, error);
  g_autoptr (GError) refusal = NULL;
  g_autofree char *param = NULL;
  gboolean specific;

  if (call == NULL)
    return FALSE;
  if (easel_http_call_is_success (call))
    return easel_batch_reader_read (reader, call, cancellable, error);

  refusal = easel_provider_client_read_refusal (client, call, &param, &specific, cancellable);
  if (easel_batch_http_is_gone (refusal))
    g_propagate_error (error, easel_batch_error_gone (get_host (provider)));
  else
    g_propagate_error (error, g_steal_pointer (&refusal));
  return FALSE;
}

void
easel_batch_http_explain (EaselProvider *provider, GError **error)
{
  if (error == NULL || *error == NULL
      || (!easel_batch_http_is_gone (*error)
          && !g_error_matches (*error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API)))
    return;

  g_clear_error (error);
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API,
               _ ("%s takes nothing to be answered later."), get_host (provider));
}

gboolean
easel_batch_http_is_name (const char *name, const char *prefix)
{
  const char *rest;

  if (name == NULL || !g_str_has_prefix (name, prefix))
    return FALSE;
  rest = name + strlen (prefix);
  return *rest != '\0'
         && strspn (rest, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-") == strlen (rest);
}
