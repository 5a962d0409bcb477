/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-spec.h"
#include "easel-provider-registry.h"
#include "easel-story-params.h"

G_BEGIN_DECLS

/* What stories are made with. */

#define EASEL_STORY_JOB_KIND "story"

/* (transfer full): of #EaselStoryJob. @params: JSON text. @provider, @model: (nullable): of texts
 */
EaselJobSpec *easel_story_spec_new (EaselProviderRegistry *providers,
                                    const char *params,
                                    const char *provider,
                                    const char *model);

G_END_DECLS
