/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-review-notice.h"

#include <glib/gi18n.h>

GtkWidget *
easel_review_notice_new (const char *icon_name, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0F, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "hexpand", TRUE, NULL);

  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "valign", GTK_ALIGN_START,
                                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "review-notice");
  return box;
}

GtkWidget *
easel_review_notice_new_for_comment (const char *comment)
{
  /* Translators: %s is what the person has written */
  g_autofree char *text = g_strdup_printf (_ ("You asked: “%s”"), comment);

  return easel_review_notice_new ("document-edit-symbolic", text);
}
