/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-data-catalog.h"
#include "easel-generator-categories.h"
#include "easel-generator.h"

G_BEGIN_DECLS

/* The generator that makes pictures from any parts. */
#define EASEL_GENERATOR_MODULAR "modular"

/**
 * EaselGeneratorCatalog:
 *
 * The generators there are: an #EaselDataCatalog of #EaselGenerator, and the categories of
 * clothing.
 */
#define EASEL_TYPE_GENERATOR_CATALOG (easel_generator_catalog_get_type ())
G_DECLARE_FINAL_TYPE (EaselGeneratorCatalog,
                      easel_generator_catalog,
                      EASEL,
                      GENERATOR_CATALOG,
                      EaselDataCatalog)

EaselGeneratorCatalog *easel_generator_catalog_new (void);

/* (transfer none) (nullable): %EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR, with the known names */
EaselGenerator *
easel_generator_catalog_lookup (EaselGeneratorCatalog *self, const char *name, GError **error);

/* (transfer none): empty when the file is missing */
EaselGeneratorCategories *easel_generator_catalog_get_categories (EaselGeneratorCatalog *self);

G_END_DECLS
