/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-label.h"

void
easel_label_show_name (GtkLabel *label, const char *name)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (label)) == GTK_TEXT_DIR_RTL;
  PangoDirection direction;

  gtk_label_set_label (label, name);
  direction = pango_layout_get_direction (gtk_label_get_layout (label), 0);
  gtk_label_set_justify (label, rtl == (direction == PANGO_DIRECTION_RTL) ? GTK_JUSTIFY_LEFT
                                                                          : GTK_JUSTIFY_RIGHT);
}
