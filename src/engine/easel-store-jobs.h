/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-record.h"
#include "easel-job-spec.h"
#include "easel-store-file.h"

G_BEGIN_DECLS

/* What the store does with jobs. Each EaselStoreFunc is named with the type of its data;
 * see easel-store.h. */

/**
 * EaselStoreContents:
 * @records: (element-type EaselJobRecord): in order of creation
 * @notice: (nullable): what the person should read
 *
 * All jobs, as found at opening: what was running is queued again.
 */
typedef struct
{
  GPtrArray *records;
  gboolean paused;
  char *notice;
} EaselStoreContents;

EaselStoreContents *easel_store_contents_new (void);
void easel_store_contents_free (EaselStoreContents *contents);
gboolean
easel_store_load_contents (EaselStoreFile *file, EaselStoreContents *contents, GError **error);

/* Removes attachments that belong to no job in @contents. */
void easel_store_sweep_attachments (EaselStoreFile *file, EaselStoreContents *contents);

/**
 * EaselNewJob:
 *
 * A job that is not on disk yet. Immutable once it is posted; counts its references on any
 * thread.
 */
typedef struct
{
  char *id;
  gint64 created;
  EaselJobSpec *spec;
} EaselNewJob;

/* @parent: (nullable): in place of the spec's */
EaselNewJob *
easel_new_job_new (const char *id, gint64 created, const EaselJobSpec *spec, const char *parent);
EaselNewJob *easel_new_job_ref (EaselNewJob *job);
void easel_new_job_unref (EaselNewJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselNewJob, easel_new_job_unref)

/* @data: a GPtrArray of EaselNewJob, all of which are put on disk, queued or as they have failed,
 * or none. Their attachments are there before. */
gboolean easel_store_insert_jobs (EaselStoreFile *file, gpointer data, GError **error);

/**
 * EaselJobChange:
 * @result: (nullable): set with the completed state
 *
 * What changes of a job but for usage, which only ever grows: see easel_store_add_usage().
 */
typedef struct
{
  EaselJobRecord *record;
  char *result;
} EaselJobChange;

EaselJobChange *easel_job_change_new (EaselJobRecord *record, const char *result);
void easel_job_change_free (EaselJobChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselJobChange, easel_job_change_free)

/* @data: an EaselJobChange. What a run came to never overwrites `canceled`, nor anything but
 * a cancel a finished result: then the error is %EASEL_ENGINE_ERROR_WRONG_STATE. */
gboolean easel_store_change_job (EaselStoreFile *file, gpointer data, GError **error);

/* @data: a GPtrArray of EaselJobChange; those that are refused change nothing. */
gboolean easel_store_change_jobs (EaselStoreFile *file, gpointer data, GError **error);

/**
 * EaselHiding:
 * @state: what the job was when it was to be hidden
 */
typedef struct
{
  char *id;
  EaselJobState state;
  gint64 until;
} EaselHiding;

EaselHiding *easel_hiding_new (const char *id, EaselJobState state, gint64 until);
void easel_hiding_free (EaselHiding *hiding);

/* @data: an EaselHiding. A job that has moved on, on disk, is left as it is. */
gboolean easel_store_hide_job (EaselStoreFile *file, gpointer data, GError **error);

/* @data: a GPtrArray of ids */
gboolean easel_store_remove_jobs (EaselStoreFile *file, gpointer data, GError **error);

/* The same, once the removal is committed. */
gboolean easel_store_remove_attachments (EaselStoreFile *file, gpointer data, GError **error);

/* @data: the value: 0 or 1 by GUINT_TO_POINTER() */
gboolean easel_store_set_paused (EaselStoreFile *file, gpointer data, GError **error);

G_END_DECLS
