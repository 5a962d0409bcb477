/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-form.h"

#include "easel-json-text.h"
#include "easel-recipe-builder.h"
#include "easel-recipe-check.h"

struct _EaselCreateForm
{
  GObject parent_instance;

  EaselGenerator *generator;            /* (owned) */
  EaselGeneratorCategories *categories; /* (owned) */
  EaselRecipe *recipe;                  /* (owned) */
  guint variations;
  GHashTable *entities; /* (owned) (element-type utf8 EaselEntity): what is known */
  GHashTable *gone;     /* (owned) (element-type utf8 utf8): ids of what is not there */
  gboolean insists;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (EaselCreateForm, easel_create_form, G_TYPE_OBJECT)

static void
tell_changed (EaselCreateForm *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
take_recipe (EaselCreateForm *self, EaselRecipeBuilder *builder)
{
  g_autoptr (EaselRecipe) recipe = easel_recipe_builder_end (builder);

  if (easel_recipe_equal (recipe, self->recipe))
    return;
  g_set_object (&self->recipe, recipe);
  tell_changed (self);
}

/* Whether all that the recipe names was looked for. */
static gboolean
is_known (EaselCreateForm *self)
{
  g_auto (GStrv) ids = easel_recipe_dup_ids (self->recipe);

  for (guint i = 0; ids[i] != NULL; i++)
    if (!g_hash_table_contains (self->entities, ids[i])
        && !g_hash_table_contains (self->gone, ids[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_same (const EaselRecipePart *one, const EaselRecipePart *other)
{
  return g_str_equal (one->slot, other->slot) && one->source == other->source
         && g_str_equal (one->value, other->value);
}

/* Parts ----------------------------------------------------------------------------------- */

static const EaselGeneratorCategory *
get_category (EaselCreateForm *self, EaselEntity *entity)
{
  return easel_generator_categories_lookup (
      self->categories,
      easel_json_text_get_string (easel_entity_get_attributes (entity), "category"));
}

/* Words, and what is not known yet, lie over all. */
static guint
get_position (EaselCreateForm *self, const EaselRecipePart *part)
{
  EaselEntity *entity = part->source == EASEL_RECIPE_ENTITY
                            ? g_hash_table_lookup (self->entities, part->value)
                            : NULL;
  const EaselGeneratorCategory *category = entity != NULL ? get_category (self, entity) : NULL;

  return category != NULL ? category->position : G_MAXUINT;
}

static int
compare_parts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const EaselRecipePart *const *one = a;
  const EaselRecipePart *const *other = b;
  guint one_position = get_position (user_data, *one);
  guint other_position = get_position (user_data, *other);

  if (one_position != other_position)
    return one_position < other_position ? -1 : 1;
  return ((*one)->source == EASEL_RECIPE_TEXT) - ((*other)->source == EASEL_RECIPE_TEXT);
}

/* (transfer container): in the recipe's own order */
static GPtrArray *
collect_parts (EaselRecipe *recipe, const char *slot)
{
  GPtrArray *all = easel_recipe_get_parts (recipe);
  GPtrArray *parts = g_ptr_array_new ();

  if (g_str_equal (slot, EASEL_SLOT_SUBJECT))
    {
      if (easel_recipe_get_subject (recipe) != NULL)
        g_ptr_array_add (parts, (gpointer) easel_recipe_get_subject (recipe));
      return parts;
    }
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (((const EaselRecipePart *) all->pdata[i])->slot, slot))
      g_ptr_array_add (parts, all->pdata[i]);
  return parts;
}

static gboolean
takes_several (const char *slot)
{
  const EaselRecipeSlot *known = easel_recipe_slot_lookup (slot);

  return known != NULL && known->many;
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_create_form_finalize (GObject *object)
{
  EaselCreateForm *self = EASEL_CREATE_FORM (object);

  g_clear_object (&self->generator);
  g_clear_object (&self->categories);
  g_clear_object (&self->recipe);
  g_hash_table_unref (self->entities);
  g_hash_table_unref (self->gone);

  G_OBJECT_CLASS (easel_create_form_parent_class)->finalize (object);
}

static void
easel_create_form_class_init (EaselCreateFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_create_form_finalize;

  changed_signal = g_signal_new ("changed", EASEL_TYPE_CREATE_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_create_form_init (EaselCreateForm *self)
{
  self->variations = 1;
  self->entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

EaselCreateForm *
easel_create_form_new (EaselGenerator *generator, EaselGeneratorCategories *categories)
{
  EaselCreateForm *self;
  g_autoptr (EaselRecipeBuilder) builder = NULL;

  g_return_val_if_fail (EASEL_IS_GENERATOR (generator), NULL);
  g_return_val_if_fail (EASEL_IS_GENERATOR_CATEGORIES (categories), NULL);

  self = g_object_new (EASEL_TYPE_CREATE_FORM, NULL);
  self->generator = g_object_ref (generator);
  self->categories = g_object_ref (categories);
  builder = easel_recipe_builder_new (easel_generator_get_name (generator));
  self->recipe = easel_recipe_builder_end (builder);
  return self;
}

EaselGenerator *
easel_create_form_get_generator (EaselCreateForm *self)
{
  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), NULL);
  return self->generator;
}

EaselRecipe *
easel_create_form_get_recipe (EaselCreateForm *self)
{
  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), NULL);
  return self->recipe;
}

void
easel_create_form_set_recipe (EaselCreateForm *self, EaselRecipe *recipe)
{
  g_return_if_fail (EASEL_IS_CREATE_FORM (self));
  g_return_if_fail (EASEL_IS_RECIPE (recipe));
  g_return_if_fail (g_str_equal (easel_recipe_get_generator (recipe),
                                 easel_generator_get_name (self->generator)));

  self->insists = FALSE;
  g_set_object (&self->recipe, recipe);
  tell_changed (self);
}

guint
easel_create_form_get_variations (EaselCreateForm *self)
{
  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), 1);
  return self->variations;
}

void
easel_create_form_set_variations (EaselCreateForm *self, guint variations)
{
  g_return_if_fail (EASEL_IS_CREATE_FORM (self));

  variations = CLAMP (variations, 1, EASEL_RECIPE_MAX_VARIATIONS);
  if (variations == self->variations)
    return;
  self->variations = variations;
  tell_changed (self);
}

GStrv
easel_create_form_dup_slots (EaselCreateForm *self)
{
  g_autoptr (GStrvBuilder) slots = NULL;
  GPtrArray *parts;
  const EaselRecipeSlot *known;
  guint n_known;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), NULL);

