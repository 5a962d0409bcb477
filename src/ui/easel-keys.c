/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-keys.h"

void
easel_keys_add (GtkWidget *widget, const EaselKey *keys, guint n_keys)
{
  GtkEventController *controller = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  controller = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < n_keys; i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                         keys[i].func != NULL
                                             ? gtk_callback_action_new (keys[i].func, NULL, NULL)
                                             : gtk_named_action_new (keys[i].action),
                                         keys[i].func != NULL ? "i" : NULL, keys[i].arg));
  gtk_widget_add_controller (widget, controller);
}
