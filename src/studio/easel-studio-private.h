/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer-catalog.h"
#include "easel-budget.h"
#include "easel-generator-catalog.h"
#include "easel-model-notes.h"
#include "easel-overnight-batch.h"
#include "easel-overnight-params.h"
#include "easel-story-catalog.h"
#include "easel-studio.h"

G_BEGIN_DECLS

/* What the files of the studio share. */

typedef enum
{
  EASEL_STUDIO_NEW,
  EASEL_STUDIO_OPENING,
  EASEL_STUDIO_OPEN,
  EASEL_STUDIO_FAILED, /* opening failed */
  EASEL_STUDIO_CLOSING,
  EASEL_STUDIO_CLOSED,
} EaselStudioState;

struct _EaselStudio
{
  GObject parent_instance;

  char *data_dir;  /* (owned) */
  char *cache_dir; /* (owned) */

  EaselProviderRegistry *providers;  /* (owned) */
  EaselAnalyzerCatalog *catalog;     /* (owned) */
  EaselStoryCatalog *stories;        /* (owned) */
  EaselGeneratorCatalog *generators; /* (owned) */
  EaselModelNotes *notes;            /* (owned) */
  EaselPriceList *prices;            /* (owned) */
  EaselBudget *budget;               /* (owned) */
  EaselLibrary *library;             /* (owned) */
  EaselQueue *queue;                 /* (owned) */
  EaselBrief *brief;                 /* (owned) (nullable): until it is asked for */

  EaselJobKind *overnight; /* (owned) */
  EaselJobKind *recall;    /* (owned): of overnight jobs that are canceled */

  EaselStudioState state;
  GError *failure;   /* (owned) (nullable): why opening failed */
  GPtrArray *early;  /* (owned) (nullable): EarlyJob, until providers and analyzers are known */
  GTask *close_task; /* (owned) (nullable): asked for while opening */
};

/* Tells the main thread's properties. */
void easel_studio_set_state (EaselStudio *self, EaselStudioState state);
/* @error: copied */
void easel_studio_set_failure (EaselStudio *self, const GError *error);
void easel_studio_notify_person (EaselStudio *self, const char *message);
/* A provider's lane is as wide as the person says. */
void easel_studio_update_lanes (EaselStudio *self);

/* @spec: (transfer full). Returns: (transfer none) (nullable) */
EaselJob *easel_studio_submit_spec (EaselStudio *self, EaselJobSpec *spec, GError **error);
/* What was submitted before the providers were known now learns who will be asked. */
void easel_studio_amend_early_jobs (EaselStudio *self);
/* (transfer full): where the data file or folder @name is: Easel's, then the person's own */
GStrv easel_studio_list_data (EaselStudio *self, const char *name);
/* After a change of @job: what a pull brought may be what was missing. */
void easel_studio_use_pulled_model (EaselStudio *self, EaselJob *job);
/* (element-type EarlyJob): @early of a new studio */
GPtrArray *easel_studio_early_jobs_new (void);

/* @params: (transfer full). Returns: (transfer none) (nullable) */
EaselJob *
easel_studio_submit_overnight (EaselStudio *self, EaselOvernightParams *params, GError **error);
/* Whether who is asked about pictures takes batches; else %EASEL_STUDIO_ERROR_NO_BATCHES. */
gboolean easel_studio_check_overnight (EaselStudio *self, GError **error);
void easel_studio_add_overnight_kinds (EaselStudio *self);
/* What jobs that are not there any more left in the cache is removed. */
void easel_studio_sweep_overnight (EaselStudio *self);
/* For tests. Before it is opened. */
void easel_studio_set_overnight_pace (EaselStudio *self, const EaselOvernightPace *pace);

G_END_DECLS
