/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Goes into gtk4-builder-tool, which knows GTK's own types only: those of libadwaita that
 * templates derive from must be there by name, and Easel's bring their templates along. */

#include <adwaita.h>

void easel_ui_register_resource (void);

__attribute__ ((constructor)) static void
know_types (void)
{
  g_type_ensure (ADW_TYPE_APPLICATION_WINDOW);
  g_type_ensure (ADW_TYPE_BIN);
  g_type_ensure (ADW_TYPE_DIALOG);
  g_type_ensure (ADW_TYPE_NAVIGATION_PAGE);
  g_type_ensure (ADW_TYPE_PREFERENCES_DIALOG);
  g_type_ensure (ADW_TYPE_PREFERENCES_GROUP);
  g_type_ensure (ADW_TYPE_PREFERENCES_ROW);
  easel_ui_register_resource ();
}
