/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch.h"
#include "easel-budget.h"
#include "easel-run.h"

G_BEGIN_DECLS

/**
 * EaselOvernightBatch:
 * @part: which part of the job's requests it holds
 * @token: by which the provider may know it
 * @since: when it was to be submitted, Unix time in microseconds
 * @requests: (element-type guint): the numbers of its requests
 * @id: (nullable): what the provider calls it; %NULL while it is not known whether it has it
 *
 * A batch that is, or may be, with a provider. Plain (owned) fields. Any thread.
 */
typedef struct
{
  guint part;
  char *token;
  gint64 since;
  GArray *requests;
  char *id;
} EaselOvernightBatch;

/* Makes a new name for it; @since is now. @requests: (transfer full) */
EaselOvernightBatch *easel_overnight_batch_new (guint part, GArray *requests);
void easel_overnight_batch_free (EaselOvernightBatch *batch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselOvernightBatch, easel_overnight_batch_free)

/* (transfer full): what each request is called, in order */
GStrv easel_overnight_batch_dup_keys (const EaselOvernightBatch *batch);
/* Which request of the job has that name. */
gboolean
easel_overnight_batch_read_key (const EaselOvernightBatch *batch, const char *key, guint *request);

/* A job's deposit: all its batches. @batches: (element-type EaselOvernightBatch)
 * (transfer full) (nullable): %NULL for none */
char *easel_overnight_batches_to_json (GPtrArray *batches);
/* (transfer full). @text: (nullable) */
GPtrArray *easel_overnight_batches_from_json (const char *text);

/* Looks for a batch without an id at the provider; it is set when it is found there.
 * @batches: (element-type EaselOvernightBatch): all of the job's */
gboolean easel_overnight_batch_find (EaselOvernightBatch *batch,
                                     GPtrArray *batches,
                                     EaselProvider *provider,
                                     GCancellable *cancellable,
                                     GError **error);

/* What an answer cost; nothing, when nothing came. @reply: (nullable) */
EaselUsage easel_overnight_batch_usage (EaselBudget *budget, EaselRun *run, EaselReply *reply);

/**
 * EaselOvernightPace:
 * @first, @longest: in microseconds
 *
 * How often a provider is asked: a while after the beginning, and then ever more seldom.
 */
typedef struct
{
  gint64 first;
  gint64 longest;
} EaselOvernightPace;

#define EASEL_OVERNIGHT_PACE                                                                       \
  ((EaselOvernightPace) { 30 * G_TIME_SPAN_SECOND, 15 * G_TIME_SPAN_MINUTE })

/* Gives the thread back until it is time to ask about what began at @since; see
 * easel_run_wait_until(). */
gboolean easel_overnight_pace_wait (const EaselOvernightPace *pace,
                                    EaselRun *run,
                                    gint64 since,
                                    const char *message,
                                    GError **error);

G_END_DECLS
