/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-generator-catalog.h"
#include "easel-job-spec.h"
#include "easel-provider-registry.h"
#include "easel-recipe.h"
#include "easel-story-params.h"

G_BEGIN_DECLS

/* What #EaselStoryIllustrateJob draws. */

#define EASEL_STORY_ILLUSTRATE_JOB_KIND "illustrate"

/**
 * EaselStoryIllustration:
 * @story: id
 * @scene: which, from 1
 * @name: what the picture is called
 * @is_edit: whether it takes the place of what is there, which can be undone; else the story is
 *   still being made
 *
 * Which scene is illustrated. On disk it is JSON, beside the #EaselGenerateParams of the picture.
 * Plain (owned) fields. Any thread.
 */
typedef struct
{
  char *story;
  guint scene;
  char *name;
  gboolean is_edit;
} EaselStoryIllustration;

void easel_story_illustration_free (EaselStoryIllustration *illustration);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselStoryIllustration, easel_story_illustration_free)

/* (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS */
EaselStoryIllustration *easel_story_illustration_from_json (const char *text, GError **error);

/**
 * easel_story_illustration_make_recipe:
 * @params: of the story: its character and its art style go in
 * @picture: a moment of the scene as it could be drawn
 * @comment: (nullable): what is to be otherwise
 *
 * Pure.
 *
 * Returns: (transfer full)
 */
EaselRecipe *easel_story_illustration_make_recipe (const EaselStoryParams *params,
                                                   const char *picture,
                                                   const char *comment);

/**
 * easel_story_illustration_spec_new:
 * @title: the scene's
 *
 * Who draws is chosen now; when nobody can be, the job says so, and chooses when it is tried again.
 * The key is the scene's number.
 *
 * Returns: (transfer full)
 */
EaselJobSpec *easel_story_illustration_spec_new (const EaselStoryIllustration *self,
                                                 EaselRecipe *recipe,
                                                 const char *title,
                                                 EaselGeneratorCatalog *generators,
                                                 EaselProviderRegistry *providers);

/* Whether there is a model that can be asked for illustrations; else
 * %EASEL_STUDIO_ERROR_NO_IMAGE_MODEL. Any thread */
gboolean easel_story_illustration_check_model (EaselGeneratorCatalog *generators,
                                               EaselProviderRegistry *providers,
                                               GError **error);

G_END_DECLS
