/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-form.h"
#include "easel-welcome-row.h"

#include <glib/gstdio.h>

static void
test_check (void)
{
  g_assert_cmpint (easel_provider_form_check ("Lab", "https://lab.example/v1"), ==,
                   EASEL_PROVIDER_FORM_OK);
  g_assert_cmpint (easel_provider_form_check (" Lab ", " http://localhost:8000 "), ==,
                   EASEL_PROVIDER_FORM_OK);
  g_assert_cmpint (easel_provider_form_check ("  ", "https://lab.example"), ==,
                   EASEL_PROVIDER_FORM_NO_NAME);

  for (const char *const *url = (const char *const[]) { "", "lab.example", "ftp://lab.example",
                                                        "https://", "https:lab",
                                                        "file:///etc/passwd", NULL };
       *url != NULL; url++)
    g_assert_cmpint (easel_provider_form_check ("Lab", *url), ==, EASEL_PROVIDER_FORM_BAD_ADDRESS);
}

static void
test_exposed (void)
{
  g_assert_true (easel_provider_form_is_exposed ("http://lab.example:8000/v1"));
  g_assert_true (easel_provider_form_is_exposed ("HTTP://192.168.1.7/v1"));
  g_assert_true (easel_provider_form_is_exposed ("http://localhost.lab.example"));
  g_assert_false (easel_provider_form_is_exposed ("http://localhost:11434/v1"));
  g_assert_false (easel_provider_form_is_exposed ("http://127.0.0.1"));
  g_assert_false (easel_provider_form_is_exposed ("http://[::1]:8080"));
  g_assert_false (easel_provider_form_is_exposed ("https://lab.example"));
  g_assert_false (easel_provider_form_is_exposed ("not an address"));
}

/* Where pictures go is said before anything is kept. */
static void
test_privacy (void)
{
  g_autofree char *away = easel_provider_form_describe_privacy ("https://lab.example/v1",
                                                                EASEL_PROVIDER_COMPATIBLE);
  g_autofree char *here = easel_provider_form_describe_privacy ("http://localhost:8080/v1",
                                                                EASEL_PROVIDER_COMPATIBLE);
  g_autofree char *ollama = easel_provider_form_describe_privacy ("http://127.0.0.1:11434",
                                                                  EASEL_PROVIDER_OLLAMA);

  g_assert_nonnull (strstr (away, "sent to lab.example"));
  g_assert_nonnull (strstr (here, "stay on this machine."));
  g_assert_nonnull (strstr (ollama, "cloud"));
  g_assert_null (easel_provider_form_describe_privacy ("nonsense", EASEL_PROVIDER_COMPATIBLE));
}

static void
test_host (void)
{
  g_autofree char *host = easel_provider_form_get_host ("https://api.example:8443/v1");
  g_autofree char *none = easel_provider_form_get_host ("nothing");

  g_assert_cmpstr (host, ==, "api.example");
  g_assert_null (none);
}

static void
test_preset (void)
{
  guint n_presets = 0;
  const EaselProviderPreset *presets = easel_provider_get_presets (&n_presets);

  for (guint i = 0; i < n_presets; i++)
    g_assert_true (easel_provider_form_find_preset (presets[i].url) == &presets[i]);
  g_assert_null (easel_provider_form_find_preset ("https://lab.example/v1"));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *saved = user_data;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_finish (EASEL_PROVIDER_REGISTRY (source), result, &error);
  g_assert_no_error (error);
  *saved = TRUE;
}

static void
save (EaselProviderRegistry *registry, const char *id)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
      id, id, EASEL_PROVIDER_COMPATIBLE, "http://localhost:8000/v1");
  gboolean saved = FALSE;

  easel_provider_registry_save_async (registry, config, on_saved, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_id (EaselProviderRegistry *registry, const char *name, const char *expected)
{
  g_autofree char *id = easel_provider_form_make_id (registry, name);

  g_assert_cmpstr (id, ==, expected);
}

static void
test_id (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("easel-test-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "providers.ini", NULL);
  g_autoptr (EaselKeyring) keyring = easel_keyring_new ();
  g_autoptr (EaselProviderRegistry) registry = easel_provider_registry_new (path, keyring);

  g_assert_no_error (error);
  assert_id (registry, "LM Studio", "lm-studio");
  assert_id (registry, "  Zoë’s – server! ", "zoe-s-server");
  assert_id (registry, "电脑", "provider");
  /* Demo is always there. */
  assert_id (registry, "Demo", "demo-2");

  save (registry, "lab");
  assert_id (registry, "Lab", "lab-2");
  save (registry, "lab-2");
  assert_id (registry, "Lab", "lab-3");

  g_remove (path);
  g_rmdir (folder);
}

static void
test_choose_model (void)
{
  EaselModel text = { .id = (char *) "text", .vision_known = TRUE };
  EaselModel unknown = { .id = (char *) "unknown" };
  EaselModel vision = { .id = (char *) "vision", .vision_known = TRUE, .vision = TRUE };
  g_autoptr (GPtrArray) models = g_ptr_array_new ();

  g_assert_null (easel_welcome_row_choose_model (models));
  g_ptr_array_add (models, &text);
  g_assert_true (easel_welcome_row_choose_model (models) == &text);
  g_ptr_array_add (models, &unknown);
  g_assert_true (easel_welcome_row_choose_model (models) == &unknown);
  g_ptr_array_add (models, &vision);
  g_assert_true (easel_welcome_row_choose_model (models) == &vision);
}

static void
test_kind (void)
{
  const EaselProviderPreset *openai = easel_provider_form_find_preset ("https://api.openai.com/v1");
  const EaselProviderPreset *anthropic = easel_provider_form_find_preset (
      "https://api.anthropic.com/v1");

  g_assert_cmpint (easel_provider_form_find_kind (NULL, "http://localhost:11434/v1"), ==,
                   EASEL_PROVIDER_OLLAMA);
  g_assert_cmpint (easel_provider_form_find_kind (anthropic, "https://api.openai.com/v1"), ==,
                   EASEL_PROVIDER_OPENAI);
  g_assert_cmpint (easel_provider_form_find_kind (anthropic, "https://lab.example/v1"), ==,
                   EASEL_PROVIDER_ANTHROPIC);
  g_assert_cmpint (easel_provider_form_find_kind (openai, "https://lab.example/v1"), ==,
                   EASEL_PROVIDER_COMPATIBLE);
  g_assert_cmpint (easel_provider_form_find_kind (NULL, "https://lab.example/v1"), ==,
                   EASEL_PROVIDER_COMPATIBLE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/provider-form/check", test_check);
  g_test_add_func ("/ui/provider-form/exposed", test_exposed);
  g_test_add_func ("/ui/provider-form/privacy", test_privacy);
  g_test_add_func ("/ui/provider-form/host", test_host);
  g_test_add_func ("/ui/provider-form/preset", test_preset);
  g_test_add_func ("/ui/provider-form/kind", test_kind);
  g_test_add_func ("/ui/provider-form/id", test_id);
  g_test_add_func ("/ui/provider-form/choose-model", test_choose_model);
  return g_test_run ();
}
