/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-contact-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselContactContent:
 *
 * Pictures as other programs take them, from the clipboard or by dragging: their files, and of a
 * single one also what is in it, as it is and as PNG. Nothing is read before somebody asks for
 * it. Within Easel it is an #EaselEntity.
 */
#define EASEL_TYPE_CONTACT_CONTENT (easel_contact_content_get_type ())
G_DECLARE_FINAL_TYPE (EaselContactContent,
                      easel_contact_content,
                      EASEL,
                      CONTACT_CONTENT,
                      GdkContentProvider)

/* @items: (element-type EaselContactItem). Returns: (transfer full) (nullable): %NULL when there
 * is no picture among them */
GdkContentProvider *easel_contact_content_new (GPtrArray *items);

/* Returns: (transfer full) (nullable): what is dragged from @widget. */
typedef EaselContactItem *(*EaselContactGetItemFunc) (GtkWidget *widget);

/* Lets what @func finds be dragged out of @widget. */
void easel_contact_content_add_drag_source (GtkWidget *widget, EaselContactGetItemFunc func);

G_END_DECLS
