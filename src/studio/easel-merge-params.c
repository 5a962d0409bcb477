/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-params.h"

#include "easel-json.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

void
easel_merge_params_free (EaselMergeParams *params)
{
  g_free (params->source);
  g_free (params->target);
  g_free (params);
}

char *
easel_merge_params_to_json (const EaselMergeParams *params)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "source", params->source);
  json_object_set_string_member (object, "target", params->target);
  return easel_step_json_write (object);
}

EaselMergeParams *
easel_merge_params_from_json (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *object = easel_json_node_get_object (node);
  const char *source = easel_json_get_string (object, "source");
  const char *target = easel_json_get_string (object, "target");
  EaselMergeParams *params;

  if (source == NULL || target == NULL)
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("The job does not say what is to be merged."));
      return NULL;
    }
  params = g_new0 (EaselMergeParams, 1);
  params->source = g_strdup (source);
  params->target = g_strdup (target);
  return params;
}
