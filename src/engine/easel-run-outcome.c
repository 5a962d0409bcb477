/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-run-private.h"

void
easel_run_outcome_free (EaselRunOutcome *outcome)
{
  if (outcome == NULL)
    return;

  g_free (outcome->result);
  easel_failure_free (outcome->failure);
  easel_proposal_free (outcome->proposal);
  g_clear_pointer (&outcome->specs, g_ptr_array_unref);
  g_free (outcome->message);
  g_free (outcome);
}

void
easel_run_update_clear (EaselRunUpdate *update)
{
  g_clear_pointer (&update->message, g_free);
  g_clear_pointer (&update->title, g_free);
  g_clear_pointer (&update->thumbnail, g_free);
  g_clear_pointer (&update->outcome, g_free);
  g_clear_pointer (&update->deposit, g_free);
  if (update->text != NULL)
    g_string_free (g_steal_pointer (&update->text), TRUE);
}

void
easel_child_outcome_free (EaselChildOutcome *outcome)
{
  if (outcome == NULL)
    return;

  g_free (outcome->id);
  g_free (outcome->key);
  g_free (outcome->result);
  easel_failure_free (outcome->failure);
  g_free (outcome);
}
