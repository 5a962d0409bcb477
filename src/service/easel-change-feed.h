/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-bus-object.h"

G_BEGIN_DECLS

/**
 * EaselChangeFeed:
 *
 * Tells the bus what happens to jobs: Jobs1's Changed. Every change of state is told, in
 * order; progress at most ten times a second for each job. Thousands of changes at once are
 * told in slices, so that they do not hold up the window. Main thread only.
 */
#define EASEL_TYPE_CHANGE_FEED (easel_change_feed_get_type ())
G_DECLARE_FINAL_TYPE (EaselChangeFeed, easel_change_feed, EASEL, CHANGE_FEED, GObject)

/* @object: Jobs1 */
EaselChangeFeed *easel_change_feed_new (EaselStudio *studio, EaselBusObject *object);

/* Tells what is still untold, at once; before the object leaves the bus. */
void easel_change_feed_flush (EaselChangeFeed *self);

G_END_DECLS
