/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-failure.h"
#include "easel-job-spec.h"
#include "easel-job-state.h"
#include "easel-proposal.h"
#include "easel-usage.h"

G_BEGIN_DECLS

/**
 * EaselJobRecord:
 *
 * A job's light columns, on their way between the store's thread and the main thread.
 * See #EaselJob for what they mean; @asked holds the actions of the open proposal.
 */
typedef struct
{
  char *id;
  char *kind;
  char *title;
  char *description;
  char *lane;
  char *provider;
  char *model;
  char *parent;
  char *key;
  char *thumbnail;
  char *outcome;
  char *message; /* (nullable): only of a job that waits */
  char *deposit; /* (nullable): read, but not written with the others */
  EaselJobState state;
  gint64 created;
  gint64 started;
  gint64 finished;
  gint64 not_before;
  gint64 hidden_until;
  gboolean when_online;
  gint64 boost;
  guint attempts;
  guint step;
  guint n_steps;
  EaselUsage usage;
  EaselFailure *failure;
  EaselDecisionAction asked;
} EaselJobRecord;

EaselJobRecord *easel_job_record_new (void);
void easel_job_record_free (EaselJobRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselJobRecord, easel_job_record_free)

G_END_DECLS
