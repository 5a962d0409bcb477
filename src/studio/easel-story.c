/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story.h"

#include "easel-id.h"
#include "easel-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* Of what it was asked to be, the texts that are kept as they are. */
static const char *const wishes[] = {
  "theme", "audience", "prose_style", "perspective", "kind", "character", "art_style",
};

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* Making ---------------------------------------------------------------------------------- */

/* @text: (nullable) */
static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static JsonObject *
make_scene (const EaselStoryPlannedScene *planned, const char *text)
{
  JsonObject *scene = json_object_new ();

  json_object_set_string_member (scene, "title", planned->title);
  json_object_set_string_member (scene, "summary", planned->summary);
  json_object_set_string_member (scene, "text", text);
  json_object_set_boolean_member (scene, "illustrated", planned->illustrated);
  json_object_set_string_member (scene, "picture_prompt", planned->picture);
  return scene;
}

/* What is in the library is referred to; words are the story's own.
 * @value: (nullable) */
static void
add_ingredient (EaselEntity *story, JsonObject *attributes, const char *role, const char *value)
{
  if (value == NULL)
    return;
  if (!easel_id_is_valid (value))
    {
      json_object_set_string_member (attributes, role, value);
      return;
    }
  easel_entity_add_reference (story, role, value);
  easel_entity_add_reference (story, EASEL_STORY_ROLE_MADE_FROM, value);
}

EaselEntity *
easel_story_new (const char *id,
                 const EaselStoryParams *params,
                 const EaselStoryOutline *outline,
                 GPtrArray *texts)
{
  EaselEntity *story = easel_entity_new (id, EASEL_ENTITY_STORY, outline->title);
  g_autoptr (JsonObject) attributes = json_object_new ();
  JsonArray *scenes = json_array_new ();

  if (outline->language != NULL && *outline->language != '\0')
    json_object_set_string_member (attributes, "language", outline->language);
  set_text (attributes, "theme", params->theme);
  set_text (attributes, "audience", params->audience);
  set_text (attributes, "prose_style", params->prose_style);
  set_text (attributes, "perspective", params->perspective);
  set_text (attributes, "kind", params->kind);
  add_ingredient (story, attributes, EASEL_STORY_ROLE_CHARACTER, params->character);
  add_ingredient (story, attributes, EASEL_STORY_ROLE_ART_STYLE, params->art_style);
  for (guint i = 0; i < outline->scenes->len; i++)
    json_array_add_object_element (
        scenes, make_scene (g_ptr_array_index (outline->scenes, i), g_ptr_array_index (texts, i)));
  json_object_set_array_member (attributes, "scenes", scenes);

  easel_entity_set_attributes (story, attributes);
  return story;
}

/* Reading --------------------------------------------------------------------------------- */

static JsonArray *
get_scenes (EaselEntity *story)
{
  return easel_json_get_array (easel_entity_get_attributes (story), "scenes");
}

gboolean
easel_story_check (EaselEntity *entity, GError **error)
{
  if (!g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_STORY))
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   _ ("“%s” is not a story."), easel_entity_get_name (entity));
      return FALSE;
    }
  if (easel_story_get_n_scenes (entity) == 0)
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   _ ("“%s” has no scenes."), easel_entity_get_name (entity));
      return FALSE;
    }
  return TRUE;
}

guint
easel_story_get_n_scenes (EaselEntity *story)
{
  JsonArray *scenes = get_scenes (story);

  return scenes != NULL ? json_array_get_length (scenes) : 0;
}

const char *
easel_story_get_language (EaselEntity *story)
{
  const char *language = easel_json_get_string (easel_entity_get_attributes (story), "language");

  return easel_story_outline_check_language (language, NULL) ? language : NULL;
}

static void
read_scene (JsonNode *node, EaselStoryScene *scene)
{
  JsonObject *object = easel_json_node_get_object (node);

  scene->title = or_empty (easel_json_get_string (object, "title"));
  scene->summary = or_empty (easel_json_get_string (object, "summary"));
  scene->text = or_empty (easel_json_get_string (object, "text"));
  scene->picture_prompt = or_empty (easel_json_get_string (object, "picture_prompt"));
  scene->picture = easel_json_get_string (object, "picture");
  scene->illustrated = scene->picture != NULL
                       || easel_json_get_boolean (object, "illustrated", FALSE);
}

gboolean
easel_story_get_scene (EaselEntity *story, guint number, EaselStoryScene *scene, GError **error)
{
  guint n_scenes = easel_story_get_n_scenes (story);

  if (number == 0 || number > n_scenes)
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   g_dngettext (GETTEXT_PACKAGE, "“%s” has no scene %u. It has %u.",
                                "“%s” has no scene %u. It has %u.", n_scenes),
                   easel_entity_get_name (story), number, n_scenes);
      return FALSE;
    }
  read_scene (json_array_get_element (get_scenes (story), number - 1), scene);
  return TRUE;
}

