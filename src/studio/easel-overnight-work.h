/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer-catalog.h"
#include "easel-budget.h"
#include "easel-library.h"
#include "easel-model-notes.h"
#include "easel-overnight-batch.h"
#include "easel-overnight-params.h"
#include "easel-overnight-plan.h"
#include "easel-provider-registry.h"

G_BEGIN_DECLS

/**
 * EaselOvernightWork:
 * @params: (owned): what is to be looked at
 * @analyzers: (owned) (element-type EaselAnalyzer): plain ones
 * @copies: (owned): folder for the copies that are sent
 * @plan: (owned) (nullable): until the pictures are imported
 * @batches: (owned) (element-type EaselOvernightBatch): what is with the provider
 * @provider: (owned) (nullable): until it is needed
 *
 * One run of an "overnight" job, on its worker. The other fields are borrowed.
 */
typedef struct
{
  EaselLibrary *library;
  EaselProviderRegistry *providers;
  EaselBudget *budget;
  EaselAnalyzerCatalog *catalog;
  EaselModelNotes *notes;
  const EaselOvernightPace *pace;
  EaselRun *run;
  GCancellable *cancellable;
  EaselOvernightParams *params;
  GPtrArray *analyzers;
  char *copies;
  EaselOvernightPlan *plan;
  GPtrArray *batches;
  EaselProvider *provider;
} EaselOvernightWork;

void easel_overnight_work_clear (EaselOvernightWork *work);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EaselOvernightWork, easel_overnight_work_clear)

gboolean easel_overnight_work_need_provider (EaselOvernightWork *work, GError **error);
/* What a person calls the provider, once it was needed. */
const char *easel_overnight_work_get_name (EaselOvernightWork *work);

/* Whether there is a job for all that was in @batch. */
gboolean
easel_overnight_work_has_results (EaselOvernightWork *work, const EaselOvernightBatch *batch);

/* Makes @batches the job's deposit, once the provider is known; reserve() before one of them is
 * sent, when what it costs has to be there. */
gboolean easel_overnight_work_reserve (EaselOvernightWork *work, GError **error);
gboolean easel_overnight_work_save (EaselOvernightWork *work, GError **error);

/* What went wrong while a provider was asked for what it has is not the end of the batch: gives the
 * thread back for a while. @failure: (transfer full) */
gboolean easel_overnight_work_ask_later (EaselOvernightWork *work,
                                         gint64 since,
                                         GError *failure,
                                         GError **error);

G_END_DECLS
