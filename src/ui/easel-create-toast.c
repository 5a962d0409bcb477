/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-toast.h"

#include "easel-plain.h"

#include <glib/gi18n.h>

AdwToast *
easel_create_toast_new (const char *title, EaselJob *job)
{
  AdwToast *toast;

  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (EASEL_IS_JOB (job), NULL);

  toast = easel_plain_toast_new (title);
  adw_toast_set_button_label (toast, _ ("_Show"));
  adw_toast_set_action_name (toast, "win.show-job");
  adw_toast_set_action_target (toast, "s", easel_job_get_id (job));
  return toast;
}

char *
easel_create_toast_describe (const char *generator, guint n_pictures)
{
  if (n_pictures == 0)
    /* Translators: %s is a way to make something, such as “Outfit Ideas” */
    return g_strdup_printf (_ ("%s: begun"), generator);
  if (n_pictures == 1)
    return g_strdup (_ ("Making a picture"));
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Making %'u picture", "Making %'u pictures", n_pictures),
      n_pictures);
}
