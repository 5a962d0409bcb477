/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer-catalog.h"
#include "easel-job-spec.h"
#include "easel-job.h"
#include "easel-overnight-params.h"

G_BEGIN_DECLS

/* (transfer full). @provider, @model: (nullable): while that is not known */
EaselJobSpec *easel_overnight_spec_new (EaselAnalyzerCatalog *catalog,
                                        const EaselOvernightParams *params,
                                        const char *provider,
                                        const char *model);

/* (transfer full): of the job that takes back what @job has left with its provider */
EaselJobSpec *easel_overnight_recall_spec_new (EaselJob *job, const char *deposit);

/* (transfer full): "500 Pictures" */
char *easel_overnight_dup_title (guint n_pictures);

/* Sets %EASEL_STUDIO_ERROR_NO_BATCHES. @provider: its name */
void easel_overnight_set_no_batches (GError **error, const char *provider);

G_END_DECLS
