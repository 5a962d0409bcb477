/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-decision.h"

#include "easel-engine-error.h"
#include "easel-merge.h"

#include <glib/gi18n.h>

#define MEMBER_VALUES "values"
#define MEMBER_ORIGINS "origins"
#define MEMBER_SWAPPED "swapped"
#define MEMBER_FORCE "force"
#define MEMBER_GROUP "group"

EaselMergeDecision *
easel_merge_decision_new (void)
{
  return g_new0 (EaselMergeDecision, 1);
}

void
easel_merge_decision_free (EaselMergeDecision *decision)
{
  if (decision == NULL)
    return;

  g_clear_pointer (&decision->values, json_node_unref);
  g_clear_pointer (&decision->origins, json_object_unref);
  g_free (decision->group);
  g_free (decision);
}

static gboolean
refuse_member (const char *member, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (member, -1);

  g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
               /* Translators: %s is the name of a member of a JSON object, such as "force" */
               _ ("“%s” in the decision is not as it must be."), valid);
  return FALSE;
}

static gboolean
is_origin (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         && (g_str_equal (json_node_get_string (node), "ai")
             || g_str_equal (json_node_get_string (node), "person"));
}

static gboolean
check_origins (JsonObject *origins)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, origins);
  while (json_object_iter_next (&iter, &member, &node))
    {
      if (g_str_equal (member, EASEL_MERGE_ATTRIBUTES))
        {
          JsonObjectIter fields;
          JsonNode *field;

          if (!JSON_NODE_HOLDS_OBJECT (node))
            return FALSE;
          json_object_iter_init (&fields, json_node_get_object (node));
          while (json_object_iter_next (&fields, NULL, &field))
            if (!is_origin (field))
              return FALSE;
        }
      else if (!is_origin (node)
               || (!g_str_equal (member, EASEL_MERGE_NAME)
                   && !g_str_equal (member, EASEL_MERGE_TAGS)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_boolean (gboolean *value, JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;
  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
take_member (EaselMergeDecision *self, const char *member, JsonNode *node)
{
  if (g_str_equal (member, MEMBER_SWAPPED))
    return take_boolean (&self->swapped, node);
  if (g_str_equal (member, MEMBER_FORCE))
    return take_boolean (&self->force, node);

  if (g_str_equal (member, MEMBER_VALUES) && JSON_NODE_HOLDS_OBJECT (node))
    self->values = json_node_ref (node);
  else if (g_str_equal (member, MEMBER_ORIGINS) && JSON_NODE_HOLDS_OBJECT (node)
           && check_origins (json_node_get_object (node)))
    self->origins = json_node_dup_object (node);
  else if (g_str_equal (member, MEMBER_GROUP) && JSON_NODE_HOLDS_VALUE (node)
           && json_node_get_value_type (node) == G_TYPE_STRING
           && *json_node_get_string (node) != '\0')
    self->group = json_node_dup_string (node);
  else
    return FALSE;
  return TRUE;
}

static gboolean
is_known (const char *member)
{
  static const char *const known[] = { MEMBER_VALUES, MEMBER_ORIGINS, MEMBER_SWAPPED,
                                       MEMBER_FORCE,  MEMBER_GROUP,   NULL };

  return g_strv_contains (known, member);
}

EaselMergeDecision *
easel_merge_decision_from_json (const char *text, GError **error)
{
  g_autoptr (EaselMergeDecision) self = easel_merge_decision_new ();
  g_autoptr (JsonNode) root = NULL;
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  if (text == NULL)
    return g_steal_pointer (&self);

  root = json_from_string (text, NULL);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
                           _ ("The decision is not a JSON object."));
      return NULL;
    }

  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &member, &node))
    {
      if (!is_known (member))
        {
          g_autofree char *valid = g_utf8_make_valid (member, -1);

          g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
                       _ ("A decision about a merge has no member “%s”. It may have: %s."), valid,
                       "values, origins, swapped, force, group");
          return NULL;
        }
      if (!take_member (self, member, node))
        {
          refuse_member (member, error);
          return NULL;
        }
    }
  return g_steal_pointer (&self);
}

char *
easel_merge_decision_to_json (const EaselMergeDecision *decision)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  if (decision->values != NULL)
    json_object_set_member (object, MEMBER_VALUES, json_node_copy (decision->values));
  if (decision->origins != NULL)
    json_object_set_object_member (object, MEMBER_ORIGINS, json_object_ref (decision->origins));
  if (decision->swapped)
    json_object_set_boolean_member (object, MEMBER_SWAPPED, TRUE);
  if (decision->force)
    json_object_set_boolean_member (object, MEMBER_FORCE, TRUE);
  if (decision->group != NULL)
    json_object_set_string_member (object, MEMBER_GROUP, decision->group);

  node = json_node_init_object (json_node_alloc (), object);
  return json_to_string (node, FALSE);
}
