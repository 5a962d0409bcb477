/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analysis.h"

#include "easel-id.h"

#include <glib/gi18n.h>

/* The field every schema has for a name; it is the entity's name, so it is no attribute. */
#define NAME_FIELD "suggested_name"

#define ROLE_SOURCE "source"

/* (transfer full) (nullable): the member's text without blanks around it, if it has any */
static char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *text = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  text = g_strstrip (json_node_dup_string (node));
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* (transfer full): "navy" and "wool coat" make "Navy wool coat" */
static char *
join_name (JsonObject *item, const char *const *fields, const char *fallback)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *first = NULL;

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autofree char *text = get_text (item, fields[i]);

      if (text != NULL)
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", text);
    }
  if (name->len == 0)
    return g_strdup (fallback);

  first = g_utf8_strup (name->str, g_utf8_next_char (name->str) - name->str);
  return g_strconcat (first, g_utf8_next_char (name->str), NULL);
}

/* (transfer full) */
static JsonObject *
copy_without_name (JsonObject *answer)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, answer);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    if (!g_str_equal (member, NAME_FIELD))
      json_object_set_member (copy, member, json_node_copy (node));
  return copy;
}

static EaselEntity *
make_entity (const EaselAnalysis *analysis,
             const char *part,
             const char *kind,
             const char *name,
             JsonObject *attributes)
{
  g_autofree char *whole = analysis->part != NULL ? g_strconcat (analysis->part, "-", part, NULL)
                                                  : g_strdup (part);
  g_autofree char *id = easel_id_derive (analysis->job, whole);
  EaselEntity *entity = easel_entity_new (id, kind, name);

  easel_entity_set_attributes (entity, attributes);
  if (analysis->picture != NULL)
    easel_entity_add_picture (entity, analysis->picture, ROLE_SOURCE);
  easel_entity_set_provenance (entity, analysis->job, easel_analyzer_get_name (analysis->analyzer),
                               analysis->provider, analysis->model,
                               easel_analyzer_get_prompt_revision (analysis->analyzer));
  return entity;
}

static EaselEntity *
make_main_entity (const EaselAnalysis *analysis, JsonObject *answer)
{
  const char *title = easel_analyzer_get_title (analysis->analyzer);
  g_autofree char *name = get_text (answer, NAME_FIELD);
  g_autoptr (JsonObject) attributes = copy_without_name (answer);

  if (name == NULL)
    /* Translators: a name made of what was looked for, such as "Outfit", and a picture's name */
    name = g_strdup_printf (_ ("%s of %s"), title, analysis->picture_name);
  return make_entity (analysis, easel_analyzer_get_name (analysis->analyzer),
                      easel_analyzer_get_entity_kind (analysis->analyzer), name, attributes);
}

static void
add_items (const EaselAnalysis *analysis,
           const EaselAnalyzerItems *items,
           JsonArray *array,
           GPtrArray *entities)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *part = g_strdup_printf ("%s-%u", items->role, i + 1);
      g_autofree char *name = NULL;
      EaselEntity *entity;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      name = join_name (json_node_get_object (node), items->name_from,
                        easel_entity_kind_get_title (items->entity_kind));
      entity = make_entity (analysis, part, items->entity_kind, name, json_node_get_object (node));
      easel_entity_add_reference (g_ptr_array_index (entities, 0), items->role,
                                  easel_entity_get_id (entity));
      g_ptr_array_add (entities, entity);
    }
}

GPtrArray *
easel_analysis_make_entities (const EaselAnalysis *analysis, JsonObject *answer)
{
  GPtrArray *entities = g_ptr_array_new_with_free_func (g_object_unref);
  const EaselAnalyzerItems *items = easel_analyzer_get_items (analysis->analyzer);
  JsonNode *list = items != NULL ? json_object_get_member (answer, items->field) : NULL;

  g_ptr_array_add (entities, make_main_entity (analysis, answer));
  if (list != NULL && JSON_NODE_HOLDS_ARRAY (list))
    add_items (analysis, items, json_node_get_array (list), entities);
  return entities;
}

static JsonArray *
list_entities (GPtrArray *entities)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < entities->len; i++)
    {
      EaselEntity *entity = g_ptr_array_index (entities, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", easel_entity_get_id (entity));
      json_object_set_string_member (object, "kind", easel_entity_get_kind (entity));
      json_object_set_string_member (object, "name", easel_entity_get_name (entity));
      json_array_add_object_element (array, object);
    }
  return array;
}

char *
easel_analysis_to_result (const EaselAnalysis *analysis, GPtrArray *entities, gboolean cached)
{
  EaselEntity *entity = g_ptr_array_index (entities, 0);
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_object_set_string_member (result, "picture", analysis->picture);
  json_object_set_array_member (result, "entities", list_entities (entities));
  json_object_set_boolean_member (result, "cached", cached);
  json_object_set_string_member (result, "analyzer", easel_analyzer_get_name (analysis->analyzer));
  json_object_set_string_member (result, "provider", analysis->provider);
  json_object_set_string_member (result, "model", analysis->model);
  json_object_set_string_member (result, "prompt_revision",
                                 easel_analyzer_get_prompt_revision (analysis->analyzer));
  json_object_set_object_member (result, "attributes",
                                 json_object_ref (easel_entity_get_attributes (entity)));

  json_node_init_object (node, result);
  return json_to_string (node, FALSE);
}
