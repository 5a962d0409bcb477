/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-overnight-work.h"

G_BEGIN_DECLS

/**
 * easel_overnight_fetch:
 *
 * Asks about each batch, leaves its answers to jobs, and has the provider delete what it was sent.
 * Gives the thread back, see easel_run_wait_until(), until all have been answered. Blocking: for
 * the run's worker.
 */
gboolean easel_overnight_fetch (EaselOvernightWork *work, GError **error);

G_END_DECLS
