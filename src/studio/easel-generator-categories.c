/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generator-categories.h"

#include "easel-data-item.h"
#include "easel-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselGeneratorCategories
{
  GObject parent_instance;

  GPtrArray *all; /* (owned) (element-type EaselGeneratorCategory) */
};

G_DEFINE_FINAL_TYPE (EaselGeneratorCategories, easel_generator_categories, G_TYPE_OBJECT)

static void
category_free (gpointer data)
{
  EaselGeneratorCategory *category = data;

  g_free (category->name);
  g_free (category->title);
  g_free (category->layer);
  g_strfreev (category->excludes);
  g_free (category);
}

/* (nullable): what the layer @name is called */
static const char *
find_layer (JsonArray *layers, const char *name)
{
  for (guint i = 0; layers != NULL && i < json_array_get_length (layers); i++)
    {
      JsonObject *layer = easel_json_node_get_object (json_array_get_element (layers, i));

      if (g_strcmp0 (easel_json_get_string (layer, "name"), name) == 0)
        return easel_json_get_string (layer, "title");
    }
  return NULL;
}

static gboolean
read_category (EaselGeneratorCategories *self, JsonObject *object, JsonArray *layers)
{
  const char *name = easel_json_get_string (object, "name");
  const char *title = easel_json_get_string (object, "title");
  const char *layer = find_layer (layers, easel_json_get_string (object, "layer"));
  gint64 holds = easel_json_get_int (object, "holds", 0);
  EaselGeneratorCategory *category;

  if (name == NULL || title == NULL || layer == NULL || holds < 1 || holds > 100)
    return FALSE;

  category = g_new0 (EaselGeneratorCategory, 1);
  category->name = g_strdup (name);
  category->title = g_strdup (title);
  category->layer = g_strdup (layer);
  category->position = self->all->len;
  category->holds = (guint) holds;
  category->excludes = easel_data_item_read_strings (object, "excludes");
  if (category->excludes == NULL)
    category->excludes = g_new0 (char *, 1);
  g_ptr_array_add (self->all, category);
  return TRUE;
}

static void
easel_generator_categories_finalize (GObject *object)
{
  g_ptr_array_unref (EASEL_GENERATOR_CATEGORIES (object)->all);

  G_OBJECT_CLASS (easel_generator_categories_parent_class)->finalize (object);
}

static void
easel_generator_categories_class_init (EaselGeneratorCategoriesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_generator_categories_finalize;
}

static void
easel_generator_categories_init (EaselGeneratorCategories *self)
{
  self->all = g_ptr_array_new_with_free_func (category_free);
}

EaselGeneratorCategories *
easel_generator_categories_new (void)
{
  return g_object_new (EASEL_TYPE_GENERATOR_CATEGORIES, NULL);
}

EaselGeneratorCategories *
easel_generator_categories_new_from_json (JsonNode *json, const char *source, GError **error)
{
  g_autoptr (EaselGeneratorCategories) self = easel_generator_categories_new ();
  JsonObject *object = easel_json_node_get_object (json);
  JsonArray *layers = easel_json_get_array (object, "layers");
  JsonArray *categories = easel_json_get_array (object, "categories");

  for (guint i = 0; categories != NULL && i < json_array_get_length (categories); i++)
    if (!read_category (self, easel_json_node_get_object (json_array_get_element (categories, i)),
                        layers))
      {
        g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_GENERATOR,
                     /* Translators: the first is a file's name, the second a number */
                     _ ("“%s” cannot be used: its category %u is not as it must be."), source,
                     i + 1);
        return NULL;
      }
  if (self->all->len == 0)
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_GENERATOR,
                   _ ("“%s” cannot be used: it has no categories."), source);
      return NULL;
    }
  return g_steal_pointer (&self);
}

GPtrArray *
easel_generator_categories_get_all (EaselGeneratorCategories *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR_CATEGORIES (self), NULL);

  return self->all;
}

const EaselGeneratorCategory *
easel_generator_categories_lookup (EaselGeneratorCategories *self, const char *name)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR_CATEGORIES (self), NULL);

  for (guint i = 0; i < self->all->len; i++)
    {
      const EaselGeneratorCategory *category = g_ptr_array_index (self->all, i);

      if (g_strcmp0 (category->name, name) == 0)
        return category;
    }
  return NULL;
}

gboolean
easel_generator_categories_exclude (const EaselGeneratorCategory *one,
                                    const EaselGeneratorCategory *other)
{
  if (one == NULL || other == NULL)
    return FALSE;
  return g_strv_contains ((const char *const *) one->excludes, other->name)
         || g_strv_contains ((const char *const *) other->excludes, one->name);
}

const char *
easel_generator_category_get_title (const EaselGeneratorCategory *category)
{
  return g_dgettext (GETTEXT_PACKAGE, category->title);
}
