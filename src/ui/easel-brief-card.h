/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselBriefCard:
 *
 * A job that needs the person: what it is, why it stopped, and what can be done about it.
 *
 * Property `job` (nullable, writable).
 */
#define EASEL_TYPE_BRIEF_CARD (easel_brief_card_get_type ())
G_DECLARE_FINAL_TYPE (EaselBriefCard, easel_brief_card, EASEL, BRIEF_CARD, AdwBin)

GtkWidget *easel_brief_card_new (void);

G_END_DECLS
