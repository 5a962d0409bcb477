/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-generate-params.h"
#include "easel-generator-catalog.h"
#include "easel-job-spec.h"
#include "easel-provider-registry.h"

G_BEGIN_DECLS

#define EASEL_GENERATE_JOB_KIND "generate"

/**
 * easel_generate_spec_new:
 * @provider, @model: (nullable): who is to be asked; %NULL when that is not known yet, and the
 *   job then has a child that knows
 *
 * The spec of a "generate" job, for the studio and for jobs that make children. A job that asks
 * waits in its model's lane; one that only makes children does not.
 *
 * Returns: (transfer full)
 */
EaselJobSpec *easel_generate_spec_new (EaselGeneratorCatalog *catalog,
                                       EaselProviderRegistry *providers,
                                       const EaselGenerateParams *params,
                                       const char *provider,
                                       const char *model);

/* (transfer full): the beginning of what a person wrote, on one line */
char *easel_generate_shorten (const char *text);

/**
 * easel_generate_choose_model:
 * @recipe: whose generator wants a model for pictures, or one for words
 * @provider, @model: (out) (transfer full): who is to be asked
 *
 * Any thread.
 *
 * Returns: %FALSE with %EASEL_STUDIO_ERROR_NO_IMAGE_MODEL when other models were chosen, but none
 *   that makes pictures: Demo's drawings are not what somebody expects then
 */
gboolean easel_generate_choose_model (EaselProviderRegistry *providers,
                                      EaselGeneratorCatalog *catalog,
                                      EaselRecipe *recipe,
                                      char **provider,
                                      char **model,
                                      GError **error);
/* The same, for a task. */
gboolean easel_generate_choose_model_for (EaselProviderRegistry *providers,
                                          EaselModelTask task,
                                          char **provider,
                                          char **model,
                                          GError **error);

G_END_DECLS
