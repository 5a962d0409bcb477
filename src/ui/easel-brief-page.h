/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselBriefPage:
 *
 * A card for each item of the Brief; while there is none, a place to drop a picture on, and what
 * else can be tried. Takes and tells things by the window's actions.
 */
#define EASEL_TYPE_BRIEF_PAGE (easel_brief_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselBriefPage, easel_brief_page, EASEL, BRIEF_PAGE, AdwNavigationPage)

/* @settings: kept */
EaselBriefPage *easel_brief_page_new (EaselStudio *studio, GSettings *settings);

/* Whether nothing needs the person. */
gboolean easel_brief_page_is_empty (EaselBriefPage *self);

G_END_DECLS
