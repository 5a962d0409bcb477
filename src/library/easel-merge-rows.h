/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-change-recorder.h"
#include "easel-entity.h"

G_BEGIN_DECLS

/**
 * easel_merge_rows_apply:
 * @source, @target: as they are in the tables
 * @merged: from easel_merge_apply_to()
 *
 * Writes @merged over @source, archives @target, and makes all that pointed at it point at
 * @source. In the recorder's transaction.
 */
gboolean easel_merge_rows_apply (EaselChangeRecorder *recorder,
                                 EaselEntity *source,
                                 EaselEntity *target,
                                 EaselEntity *merged,
                                 GError **error);

G_END_DECLS
