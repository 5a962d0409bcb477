/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-text.h"

#include "easel-entity.h"

#include <glib/gi18n.h>

/* Longer words would push all else out of the line. */
#define MAX_WORDS 48

char *
easel_recipe_text_name_file (const char *uri)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autofree char *name = g_file_get_basename (file);

  return name != NULL ? g_filename_display_name (name) : g_strdup (uri);
}

/* (transfer full): "“by the sea”" */
static char *
quote (const char *words)
{
  g_autofree char *line = g_strdelimit (g_strdup (words), "\n\t", ' ');

  if (g_utf8_strlen (line, -1) <= MAX_WORDS)
    return g_strdup_printf (_ ("“%s”"), line);
  *g_utf8_offset_to_pointer (line, MAX_WORDS) = '\0';
  return g_strdup_printf (_ ("“%s…”"), g_strchomp (line));
}

/* (transfer full) (nullable) */
static char *
describe_part (const EaselRecipePart *part, GHashTable *entities)
{
  EaselEntity *entity;

  switch (part->source)
    {
    case EASEL_RECIPE_TEXT:
      return quote (part->value);
    case EASEL_RECIPE_FILE:
      return easel_recipe_text_name_file (part->value);
    case EASEL_RECIPE_ENTITY:
    case EASEL_RECIPE_PICTURE:
    default:
      entity = entities != NULL ? g_hash_table_lookup (entities, part->value) : NULL;
      return entity != NULL ? g_strdup (easel_entity_get_name (entity)) : NULL;
    }
}

static void
add (GPtrArray *words, char *word)
{
  if (word != NULL)
    g_ptr_array_add (words, word);
}

char *
easel_recipe_text_describe (EaselRecipe *recipe, GHashTable *entities)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  GPtrArray *parts;

  g_return_val_if_fail (EASEL_IS_RECIPE (recipe), NULL);

  if (easel_recipe_get_subject (recipe) != NULL)
    add (words, describe_part (easel_recipe_get_subject (recipe), entities));
  parts = easel_recipe_get_parts (recipe);
  for (guint i = 0; i < parts->len; i++)
    add (words, describe_part (parts->pdata[i], entities));
  if (easel_recipe_get_text (recipe) != NULL)
    add (words, quote (easel_recipe_get_text (recipe)));
  return g_strjoinv (" · ", (char **) words->pdata);
}
