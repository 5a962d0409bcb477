/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-words.h"

#include "easel-json.h"

#include <string.h>

#define LAYER_LAST "Also worn"

/* Values ----------------------------------------------------------------------------------- */

/* What analyzers write where there is nothing to say. */
static gboolean
says_nothing (const char *text)
{
  static const char *const words[] = { "", "not visible", "none in particular", "unknown", "n/a" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

/* (transfer full) (nullable): on one line, so that no value can look like a part of the prompt */
static char *
tidy (const char *text)
{
  g_auto (GStrv) words = text != NULL ? g_strsplit_set (text, " \t\r\n", -1) : g_new0 (char *, 1);
  g_autoptr (GString) tidied = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (tidied, "%s%s", tidied->len > 0 ? " " : "", words[i]);
  return says_nothing (tidied->str) ? NULL : g_string_free (g_steal_pointer (&tidied), FALSE);
}

static char *say_value (JsonNode *node);

/* (transfer full) (nullable): "burnt orange, pale green"; lists of objects are for others to say */
static char *
say_list (JsonArray *array)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *element = say_value (json_array_get_element (array, i));

      if (element != NULL)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", element);
    }
  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

/* (transfer full) (nullable) */
static char *
say_value (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return say_list (json_node_get_array (node));
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return tidy (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "yes" : "no");
  return json_to_string (node, FALSE);
}

/* (transfer full): "base_color" is "Base color" */
static char *
say_label (const char *attribute)
{
  char *label = g_strdelimit (g_strdup (attribute), "_", ' ');

  *label = g_ascii_toupper (*label);
  return label;
}

char *
easel_recipe_words_of_entity (EaselEntity *entity, EaselRecipeWordsFunc func, gpointer user_data)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  JsonObjectIter iter;
  const char *attribute;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, easel_entity_get_attributes (entity));
  while (json_object_iter_next_ordered (&iter, &attribute, &node))
    {
      const char *end = func (attribute, user_data);
      g_autofree char *value = end != NULL ? say_value (node) : NULL;
      g_autofree char *label = say_label (attribute);

      if (value != NULL)
        g_string_append_printf (lines, "%s- %s: %s%s", lines->len > 0 ? "\n" : "", label, value,
                                end);
    }
  if (lines->len == 0)
    return tidy (easel_entity_get_name (entity));
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/* Clothes ---------------------------------------------------------------------------------- */

typedef struct
{
  JsonObject *attributes;                 /* (unowned) */
  const char *name;                       /* (unowned) (nullable) */
  const EaselGeneratorCategory *category; /* (unowned) (nullable) */
} Garment;

typedef struct
{
  EaselRecipe *recipe;                  /* (unowned) */
  EaselGeneratorCategories *categories; /* (unowned) */
  GHashTable *entities;                 /* (unowned) */
} Wardrobe;

static void
add_garment (const Wardrobe *self, GArray *garments, JsonObject *attributes, const char *name)
{
  Garment garment = { attributes, name, NULL };

  garment.category = easel_generator_categories_lookup (
      self->categories, easel_json_get_string (attributes, "category"));
  g_array_append_val (garments, garment);
}

/* (transfer full): what was chosen piece by piece */
static GArray *
list_chosen (const Wardrobe *self)
{
  GArray *garments = g_array_new (FALSE, FALSE, sizeof (Garment));
  GPtrArray *parts = easel_recipe_get_parts (self->recipe);

  for (guint i = 0; i < parts->len; i++)
    {
      const EaselRecipePart *part = g_ptr_array_index (parts, i);
      EaselEntity *entity = g_hash_table_lookup (self->entities, part->value);

      if (g_str_equal (part->slot, EASEL_SLOT_CLOTHING) && part->source == EASEL_RECIPE_ENTITY
          && entity != NULL)
        add_garment (self, garments, easel_entity_get_attributes (entity),
                     easel_entity_get_name (entity));
    }
  return garments;
}

/* (nullable): the outfit in its slot; when it is the subject, that */
static EaselEntity *
find_outfit (const Wardrobe *self)
{
  static const char *const slots[] = { EASEL_SLOT_OUTFIT, EASEL_SLOT_SUBJECT };

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      const EaselRecipePart *part = easel_recipe_get_part (self->recipe, slots[i]);
      EaselEntity *entity = part != NULL && part->source == EASEL_RECIPE_ENTITY
                                ? g_hash_table_lookup (self->entities, part->value)
                                : NULL;

      if (entity != NULL && g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_OUTFIT))
        return entity;
    }
  return NULL;
}

