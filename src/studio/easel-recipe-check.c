/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-check.h"

#include "easel-entity.h"
#include "easel-image-request.h"
#include "easel-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <inttypes.h>

static gboolean refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_RECIPE, format, args);
  va_end (args);
  return FALSE;
}

static const char *
get_title (const char *slot)
{
  const EaselRecipeSlot *known = easel_recipe_slot_lookup (slot);

  return known != NULL ? easel_recipe_slot_get_title (known) : slot;
}

static gboolean
is_blank (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

/* What is there ---------------------------------------------------------------------------- */

/* (transfer full): "Character, Picture, words" */
static char *
list_what_fits (const EaselGeneratorSlot *slot)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (guint i = 0; slot->kinds[i] != NULL; i++)
    g_strv_builder_add (words, easel_entity_kind_get_title (slot->kinds[i]));
  if (slot->takes_text)
    /* Translators: one of a list of things to choose, after "Picture" and "Character" */
    g_strv_builder_add (words, _ ("words"));
  all = g_strv_builder_end (words);
  return g_strjoinv (", ", all);
}

static gboolean
refuse_empty (const EaselGeneratorSlot *slot, GError **error)
{
  g_autofree char *fitting = list_what_fits (slot);

  if (g_str_equal (slot->slot, EASEL_SLOT_SUBJECT))
    /* Translators: %s is a list such as "Character, Picture, words" */
    return refuse (error, _ ("There is no subject. It can be: %s."), fitting);
  /* Translators: the first is a slot such as "Outfit", the second a list */
  return refuse (error, _ ("“%s” is empty. It can be: %s."), get_title (slot->slot), fitting);
}

/* (transfer full): the slots besides the subject's, as a list */
static char *
list_slots (EaselGenerator *generator)
{
  GPtrArray *slots = easel_generator_get_slots (generator);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < slots->len; i++)
    {
      const EaselGeneratorSlot *slot = g_ptr_array_index (slots, i);

      if (!g_str_equal (slot->slot, EASEL_SLOT_SUBJECT))
        g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "",
                                get_title (slot->slot));
    }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

static guint
count_filled_slots (EaselRecipe *recipe, EaselGenerator *generator)
{
  GPtrArray *slots = easel_generator_get_slots (generator);
  guint count = 0;

  for (guint i = 0; i < slots->len; i++)
    {
      const EaselGeneratorSlot *slot = g_ptr_array_index (slots, i);

      count += !g_str_equal (slot->slot, EASEL_SLOT_SUBJECT)
               && easel_recipe_get_part (recipe, slot->slot) != NULL;
    }
  return count;
}

static gboolean
check_needed (EaselRecipe *recipe, EaselGenerator *generator, GError **error)
{
  GPtrArray *slots = easel_generator_get_slots (generator);
  guint min_parts = easel_generator_get_min_parts (generator);
  /* Which slots are filled is known when all of them are. */
  gboolean unsettled = easel_recipe_get_part (recipe, EASEL_SLOT_ANY) != NULL;

  for (guint i = 0; i < slots->len; i++)
    {
      const EaselGeneratorSlot *slot = g_ptr_array_index (slots, i);

      if (slot->needed && easel_recipe_get_part (recipe, slot->slot) == NULL
          && (!unsettled || g_str_equal (slot->slot, EASEL_SLOT_SUBJECT)))
        return refuse_empty (slot, error);
    }
  if (!unsettled && count_filled_slots (recipe, generator) < min_parts)
    {
      g_autofree char *titles = list_slots (generator);

      /* Translators: a generator's title, a number, a list of slots */
      return refuse (error, _ ("“%s” needs at least %u of these: %s."),
                     easel_generator_get_title (generator), min_parts, titles);
    }
  return TRUE;
}

/* Parts ------------------------------------------------------------------------------------ */

