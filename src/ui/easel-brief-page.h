/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-sidebar-model.h"
#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselBriefPage:
 *
 * A card for each job that needs the person; while there is none, a place to drop a picture on,
 * and what else can be tried.
 */
#define EASEL_TYPE_BRIEF_PAGE (easel_brief_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselBriefPage, easel_brief_page, EASEL, BRIEF_PAGE, AdwNavigationPage)

/* @model, @settings: kept */
EaselBriefPage *
easel_brief_page_new (EaselStudio *studio, EaselSidebarModel *model, GSettings *settings);

/* Whether nothing needs the person. */
gboolean easel_brief_page_is_empty (EaselBriefPage *self);

G_END_DECLS
