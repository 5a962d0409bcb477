/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"
#include "easel-queue.h"

G_BEGIN_DECLS

/**
 * EaselContactState:
 * @EASEL_CONTACT_WAITING: it is being made, or read, or the library is not open
 * @EASEL_CONTACT_READY: easel_contact_item_get_entity() has it
 * @EASEL_CONTACT_FAILED: easel_contact_item_get_reason() says why
 * @EASEL_CONTACT_GONE: archived, or no longer in the library
 */
typedef enum
{
  EASEL_CONTACT_WAITING,
  EASEL_CONTACT_READY,
  EASEL_CONTACT_FAILED,
  EASEL_CONTACT_GONE,
} EaselContactState;

/**
 * EaselContactItem:
 *
 * One place of a contact sheet: a picture of the library, or a job that makes one. Follows the
 * job; of the library it is told by easel_contact_item_reload(). Main thread only.
 *
 * Properties, readable, with notify: `state` (EaselContactState as int); `entity` (EaselEntity).
 */
#define EASEL_TYPE_CONTACT_ITEM (easel_contact_item_get_type ())
G_DECLARE_FINAL_TYPE (EaselContactItem, easel_contact_item, EASEL, CONTACT_ITEM, GObject)

EaselContactItem *easel_contact_item_new_for_picture (EaselLibrary *library, const char *picture);
EaselContactItem *
easel_contact_item_new_for_job (EaselLibrary *library, EaselQueue *queue, EaselJob *job);

EaselContactState easel_contact_item_get_state (EaselContactItem *self);
/* (nullable): id of the entity, once it is known */
const char *easel_contact_item_get_id (EaselContactItem *self);
/* (transfer none) (nullable) */
EaselEntity *easel_contact_item_get_entity (EaselContactItem *self);
/* (transfer none) (nullable): who makes it */
EaselJob *easel_contact_item_get_job (EaselContactItem *self);
/* (transfer none) (nullable): the picture's */
GFile *easel_contact_item_get_file (EaselContactItem *self);
/* (nullable): a sentence */
const char *easel_contact_item_get_reason (EaselContactItem *self);
/* Whether it is there to be looked at: ready, and a picture. */
gboolean easel_contact_item_is_picture (EaselContactItem *self);
/* Whether a person marked it with a star. */
gboolean easel_contact_item_is_kept (EaselContactItem *self);

/* (transfer full): what people call it here; never the same for two jobs of a family */
char *easel_contact_item_dup_title (EaselContactItem *self);
/* (transfer full): what there is to say about it, in a few words; may be empty */
char *easel_contact_item_describe (EaselContactItem *self);

/* Reads the library again. */
void easel_contact_item_reload (EaselContactItem *self);

G_END_DECLS
