/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-look.h"

#include "easel-id.h"
#include "easel-recipe-words.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* @gone: the sentence for when it is. Returns: (transfer full) (nullable) */
static EaselEntity *
get (EaselLibrary *library, const char *id, const char *kind, const char *gone, GError **error)
{
  g_autoptr (EaselEntity) entity = NULL;

  if (!easel_library_find (library, id, &entity, error))
    return NULL;
  if (entity == NULL)
    {
      g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND, gone);
      return NULL;
    }
  if (!g_str_equal (easel_entity_get_kind (entity), kind))
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   /* Translators: a name, and two kinds such as “Outfit” and “Character” */
                   _ ("“%s” is of the kind “%s”, and a story needs one of the kind “%s” there."),
                   easel_entity_get_name (entity),
                   easel_entity_kind_get_title (easel_entity_get_kind (entity)),
                   easel_entity_kind_get_title (kind));
      return NULL;
    }
  return g_steal_pointer (&entity);
}

static const char *
say_everything (const char *attribute, gpointer user_data)
{
  return "";
}

char *
easel_story_look_at_character (EaselLibrary *library, const char *character, GError **error)
{
  g_autoptr (EaselEntity) entity = NULL;
  g_autofree char *words = NULL;

  if (!easel_id_is_valid (character))
    return g_strdup (character);
  entity = get (library, character, EASEL_ENTITY_CHARACTER,
                _ ("The story’s character is no longer in the library."), error);
  if (entity == NULL)
    return NULL;
  words = easel_recipe_words_of_entity (entity, say_everything, NULL);
  return g_strdup_printf ("%s\n%s", easel_entity_get_name (entity), words);
}

gboolean
easel_story_look_check_art_style (EaselLibrary *library, const char *art_style, GError **error)
{
  g_autoptr (EaselEntity) entity = NULL;

  if (art_style == NULL || !easel_id_is_valid (art_style))
    return TRUE;
  entity = get (library, art_style, EASEL_ENTITY_ART_STYLE,
                _ ("The story’s art style is no longer in the library."), error);
  return entity != NULL;
}
