/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-client.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>

#define CONNECT_SECONDS 15
#define SILENCE_SECONDS 300
/* A server that is not its vendor's may have a few machines, and many who wait for them. */
#define QUEUE_SECONDS 3600
#define MAX_REPLY_BYTES (32 * 1024 * 1024)
#define MAX_ERROR_BYTES (1024 * 1024)

struct _EaselProviderClient
{
  const EaselProviderManners *manners;
  EaselProviderConfig *config;
  EaselKeyring *keyring; /* (nullable) */
  guint connect_seconds;
  guint answer_seconds;
  guint silence_seconds;
  gsize max_reply;
  gint bearer; /* atomic: this server was seen to want a Bearer token */
};

EaselProviderClient *
easel_provider_client_new (const EaselProviderManners *manners,
                           EaselProviderConfig *config,
                           EaselKeyring *keyring)
{
  EaselProviderClient *self = g_new0 (EaselProviderClient, 1);

  self->manners = manners;
  self->config = g_object_ref (config);
  g_set_object (&self->keyring, keyring);
  self->connect_seconds = CONNECT_SECONDS;
  self->answer_seconds = easel_provider_config_is_vendor (config) ? SILENCE_SECONDS : QUEUE_SECONDS;
  self->silence_seconds = SILENCE_SECONDS;
  self->max_reply = MAX_REPLY_BYTES;
  return self;
}

void
easel_provider_client_free (EaselProviderClient *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->config);
  g_clear_object (&self->keyring);
  g_free (self);
}

void
easel_provider_client_set_timeouts (EaselProviderClient *self,
                                    guint connect_seconds,
                                    guint answer_seconds,
                                    guint silence_seconds)
{
  self->connect_seconds = connect_seconds;
  self->answer_seconds = answer_seconds;
  self->silence_seconds = silence_seconds;
}

void
easel_provider_client_set_max_reply (EaselProviderClient *self, gsize bytes)
{
  self->max_reply = bytes;
}

gsize
easel_provider_client_get_max_reply (EaselProviderClient *self)
{
  return self->max_reply;
}

const char *
easel_provider_client_get_name (EaselProviderClient *self)
{
  return easel_provider_config_get_name (self->config);
}

EaselProviderKind
easel_provider_client_get_kind (EaselProviderClient *self)
{
  return easel_provider_config_get_kind (self->config);
}

static gboolean
add_key (EaselProviderClient *self,
         EaselHttpCall *call,
         gboolean bearer,
         GCancellable *cancellable,
         GError **error)
{
  g_autofree char *origin = NULL;
  g_autoptr (GError) problem = NULL;
  char *key;

  if (!easel_provider_config_get_needs_key (self->config))
    return TRUE;

  origin = easel_provider_config_get_origin (self->config);
  key = self->keyring != NULL
            ? easel_keyring_lookup (self->keyring, easel_provider_config_get_id (self->config),
                                    origin, cancellable, &problem)
            : NULL;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  if (key == NULL)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_KEY,
                   _ ("There is no key for %s yet."), easel_provider_client_get_name (self));
      return FALSE;
    }
  easel_http_call_set_key (call, bearer ? EASEL_HTTP_BEARER : self->manners->key_header, key);
  secret_password_free (key);
  return TRUE;
}

static EaselHttpCall *
make_call (EaselProviderClient *self, const char *method, const char *url, GError **error)
{
  EaselHttpCall *call = easel_http_call_new (easel_provider_client_get_name (self), method, url,
                                             easel_provider_config_get_allow_http (self->config),
                                             error);

  if (call != NULL)
    easel_http_call_set_timeouts (call, self->connect_seconds, self->answer_seconds,
                                  self->silence_seconds);
  return call;
}

static char *
make_url (EaselProviderClient *self, const EaselClientRequest *request)
{
  const char *base = easel_provider_config_get_url (self->config);
  const char *suffix = self->manners->url_suffix;
  gsize length = base != NULL ? strlen (base) : 0;
  gsize host_end = 0;

  if (suffix != NULL && length > 0 && g_str_has_suffix (base, suffix))
    length -= strlen (suffix);
  if (request->above != NULL && base != NULL)
    {
      const char *scheme_end = strstr (base, "://");

      host_end = scheme_end != NULL ? (gsize) (scheme_end - base) + 3 : 0;
      host_end += strcspn (base + host_end, "/");
      host_end = MIN (host_end, length);
    }
  return g_strdup_printf ("%.*s%s%.*s%s", (int) host_end, base != NULL ? base : "",
                          request->above != NULL ? request->above : "", (int) (length - host_end),
                          base != NULL ? base + host_end : "", request->path);
}

