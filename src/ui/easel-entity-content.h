/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselEntityContent:
 *
 * What is dragged when an entity is: the #EaselEntity for Easel itself, and for other programs the
 * file of the picture it is recognized by, which is looked up when somebody asks for it.
 */
#define EASEL_TYPE_ENTITY_CONTENT (easel_entity_content_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityContent,
                      easel_entity_content,
                      EASEL,
                      ENTITY_CONTENT,
                      GdkContentProvider)

/* (nullable): id of the picture @entity is recognized by */
const char *easel_entity_content_get_picture (EaselEntity *entity);

/* (transfer full) (nullable): what @drop brings, when it was dragged inside this program */
EaselEntity *easel_entity_content_get_dropped (GdkDrop *drop);

/* Called when a drag begins. Returns: (transfer none) (nullable): what is dragged */
typedef EaselEntity *(*EaselEntityContentFunc) (GtkWidget *widget);

/* Lets @widget be dragged. @library: kept */
void easel_entity_content_add_source (GtkWidget *widget,
                                      EaselLibrary *library,
                                      EaselEntityContentFunc func);

G_END_DECLS
