/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include <glib/gstdio.h>
#include <string.h>

/* Where a request may go, what goes along, and what is said when it cannot get there. */

#define KEY "sk-test-0123456789abcdef"
#define COMPLETIONS "\"method\":\"POST\",\"path\":\"/v1/chat/completions\""

static GString *logged;
static GMutex logged_lock;

/* Keeps whatever is logged at any level, to look for the key in it at the end. */
static GLogWriterOutput
keep_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_mutex_lock (&logged_lock);
  for (gsize i = 0; i < n_fields; i++)
    {
      if (fields[i].length < 0)
        g_string_append (logged, fields[i].value);
      else
        g_string_append_len (logged, fields[i].value, fields[i].length);
      g_string_append_c (logged, '\n');
    }
  g_mutex_unlock (&logged_lock);
  return g_log_writer_default (level, fields, n_fields, user_data);
}

static EaselProvider *
provider_for (const char *url, EaselKeyring *keyring, gboolean allow_http)
{
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Tester", "kind",
      (int) EASEL_PROVIDER_COMPATIBLE, "url", url, "needs-key", keyring != NULL, "allow-http",
      allow_http, NULL);
  EaselProvider *provider = easel_openai_provider_new (config, keyring);

  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (provider), 3, 10, 10);
  return provider;
}

static EaselReply *
ask (EaselProvider *provider, GError **error)
{
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);

  return easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, error);
}

static const char *
sent_header (EaselTestServer *server, guint n, const char *name)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (server, "request");
  JsonObject *headers;

  g_assert_cmpuint (n, <, json_array_get_length (journal));
  headers = json_object_get_object_member (json_array_get_object_element (journal, n), "headers");
  return json_object_get_string_member_with_default (headers, name, NULL);
}

static guint
n_requests (EaselTestServer *server)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (server, "request");

  return json_array_get_length (journal);
}

static void
test_key_sent (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS ",\"text\":\"Hi\"}");
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselKeyring) keyring = llm_testing_keyring (url, KEY);
  g_autoptr (EaselProvider) provider = provider_for (url, keyring, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = ask (provider, &error);
  g_autoptr (JsonArray) journal = NULL;
  JsonObject *line;

  g_assert_no_error (error);
  g_assert_cmpstr (sent_header (server, 0, "Authorization"), ==, "Bearer " KEY);
  journal = easel_test_server_get_journal (server, "request");
  line = json_array_get_object_element (journal, 0);
  g_assert_null (strstr (json_object_get_string_member (line, "body"), KEY));
  g_assert_null (strstr (json_object_get_string_member (line, "path"), KEY));
  g_assert_false (json_object_has_member (line, "query"));
}

static void
test_no_key (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS ",\"text\":\"Hi\"}");
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Tester", "kind",
      (int) EASEL_PROVIDER_OPENAI, "url", url, "needs-key", TRUE, NULL);
  g_autoptr (EaselProvider) provider = easel_openai_provider_new (config, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (provider, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_KEY);
  g_assert_cmpuint (n_requests (server), ==, 0);
}

/* A key is kept for the origin it was typed for. */
static void
test_key_of_other_origin (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS ",\"text\":\"Hi\"}");
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselKeyring) keyring = llm_testing_keyring ("https://elsewhere.example/v1", KEY);
  g_autoptr (EaselProvider) provider = provider_for (url, keyring, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (provider, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING);
  g_assert_cmpuint (n_requests (server), ==, 0);
}

static void
test_key_echoed (void)
{
  static const char *const routes[] = {
    "{\"status\":401,\"body\":{\"error\":{\"message\":\"Wrong key " KEY "\",\"code\":"
    "\"invalid_api_key\"}}}",
    "{\"status\":400,\"body\":{\"error\":{\"message\":\"Your " KEY " may not\"}}}",
    "{\"headers\":{\"Content-Type\":\"text/event-stream\"},\"body\":"
    "\"data: {\\\"error\\\":{\\\"message\\\":\\\"Sorry, " KEY "\\\"}}\\n\\n\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (EaselTestServer) server = llm_testing_serve (routes[i]);
      g_autofree char *url = easel_test_server_get_url (server, "/v1");
      g_autoptr (EaselKeyring) keyring = llm_testing_keyring (url, KEY);
      g_autoptr (EaselProvider) provider = provider_for (url, keyring, FALSE);
      g_autoptr (GError) error = NULL;

      g_assert_null (ask (provider, &error));
      g_assert_nonnull (error);
      g_assert_null (strstr (error->message, KEY));
    }
}

/* Redirects */

static void
test_redirect_within_origin (gconstpointer status)
{
  g_autofree char *routes = g_strdup_printf (
      "{" COMPLETIONS
      ",\"status\":%s,\"headers\":{\"Location\":\"/api/completions\"},\"body\":\"moved\"},"
      "{\"method\":\"POST\",\"path\":\"/api/completions\",\"text\":\"Hi\"}",
      (const char *) status);
  g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselKeyring) keyring = llm_testing_keyring (url, KEY);
  g_autoptr (EaselProvider) provider = provider_for (url, keyring, FALSE);
  g_autoptr (GPtrArray) bodies = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = ask (provider, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (easel_reply_get_text (reply), ==, "Hi");
  g_assert_cmpstr (sent_header (server, 1, "Authorization"), ==, "Bearer " KEY);
  bodies = llm_testing_requests (server);
  g_assert_true (json_node_equal (g_ptr_array_index (bodies, 0), g_ptr_array_index (bodies, 1)));
}

