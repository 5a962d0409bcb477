/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include <glib/gstdio.h>
#include <string.h>

/* Proxies and certificates as the desktop has them set up. */

#define KEY "sk-test-0123456789abcdef"
#define HOST "models.example"

/* A proxy -------------------------------------------------------------------------------- */

/* What a proxy says to CONNECT when it does not. */
static const char *proxy_refusal; /* (nullable) */
static guint16 tunnel_port;       /* where tunnels end, whatever they are for */
static GString *proxy_saw;        /* all that came from the program; guarded */
static guint n_proxied;           /* connections; guarded */
static GMutex proxy_lock;

typedef struct
{
  GInputStream *from;
  GOutputStream *to;
  gboolean noted;
} Way;

static void
note (const char *data, gsize length)
{
  g_mutex_lock (&proxy_lock);
  g_string_append_len (proxy_saw, data, (gssize) length);
  g_mutex_unlock (&proxy_lock);
}

static gpointer
carry (gpointer data)
{
  Way *way = data;
  char buffer[4096];
  gssize got;

  while ((got = g_input_stream_read (way->from, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      if (way->noted)
        note (buffer, (gsize) got);
      if (!g_output_stream_write_all (way->to, buffer, (gsize) got, NULL, NULL, NULL))
        break;
    }
  return NULL;
}

static void
tunnel (GSocketConnection *connection)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) server = NULL;
  GInputStream *from = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *to = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  Way there, back;
  GThread *thread;

  g_socket_client_set_enable_proxy (client, FALSE);
  server = g_socket_client_connect_to_host (client, "127.0.0.1", tunnel_port, NULL, NULL);
  g_assert_nonnull (server);
  g_output_stream_write_all (to, "HTTP/1.1 200 OK\r\n\r\n", 19, NULL, NULL, NULL);
  there = (Way) { from, g_io_stream_get_output_stream (G_IO_STREAM (server)), TRUE };
  back = (Way) { g_io_stream_get_input_stream (G_IO_STREAM (server)), to, FALSE };
  thread = g_thread_new ("back", carry, &back);
  carry (&there);
  g_socket_shutdown (g_socket_connection_get_socket (server), TRUE, TRUE, NULL);
  g_thread_join (thread);
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *connection)
{
  GInputStream *from = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *to = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  const char *answer = proxy_refusal != NULL ? proxy_refusal : "HTTP/1.1 502 No\r\n\r\n";
  char head[8192] = "";
  gsize length = 0;
  gssize got;

  g_mutex_lock (&proxy_lock);
  n_proxied++;
  g_mutex_unlock (&proxy_lock);
  while (strstr (head, "\r\n\r\n") == NULL
         && (got = g_input_stream_read (from, head + length, sizeof head - length - 1, NULL, NULL))
                > 0)
    length += (gsize) got;
  note (head, length);
  if (g_str_has_prefix (head, "CONNECT ") && proxy_refusal == NULL)
    tunnel (connection);
  else
    g_output_stream_write_all (to, answer, strlen (answer), NULL, NULL, NULL);
  return TRUE;
}

/* Proxies are asked for once: there is one for all tests. */
static GSocketService *
start_proxy (GMainContext *context)
{
  GSocketService *service = g_threaded_socket_service_new (8);
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port;

  proxy_saw = g_string_new (NULL);
  g_signal_connect (service, "run", G_CALLBACK (on_run), NULL);
  g_main_context_push_thread_default (context);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_main_context_pop_thread_default (context);
  g_assert_no_error (error);
  url = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_setenv ("http_proxy", url, TRUE);
  g_setenv ("https_proxy", url, TRUE);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "libproxy", TRUE);
  g_unsetenv ("no_proxy");
  return service;
}

static void
forget_proxied (void)
{
  g_mutex_lock (&proxy_lock);
  g_string_truncate (proxy_saw, 0);
  n_proxied = 0;
  g_mutex_unlock (&proxy_lock);
  proxy_refusal = NULL;
}

static gpointer
run_context (gpointer data)
{
  g_main_loop_run (data);
  return NULL;
}

/* Certificates ---------------------------------------------------------------------------- */

typedef struct
{
  char *folder;
  EaselTestServer *server;
  EaselKeyring *keyring;
  EaselProvider *provider;
} Fixture;

