/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-contact-item.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselContactModel:
 *
 * What is on a contact sheet: a #GListModel of #EaselContactItem, in a fixed order. What is
 * archived leaves it, and is back in its place when that is undone. Main thread only.
 */
#define EASEL_TYPE_CONTACT_MODEL (easel_contact_model_get_type ())
G_DECLARE_FINAL_TYPE (EaselContactModel, easel_contact_model, EASEL, CONTACT_MODEL, GObject)

/* What the children of @job make; also of those that are still to come. */
EaselContactModel *
easel_contact_model_new_for_job (EaselLibrary *library, EaselQueue *queue, EaselJob *job);

/* @pictures: (array zero-terminated=1): ids */
EaselContactModel *
easel_contact_model_new_for_pictures (EaselLibrary *library, const char *const *pictures);

/* Reads what is still waited for, when the library has been opened. */
void easel_contact_model_reload (EaselContactModel *self);

/* (transfer full) (nullable) */
EaselContactItem *easel_contact_model_get (EaselContactModel *self, guint position);

/* Returns: whether there is one with @id; @position: (out) */
gboolean easel_contact_model_find (EaselContactModel *self, const char *id, guint *position);

/**
 * easel_contact_model_step:
 * @from: a position
 * @direction: 1 or -1
 * @skip: a position to be passed over; %GTK_INVALID_LIST_POSITION for none
 *
 * Returns: the next position that has a picture to be looked at, round the ends; @from when there
 *   is no other
 */
guint easel_contact_model_step (EaselContactModel *self, guint from, int direction, guint skip);

/* (transfer full) (array zero-terminated=1): ids of all that can be looked at, in their order */
GStrv easel_contact_model_list_pictures (EaselContactModel *self);

G_END_DECLS
