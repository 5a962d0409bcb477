/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-params.h"

#include "easel-bus-params.h"
#include "easel-llm-error.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

#define DEMO_ID "demo"

static void
set_bad (GError **error, const char *sentence)
{
  g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS, sentence);
}

char *
easel_provider_params_make_id (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  g_autoptr (GString) id = g_string_new (NULL);

  for (const char *c = ascii; *c != '\0'; c++)
    if (g_ascii_isalnum (*c))
      g_string_append_c (id, g_ascii_tolower (*c));
    else if (id->len > 0 && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);
  return g_string_free (g_steal_pointer (&id), FALSE);
}

static const EaselProviderPreset *
find_preset (const char *id)
{
  guint n_presets;
  const EaselProviderPreset *presets = easel_provider_get_presets (&n_presets);

  for (guint i = 0; i < n_presets; i++)
    if (g_str_equal (presets[i].id, id))
      return &presets[i];
  return NULL;
}

static void
set_unknown_kind (const char *kind, GError **error)
{
  g_autoptr (GString) names = g_string_new ("compatible");
  guint n_presets;
  const EaselProviderPreset *presets = easel_provider_get_presets (&n_presets);

  for (guint i = 0; i < n_presets; i++)
    g_string_append_printf (names, ", %s", presets[i].id);
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               _ ("There is no kind of provider “%s”. Known are: %s."), kind, names->str);
}

static gboolean
check_url (const char *url, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";

  if ((g_str_equal (scheme, "http") || g_str_equal (scheme, "https"))
      && g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0')
    return TRUE;
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               _ ("“%s” is not an address that begins with http:// or https://."), url);
  return FALSE;
}

/* The settings beside what every provider has, each only if it was given. */
static EaselProviderConfig *
build (GVariant *params,
       const char *id,
       const char *name,
       EaselProviderKind kind,
       const char *url,
       gboolean needs_key)
{
  g_autoptr (EaselProviderConfig) plain = easel_provider_config_new (id, name, kind, url);
  gboolean allow_http = easel_provider_config_get_allow_http (plain);
  guint lanes = easel_provider_config_get_lanes (plain);
  gboolean lanes_per_model = easel_provider_config_get_lanes_per_model (plain);
  guint max_image_edge = easel_provider_config_get_max_image_edge (plain);
  guint context_tokens = easel_provider_config_get_context_tokens (plain);
  double budget = 0;

  g_variant_lookup (params, "needs-key", "b", &needs_key);
  g_variant_lookup (params, "allow-http", "b", &allow_http);
  g_variant_lookup (params, "lanes", "u", &lanes);
  g_variant_lookup (params, "lanes-per-model", "b", &lanes_per_model);
  g_variant_lookup (params, "max-image-edge", "u", &max_image_edge);
  g_variant_lookup (params, "context-tokens", "u", &context_tokens);
  g_variant_lookup (params, "daily-budget", "d", &budget);
  return g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", id, "name", name, "kind", (int) kind, "url", url,
      "needs-key", needs_key, "allow-http", allow_http, "lanes",
      CLAMP (lanes, 1, EASEL_PROVIDER_MAX_LANES), "lanes-per-model", lanes_per_model,
      "max-image-edge", CLAMP (max_image_edge, 64, 8192), "context-tokens",
      CLAMP (context_tokens, EASEL_PROVIDER_MIN_CONTEXT_TOKENS, 1 << 20), "daily-budget",
      budget > 0 ? (gint64) (MIN (budget, 1e9) * 1e6 + 0.5) : (gint64) 0, NULL);
}

/* Said here already, before a key is kept for a place it must not be sent to. Takes @config. */
static EaselProviderConfig *
check_insecure (EaselProviderConfig *config, GError **error)
{
  if (!g_str_has_prefix (easel_provider_config_get_url (config), "http:")
      || easel_provider_config_is_local (config) || easel_provider_config_get_allow_http (config))
    return config;
  g_object_unref (config);
  g_set_error_literal (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INSECURE,
                       _ ("Plain http to another machine can be read on the way. Use https, or "
                          "allow http for this provider."));
  return NULL;
}

static gboolean
find_id (const char *given, const char *name, char **id, GError **error)
{
  *id = given != NULL ? g_strdup (given) : easel_provider_params_make_id (name);
  if (**id == '\0' || (*id)[strspn (*id, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0')
    {
      set_bad (error, _ ("A provider’s name needs at least one letter or digit."));
      return FALSE;
    }
  if (g_str_equal (*id, DEMO_ID))
    {
      set_bad (error, _ ("The name “demo” is taken by Easel’s own Demo provider."));
      return FALSE;
    }
  return TRUE;
}

EaselProviderConfig *
easel_provider_params_to_config (GVariant *params, GError **error)
{
  static const EaselBusParam known[] = {
    { "id", "s" },
    { "name", "s" },
    { "kind", "s" },
    { "url", "s" },
    { "needs-key", "b" },
    { "allow-http", "b" },
    { "lanes", "u" },
    { "lanes-per-model", "b" },
    { "max-image-edge", "u" },
    { "daily-budget", "d" },
    { "context-tokens", "u" },
  };
  const char *given_id = NULL, *name = NULL, *kind_name = NULL, *url = NULL;
  g_autofree char *id = NULL;
  const EaselProviderPreset *preset;
  EaselProviderKind kind;

  if (!easel_bus_params_check (params, known, G_N_ELEMENTS (known), error))
    return NULL;
  g_variant_lookup (params, "id", "&s", &given_id);
  g_variant_lookup (params, "name", "&s", &name);
  g_variant_lookup (params, "kind", "&s", &kind_name);
  g_variant_lookup (params, "url", "&s", &url);

  if (name == NULL || *name == '\0' || kind_name == NULL)
    {
      set_bad (error, _ ("A provider needs a name and a kind."));
      return NULL;
    }
  if (!find_id (given_id, name, &id, error))
    return NULL;

  preset = find_preset (kind_name);
  if (preset != NULL)
    kind = preset->kind;
  else if (!easel_provider_kind_from_string (kind_name, &kind) || kind == EASEL_PROVIDER_DEMO)
    {
      set_unknown_kind (kind_name, error);
      return NULL;
    }
  if (url == NULL && preset != NULL)
    url = preset->url;
  if (url == NULL)
    {
      set_bad (error, _ ("A compatible server needs its address."));
      return NULL;
    }
  if (!check_url (url, error))
    return NULL;
  return check_insecure (build (params, id, name, kind, url, preset != NULL && preset->needs_key),
                         error);
}
