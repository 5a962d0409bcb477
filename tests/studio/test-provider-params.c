/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-llm-error.h"
#include "easel-provider-params.h"
#include "easel-studio-error.h"

#include <string.h>

/* How a provider is set up from outside: what the command line and the bus make of words. */

static EaselProviderConfig *
read_params (const char *text, GError **error)
{
  g_autoptr (GVariant) params = g_variant_ref_sink (g_variant_new_parsed (text));

  return easel_provider_params_to_config (params, error);
}

static void
test_ids (void)
{
  static const char *const names[][2] = {
    { "LM Studio", "lm-studio" }, { "  My  Büro-Server! ", "my-buro-server" },
    { "gpt4", "gpt4" },           { "!!!", "" },
    { "a_b.c", "a-b-c" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *id = easel_provider_params_make_id (names[i][0]);

      g_assert_cmpstr (id, ==, names[i][1]);
    }
}

static void
test_preset (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselProviderConfig) config = read_params (
      "{'name': <'My Router'>, 'kind': <'openrouter'>}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (easel_provider_config_get_id (config), ==, "my-router");
  g_assert_cmpstr (easel_provider_config_get_name (config), ==, "My Router");
  g_assert_cmpint (easel_provider_config_get_kind (config), ==, EASEL_PROVIDER_COMPATIBLE);
  g_assert_cmpstr (easel_provider_config_get_url (config), ==, "https://openrouter.ai/api/v1");
  g_assert_true (easel_provider_config_get_needs_key (config));
}

/* A gateway that speaks as a vendor does is that kind at its own address. */
static void
test_kind_at_address (void)
{
  static const char *const kinds[] = { "anthropic", "gemini", "ollama" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *params = g_strdup_printf (
          "{'name': <'Mine'>, 'kind': <'%s'>, 'url': <'https://models.example/x'>}", kinds[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselProviderConfig) config = read_params (params, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (easel_provider_kind_to_string (easel_provider_config_get_kind (config)), ==,
                       kinds[i]);
      g_assert_cmpstr (easel_provider_config_get_url (config), ==, "https://models.example/x");
    }
}

static void
test_everything_given (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselProviderConfig) config = read_params (
      "{'id': <'x1'>, 'name': <'X'>, 'kind': <'compatible'>, "
      "'url': <'http://models.example:8000/v1/'>, 'allow-http': <true>, "
      "'needs-key': <true>, 'lanes': <uint32 500>, 'lanes-per-model': <true>, 'max-image-edge': "
      "<uint32 768>, "
      "'context-tokens': <uint32 7>, "
      "'daily-budget': <1.25>}",
      &error);

  g_assert_no_error (error);
  g_assert_cmpstr (easel_provider_config_get_id (config), ==, "x1");
  g_assert_cmpstr (easel_provider_config_get_url (config), ==, "http://models.example:8000/v1");
  g_assert_true (easel_provider_config_get_allow_http (config));
  g_assert_true (easel_provider_config_get_needs_key (config));
  g_assert_cmpuint (easel_provider_config_get_lanes (config), ==, 256);
  g_assert_true (easel_provider_config_get_lanes_per_model (config));
  g_assert_cmpuint (easel_provider_config_get_max_image_edge (config), ==, 768);
  g_assert_cmpuint (easel_provider_config_get_context_tokens (config), ==,
                    EASEL_PROVIDER_MIN_CONTEXT_TOKENS);
  g_assert_cmpint (easel_provider_config_get_daily_budget (config), ==, 1250000);
}

static void
refuse (const char *params, GQuark domain, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_params (params, &error));
  g_test_message ("%s", error->message);
  g_assert_true (error->domain == domain);
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_refused (void)
{
  refuse ("{'kind': <'ollama'>}", EASEL_STUDIO_ERROR, "name");
  refuse ("{'name': <'x'>}", EASEL_STUDIO_ERROR, "kind");
  refuse ("{'name': <'!!'>, 'kind': <'ollama'>}", EASEL_STUDIO_ERROR, "letter");
  refuse ("{'name': <'Demo'>, 'kind': <'ollama'>}", EASEL_STUDIO_ERROR, "demo");
  refuse ("{'name': <'x'>, 'id': <'Not An Id'>, 'kind': <'ollama'>}", EASEL_STUDIO_ERROR, "letter");
  refuse ("{'name': <'x'>, 'kind': <'teapot'>}", EASEL_STUDIO_ERROR, "teapot");
  refuse ("{'name': <'x'>, 'kind': <'demo'>}", EASEL_STUDIO_ERROR, "demo");
  refuse ("{'name': <'x'>, 'kind': <'compatible'>}", EASEL_STUDIO_ERROR, "address");
  refuse ("{'name': <'x'>, 'kind': <'compatible'>, 'url': <'::'>}", EASEL_STUDIO_ERROR, "::");
  refuse ("{'name': <'x'>, 'kind': <'compatible'>, 'url': <'ftp://h/v1'>}", EASEL_STUDIO_ERROR,
          "ftp");
  refuse ("{'name': <'x'>, 'kind': <'ollama'>, 'key': <'sk-1'>}", EASEL_STUDIO_ERROR, "key");
  refuse ("{'name': <'x'>, 'kind': <'ollama'>, 'lanes': <'many'>}", EASEL_STUDIO_ERROR, "lanes");
  refuse ("{'name': <'x'>, 'kind': <'compatible'>, 'url': <'http://models.example/v1'>}",
          EASEL_LLM_ERROR, "http");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider-params/ids", test_ids);
  g_test_add_func ("/provider-params/preset", test_preset);
  g_test_add_func ("/provider-params/kind-at-address", test_kind_at_address);
  g_test_add_func ("/provider-params/everything-given", test_everything_given);
  g_test_add_func ("/provider-params/refused", test_refused);

  return g_test_run ();
}