static gboolean
check_source (const EaselGeneratorSlot *slot, const EaselRecipePart *part, GError **error)
{
  const char *title = get_title (part->slot);
  gboolean takes_picture = slot->caption != NULL;

  switch (part->source)
    {
    case EASEL_RECIPE_TEXT:
      if (is_blank (part->value))
        return refuse_empty (slot, error);
      return slot->takes_text || refuse (error, _ ("“%s” takes no words here."), title);
    case EASEL_RECIPE_PICTURE:
    case EASEL_RECIPE_FILE:
      return takes_picture
             || refuse (error,
                        _ ("“%s” takes no picture here. Analyze the picture, and use what is found "
                           "in it."),
                        title);
    case EASEL_RECIPE_ENTITY:
    default:
      return TRUE;
    }
}

static gboolean
check_entity (const EaselGeneratorSlot *slot,
              const EaselRecipePart *part,
              GHashTable *entities,
              GError **error)
{
  EaselEntity *entity = g_hash_table_lookup (entities, part->value);
  const char *kind = entity != NULL ? easel_entity_get_kind (entity) : NULL;
  gboolean is_picture = g_strcmp0 (kind, EASEL_ENTITY_PICTURE) == 0;

  if (entity == NULL)
    return refuse (error,
                   /* Translators: %s is a slot such as "Subject" */
                   _ ("What was chosen for “%s” is no longer in the library. Choose another."),
                   get_title (part->slot));
  if (part->source == EASEL_RECIPE_PICTURE
          ? is_picture
          : (is_picture && slot->caption != NULL)
                || g_strv_contains ((const char *const *) slot->kinds, kind))
    return TRUE;
  return refuse (error,
                 /* Translators: a thing's name, its kind such as "Makeup", and a slot */
                 _ ("“%s” is of the kind “%s”, which does not fit into “%s”."),
                 easel_entity_get_name (entity), easel_entity_kind_get_title (kind),
                 get_title (part->slot));
}

static gboolean
check_part (EaselGenerator *generator,
            const EaselRecipePart *part,
            GHashTable *entities,
            GError **error)
{
  const EaselGeneratorSlot *slot;

  if (entities == NULL && g_str_equal (part->slot, EASEL_SLOT_ANY))
    return TRUE;
  if (easel_recipe_slot_lookup (part->slot) == NULL)
    return refuse (error, _ ("There is no slot “%s”."), part->slot);
  slot = easel_generator_get_slot (generator, part->slot);
  if (slot == NULL)
    /* Translators: a generator's title, and a slot such as "Makeup" */
    return refuse (error, _ ("“%s” has no place for “%s”."), easel_generator_get_title (generator),
                   get_title (part->slot));
  if (!check_source (slot, part, error))
    return FALSE;
  if (entities == NULL
      || (part->source != EASEL_RECIPE_ENTITY && part->source != EASEL_RECIPE_PICTURE))
    return TRUE;
  return check_entity (slot, part, entities, error);
}

/* Whether @part, of @recipe, can be where it is. */
static gboolean
check_place (EaselRecipe *recipe,
             EaselGenerator *generator,
             const EaselRecipePart *part,
             GHashTable *entities,
             GError **error)
{
  if (!check_part (generator, part, entities, error))
    return FALSE;
  if (!g_str_equal (part->slot, EASEL_SLOT_ANY) && !easel_recipe_slot_lookup (part->slot)->many
      && easel_recipe_get_part (recipe, part->slot) != part)
    return refuse (error, _ ("“%s” is filled more than once. Only one fits."),
                   get_title (part->slot));
  return TRUE;
}

/* @slot: (nullable): %NULL is every one */
static gboolean
check_parts (EaselRecipe *recipe,
             EaselGenerator *generator,
             const char *slot,
             GHashTable *entities,
             GError **error)
{
  const EaselRecipePart *subject = easel_recipe_get_subject (recipe);
  GPtrArray *parts = easel_recipe_get_parts (recipe);

  if (subject != NULL && (slot == NULL || g_str_equal (slot, subject->slot))
      && !check_place (recipe, generator, subject, entities, error))
    return FALSE;
  for (guint i = 0; i < parts->len; i++)
    {
      const EaselRecipePart *part = g_ptr_array_index (parts, i);

      if ((slot == NULL || g_str_equal (slot, part->slot))
          && !check_place (recipe, generator, part, entities, error))
        return FALSE;
    }
  return TRUE;
}

