/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

G_BEGIN_DECLS

/**
 * EaselWaits:
 *
 * Queued jobs that wait for a time to come, or for the network, whichever is first. Main
 * thread only.
 */
typedef struct _EaselWaits EaselWaits;

/* @job waits no longer. */
typedef void (*EaselWaitsReady) (EaselJob *job, gpointer user_data);

EaselWaits *easel_waits_new (EaselWaitsReady ready, gpointer user_data);
void easel_waits_free (EaselWaits *self);

/* @until: Unix time in microseconds */
void easel_waits_add (EaselWaits *self, EaselJob *job, gint64 until, gboolean when_online);

/* Does nothing for a job that is not there. */
void easel_waits_remove (EaselWaits *self, EaselJob *job);

/* Lets go of all that wait for the network. */
void easel_waits_release_online (EaselWaits *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselWaits, easel_waits_free)

G_END_DECLS
