/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-brief-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselBriefCard:
 *
 * One item of the Brief: what it is about, why it is here, who says so, and what can be done. What
 * is done to a job or an entity goes through the window's actions; what is done to the item itself
 * is told, for whoever has the Brief.
 *
 * Property `item` (EaselBriefItem, nullable, writable).
 *
 * Signals: `snoozed` (int: an #EaselSnooze), `dismissed`, `retry` (all of several), `merge`,
 * `not-duplicates`.
 */
#define EASEL_TYPE_BRIEF_CARD (easel_brief_card_get_type ())
G_DECLARE_FINAL_TYPE (EaselBriefCard, easel_brief_card, EASEL, BRIEF_CARD, AdwBin)

GtkWidget *easel_brief_card_new (void);

/* (transfer none) (nullable) */
EaselBriefItem *easel_brief_card_get_item (EaselBriefCard *self);

G_END_DECLS
