/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-outline.h"

#include "easel-attribute-schema.h"
#include "easel-json.h"
#include "easel-library.h"
#include "easel-story-params.h"

#include <glib/gi18n.h>

/* What makes an outline, whatever was asked for. */
static const char outline_schema[]
    = "{\"type\":\"object\",\"required\":[\"title\",\"scenes\"],\"additionalProperties\":false,"
      "\"properties\":{\"title\":{\"type\":\"string\"},\"language\":{\"type\":[\"string\","
      "\"null\"]},\"scenes\":{\"type\":\"array\","
      "\"minItems\":" G_STRINGIFY (EASEL_STORY_MIN_SCENES) ",\"maxItems\":" G_STRINGIFY (
          EASEL_STORY_MAX_SCENES) ",\"items\":{\"type\":\"object\",\"additionalProperties\":false,"
                                  "\"required\":[\"title\",\"summary\",\"illustrated\","
                                  "\"picture\"],\"properties\":{"
                                  "\"title\":{\"type\":\"string\"},"
                                  "\"summary\":{\"type\":\"string\"},"
                                  "\"illustrated\":{\"type\":\"boolean\"},"
                                  "\"picture\":{\"type\":\"string\"}}}}}}";

static void
planned_scene_free (gpointer data)
{
  EaselStoryPlannedScene *scene = data;

  g_free (scene->title);
  g_free (scene->summary);
  g_free (scene->picture);
  g_free (scene);
}

EaselStoryOutline *
easel_story_outline_new (const char *title)
{
  EaselStoryOutline *outline = g_new0 (EaselStoryOutline, 1);

  outline->title = g_strdup (title);
  outline->scenes = g_ptr_array_new_with_free_func (planned_scene_free);
  return outline;
}

void
easel_story_outline_add_scene (EaselStoryOutline *outline,
                               const char *title,
                               const char *summary,
                               gboolean illustrated,
                               const char *picture)
{
  EaselStoryPlannedScene *scene = g_new0 (EaselStoryPlannedScene, 1);

  scene->title = g_strdup (title);
  scene->summary = g_strdup (summary);
  scene->illustrated = illustrated;
  scene->picture = g_strdup (picture);
  g_ptr_array_add (outline->scenes, scene);
}

void
easel_story_outline_free (EaselStoryOutline *outline)
{
  g_free (outline->title);
  g_free (outline->language);
  g_ptr_array_unref (outline->scenes);
  g_free (outline);
}

gboolean
easel_story_outline_check_language (const char *language, GError **error)
{
  if (language == NULL || *language == '\0'
      || g_regex_match_simple ("^[a-z]{2,3}(-[a-z0-9]{2,8}){0,5}$", language, G_REGEX_CASELESS,
                               G_REGEX_MATCH_DEFAULT))
    return TRUE;
  g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
                       _ ("The language is a tag, such as “en” or “pt-BR”."));
  return FALSE;
}

/* (transfer full): with every run of white space as one blank: titles are one line each */
static char *
read_line (JsonObject *object, const char *member)
{
  g_autofree char *text = g_strstrip (g_strdup (easel_json_get_string (object, member)));
  g_auto (GStrv) words = g_regex_split_simple ("\\s+", text, G_REGEX_DEFAULT,
                                               G_REGEX_MATCH_DEFAULT);

  return g_strjoinv (" ", words);
}

static char *
read_text (JsonObject *object, const char *member)
{
  return g_strstrip (g_strdup (easel_json_get_string (object, member)));
}

static gboolean
check_filled (const char *text, const char *label, guint scene, const char *field, GError **error)
{
  g_autofree char *name = NULL;

  if (*text != '\0')
    return TRUE;
  name = scene > 0 ? g_strdup_printf ("%s › %u › %s", label, scene, field) : g_strdup (field);
  g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID,
               _ ("“%s” must not be empty."), name);
  return FALSE;
}

static gboolean
check_scene (const EaselStoryPlannedScene *scene, guint number, GError **error)
{
  return check_filled (scene->title, "scenes", number, "title", error)
         && check_filled (scene->summary, "scenes", number, "summary", error)
         && (!scene->illustrated
             || check_filled (scene->picture, "scenes", number, "picture", error));
}

