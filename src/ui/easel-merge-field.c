/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-field.h"

#include "easel-attribute-schema.h"
#include "easel-entity-attributes.h"
#include "easel-merge-value.h"
#include "easel-merge.h"

#include <glib/gi18n.h>

struct _EaselMergeField
{
  GObject parent_instance;

  EaselMergePart part;
  char *name;         /* (owned) */
  char *label;        /* (owned) */
  JsonObject *schema; /* (owned) */
  EaselMergeFieldType kind;
  gboolean nullable;
  gboolean conflict;
  gboolean equal;
  gboolean chosen;

  JsonNode *sides[2];    /* (owned): in the field's type */
  JsonNode *proposal;    /* (owned) (nullable): until there is one */
  JsonNode *value;       /* (owned) (nullable): likewise */
  char *proposal_origin; /* (owned) (nullable) */
  char *text;            /* (owned): what the value is written as */
  char *problem;         /* (owned) (nullable) */
  GPtrArray *choices;    /* (owned) (nullable) (element-type JsonNode): of a choice */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselMergeField, easel_merge_field, G_TYPE_OBJECT)

/* The schema ------------------------------------------------------------------------------ */

static gboolean
type_is (JsonNode *type, const char *name)
{
  return JSON_NODE_HOLDS_VALUE (type) && g_strcmp0 (json_node_get_string (type), name) == 0;
}

static gboolean
schema_has_type (JsonObject *schema, const char *name)
{
  JsonNode *type = json_object_get_member (schema, "type");
  JsonArray *types;

  if (type == NULL || !JSON_NODE_HOLDS_ARRAY (type))
    return type != NULL && type_is (type, name);
  types = json_node_get_array (type);
  for (guint i = 0; i < json_array_get_length (types); i++)
    if (type_is (json_array_get_element (types, i), name))
      return TRUE;
  return FALSE;
}

static EaselMergeFieldType
choose_kind (JsonObject *schema)
{
  if (json_object_has_member (schema, "enum") || schema_has_type (schema, "boolean"))
    return EASEL_MERGE_FIELD_CHOICE;
  if (schema_has_type (schema, "array"))
    return EASEL_MERGE_FIELD_LIST;
  return schema_has_type (schema, "string") ? EASEL_MERGE_FIELD_TEXT : EASEL_MERGE_FIELD_JSON;
}

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* Values ---------------------------------------------------------------------------------- */

static JsonNode *
new_list (JsonNode *element)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, json_array_new ());
  if (element != NULL)
    json_array_add_element (json_node_get_array (node), easel_merge_value_copy (element));
  return node;
}

/* (transfer full): @value as the field can have it, as far as that can be told */
static JsonNode *
fit (EaselMergeField *self, JsonNode *value)
{
  gboolean none = value == NULL || JSON_NODE_HOLDS_NULL (value);

  if (self->kind == EASEL_MERGE_FIELD_LIST && none && !self->nullable)
    return new_list (NULL);
  if (self->kind == EASEL_MERGE_FIELD_LIST && !none && !JSON_NODE_HOLDS_ARRAY (value))
    return new_list (value);
  if (self->kind == EASEL_MERGE_FIELD_TEXT && none && !self->nullable)
    return json_node_init_string (json_node_alloc (), "");
  return none ? json_node_new (JSON_NODE_NULL) : json_node_ref (value);
}

/* (transfer full) */
static char *
write_text (EaselMergeField *self, JsonNode *value)
{
  if (JSON_NODE_HOLDS_NULL (value))
    return g_strdup ("");
  if (self->kind == EASEL_MERGE_FIELD_TEXT && is_text (value))
    return json_node_dup_string (value);
  return json_to_string (value, JSON_NODE_HOLDS_OBJECT (value));
}

static gboolean
check_tags (JsonArray *array, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) tags = NULL;

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  tags = g_strv_builder_end (builder);
  return easel_attribute_schema_check_tags ((const char *const *) tags, error);
}

