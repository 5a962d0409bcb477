/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-review-versions.h"

#include <glib/gi18n.h>

void
easel_review_versions_fill (AdwToggleGroup *group, guint n_versions)
{
  for (guint i = 0; n_versions > 1 && i < n_versions; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();
      /* Translators: of a proposal */
      g_autofree char *label = g_strdup_printf (_ ("Version %u"), i + 1);

      adw_toggle_set_label (toggle, label);
      adw_toggle_group_add (group, toggle);
    }
  adw_toggle_group_set_active (group, n_versions - 1);
  gtk_widget_set_visible (GTK_WIDGET (group), n_versions > 1);
}
