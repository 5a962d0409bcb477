/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-params.h"

#include "easel-json.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* In characters: a page for what the story turns on, a few lines for the rest. */
#define MAX_LONG 4000
#define MAX_SHORT 400

static const char *const actions[] = { "write", "rewrite", "illustrate" };

/* Their names, and titles that are still to be translated. */
static const EaselStoryChoice kinds[] = {
  { "normal", N_ ("Story") },
  { "transformation", N_ ("Transformation") },
  { "outfit", N_ ("Story of Clothes") },
};

static const EaselStoryChoice perspectives[] = {
  { "third", N_ ("Third Person") },
  { "first", N_ ("First Person") },
  { "second", N_ ("Second Person") },
  { "omniscient", N_ ("All-Knowing Narrator") },
};

/* A text of the parameters. */
typedef struct
{
  const char *name;
  gsize offset;
  glong max; /* characters */
} TextField;

#define FIELD(name, max) { #name, G_STRUCT_OFFSET (EaselStoryParams, name), max }

static const TextField text_fields[] = {
  FIELD (character, MAX_LONG),    FIELD (theme, MAX_LONG),        FIELD (audience, MAX_SHORT),
  FIELD (prose_style, MAX_SHORT), FIELD (perspective, MAX_SHORT), FIELD (kind, MAX_SHORT),
  FIELD (art_style, MAX_LONG),    FIELD (story, MAX_SHORT),       FIELD (comment, MAX_LONG),
};

static char **
get_text (const EaselStoryParams *params, const TextField *field)
{
  return (char **) ((guint8 *) params + field->offset);
}

/* @text: (nullable): a blank one is none */
static void
set_text (EaselStoryParams *params, const TextField *field, const char *text)
{
  char **slot = get_text (params, field);
  g_autofree char *stripped = text != NULL ? g_strstrip (g_strdup (text)) : NULL;

  g_free (*slot);
  *slot = stripped != NULL && *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
}

static const TextField *
find_field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_fields); i++)
    if (g_str_equal (text_fields[i].name, name))
      return &text_fields[i];
  return NULL;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS, sentence);
  return FALSE;
}

/* Making ---------------------------------------------------------------------------------- */

EaselStoryParams *
easel_story_params_new (void)
{
  EaselStoryParams *params = g_new0 (EaselStoryParams, 1);

  params->perspective = g_strdup (perspectives[0].name);
  params->kind = g_strdup (kinds[0].name);
  params->scenes = EASEL_STORY_DEFAULT_SCENES;
  params->illustrations = EASEL_STORY_DEFAULT_ILLUSTRATIONS;
  return params;
}

EaselStoryParams *
easel_story_params_new_for_scene (EaselStoryAction action,
                                  const char *story,
                                  guint scene,
                                  const char *comment)
{
  EaselStoryParams *params = easel_story_params_new ();

  params->action = action;
  params->story = g_strdup (story);
  params->scene = scene;
  params->comment = g_strdup (comment);
  return params;
}

EaselStoryParams *
easel_story_params_copy (const EaselStoryParams *params)
{
  EaselStoryParams *copy = g_memdup2 (params, sizeof *params);

  for (guint i = 0; i < G_N_ELEMENTS (text_fields); i++)
    *get_text (copy, &text_fields[i]) = g_strdup (*get_text (params, &text_fields[i]));
  return copy;
}

void
easel_story_params_free (EaselStoryParams *params)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_fields); i++)
    g_free (*get_text (params, &text_fields[i]));
  g_free (params);
}

static gboolean
set_action (EaselStoryParams *params, const char *word, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_strcmp0 (actions[i], word) == 0)
      {
        params->action = (EaselStoryAction) i;
        return TRUE;
      }

  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               /* Translators: both are words as they are typed */
               _ ("“%s” cannot be done with a story. It is one of: %s."), word != NULL ? word : "",
               "write, rewrite, illustrate");
  return FALSE;
}

gboolean
easel_story_params_take (EaselStoryParams *params,
                         const char *name,
                         GVariant *value,
                         GError **error)
{
  const TextField *field = find_field (name);

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) && field != NULL)
    set_text (params, field, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING) && g_str_equal (name, "action"))
    return set_action (params, g_variant_get_string (value, NULL), error);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32) && g_str_equal (name, "scenes"))
    params->scenes = g_variant_get_uint32 (value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32)
           && g_str_equal (name, "illustrations"))
    params->illustrations = g_variant_get_uint32 (value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32) && g_str_equal (name, "scene"))
    params->scene = g_variant_get_uint32 (value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN)
           && g_str_equal (name, "stop_after_plan"))
    params->stop_after_plan = g_variant_get_boolean (value);
  else
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   /* Translators: a parameter's name, and a D-Bus type such as "as" */
                   _ ("The parameter “%s” of type “%s” is not known here."), name,
                   g_variant_get_type_string (value));
      return FALSE;
    }
  return TRUE;
}

/* Checking -------------------------------------------------------------------------------- */

