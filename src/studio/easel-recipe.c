/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recipe-private.h"

#include "easel-json.h"
#include "easel-recipe-builder.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (EaselRecipe, easel_recipe, G_TYPE_OBJECT)

static const char *const sources[] = {
  [EASEL_RECIPE_ENTITY] = "entity",
  [EASEL_RECIPE_PICTURE] = "picture",
  [EASEL_RECIPE_TEXT] = "text",
  [EASEL_RECIPE_FILE] = "file",
};

EaselRecipePart *
easel_recipe_part_new (const char *slot, EaselRecipeSource source, const char *value)
{
  EaselRecipePart *part = g_new0 (EaselRecipePart, 1);

  part->slot = g_strdup (slot);
  part->source = source;
  part->value = g_strdup (value);
  return part;
}

void
easel_recipe_part_free (EaselRecipePart *part)
{
  g_free (part->slot);
  g_free (part->value);
  g_free (part);
}

/* Reading --------------------------------------------------------------------------------- */

static gboolean
refuse (const char *member, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (member, -1);

  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_RECIPE,
               /* Translators: %s is the name of a member of a JSON object, such as "subject" */
               _ ("“%s” in the recipe is not as it must be."), valid);
  return FALSE;
}

/* What one of the members "entity", "picture", "text", "file" of @object says, if there is exactly
 * one, and nothing else but @other. */
static gboolean
read_thing (JsonObject *object, const char *other, EaselRecipeSource *source, const char **value)
{
  *value = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      if (!json_object_has_member (object, sources[i]))
        continue;
      *source = (EaselRecipeSource) i;
      *value = easel_json_get_string (object, sources[i]);
    }
  return *value != NULL && **value != '\0'
         && json_object_get_size (object) == (other != NULL ? 2u : 1u);
}

static gboolean
read_subject (EaselRecipeBuilder *builder, JsonNode *node)
{
  JsonObject *object = easel_json_node_get_object (node);
  EaselRecipeSource source;
  const char *value;

  if (object == NULL || !read_thing (object, NULL, &source, &value))
    return FALSE;
  easel_recipe_builder_set_subject (builder, source, value);
  return TRUE;
}

static gboolean
read_parts (EaselRecipeBuilder *builder, JsonNode *node)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = easel_json_node_get_object (json_array_get_element (array, i));
      const char *slot = easel_json_get_string (object, "slot");
      EaselRecipeSource source;
      const char *value;

      if (slot == NULL || g_str_equal (slot, EASEL_SLOT_SUBJECT)
          || !read_thing (object, "slot", &source, &value))
        return FALSE;
      easel_recipe_builder_add (builder, slot, source, value);
    }
  return TRUE;
}

/* (transfer floating) (nullable) */
static GVariant *
read_option (JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_INT64:
      return g_variant_new_int64 (json_node_get_int (node));
    case G_TYPE_DOUBLE:
      return g_variant_new_double (json_node_get_double (node));
    case G_TYPE_BOOLEAN:
      return g_variant_new_boolean (json_node_get_boolean (node));
    case G_TYPE_STRING:
      return g_variant_new_string (json_node_get_string (node));
    default:
      return NULL;
    }
}

static gboolean
read_options (EaselRecipeBuilder *builder, JsonNode *node)
{
  JsonObject *object = easel_json_node_get_object (node);
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  if (object == NULL)
    return FALSE;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    {
      GVariant *value = read_option (member);

      if (value == NULL)
        return FALSE;
      easel_recipe_builder_set_option (builder, name, value);
    }
  return TRUE;
}