/* (transfer full): the pieces of the outfit */
static GArray *
list_outfit (const Wardrobe *self)
{
  GArray *garments = g_array_new (FALSE, FALSE, sizeof (Garment));
  EaselEntity *outfit = find_outfit (self);
  GPtrArray *references = outfit != NULL ? easel_entity_get_references (outfit) : NULL;
  JsonArray *listed = NULL;

  for (guint i = 0; references != NULL && i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);
      EaselEntity *item = g_hash_table_lookup (self->entities, reference->target);

      if (item != NULL && g_str_equal (easel_entity_get_kind (item), EASEL_ENTITY_CLOTHING_ITEM))
        add_garment (self, garments, easel_entity_get_attributes (item),
                     easel_entity_get_name (item));
    }
  if (outfit != NULL && garments->len == 0)
    listed = easel_json_get_array (easel_entity_get_attributes (outfit), "clothing_items");
  for (guint i = 0; listed != NULL && i < json_array_get_length (listed); i++)
    {
      JsonObject *item = easel_json_node_get_object (json_array_get_element (listed, i));

      if (item != NULL)
        add_garment (self, garments, item, NULL);
    }
  return garments;
}

/* Whether one of the @chosen takes the place of @garment. */
static gboolean
is_replaced (const Garment *garment, GArray *chosen)
{
  for (guint i = 0; i < chosen->len; i++)
    {
      const Garment *other = &g_array_index (chosen, Garment, i);

      if (garment->attributes == other->attributes
          || (garment->category != NULL && garment->category == other->category)
          || easel_generator_categories_exclude (garment->category, other->category))
        return TRUE;
    }
  return FALSE;
}

static int
compare_garments (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Garment *one = a, *other = b;
  guint left = one->category != NULL ? one->category->position : G_MAXUINT;
  guint right = other->category != NULL ? other->category->position : G_MAXUINT;

  return left < right ? -1 : left > right;
}

/* (transfer full): what is worn, in order */
static GArray *
list_worn (const Wardrobe *self)
{
  g_autoptr (GArray) chosen = list_chosen (self);
  GArray *worn = list_outfit (self);

  for (guint i = worn->len; i > 0; i--)
    if (is_replaced (&g_array_index (worn, Garment, i - 1), chosen))
      g_array_remove_index (worn, i - 1);
  g_array_append_vals (worn, chosen->data, chosen->len);
  /* Stable: pieces of one category stay as they were chosen. */
  g_sort_array (worn->data, worn->len, sizeof (Garment), compare_garments, NULL);
  return worn;
}

/* (transfer full) (nullable): without the doubt an analyzer had about it */
static char *
say_fabric (JsonObject *attributes)
{
  char *fabric = tidy (easel_json_get_string (attributes, "fabric"));

  if (fabric != NULL && g_str_has_suffix (fabric, ", likely"))
    fabric[strlen (fabric) - strlen (", likely")] = '\0';
  return fabric;
}

/* (transfer full): "crew-neck sweater, navy blue, ribbed cotton knit. Sleeves pushed up." */
static char *
say_garment (const Garment *garment)
{
  g_autofree char *item = tidy (easel_json_get_string (garment->attributes, "item"));
  g_autofree char *color = tidy (easel_json_get_string (garment->attributes, "color"));
  g_autofree char *fabric = say_fabric (garment->attributes);
  g_autofree char *details = tidy (easel_json_get_string (garment->attributes, "details"));
  g_autoptr (GString) words = NULL;

  if (item == NULL)
    item = tidy (garment->name);
  words = g_string_new (item != NULL ? item : "a piece of clothing");
  if (color != NULL)
    g_string_append_printf (words, ", %s", color);
  if (fabric != NULL)
    g_string_append_printf (words, ", %s", fabric);
  if (details != NULL)
    g_string_append_printf (words, ". %s", details);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
add_line (GString *lines, const char **layer, const char *new_layer, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/* Adds a line, below its layer's name if it is the first of it. */
static void
add_line (GString *lines, const char **layer, const char *new_layer, const char *format, ...)
{
  va_list args;

  if (g_strcmp0 (*layer, new_layer) != 0)
    g_string_append_printf (lines, "%s%s:", lines->len > 0 ? "\n" : "", new_layer);
  *layer = new_layer;
  g_string_append (lines, "\n- ");
  va_start (args, format);
  g_string_append_vprintf (lines, format, args);
  va_end (args);
}

char *
easel_recipe_words_of_clothes (EaselRecipe *recipe,
                               EaselGeneratorCategories *categories,
                               GHashTable *entities)
{
  const Wardrobe self = { recipe, categories, entities };
  g_autoptr (GArray) worn = list_worn (&self);
  g_autoptr (GString) lines = g_string_new (NULL);
  GPtrArray *parts = easel_recipe_get_parts (recipe);
  const char *layer = NULL;

  for (guint i = 0; i < worn->len; i++)
    {
      const Garment *garment = &g_array_index (worn, Garment, i);
      g_autofree char *words = say_garment (garment);

      if (garment->category != NULL)
        add_line (lines, &layer, garment->category->layer, "%s: %s", garment->category->title,
                  words);
      else
        add_line (lines, &layer, LAYER_LAST, "%s", words);
    }
  for (guint i = 0; i < parts->len; i++)
    {
      const EaselRecipePart *part = g_ptr_array_index (parts, i);

      if (g_str_equal (part->slot, EASEL_SLOT_CLOTHING) && part->source == EASEL_RECIPE_TEXT)
        add_line (lines, &layer, LAYER_LAST, "%s", part->value);
    }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}
