/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-overnight-work.h"

G_BEGIN_DECLS

/**
 * easel_overnight_send:
 *
 * Sends what of the plan has no job and is not with the provider, in as many batches as it takes.
 * Each is noted before it is sent, and looked for there before it is sent again. Blocking: for the
 * run's worker.
 */
gboolean easel_overnight_send (EaselOvernightWork *work, GError **error);

G_END_DECLS
