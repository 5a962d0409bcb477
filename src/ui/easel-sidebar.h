/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-brief.h"
#include "easel-sidebar-model.h"
#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselSidebar:
 *
 * The ways to the Brief and the library, all jobs in sections, and below them how many run and
 * wait.
 *
 * Activates `win.show-page`, `win.show-job`, `win.toggle-pause`, and what is in its menus.
 * Signal `job-picked` (EaselJob *job): selected by a key or a pointer.
 */
#define EASEL_TYPE_SIDEBAR (easel_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (EaselSidebar, easel_sidebar, EASEL, SIDEBAR, AdwNavigationPage)

/* Once. */
void easel_sidebar_set_model (EaselSidebar *self, EaselSidebarModel *model, EaselQueue *queue);

/* Once: whose items are counted beside the way there. */
void easel_sidebar_set_brief (EaselSidebar *self, EaselBrief *brief);

/* Marks where the person is: @page: (nullable): "brief" or "library"; @job: (nullable) */
void easel_sidebar_mark (EaselSidebar *self, const char *page, EaselJob *job);

/* Gives the keyboard to the row of what is shown beside it. */
void easel_sidebar_focus (EaselSidebar *self);

G_END_DECLS