/* Clothing --------------------------------------------------------------------------------- */

typedef struct
{
  EaselEntity *entity;
  const EaselGeneratorCategory *category; /* (nullable) */
} Garment;

/* Whether @garment can be worn with those before it. */
static gboolean
check_garment (GArray *before, const Garment *garment, GError **error)
{
  const EaselGeneratorCategory *category = garment->category;
  guint same = 1;

  for (guint i = 0; i < before->len; i++)
    {
      const Garment *other = &g_array_index (before, Garment, i);

      if (other->entity == garment->entity)
        return refuse (error, _ ("“%s” is in “%s” twice."), easel_entity_get_name (garment->entity),
                       get_title (EASEL_SLOT_CLOTHING));
      if (easel_generator_categories_exclude (category, other->category))
        return refuse (error,
                       /* Translators: two garments; in parentheses their categories */
                       _ ("“%s” (%s) and “%s” (%s) cannot be worn together. Choose one."),
                       easel_entity_get_name (other->entity),
                       easel_generator_category_get_title (other->category),
                       easel_entity_get_name (garment->entity),
                       easel_generator_category_get_title (category));
      same += category != NULL && other->category == category;
    }
  if (category != NULL && same > category->holds)
    return refuse (error,
                   g_dngettext (GETTEXT_PACKAGE,
                                /* Translators: a category such as "Footwear", and a garment */
                                "There is more than %u of “%s” in the clothing: take out “%s” or "
                                "another.",
                                "There are more than %u of “%s” in the clothing: take out “%s” or "
                                "another.",
                                category->holds),
                   category->holds, easel_generator_category_get_title (category),
                   easel_entity_get_name (garment->entity));
  return TRUE;
}

static gboolean
check_clothing (EaselRecipe *recipe,
                EaselGeneratorCategories *categories,
                GHashTable *entities,
                GError **error)
{
  g_autoptr (GArray) garments = g_array_new (FALSE, FALSE, sizeof (Garment));
  GPtrArray *parts = easel_recipe_get_parts (recipe);

  for (guint i = 0; i < parts->len; i++)
    {
      const EaselRecipePart *part = g_ptr_array_index (parts, i);
      Garment garment;

      if (!g_str_equal (part->slot, EASEL_SLOT_CLOTHING) || part->source != EASEL_RECIPE_ENTITY)
        continue;
      garment.entity = g_hash_table_lookup (entities, part->value);
      garment.category = easel_generator_categories_lookup (
          categories,
          easel_json_get_string (easel_entity_get_attributes (garment.entity), "category"));
      if (!check_garment (garments, &garment, error))
        return FALSE;
      g_array_append_val (garments, garment);
    }
  return TRUE;
}

/* The rest --------------------------------------------------------------------------------- */

static gboolean
refuse_option (const EaselGeneratorOption *option, GError **error)
{
  const char *title = easel_generator_option_get_title (option);

  if (option->type == EASEL_GENERATOR_OPTION_BOOLEAN)
    return refuse (error, _ ("“%s” can only be true or false."), title);
  /* Translators: an option such as "Strength", and two numbers */
  return refuse (error, _ ("“%s” must be a number from %g to %g."), title, option->minimum,
                 option->maximum);
}

static gboolean
check_options (EaselRecipe *recipe, EaselGenerator *generator, GError **error)
{
  GVariantIter iter;
  const char *name;
  GVariant *next;

  g_variant_iter_init (&iter, easel_recipe_get_options (recipe));
  while (g_variant_iter_next (&iter, "{&sv}", &name, &next))
    {
      g_autoptr (GVariant) value = next;
      const EaselGeneratorOption *option = easel_generator_get_option (generator, name);

      if (option == NULL)
        return refuse (error, _ ("“%s” has no option “%s”."), easel_generator_get_title (generator),
                       name);
      if (!easel_generator_option_takes (option, value))
        return refuse_option (option, error);
    }
  return TRUE;
}

