/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyze-params.h"

#include "easel-studio-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#define DEFAULT_ANALYZER "outfit"

static EaselAnalyzeParams *
params_new (EaselPictureSource source,
            const char *location,
            const char *const *analyzers,
            gboolean again)
{
  static const char *const fallback[] = { DEFAULT_ANALYZER, NULL };
  EaselAnalyzeParams *params = g_new0 (EaselAnalyzeParams, 1);

  params->source = source;
  params->location = g_strdup (location);
  params->analyzers = g_strdupv (
      (GStrv) (analyzers != NULL && analyzers[0] != NULL ? analyzers : fallback));
  params->again = again;
  return params;
}

/* (transfer full): the last part of a URI's path, without what follows "?": that is where
 * web sites put what must not be shown. */
static char *
name_of_uri (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_PARSE_RELAXED, NULL);
  g_autofree char *base = NULL;

  if (g_ascii_strncasecmp (uri, "data:", 5) == 0)
    return g_strdup (_ ("Picture"));
  if (parsed == NULL)
    return g_utf8_make_valid (uri, -1);
  base = g_path_get_basename (g_uri_get_path (parsed));
  if (*base == '\0' || g_str_equal (base, "/") || g_str_equal (base, "."))
    return g_strdup (g_uri_get_host (parsed) != NULL && *g_uri_get_host (parsed) != '\0'
                         ? g_uri_get_host (parsed)
                         : uri);
  return g_utf8_make_valid (base, -1);
}

EaselAnalyzeParams *
easel_analyze_params_new_for_uri (const char *uri, const char *const *analyzers, gboolean again)
{
  g_autofree char *path = NULL;
  EaselAnalyzeParams *params;

  g_return_val_if_fail (uri != NULL, NULL);

  path = g_filename_from_uri (uri, NULL, NULL);
  if (path != NULL)
    {
      params = params_new (EASEL_PICTURE_SOURCE_FILE, path, analyzers, again);
      params->name = g_filename_display_basename (path);
    }
  else
    {
      params = params_new (EASEL_PICTURE_SOURCE_URI, uri, analyzers, again);
      params->name = name_of_uri (uri);
    }
  return params;
}

EaselAnalyzeParams *
easel_analyze_params_new_for_attachment (const char *name, const char *const *analyzers)
{
  EaselAnalyzeParams *params = params_new (EASEL_PICTURE_SOURCE_ATTACHMENT, NULL, analyzers, FALSE);

  params->name = g_strdup (name != NULL && *name != '\0' ? name : _ ("Pasted Picture"));
  return params;
}

EaselAnalyzeParams *
easel_analyze_params_new_for_picture (const char *picture,
                                      const char *name,
                                      const char *const *analyzers,
                                      gboolean again)
{
  EaselAnalyzeParams *params;

  g_return_val_if_fail (picture != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  params = params_new (EASEL_PICTURE_SOURCE_LIBRARY, picture, analyzers, again);
  params->name = g_strdup (name);
  return params;
}

void
easel_analyze_params_free (EaselAnalyzeParams *params)
{
  g_free (params->location);
  g_free (params->name);
  g_strfreev (params->analyzers);
  g_clear_pointer (&params->answer, json_object_unref);
  g_free (params);
}

static void
add_source (JsonObject *object, const EaselAnalyzeParams *params)
{
  switch (params->source)
    {
    case EASEL_PICTURE_SOURCE_FILE:
      /* JSON is UTF-8; a file name need not be. */
      if (g_utf8_validate (params->location, -1, NULL))
        json_object_set_string_member (object, "file", params->location);
      else
        {
          g_autofree char *uri = g_filename_to_uri (params->location, NULL, NULL);

          json_object_set_string_member (object, "uri", uri != NULL ? uri : "file:///");
        }
      break;
    case EASEL_PICTURE_SOURCE_URI:
      json_object_set_string_member (object, "uri", params->location);
      break;
    case EASEL_PICTURE_SOURCE_ATTACHMENT:
      json_object_set_boolean_member (object, "attachment", TRUE);
      break;
    case EASEL_PICTURE_SOURCE_LIBRARY:
      json_object_set_string_member (object, "picture", params->location);
      break;
    default:
      g_assert_not_reached ();
    }
}

JsonObject *
easel_analyze_params_to_object (const EaselAnalyzeParams *params)
{
  JsonObject *object = json_object_new ();
  JsonArray *analyzers = json_array_new ();

  add_source (object, params);
  json_object_set_string_member (object, "name", params->name);
  for (guint i = 0; params->analyzers[i] != NULL; i++)
    json_array_add_string_element (analyzers, params->analyzers[i]);
  json_object_set_array_member (object, "analyzers", analyzers);
  if (params->again)
    json_object_set_boolean_member (object, "again", TRUE);
  if (params->answer != NULL)
    json_object_set_object_member (object, "answer", json_object_ref (params->answer));
  return object;
}

char *
easel_analyze_params_to_json (const EaselAnalyzeParams *params)
{
  g_autoptr (JsonObject) object = easel_analyze_params_to_object (params);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

/* (transfer none) (nullable) */
static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static gboolean
get_boolean (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
         && json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

/* (transfer full) */
static GStrv
get_analyzers (JsonObject *object)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, "analyzers");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (element) && json_node_get_value_type (element) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (element));
    }
  return g_strv_builder_end (builder);
}

/* (nullable) */
static EaselAnalyzeParams *
read_source (JsonObject *object, const char *const *analyzers, gboolean again)
{
  const char *name = get_string (object, "name");
  const char *location;
  EaselAnalyzeParams *params;

  if (get_boolean (object, "attachment"))
    return easel_analyze_params_new_for_attachment (name, analyzers);

  if ((location = get_string (object, "file")) != NULL)
    {
      params = params_new (EASEL_PICTURE_SOURCE_FILE, location, analyzers, again);
      params->name = name != NULL ? g_strdup (name) : g_filename_display_basename (location);
    }
  else if ((location = get_string (object, "uri")) != NULL)
    params = easel_analyze_params_new_for_uri (location, analyzers, again);
  else if ((location = get_string (object, "picture")) != NULL)
    {
      params = params_new (EASEL_PICTURE_SOURCE_LIBRARY, location, analyzers, again);
      params->name = g_strdup (name != NULL ? name : _ ("Picture"));
    }
  else
    params = NULL;
  return params;
}

EaselAnalyzeParams *
easel_analyze_params_from_object (JsonObject *object, GError **error)
{
  g_auto (GStrv) analyzers = NULL;
  EaselAnalyzeParams *params = NULL;
  JsonNode *answer;

  if (object != NULL)
    {
      analyzers = get_analyzers (object);
      params = read_source (object, (const char *const *) analyzers, get_boolean (object, "again"));
    }
  if (params == NULL)
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("The job does not say which picture it is about."));
      return NULL;
    }

  answer = json_object_get_member (object, "answer");
  if (answer != NULL && JSON_NODE_HOLDS_OBJECT (answer))
    params->answer = json_node_dup_object (answer);
  return params;
}

EaselAnalyzeParams *
easel_analyze_params_from_json (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return easel_analyze_params_from_object (
      node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL, error);
}
