/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselWindow:
 *
 * The window: jobs in the sidebar, and beside it one page: the Brief, the library, a job or an
 * entity. It is painted before the studio is open, and takes pictures from then on.
 *
 * Actions, for any widget inside: `win.show-page` (s: "brief", "library",
 * "create"), `win.show-job`
 * (s: id), `win.show-entity` (s: id), `win.dismiss-welcome`, `win.open`, `win.open-folder`,
 * `win.paste`, `win.try-sample`, `win.search`, `win.toggle-pause`, and for one job
 * `win.cancel-job`, `win.retry-job`, `win.run-job-next`, `win.remove-job`, `win.analyze-again`,
 * `win.review-job` (each s: id).
 */
#define EASEL_TYPE_WINDOW (easel_window_get_type ())
G_DECLARE_FINAL_TYPE (EaselWindow, easel_window, EASEL, WINDOW, AdwApplicationWindow)

EaselWindow *easel_window_new (GtkApplication *application, EaselStudio *studio);

/**
 * easel_window_analyze:
 * @uris: (array zero-terminated=1): pictures and folders, unseen
 *
 * Starts what the analyzer chooser says on each, and tells so with a toast that can undo it.
 */
void easel_window_analyze (EaselWindow *self, const char *const *uris);

/* Opens the review of what a job asks; the job's page, when it asks nothing any more. @id: a job,
 * which may be gone */
void easel_window_review (EaselWindow *self, const char *id);

/* Searches the library. @text: (nullable): to be typed, when %NULL */
void easel_window_search (EaselWindow *self, const char *text);

/* @id: a job, which may be gone */
void easel_window_show_job (EaselWindow *self, const char *id);

G_END_DECLS
