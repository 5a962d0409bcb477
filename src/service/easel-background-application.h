/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-service.h"

G_BEGIN_DECLS

/**
 * EaselBackgroundApplication:
 *
 * Easel without a window, for machines and moments without a display: the same name on the bus,
 * the same queue. It ends when there is nothing to do for a while, and makes way for
 * the window: when `easel` starts with a display it calls Jobs1.Release, this one closes
 * the studio (interrupted work stays queued) and exits. So it does when the desktop asks it to
 * show itself, and passes that on to the Easel the bus starts then.
 */
#define EASEL_TYPE_BACKGROUND_APPLICATION (easel_background_application_get_type ())
G_DECLARE_FINAL_TYPE (EaselBackgroundApplication,
                      easel_background_application,
                      EASEL,
                      BACKGROUND_APPLICATION,
                      GApplication)

EaselBackgroundApplication *easel_background_application_new (void);

/* Asks a background Easel, if one holds the name, to make way, and waits until it has (at most
 * a few seconds). Before the window's application registers. */
void easel_background_application_release_name (void);

G_END_DECLS
