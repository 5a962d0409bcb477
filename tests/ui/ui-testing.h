/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What tests of widgets look for and press. */

/* (nullable): the first widget of @type at or below @widget that is on show; with @label, if it is
 * not %NULL, as its property of that name */
GtkWidget *ui_find (GtkWidget *widget, GType type, const char *label);
/* The same, which must be there. */
GtkWidget *ui_get (GtkWidget *widget, GType type, const char *label);
/* (nullable): the first button on show whose tooltip is @tooltip */
GtkWidget *ui_find_tooltip (GtkWidget *widget, const char *tooltip);

void ui_press (GtkWidget *button);
void ui_write (GtkWidget *text_view, const char *text);
/* (transfer full): of a text view */
char *ui_dup_text (GtkWidget *text_view);

/* Fails when something on show at or below @widget asks for more than @width, and names the
 * innermost. */
void ui_assert_fits (GtkWidget *widget, int width);

/* Runs the main context until @condition is true; fails when it takes too long. */
#define ui_wait_until(condition)                                                                   \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 ui_deadline = g_get_monotonic_time () + 120 * G_TIME_SPAN_SECOND;                       \
    while (!(condition))                                                                           \
      {                                                                                            \
        g_assert_cmpint (g_get_monotonic_time (), <, ui_deadline);                                 \
        ui_iterate ();                                                                             \
      }                                                                                            \
  }                                                                                                \
  G_STMT_END

void ui_iterate (void);
/* Until nothing was to be done for about so long in all. */
void ui_iterate_for (guint ms);

G_END_DECLS
