/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-testing.h"

static gboolean
has_label (GtkWidget *widget, const char *label)
{
  g_autofree char *text = NULL;

  if (label == NULL)
    return TRUE;
  g_object_get (widget, "label", &text, NULL);
  return g_strcmp0 (text, label) == 0;
}

GtkWidget *
ui_find (GtkWidget *widget, GType type, const char *label)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && has_label (widget, label))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
ui_get (GtkWidget *widget, GType type, const char *label)
{
  GtkWidget *found = ui_find (widget, type, label);

  if (found == NULL)
    g_error ("There is no %s “%s”", g_type_name (type), label != NULL ? label : "");
  return found;
}

GtkWidget *
ui_find_tooltip (GtkWidget *widget, const char *tooltip)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_find_tooltip (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
ui_press (GtkWidget *button)
{
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

void
ui_write (GtkWidget *text_view, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text_view)), text, -1);
}

char *
ui_dup_text (GtkWidget *text_view)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text_view)), "text", &text, NULL);
  return text;
}

void
ui_iterate (void)
{
  g_main_context_iteration (NULL, FALSE);
  g_usleep (500);
}

void
ui_iterate_for (guint ms)
{
  /* Only turns count in which there was nothing to do: others may have the processor. */
  for (guint idle = 0; idle < 2 * ms; g_usleep (500))
    idle += !g_main_context_iteration (NULL, FALSE);
}

/* (nullable): the innermost that asks for more than @width */
static GtkWidget *
find_wide (GtkWidget *widget, int width)
{
  int minimum;

  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_mapped (widget))
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_wide (child, width);

      if (found != NULL)
        return found;
    }
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum > width ? widget : NULL;
}

void
ui_assert_fits (GtkWidget *widget, int width)
{
  GtkWidget *wide = find_wide (widget, width);
  int minimum;

  if (wide == NULL)
    return;
  gtk_widget_measure (wide, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_error ("%s “%s” is %d wide, with room for %d", G_OBJECT_TYPE_NAME (wide),
           gtk_widget_get_css_name (wide), minimum, width);
}