static gboolean
read_string (EaselRecipeBuilder *builder, const char *member, JsonNode *node)
{
  static const struct
  {
    const char *member;
    void (*set) (EaselRecipeBuilder *builder, const char *value);
  } strings[] = {
    { "generator", easel_recipe_builder_set_generator },
    { "text", easel_recipe_builder_set_text },
    { "aspect_ratio", easel_recipe_builder_set_aspect_ratio },
    { "prompt", easel_recipe_builder_set_prompt },
    { "based_on", easel_recipe_builder_set_based_on },
  };
  const char *value = easel_json_node_get_string (node);

  if (value == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (strings); i++)
    if (g_str_equal (strings[i].member, member))
      {
        strings[i].set (builder, value);
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_member (EaselRecipeBuilder *builder, const char *member, JsonNode *node)
{
  if (g_str_equal (member, "subject"))
    return read_subject (builder, node);
  if (g_str_equal (member, "parts"))
    return read_parts (builder, node);
  if (g_str_equal (member, "options"))
    return read_options (builder, node);
  if (g_str_equal (member, "seed"))
    {
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64
          || json_node_get_int (node) < EASEL_RECIPE_NO_SEED)
        return FALSE;
      easel_recipe_builder_set_seed (builder, json_node_get_int (node));
      return TRUE;
    }
  return read_string (builder, member, node);
}

/* Writing --------------------------------------------------------------------------------- */

static JsonObject *
write_part (const EaselRecipePart *part, gboolean with_slot)
{
  JsonObject *object = json_object_new ();

  if (with_slot)
    json_object_set_string_member (object, "slot", part->slot);
  json_object_set_string_member (object, sources[part->source], part->value);
  return object;
}

static JsonObject *
write_options (GVariant *options)
{
  JsonObject *object = json_object_new ();
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_iter_init (&iter, options);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
        json_object_set_int_member (object, name, g_variant_get_int64 (value));
      else if (g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
        json_object_set_double_member (object, name, g_variant_get_double (value));
      else if (g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
        json_object_set_boolean_member (object, name, g_variant_get_boolean (value));
      else
        json_object_set_string_member (object, name, g_variant_get_string (value, NULL));
    }
  return object;
}

static void
set_if_there (JsonObject *object, const char *member, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_recipe_finalize (GObject *object)
{
  EaselRecipe *self = EASEL_RECIPE (object);

  g_free (self->generator);
  g_clear_pointer (&self->subject, easel_recipe_part_free);
  g_ptr_array_unref (self->parts);
  g_free (self->text);
  g_free (self->aspect_ratio);
  g_variant_unref (self->options);
  g_free (self->prompt);
  g_free (self->based_on);

  G_OBJECT_CLASS (easel_recipe_parent_class)->finalize (object);
}

static void
easel_recipe_class_init (EaselRecipeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_recipe_finalize;
}

static void
easel_recipe_init (EaselRecipe *self)
{
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_recipe_part_free);
  self->options = g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
  self->seed = EASEL_RECIPE_NO_SEED;
}

EaselRecipe *
easel_recipe_new_from_json (JsonNode *json, GError **error)
{
  JsonObject *object = easel_json_node_get_object (json);
  g_autoptr (EaselRecipeBuilder) builder = NULL;
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  if (object == NULL || easel_json_get_string (object, "generator") == NULL)
    {
      refuse ("generator", error);
      return NULL;
    }

  builder = easel_recipe_builder_new (easel_json_get_string (object, "generator"));
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    if (!read_member (builder, member, node))
      {
        refuse (member, error);
        return NULL;
      }
  return easel_recipe_builder_end (builder);
}

EaselRecipe *
easel_recipe_new_from_text (const char *text, GError **error)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  node = json_from_string (text, NULL);
  return easel_recipe_new_from_json (node, error);
}

JsonNode *
easel_recipe_to_json (EaselRecipe *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *parts = json_array_new ();

  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  json_object_set_string_member (object, "generator", self->generator);
  if (self->subject != NULL)
    json_object_set_object_member (object, "subject", write_part (self->subject, FALSE));
  for (guint i = 0; i < self->parts->len; i++)
    json_array_add_object_element (parts, write_part (g_ptr_array_index (self->parts, i), TRUE));
  json_object_set_array_member (object, "parts", parts);
  set_if_there (object, "text", self->text);
  set_if_there (object, "aspect_ratio", self->aspect_ratio);
  json_object_set_object_member (object, "options", write_options (self->options));
  set_if_there (object, "prompt", self->prompt);
  json_object_set_int_member (object, "seed", self->seed);
  set_if_there (object, "based_on", self->based_on);
  return json_node_init_object (json_node_alloc (), object);
}

char *
easel_recipe_to_text (EaselRecipe *self)
{
  g_autoptr (JsonNode) node = easel_recipe_to_json (self);

  return json_to_string (node, FALSE);
}

gboolean
easel_recipe_equal (EaselRecipe *self, EaselRecipe *other)
{
  g_autofree char *one = easel_recipe_to_text (self);
  g_autofree char *two = easel_recipe_to_text (other);

  return g_str_equal (one, two);
}

const char *
easel_recipe_get_generator (EaselRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  return self->generator;
}

const EaselRecipePart *
easel_recipe_get_subject (EaselRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  return self->subject;
}

GPtrArray *
easel_recipe_get_parts (EaselRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  return self->parts;
}

const EaselRecipePart *
easel_recipe_get_part (EaselRecipe *self, const char *slot)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);
  g_return_val_if_fail (slot != NULL, NULL);

  if (g_str_equal (slot, EASEL_SLOT_SUBJECT))
    return self->subject;
  for (guint i = 0; i < self->parts->len; i++)
    {
      const EaselRecipePart *part = g_ptr_array_index (self->parts, i);

      if (g_str_equal (part->slot, slot))
        return part;
    }
  return NULL;
}

