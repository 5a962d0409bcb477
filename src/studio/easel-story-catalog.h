/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-data-catalog.h"
#include "easel-story-template.h"

G_BEGIN_DECLS

#define EASEL_STORY_PLAN "plan"
#define EASEL_STORY_SCENE "scene"

/**
 * EaselStoryCatalog:
 *
 * The data files of data/story.
 */
#define EASEL_TYPE_STORY_CATALOG (easel_story_catalog_get_type ())
G_DECLARE_FINAL_TYPE (EaselStoryCatalog,
                      easel_story_catalog,
                      EASEL,
                      STORY_CATALOG,
                      EaselDataCatalog)

EaselStoryCatalog *easel_story_catalog_new (void);

/* (transfer none) (nullable): %EASEL_STUDIO_ERROR_BAD_STORY_FILE when it is missing. Any thread */
EaselStoryTemplate *
easel_story_catalog_lookup (EaselStoryCatalog *self, const char *name, GError **error);

G_END_DECLS