static void
run_openssl (const char *folder, const char *words)
{
  g_auto (GStrv) argv = g_strsplit (words, " ", -1);
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (folder, argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

/* ca.pem, and cert.pem that it signed for HOST; old.pem is no longer valid. */
static char *
make_certificates (void)
{
  char *folder = g_dir_make_tmp ("easel-network-XXXXXX", NULL);
  g_autofree char *extensions = g_build_filename (folder, "ext", NULL);

  g_assert_true (g_file_set_contents (extensions, "subjectAltName=DNS:" HOST, -1, NULL));
  run_openssl (folder, "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                       "-keyout ca.key -out ca.pem -days 2 -subj /CN=Own");
  run_openssl (folder, "openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                       "-keyout key.pem -out request -subj /CN=" HOST);
  run_openssl (folder, "openssl x509 -req -in request -CA ca.pem -CAkey ca.key -CAcreateserial "
                       "-days 2 -out cert.pem -extfile ext");
  run_openssl (folder, "openssl x509 -req -in request -CA ca.pem -CAkey ca.key -CAcreateserial "
                       "-not_before 20200101000000Z -not_after 20200201000000Z -out old.pem "
                       "-extfile ext");
  return folder;
}

static char *certificates;

/* As when the person, or who looks after the machine, has added it to those that are trusted. */
static void
trust (gboolean own)
{
  g_autofree char *path = g_build_filename (certificates, "ca.pem", NULL);
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  if (own)
    {
      database = g_tls_file_database_new (path, &error);
      g_assert_no_error (error);
    }
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}

static EaselProvider *
provider_at (const char *url, EaselKeyring *keyring, gboolean allow_http)
{
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Tester", "kind",
      (int) EASEL_PROVIDER_COMPATIBLE, "url", url, "needs-key", TRUE, "allow-http", allow_http,
      NULL);
  EaselProvider *provider = easel_openai_provider_new (config, keyring);

  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (provider), 5, 10, 10);
  return provider;
}

/* @host: by which it is asked; @certificate is for HOST */
static void
fixture_init_with (Fixture *self, const char *host, const char *certificate, const char *routes)
{
  g_autofree char *url = g_strdup_printf ("https://%s/v1", host);
  g_autofree char *script = g_strdup_printf (
      "{\"tls\":{\"certificate\":\"%s\",\"key\":\"key.pem\"},\"routes\":[%s]}", certificate,
      routes);
  g_autoptr (GError) error = NULL;

  self->server = easel_test_server_new (script, certificates, 0, &error);
  g_assert_no_error (error);
  tunnel_port = easel_test_server_get_port (self->server);
  self->keyring = llm_testing_keyring (url, KEY);
  self->provider = provider_at (url, self->keyring, FALSE);
  forget_proxied ();
}

static void
fixture_init (Fixture *self, const char *host, const char *routes)
{
  fixture_init_with (self, host, "cert.pem", routes);
}

static void
fixture_clear (Fixture *self)
{
  g_clear_object (&self->provider);
  g_clear_object (&self->keyring);
  g_clear_pointer (&self->server, easel_test_server_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

static EaselReply *
ask (EaselProvider *provider, GError **error)
{
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);

  return easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, error);
}

static guint
count_requests (EaselTestServer *server)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (server, "request");

  return json_array_get_length (journal);
}

static gboolean
has_proxy_seen (const char *words)
{
  gboolean seen;

  g_mutex_lock (&proxy_lock);
  seen = memmem (proxy_saw->str, proxy_saw->len, words, strlen (words)) != NULL;
  g_mutex_unlock (&proxy_lock);
  return seen;
}

/* Fails like this, in a sentence with @words, and the server gets nothing. */
static void
assert_fails (Fixture *fixture, EaselLlmError code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (fixture->provider, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EASEL_LLM_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_cmpuint (count_requests (fixture->server), ==, 0);
  g_assert_false (has_proxy_seen (KEY));
}

/* Tests ----------------------------------------------------------------------------------- */

/* It is gone through, learns where to, and nothing else. */
static void
test_tunnel (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  trust (TRUE);
  fixture_init (&fixture, HOST, "{\"text\":\"Hi\"}");
  reply = ask (fixture.provider, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_requests (fixture.server), ==, 1);
  g_assert_true (has_proxy_seen ("CONNECT " HOST ":443 "));
  g_assert_false (has_proxy_seen (KEY));
  g_assert_false (has_proxy_seen ("completions"));
}

/* What is for this machine does not go by way of another one. */
static void
test_loopback (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{\"text\":\"Hi\"}");
  const char *const hosts[] = { "127.0.0.1", "localhost" };

  forget_proxied ();
  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autofree char *url = g_strdup_printf ("http://%s:%u/v1", hosts[i],
                                              easel_test_server_get_port (server));
      g_autoptr (EaselKeyring) keyring = llm_testing_keyring (url, KEY);
      g_autoptr (EaselProvider) provider = provider_at (url, keyring, FALSE);
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselReply) reply = ask (provider, &error);

      g_assert_no_error (error);
    }
  g_assert_cmpuint (n_proxied, ==, 0);
}

