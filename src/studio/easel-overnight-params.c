/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-params.h"

#include "easel-json.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

EaselOvernightParams *
easel_overnight_params_new (const char *const *analyzers, gboolean again)
{
  static const char *const usual[] = { "outfit", NULL };
  EaselOvernightParams *params = g_new0 (EaselOvernightParams, 1);

  params->pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_analyze_params_free);
  params->analyzers = g_strdupv (
      (GStrv) (analyzers != NULL && analyzers[0] != NULL ? analyzers : usual));
  params->again = again;
  return params;
}

void
easel_overnight_params_add (EaselOvernightParams *params, EaselAnalyzeParams *picture)
{
  g_ptr_array_add (params->pictures, picture);
}

void
easel_overnight_params_free (EaselOvernightParams *params)
{
  g_ptr_array_unref (params->pictures);
  g_strfreev (params->analyzers);
  g_free (params);
}

char *
easel_overnight_params_to_json (const EaselOvernightParams *params)
{
  JsonObject *object = json_object_new ();
  JsonArray *pictures = json_array_new ();
  JsonArray *analyzers = json_array_new ();

  for (guint i = 0; i < params->pictures->len; i++)
    json_array_add_object_element (
        pictures, easel_analyze_params_to_object (g_ptr_array_index (params->pictures, i)));
  for (guint i = 0; params->analyzers[i] != NULL; i++)
    json_array_add_string_element (analyzers, params->analyzers[i]);
  json_object_set_array_member (object, "pictures", pictures);
  json_object_set_array_member (object, "analyzers", analyzers);
  if (params->again)
    json_object_set_boolean_member (object, "again", TRUE);
  return easel_step_json_write (object);
}

EaselOvernightParams *
easel_overnight_params_from_json (const char *text, GError **error)
{
  g_autoptr (EaselOvernightParams) params = NULL;
  g_autoptr (JsonObject) object = easel_step_json_read (text, NULL);
  g_auto (GStrv) analyzers = NULL;
  JsonArray *pictures = easel_json_get_array (object, "pictures");

  if (pictures == NULL || json_array_get_length (pictures) == 0)
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("The job does not say which pictures it is about."));
      return NULL;
    }
  analyzers = easel_step_json_dup_strings (object, "analyzers");
  params = easel_overnight_params_new ((const char *const *) analyzers,
                                       easel_json_get_boolean (object, "again", FALSE));
  for (guint i = 0; i < json_array_get_length (pictures); i++)
    {
      EaselAnalyzeParams *picture = easel_analyze_params_from_object (
          easel_json_node_get_object (json_array_get_element (pictures, i)), error);

      if (picture == NULL)
        return NULL;
      easel_overnight_params_add (params, picture);
    }
  return g_steal_pointer (&params);
}