static gboolean
check (EaselMergeField *self, JsonNode *value, GError **error)
{
  if (!easel_attribute_schema_check (self->schema, self->label, value, error))
    return FALSE;
  switch (self->part)
    {
    case EASEL_MERGE_PART_NAME:
      return easel_attribute_schema_check_name (json_node_get_string (value), error);
    case EASEL_MERGE_PART_TAGS:
      return check_tags (json_node_get_array (value), error);
    case EASEL_MERGE_PART_ATTRIBUTE:
    default:
      return TRUE;
    }
}

/* @value: (transfer full) */
static void
set_value (EaselMergeField *self, JsonNode *value)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->text, g_free);
  self->value = value;
  self->text = write_text (self, value);
  check (self, value, &error);
  g_set_str (&self->problem, error != NULL ? error->message : NULL);
}

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  return json_node_equal (a, b)
         || (easel_merge_value_is_empty (a) && easel_merge_value_is_empty (b));
}

/* Who gets back to the proposal by hand has chosen nothing else. */
static void
tell_choice (EaselMergeField *self)
{
  self->chosen = !json_node_equal (self->value, self->proposal);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* @value: (transfer full) */
static void
choose (EaselMergeField *self, JsonNode *value)
{
  set_value (self, value);
  tell_choice (self);
}

/* Choices --------------------------------------------------------------------------------- */

static JsonNode *
new_boolean (gboolean value)
{
  return json_node_init_boolean (json_node_alloc (), value);
}

static void
add_choice (EaselMergeField *self, JsonNode *value)
{
  if (!g_ptr_array_find_with_equal_func (self->choices, value, (GEqualFunc) json_node_equal, NULL))
    g_ptr_array_add (self->choices, json_node_ref (value));
}

static void
list_choices (EaselMergeField *self)
{
  JsonNode *values = json_object_get_member (self->schema, "enum");

  self->choices = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  if (values == NULL)
    {
      g_ptr_array_add (self->choices, new_boolean (TRUE));
      g_ptr_array_add (self->choices, new_boolean (FALSE));
    }
  for (guint i = 0; values != NULL && i < json_array_get_length (json_node_get_array (values)); i++)
    add_choice (self, json_array_get_element (json_node_get_array (values), i));
  if (self->nullable)
    {
      g_autoptr (JsonNode) none = json_node_new (JSON_NODE_NULL);

      add_choice (self, none);
    }
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_merge_field_finalize (GObject *object)
{
  EaselMergeField *self = EASEL_MERGE_FIELD (object);

  g_free (self->name);
  g_free (self->label);
  json_object_unref (self->schema);
  json_node_unref (self->sides[EASEL_MERGE_SIDE_LEFT]);
  json_node_unref (self->sides[EASEL_MERGE_SIDE_RIGHT]);
  g_clear_pointer (&self->proposal, json_node_unref);
  g_clear_pointer (&self->value, json_node_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_free (self->proposal_origin);
  g_free (self->text);
  g_free (self->problem);

  G_OBJECT_CLASS (easel_merge_field_parent_class)->finalize (object);
}

static void
easel_merge_field_class_init (EaselMergeFieldClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_merge_field_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EASEL_TYPE_MERGE_FIELD, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_merge_field_init (EaselMergeField *self)
{
}

EaselMergeField *
easel_merge_field_new (EaselMergePart part,
                       const char *name,
                       const char *label,
                       JsonObject *schema,
                       JsonNode *source,
                       JsonNode *target)
{
  EaselMergeField *self = g_object_new (EASEL_TYPE_MERGE_FIELD, NULL);

  self->part = part;
  self->name = g_strdup (name);
  self->label = g_strdup (label);
  self->schema = json_object_ref (schema);
  self->kind = choose_kind (schema);
  self->nullable = schema_has_type (schema, "null");
  self->sides[EASEL_MERGE_SIDE_LEFT] = fit (self, source);
  self->sides[EASEL_MERGE_SIDE_RIGHT] = fit (self, target);
  self->conflict = easel_merge_value_conflicts (source, target);
  if (self->kind == EASEL_MERGE_FIELD_CHOICE)
    list_choices (self);
  return self;
}

void
easel_merge_field_propose (EaselMergeField *self, JsonNode *proposal, const char *origin)
{
  gboolean first;

  g_return_if_fail (EASEL_IS_MERGE_FIELD (self));

  first = self->proposal == NULL;
  g_clear_pointer (&self->proposal, json_node_unref);
  self->proposal = fit (self, proposal);
  g_set_str (&self->proposal_origin, origin);
  if (first)
    self->equal = easel_merge_compare (self->sides[EASEL_MERGE_SIDE_LEFT],
                                       self->sides[EASEL_MERGE_SIDE_RIGHT], self->proposal)
                  == EASEL_MERGE_RESULT_EQUAL;
  if (self->kind == EASEL_MERGE_FIELD_CHOICE)
    add_choice (self, self->proposal);
  if (!self->chosen)
    set_value (self, json_node_ref (self->proposal));
  self->chosen = !json_node_equal (self->value, self->proposal);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

EaselMergePart
easel_merge_field_get_part (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), EASEL_MERGE_PART_ATTRIBUTE);

  return self->part;
}

const char *
easel_merge_field_get_name (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), NULL);

  return self->name;
}

const char *
easel_merge_field_get_label (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), NULL);

  return self->label;
}

