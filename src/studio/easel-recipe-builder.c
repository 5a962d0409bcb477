/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-builder.h"

#include "easel-recipe-private.h"

#include <string.h>

struct _EaselRecipeBuilder
{
  EaselRecipe *recipe; /* (owned) (nullable): nobody else has it yet */
  GTree *options;      /* (owned) (element-type utf8 GVariant): by name */
};

static void
set_string (char **place, const char *value)
{
  g_set_str (place, value != NULL && *value != '\0' ? value : NULL);
}

EaselRecipeBuilder *
easel_recipe_builder_new (const char *generator)
{
  EaselRecipeBuilder *self = g_new0 (EaselRecipeBuilder, 1);

  self->recipe = g_object_new (EASEL_TYPE_RECIPE, NULL);
  self->options = g_tree_new_full ((GCompareDataFunc) (void (*) (void)) strcmp, NULL, g_free,
                                   (GDestroyNotify) g_variant_unref);
  easel_recipe_builder_set_generator (self, generator);
  return self;
}

EaselRecipeBuilder *
easel_recipe_builder_new_from (EaselRecipe *recipe)
{
  EaselRecipeBuilder *self = easel_recipe_builder_new (recipe->generator);
  GVariantIter iter;
  const char *name;
  GVariant *value;

  if (recipe->subject != NULL)
    easel_recipe_builder_set_subject (self, recipe->subject->source, recipe->subject->value);
  for (guint i = 0; i < recipe->parts->len; i++)
    {
      const EaselRecipePart *part = g_ptr_array_index (recipe->parts, i);

      easel_recipe_builder_add (self, part->slot, part->source, part->value);
    }
  g_variant_iter_init (&iter, recipe->options);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    easel_recipe_builder_set_option (self, name, value);
  easel_recipe_builder_set_text (self, recipe->text);
  easel_recipe_builder_set_aspect_ratio (self, recipe->aspect_ratio);
  easel_recipe_builder_set_prompt (self, recipe->prompt);
  easel_recipe_builder_set_based_on (self, recipe->based_on);
  easel_recipe_builder_set_seed (self, recipe->seed);
  return self;
}

void
easel_recipe_builder_free (EaselRecipeBuilder *self)
{
  g_clear_object (&self->recipe);
  g_tree_unref (self->options);
  g_free (self);
}

void
easel_recipe_builder_set_generator (EaselRecipeBuilder *self, const char *generator)
{
  g_set_str (&self->recipe->generator, generator);
}

void
easel_recipe_builder_set_subject (EaselRecipeBuilder *self,
                                  EaselRecipeSource source,
                                  const char *value)
{
  g_clear_pointer (&self->recipe->subject, easel_recipe_part_free);
  if (value != NULL && *value != '\0')
    self->recipe->subject = easel_recipe_part_new (EASEL_SLOT_SUBJECT, source, value);
}

void
easel_recipe_builder_add (EaselRecipeBuilder *self,
                          const char *slot,
                          EaselRecipeSource source,
                          const char *value)
{
  if (g_str_equal (slot, EASEL_SLOT_SUBJECT))
    easel_recipe_builder_set_subject (self, source, value);
  else
    g_ptr_array_add (self->recipe->parts, easel_recipe_part_new (slot, source, value));
}

void
easel_recipe_builder_clear (EaselRecipeBuilder *self, const char *slot)
{
  GPtrArray *parts = self->recipe->parts;

  if (g_str_equal (slot, EASEL_SLOT_SUBJECT))
    easel_recipe_builder_set_subject (self, EASEL_RECIPE_TEXT, NULL);
  for (guint i = parts->len; i > 0; i--)
    if (g_str_equal (((EaselRecipePart *) g_ptr_array_index (parts, i - 1))->slot, slot))
      g_ptr_array_remove_index (parts, i - 1);
}

void
easel_recipe_builder_set_slot (EaselRecipeBuilder *self, guint position, const char *slot)
{
  EaselRecipePart *part = g_ptr_array_index (self->recipe->parts, position);

  g_set_str (&part->slot, slot);
}

/* Where @part is @value from @source, it becomes @picture. */
static void
replace (EaselRecipePart *part, EaselRecipeSource source, const char *value, const char *picture)
{
  if (part == NULL || part->source != source || !g_str_equal (part->value, value))
    return;
  part->source = EASEL_RECIPE_PICTURE;
  g_set_str (&part->value, picture);
}

static void
replace_all (EaselRecipe *recipe, EaselRecipeSource source, const char *value, const char *picture)
{
  replace (recipe->subject, source, value, picture);
  for (guint i = 0; i < recipe->parts->len; i++)
    replace (g_ptr_array_index (recipe->parts, i), source, value, picture);
}

void
easel_recipe_builder_take_for_picture (EaselRecipeBuilder *self, const char *id)
{
  replace_all (self->recipe, EASEL_RECIPE_ENTITY, id, id);
}

void
easel_recipe_builder_replace_file (EaselRecipeBuilder *self, const char *uri, const char *picture)
{
  replace_all (self->recipe, EASEL_RECIPE_FILE, uri, picture);
}

void
easel_recipe_builder_set_text (EaselRecipeBuilder *self, const char *text)
{
  set_string (&self->recipe->text, text);
}

void
easel_recipe_builder_set_aspect_ratio (EaselRecipeBuilder *self, const char *aspect_ratio)
{
  set_string (&self->recipe->aspect_ratio, aspect_ratio);
}

void
easel_recipe_builder_set_prompt (EaselRecipeBuilder *self, const char *prompt)
{
  set_string (&self->recipe->prompt, prompt);
}

void
easel_recipe_builder_set_based_on (EaselRecipeBuilder *self, const char *based_on)
{
  set_string (&self->recipe->based_on, based_on);
}

void
easel_recipe_builder_set_option (EaselRecipeBuilder *self, const char *name, GVariant *value)
{
  if (value == NULL)
    g_tree_remove (self->options, name);
  else
    g_tree_replace (self->options, g_strdup (name), g_variant_ref_sink (value));
}

void
easel_recipe_builder_set_seed (EaselRecipeBuilder *self, gint64 seed)
{
  self->recipe->seed = MAX (seed, EASEL_RECIPE_NO_SEED);
}

static gboolean
add_option (gpointer name, gpointer value, gpointer user_data)
{
  g_variant_builder_add (user_data, "{sv}", name, value);
  return FALSE;
}

EaselRecipe *
easel_recipe_builder_end (EaselRecipeBuilder *self)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_tree_foreach (self->options, add_option, &options);
  g_variant_unref (self->recipe->options);
  self->recipe->options = g_variant_ref_sink (g_variant_builder_end (&options));
  return g_steal_pointer (&self->recipe);
}
