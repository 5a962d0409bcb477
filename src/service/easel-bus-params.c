/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-params.h"

#include "easel-studio-error.h"

#include <glib/gi18n.h>

static gboolean
is_known (const char *name, const char *type, const EaselBusParam *known, guint n_known)
{
  for (guint i = 0; i < n_known; i++)
    if (g_str_equal (known[i].name, name) && g_str_equal (known[i].type, type))
      return TRUE;
  return FALSE;
}

gboolean
easel_bus_params_check (GVariant *params, const EaselBusParam *known, guint n_known, GError **error)
{
  for (gsize i = 0; i < g_variant_n_children (params); i++)
    {
      const char *name;
      g_autoptr (GVariant) value = NULL;

      g_variant_get_child (params, i, "{&sv}", &name, &value);
      if (is_known (name, g_variant_get_type_string (value), known, n_known))
        continue;
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   /* Translators: a parameter's name, and a D-Bus type such as "as" */
                   _ ("The parameter “%s” of type “%s” is not known here."), name,
                   g_variant_get_type_string (value));
      return FALSE;
    }
  return TRUE;
}

GVariant *
easel_bus_params_new_list (GPtrArray *texts)
{
  return g_variant_new ("(@as)",
                        g_variant_new_strv ((const char *const *) texts->pdata, texts->len));
}

GFile *
easel_bus_params_read_file (const char *uri, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  if (g_file_peek_path (file) != NULL)
    return g_steal_pointer (&file);
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               _ ("“%s” is not the address of a file on this computer."), uri);
  return NULL;
}