/* @object: fits the schema */
static EaselStoryOutline *
read_outline (JsonObject *object)
{
  g_autofree char *story_title = read_line (object, "title");
  EaselStoryOutline *outline = easel_story_outline_new (story_title);
  JsonArray *scenes = easel_json_get_array (object, "scenes");

  if (easel_json_get_string (object, "language") != NULL)
    outline->language = read_text (object, "language");
  for (guint i = 0; i < json_array_get_length (scenes); i++)
    {
      JsonObject *element = json_array_get_object_element (scenes, i);
      g_autofree char *title = read_line (element, "title");
      g_autofree char *summary = read_text (element, "summary");
      g_autofree char *picture = read_text (element, "picture");

      easel_story_outline_add_scene (
          outline, title, summary, easel_json_get_boolean (element, "illustrated", FALSE), picture);
    }
  return outline;
}

EaselStoryOutline *
easel_story_outline_from_json (JsonNode *node, GError **error)
{
  g_autoptr (JsonNode) schema = json_from_string (outline_schema, NULL);
  g_autoptr (EaselStoryOutline) outline = NULL;

  if (!easel_attribute_schema_check (json_node_get_object (schema), NULL, node, error))
    return NULL;

  outline = read_outline (json_node_get_object (node));
  if (!check_filled (outline->title, NULL, 0, "title", error)
      || !easel_attribute_schema_check_name (outline->title, error)
      || !easel_story_outline_check_language (outline->language, error))
    return NULL;
  for (guint i = 0; i < outline->scenes->len; i++)
    if (!check_scene (g_ptr_array_index (outline->scenes, i), i + 1, error))
      return NULL;
  return g_steal_pointer (&outline);
}

JsonNode *
easel_story_outline_to_json (const EaselStoryOutline *outline)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *scenes = json_array_new ();

  for (guint i = 0; i < outline->scenes->len; i++)
    {
      const EaselStoryPlannedScene *scene = g_ptr_array_index (outline->scenes, i);
      JsonObject *element = json_object_new ();

      json_object_set_string_member (element, "title", scene->title);
      json_object_set_string_member (element, "summary", scene->summary);
      json_object_set_boolean_member (element, "illustrated", scene->illustrated);
      json_object_set_string_member (element, "picture", scene->picture);
      json_array_add_object_element (scenes, element);
    }
  json_object_set_string_member (object, "title", outline->title);
  if (outline->language != NULL && *outline->language != '\0')
    json_object_set_string_member (object, "language", outline->language);
  json_object_set_array_member (object, "scenes", scenes);
  json_node_take_object (node, object);
  return node;
}

JsonNode *
easel_story_outline_narrow_schema (JsonNode *schema, guint n_scenes)
{
  g_autofree char *text = json_to_string (schema, FALSE);
  JsonNode *narrowed = json_from_string (text, NULL);
  JsonObject *properties = easel_json_get_object (json_node_get_object (narrowed), "properties");
  JsonObject *scenes = easel_json_get_object (properties, "scenes");

  json_object_set_int_member (scenes, "minItems", n_scenes);
  json_object_set_int_member (scenes, "maxItems", n_scenes);
  return narrowed;
}

static gboolean
can_illustrate (const EaselStoryPlannedScene *scene)
{
  return !scene->illustrated && *scene->picture != '\0';
}

void
easel_story_outline_settle (EaselStoryOutline *outline, guint n_illustrations)
{
  guint n = 0;

  for (guint i = 0; i < outline->scenes->len; i++)
    {
      EaselStoryPlannedScene *scene = g_ptr_array_index (outline->scenes, i);

      scene->illustrated = scene->illustrated && n < n_illustrations;
      n += scene->illustrated ? 1 : 0;
    }

  /* Every other one first, then whatever is left. */
  for (guint stride = 2; stride > 0; stride--)
    for (guint i = 0; i < outline->scenes->len && n < n_illustrations; i += stride)
      {
        EaselStoryPlannedScene *scene = g_ptr_array_index (outline->scenes, i);

        if (!can_illustrate (scene))
          continue;
        scene->illustrated = TRUE;
        n++;
      }
}

char *
easel_story_outline_to_text (const EaselStoryOutline *outline)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < outline->scenes->len; i++)
    {
      const EaselStoryPlannedScene *scene = g_ptr_array_index (outline->scenes, i);

      g_string_append_printf (text, "%s%u. %s: %s", i > 0 ? "\n" : "", i + 1, scene->title,
                              scene->summary);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