static void
test_redirect_elsewhere (gconstpointer status)
{
  g_autoptr (EaselTestServer) other = llm_testing_serve ("{\"text\":\"Caught it\"}");
  g_autofree char *target = easel_test_server_get_url (other, "/v1/chat/completions");
  g_autofree char *routes = g_strdup_printf (
      "{\"status\":%s,\"headers\":{\"Location\":\"%s\"},\"body\":\"\"}", (const char *) status,
      target);
  g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselKeyring) keyring = llm_testing_keyring (url, KEY);
  g_autoptr (EaselProvider) provider = provider_for (url, keyring, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (provider, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API);
  g_assert_cmpuint (n_requests (server), ==, 1);
  g_assert_cmpuint (n_requests (other), ==, 0);
}

static void
test_redirect_circle (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{\"status\":307,\"headers\":{\"Location\":\"/v1/chat/completions\"},\"body\":\"\"}");
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselProvider) provider = provider_for (url, NULL, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (provider, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API);
  g_assert_cmpuint (n_requests (server), <, 10);
}

static void
test_redirect_without_target (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{\"status\":302,\"body\":\"\"}");
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselProvider) provider = provider_for (url, NULL, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_null (ask (provider, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API);
}

/* Plain http: 0.0.0.0 leads to this machine, but is no loopback address. */
static void
test_insecure (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{" COMPLETIONS ",\"text\":\"Hi\"}");
  g_autofree char *url = g_strdup_printf ("http://0.0.0.0:%u/v1",
                                          easel_test_server_get_port (server));
  g_autoptr (EaselProvider) refused = provider_for (url, NULL, FALSE);
  g_autoptr (EaselProvider) allowed = provider_for (url, NULL, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) none = NULL;
  g_autoptr (EaselReply) reply = NULL;

  g_assert_null (ask (refused, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INSECURE);
  g_assert_cmpuint (n_requests (server), ==, 0);

  reply = ask (allowed, &none);
  g_assert_no_error (none);
}

/* Not getting there */

static void
test_nothing_listens (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("");
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselProvider) provider = provider_for (url, NULL, FALSE);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&server, easel_test_server_free);
  g_assert_null (ask (provider, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "Is the server running?"));
}

static void
test_unknown_host (void)
{
  g_autoptr (EaselProvider) provider = provider_for ("https://easel.invalid/v1", NULL, FALSE);
  g_autoptr (GError) error = NULL;
  gboolean online = g_network_monitor_get_network_available (g_network_monitor_get_default ());
  int expected = online ? EASEL_LLM_ERROR_UNREACHABLE : EASEL_LLM_ERROR_OFFLINE;

  g_assert_null (ask (provider, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EASEL_LLM_ERROR, expected);
}

static void
test_no_address (void)
{
  static const char *const urls[] = { "",        "localhost:8080", "ftp://localhost/v1",
                                      "http://", "https:///v1",    "not an address" };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (EaselProvider) provider = provider_for (urls[i], NULL, FALSE);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", urls[i]);
      g_assert_null (ask (provider, &error));
      g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_UNREACHABLE);
    }
}

/* A port that takes connections but never says a word: not the time to connect counts then,
 * but the time without a byte. */
static void
test_tls_silence (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, &error);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/v1", port);
  g_autoptr (EaselProvider) provider = provider_for (url, NULL, FALSE);

  g_assert_no_error (error);
  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (provider), 1, 60, 60);
  g_assert_null (ask (provider, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_UNREACHABLE);
}

static void
test_plain_server_behind_https (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{\"text\":\"Hi\"}");
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/v1",
                                          easel_test_server_get_port (server));
  g_autoptr (EaselProvider) provider = provider_for (url, NULL, FALSE);
  g_autoptr (GError) error = NULL;

  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (provider), 1, 10, 10);
  g_assert_null (ask (provider, &error));
  g_test_message ("%s", error->message);
  g_assert_true (g_error_matches (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TLS)
                 || g_error_matches (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_UNREACHABLE));
}

