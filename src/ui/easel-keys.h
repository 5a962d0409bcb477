/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselKey:
 *
 * One of @func and @action.
 */
typedef struct
{
  const char *trigger; /* as gtk_shortcut_trigger_parse_string() reads it */
  GtkShortcutFunc func;
  gint32 arg; /* of @func: its arguments are this number */
  const char *action;
} EaselKey;

/* Keys that @widget takes before what is in it, such as a text that is edited, which has other uses
 * for some of them. @keys may go afterwards. */
void easel_keys_add (GtkWidget *widget, const EaselKey *keys, guint n_keys);

G_END_DECLS
