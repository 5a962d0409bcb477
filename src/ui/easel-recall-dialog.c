/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recall-dialog.h"

#include <glib/gi18n.h>

AdwAlertDialog *
easel_recall_dialog_new (EaselStudio *studio, EaselJob *job)
{
  const char *id = easel_job_get_provider (job);
  g_autoptr (EaselProviderConfig) config = id != NULL ? easel_provider_registry_get_config (
                                                            easel_studio_get_providers (studio), id)
                                                      : NULL;
  const char *name = config != NULL ? easel_provider_config_get_name (config) : id;
  g_autofree char *body = g_strdup_printf (
      /* Translators: a provider */
      _ ("%s is told to stop, and to delete what it was sent. What it has answered by then is paid "
         "for, and is not saved."),
      name != NULL ? name : "");
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Stop Waiting?"), body));

  adw_alert_dialog_add_responses (dialog, "wait", _ ("_Keep Waiting"), EASEL_RECALL_DIALOG_CANCEL,
                                  _ ("_Cancel Job"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, EASEL_RECALL_DIALOG_CANCEL,
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "wait");
  adw_alert_dialog_set_close_response (dialog, "wait");
  return dialog;
}
