/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-demo-provider.h"
#include "easel-local-search.h"
#include "easel-provider-registry.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct
{
  char *folder; /* does not exist yet */
  char *parent;
  char *path;
  EaselKeyring *keyring;
  EaselProviderRegistry *registry;
  guint n_changed;
} Fixture;

static void
count (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->parent = g_dir_make_tmp ("easel-registry-XXXXXX", NULL);
  fixture->folder = g_build_filename (fixture->parent, "easel", NULL);
  fixture->path = g_build_filename (fixture->folder, "providers", NULL);
  fixture->keyring = easel_keyring_new ();
  fixture->registry = easel_provider_registry_new (fixture->path, fixture->keyring);
  g_signal_connect_swapped (fixture->registry, "changed", G_CALLBACK (count), fixture);
}

static void
remove_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_all (path);
      g_remove (path);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->registry);
  g_clear_object (&fixture->keyring);
  remove_all (fixture->parent);
  g_rmdir (fixture->parent);
  g_free (fixture->parent);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static gboolean
load (EaselProviderRegistry *registry, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_provider_registry_load_async (registry, NULL, llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  return easel_provider_registry_load_finish (registry, result, error);
}

static gboolean
save (EaselProviderRegistry *registry, EaselProviderConfig *config, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_provider_registry_save_async (registry, config, llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  return easel_provider_registry_save_finish (registry, result, error);
}

static gboolean
drop (EaselProviderRegistry *registry, const char *id, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_provider_registry_remove_async (registry, id, llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  return easel_provider_registry_remove_finish (registry, result, error);
}

static gboolean
use (EaselProviderRegistry *registry,
     EaselModelTask task,
     const char *provider,
     const char *model,
     GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_provider_registry_use_async (registry, task, provider, model, llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  return easel_provider_registry_use_finish (registry, result, error);
}

static void
assert_saves (EaselProviderRegistry *registry, const char *id)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
      id, id, EASEL_PROVIDER_COMPATIBLE, "http://localhost:1/v1");
  g_autoptr (GError) error = NULL;

  save (registry, config, &error);
  g_assert_no_error (error);
}

static void
assert_ids (EaselProviderRegistry *registry, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (registry)); i++)
    {
      g_autoptr (EaselProviderConfig) config = g_list_model_get_item (G_LIST_MODEL (registry), i);

      g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", easel_provider_config_get_id (config));
    }
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
assert_choice (EaselProviderRegistry *registry,
               EaselModelTask task,
               const char *provider,
               const char *model)
{
  g_autofree char *got_provider = NULL;
  g_autofree char *got_model = NULL;

  easel_provider_registry_get_choice (registry, task, &got_provider, &got_model);
  g_assert_cmpstr (got_provider, ==, provider);
  g_assert_cmpstr (got_model, ==, model);
}

static void
assert_reloads (Fixture *fixture, const char *ids)
{
  g_autoptr (EaselProviderRegistry) other = easel_provider_registry_new (fixture->path,
                                                                         fixture->keyring);
  g_autoptr (GError) error = NULL;

  load (other, &error);
  g_assert_no_error (error);
  assert_ids (other, ids);
}

static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselProvider) demo = NULL;

  g_assert_true (load (fixture->registry, &error));
  g_assert_no_error (error);
  assert_ids (fixture->registry, "demo");
  assert_choice (fixture->registry, EASEL_MODEL_TASK_VISION, "demo", "demo-eyes");
  demo = easel_provider_registry_get_provider (fixture->registry, "demo", &error);
  g_assert_true (EASEL_IS_DEMO_PROVIDER (demo));
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_save_and_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "my-server", "name", "Mein Gerät = [1]; #2", "kind",
      (int) EASEL_PROVIDER_COMPATIBLE, "url", "http://192.168.1.5:8000/v1", "needs-key", TRUE,
      "allow-http", TRUE, "lanes", 7, "lanes-per-model", TRUE, "max-image-edge", 2048,
      "context-tokens", 16384, "daily-budget", G_GINT64_CONSTANT (2500000), NULL);
  g_autoptr (EaselProviderRegistry) other = NULL;
  g_autoptr (EaselProviderConfig) read = NULL;
  g_autofree char *lane = NULL;
  g_autofree char *demo = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (save (fixture->registry, config, &error));
  g_assert_no_error (error);
  assert_ids (fixture->registry, "my-server demo");
  g_assert_cmpuint (fixture->n_changed, ==, 1);

  other = easel_provider_registry_new (fixture->path, fixture->keyring);
  g_assert_true (load (other, &error));
  read = easel_provider_registry_get_config (other, "my-server");
  g_assert_cmpstr (easel_provider_config_get_name (read), ==, "Mein Gerät = [1]; #2");
  g_assert_cmpint (easel_provider_config_get_kind (read), ==, EASEL_PROVIDER_COMPATIBLE);
  g_assert_cmpstr (easel_provider_config_get_url (read), ==, "http://192.168.1.5:8000/v1");
  g_assert_true (easel_provider_config_get_needs_key (read));
  g_assert_true (easel_provider_config_get_allow_http (read));
  g_assert_cmpuint (easel_provider_config_get_lanes (read), ==, 7);
  g_assert_true (easel_provider_config_get_lanes_per_model (read));
  lane = easel_provider_registry_make_lane (other, "my-server", "org/model:7b");
  g_assert_cmpstr (lane, ==, "my-server/org/model:7b");
  demo = easel_provider_registry_make_lane (other, "demo", "demo-eyes");
  g_assert_cmpstr (demo, ==, "demo");
  g_assert_cmpuint (easel_provider_config_get_max_image_edge (read), ==, 2048);
  g_assert_cmpuint (easel_provider_config_get_context_tokens (read), ==, 16384);
  g_assert_cmpint (easel_provider_config_get_daily_budget (read), ==, 2500000);

  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (fixture->folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

static void
test_replace (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselProviderConfig) config = NULL;
  g_autoptr (EaselProvider) before = NULL;
  g_autoptr (EaselProvider) same = NULL;
  g_autoptr (EaselProvider) after = NULL;
  g_autoptr (GError) error = NULL;

  assert_saves (fixture->registry, "a");
  assert_saves (fixture->registry, "b");
  before = easel_provider_registry_get_provider (fixture->registry, "a", &error);
  same = easel_provider_registry_get_provider (fixture->registry, "a", &error);
  g_assert_true (before == same);

  config = easel_provider_config_new ("a", "Changed", EASEL_PROVIDER_COMPATIBLE,
                                      "http://localhost:2/v1");
  g_assert_true (save (fixture->registry, config, &error));
  after = easel_provider_registry_get_provider (fixture->registry, "a", &error);
  g_assert_true (before != after);
  g_assert_true (easel_provider_get_config (after) == config);
  assert_ids (fixture->registry, "a b demo");
  assert_reloads (fixture, "a b demo");
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  guint *n_saved = data;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_finish (EASEL_PROVIDER_REGISTRY (source), result, &error);
  g_assert_no_error (error);
  (*n_saved)++;
}