const char *
easel_recipe_get_text (EaselRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  return self->text;
}

const char *
easel_recipe_get_aspect_ratio (EaselRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  return self->aspect_ratio;
}

GVariant *
easel_recipe_get_options (EaselRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  return self->options;
}

GVariant *
easel_recipe_dup_option (EaselRecipe *self, const char *name)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_variant_lookup_value (self->options, name, NULL);
}

const char *
easel_recipe_get_prompt (EaselRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  return self->prompt;
}

gint64
easel_recipe_get_seed (EaselRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), EASEL_RECIPE_NO_SEED);

  return self->seed;
}

const char *
easel_recipe_get_based_on (EaselRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  return self->based_on;
}

static void
add_once (GPtrArray *values, const char *value)
{
  if (!g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
    g_ptr_array_add (values, g_strdup (value));
}

/* The values of the parts whose source is @one or @other. (transfer full) */
static GPtrArray *
list_values (EaselRecipe *self, EaselRecipeSource one, EaselRecipeSource other)
{
  GPtrArray *values = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  if (self->subject != NULL && (self->subject->source == one || self->subject->source == other))
    add_once (values, self->subject->value);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const EaselRecipePart *part = g_ptr_array_index (self->parts, i);

      if (part->source == one || part->source == other)
        add_once (values, part->value);
    }
  return values;
}

/* @values: (transfer full) */
static GStrv
to_strv (GPtrArray *values)
{
  GStrv strings = (GStrv) g_ptr_array_free (values, FALSE);

  return strings != NULL ? strings : g_new0 (char *, 1);
}

GStrv
easel_recipe_dup_files (EaselRecipe *self)
{
  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  return to_strv (list_values (self, EASEL_RECIPE_FILE, EASEL_RECIPE_FILE));
}

GStrv
easel_recipe_dup_ids (EaselRecipe *self)
{
  GPtrArray *ids;

  g_return_val_if_fail (EASEL_IS_RECIPE (self), NULL);

  ids = list_values (self, EASEL_RECIPE_ENTITY, EASEL_RECIPE_PICTURE);
  if (self->based_on != NULL)
    add_once (ids, self->based_on);
  return to_strv (ids);
}
