/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-menu.h"

#include "easel-job-text.h"

#include <glib/gi18n.h>

static void
append (GMenu *menu, EaselJob *job, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", easel_job_get_id (job));
  g_menu_append_item (menu, item);
}

GMenuModel *
easel_job_menu_new (EaselJob *job)
{
  EaselJobState state = easel_job_get_state (job);
  GMenu *menu = g_menu_new ();

  switch (easel_job_text_choose_action (job))
    {
    case EASEL_JOB_ACTION_REVIEW:
      append (menu, job, _ ("_Review"), "win.review-job");
      append (menu, job, _ ("_Cancel"), "win.cancel-job");
      break;
    case EASEL_JOB_ACTION_CANCEL:
      append (menu, job, _ ("_Cancel"), "win.cancel-job");
      break;
    case EASEL_JOB_ACTION_RETRY:
      append (menu, job, _ ("_Try Again"), "win.retry-job");
      break;
    case EASEL_JOB_ACTION_NONE:
    default:
      break;
    }
  if (state == EASEL_JOB_STATE_QUEUED)
    append (menu, job, easel_job_text_is_waiting_overnight (job) ? _ ("Ask _Now") : _ ("Run _Next"),
            "win.run-job-next");
  if (state == EASEL_JOB_STATE_COMPLETED && g_str_equal (easel_job_get_kind (job), "analyze"))
    append (menu, job, _ ("_Analyze Again"), "win.analyze-again");
  if (easel_job_state_is_final (state))
    append (menu, job, _ ("Re_move From List"), "win.remove-job");
  return G_MENU_MODEL (menu);
}

void
easel_job_menu_connect (GtkActionable *actionable, const char *name, const char *id)
{
  g_return_if_fail (GTK_IS_ACTIONABLE (actionable));

  /* In between, the one must not meet the other's old value. */
  gtk_actionable_set_action_name (actionable, NULL);
  gtk_actionable_set_action_target (actionable, "s", id);
  gtk_actionable_set_action_name (actionable, name);
}