/* Started all at once: each must find what the ones before it wrote. */
static void
test_many_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  guint n_saved = 0;

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("server-%u", i);
      g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
          id, id, EASEL_PROVIDER_COMPATIBLE, "http://localhost:1/v1");

      g_string_append_printf (ids, "%s ", id);
      easel_provider_registry_save_async (fixture->registry, config, on_saved, &n_saved);
    }
  while (n_saved < 20)
    g_main_context_iteration (NULL, TRUE);
  g_string_append (ids, "demo");
  assert_ids (fixture->registry, ids->str);
  assert_reloads (fixture, ids->str);
}

static void
test_refused_configs (Fixture *fixture, gconstpointer data)
{
  static const char *const refused[][2] = {
    { "Big", "http://localhost/v1" },
    { "a b", "http://localhost/v1" },
    { "", "http://localhost/v1" },
    { "demo", "http://localhost/v1" },
    { "a", "localhost:8080/v1" },
    { "a", "" },
    { "a", "https://name:sk-secret@api.example.com/v1" },
    { "a", "https://api.example.com/v1?key=sk-secret" },
    { "a", "https://api.example.com/v1#sk-secret" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
          refused[i][0], "X", EASEL_PROVIDER_COMPATIBLE, refused[i][1]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s %s", refused[i][0], refused[i][1]);
      g_assert_false (save (fixture->registry, config, &error));
      g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST);
    }
  assert_ids (fixture->registry, "demo");
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static void
test_use_and_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselProviderRegistry) other = NULL;
  g_autoptr (GError) error = NULL;

  assert_saves (fixture->registry, "a");
  assert_saves (fixture->registry, "b");
  g_assert_true (use (fixture->registry, EASEL_MODEL_TASK_VISION, "a", "llava:7b", &error));
  g_assert_true (use (fixture->registry, EASEL_MODEL_TASK_TEXT, "b", "qwen", &error));
  assert_choice (fixture->registry, EASEL_MODEL_TASK_VISION, "a", "llava:7b");
  assert_choice (fixture->registry, EASEL_MODEL_TASK_IMAGE, "demo", "demo-eyes");

  g_assert_true (drop (fixture->registry, "a", &error));
  g_assert_no_error (error);
  assert_ids (fixture->registry, "b demo");
  assert_choice (fixture->registry, EASEL_MODEL_TASK_VISION, "demo", "demo-eyes");
  g_assert_null (easel_provider_registry_get_config (fixture->registry, "a"));

  other = easel_provider_registry_new (fixture->path, fixture->keyring);
  g_assert_true (load (other, &error));
  assert_ids (other, "b demo");
  assert_choice (other, EASEL_MODEL_TASK_VISION, "demo", "demo-eyes");
  assert_choice (other, EASEL_MODEL_TASK_TEXT, "b", "qwen");

  g_assert_true (use (other, EASEL_MODEL_TASK_TEXT, "demo", "demo-eyes", &error));
  assert_choice (other, EASEL_MODEL_TASK_TEXT, "demo", "demo-eyes");
}