static gboolean
check_lengths (const EaselStoryParams *params, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_fields); i++)
    {
      const char *text = *get_text (params, &text_fields[i]);
      g_autofree char *label = NULL;

      if (text == NULL || g_utf8_strlen (text, -1) <= text_fields[i].max)
        continue;
      label = g_strdelimit (g_strdup (text_fields[i].name), "_", ' ');
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   /* Translators: the name of a field, and a number */
                   _ ("“%s” is too long for a story. It may have %ld characters."), label,
                   text_fields[i].max);
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_choice (const EaselStoryChoice *choices, guint n_choices, const char *name)
{
  for (guint i = 0; i < n_choices; i++)
    if (g_strcmp0 (choices[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_choices (const EaselStoryParams *params, GError **error)
{
  if (!has_choice (kinds, G_N_ELEMENTS (kinds), params->kind))
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   _ ("There is no kind of story “%s”. It is one of: %s."),
                   params->kind != NULL ? params->kind : "", "normal, transformation, outfit");
      return FALSE;
    }
  if (!has_choice (perspectives, G_N_ELEMENTS (perspectives), params->perspective))
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   _ ("There is no perspective “%s”. It is one of: %s."),
                   params->perspective != NULL ? params->perspective : "",
                   "third, first, second, omniscient");
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_counts (const EaselStoryParams *params, GError **error)
{
  if (params->scenes < EASEL_STORY_MIN_SCENES || params->scenes > EASEL_STORY_MAX_SCENES)
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   _ ("A story has %d to %d scenes, not %u."), EASEL_STORY_MIN_SCENES,
                   EASEL_STORY_MAX_SCENES, params->scenes);
      return FALSE;
    }
  if (params->illustrations > EASEL_STORY_MAX_ILLUSTRATIONS)
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   _ ("A story has at most %d illustrations, not %u."),
                   EASEL_STORY_MAX_ILLUSTRATIONS, params->illustrations);
      return FALSE;
    }
  if (params->illustrations > params->scenes)
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   _ ("There cannot be more illustrations (%u) than scenes (%u)."),
                   params->illustrations, params->scenes);
      return FALSE;
    }
  return TRUE;
}

gboolean
easel_story_params_check (const EaselStoryParams *params, GError **error)
{
  if (!check_lengths (params, error))
    return FALSE;

  if (params->action != EASEL_STORY_WRITE)
    {
      if (params->story == NULL)
        return refuse (error, _ ("Say which story it is about."));
      if (params->scene == 0)
        return refuse (error, _ ("Say which scene it is about. The first one is 1."));
      return TRUE;
    }
  if (params->story != NULL || params->scene != 0 || params->comment != NULL)
    return refuse (error, _ ("Say what is to be done with the scene: “rewrite” or “illustrate”."));
  if (params->character == NULL)
    return refuse (error, _ ("A story needs a character. Choose one, or describe one."));
  if (params->theme == NULL)
    return refuse (error, _ ("A story needs a theme. Say what it is about."));
  return check_choices (params, error) && check_counts (params, error);
}

/* JSON ------------------------------------------------------------------------------------ */

char *
easel_story_params_to_json (const EaselStoryParams *params)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "action", actions[params->action]);
  for (guint i = 0; i < G_N_ELEMENTS (text_fields); i++)
    {
      const char *text = *get_text (params, &text_fields[i]);

      if (text != NULL)
        json_object_set_string_member (object, text_fields[i].name, text);
    }
  if (params->action == EASEL_STORY_WRITE)
    {
      json_object_set_int_member (object, "scenes", params->scenes);
      json_object_set_int_member (object, "illustrations", params->illustrations);
      json_object_set_boolean_member (object, "stop_after_plan", params->stop_after_plan);
    }
  else
    json_object_set_int_member (object, "scene", params->scene);
  return easel_step_json_write (object);
}

static guint
get_count (JsonObject *object, const char *name, guint fallback)
{
  return (guint) CLAMP (easel_json_get_int (object, name, fallback), 0, G_MAXINT);
}

EaselStoryParams *
easel_story_params_from_json (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *object = easel_json_node_get_object (node);
  g_autoptr (EaselStoryParams) params = easel_story_params_new ();

  if (object == NULL)
    {
      refuse (error, _ ("The job does not say which story it is about."));
      return NULL;
    }
  if (!set_action (params, easel_json_get_string (object, "action"), error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (text_fields); i++)
    if (json_object_has_member (object, text_fields[i].name))
      set_text (params, &text_fields[i], easel_json_get_string (object, text_fields[i].name));
  params->scenes = get_count (object, "scenes", params->scenes);
  params->illustrations = get_count (object, "illustrations", params->illustrations);
  params->scene = get_count (object, "scene", 0);
  params->stop_after_plan = easel_json_get_boolean (object, "stop_after_plan", FALSE);

  return easel_story_params_check (params, error) ? g_steal_pointer (&params) : NULL;
}

/* Choices --------------------------------------------------------------------------------- */

const EaselStoryChoice *
easel_story_params_get_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

const EaselStoryChoice *
easel_story_params_get_perspectives (guint *n_perspectives)
{
  *n_perspectives = G_N_ELEMENTS (perspectives);
  return perspectives;
}