  slots = g_strv_builder_new ();
  known = easel_recipe_slot_get_all (&n_known);
  for (guint i = 0; i < n_known; i++)
    if (easel_generator_get_slot (self->generator, known[i].name) != NULL
        || easel_recipe_get_part (self->recipe, known[i].name) != NULL)
      g_strv_builder_add (slots, known[i].name);
  /* Such as from a newer Easel. */
  parts = easel_recipe_get_parts (self->recipe);
  for (guint i = 0; i < parts->len; i++)
    {
      const EaselRecipePart *part = parts->pdata[i];

      if (easel_recipe_slot_lookup (part->slot) == NULL
          && easel_recipe_get_part (self->recipe, part->slot) == part)
        g_strv_builder_add (slots, part->slot);
    }
  return g_strv_builder_end (slots);
}

GPtrArray *
easel_create_form_list_parts (EaselCreateForm *self, const char *slot)
{
  GPtrArray *parts;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), NULL);

  parts = collect_parts (self->recipe, slot);
  g_ptr_array_sort_with_data (parts, compare_parts, self);
  return parts;
}

void
easel_create_form_put (EaselCreateForm *self,
                       const char *slot,
                       EaselRecipeSource source,
                       const char *value)
{
  const EaselRecipePart part = { (char *) slot, source, (char *) value };
  g_autoptr (EaselRecipeBuilder) builder = NULL;
  g_autoptr (GPtrArray) before = NULL;

  g_return_if_fail (EASEL_IS_CREATE_FORM (self));
  g_return_if_fail (slot != NULL && value != NULL);

  before = collect_parts (self->recipe, slot);
  for (guint i = 0; takes_several (slot) && i < before->len; i++)
    if (is_same (before->pdata[i], &part))
      return;
  builder = easel_recipe_builder_new_from (self->recipe);
  if (!takes_several (slot))
    easel_recipe_builder_clear (builder, slot);
  easel_recipe_builder_add (builder, slot, source, value);
  take_recipe (self, builder);
}

void
easel_create_form_put_entity (EaselCreateForm *self, const char *slot, EaselEntity *entity)
{
  gboolean is_picture;

  g_return_if_fail (EASEL_IS_CREATE_FORM (self));
  g_return_if_fail (EASEL_IS_ENTITY (entity));

  is_picture = g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE);
  easel_create_form_learn (self, entity);
  easel_create_form_put (self, slot, is_picture ? EASEL_RECIPE_PICTURE : EASEL_RECIPE_ENTITY,
                         easel_entity_get_id (entity));
}

void
easel_create_form_learn (EaselCreateForm *self, EaselEntity *entity)
{
  g_return_if_fail (EASEL_IS_CREATE_FORM (self));
  g_return_if_fail (EASEL_IS_ENTITY (entity));

  g_hash_table_remove (self->gone, easel_entity_get_id (entity));
  g_hash_table_insert (self->entities, g_strdup (easel_entity_get_id (entity)),
                       g_object_ref (entity));
}

