/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-price-list.h"

#include "easel-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselPriceList
{
  GObject parent_instance;

  GPtrArray *files; /* (owned) (element-type GPtrArray): of EaselPrice, the strongest first */
  EaselPrice *free; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselPriceList, easel_price_list, G_TYPE_OBJECT)

/* What a load brings home from its worker. */
typedef struct
{
  GPtrArray *files;      /* (owned) */
  GStrvBuilder *notices; /* (owned) */
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_ptr_array_unref (loaded->files);
  g_strv_builder_unref (loaded->notices);
  g_free (loaded);
}

static GPtrArray *
files_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
}

static void
easel_price_list_finalize (GObject *object)
{
  EaselPriceList *self = EASEL_PRICE_LIST (object);

  g_ptr_array_unref (self->files);
  easel_price_free (self->free);

  G_OBJECT_CLASS (easel_price_list_parent_class)->finalize (object);
}

static void
easel_price_list_class_init (EaselPriceListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_price_list_finalize;
}

static void
easel_price_list_init (EaselPriceList *self)
{
  self->files = files_new ();
  self->free = easel_price_new_free ();
}

EaselPriceList *
easel_price_list_new (void)
{
  return g_object_new (EASEL_TYPE_PRICE_LIST, NULL);
}

/* Loading --------------------------------------------------------------------------------- */

/* (transfer full) (nullable): a file is used whole, or not at all: half a price list is wrong */
static GPtrArray *
read_prices (JsonNode *root, GError **error)
{
  JsonObject *object = easel_json_node_get_object (root);
  JsonArray *elements = easel_json_get_array (object, "prices");
  const char *currency = easel_json_get_string (object, "currency");
  g_autoptr (GPtrArray) prices = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_price_free);

  if (elements == NULL)
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PRICES, _ ("“%s” is missing."),
                   "prices");
      return NULL;
    }
  if (currency != NULL && !g_str_equal (currency, "USD"))
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PRICES,
                   _ ("They are in “%s”, and have to be in “USD”."), currency);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (elements); i++)
    {
      EaselPrice *price = easel_price_new_from_json (json_array_get_element (elements, i), error);

      if (price == NULL)
        {
          /* Translators: which of the prices in a file it is about, before a sentence */
          g_prefix_error (error, _ ("Price %u: "), i + 1);
          return NULL;
        }
      g_ptr_array_add (prices, price);
    }
  return g_steal_pointer (&prices);
}

static void
load_file (Loaded *loaded, const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *notice = NULL;
  GPtrArray *prices = NULL;

  if (json_parser_load_from_file (parser, path, &error))
    prices = read_prices (json_parser_get_root (parser), &error);
  else if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return;

  if (prices != NULL)
    {
      g_ptr_array_insert (loaded->files, 0, prices);
      return;
    }
  notice = g_strdup_printf (_ ("The prices in “%s” cannot be used. %s"), name, error->message);
  g_strv_builder_add (loaded->notices, notice);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const char *const *paths = task_data;
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->files = files_new ();
  loaded->notices = g_strv_builder_new ();
  for (guint i = 0; paths[i] != NULL; i++)
    load_file (loaded, paths[i]);
  g_task_return_pointer (task, loaded, (GDestroyNotify) loaded_free);
}

void
easel_price_list_load_async (EaselPriceList *self,
                             const char *const *paths,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (EASEL_IS_PRICE_LIST (self));
  g_return_if_fail (callback != NULL);

  g_task_set_source_tag (task, easel_price_list_load_async);
  g_task_set_name (task, "load prices");
  g_task_set_task_data (task, g_strdupv ((GStrv) paths), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, load_in_thread);
}

gboolean
easel_price_list_load_finish (EaselPriceList *self,
                              GAsyncResult *result,
                              GStrv *notices,
                              GError **error)
{
  Loaded *loaded;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_price_list_load_async), FALSE);

  loaded = g_task_propagate_pointer (G_TASK (result), error);
  if (loaded == NULL)
    return FALSE;

  g_ptr_array_unref (self->files);
  self->files = g_ptr_array_ref (loaded->files);
  if (notices != NULL)
    *notices = g_strv_builder_end (loaded->notices);
  loaded_free (loaded);
  return TRUE;
}

/* Looking up ------------------------------------------------------------------------------ */

static gboolean
fits (const EaselPrice *price, const char *origin, const char *model)
{
  return g_str_equal (price->origin, origin)
         && (price->is_prefix ? g_str_has_prefix (model, price->model)
                              : g_str_equal (model, price->model));
}

static const EaselPrice *
find_in_file (GPtrArray *prices, const char *origin, const char *model)
{
  const EaselPrice *best = NULL;

  for (guint i = 0; i < prices->len; i++)
    {
      const EaselPrice *price = g_ptr_array_index (prices, i);

      if (!fits (price, origin, model))
        continue;
      if (!price->is_prefix)
        return price;
      if (best == NULL || strlen (price->model) > strlen (best->model))
        best = price;
    }
  return best;
}

const EaselPrice *
easel_price_list_find (EaselPriceList *self, EaselProviderConfig *config, const char *model)
{
  g_autofree char *origin = NULL;
  const EaselPrice *price = NULL;

  g_return_val_if_fail (EASEL_IS_PRICE_LIST (self), NULL);
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  origin = easel_provider_config_get_origin (config);
  for (guint i = 0; price == NULL && origin != NULL && i < self->files->len; i++)
    price = find_in_file (g_ptr_array_index (self->files, i), origin, model);
  if (price == NULL && easel_provider_config_is_local (config))
    price = self->free;
  return price;
}
