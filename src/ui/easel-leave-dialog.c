/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-leave-dialog.h"

#include <glib/gi18n.h>

AdwAlertDialog *
easel_leave_dialog_new_for_close (guint n_jobs)
{
  g_autofree char *body = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "%u job is not done. Easel can finish it in the background, or go on when you "
                   "open it again. You can change your choice in Preferences.",
                   "%u jobs are not done. Easel can finish them in the background, or go on when "
                   "you open it again. You can change your choice in Preferences.",
                   n_jobs),
      n_jobs);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Keep Working?"), body));

  adw_alert_dialog_add_responses (dialog, EASEL_LEAVE_QUIT, _ ("_Quit"), EASEL_LEAVE_KEEP_WORKING,
                                  _ ("_Keep Working"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, EASEL_LEAVE_KEEP_WORKING,
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, EASEL_LEAVE_KEEP_WORKING);
  return dialog;
}

AdwAlertDialog *
easel_leave_dialog_new_for_quit (guint n_running)
{
  g_autofree char *stops = g_strdup_printf (
      g_dngettext (
          GETTEXT_PACKAGE, "%u job is running. It stops, and goes on when you open Easel again.",
          "%u jobs are running. They stop, and go on when you open Easel again.", n_running),
      n_running);
  g_autofree char *body = g_strconcat (
      stops, "\n\n", _ ("Jobs that wait for your answer or work overnight are safe."), NULL);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Quit Easel?"), body));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), EASEL_LEAVE_QUIT, _ ("_Quit"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, EASEL_LEAVE_QUIT, ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, EASEL_LEAVE_QUIT);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  return dialog;
}
