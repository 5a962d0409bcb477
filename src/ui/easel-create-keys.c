/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-keys.h"

static gboolean
on_key (GtkWidget *page, GVariant *args, gpointer user_data)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (page));

  if (!gtk_widget_get_mapped (page)
      || (focus != NULL && gtk_widget_get_ancestor (focus, ADW_TYPE_DIALOG) != NULL))
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (page, user_data, NULL);
}

static void
add (GtkEventController *keys, const char *trigger, const char *action)
{
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                        gtk_callback_action_new (on_key, g_strdup (action), g_free)));
}

void
easel_create_keys_add (GtkWidget *page, const char *make, const char *save)
{
  GtkEventController *keys;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (make != NULL && save != NULL);

  keys = gtk_shortcut_controller_new ();
  /* Before a text, where Return means another line. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  add (keys, "<Control>Return|<Control>KP_Enter", make);
  add (keys, "<Control>s", save);
  gtk_widget_add_controller (page, keys);
}
