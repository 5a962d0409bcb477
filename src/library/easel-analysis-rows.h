/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"

G_BEGIN_DECLS

/**
 * EaselAnalysisKey:
 *
 * What an analysis depends on; each (unowned). All but the picture and the analyzer may be %NULL.
 */
typedef struct
{
  const char *picture;
  const char *analyzer;
  const char *provider;
  const char *model;
  const char *prompt_revision;
} EaselAnalysisKey;

/* The result cache in library.sqlite. @db is inside a transaction, on its thread. */

/* @entity: (out) (transfer full) (nullable): the id of what was made; archived ones are not
 * found */
gboolean
easel_analysis_rows_find (sqlite3 *db, const EaselAnalysisKey *key, char **entity, GError **error);
gboolean easel_analysis_rows_replace (sqlite3 *db,
                                      const EaselAnalysisKey *key,
                                      const char *entity,
                                      GError **error);

G_END_DECLS
