/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"
#include "easel-overnight-params.h"
#include "easel-overnight-plan.h"
#include "easel-run.h"

G_BEGIN_DECLS

/**
 * EaselOvernightImport:
 * @params: what is to be looked at
 * @analyzers: (element-type EaselAnalyzer): plain ones
 * @max_edge: of pictures that are sent
 * @copies: folder for the copies that are sent
 *
 * What easel_overnight_import() goes by. Borrowed fields.
 */
typedef struct
{
  EaselLibrary *library;
  EaselRun *run;
  const EaselOvernightParams *params;
  GPtrArray *analyzers;
  guint max_edge;
  const char *copies;
} EaselOvernightImport;

/**
 * easel_overnight_import:
 *
 * Lists folders, imports all pictures, one after the other, looks what the library knows of them,
 * and makes the copies that are sent; some pictures a step. What cannot be imported is an item with
 * its reason. Blocking: for the run's worker.
 *
 * Returns: (transfer full) (nullable)
 */
EaselOvernightPlan *easel_overnight_import (const EaselOvernightImport *import, GError **error);

G_END_DECLS
