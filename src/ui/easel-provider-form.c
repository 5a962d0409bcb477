/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-form.h"

#include <glib/gi18n.h>

/* As it was meant: pasted text brings blanks along. */
static char *
get_origin (const char *url)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (url));

  return easel_provider_url_get_origin (trimmed);
}

EaselProviderFormProblem
easel_provider_form_check (const char *name, const char *url)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *origin = NULL;

  g_return_val_if_fail (name != NULL, EASEL_PROVIDER_FORM_NO_NAME);
  g_return_val_if_fail (url != NULL, EASEL_PROVIDER_FORM_BAD_ADDRESS);

  trimmed = g_strstrip (g_strdup (name));
  if (*trimmed == '\0')
    return EASEL_PROVIDER_FORM_NO_NAME;

  origin = get_origin (url);
  return origin != NULL ? EASEL_PROVIDER_FORM_OK : EASEL_PROVIDER_FORM_BAD_ADDRESS;
}

char *
easel_provider_form_get_host (const char *url)
{
  g_autofree char *trimmed = NULL;
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (url != NULL, NULL);

  trimmed = g_strstrip (g_strdup (url));
  uri = g_uri_parse (trimmed, G_URI_FLAGS_NONE, NULL);
  return uri != NULL ? g_strdup (g_uri_get_host (uri)) : NULL;
}

gboolean
easel_provider_form_is_exposed (const char *url)
{
  g_autoptr (EaselProviderConfig) config = NULL;
  g_autofree char *origin = NULL;

  g_return_val_if_fail (url != NULL, FALSE);

  origin = get_origin (url);
  if (origin == NULL || !g_str_has_prefix (origin, "http:"))
    return FALSE;

  config = easel_provider_config_new ("check", "Check", EASEL_PROVIDER_COMPATIBLE, url);
  return !easel_provider_config_is_local (config);
}

char *
easel_provider_form_describe_privacy (const char *url, EaselProviderKind kind)
{
  g_autofree char *host = easel_provider_form_get_host (url);

  if (host == NULL)
    return NULL;
  if (easel_provider_url_is_loopback (url) && kind == EASEL_PROVIDER_OLLAMA)
    return g_strdup (_ ("Pictures and texts stay on this machine, except with a model whose name "
                        "ends in “cloud”: Ollama sends them on."));
  if (easel_provider_url_is_loopback (url))
    return g_strdup (_ ("Pictures and texts stay on this machine."));
  /* Translators: the parameter is the name of a server on the network */
  return g_strdup_printf (_ ("The pictures and texts of a job are sent to %s while it runs, and "
                             "nothing else is. Place, date and camera are taken out before."),
                          host);
}

char *
easel_provider_form_make_id (EaselProviderRegistry *registry, const char *name)
{
  g_autofree char *ascii = NULL;
  g_autofree char *base = NULL;
  g_autoptr (GString) slug = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (EASEL_IS_PROVIDER_REGISTRY (registry), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  ascii = g_str_to_ascii (name, NULL);
  slug = g_string_new (NULL);
  for (const char *c = ascii; *c != '\0'; c++)
    {
      if (g_ascii_isalnum (*c))
        g_string_append_c (slug, g_ascii_tolower (*c));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);

  base = g_strdup (slug->len > 0 ? slug->str : "provider");
  id = g_strdup (base);
  for (guint n = 2;; n++)
    {
      g_autoptr (EaselProviderConfig) taken = easel_provider_registry_get_config (registry, id);

      if (taken == NULL)
        return g_steal_pointer (&id);
      g_free (id);
      id = g_strdup_printf ("%s-%u", base, n);
    }
}

const EaselProviderPreset *
easel_provider_form_find_preset (const char *url)
{
  const EaselProviderPreset *presets = NULL;
  guint n_presets = 0;

  g_return_val_if_fail (url != NULL, NULL);

  presets = easel_provider_get_presets (&n_presets);
  for (guint i = 0; i < n_presets; i++)
    if (g_str_has_prefix (url, presets[i].url))
      return &presets[i];
  return NULL;
}

EaselProviderKind
easel_provider_form_find_kind (const EaselProviderPreset *chosen, const char *url)
{
  const EaselProviderPreset *preset = easel_provider_form_find_preset (url);

  if (preset != NULL)
    return preset->kind;
  /* Whoever is at another address than OpenAI's can only be like it. */
  return chosen != NULL && chosen->kind != EASEL_PROVIDER_OPENAI ? chosen->kind
                                                                 : EASEL_PROVIDER_COMPATIBLE;
}