static gboolean
check_aspect_ratio (const char *aspect_ratio, GError **error)
{
  g_autofree char *known = NULL;

  if (aspect_ratio == NULL || easel_image_request_is_aspect_ratio (aspect_ratio))
    return TRUE;
  known = g_strjoinv (", ", (GStrv) easel_image_request_get_aspect_ratios ());
  return refuse (error, _ ("There is no aspect ratio “%s”. Known are: %s."), aspect_ratio, known);
}

static gboolean
check_based_on (EaselRecipe *recipe,
                EaselGenerator *generator,
                GHashTable *entities,
                GError **error)
{
  const char *based_on = easel_recipe_get_based_on (recipe);
  EaselEntity *entity;

  if (based_on == NULL)
    return TRUE;
  if (easel_generator_get_based_on_caption (generator) == NULL)
    return refuse (error, _ ("“%s” cannot make more like an earlier result."),
                   easel_generator_get_title (generator));
  if (entities == NULL)
    return TRUE;
  entity = g_hash_table_lookup (entities, based_on);
  if (entity == NULL || !g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
    return refuse (error, _ ("The picture that there was to be more of is no longer in the "
                             "library."));
  return TRUE;
}

static gboolean
check_length (const char *text, GError **error)
{
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

  if (length <= EASEL_RECIPE_MAX_PROMPT)
    return TRUE;
  return refuse (error,
                 _ ("The prompt would have %ld characters, and a model reads at most %d. Shorten "
                    "the text, or leave something out."),
                 length, EASEL_RECIPE_MAX_PROMPT);
}

gboolean
easel_recipe_check (EaselRecipe *recipe,
                    EaselGenerator *generator,
                    EaselGeneratorCategories *categories,
                    GHashTable *entities,
                    GError **error)
{
  const char *prompt = easel_recipe_get_prompt (recipe);

  g_return_val_if_fail (EASEL_IS_RECIPE (recipe), FALSE);
  g_return_val_if_fail (EASEL_IS_GENERATOR (generator), FALSE);

  /* What does not fit may be why something is missing. */
  if (!check_parts (recipe, generator, NULL, entities, error)
      || !check_needed (recipe, generator, error) || !check_options (recipe, generator, error)
      || !check_aspect_ratio (easel_recipe_get_aspect_ratio (recipe), error)
      || !check_based_on (recipe, generator, entities, error)
      || !check_length (easel_recipe_get_text (recipe), error))
    return FALSE;
  if (prompt != NULL && !easel_recipe_check_prompt (prompt, error))
    return FALSE;
  return entities == NULL || check_clothing (recipe, categories, entities, error);
}

gboolean
easel_recipe_check_slot (EaselRecipe *recipe,
                         EaselGenerator *generator,
                         EaselGeneratorCategories *categories,
                         const char *slot,
                         GHashTable *entities,
                         GError **error)
{
  const EaselGeneratorSlot *used;

  g_return_val_if_fail (EASEL_IS_RECIPE (recipe), FALSE);
  g_return_val_if_fail (EASEL_IS_GENERATOR (generator), FALSE);
  g_return_val_if_fail (slot != NULL, FALSE);

  used = easel_generator_get_slot (generator, slot);
  if (used != NULL && used->needed && easel_recipe_get_part (recipe, slot) == NULL)
    return refuse_empty (used, error);
  if (!check_parts (recipe, generator, slot, entities, error))
    return FALSE;
  return entities == NULL || !g_str_equal (slot, EASEL_SLOT_CLOTHING)
         || check_clothing (recipe, categories, entities, error);
}

gboolean
easel_recipe_check_variations (gint64 variations, GError **error)
{
  if (variations >= 1 && variations <= EASEL_RECIPE_MAX_VARIATIONS)
    return TRUE;
  return refuse (error, _ ("There can be 1 to %d variations, not %" PRId64 "."),
                 EASEL_RECIPE_MAX_VARIATIONS, variations);
}

gboolean
easel_recipe_check_prompt (const char *prompt, GError **error)
{
  g_return_val_if_fail (prompt != NULL, FALSE);

  if (is_blank (prompt))
    return refuse (error, _ ("The prompt is empty."));
  return check_length (prompt, error);
}
