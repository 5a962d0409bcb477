/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-private.h"

#include "easel-merge-value.h"

/* What a proposal does: told from the values, whatever a model says it did. */

static const char *const result_words[] = {
  [EASEL_MERGE_RESULT_EQUAL] = "equal",     [EASEL_MERGE_RESULT_SOURCE] = "source",
  [EASEL_MERGE_RESULT_TARGET] = "target",   [EASEL_MERGE_RESULT_COMBINED] = "combined",
  [EASEL_MERGE_RESULT_DROPPED] = "dropped",
};

const char *
easel_merge_result_to_string (EaselMergeResult result)
{
  g_return_val_if_fail (result < G_N_ELEMENTS (result_words), NULL);

  return result_words[result];
}

gboolean
easel_merge_result_from_string (const char *text, EaselMergeResult *result)
{
  for (guint i = 0; i < G_N_ELEMENTS (result_words); i++)
    if (g_strcmp0 (result_words[i], text) == 0)
      {
        *result = (EaselMergeResult) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_equal (JsonNode *a, JsonNode *b)
{
  if (easel_merge_value_is_empty (a) && easel_merge_value_is_empty (b))
    return TRUE;
  return a != NULL && b != NULL && json_node_equal (a, b);
}

EaselMergeResult
easel_merge_compare (JsonNode *source, JsonNode *target, JsonNode *result)
{
  gboolean is_source = is_equal (source, result);
  gboolean is_target = is_equal (target, result);

  if (is_source && is_target)
    return EASEL_MERGE_RESULT_EQUAL;
  if (easel_merge_value_is_empty (result))
    return EASEL_MERGE_RESULT_DROPPED;
  if (is_source)
    return EASEL_MERGE_RESULT_SOURCE;
  return is_target ? EASEL_MERGE_RESULT_TARGET : EASEL_MERGE_RESULT_COMBINED;
}

static gboolean
list_has (JsonNode *list, JsonNode *element)
{
  JsonArray *array;

  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return FALSE;
  array = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_equal (json_array_get_element (array, i), element))
      return TRUE;
  return FALSE;
}

/* Adds to @lost the elements of @list that are neither in @result nor in @lost. */
static void
add_lost (JsonNode *lost, JsonNode *list, JsonNode *result)
{
  JsonArray *array;

  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return;
  array = json_node_get_array (list);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!list_has (result, element) && !list_has (lost, element))
        json_array_add_element (json_node_get_array (lost), easel_merge_value_copy (element));
    }
}

/* The three values of one field. All (unowned) (nullable). */
typedef struct
{
  JsonNode *source;
  JsonNode *target;
  JsonNode *result;
} Values;

/* (transfer full) */
static JsonObject *
describe (const char *part, const char *field, EaselMergeResult result, const char *origin)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "part", part);
  if (field != NULL)
    json_object_set_string_member (object, "field", field);
  json_object_set_string_member (object, "result", easel_merge_result_to_string (result));
  if (origin != NULL)
    json_object_set_string_member (object, "origin", origin);
  return object;
}

static void
add_values (JsonArray *summary,
            const char *part,
            const char *field,
            const Values *values,
            const char *origin)
{
  JsonObject *object;
  g_autoptr (JsonNode) lost = NULL;

  if (easel_merge_value_is_empty (values->source) && easel_merge_value_is_empty (values->target)
      && easel_merge_value_is_empty (values->result))
    return;

  object = describe (part, field,
                     easel_merge_compare (values->source, values->target, values->result), origin);
  if (easel_merge_value_conflicts (values->source, values->target))
    json_object_set_boolean_member (object, "conflict", TRUE);
  lost = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (lost, json_array_new ());
  add_lost (lost, values->source, values->result);
  add_lost (lost, values->target, values->result);
  if (json_array_get_length (json_node_get_array (lost)) > 0)
    json_object_set_member (object, "lost", g_steal_pointer (&lost));
  json_array_add_object_element (summary, object);
}

/* Of links all are kept, so only their numbers matter. */
static void
add_links (JsonArray *summary, const char *part, guint n_source, guint n_target, guint n_merged)
{
  EaselMergeResult result = EASEL_MERGE_RESULT_COMBINED;

  if (n_merged == 0)
    return;
  if (n_merged == n_source && n_merged == n_target)
    result = EASEL_MERGE_RESULT_EQUAL;
  else if (n_merged == n_source)
    result = EASEL_MERGE_RESULT_SOURCE;
  else if (n_source == 0)
    result = EASEL_MERGE_RESULT_TARGET;
  json_array_add_object_element (summary, describe (part, NULL, result, NULL));
}

