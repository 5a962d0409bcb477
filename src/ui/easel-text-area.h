/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselTextArea:
 *
 * A text to be edited, as high as it is long; from some length on it scrolls. A GtkTextView alone
 * asks for the height it had at the width before.
 */
#define EASEL_TYPE_TEXT_AREA (easel_text_area_get_type ())
G_DECLARE_FINAL_TYPE (EaselTextArea, easel_text_area, EASEL, TEXT_AREA, GtkWidget)

/* @label: for who does not see what is around it */
GtkWidget *easel_text_area_new (const char *label);

/* (transfer none) */
GtkTextView *easel_text_area_get_view (EaselTextArea *self);

/* (transfer full) */
char *easel_text_area_dup_text (EaselTextArea *self);

G_END_DECLS