static void
test_unknown_provider (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) get = NULL;
  g_autoptr (GError) remove = NULL;
  g_autoptr (GError) choose = NULL;
  g_autoptr (GError) demo = NULL;

  g_assert_null (easel_provider_registry_get_provider (fixture->registry, "gone", &get));
  g_assert_error (get, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER);
  g_assert_false (drop (fixture->registry, "gone", &remove));
  g_assert_error (remove, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER);
  g_assert_false (use (fixture->registry, EASEL_MODEL_TASK_TEXT, "gone", "m", &choose));
  g_assert_error (choose, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER);
  g_assert_false (drop (fixture->registry, "demo", &demo));
  g_assert_error (demo, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST);
}

static void
write_file (Fixture *fixture, const char *contents)
{
  g_mkdir_with_parents (fixture->folder, 0700);
  g_assert_true (g_file_set_contents (fixture->path, contents, -1, NULL));
}

static void
test_broken_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *path = NULL;

  write_file (fixture, "[Provider a\nthis is no key file");
  g_assert_false (load (fixture->registry, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER);
  g_test_message ("%s", error->message);

  /* Set aside under the name the message tells, whole. */
  dir = g_dir_open (fixture->folder, 0, NULL);
  kept = g_strdup (g_dir_read_name (dir));
  g_assert_null (g_dir_read_name (dir));
  g_assert_nonnull (strstr (error->message, kept));
  path = g_build_filename (fixture->folder, kept, NULL);
  g_clear_pointer (&kept, g_free);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "[Provider a\nthis is no key file");

  /* And everything goes on. */
  assert_ids (fixture->registry, "demo");
  assert_saves (fixture->registry, "b");
  assert_reloads (fixture, "b demo");
}

static void
test_strangers_stay (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  write_file (fixture, "# mine\n[Provider future]\nKind=telepathy\nName=F\n\n[Provider odd]\n"
                       "Kind=compatible\nUrl=http://localhost:1/v1\nLanes=many\nMaxImageEdge=-5\n"
                       "Extra=1\n\n[Other]\nA=B\n");
  g_assert_true (load (fixture->registry, &error));
  assert_ids (fixture->registry, "odd demo");
  assert_saves (fixture->registry, "odd");
  g_assert_true (g_file_get_contents (fixture->path, &contents, NULL, NULL));
  g_assert_nonnull (strstr (contents, "# mine"));
  g_assert_nonnull (strstr (contents, "Kind=telepathy"));
  g_assert_nonnull (strstr (contents, "Extra=1"));
  g_assert_nonnull (strstr (contents, "[Other]"));
}

/* Where nothing can be written, nothing changes. */
static void
test_no_room (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
      "a", "A", EASEL_PROVIDER_COMPATIBLE, "http://localhost:1/v1");
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->folder, "in the way", -1, NULL));
  g_assert_false (save (fixture->registry, config, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  assert_ids (fixture->registry, "demo");
  g_assert_cmpuint (fixture->n_changed, ==, 0);
}

static void
save_another (EaselProviderRegistry *registry, guint *n_saved)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
      "second", "Second", EASEL_PROVIDER_COMPATIBLE, "http://localhost:1/v1");

  g_signal_handlers_disconnect_by_func (registry, save_another, n_saved);
  easel_provider_registry_save_async (registry, config, on_saved, n_saved);
}

/* A change asked for while the last is being told of. */
static void
test_change_in_change (Fixture *fixture, gconstpointer data)
{
  guint n_saved = 0;

  g_signal_connect (fixture->registry, "changed", G_CALLBACK (save_another), &n_saved);
  assert_saves (fixture->registry, "first");
  while (n_saved < 1)
    g_main_context_iteration (NULL, TRUE);
  assert_ids (fixture->registry, "first second demo");
  assert_reloads (fixture, "first second demo");
  g_assert_cmpuint (fixture->n_changed, ==, 2);
}

