/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-plain.h"

#define LARGE_TEXT 1.25
#define MOST_LINES 8

/* A toast says its own title to a screen reader, but no other one. */
static void
on_title_mapped (GtkLabel *label)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (label), gtk_label_get_label (label),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static GtkWidget *
create_long_title (const char *title)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0F, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "ellipsize",
                                   PANGO_ELLIPSIZE_END, "lines", MOST_LINES, NULL);

  gtk_widget_add_css_class (label, "heading");
  g_signal_connect (label, "map", G_CALLBACK (on_title_mapped), NULL);
  return label;
}

AdwToast *
easel_plain_toast_new (const char *title)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_use_markup (toast, FALSE);
  /* A title is one line, of which a narrow window shows a word or two when text is large. */
  if (adw_length_unit_to_px (ADW_LENGTH_UNIT_SP, 1, NULL) > LARGE_TEXT)
    adw_toast_set_custom_title (toast, create_long_title (title));
  return toast;
}

void
easel_plain_describe_page (AdwStatusPage *page, const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_status_page_set_description (page, escaped);
}

void
easel_plain_describe_group (AdwPreferencesGroup *group, const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  adw_preferences_group_set_description (group, escaped);
}

void
easel_plain_tell_preferences (GtkWidget *widget, const char *message)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog),
                                      easel_plain_toast_new (message));
  else
    g_message ("%s", message);
}
