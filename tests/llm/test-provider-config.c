/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-config.h"

static const struct
{
  const char *url;
  const char *normal;
  const char *origin;
  gboolean local;
} urls[] = {
  { "https://api.openai.com/v1", "https://api.openai.com/v1", "https://api.openai.com:443", FALSE },
  { " HTTPS://API.Example.com:443/v1/// ", "HTTPS://API.Example.com:443/v1",
    "https://api.example.com:443", FALSE },
  { "http://localhost:11434/v1", "http://localhost:11434/v1", "http://localhost:11434", TRUE },
  { "http://LOCALHOST", "http://LOCALHOST", "http://localhost:80", TRUE },
  { "http://127.8.9.1:80/", "http://127.8.9.1:80", "http://127.8.9.1:80", TRUE },
  { "http://[::1]:8080/v1", "http://[::1]:8080/v1", "http://[::1]:8080", TRUE },
  { "http://localhost.example.com/v1", "http://localhost.example.com/v1",
    "http://localhost.example.com:80", FALSE },
  { "http://127.0.0.1.example.com/v1", "http://127.0.0.1.example.com/v1",
    "http://127.0.0.1.example.com:80", FALSE },
  { "http://192.168.1.5:8000/v1", "http://192.168.1.5:8000/v1", "http://192.168.1.5:8000", FALSE },
  { "http://0.0.0.0/v1", "http://0.0.0.0/v1", "http://0.0.0.0:80", FALSE },
  { "https://a@b.example:1/x", "https://a@b.example:1/x", "https://b.example:1", FALSE },
  { "ftp://localhost/", "ftp://localhost", NULL, TRUE },
  { "localhost:8080", "localhost:8080", NULL, FALSE },
  { "nonsense", "nonsense", NULL, FALSE },
  { "", NULL, NULL, FALSE },
};

static void
test_urls (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
          "x", "X", EASEL_PROVIDER_COMPATIBLE, urls[i].url);
      g_autofree char *origin = easel_provider_config_get_origin (config);

      g_test_message ("%s", urls[i].url);
      g_assert_cmpstr (easel_provider_config_get_url (config), ==, urls[i].normal);
      g_assert_cmpstr (origin, ==, urls[i].origin);
      g_assert_cmpint (easel_provider_config_is_local (config), ==, urls[i].local);
    }
}

static void
test_defaults (void)
{
  g_autoptr (EaselProviderConfig) openai = easel_provider_config_new ("openai", NULL,
                                                                      EASEL_PROVIDER_OPENAI, NULL);
  g_autoptr (EaselProviderConfig) ollama = easel_provider_config_new (
      "ollama", "Ollama", EASEL_PROVIDER_COMPATIBLE, "http://localhost:11434/v1");
  g_autoptr (EaselProviderConfig) demo = easel_provider_config_new ("demo", "Demo",
                                                                    EASEL_PROVIDER_DEMO, NULL);

  g_assert_cmpstr (easel_provider_config_get_url (openai), ==, "https://api.openai.com/v1");
  g_assert_cmpstr (easel_provider_config_get_name (openai), ==, "openai");
  g_assert_true (easel_provider_config_get_needs_key (openai));
  g_assert_false (easel_provider_config_get_needs_key (ollama));
  g_assert_cmpuint (easel_provider_config_get_lanes (ollama), ==, 1);
  g_assert_cmpuint (easel_provider_config_get_lanes (openai), >, 1);
  g_assert_cmpuint (easel_provider_config_get_max_image_edge (openai), ==, 1024);
  g_assert_false (easel_provider_config_get_allow_http (openai));
  g_assert_true (easel_provider_config_is_local (demo));
  g_assert_null (easel_provider_config_get_url (demo));
  g_assert_null (easel_provider_config_get_origin (demo));
}

static void
test_words (void)
{
  EaselProviderKind kind;
  EaselModelTask task;

  for (int i = EASEL_PROVIDER_DEMO; i < EASEL_N_PROVIDER_KINDS; i++)
    {
      const char *word = easel_provider_kind_to_string ((EaselProviderKind) i);

      g_assert_true (easel_provider_kind_from_string (word, &kind));
      g_assert_cmpint (kind, ==, i);
    }
  for (int i = EASEL_MODEL_TASK_VISION; i <= EASEL_MODEL_TASK_IMAGE; i++)
    {
      const char *word = easel_model_task_to_string ((EaselModelTask) i);

      g_assert_true (easel_model_task_from_string (word, &task));
      g_assert_cmpint (task, ==, i);
    }
  g_assert_false (easel_provider_kind_from_string ("OpenAI", &kind));
  g_assert_false (easel_provider_kind_from_string (NULL, &kind));
  g_assert_false (easel_model_task_from_string ("", &task));
}

static void
test_presets (void)
{
  guint n;
  const EaselProviderPreset *presets = easel_provider_get_presets (&n);

  g_assert_cmpuint (n, ==, 8);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EaselProviderConfig) config = easel_provider_config_new (
          presets[i].id, presets[i].name, presets[i].kind, presets[i].url);

      g_assert_cmpint (easel_provider_config_is_local (config), ==, presets[i].local);
      g_assert_cmpint (presets[i].needs_key, ==, !presets[i].local);
      g_assert_cmpint (easel_provider_config_get_needs_key (config), ==,
                       presets[i].needs_key && presets[i].kind != EASEL_PROVIDER_COMPATIBLE);
      g_assert_cmpint (presets[i].key_url != NULL, ==, presets[i].needs_key);
      g_assert_cmpint (easel_provider_config_is_vendor (config), ==,
                       presets[i].needs_key && presets[i].kind != EASEL_PROVIDER_COMPATIBLE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider-config/urls", test_urls);
  g_test_add_func ("/provider-config/defaults", test_defaults);
  g_test_add_func ("/provider-config/words", test_words);
  g_test_add_func ("/provider-config/presets", test_presets);
  return g_test_run ();
}