/* Local servers */

#define MODELS(owner)                                                                              \
  "{\"path\":\"/v1/models\",\"body\":{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"owned_by\":"   \
  "\"" owner "\"}]}}"

static void
test_find_local (Fixture *fixture, gconstpointer data)
{
  static const char *const routes[] = {
    MODELS ("library"),
    MODELS ("vllm"), /* not what usually sits on this port */
    "{\"headers\":{\"Content-Type\":\"text/html\"},\"body\":\"<html>\"}",
    "{\"path\":\"/v1/models\",\"hang\":true}",
    MODELS ("somebody"),
    MODELS ("library"), /* a second one */
  };
  static const char *const ids[] = { "ollama", "llama-cpp", "x-html",
                                     "x-hang", "lm-studio", "x-twin" };
  EaselTestServer *servers[G_N_ELEMENTS (routes)];
  char *urls[G_N_ELEMENTS (routes)];
  EaselProviderPreset presets[G_N_ELEMENTS (routes) + 3] = { 0 };
  guint n = 0;
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *twin = NULL;
  g_autofree char *own = NULL;
  g_autoptr (GError) error = NULL;

  for (; n < G_N_ELEMENTS (routes); n++)
    {
      servers[n] = llm_testing_serve (routes[n]);
      urls[n] = easel_test_server_get_url (servers[n], n == 0 ? "" : "/v1");
      presets[n] = (EaselProviderPreset) {
        .id = ids[n],
        .name = ids[n],
        .kind = n == 0 ? EASEL_PROVIDER_OLLAMA : EASEL_PROVIDER_COMPATIBLE,
        .url = urls[n],
        .local = TRUE,
      };
    }
  presets[n++] = (EaselProviderPreset) {
    "closed", "closed", EASEL_PROVIDER_COMPATIBLE, "http://127.0.0.1:9/v1", FALSE, TRUE
  };
  presets[n++] = (EaselProviderPreset) { "far",   "far", EASEL_PROVIDER_COMPATIBLE,
                                         urls[0], TRUE,  FALSE };
  presets[n++] = (EaselProviderPreset) { "vllm",  "vLLM", EASEL_PROVIDER_COMPATIBLE,
                                         urls[1], FALSE,  FALSE };

  easel_local_search_async (presets, n, NULL, llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  found = easel_local_search_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 4);
  g_assert_cmpstr (easel_provider_config_get_id (g_ptr_array_index (found, 0)), ==, "ollama");
  g_assert_cmpint (easel_provider_config_get_kind (g_ptr_array_index (found, 0)), ==,
                   EASEL_PROVIDER_OLLAMA);
  g_assert_cmpstr (easel_provider_config_get_url (g_ptr_array_index (found, 0)), ==, urls[0]);
  g_assert_cmpstr (easel_provider_config_get_id (g_ptr_array_index (found, 1)), ==, "vllm");
  g_assert_cmpstr (easel_provider_config_get_url (g_ptr_array_index (found, 1)), ==, urls[1]);
  g_assert_cmpstr (easel_provider_config_get_id (g_ptr_array_index (found, 2)), ==, "lm-studio");
  twin = g_strdup_printf ("ollama-%u", easel_test_server_get_port (servers[5]));
  g_assert_cmpstr (easel_provider_config_get_id (g_ptr_array_index (found, 3)), ==, twin);
  own = g_strndup (urls[5], strlen (urls[5]) - strlen ("/v1"));
  g_assert_cmpstr (easel_provider_config_get_url (g_ptr_array_index (found, 3)), ==, own);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      easel_test_server_free (servers[i]);
      g_free (urls[i]);
    }
}

/* Whatever runs on this machine: it ends, without an error. */
static void
test_find_presets (Fixture *fixture, gconstpointer data)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  easel_local_search_async (NULL, 0, NULL, llm_testing_on_result, &slot);
  result = llm_testing_wait (&slot);
  found = easel_local_search_finish (result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (found);
}

static void
add (const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/provider-registry/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);

  add ("no-file", test_no_file);
  add ("save-and-load", test_save_and_load);
  add ("replace", test_replace);
  add ("many-at-once", test_many_at_once);
  add ("change-in-change", test_change_in_change);
  add ("refused-configs", test_refused_configs);
  add ("use-and-remove", test_use_and_remove);
  add ("unknown-provider", test_unknown_provider);
  add ("broken-file", test_broken_file);
  add ("strangers-stay", test_strangers_stay);
  add ("no-room", test_no_room);
  add ("find-local", test_find_local);
  add ("find-presets", test_find_presets);
  return g_test_run ();
}
