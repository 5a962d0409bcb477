/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-proposal.h"

G_DEFINE_BOXED_TYPE (EaselProposal, easel_proposal, easel_proposal_copy, easel_proposal_free)
G_DEFINE_BOXED_TYPE (EaselDecision, easel_decision, easel_decision_copy, easel_decision_free)

static const struct
{
  EaselDecisionAction action;
  const char *name;
} actions[] = {
  { EASEL_DECISION_APPROVE, "approve" },
  { EASEL_DECISION_EDIT, "edit" },
  { EASEL_DECISION_REVISE, "revise" },
  { EASEL_DECISION_CANCEL, "cancel" },
};

const char *
easel_decision_action_to_string (EaselDecisionAction action)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (actions[i].action == action)
      return actions[i].name;

  g_return_val_if_reached (NULL);
}

gboolean
easel_decision_action_from_string (const char *text, EaselDecisionAction *action)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (actions); i++)
    if (g_str_equal (text, actions[i].name))
      {
        if (action != NULL)
          *action = actions[i].action;
        return TRUE;
      }
  return FALSE;
}

EaselProposal *
easel_proposal_new (const char *title,
                    const char *view,
                    const char *data,
                    EaselDecisionAction offered)
{
  EaselProposal *proposal;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (view != NULL, NULL);
  g_return_val_if_fail (data != NULL, NULL);

  proposal = g_new0 (EaselProposal, 1);
  proposal->title = g_strdup (title);
  proposal->view = g_strdup (view);
  proposal->data = g_strdup (data);
  proposal->actions = offered;
  return proposal;
}

EaselProposal *
easel_proposal_copy (const EaselProposal *proposal)
{
  EaselProposal *copy;

  if (proposal == NULL)
    return NULL;

  copy = easel_proposal_new (proposal->title, proposal->view, proposal->data, proposal->actions);
  copy->description = g_strdup (proposal->description);
  copy->provenance = g_strdup (proposal->provenance);
  copy->basis = g_strdup (proposal->basis);
  return copy;
}

void
easel_proposal_free (EaselProposal *proposal)
{
  if (proposal == NULL)
    return;

  g_free (proposal->title);
  g_free (proposal->description);
  g_free (proposal->view);
  g_free (proposal->data);
  g_free (proposal->provenance);
  g_free (proposal->basis);
  g_free (proposal);
}

EaselDecision *
easel_decision_new (EaselDecisionAction action,
                    const char *data,
                    const char *comment,
                    const char *door)
{
  EaselDecision *decision;

  g_return_val_if_fail (door != NULL, NULL);

  decision = g_new0 (EaselDecision, 1);
  decision->action = action;
  decision->data = g_strdup (data);
  decision->comment = g_strdup (comment);
  decision->door = g_strdup (door);
  decision->time = g_get_real_time ();
  return decision;
}

EaselDecision *
easel_decision_copy (const EaselDecision *decision)
{
  EaselDecision *copy;

  if (decision == NULL)
    return NULL;

  copy = easel_decision_new (decision->action, decision->data, decision->comment, decision->door);
  copy->time = decision->time;
  return copy;
}

void
easel_decision_free (EaselDecision *decision)
{
  if (decision == NULL)
    return;

  g_free (decision->data);
  g_free (decision->comment);
  g_free (decision->door);
  g_free (decision);
}