EaselMergeFieldType
easel_merge_field_get_kind (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), EASEL_MERGE_FIELD_JSON);

  return self->kind;
}

JsonNode *
easel_merge_field_get_side (EaselMergeField *self, EaselMergeSide side)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), NULL);

  return self->sides[side];
}

JsonNode *
easel_merge_field_get_value (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), NULL);

  return self->value;
}

char *
easel_merge_field_describe (EaselMergeField *self, JsonNode *value)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), NULL);

  if (JSON_NODE_HOLDS_NULL (value) || self->kind == EASEL_MERGE_FIELD_TEXT
      || self->kind == EASEL_MERGE_FIELD_JSON)
    return write_text (self, value);
  /* What can be edited is not to be made prettier than it is. */
  if (self->kind == EASEL_MERGE_FIELD_LIST && is_text (value))
    return json_node_dup_string (value);
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) > 0 ? json_to_string (value, FALSE)
                                                                   : g_strdup ("");
  return easel_entity_attributes_describe_value (self->name, value);
}

static EaselMergeOrigin
get_writer (EaselMergeField *self)
{
  if (!is_same (self->value, self->proposal) || g_strcmp0 (self->proposal_origin, "person") == 0)
    return EASEL_MERGE_ORIGIN_YOU;
  return g_strcmp0 (self->proposal_origin, "ai") == 0 ? EASEL_MERGE_ORIGIN_AI
                                                      : EASEL_MERGE_ORIGIN_COMBINED;
}

EaselMergeOrigin
easel_merge_field_get_origin (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), EASEL_MERGE_ORIGIN_BOTH);

  switch (easel_merge_compare (self->sides[EASEL_MERGE_SIDE_LEFT],
                               self->sides[EASEL_MERGE_SIDE_RIGHT], self->value))
    {
    case EASEL_MERGE_RESULT_EQUAL:
      return EASEL_MERGE_ORIGIN_BOTH;
    case EASEL_MERGE_RESULT_SOURCE:
      return EASEL_MERGE_ORIGIN_LEFT;
    case EASEL_MERGE_RESULT_TARGET:
      return EASEL_MERGE_ORIGIN_RIGHT;
    case EASEL_MERGE_RESULT_DROPPED:
      /* Saying nothing is taken from who says nothing. */
      if (easel_merge_field_is_side (self, EASEL_MERGE_SIDE_LEFT))
        return EASEL_MERGE_ORIGIN_LEFT;
      if (easel_merge_field_is_side (self, EASEL_MERGE_SIDE_RIGHT))
        return EASEL_MERGE_ORIGIN_RIGHT;
      return get_writer (self);
    case EASEL_MERGE_RESULT_COMBINED:
    default:
      return get_writer (self);
    }
}

gboolean
easel_merge_field_get_conflict (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), FALSE);

  return self->conflict;
}

gboolean
easel_merge_field_get_equal (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), FALSE);

  return self->equal;
}

