/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-http-call.h"

#include "easel-llm-error.h"
#include "easel-provider-config.h"

#include <fcntl.h>
#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MAX_REDIRECTS 3
#define READ_SIZE 16384
#define MAX_EARLY_BYTES (64 * 1024)
#define BEARER_PREFIX "Bearer "

/* Whoever says nothing is asked, from kernel to kernel, whether the connection is still there:
 * after a minute, and then until two have passed. */
#define PROBE_AFTER_SECONDS 60
#define PROBE_EVERY_SECONDS 15
#define N_PROBES 4

struct _EaselHttpCall
{
  char *name;
  char *origin;
  char *address; /* host and port, for sentences */
  gboolean loopback;
  guint connect_seconds;
  guint answer_seconds;
  guint silence_seconds;

  SoupMessage *message;
  const char *key_header;   /* (nullable): when there is a key */
  EaselRequestStream *body; /* (nullable) */
  char *body_type;
  SoupSession *session; /* (nullable): before it was sent */
  GInputStream *stream; /* (nullable): before it was sent */
  gboolean connected;
  GSocket *socket; /* (nullable): once connected */

  int spare_fd; /* the connection's socket once more, while a body is sent; or -1 */
  guint early_status;
  SoupMessageHeaders *early_headers; /* (nullable): of an answer that came while sending */
};

/* As a person would write it: without a port that goes without saying. */
static char *
make_address (GUri *uri)
{
  const char *host = g_uri_get_host (uri);
  int port = g_uri_get_port (uri);

  if (port <= 0 || port == (g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80))
    return g_strdup (host);
  return g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%d" : "%s:%d", host, port);
}

EaselHttpCall *
easel_http_call_new (const char *name,
                     const char *method,
                     const char *url,
                     gboolean allow_http,
                     GError **error)
{
  g_autoptr (EaselHttpCall) self = g_new0 (EaselHttpCall, 1);
  GUri *uri;

  self->spare_fd = -1;
  self->name = g_strdup (name);
  self->origin = easel_provider_url_get_origin (url);
  self->message = self->origin != NULL ? soup_message_new (method, url) : NULL;
  if (self->message == NULL)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_UNREACHABLE,
                   _ ("The address of %s is not a web address."), name);
      return NULL;
    }

  uri = soup_message_get_uri (self->message);
  self->address = make_address (uri);
  self->loopback = easel_provider_url_is_loopback (url);
  if (g_str_equal (g_uri_get_scheme (uri), "http") && !self->loopback && !allow_http)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INSECURE,
                   _ ("The connection to %s would not be encrypted. Use an address that begins "
                      "with https, or allow it for this provider."),
                   self->address);
      return NULL;
    }

  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT);
  /* It would hold back a 401 until its body has come, to ask for a password nobody has. */
  soup_message_disable_feature (self->message, SOUP_TYPE_AUTH_MANAGER);
  /* Compressed, a stream would come in lumps. */
  soup_message_disable_feature (self->message, SOUP_TYPE_CONTENT_DECODER);
  /* One call per connection leaves HTTP/2 nothing to do, and a socket's timeout does not
   * tell apart its streams. */
  soup_message_set_force_http1 (self->message, TRUE);
  return g_steal_pointer (&self);
}

static void
close_spare (EaselHttpCall *self)
{
  if (self->spare_fd >= 0)
    close (self->spare_fd);
  self->spare_fd = -1;
}

void
easel_http_call_free (EaselHttpCall *self)
{
  if (self == NULL)
    return;

  close_spare (self);
  g_clear_pointer (&self->early_headers, soup_message_headers_unref);

  g_clear_object (&self->socket);
  g_clear_object (&self->stream);
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->body);
  g_free (self->body_type);
  g_free (self->name);
  g_free (self->origin);
  g_free (self->address);
  g_free (self);
}

void
easel_http_call_set_timeouts (EaselHttpCall *self,
                              guint connect_seconds,
                              guint answer_seconds,
                              guint silence_seconds)
{
  self->connect_seconds = connect_seconds;
  self->answer_seconds = answer_seconds;
  self->silence_seconds = silence_seconds;
}

static const char *
get_key_prefix (const char *header)
{
  return g_str_equal (header, EASEL_HTTP_BEARER) ? BEARER_PREFIX : "";
}

void
easel_http_call_set_key (EaselHttpCall *self, const char *header, const char *key)
{
  char *value = g_strconcat (get_key_prefix (header), key, NULL);

  self->key_header = header;
  soup_message_headers_replace (soup_message_get_request_headers (self->message), header, value);
  secret_password_wipe (value);
  g_free (value);
}