/* Unencrypted, and allowed to be: the proxy is who is asked. */
static void
test_plain (void)
{
  g_autoptr (EaselKeyring) keyring = llm_testing_keyring ("http://" HOST "/v1", KEY);
  g_autoptr (EaselProvider) refused = provider_at ("http://" HOST "/v1", keyring, FALSE);
  g_autoptr (EaselProvider) allowed = provider_at ("http://" HOST "/v1", keyring, TRUE);
  g_autoptr (GError) error = NULL;

  forget_proxied ();
  g_assert_null (ask (refused, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INSECURE);
  g_assert_cmpuint (n_proxied, ==, 0);
  g_clear_error (&error);

  g_assert_null (ask (allowed, &error));
  g_test_message ("%s", error->message);
  g_assert_true (has_proxy_seen ("POST http://" HOST "/v1/chat/completions "));
}

static void
test_certificates (void)
{
  struct
  {
    const char *host;
    const char *certificate;
    gboolean trusted;
    const char *words;
  } cases[] = {
    { HOST, "cert.pem", FALSE, "nobody this computer trusts" },
    { "other.example", "cert.pem", TRUE, "somebody else" },
    { HOST, "old.pem", TRUE, "its certificate is not valid today" },
    { "127.0.0.1", "cert.pem", FALSE, "nobody this computer trusts" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      trust (cases[i].trusted);
      fixture_init_with (&fixture, cases[i].host, cases[i].certificate, "{\"text\":\"Hi\"}");
      if (g_str_equal (cases[i].host, "127.0.0.1"))
        {
          g_autofree char *url = easel_test_server_get_url (fixture.server, "/v1");

          g_clear_object (&fixture.provider);
          g_clear_object (&fixture.keyring);
          fixture.keyring = llm_testing_keyring (url, KEY);
          fixture.provider = provider_at (url, fixture.keyring, FALSE);
        }
      assert_fails (&fixture, EASEL_LLM_ERROR_TLS, cases[i].words);
    }
}

/* From an encrypted connection to one that is not, of the same name. */
static void
test_downgrade (void)
{
  g_auto (Fixture) fixture = { 0 };
  g_autoptr (GError) error = NULL;

  trust (TRUE);
  fixture_init (&fixture, HOST,
                "{\"status\":307,\"headers\":{\"Location\":\"http://" HOST
                "/v1/chat/completions\"},\"body\":\"\"}");
  g_assert_null (ask (fixture.provider, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API);
  g_assert_cmpuint (count_requests (fixture.server), ==, 1);
  g_assert_false (has_proxy_seen ("http://"));
}

static void
test_proxy_refuses (void)
{
  static const char *const refusals[] = {
    "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
    "Content-Length: 0\r\n\r\n",
    "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n",
  };

  trust (TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_auto (Fixture) fixture = { 0 };

      fixture_init (&fixture, HOST, "{\"text\":\"Hi\"}");
      proxy_refusal = refusals[i];
      assert_fails (&fixture, EASEL_LLM_ERROR_UNREACHABLE, "proxy");
    }
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

int
main (int argc, char **argv)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);
  g_autoptr (GSocketService) proxy = NULL;
  GThread *thread;
  int result;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  proxy = start_proxy (context);
  thread = g_thread_new ("proxy", run_context, loop);
  g_test_init (&argc, &argv, NULL);
  if (openssl == NULL || !g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_print ("1..0 # SKIP needs openssl and TLS\n");
      return 0;
    }

  certificates = make_certificates ();
  g_test_add_func ("/network/tunnel", test_tunnel);
  g_test_add_func ("/network/loopback", test_loopback);
  g_test_add_func ("/network/plain", test_plain);
  g_test_add_func ("/network/certificates", test_certificates);
  g_test_add_func ("/network/downgrade", test_downgrade);
  g_test_add_func ("/network/proxy-refuses", test_proxy_refuses);
  result = g_test_run ();
  g_main_loop_quit (loop);
  g_thread_join (thread);
  remove_folder (certificates);
  return result;
}
