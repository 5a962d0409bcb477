/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-contact-item.h"
#include "easel-library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselContactActions:
 *
 * What a person does to the pictures a widget shows, as its actions “picture.keep”, “.discard”,
 * “.copy”, “.save”, “.set-preview”, “.open”, with their keys. Kept is what has the star that it
 * has everywhere in Easel; discarded is what is archived, which a toast takes back. What is done
 * is told by “win.tell” and “win.tell-change”. The state of “picture.keep” is whether all of them
 * are kept.
 */
#define EASEL_TYPE_CONTACT_ACTIONS (easel_contact_actions_get_type ())
G_DECLARE_FINAL_TYPE (EaselContactActions, easel_contact_actions, EASEL, CONTACT_ACTIONS, GObject)

/* Returns: (transfer full) (element-type EaselContactItem): what is meant just now */
typedef GPtrArray *(*EaselContactListFunc) (GtkWidget *widget);

/* @widget: lives longer than this */
EaselContactActions *
easel_contact_actions_new (GtkWidget *widget, EaselLibrary *library, EaselContactListFunc func);

/* What is meant, or something about it, is another now. */
void easel_contact_actions_update (EaselContactActions *self);

G_END_DECLS
