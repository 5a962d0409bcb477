/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-decision-check.h"

#include "easel-engine-error.h"
#include "easel-json.h"
#include "easel-library-changes.h"
#include "easel-merge-decision.h"
#include "easel-merge-proposal.h"
#include "easel-merge.h"
#include "easel-story-job.h"
#include "easel-story-outline.h"

#include <glib/gi18n.h>

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION, sentence);
  return FALSE;
}

/* Values come with an edit, and with nothing else: an approval is of what was proposed. */
static gboolean
check_has_values (EaselDecisionAction action, gboolean has_values, GError **error)
{
  if (action == EASEL_DECISION_EDIT && !has_values)
    return refuse (_ ("The decision does not say what the values are to be."), error);
  if (action != EASEL_DECISION_EDIT && has_values)
    return refuse (_ ("Only an edit can change values."), error);
  return TRUE;
}

/* @text: (nullable): JSON text. An entity whose revision is not known is not looked at. */
static gboolean
check_basis (EaselLibrary *library, const char *text, GError **error)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GArray) revisions = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto (GStrv) list = NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = easel_json_node_get_object (json_array_get_element (array, i));
      guint revision = (guint) CLAMP (easel_json_get_int (object, "revision", 0), 0, G_MAXINT);
      const char *id = easel_json_get_string (object, "id");

      if (id == NULL)
        continue;
      g_strv_builder_add (ids, id);
      g_array_append_val (revisions, revision);
    }
  list = g_strv_builder_end (ids);
  return easel_library_check_unchanged (library, (const char *const *) list,
                                        (const guint *) (gpointer) revisions->data, error);
}

/* Whether the two, as they are now, can be merged. */
static gboolean
check_entities (EaselLibrary *library, EaselMergeProposal *merge, GError **error)
{
  g_autoptr (EaselEntity) source = NULL;
  g_autoptr (EaselEntity) target = NULL;

  source = easel_library_get (library,
                              easel_entity_get_id (easel_merge_proposal_get_source (merge)), error);
  if (source == NULL)
    return FALSE;
  target = easel_library_get (library,
                              easel_entity_get_id (easel_merge_proposal_get_target (merge)), error);
  return target != NULL && easel_merge_check (source, target, error);
}

static gboolean
check_merge (EaselLibrary *library,
             const EaselProposal *proposal,
             const EaselDecision *decision,
             gboolean *force,
             GError **error)
{
  g_autoptr (EaselMergeDecision) answer = easel_merge_decision_from_json (decision->data, error);
  g_autoptr (EaselMergeProposal) merge = NULL;

  if (answer == NULL || !check_has_values (decision->action, answer->values != NULL, error))
    return FALSE;
  *force = answer->force;
  if (decision->action == EASEL_DECISION_REVISE)
    return TRUE;

  merge = easel_merge_proposal_from_proposal (proposal, error);
  if (merge == NULL
      || (answer->values != NULL
          && !easel_merge_check_proposal (easel_merge_proposal_get_schema (merge), answer->values,
                                          error)))
    return FALSE;
  return check_entities (library, merge, error);
}

/* What every kind has in common. */
static gboolean
check_any (const EaselDecision *decision, gboolean *force, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  if (decision->data == NULL)
    return check_has_values (decision->action, FALSE, error);

  node = json_from_string (decision->data, NULL);
  object = easel_json_node_get_object (node);
  if (object == NULL)
    return refuse (_ ("The decision is not a JSON object."), error);
  *force = easel_json_get_boolean (object, "force", FALSE);
  return check_has_values (decision->action, json_object_has_member (object, "values"), error);
}

/* An outline that was edited must be one. */
static gboolean
check_outline (const EaselDecision *decision, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (EaselStoryOutline) outline = NULL;

  if (decision->action != EASEL_DECISION_EDIT)
    return TRUE;
  node = json_from_string (decision->data, NULL);
  outline = easel_story_outline_from_json (
      json_object_get_member (json_node_get_object (node), "values"), error);
  return outline != NULL;
}

gboolean
easel_decision_check (EaselLibrary *library,
                      const EaselProposal *proposal,
                      const EaselDecision *decision,
                      GError **error)
{
  gboolean is_merge = g_str_equal (proposal->view, EASEL_MERGE_VIEW);
  gboolean force = FALSE;

  if (decision->action == EASEL_DECISION_CANCEL)
    return TRUE;
  if (is_merge ? !check_merge (library, proposal, decision, &force, error)
               : !check_any (decision, &force, error))
    return FALSE;
  if (g_str_equal (proposal->view, EASEL_STORY_VIEW) && !check_outline (decision, error))
    return FALSE;
  return force || decision->action == EASEL_DECISION_REVISE
         || check_basis (library, proposal->basis, error);
}
