/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyze-params.h"
#include "easel-analyzer-catalog.h"
#include "easel-job-spec.h"
#include "easel-provider-registry.h"

G_BEGIN_DECLS

/**
 * EaselAnalyzeSpec:
 *
 * Makes the specs of "analyze" jobs, for the studio and for jobs that make children.
 *
 * @provider, @model: (nullable): who is to be asked; %NULL when that is not known yet, and the
 *   job then has a child that knows
 *
 * A job that asks waits in its model's lane; one that only makes children does not.
 *
 * Returns: (transfer full)
 */
EaselJobSpec *easel_analyze_spec_new (EaselAnalyzerCatalog *catalog,
                                      EaselProviderRegistry *providers,
                                      const EaselAnalyzeParams *params,
                                      const char *provider,
                                      const char *model);

/* (transfer full): "Outfit", or "Hair Style, Makeup" */
char *easel_analyze_spec_list_titles (EaselAnalyzerCatalog *catalog, const char *const *names);

G_END_DECLS
