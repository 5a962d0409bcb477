/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-prompt.h"

#include "easel-entity.h"
#include "easel-generator-template.h"
#include "easel-recipe-check.h"
#include "easel-recipe-words.h"

/* Where an attribute is only partly said better elsewhere. */
#define ELSEWHERE " (where nothing else in this text says otherwise)"

typedef struct
{
  EaselRecipe *recipe;                  /* (unowned) */
  EaselGenerator *generator;            /* (unowned) */
  EaselGeneratorCategories *categories; /* (unowned) */
  GHashTable *entities;                 /* (unowned) */

  GPtrArray *pictures; /* (owned) (element-type utf8): ids, in order */
  GString *captions;   /* (owned): one line each */
  GHashTable *shown;   /* (owned) (element-type utf8 guint): slot → its picture's number */
  char *clothes;       /* (owned) */
} Builder;

static void
builder_clear (Builder *self)
{
  g_ptr_array_unref (self->pictures);
  g_string_free (self->captions, TRUE);
  g_hash_table_unref (self->shown);
  g_free (self->clothes);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Builder, builder_clear)

/* (nullable) */
static EaselEntity *
get_entity (Builder *self, const EaselRecipePart *part)
{
  if (part == NULL || (part->source != EASEL_RECIPE_ENTITY && part->source != EASEL_RECIPE_PICTURE))
    return NULL;
  return g_hash_table_lookup (self->entities, part->value);
}

/* Pictures --------------------------------------------------------------------------------- */

/* @picture goes along; @caption says for what. Returns: its number */
static guint
add_picture (Builder *self, const char *picture, const char *caption)
{
  g_autofree char *number = NULL;
  g_autoptr (GString) line = g_string_new (caption);
  guint index;

  if (!g_ptr_array_find_with_equal_func (self->pictures, picture, g_str_equal, &index))
    {
      index = self->pictures->len;
      g_ptr_array_add (self->pictures, g_strdup (picture));
    }
  number = g_strdup_printf ("%u", index + 1);
  g_string_replace (line, "{n}", number, 0);
  g_string_append_printf (self->captions, "%s- %s", self->captions->len > 0 ? "\n" : "", line->str);
  return index + 1;
}

/* (nullable): the picture @entity was seen in, rather than one that was made of it */
static const char *
find_source (EaselEntity *entity)
{
  GPtrArray *pictures = easel_entity_get_pictures (entity);
  const EaselEntityPicture *found = NULL;

  for (guint i = 0; i < pictures->len; i++)
    {
      const EaselEntityPicture *picture = g_ptr_array_index (pictures, i);

      if (!g_str_equal (picture->role, "preview"))
        return picture->picture;
      if (found == NULL)
        found = picture;
    }
  return found != NULL ? found->picture : NULL;
}