/* (nullable): the word for @member in @origins, which comes from outside */
static const char *
get_origin (JsonObject *origins, const char *member)
{
  const char *word = NULL;

  if (origins != NULL && json_object_has_member (origins, member))
    word = json_object_get_string_member_with_default (origins, member, NULL);
  return g_strcmp0 (word, "ai") == 0 || g_strcmp0 (word, "person") == 0 ? word : NULL;
}

static JsonObject *
get_attribute_origins (JsonObject *origins)
{
  JsonNode *node = origins != NULL ? json_object_get_member (origins, EASEL_MERGE_ATTRIBUTES)
                                   : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
add_name (JsonArray *summary,
          EaselEntity *source,
          EaselEntity *target,
          EaselEntity *merged,
          const char *origin)
{
  g_autoptr (JsonNode) own = easel_merge_name_to_json (easel_entity_get_name (source));
  g_autoptr (JsonNode) other = easel_merge_name_to_json (easel_entity_get_name (target));
  g_autoptr (JsonNode) result = easel_merge_name_to_json (easel_entity_get_name (merged));
  const Values values = { own, other, result };

  add_values (summary, "name", NULL, &values, origin);
}

static void
add_tags (JsonArray *summary,
          EaselEntity *source,
          EaselEntity *target,
          EaselEntity *merged,
          const char *origin)
{
  g_autoptr (JsonNode) own = easel_merge_tags_to_json (easel_entity_get_tags (source));
  g_autoptr (JsonNode) other = easel_merge_tags_to_json (easel_entity_get_tags (target));
  g_autoptr (JsonNode) result = easel_merge_tags_to_json (easel_entity_get_tags (merged));
  const Values values = { own, other, result };

  add_values (summary, "tags", NULL, &values, origin);
}

static void
add_attribute (JsonArray *summary,
               EaselEntity *source,
               EaselEntity *target,
               EaselEntity *merged,
               const char *field,
               JsonObject *origins)
{
  const Values values = {
    .source = json_object_get_member (easel_entity_get_attributes (source), field),
    .target = json_object_get_member (easel_entity_get_attributes (target), field),
    .result = json_object_get_member (easel_entity_get_attributes (merged), field),
  };

  add_values (summary, "attribute", field, &values, get_origin (origins, field));
}

static void
add_attributes (JsonArray *summary,
                EaselEntity *source,
                EaselEntity *target,
                EaselEntity *merged,
                JsonObject *origins)
{
  g_auto (GStrv) fields = easel_merge_list_fields (source, target);
  g_auto (GStrv) own = easel_merge_list_fields (merged, merged);

  for (guint i = 0; fields[i] != NULL; i++)
    add_attribute (summary, source, target, merged, fields[i], origins);
  for (guint i = 0; own[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) fields, own[i]))
      add_attribute (summary, source, target, merged, own[i], origins);
}

guint
easel_merge_count_conflicts (EaselEntity *source, EaselEntity *target)
{
  g_auto (GStrv) fields = easel_merge_list_fields (source, target);
  g_autoptr (JsonNode) name = easel_merge_name_to_json (easel_entity_get_name (source));
  g_autoptr (JsonNode) other_name = easel_merge_name_to_json (easel_entity_get_name (target));
  guint n = easel_merge_value_conflicts (name, other_name) ? 1 : 0;

  for (guint i = 0; fields[i] != NULL; i++)
    if (easel_merge_value_conflicts (
            json_object_get_member (easel_entity_get_attributes (source), fields[i]),
            json_object_get_member (easel_entity_get_attributes (target), fields[i])))
      n++;
  return n;
}

JsonNode *
easel_merge_summarize (EaselEntity *source,
                       EaselEntity *target,
                       JsonNode *proposal,
                       JsonObject *origins)
{
  g_autoptr (EaselEntity) merged = easel_merge_apply_to (source, target, proposal);
  g_autoptr (JsonArray) summary = json_array_new ();

  add_name (summary, source, target, merged, get_origin (origins, EASEL_MERGE_NAME));
  add_attributes (summary, source, target, merged, get_attribute_origins (origins));
  add_tags (summary, source, target, merged, get_origin (origins, EASEL_MERGE_TAGS));
  add_links (summary, "pictures", easel_entity_get_pictures (source)->len,
             easel_entity_get_pictures (target)->len, easel_entity_get_pictures (merged)->len);
  add_links (summary, "references", easel_entity_get_references (source)->len,
             easel_entity_get_references (target)->len, easel_entity_get_references (merged)->len);
  return json_node_init_array (json_node_alloc (), summary);
}
