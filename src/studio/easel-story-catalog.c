/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-catalog.h"

#include "easel-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselStoryCatalog
{
  EaselDataCatalog parent_instance;
};

G_DEFINE_FINAL_TYPE (EaselStoryCatalog, easel_story_catalog, EASEL_TYPE_DATA_CATALOG)

static const char *const order[] = { EASEL_STORY_PLAN, EASEL_STORY_SCENE, NULL };

/* A plan whose answer could never become an outline would only fail later, and cost money. */
static void
check (GHashTable *by_name, GStrvBuilder *notices)
{
  EaselStoryTemplate *plan = g_hash_table_lookup (by_name, EASEL_STORY_PLAN);
  g_autoptr (JsonNode) schema = plan != NULL ? easel_story_template_dup_schema (plan) : NULL;
  JsonObject *properties = easel_json_get_object (easel_json_node_get_object (schema),
                                                  "properties");

  if (plan == NULL || easel_json_get_object (properties, "scenes") != NULL)
    return;
  g_strv_builder_take (notices,
                       g_strdup_printf (_ ("The file for “%s” of stories cannot be used: its "
                                           "schema has no list “%s”."),
                                        EASEL_STORY_PLAN, "scenes"));
  g_hash_table_remove (by_name, EASEL_STORY_PLAN);
}

static void
set_unknown (const char *name, const char *names, GError **error)
{
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_STORY_FILE,
               _ ("Easel’s file for “%s” of stories is missing. Install Easel again."), name);
}

static void
easel_story_catalog_class_init (EaselStoryCatalogClass *klass)
{
  EaselDataCatalogClass *catalog_class = EASEL_DATA_CATALOG_CLASS (klass);

  catalog_class->item_type = EASEL_TYPE_STORY_TEMPLATE;
  catalog_class->order = order;
  catalog_class->check = check;
  catalog_class->set_unknown = set_unknown;
}

static void
easel_story_catalog_init (EaselStoryCatalog *self)
{
}

EaselStoryCatalog *
easel_story_catalog_new (void)
{
  return g_object_new (EASEL_TYPE_STORY_CATALOG, NULL);
}

EaselStoryTemplate *
easel_story_catalog_lookup (EaselStoryCatalog *self, const char *name, GError **error)
{
  g_return_val_if_fail (EASEL_IS_STORY_CATALOG (self), NULL);

  return (EaselStoryTemplate *) easel_data_catalog_lookup (EASEL_DATA_CATALOG (self), name, error);
}