void
easel_http_call_set_header (EaselHttpCall *self, const char *name, const char *value)
{
  soup_message_headers_replace (soup_message_get_request_headers (self->message), name, value);
}

void
easel_http_call_hide_key (EaselHttpCall *self, GError *error)
{
  const char *value = self->key_header != NULL
                          ? soup_message_headers_get_one (
                                soup_message_get_request_headers (self->message), self->key_header)
                          : NULL;
  const char *key = value != NULL ? value + strlen (get_key_prefix (self->key_header)) : NULL;
  g_auto (GStrv) pieces = NULL;

  if (error == NULL || key == NULL || *key == '\0' || strstr (error->message, key) == NULL)
    return;

  pieces = g_strsplit (error->message, key, -1);
  g_free (error->message);
  error->message = g_strjoinv ("…", pieces);
}

void
easel_http_call_set_body (EaselHttpCall *self, const char *mime_type, EaselRequestStream *body)
{
  g_set_object (&self->body, body);
  g_set_str (&self->body_type, mime_type);
}

/* Failures */

static EaselLlmError
code_of_io_error (EaselHttpCall *self, const GError *cause)
{
  if (cause->code == G_IO_ERROR_TIMED_OUT && self->connected)
    return EASEL_LLM_ERROR_TIMEOUT;
  return self->connected ? EASEL_LLM_ERROR_INCOMPLETE : EASEL_LLM_ERROR_UNREACHABLE;
}

static EaselLlmError
code_of (EaselHttpCall *self, const GError *cause)
{
  if (cause->domain == G_TLS_ERROR)
    return self->connected ? EASEL_LLM_ERROR_INCOMPLETE : EASEL_LLM_ERROR_TLS;
  if (cause->domain == SOUP_SESSION_ERROR)
    return cause->code == SOUP_SESSION_ERROR_PARSING || cause->code == SOUP_SESSION_ERROR_ENCODING
               ? EASEL_LLM_ERROR_NOT_API
               : EASEL_LLM_ERROR_INCOMPLETE;
  if (cause->domain == G_IO_ERROR)
    return code_of_io_error (self, cause);
  return self->connected ? EASEL_LLM_ERROR_INCOMPLETE : EASEL_LLM_ERROR_UNREACHABLE;
}

static char *
describe_unreachable (EaselHttpCall *self, const GError *cause)
{
  if (cause->domain == G_RESOLVER_ERROR)
    return g_strdup_printf (_ ("There is no server by the name %s."), self->address);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return g_strdup_printf (_ ("Nothing answers at %s. Is the server running?"), self->address);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_strdup_printf (_ ("%s does not answer."), self->address);
  return g_strdup_printf (_ ("%s cannot be reached: %s"), self->address, cause->message);
}