gboolean
easel_merge_field_get_chosen (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), FALSE);

  return self->chosen;
}

const char *
easel_merge_field_get_problem (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), NULL);

  return self->problem;
}

gboolean
easel_merge_field_is_side (EaselMergeField *self, EaselMergeSide side)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), FALSE);

  return is_same (self->value, self->sides[side]);
}

gboolean
easel_merge_field_can_take (EaselMergeField *self, EaselMergeSide side)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), FALSE);

  return check (self, self->sides[side], NULL);
}

void
easel_merge_field_take (EaselMergeField *self, EaselMergeSide side)
{
  g_return_if_fail (EASEL_IS_MERGE_FIELD (self));

  if (easel_merge_field_can_take (self, side))
    choose (self, json_node_ref (self->sides[side]));
}

void
easel_merge_field_reset (EaselMergeField *self)
{
  g_return_if_fail (EASEL_IS_MERGE_FIELD (self));

  choose (self, json_node_ref (self->proposal));
}

void
easel_merge_field_set_value (EaselMergeField *self, JsonNode *value)
{
  g_return_if_fail (EASEL_IS_MERGE_FIELD (self));

  choose (self, fit (self, value));
}

const char *
easel_merge_field_get_text (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), NULL);

  return self->text;
}

void
easel_merge_field_set_text (EaselMergeField *self, const char *text)
{
  g_autoptr (JsonNode) parsed = NULL;

  g_return_if_fail (EASEL_IS_MERGE_FIELD (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;
  if (*text == '\0' && self->nullable)
    set_value (self, json_node_new (JSON_NODE_NULL));
  else if (self->kind == EASEL_MERGE_FIELD_TEXT)
    set_value (self, json_node_init_string (json_node_alloc (), text));
  else if ((parsed = json_from_string (text, NULL)) != NULL)
    set_value (self, g_steal_pointer (&parsed));
  else
    {
      g_free (self->problem);
      self->problem = g_strdup_printf (_ ("“%s” is not valid JSON."), self->label);
    }
  /* As it was written, whatever the value would be written as. */
  g_set_str (&self->text, text);
  tell_choice (self);
}

GPtrArray *
easel_merge_field_get_choices (EaselMergeField *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), NULL);

  return self->choices;
}

gboolean
easel_merge_field_has (EaselMergeField *self, JsonNode *element)
{
  JsonArray *array;

  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), FALSE);

  if (!JSON_NODE_HOLDS_ARRAY (self->value))
    return FALSE;
  array = json_node_get_array (self->value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_equal (json_array_get_element (array, i), element))
      return TRUE;
  return FALSE;
}

/* (transfer full): the list as it is, to be changed */
static JsonNode *
copy_list (EaselMergeField *self)
{
  return JSON_NODE_HOLDS_ARRAY (self->value) ? easel_merge_value_copy (self->value)
                                             : new_list (NULL);
}

void
easel_merge_field_add (EaselMergeField *self, JsonNode *element)
{
  JsonNode *list;

  g_return_if_fail (EASEL_IS_MERGE_FIELD (self));

  if (easel_merge_field_has (self, element))
    return;
  list = copy_list (self);
  json_array_add_element (json_node_get_array (list), easel_merge_value_copy (element));
  choose (self, list);
}

void
easel_merge_field_remove (EaselMergeField *self, guint position)
{
  JsonNode *list;

  g_return_if_fail (EASEL_IS_MERGE_FIELD (self));
  g_return_if_fail (JSON_NODE_HOLDS_ARRAY (self->value));
  g_return_if_fail (position < json_array_get_length (json_node_get_array (self->value)));

  list = copy_list (self);
  json_array_remove_element (json_node_get_array (list), position);
  choose (self, list);
}

gboolean
easel_merge_field_takes_texts (EaselMergeField *self)
{
  JsonNode *items;

  g_return_val_if_fail (EASEL_IS_MERGE_FIELD (self), FALSE);

  items = json_object_get_member (self->schema, "items");
  return items == NULL || schema_has_type (json_node_get_object (items), "string");
}
