/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselBackground:
 *
 * Work that goes on while there is no window: asks the desktop for leave, and shows that it is
 * going on, to the desktop where that shows it, else by a quiet notification with a way to end
 * it. Main thread only.
 *
 * Signal `refused` (): the desktop does not allow it. A notification has told so; whoever hears
 * this ends the program.
 */
#define EASEL_TYPE_BACKGROUND (easel_background_get_type ())
G_DECLARE_FINAL_TYPE (EaselBackground, easel_background, EASEL, BACKGROUND, GObject)

/* @application: not kept alive; registered before anything is asked, with the actions "quit" and
 * "show-brief" */
EaselBackground *easel_background_new (GApplication *application, EaselStudio *studio);

/* Whether the window was closed, and work goes on. */
void easel_background_set_hidden (EaselBackground *self, gboolean hidden);

/* How many jobs go on by themselves: those at work, and those that will be unless the queue is
 * paused. */
guint easel_background_count_jobs (EaselBackground *self);

G_END_DECLS