static char *
describe_tls (EaselHttpCall *self, const GError *cause)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (self->message);

  if ((flags & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    return g_strdup_printf (_ ("The connection to %s is not safe: nobody this computer trusts has "
                               "vouched for who that is."),
                            self->address);
  if ((flags & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return g_strdup_printf (_ ("The connection to %s is not safe: what answers there is somebody "
                               "else."),
                            self->address);
  if ((flags & (G_TLS_CERTIFICATE_EXPIRED | G_TLS_CERTIFICATE_NOT_ACTIVATED)) != 0)
    return g_strdup_printf (_ ("The connection to %s is not safe: its certificate is not valid "
                               "today."),
                            self->address);
  return g_strdup_printf (_ ("The connection to %s is not safe: %s"), self->address,
                          cause->message);
}

static char *
describe (EaselHttpCall *self, EaselLlmError code, const GError *cause)
{
  switch ((int) code)
    {
    case EASEL_LLM_ERROR_OFFLINE:
      return g_strdup (_ ("This computer has no network connection."));
    case EASEL_LLM_ERROR_TIMEOUT:
      return g_strdup_printf (_ ("%s sent nothing for too long."), self->name);
    case EASEL_LLM_ERROR_TLS:
      return describe_tls (self, cause);
    case EASEL_LLM_ERROR_NOT_API:
      return g_strdup_printf (_ ("What answers at %s is not a model server."), self->address);
    case EASEL_LLM_ERROR_UNREACHABLE:
      return describe_unreachable (self, cause);
    default:
      return g_strdup_printf (self->stream != NULL
                                  ? _ ("%s closed the connection in the middle of the answer.")
                                  : _ ("%s closed the connection before it answered."),
                              self->name);
    }
}

static void
set_error (EaselHttpCall *self, const GError *cause, GCancellable *cancellable, GError **error)
{
  EaselLlmError code;
  g_autofree char *message = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return;

  code = code_of (self, cause);
  if (code == EASEL_LLM_ERROR_UNREACHABLE && !self->loopback
      && !g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    code = EASEL_LLM_ERROR_OFFLINE;
  message = describe (self, code, cause);
  g_set_error_literal (error, EASEL_LLM_ERROR, (int) code, message);
}

/* Sending */

/* A request may wait its turn for longer than anybody would believe in a connection that is
 * silent: where the other machine is gone, its kernel does not confirm these. */
static void
probe (GSocket *socket)
{
  g_socket_set_keepalive (socket, TRUE);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPIDLE, PROBE_AFTER_SECONDS, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPINTVL, PROBE_EVERY_SECONDS, NULL);
  g_socket_set_option (socket, IPPROTO_TCP, TCP_KEEPCNT, N_PROBES, NULL);
}

/* What was asked is with the server now. */
static void
on_wrote_body (EaselHttpCall *self)
{
  if (self->socket != NULL && self->body != NULL)
    g_socket_set_timeout (self->socket, self->answer_seconds);
}

static void
on_network_event (SoupMessage *message,
                  GSocketClientEvent event,
                  GIOStream *connection,
                  gpointer data)
{
  EaselHttpCall *self = data;
  g_autoptr (GIOStream) base = NULL;

  if (event != G_SOCKET_CLIENT_COMPLETE)
    return;

  /* The session's timeout was for connecting; from here on a model may think for minutes. */
  self->connected = TRUE;
  base = connection != NULL ? g_object_ref (connection) : NULL;
  if (G_IS_TLS_CONNECTION (base))
    {
      GIOStream *inner;

      g_object_get (base, "base-io-stream", &inner, NULL);
      g_set_object (&base, inner);
      g_object_unref (inner);
    }
  if (G_IS_SOCKET_CONNECTION (base))
    {
      GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (base));

      g_set_object (&self->socket, socket);
      g_socket_set_timeout (socket, self->silence_seconds);
      probe (socket);
      if (self->body != NULL && base == connection)
        {
          close_spare (self);
          self->spare_fd = fcntl (g_socket_get_fd (socket), F_DUPFD_CLOEXEC, 0);
        }
    }
}

/* A server that wants no more of a body answers and hangs up. libsoup notices the second only,
 * and has let go of the socket by now; but what came is still to be read from it. */
static void
read_early_answer (EaselHttpCall *self)
{
  g_autofree char *answer = g_malloc (MAX_EARLY_BYTES);
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  gsize length = 0;
  const char *end;
  gsize head;
  gssize got;

  while (self->spare_fd >= 0 && length < MAX_EARLY_BYTES
         && (got = recv (self->spare_fd, answer + length, MAX_EARLY_BYTES - length, MSG_DONTWAIT))
                > 0)
    length += (gsize) got;

  end = memmem (answer, length, "\r\n\r\n", 4);
  if (end == NULL)
    return;
  head = (gsize) (end - answer) + 4;
  if (!soup_headers_parse_response (answer, (int) head - 2, headers, NULL, &self->early_status,
                                    NULL))
    return;
  /* It cannot be content with what it did not get. */
  if (self->early_status < 400)
    return;

  self->early_headers = g_steal_pointer (&headers);
  self->stream = g_memory_input_stream_new_from_data (g_memdup2 (answer + head, length - head),
                                                      (gssize) (length - head), g_free);
}

static SoupSession *
make_session (EaselHttpCall *self)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  SoupSession *session;

  /* The session attaches its timers to this context, and so leaves the window's alone. */
  g_main_context_push_thread_default (context);
  session = soup_session_new_with_options ("timeout", self->connect_seconds, "user-agent", "Easel ",
                                           "accept-language-auto", FALSE, NULL);
  g_main_context_pop_thread_default (context);
  /* Not every resolver of proxies knows that what is for this machine is to stay on it. */
  if (self->loopback)
    g_object_set (session, "proxy-resolver", NULL, NULL);
  return session;
}

/* Whether a proxy answered, rather than who was asked through it. */
static gboolean
is_of_proxy (EaselHttpCall *self)
{
  guint status = easel_http_call_get_status (self);
  gboolean encrypted = g_str_equal (g_uri_get_scheme (soup_message_get_uri (self->message)),
                                    "https");

  return status == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED
         || (encrypted && soup_message_get_tls_peer_certificate (self->message) == NULL);
}

static gboolean
set_refused_by_proxy (EaselHttpCall *self, GError **error)
{
  if (easel_http_call_get_status (self) == SOUP_STATUS_PROXY_AUTHENTICATION_REQUIRED)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_UNREACHABLE,
                 _ ("The proxy on the way to %s asks for a name and a password."), self->address);
  else
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_UNREACHABLE,
                 _ ("The proxy of this computer lets nothing through to %s."), self->address);
  return FALSE;
}

