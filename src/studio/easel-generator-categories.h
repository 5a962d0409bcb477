/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselGeneratorCategory:
 * @name: as in the attribute "category" of a clothing item
 * @title: untranslated; see easel_generator_category_get_title()
 * @layer: what its layer is called in a prompt, such as "Next to the skin"
 * @position: from the skin outwards, and from head to foot within a layer
 * @holds: how many a person can wear at once
 * @excludes: (array zero-terminated=1): names of those it leaves no room for
 *
 * A category of clothing. Constant once read; (owned) fields.
 */
typedef struct
{
  char *name;
  char *title;
  char *layer;
  guint position;
  guint holds;
  GStrv excludes;
} EaselGeneratorCategory;

/**
 * EaselGeneratorCategories:
 *
 * What data/generators/categories.json says: which categories of clothing there are, in which
 * order they lie over each other, and how many of each go together. Immutable. Any thread.
 */
#define EASEL_TYPE_GENERATOR_CATEGORIES (easel_generator_categories_get_type ())
G_DECLARE_FINAL_TYPE (EaselGeneratorCategories,
                      easel_generator_categories,
                      EASEL,
                      GENERATOR_CATEGORIES,
                      GObject)

/* (transfer full): without any, so that anything goes with anything */
EaselGeneratorCategories *easel_generator_categories_new (void);
/* (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_GENERATOR */
EaselGeneratorCategories *
easel_generator_categories_new_from_json (JsonNode *json, const char *source, GError **error);

/* (transfer none) (element-type EaselGeneratorCategory): in order of their position */
GPtrArray *easel_generator_categories_get_all (EaselGeneratorCategories *self);
/* @name: (nullable). Returns: (transfer none) (nullable) */
const EaselGeneratorCategory *
easel_generator_categories_lookup (EaselGeneratorCategories *self, const char *name);
/* Whether one of the two leaves no room for the other. @one, @other: (nullable) */
gboolean easel_generator_categories_exclude (const EaselGeneratorCategory *one,
                                             const EaselGeneratorCategory *other);
/* Translated. */
const char *easel_generator_category_get_title (const EaselGeneratorCategory *category);

G_END_DECLS
