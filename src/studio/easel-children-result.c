/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-children-result.h"

#include "easel-run.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

static void
set_all_failed_error (GPtrArray *outcomes, guint n_failed, GError **error)
{
  const char *first = NULL;
  gboolean same = TRUE;

  for (guint i = 0; i < outcomes->len; i++)
    {
      const EaselChildOutcome *outcome = g_ptr_array_index (outcomes, i);

      if (outcome->state != EASEL_JOB_STATE_FAILED)
        continue;
      if (first == NULL)
        first = outcome->failure_message != NULL ? outcome->failure_message : "";
      else
        same = same && g_strcmp0 (first, outcome->failure_message) == 0;
    }

  /* Nine times the same sentence is one sentence. */
  if (same)
    g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_ALL_FAILED, first);
  else
    g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_ALL_FAILED,
                 g_dngettext (GETTEXT_PACKAGE, "%u job failed: %s",
                              "All %u jobs failed. The first: %s", n_failed),
                 n_failed, first);
}

/* Appends the entities of a child's result to @entities. */
static void
add_entities (JsonArray *entities, const char *result)
{
  g_autoptr (JsonNode) node = result != NULL ? json_from_string (result, NULL) : NULL;
  JsonNode *list;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  list = json_object_get_member (json_node_get_object (node), "entities");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    json_array_add_element (entities, json_array_dup_element (json_node_get_array (list), i));
}

char *
easel_children_result (GPtrArray *outcomes, const char *picture, GError **error)
{
  g_autoptr (JsonObject) result = json_object_new ();
  g_autoptr (JsonArray) entities = json_array_new ();
  g_autoptr (JsonNode) node = json_node_alloc ();
  guint count[EASEL_JOB_N_STATES] = { 0 };

  for (guint i = 0; i < outcomes->len; i++)
    {
      const EaselChildOutcome *outcome = g_ptr_array_index (outcomes, i);

      count[outcome->state]++;
      if (picture != NULL)
        add_entities (entities, outcome->result);
    }

  if (count[EASEL_JOB_STATE_COMPLETED] == 0 && count[EASEL_JOB_STATE_FAILED] > 0)
    {
      set_all_failed_error (outcomes, count[EASEL_JOB_STATE_FAILED], error);
      return NULL;
    }
  if (count[EASEL_JOB_STATE_COMPLETED] == 0)
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_ALL_FAILED,
                           _ ("All of them were canceled."));
      return NULL;
    }

  if (picture != NULL)
    {
      json_object_set_string_member (result, "picture", picture);
      json_object_set_array_member (result, "entities", json_array_ref (entities));
    }
  json_object_set_int_member (result, "completed", count[EASEL_JOB_STATE_COMPLETED]);
  json_object_set_int_member (result, "failed", count[EASEL_JOB_STATE_FAILED]);
  json_object_set_int_member (result, "canceled", count[EASEL_JOB_STATE_CANCELED]);
  json_node_init_object (node, result);
  return json_to_string (node, FALSE);
}