/* @value: (nullable): %NULL takes @part out */
static void
change_part (EaselCreateForm *self,
             const EaselRecipePart *part,
             EaselRecipeSource source,
             const char *value)
{
  g_autoptr (EaselRecipeBuilder) builder = easel_recipe_builder_new_from (self->recipe);
  g_autoptr (GPtrArray) before = collect_parts (self->recipe, part->slot);
  gboolean done = FALSE;

  easel_recipe_builder_clear (builder, part->slot);
  for (guint i = 0; i < before->len; i++)
    {
      const EaselRecipePart *other = before->pdata[i];

      if (done || !is_same (other, part))
        easel_recipe_builder_add (builder, other->slot, other->source, other->value);
      else
        {
          done = TRUE;
          if (value != NULL)
            easel_recipe_builder_add (builder, part->slot, source, value);
        }
    }
  take_recipe (self, builder);
}

void
easel_create_form_replace (EaselCreateForm *self,
                           const EaselRecipePart *part,
                           EaselRecipeSource source,
                           const char *value)
{
  g_return_if_fail (EASEL_IS_CREATE_FORM (self));
  g_return_if_fail (part != NULL && value != NULL);

  change_part (self, part, source, value);
}

void
easel_create_form_remove (EaselCreateForm *self, const EaselRecipePart *part)
{
  g_return_if_fail (EASEL_IS_CREATE_FORM (self));
  g_return_if_fail (part != NULL);

  change_part (self, part, part->source, NULL);
}

GStrv
easel_create_form_dup_kinds (EaselCreateForm *self, const char *slot)
{
  const EaselGeneratorSlot *used;
  g_autoptr (GStrvBuilder) kinds = NULL;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), NULL);

  kinds = g_strv_builder_new ();
  used = easel_generator_get_slot (self->generator, slot);
  if (used != NULL)
    {
      g_strv_builder_addv (kinds, (const char **) used->kinds);
      if (used->caption != NULL
          && !g_strv_contains ((const char *const *) used->kinds, EASEL_ENTITY_PICTURE))
        g_strv_builder_add (kinds, EASEL_ENTITY_PICTURE);
    }
  return g_strv_builder_end (kinds);
}

const char *
easel_create_form_find_slot (EaselCreateForm *self, const char *kind)
{
  const EaselRecipeSlot *own;
  const EaselGeneratorSlot *subject;
  GPtrArray *slots;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  own = easel_recipe_slot_lookup_kind (kind);
  if (own != NULL && easel_generator_get_slot (self->generator, own->name) != NULL)
    return own->name;
  subject = easel_generator_get_slot (self->generator, EASEL_SLOT_SUBJECT);
  if (subject != NULL
      && (g_strv_contains ((const char *const *) subject->kinds, kind)
          || (subject->caption != NULL && g_str_equal (kind, EASEL_ENTITY_PICTURE))))
    return subject->slot;
  slots = easel_generator_get_slots (self->generator);
  for (guint i = 0; i < slots->len; i++)
    {
      const EaselGeneratorSlot *slot = slots->pdata[i];

      if (g_str_equal (kind, EASEL_ENTITY_PICTURE) && slot->caption != NULL)
        return slot->slot;
    }
  return NULL;
}

void
easel_create_form_set_text (EaselCreateForm *self, const char *text)
{
  g_autoptr (EaselRecipeBuilder) builder = NULL;

  g_return_if_fail (EASEL_IS_CREATE_FORM (self));

  builder = easel_recipe_builder_new_from (self->recipe);
  easel_recipe_builder_set_text (builder, text);
  take_recipe (self, builder);
}

void
easel_create_form_set_aspect_ratio (EaselCreateForm *self, const char *aspect_ratio)
{
  g_autoptr (EaselRecipeBuilder) builder = NULL;

  g_return_if_fail (EASEL_IS_CREATE_FORM (self));

  builder = easel_recipe_builder_new_from (self->recipe);
  easel_recipe_builder_set_aspect_ratio (builder, aspect_ratio);
  take_recipe (self, builder);
}

void
easel_create_form_set_option (EaselCreateForm *self, const char *name, GVariant *value)
{
  g_autoptr (EaselRecipeBuilder) builder = NULL;

  g_return_if_fail (EASEL_IS_CREATE_FORM (self));

  builder = easel_recipe_builder_new_from (self->recipe);
  easel_recipe_builder_set_option (builder, name, value);
  take_recipe (self, builder);
}