/* (transfer full) (nullable): where a redirect leads, when that is within the origin */
static GUri *
find_redirect (EaselHttpCall *self, gboolean *elsewhere)
{
  const char *location;
  g_autoptr (GUri) target = NULL;
  g_autofree char *text = NULL;
  g_autofree char *origin = NULL;

  *elsewhere = FALSE;
  switch ((int) soup_message_get_status (self->message))
    {
    case SOUP_STATUS_MOVED_PERMANENTLY:
    case SOUP_STATUS_FOUND:
    case SOUP_STATUS_TEMPORARY_REDIRECT:
    case SOUP_STATUS_PERMANENT_REDIRECT:
      break;
    default:
      return NULL;
    }

  location = soup_message_headers_get_one (soup_message_get_response_headers (self->message),
                                           "Location");
  if (location == NULL)
    return NULL;
  target = g_uri_parse_relative (soup_message_get_uri (self->message), location,
                                 SOUP_HTTP_URI_FLAGS, NULL);
  text = target != NULL ? g_uri_to_string (target) : NULL;
  origin = text != NULL ? easel_provider_url_get_origin (text) : NULL;
  *elsewhere = g_strcmp0 (origin, self->origin) != 0;
  return *elsewhere ? NULL : g_steal_pointer (&target);
}

static gboolean
send_once (EaselHttpCall *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) cause = NULL;

  if (self->body != NULL)
    {
      /* libsoup closes what it has sent. */
      g_autoptr (EaselRequestStream) body = easel_request_stream_copy (self->body);

      soup_message_set_request_body (self->message, self->body_type, G_INPUT_STREAM (body),
                                     (gssize) easel_request_stream_get_length (body));
    }
  self->stream = soup_session_send (self->session, self->message, cancellable, &cause);
  if (self->stream == NULL && !g_cancellable_is_cancelled (cancellable))
    read_early_answer (self);
  close_spare (self);
  if (self->stream == NULL)
    {
      set_error (self, cause, cancellable, error);
      return FALSE;
    }
  if (self->socket != NULL)
    g_socket_set_timeout (self->socket, self->silence_seconds);
  return TRUE;
}

gboolean
easel_http_call_send (EaselHttpCall *self, GCancellable *cancellable, GError **error)
{
  self->session = make_session (self);
  g_signal_connect (self->message, "network-event", G_CALLBACK (on_network_event), self);
  g_signal_connect_swapped (self->message, "wrote-body", G_CALLBACK (on_wrote_body), self);

  for (guint i = 0; i <= MAX_REDIRECTS; i++)
    {
      g_autoptr (GUri) target = NULL;
      gboolean elsewhere;

      if (!send_once (self, cancellable, error))
        return FALSE;
      if (is_of_proxy (self))
        return set_refused_by_proxy (self, error);
      target = find_redirect (self, &elsewhere);
      if (elsewhere)
        {
          g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API,
                       _ ("%s sends requests on to another address. Check the address of %s."),
                       self->address, self->name);
          return FALSE;
        }
      if (target == NULL)
        return TRUE;
      g_clear_object (&self->stream);
      soup_message_set_uri (self->message, target);
    }

  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API,
               _ ("%s sends requests round in circles."), self->address);
  return FALSE;
}

guint
easel_http_call_get_status (EaselHttpCall *self)
{
  return self->early_headers != NULL ? self->early_status : soup_message_get_status (self->message);
}

gboolean
easel_http_call_is_success (EaselHttpCall *self)
{
  return SOUP_STATUS_IS_SUCCESSFUL (easel_http_call_get_status (self));
}

SoupMessageHeaders *
easel_http_call_get_headers (EaselHttpCall *self)
{
  return self->early_headers != NULL ? self->early_headers
                                     : soup_message_get_response_headers (self->message);
}

gssize
easel_http_call_read (EaselHttpCall *self,
                      char *buffer,
                      gsize size,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GError) cause = NULL;
  gssize got = g_input_stream_read (self->stream, buffer, size, cancellable, &cause);

  if (got < 0)
    set_error (self, cause, cancellable, error);
  return got;
}

GBytes *
easel_http_call_read_all (EaselHttpCall *self,
                          gsize max_bytes,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();
  char buffer[READ_SIZE];
  gssize got;

  while ((got = easel_http_call_read (self, buffer, sizeof buffer, cancellable, error)) > 0)
    {
      if (all->len + (gsize) got > max_bytes)
        {
          g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE,
                       _ ("The answer of %s is too large."), self->name);
          return NULL;
        }
      g_byte_array_append (all, (const guint8 *) buffer, (guint) got);
    }
  return got == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&all)) : NULL;
}
