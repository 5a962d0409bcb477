/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-private.h"

#include "easel-entity-private.h"
#include "easel-library.h"
#include "easel-merge-value.h"

#include <glib/gi18n.h>

static gboolean
check_archived (EaselEntity *entity, GError **error)
{
  if (easel_entity_get_archived (entity))
    {
      g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_ARCHIVED,
                   _ ("“%s” is archived, so it cannot be merged."), easel_entity_get_name (entity));
      return FALSE;
    }
  return TRUE;
}

gboolean
easel_merge_check (EaselEntity *source, EaselEntity *target, GError **error)
{
  if (source == NULL || target == NULL)
    {
      g_set_error_literal (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND,
                           _ ("What was to be merged is no longer in the library."));
      return FALSE;
    }

  if (g_str_equal (easel_entity_get_id (source), easel_entity_get_id (target)))
    {
      g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_SAME,
                   _ ("“%s” cannot be merged with itself."), easel_entity_get_name (source));
      return FALSE;
    }

  if (!g_str_equal (easel_entity_get_kind (source), easel_entity_get_kind (target)))
    {
      g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_OTHER_KIND,
                   /* Translators: a name and its kind, twice: “Suit” (Outfit) */
                   _ ("“%s” (%s) and “%s” (%s) are not of the same kind, so they cannot be "
                      "merged."),
                   easel_entity_get_name (source),
                   easel_entity_kind_get_title (easel_entity_get_kind (source)),
                   easel_entity_get_name (target),
                   easel_entity_kind_get_title (easel_entity_get_kind (target)));
      return FALSE;
    }

  return check_archived (source, error) && check_archived (target, error);
}

/* Proposing ----------------------------------------------------------------------------- */

GStrv
easel_merge_list_fields (EaselEntity *source, EaselEntity *target)
{
  EaselEntity *sides[] = { source, target };
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      JsonObjectIter iter;
      const char *field;

      json_object_iter_init_ordered (&iter, easel_entity_get_attributes (sides[i]));
      while (json_object_iter_next_ordered (&iter, &field, NULL))
        if (!easel_entity_kind_is_fact (easel_entity_get_kind (source), field)
            && g_hash_table_add (seen, (gpointer) field))
          g_strv_builder_add (fields, field);
    }
  return g_strv_builder_end (fields);
}

JsonNode *
easel_merge_tags_to_json (const char *const *tags)
{
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; tags[i] != NULL; i++)
    json_array_add_string_element (array, tags[i]);
  return json_node_init_array (json_node_alloc (), array);
}

JsonNode *
easel_merge_name_to_json (const char *name)
{
  return json_node_init_string (json_node_alloc (), name);
}

static JsonNode *
combine_field (EaselEntity *source, EaselEntity *target, const char *field)
{
  return easel_merge_value_combine (
      json_object_get_member (easel_entity_get_attributes (source), field),
      json_object_get_member (easel_entity_get_attributes (target), field));
}

JsonNode *
easel_merge_propose_fieldwise (EaselEntity *source, EaselEntity *target)
{
  g_auto (GStrv) fields = easel_merge_list_fields (source, target);
  g_auto (GStrv) tags = easel_merge_value_unite_tags (easel_entity_get_tags (source),
                                                      easel_entity_get_tags (target));
  g_autofree char *name = g_strstrip (g_strdup (easel_entity_get_name (source)));
  g_autoptr (JsonObject) proposal = json_object_new ();
  JsonObject *attributes = json_object_new ();

  for (guint i = 0; fields[i] != NULL; i++)
    {
      g_autoptr (JsonNode) value = combine_field (source, target, fields[i]);

      if (!JSON_NODE_HOLDS_NULL (value))
        json_object_set_member (attributes, fields[i], g_steal_pointer (&value));
    }

  json_object_set_string_member (proposal, EASEL_MERGE_NAME,
                                 *name != '\0' ? easel_entity_get_name (source)
                                               : easel_entity_get_name (target));
  json_object_set_member (proposal, EASEL_MERGE_TAGS,
                          easel_merge_tags_to_json ((const char *const *) tags));
  json_object_set_object_member (proposal, EASEL_MERGE_ATTRIBUTES, attributes);
  return json_node_init_object (json_node_alloc (), proposal);
}

/* Applying ------------------------------------------------------------------------------ */

/* (nullable): the member @field of the proposal's attributes */
static JsonNode *
get_proposed (JsonNode *proposal, const char *field)
{
  JsonNode *attributes = json_object_get_member (json_node_get_object (proposal),
                                                 EASEL_MERGE_ATTRIBUTES);

  return attributes != NULL ? json_object_get_member (json_node_get_object (attributes), field)
                            : NULL;
}