/* (nullable): id of the picture that goes along for @part */
static const char *
find_picture (Builder *self, const EaselGeneratorSlot *slot, const EaselRecipePart *part)
{
  EaselEntity *entity = get_entity (self, part);

  if (part->source == EASEL_RECIPE_PICTURE)
    return part->value;
  if (entity == NULL)
    return NULL;
  if (g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
    return part->value;
  return slot->shows_entities ? find_source (entity) : NULL;
}

static void
add_pictures (Builder *self)
{
  GPtrArray *slots = easel_generator_get_slots (self->generator);
  const char *based_on = easel_recipe_get_based_on (self->recipe);
  const char *caption = easel_generator_get_based_on_caption (self->generator);

  for (guint i = 0; i < slots->len; i++)
    {
      const EaselGeneratorSlot *slot = g_ptr_array_index (slots, i);
      const EaselRecipePart *part = easel_recipe_get_part (self->recipe, slot->slot);
      const char *picture = part != NULL && slot->caption != NULL ? find_picture (self, slot, part)
                                                                  : NULL;

      if (picture != NULL)
        g_hash_table_insert (self->shown, slot->slot,
                             GUINT_TO_POINTER (add_picture (self, picture, slot->caption)));
    }
  if (based_on != NULL && caption != NULL)
    add_picture (self, based_on, caption);
}

/* Conditions ------------------------------------------------------------------------------- */

static gboolean
test_slot (Builder *self, const char *slot, const char *qualifier)
{
  static const char *const sources[] = {
    [EASEL_RECIPE_ENTITY] = "entity",
    [EASEL_RECIPE_PICTURE] = "picture",
    [EASEL_RECIPE_TEXT] = "text",
    [EASEL_RECIPE_FILE] = "file",
  };
  const EaselRecipePart *part = easel_recipe_get_part (self->recipe, slot);
  EaselEntity *entity = get_entity (self, part);

  if (part == NULL || qualifier == NULL)
    return part != NULL;
  if (g_str_equal (qualifier, "shown"))
    return g_hash_table_contains (self->shown, slot);
  return g_str_equal (qualifier, sources[part->source])
         || (entity != NULL && g_str_equal (qualifier, easel_entity_get_kind (entity)));
}

static double
get_option (Builder *self, const EaselGeneratorOption *option)
{
  g_autoptr (GVariant) value = easel_recipe_dup_option (self->recipe, option->name);

  return easel_generator_option_get_value (option, value);
}

/* EaselTemplateTestFunc */
static gboolean
test (const char *name, const char *qualifier, gpointer user_data)
{
  Builder *self = user_data;
  const EaselGeneratorOption *option = easel_generator_get_option (self->generator, name);

  if (g_str_equal (name, "text"))
    return easel_recipe_get_text (self->recipe) != NULL;
  if (g_str_equal (name, "based_on"))
    return easel_recipe_get_based_on (self->recipe) != NULL;
  if (g_str_equal (name, "pictures"))
    return self->pictures->len > 0;
  if (g_str_equal (name, "clothes"))
    return *self->clothes != '\0';
  if (option != NULL)
    return get_option (self, option) > 0;
  return test_slot (self, name, qualifier);
}

/* Places ----------------------------------------------------------------------------------- */

typedef struct
{
  Builder *builder;
  const EaselGeneratorSlot *slot;
} Speaker;

/* EaselRecipeWordsFunc */
static const char *
choose_attribute (const char *attribute, gpointer user_data)
{
  const Speaker *self = user_data;
  const char *const *better = g_hash_table_lookup (self->slot->replaced_by, attribute);
  guint n_better = 0, n_filled = 0;

  if (g_strv_contains ((const char *const *) self->slot->leaves_out, attribute))
    return NULL;
  for (; better != NULL && better[n_better] != NULL; n_better++)
    n_filled += test (better[n_better], NULL, self->builder);
  if (n_filled == 0)
    return "";
  return n_filled == n_better ? NULL : ELSEWHERE;
}

/* (transfer full) */
static char *
say_slot (Builder *self, const char *name)
{
  const EaselRecipePart *part = easel_recipe_get_part (self->recipe, name);
  const Speaker speaker = { self, easel_generator_get_slot (self->generator, name) };
  EaselEntity *entity = get_entity (self, part);

  if (part == NULL)
    return g_strdup ("");
  if (part->source == EASEL_RECIPE_TEXT)
    return g_strdup (part->value);
  if (entity != NULL && !g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
    return easel_recipe_words_of_entity (entity, choose_attribute, (gpointer) &speaker);
  return g_strdup_printf ("as shown in picture %u",
                          GPOINTER_TO_UINT (g_hash_table_lookup (self->shown, name)));
}

/* EaselTemplateFillFunc */
static char *
fill (const char *name, gpointer user_data)
{
  Builder *self = user_data;
  const EaselGeneratorOption *option = easel_generator_get_option (self->generator, name);

  if (g_str_equal (name, "text"))
    return g_strdup (easel_recipe_get_text (self->recipe));
  if (g_str_equal (name, "pictures"))
    return g_strdup (self->captions->str);
  if (g_str_equal (name, "clothes"))
    return g_strdup (self->clothes);
  if (option != NULL)
    return easel_generator_option_dup_words (option, get_option (self, option));
  return say_slot (self, name);
}

/* (transfer full) */
static char *
build_text (Builder *self)
{
  GPtrArray *sections = easel_generator_get_sections (self->generator);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *heading = NULL;

  for (guint i = 0; i < sections->len; i++)
    {
      const EaselGeneratorSection *section = g_ptr_array_index (sections, i);
      g_autofree char *words = NULL;

      if (!easel_generator_template_holds ((const char *const *) section->when, test, self))
        continue;
      words = easel_generator_template_fill (section->text, fill, self);
      if (*words == '\0')
        continue;
      /* What follows under the same heading goes on where that stopped. */
      if (section->title != NULL && g_strcmp0 (section->title, heading) != 0)
        g_string_append_printf (text, "%s## %s\n", text->len > 0 ? "\n\n" : "", section->title);
      else if (text->len > 0)
        g_string_append (text, "\n");
      heading = section->title;
      g_string_append (text, words);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

EaselRecipePrompt *
easel_recipe_prompt_new (EaselRecipe *recipe,
                         EaselGenerator *generator,
                         EaselGeneratorCategories *categories,
                         GHashTable *entities,
                         GError **error)
{
  g_auto (Builder) builder = { recipe, generator, categories, entities, NULL, NULL, NULL, NULL };
  g_autofree char *text = NULL;
  EaselRecipePrompt *prompt;

  g_return_val_if_fail (EASEL_IS_RECIPE (recipe), NULL);
  g_return_val_if_fail (EASEL_IS_GENERATOR (generator), NULL);
  g_return_val_if_fail (entities != NULL, NULL);

  builder.pictures = g_ptr_array_new_null_terminated (4, g_free, TRUE);
  builder.captions = g_string_new (NULL);
  builder.shown = g_hash_table_new (g_str_hash, g_str_equal);
  builder.clothes = easel_recipe_words_of_clothes (recipe, categories, entities);
  add_pictures (&builder);
  text = easel_recipe_get_prompt (recipe) != NULL ? g_strdup (easel_recipe_get_prompt (recipe))
                                                  : build_text (&builder);
  if (!easel_recipe_check_prompt (text, error))
    return NULL;

  prompt = g_new0 (EaselRecipePrompt, 1);
  prompt->text = g_steal_pointer (&text);
  prompt->pictures = g_strdupv ((GStrv) builder.pictures->pdata);
  return prompt;
}

void
easel_recipe_prompt_free (EaselRecipePrompt *prompt)
{
  g_free (prompt->text);
  g_strfreev (prompt->pictures);
  g_free (prompt);
}