/* (transfer full) (nullable): @url (nullable), when it is of the server's own origin */
static char *
make_own (EaselProviderClient *self, const char *url)
{
  const char *base = easel_provider_config_get_url (self->config);
  g_autofree char *absolute = g_uri_resolve_relative (base, url, SOUP_HTTP_URI_FLAGS, NULL);
  g_autofree char *origin = absolute != NULL ? easel_provider_url_get_origin (absolute) : NULL;
  g_autofree char *own = easel_provider_config_get_origin (self->config);

  return origin != NULL && g_strcmp0 (origin, own) == 0 ? g_steal_pointer (&absolute) : NULL;
}

static char *
find_url (EaselProviderClient *self, const EaselClientRequest *request, GError **error)
{
  char *url = request->url == NULL ? make_url (self, request) : make_own (self, request->url);

  if (url == NULL)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                 _ ("%s names an address at another place. Nothing was sent there."),
                 easel_provider_client_get_name (self));
  return url;
}

static EaselHttpCall *
send_once (EaselProviderClient *self,
           const EaselClientRequest *request,
           gboolean bearer,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *url = find_url (self, request, error);
  g_autoptr (EaselHttpCall) call = url != NULL ? make_call (self, request->method, url, error)
                                               : NULL;

  if (call == NULL)
    return NULL;
  if (self->manners->header != NULL)
    easel_http_call_set_header (call, self->manners->header, self->manners->header_value);
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i += 2)
    easel_http_call_set_header (call, request->headers[i], request->headers[i + 1]);
  if (request->body != NULL)
    easel_http_call_set_body (call, request->mime_type, request->body);
  if (!add_key (self, call, bearer, cancellable, error)
      || !easel_http_call_send (call, cancellable, error))
    return NULL;
  return g_steal_pointer (&call);
}

EaselHttpCall *
easel_provider_client_send (EaselProviderClient *self,
                            const EaselClientRequest *request,
                            GCancellable *cancellable,
                            GError **error)
{
  gboolean bearer = g_atomic_int_get (&self->bearer);
  g_autoptr (EaselHttpCall) call = send_once (self, request, bearer, cancellable, error);

  if (call == NULL || bearer || !self->manners->try_bearer
      || !easel_provider_config_get_needs_key (self->config)
      || easel_http_call_get_status (call) != SOUP_STATUS_UNAUTHORIZED)
    return g_steal_pointer (&call);

  g_clear_pointer (&call, easel_http_call_free);
  call = send_once (self, request, TRUE, cancellable, error);
  if (call != NULL && easel_http_call_get_status (call) != SOUP_STATUS_UNAUTHORIZED)
    g_atomic_int_set (&self->bearer, TRUE);
  return g_steal_pointer (&call);
}

EaselHttpCall *
easel_provider_client_start (EaselProviderClient *self,
                             const char *method,
                             const char *path,
                             EaselRequestStream *body,
                             const char *mime_type,
                             GCancellable *cancellable,
                             GError **error)
{
  const EaselClientRequest request = {
    .method = method, .path = path, .body = body, .mime_type = mime_type
  };

  return easel_provider_client_send (self, &request, cancellable, error);
}

GBytes *
easel_provider_client_fetch (EaselProviderClient *self,
                             const char *url,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autofree char *absolute = make_own (self, url);
  g_autoptr (EaselHttpCall) call = NULL;

  if (absolute == NULL)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                   _ ("%s sent the address of a picture at another place instead of the picture."),
                   easel_provider_client_get_name (self));
      return NULL;
    }

  call = make_call (self, "GET", absolute, error);
  if (call == NULL || !easel_http_call_send (call, cancellable, error))
    return NULL;
  if (!easel_http_call_is_success (call))
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                   _ ("%s sent the address of a picture that is not there."),
                   easel_provider_client_get_name (self));
      return NULL;
    }
  return easel_http_call_read_all (call, self->max_reply, cancellable, error);
}