/* (transfer full) */
static JsonObject *
apply_attributes (EaselEntity *source, EaselEntity *target, JsonNode *proposal)
{
  JsonObject *attributes = json_object_new ();
  g_auto (GStrv) fields = easel_merge_list_fields (source, target);
  JsonNode *all = json_object_get_member (json_node_get_object (proposal), EASEL_MERGE_ATTRIBUTES);
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, easel_entity_get_attributes (source));
  while (json_object_iter_next_ordered (&iter, &field, &value))
    if (easel_entity_kind_is_fact (easel_entity_get_kind (source), field))
      json_object_set_member (attributes, field, easel_merge_value_copy (value));

  for (guint i = 0; fields[i] != NULL; i++)
    {
      value = get_proposed (proposal, fields[i]);
      if (value == NULL)
        json_object_set_member (attributes, fields[i], combine_field (source, target, fields[i]));
      else if (!JSON_NODE_HOLDS_NULL (value))
        json_object_set_member (attributes, fields[i], easel_merge_value_copy (value));
    }

  /* What both had when it was proposed may have gone since. */
  if (all != NULL)
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (all));
      while (json_object_iter_next_ordered (&iter, &field, &value))
        if (!JSON_NODE_HOLDS_NULL (value) && !json_object_has_member (attributes, field)
            && !easel_entity_kind_is_fact (easel_entity_get_kind (source), field))
          json_object_set_member (attributes, field, easel_merge_value_copy (value));
    }
  return attributes;
}

static GStrv
apply_tags (EaselEntity *source, EaselEntity *target, JsonNode *proposal)
{
  static const char *const none[] = { NULL };
  JsonNode *node = json_object_get_member (json_node_get_object (proposal), EASEL_MERGE_TAGS);
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) tags = NULL;

  if (node == NULL)
    return easel_merge_value_unite_tags (easel_entity_get_tags (source),
                                         easel_entity_get_tags (target));

  builder = g_strv_builder_new ();
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    g_strv_builder_add (builder, json_array_get_string_element (json_node_get_array (node), i));
  tags = g_strv_builder_end (builder);
  return easel_merge_value_unite_tags ((const char *const *) tags, none);
}

static gboolean
has_picture (EaselEntity *entity, const EaselEntityPicture *picture)
{
  GPtrArray *pictures = easel_entity_get_pictures (entity);

  for (guint i = 0; i < pictures->len; i++)
    {
      const EaselEntityPicture *one = g_ptr_array_index (pictures, i);

      if (g_str_equal (one->picture, picture->picture) && g_str_equal (one->role, picture->role))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_reference (EaselEntity *entity, const EaselEntityReference *reference)
{
  GPtrArray *references = easel_entity_get_references (entity);

  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *one = g_ptr_array_index (references, i);

      if (g_str_equal (one->target, reference->target) && g_str_equal (one->role, reference->role))
        return TRUE;
    }
  return FALSE;
}

/* Adds the links of @from, except those to either of the two. Those of the target are added once,
 * those of the source as they are. */
static void
add_links (EaselEntity *merged, EaselEntity *from, const char *source, const char *target)
{
  GPtrArray *pictures = easel_entity_get_pictures (from);
  GPtrArray *references = easel_entity_get_references (from);
  gboolean is_source = g_str_equal (easel_entity_get_id (from), source);

  for (guint i = 0; i < pictures->len; i++)
    {
      const EaselEntityPicture *picture = g_ptr_array_index (pictures, i);
      gboolean own = g_str_equal (picture->picture, source);

      if (!g_str_equal (picture->picture, target)
          && (is_source || (!own && !has_picture (merged, picture))))
        easel_entity_add_picture (merged, picture->picture, picture->role);
    }

  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);
      gboolean own = g_str_equal (reference->target, source);

      if (!g_str_equal (reference->target, target)
          && (is_source || (!own && !has_reference (merged, reference))))
        easel_entity_add_reference (merged, reference->role, reference->target);
    }
}

EaselEntity *
easel_merge_apply_to (EaselEntity *source, EaselEntity *target, JsonNode *proposal)
{
  const char *id = easel_entity_get_id (source);
  const char *target_id = easel_entity_get_id (target);
  g_auto (GStrv) tags = apply_tags (source, target, proposal);
  g_autoptr (JsonObject) attributes = apply_attributes (source, target, proposal);
  const char *name = json_object_get_string_member_with_default (
      json_node_get_object (proposal), EASEL_MERGE_NAME, easel_entity_get_name (source));
  EaselEntity *merged = easel_entity_new (id, easel_entity_get_kind (source), name);

  easel_entity_set_attributes (merged, attributes);
  easel_entity_set_tags (merged, (const char *const *) tags);
  easel_entity_set_provenance (merged, easel_entity_get_job (source),
                               easel_entity_get_analyzer (source),
                               easel_entity_get_provider (source), easel_entity_get_model (source),
                               easel_entity_get_prompt_revision (source));
  easel_entity_set_stored (merged, easel_entity_get_created (source),
                           easel_entity_get_updated (source), easel_entity_get_revision (source),
                           FALSE);
  add_links (merged, source, id, target_id);
  add_links (merged, target, id, target_id);
  return merged;
}
