/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-overnight-work.h"

G_BEGIN_DECLS

/**
 * easel_overnight_import:
 *
 * Lists folders, imports all pictures, one after the other, looks what the library knows of them,
 * and makes the copies that are sent; some pictures a step. What cannot be imported is an item with
 * its reason. Blocking: for the run's worker.
 *
 * Returns: (transfer full) (nullable)
 */
EaselOvernightPlan *easel_overnight_import (const EaselOvernightWork *work, GError **error);

G_END_DECLS