/* A server may say no, and hang up, while a picture is still on its way to it. */
static void
test_refused_while_sending (void)
{
  static const struct
  {
    const char *answer;
    int error_code;
    const char *words;
  } refusals[] = {
    { "\"status\":413,\"body\":\"\"", EASEL_LLM_ERROR_TOO_LARGE, "larger than Tester takes" },
    { "\"status\":429,\"body\":{\"error\":{\"message\":\"Slowly\",\"code\":"
      "\"rate_limit_exceeded\"}}",
      EASEL_LLM_ERROR_RATE_LIMIT, "Slowly" },
    { "\"status\":200,\"body\":\"\"", EASEL_LLM_ERROR_INCOMPLETE, "closed the connection" },
  };
  gsize size = 20 * 1024 * 1024;
  g_autoptr (GBytes) picture = g_bytes_new_take (g_malloc0 (size), size);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *route = g_strdup_printf ("{" COMPLETIONS ",\"early\":true,%s}",
                                                refusals[i].answer);
      g_autoptr (EaselTestServer) server = llm_testing_serve (route);
      g_autofree char *url = easel_test_server_get_url (server, "/v1");
      g_autoptr (EaselProvider) provider = provider_for (url, NULL, FALSE);
      g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
      g_autoptr (GError) error = NULL;

      easel_prompt_add_image (prompt, picture, "image/png");
      g_assert_null (
          easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, EASEL_LLM_ERROR, refusals[i].error_code);
      g_assert_nonnull (strstr (error->message, refusals[i].words));
    }
}

static gboolean
make_certificate (const char *folder)
{
  const char *argv[] = { "openssl", "req",     "-x509",   "-newkey",       "rsa:2048",
                         "-nodes",  "-keyout", "key.pem", "-out",          "cert.pem",
                         "-days",   "2",       "-subj",   "/CN=localhost", NULL };
  int status;

  return g_spawn_sync (folder, (char **) argv, NULL,
                       G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL
                           | G_SPAWN_STDERR_TO_DEV_NULL,
                       NULL, NULL, NULL, NULL, &status, NULL)
         && g_spawn_check_wait_status (status, NULL);
}

static void
test_untrusted_certificate (void)
{
  g_autofree char *folder = g_dir_make_tmp ("easel-tls-XXXXXX", NULL);
  g_autofree char *certificate = g_build_filename (folder, "cert.pem", NULL);
  g_autofree char *key = g_build_filename (folder, "key.pem", NULL);
  g_autoptr (EaselTestServer) server = NULL;
  g_autoptr (EaselKeyring) keyring = NULL;
  g_autoptr (EaselProvider) provider = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  if (!make_certificate (folder) || !g_tls_backend_supports_tls (g_tls_backend_get_default ()))
    {
      g_test_skip ("needs openssl and TLS");
      return;
    }
  server = easel_test_server_new ("{\"tls\":{\"certificate\":\"cert.pem\",\"key\":\"key.pem\"},"
                                  "\"routes\":[{\"text\":\"Hi\"}]}",
                                  folder, 0, &error);
  g_assert_no_error (error);
  url = easel_test_server_get_url (server, "/v1");
  g_assert_true (g_str_has_prefix (url, "https://"));
  keyring = llm_testing_keyring (url, KEY);
  provider = provider_for (url, keyring, FALSE);

  g_assert_null (ask (provider, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TLS);
  g_assert_cmpuint (n_requests (server), ==, 0);
  g_unlink (certificate);
  g_unlink (key);
  g_rmdir (folder);
}

static void
test_nothing_logged (void)
{
  g_mutex_lock (&logged_lock);
  g_assert_null (strstr (logged->str, KEY));
  g_mutex_unlock (&logged_lock);
}

int
main (int argc, char **argv)
{
  int result;

  /* No keyring in reach, and everything logged that can be. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_setenv ("G_MESSAGES_DEBUG", "all", TRUE);
  logged = g_string_new (NULL);
  g_log_set_writer_func (keep_log, NULL, NULL);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/openai-connection/key-sent", test_key_sent);
  g_test_add_func ("/openai-connection/no-key", test_no_key);
  g_test_add_func ("/openai-connection/key-of-other-origin", test_key_of_other_origin);
  g_test_add_func ("/openai-connection/key-echoed", test_key_echoed);
  g_test_add_data_func ("/openai-connection/redirect-within/301", "301",
                        test_redirect_within_origin);
  g_test_add_data_func ("/openai-connection/redirect-within/307", "307",
                        test_redirect_within_origin);
  g_test_add_data_func ("/openai-connection/redirect-elsewhere/302", "302",
                        test_redirect_elsewhere);
  g_test_add_data_func ("/openai-connection/redirect-elsewhere/308", "308",
                        test_redirect_elsewhere);
  g_test_add_func ("/openai-connection/redirect-circle", test_redirect_circle);
  g_test_add_func ("/openai-connection/redirect-without-target", test_redirect_without_target);
  g_test_add_func ("/openai-connection/insecure", test_insecure);
  g_test_add_func ("/openai-connection/nothing-listens", test_nothing_listens);
  g_test_add_func ("/openai-connection/unknown-host", test_unknown_host);
  g_test_add_func ("/openai-connection/no-address", test_no_address);
  g_test_add_func ("/openai-connection/tls-silence", test_tls_silence);
  g_test_add_func ("/openai-connection/plain-server-behind-https", test_plain_server_behind_https);
  g_test_add_func ("/openai-connection/refused-while-sending", test_refused_while_sending);
  g_test_add_func ("/openai-connection/untrusted-certificate", test_untrusted_certificate);
  result = g_test_run ();
  test_nothing_logged ();
  return result;
}
