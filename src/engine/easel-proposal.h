/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EaselDecisionAction:
 * @EASEL_DECISION_APPROVE: take the proposal as it is
 * @EASEL_DECISION_EDIT: take it with the changes in the decision's data
 * @EASEL_DECISION_REVISE: ask again, with the decision's comment
 * @EASEL_DECISION_CANCEL: end the job; nothing is changed
 */
typedef enum
{
  EASEL_DECISION_APPROVE = 1 << 0,
  EASEL_DECISION_EDIT = 1 << 1,
  EASEL_DECISION_REVISE = 1 << 2,
  EASEL_DECISION_CANCEL = 1 << 3,
} EaselDecisionAction;

const char *easel_decision_action_to_string (EaselDecisionAction action);
gboolean easel_decision_action_from_string (const char *text, EaselDecisionAction *action);

/**
 * EaselProposal:
 * @title: (not nullable): what is asked, as a heading
 * @description: (nullable): why, in a sentence
 * @view: (not nullable): which review shows it, such as "merge" or "json"
 * @data: (not nullable): the proposal itself, JSON text owned by the kind
 * @provenance: (nullable): JSON text: who proposes it (model, prompt revision …)
 * @basis: (nullable): JSON text: ids and revisions of what it was made from
 * @actions: which #EaselDecisionAction the person may choose
 *
 * What a job asks the person. Immutable once handed over. Any thread.
 */
typedef struct
{
  char *title;
  char *description;
  char *view;
  char *data;
  char *provenance;
  char *basis;
  EaselDecisionAction actions;
} EaselProposal;

#define EASEL_TYPE_PROPOSAL (easel_proposal_get_type ())
GType easel_proposal_get_type (void);

EaselProposal *easel_proposal_new (const char *title,
                                   const char *view,
                                   const char *data,
                                   EaselDecisionAction actions);
EaselProposal *easel_proposal_copy (const EaselProposal *proposal);
void easel_proposal_free (EaselProposal *proposal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselProposal, easel_proposal_free)

/**
 * EaselDecision:
 * @action: exactly one action
 * @data: (nullable): JSON text; with %EASEL_DECISION_EDIT the edited proposal
 * @comment: (nullable): with %EASEL_DECISION_REVISE what to do differently
 * @door: (not nullable): where it was taken: "window", "notification", "command-line", "dbus"
 * @time: Unix time in microseconds
 *
 * What the person answered.
 */
typedef struct
{
  EaselDecisionAction action;
  char *data;
  char *comment;
  char *door;
  gint64 time;
} EaselDecision;

#define EASEL_TYPE_DECISION (easel_decision_get_type ())
GType easel_decision_get_type (void);

EaselDecision *easel_decision_new (EaselDecisionAction action,
                                   const char *data,
                                   const char *comment,
                                   const char *door);
EaselDecision *easel_decision_copy (const EaselDecision *decision);
void easel_decision_free (EaselDecision *decision);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselDecision, easel_decision_free)

G_END_DECLS
