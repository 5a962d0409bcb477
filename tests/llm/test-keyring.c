/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-provider-registry.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

/* A real keyring daemon in a private session; build-aux/in-session makes it as the
 * variable EASEL_SESSION_KEYRING wishes. */

#define KEY "sk-test-0123456789abcdef"
#define OTHER_KEY "sk-other-fedcba9876543210"
#define ORIGIN "https://api.example.com:443"
#define OTHER_ORIGIN "https://elsewhere.example:443"

static gboolean
store (EaselKeyring *keyring,
       const char *provider,
       const char *origin,
       const char *key,
       gboolean allow_session,
       EaselKeyStorage *storage,
       GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_keyring_store_async (keyring, provider, origin, key, allow_session, NULL,
                             llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  return easel_keyring_store_finish (keyring, result, storage, error);
}

static gboolean
clear (EaselKeyring *keyring, const char *provider, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_keyring_clear_async (keyring, provider, NULL, llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  return easel_keyring_clear_finish (keyring, result, error);
}

static gboolean
has_key (EaselKeyring *keyring, const char *provider, const char *origin, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_keyring_has_key_async (keyring, provider, origin, NULL, llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  return easel_keyring_has_key_finish (keyring, result, error);
}

static void
assert_stored (EaselKeyring *keyring, const char *provider, const char *origin, const char *key)
{
  EaselKeyStorage storage;
  g_autoptr (GError) error = NULL;

  store (keyring, provider, origin, key, FALSE, &storage, &error);
  g_assert_no_error (error);
  g_assert_cmpint (storage, ==, EASEL_KEY_STORED);
}

/* @expected: (nullable) */
static void
assert_key (EaselKeyring *keyring, const char *provider, const char *origin, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *key = easel_keyring_lookup (keyring, provider, origin, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
  secret_password_free (key);
}

/* With an open keyring */

static void
test_store_and_clear (void)
{
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();
  g_autoptr (EaselKeyring) later = easel_keyring_new ();
  g_autoptr (GError) error = NULL;

  assert_key (keyring, "a", ORIGIN, NULL);
  g_assert_false (has_key (keyring, "a", ORIGIN, &error));
  g_assert_no_error (error);

  assert_stored (keyring, "a", ORIGIN, OTHER_KEY);
  assert_stored (keyring, "a", ORIGIN, KEY);
  assert_stored (keyring, "b", ORIGIN, OTHER_KEY);
  assert_key (keyring, "a", ORIGIN, KEY);
  assert_key (later, "a", ORIGIN, KEY);
  assert_key (later, "b", ORIGIN, OTHER_KEY);
  g_assert_true (has_key (later, "a", ORIGIN, &error));
  g_assert_false (easel_keyring_is_session_only (keyring, "a", ORIGIN));

  /* Bound to where it may be sent. */
  assert_key (keyring, "a", OTHER_ORIGIN, NULL);
  assert_key (keyring, "a", "http://api.example.com:80", NULL);
  g_assert_false (has_key (keyring, "a", OTHER_ORIGIN, &error));

  assert_stored (keyring, "a", OTHER_ORIGIN, OTHER_KEY);
  g_assert_true (clear (keyring, "a", &error));
  g_assert_no_error (error);
  assert_key (keyring, "a", ORIGIN, NULL);
  assert_key (keyring, "a", OTHER_ORIGIN, NULL);
  assert_key (keyring, "b", ORIGIN, OTHER_KEY);

  /* Nothing to clear is no error. */
  g_assert_true (clear (keyring, "a", &error));
  g_assert_true (clear (keyring, "b", &error));
  g_assert_no_error (error);
}

static void
test_no_keys (void)
{
  static const char *const none[] = { "", " ", "two words", "line\nbreak", "Grüße", "tab\t" };
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (store (keyring, "a", ORIGIN, none[i], TRUE, NULL, &error));
      g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEY_REFUSED);
    }
  assert_key (keyring, "a", ORIGIN, NULL);
}

static gpointer
run_lookups (gpointer data)
{
  for (guint i = 0; i < 20; i++)
    assert_key (data, "a", ORIGIN, KEY);
  return NULL;
}

static void
test_many_threads (void)
{
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();
  g_autoptr (GError) error = NULL;
  GThread *threads[8];

  assert_stored (keyring, "a", ORIGIN, KEY);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("lookup", run_lookups, keyring);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_true (clear (keyring, "a", &error));
}

static void
assert_folder_lacks (const char *folder, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        assert_folder_lacks (path, text);
      else if (g_file_get_contents (path, &contents, &length, NULL))
        g_assert_null (memmem (contents, length, text, strlen (text)));
    }
}

/* A provider from its set-up to its removal: the key reaches the server and no file. */
static void
test_whole_way (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{\"text\":\"Hi\"}");
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autofree char *origin = easel_provider_url_get_origin (url);
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "easel", "providers", NULL);
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();
  g_autoptr (EaselProviderRegistry) registry = easel_provider_registry_new (path, keyring);
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "mine", "name", "Mine", "kind", (int) EASEL_PROVIDER_OPENAI,
      "url", url, "needs-key", TRUE, NULL);
  g_autoptr (EaselProvider) provider = NULL;
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (JsonArray) journal = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_async (registry, config, llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  g_assert_true (easel_provider_registry_save_finish (registry, result, &error));
  g_clear_object (&result);
  assert_stored (keyring, "mine", origin, KEY);

  provider = easel_provider_registry_get_provider (registry, "mine", &error);
  reply = easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  journal = easel_test_server_get_journal (server, "request");
  g_assert_cmpstr (
      json_object_get_string_member (
          json_object_get_object_member (json_array_get_object_element (journal, 0), "headers"),
          "Authorization"),
      ==, "Bearer " KEY);
  assert_folder_lacks (g_get_user_config_dir (), KEY);
  assert_folder_lacks (g_get_user_data_dir (), KEY);
  assert_folder_lacks (g_get_user_cache_dir (), KEY);

  easel_provider_registry_remove_async (registry, "mine", llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  g_assert_true (easel_provider_registry_remove_finish (registry, result, &error));
  g_assert_no_error (error);
  assert_key (keyring, "mine", origin, NULL);
}

static void
lock_keyring (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      bus, "org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service",
      "Lock", g_variant_new_parsed ("([%o],)", "/org/freedesktop/secrets/collection/login"), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

/* Last: it cannot be unlocked again without a person. */
static void
test_locked_with_key (void)
{
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();
  g_autoptr (GError) error = NULL;

  easel_keyring_set_timeout (keyring, 500);
  assert_stored (keyring, "a", ORIGIN, KEY);
  lock_keyring ();

  /* What the window asks opens no prompt. */
  g_assert_true (has_key (keyring, "a", ORIGIN, &error));
  g_assert_no_error (error);

  g_assert_null (easel_keyring_lookup (keyring, "a", ORIGIN, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING);
  g_test_message ("%s", error->message);
  g_clear_error (&error);

  /* The daemon is still there, and its prompt is waited for once more. */
  assert_key (keyring, "a", OTHER_ORIGIN, NULL);
  g_assert_null (easel_keyring_lookup (keyring, "a", ORIGIN, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING);
  g_clear_error (&error);
  g_assert_true (has_key (keyring, "a", ORIGIN, &error));
  g_assert_no_error (error);
}

/* With a locked keyring, or none */

static void
test_session_only (void)
{
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();
  EaselKeyStorage storage;
  g_autoptr (GError) error = NULL;

  easel_keyring_set_timeout (keyring, 500);
  g_assert_false (store (keyring, "a", ORIGIN, KEY, FALSE, &storage, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING);
  g_test_message ("%s", error->message);
  g_assert_null (strstr (error->message, KEY));
  g_clear_error (&error);

  g_assert_true (store (keyring, "a", ORIGIN, KEY, TRUE, &storage, &error));
  g_assert_no_error (error);
  g_assert_cmpint (storage, ==, EASEL_KEY_SESSION_ONLY);
  assert_key (keyring, "a", ORIGIN, KEY);
  g_assert_true (has_key (keyring, "a", ORIGIN, &error));
  g_assert_true (easel_keyring_is_session_only (keyring, "a", ORIGIN));
  g_assert_false (easel_keyring_is_session_only (keyring, "a", OTHER_ORIGIN));
  g_assert_false (easel_keyring_is_session_only (keyring, "b", ORIGIN));
  g_assert_true (store (keyring, "a", ORIGIN, OTHER_KEY, TRUE, &storage, &error));
  assert_key (keyring, "a", ORIGIN, OTHER_KEY);

  g_assert_true (clear (keyring, "a", &error));
  g_assert_no_error (error);
  g_assert_false (has_key (keyring, "a", ORIGIN, NULL));
  g_assert_false (easel_keyring_is_session_only (keyring, "a", ORIGIN));
}

static void
test_no_service (void)
{
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();
  g_autoptr (GError) lookup = NULL;
  g_autoptr (GError) has = NULL;
  g_autoptr (GError) clearing = NULL;

  g_assert_null (easel_keyring_lookup (keyring, "a", ORIGIN, NULL, &lookup));
  g_assert_error (lookup, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING);
  g_assert_nonnull (strstr (lookup->message, "no keyring"));
  g_clear_error (&lookup);
  g_setenv ("FLATPAK_ID", "io.github.easelapp.Easel", TRUE);
  g_assert_null (easel_keyring_lookup (keyring, "a", ORIGIN, NULL, &lookup));
  g_assert_error (lookup, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING);
  g_assert_nonnull (strstr (lookup->message, "Secret portal"));
  g_unsetenv ("FLATPAK_ID");
  g_assert_false (has_key (keyring, "a", ORIGIN, &has));
  g_assert_error (has, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING);
  g_assert_false (clear (keyring, "a", &clearing));
  g_assert_error (clearing, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (200 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* The default timeout would be half a minute. */
  easel_keyring_store_async (keyring, "a", ORIGIN, KEY, TRUE, cancellable, llm_testing_on_result,
                             &slot);
  result = llm_testing_wait (&slot);
  g_assert_false (easel_keyring_store_finish (keyring, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
}

/* In a sandbox */

/* libsecret has a file there; the portal that says what opens it is not to be had here. */
static void
enter_sandbox (const char *path)
{
  g_setenv ("FLATPAK_ID", "io.github.easelapp.Easel", TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "what the portal says", TRUE);
}

/* A process of its own: libsecret has one file for all of a process. */
static void
test_sandbox_command (void)
{
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();

  assert_stored (keyring, g_getenv ("EASEL_TEST_PROVIDER"), ORIGIN, KEY);
}

static void
store_by_command (const char *provider)
{
  g_setenv ("EASEL_TEST_PROVIDER", provider, TRUE);
  g_test_trap_subprocess ("/keyring/sandbox/command/subprocess", 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_sandbox_processes (void)
{
  const char *providers[] = { "one", "two", "three" };
  g_autoptr (EaselKeyring) keyring = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("easel-keyring-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "default.keyring", NULL);
  g_autofree char *backup = g_strconcat (path, "~", NULL);

  g_assert_no_error (error);
  enter_sandbox (path);
  keyring = easel_keyring_new ();

  /* So fast that no clock in seconds tells the file of before. */
  for (gsize i = 0; i < G_N_ELEMENTS (providers); i++)
    {
      assert_key (keyring, providers[i], ORIGIN, NULL);
      store_by_command (providers[i]);
      assert_key (keyring, providers[i], ORIGIN, KEY);
    }
  assert_stored (keyring, "four", ORIGIN, OTHER_KEY);
  g_assert_true (clear (keyring, "one", &error));
  g_assert_no_error (error);
  assert_key (keyring, "one", ORIGIN, NULL);
  assert_key (keyring, "two", ORIGIN, KEY);
  assert_key (keyring, "four", ORIGIN, OTHER_KEY);
  g_assert_no_errno (g_remove (path));
  g_assert_no_errno (g_remove (backup));
  g_assert_no_errno (g_rmdir (folder));
}

int
main (int argc, char **argv)
{
  const char *wish = g_getenv ("EASEL_SESSION_KEYRING");

  g_test_init (&argc, &argv, NULL);

  if (g_strcmp0 (wish, "locked") == 0)
    {
      g_test_add_func ("/keyring/locked/session-only", test_session_only);
      g_test_add_func ("/keyring/locked/cancel", test_cancel);
    }
  else if (g_strcmp0 (wish, "none") == 0)
    {
      g_test_add_func ("/keyring/none/session-only", test_session_only);
      g_test_add_func ("/keyring/none/no-service", test_no_service);
      g_test_add_func ("/keyring/sandbox/processes", test_sandbox_processes);
      g_test_add_func ("/keyring/sandbox/command/subprocess", test_sandbox_command);
    }
  else
    {
      g_test_add_func ("/keyring/store-and-clear", test_store_and_clear);
      g_test_add_func ("/keyring/no-keys", test_no_keys);
      g_test_add_func ("/keyring/many-threads", test_many_threads);
      g_test_add_func ("/keyring/whole-way", test_whole_way);
      g_test_add_func ("/keyring/locked-with-key", test_locked_with_key);
    }
  return g_test_run ();
}