/* What is referred to counts before words. */
static const char *
get_ingredient (EaselEntity *story, const char *role)
{
  GPtrArray *references = easel_entity_get_references (story);

  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);

      if (g_str_equal (reference->role, role))
        return reference->target;
    }
  return easel_json_get_string (easel_entity_get_attributes (story), role);
}

const char *
easel_story_get_character (EaselEntity *story)
{
  return get_ingredient (story, EASEL_STORY_ROLE_CHARACTER);
}

const char *
easel_story_get_art_style (EaselEntity *story)
{
  return get_ingredient (story, EASEL_STORY_ROLE_ART_STYLE);
}

EaselStoryParams *
easel_story_dup_params (EaselEntity *story)
{
  EaselStoryParams *params = easel_story_params_new ();
  JsonObject *attributes = easel_entity_get_attributes (story);

  for (guint i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      const char *text = easel_json_get_string (attributes, wishes[i]);
      g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_string (or_empty (text)));

      if (text != NULL)
        easel_story_params_take (params, wishes[i], value, NULL);
    }
  g_set_str (&params->character, easel_story_get_character (story));
  g_set_str (&params->art_style, easel_story_get_art_style (story));
  params->scenes = easel_story_get_n_scenes (story);
  return params;
}

EaselStoryOutline *
easel_story_dup_outline (EaselEntity *story)
{
  EaselStoryOutline *outline = easel_story_outline_new (easel_entity_get_name (story));

  g_set_str (&outline->language, easel_story_get_language (story));
  for (guint i = 0; i < easel_story_get_n_scenes (story); i++)
    {
      EaselStoryScene scene;

      read_scene (json_array_get_element (get_scenes (story), i), &scene);
      easel_story_outline_add_scene (outline, scene.title, scene.summary, scene.illustrated,
                                     scene.picture_prompt);
    }
  return outline;
}

GPtrArray *
easel_story_dup_texts (EaselEntity *story)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < easel_story_get_n_scenes (story); i++)
    {
      EaselStoryScene scene;

      read_scene (json_array_get_element (get_scenes (story), i), &scene);
      g_ptr_array_add (texts, g_strdup (scene.text));
    }
  return texts;
}

/* Changing -------------------------------------------------------------------------------- */

/* (transfer full): a copy to change. *@scene: (transfer none): in it */
static JsonObject *
copy_attributes (EaselEntity *story, guint number, JsonObject **scene)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (),
                                                     easel_entity_get_attributes (story));
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (JsonNode) copy = json_from_string (text, NULL);
  JsonObject *attributes = json_node_get_object (copy);
  JsonArray *scenes = json_object_get_array_member (attributes, "scenes");

  *scene = easel_json_node_get_object (json_array_get_element (scenes, number - 1));
  return json_object_ref (attributes);
}

JsonObject *
easel_story_replace_text (EaselEntity *story, guint number, const char *text)
{
  JsonObject *scene;
  JsonObject *attributes = copy_attributes (story, number, &scene);

  if (scene != NULL)
    json_object_set_string_member (scene, "text", text);
  return attributes;
}

JsonObject *
easel_story_replace_picture (EaselEntity *story, guint number, const char *picture)
{
  JsonObject *scene;
  JsonObject *attributes = copy_attributes (story, number, &scene);

  if (scene == NULL)
    return attributes;
  json_object_set_boolean_member (scene, "illustrated", TRUE);
  json_object_set_string_member (scene, "picture", picture);
  return attributes;
}

static void
picture_free (gpointer data)
{
  EaselEntityPicture *picture = data;

  g_free (picture->picture);
  g_free (picture->role);
  g_free (picture);
}

/* Each once: two scenes may share one. */
static void
add_picture (GPtrArray *pictures, const char *id, const char *role)
{
  EaselEntityPicture *picture;

  for (guint i = 0; i < pictures->len; i++)
    if (g_str_equal (((EaselEntityPicture *) g_ptr_array_index (pictures, i))->picture, id))
      return;
  picture = g_new0 (EaselEntityPicture, 1);
  picture->picture = g_strdup (id);
  picture->role = g_strdup (role);
  g_ptr_array_add (pictures, picture);
}

GPtrArray *
easel_story_list_pictures (EaselEntity *story, guint number, const char *picture)
{
  GPtrArray *pictures = g_ptr_array_new_with_free_func (picture_free);
  GPtrArray *others = easel_entity_get_pictures (story);

  for (guint i = 0; i < easel_story_get_n_scenes (story); i++)
    {
      EaselStoryScene scene;
      const char *id;

      read_scene (json_array_get_element (get_scenes (story), i), &scene);
      id = i + 1 == number ? picture : scene.picture;
      if (id != NULL)
        add_picture (pictures, id, EASEL_STORY_ROLE_ILLUSTRATION);
    }
  for (guint i = 0; i < others->len; i++)
    {
      const EaselEntityPicture *other = g_ptr_array_index (others, i);

      if (!g_str_equal (other->role, EASEL_STORY_ROLE_ILLUSTRATION))
        add_picture (pictures, other->picture, other->role);
    }
  return pictures;
}