GError *
easel_provider_client_read_refusal (EaselProviderClient *self,
                                    EaselHttpCall *call,
                                    char **param,
                                    gboolean *specific,
                                    GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GBytes) body = easel_http_call_read_all (call, MAX_ERROR_BYTES, cancellable, &error);

  *param = NULL;
  *specific = TRUE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return error;

  /* The status counts even when its body does not arrive. */
  g_clear_error (&error);
  error = easel_wire_error_read (self->manners->read_error, easel_provider_client_get_name (self),
                                 easel_http_call_get_status (call),
                                 easel_http_call_get_headers (call),
                                 body != NULL ? g_bytes_get_data (body, NULL) : NULL,
                                 body != NULL ? g_bytes_get_size (body) : 0, param, specific);
  easel_http_call_hide_key (call, error);
  return error;
}

EaselHttpCall *
easel_provider_client_negotiate (EaselProviderClient *self,
                                 const EaselNegotiation *negotiation,
                                 gpointer question,
                                 GCancellable *cancellable,
                                 GError **error)
{
  gboolean again = TRUE;

  while (again)
    {
      g_autoptr (EaselHttpCall) call = negotiation->send (question, error);
      g_autofree char *param = NULL;
      g_autoptr (GError) refusal = NULL;
      gboolean specific;

      if (call == NULL)
        return NULL;
      if (easel_http_call_is_success (call))
        return g_steal_pointer (&call);

      refusal = easel_provider_client_read_refusal (self, call, &param, &specific, cancellable);
      again = !specific
              && negotiation->learn (question, easel_http_call_get_status (call), param, &refusal);
      if (!again)
        g_propagate_error (error, g_steal_pointer (&refusal));
    }
  return NULL;
}

GBytes *
easel_provider_client_read_answer (EaselProviderClient *self,
                                   EaselHttpCall *call,
                                   GCancellable *cancellable,
                                   GError **error)
{
  g_autoptr (GBytes) answer = NULL;
  gsize length;
  const char *data;

  if (!easel_http_call_is_success (call))
    {
      g_autofree char *param = NULL;
      gboolean specific;

      g_propagate_error (
          error, easel_provider_client_read_refusal (self, call, &param, &specific, cancellable));
      return NULL;
    }

  answer = easel_http_call_read_all (call, self->max_reply, cancellable, error);
  if (answer == NULL)
    return NULL;
  data = g_bytes_get_data (answer, &length);
  if (easel_wire_error_is_page (easel_http_call_get_headers (call), data, length))
    {
      easel_wire_error_set_not_api (easel_provider_client_get_name (self), error);
      return NULL;
    }
  return g_steal_pointer (&answer);
}

GBytes *
easel_provider_client_ask_for (EaselProviderClient *self,
                               const EaselClientRequest *request,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (EaselHttpCall) call = easel_provider_client_send (self, request, cancellable, error);

  return call != NULL ? easel_provider_client_read_answer (self, call, cancellable, error) : NULL;
}

GBytes *
easel_provider_client_ask (EaselProviderClient *self,
                           const char *path,
                           EaselRequestStream *body,
                           GCancellable *cancellable,
                           GError **error)
{
  const EaselClientRequest request = { .method = body != NULL ? "POST" : "GET",
                                       .path = path,
                                       .body = body,
                                       .mime_type = "application/json" };
  g_autoptr (GError) problem = NULL;
  g_autoptr (GBytes) answer = easel_provider_client_ask_for (self, &request, cancellable, &problem);

  if (answer != NULL && g_bytes_get_size (answer) > 0)
    return g_steal_pointer (&answer);

  /* No model was named that could be missing. */
  if (answer != NULL || g_error_matches (problem, EASEL_LLM_ERROR, EASEL_LLM_ERROR_MODEL_NOT_FOUND))
    easel_wire_error_set_not_api (easel_provider_client_get_name (self), error);
  else
    g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

gboolean
easel_provider_client_set_page (EaselProviderClient *self, GError **error)
{
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API,
               _ ("A web page came instead of an answer of %s. A proxy or a sign-in page may be "
                  "in between."),
               easel_provider_client_get_name (self));
  return FALSE;
}

gboolean
easel_provider_client_set_too_large (EaselProviderClient *self, GError **error)
{
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE,
               _ ("The answer of %s is too large."), easel_provider_client_get_name (self));
  return FALSE;
}
