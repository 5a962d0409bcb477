/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselJobAnnouncer:
 *
 * Has a screen reader say which jobs need the person, failed or are done, while the window is
 * looked at; otherwise a notification does. It never interrupts, says each thing once, and sums
 * up what comes in quick succession: of a thousand pictures that fail one hears a sentence.
 * Main thread only.
 */
#define EASEL_TYPE_JOB_ANNOUNCER (easel_job_announcer_get_type ())
G_DECLARE_FINAL_TYPE (EaselJobAnnouncer, easel_job_announcer, EASEL, JOB_ANNOUNCER, GObject)

/* @window: not kept alive, but outlives it */
EaselJobAnnouncer *easel_job_announcer_new (GtkWindow *window, EaselQueue *queue);

G_END_DECLS
