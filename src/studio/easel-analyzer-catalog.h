/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer.h"
#include "easel-data-catalog.h"

G_BEGIN_DECLS

/**
 * EaselAnalyzerCatalog:
 *
 * The analyzers there are: an #EaselDataCatalog of #EaselAnalyzer.
 */
#define EASEL_TYPE_ANALYZER_CATALOG (easel_analyzer_catalog_get_type ())
G_DECLARE_FINAL_TYPE (EaselAnalyzerCatalog,
                      easel_analyzer_catalog,
                      EASEL,
                      ANALYZER_CATALOG,
                      EaselDataCatalog)

EaselAnalyzerCatalog *easel_analyzer_catalog_new (void);

/* (transfer none) (nullable): %EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER, with the known names */
EaselAnalyzer *
easel_analyzer_catalog_lookup (EaselAnalyzerCatalog *self, const char *name, GError **error);

/**
 * easel_analyzer_catalog_dup_kind_schema:
 * @kind: of entity
 * @analyzer: (nullable): name of the one that made the entity in question; others count when it
 *   does not make this kind, or is gone
 *
 * What the attributes of @kind are like: the schema of an analyzer that makes it, or of one's
 * items, without the name it suggests.
 *
 * Returns: (transfer full) (nullable): the caller's own; %NULL when no analyzer makes this kind
 */
JsonNode *easel_analyzer_catalog_dup_kind_schema (EaselAnalyzerCatalog *self,
                                                  const char *kind,
                                                  const char *analyzer);

/**
 * easel_analyzer_catalog_expand:
 * @names: (array zero-terminated=1): plain or compound analyzers
 *
 * Returns: (transfer container) (element-type EaselAnalyzer) (nullable): the plain analyzers
 *   they stand for, each once, in order
 */
GPtrArray *easel_analyzer_catalog_expand (EaselAnalyzerCatalog *self,
                                          const char *const *names,
                                          GError **error);

G_END_DECLS
