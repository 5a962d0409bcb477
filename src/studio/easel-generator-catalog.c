/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generator-catalog.h"

#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselGeneratorCatalog
{
  EaselDataCatalog parent_instance;

  EaselGeneratorCategories *none; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselGeneratorCatalog, easel_generator_catalog, EASEL_TYPE_DATA_CATALOG)

static const char *const order[] = {
  EASEL_GENERATOR_MODULAR, "style-transfer", "art-style",     "outfit",       "combined",
  "preview-item",          "preview-outfit", "preview-style", "outfit-ideas", NULL,
};

static GObject *
read_categories (JsonNode *json, const char *source, GError **error)
{
  return (GObject *) easel_generator_categories_new_from_json (json, source, error);
}

static void
set_unknown (const char *name, const char *names, GError **error)
{
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR,
               _ ("There is no generator “%s”. Known are: %s."), name, names);
}

static void
easel_generator_catalog_finalize (GObject *object)
{
  g_object_unref (EASEL_GENERATOR_CATALOG (object)->none);

  G_OBJECT_CLASS (easel_generator_catalog_parent_class)->finalize (object);
}

static void
easel_generator_catalog_class_init (EaselGeneratorCatalogClass *klass)
{
  EaselDataCatalogClass *catalog_class = EASEL_DATA_CATALOG_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = easel_generator_catalog_finalize;
  catalog_class->item_type = EASEL_TYPE_GENERATOR;
  catalog_class->order = order;
  catalog_class->companion = "categories.json";
  catalog_class->read_companion = read_categories;
  catalog_class->set_unknown = set_unknown;
}

static void
easel_generator_catalog_init (EaselGeneratorCatalog *self)
{
  self->none = easel_generator_categories_new ();
}

EaselGeneratorCatalog *
easel_generator_catalog_new (void)
{
  return g_object_new (EASEL_TYPE_GENERATOR_CATALOG, NULL);
}

EaselGenerator *
easel_generator_catalog_lookup (EaselGeneratorCatalog *self, const char *name, GError **error)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR_CATALOG (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return (EaselGenerator *) easel_data_catalog_lookup (EASEL_DATA_CATALOG (self), name, error);
}

EaselGeneratorCategories *
easel_generator_catalog_get_categories (EaselGeneratorCatalog *self)
{
  GObject *read;

  g_return_val_if_fail (EASEL_IS_GENERATOR_CATALOG (self), NULL);

  read = easel_data_catalog_get_companion (EASEL_DATA_CATALOG (self));
  return read != NULL ? EASEL_GENERATOR_CATEGORIES (read) : self->none;
}