void
easel_create_form_set_prompt (EaselCreateForm *self, const char *prompt)
{
  g_autoptr (EaselRecipeBuilder) builder = NULL;

  g_return_if_fail (EASEL_IS_CREATE_FORM (self));

  builder = easel_recipe_builder_new_from (self->recipe);
  easel_recipe_builder_set_prompt (builder, prompt);
  take_recipe (self, builder);
}

void
easel_create_form_set_seed (EaselCreateForm *self, gint64 seed)
{
  g_autoptr (EaselRecipeBuilder) builder = NULL;

  g_return_if_fail (EASEL_IS_CREATE_FORM (self));

  builder = easel_recipe_builder_new_from (self->recipe);
  easel_recipe_builder_set_seed (builder, seed);
  take_recipe (self, builder);
}

void
easel_create_form_set_based_on (EaselCreateForm *self, const char *based_on)
{
  g_autoptr (EaselRecipeBuilder) builder = NULL;

  g_return_if_fail (EASEL_IS_CREATE_FORM (self));

  builder = easel_recipe_builder_new_from (self->recipe);
  easel_recipe_builder_set_based_on (builder, based_on);
  take_recipe (self, builder);
}

void
easel_create_form_take_entities (EaselCreateForm *self, EaselRecipe *recipe, GHashTable *entities)
{
  g_auto (GStrv) ids = NULL;
  GHashTableIter iter;
  gpointer id, entity;

  g_return_if_fail (EASEL_IS_CREATE_FORM (self));

  ids = easel_recipe_dup_ids (recipe);
  g_hash_table_remove_all (self->gone);
  g_hash_table_iter_init (&iter, entities);
  while (g_hash_table_iter_next (&iter, &id, &entity))
    g_hash_table_insert (self->entities, g_strdup (id), g_object_ref (entity));
  for (guint i = 0; ids[i] != NULL; i++)
    if (!g_hash_table_contains (entities, ids[i]))
      {
        g_hash_table_remove (self->entities, ids[i]);
        g_hash_table_add (self->gone, g_strdup (ids[i]));
      }
  tell_changed (self);
}

EaselEntity *
easel_create_form_lookup_entity (EaselCreateForm *self, const char *id)
{
  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), NULL);
  return g_hash_table_lookup (self->entities, id);
}

const char *
easel_create_form_get_category_title (EaselCreateForm *self, EaselEntity *entity)
{
  const EaselGeneratorCategory *category;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), NULL);
  g_return_val_if_fail (EASEL_IS_ENTITY (entity), NULL);

  category = get_category (self, entity);
  return category != NULL ? easel_generator_category_get_title (category) : NULL;
}

void
easel_create_form_insist (EaselCreateForm *self)
{
  g_return_if_fail (EASEL_IS_CREATE_FORM (self));

  self->insists = TRUE;
  tell_changed (self);
}

/* (nullable): what the checks may look at */
static GHashTable *
get_known (EaselCreateForm *self)
{
  return is_known (self) ? self->entities : NULL;
}

/* Nobody is told off for a form that is not filled in yet. */
static gboolean
is_let_pass (EaselCreateForm *self, const char *slot)
{
  return !self->insists && easel_recipe_get_part (self->recipe, slot) == NULL;
}

/* Besides the subject's. */
static guint
count_filled_slots (EaselCreateForm *self)
{
  GPtrArray *slots = easel_generator_get_slots (self->generator);
  guint n = 0;

  for (guint i = 0; i < slots->len; i++)
    {
      const EaselGeneratorSlot *slot = slots->pdata[i];

      n += !g_str_equal (slot->slot, EASEL_SLOT_SUBJECT)
           && easel_recipe_get_part (self->recipe, slot->slot) != NULL;
    }
  return n;
}

char *
easel_create_form_describe_problem (EaselCreateForm *self, const char *slot)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) slots = NULL;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), NULL);

  if (slot != NULL)
    {
      if (is_let_pass (self, slot)
          || easel_recipe_check_slot (self->recipe, self->generator, self->categories, slot,
                                      get_known (self), &error))
        return NULL;
      return g_strdup (error->message);
    }

  /* What is wrong in a slot is said there. */
  slots = easel_create_form_dup_slots (self);
  for (guint i = 0; slots[i] != NULL; i++)
    if (!easel_recipe_check_slot (self->recipe, self->generator, self->categories, slots[i],
                                  get_known (self), NULL))
      return NULL;
  if (easel_create_form_check (self, &error))
    return NULL;
  if (!self->insists && count_filled_slots (self) < easel_generator_get_min_parts (self->generator))
    return NULL;
  return g_strdup (error->message);
}

gboolean
easel_create_form_check (EaselCreateForm *self, GError **error)
{
  g_return_val_if_fail (EASEL_IS_CREATE_FORM (self), FALSE);

  return easel_recipe_check (self->recipe, self->generator, self->categories, get_known (self),
                             error);
}
