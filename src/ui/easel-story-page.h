/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselStoryPage:
 *
 * A story, to be read, changed scene by scene, and exported. While it is being written it fills as
 * it comes.
 */
#define EASEL_TYPE_STORY_PAGE (easel_story_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselStoryPage, easel_story_page, EASEL, STORY_PAGE, AdwNavigationPage)

/* @story: id */
EaselStoryPage *easel_story_page_new (EaselStudio *studio, const char *story);
/* @job: writes a story, or a scene of one */
EaselStoryPage *easel_story_page_new_for_job (EaselStudio *studio, EaselJob *job);

G_END_DECLS
