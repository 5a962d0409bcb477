/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-private.h"

#include "easel-config.h"

#include <glib/gi18n.h>

/* Opening --------------------------------------------------------------------------------- */

static void start_close (EaselStudio *self, GTask *task);

/* Ends the open, and begins the close that was asked for meanwhile. */
static void
end_open (EaselStudio *self, GTask *task, GError *error)
{
  g_autoptr (GTask) close_task = g_steal_pointer (&self->close_task);

  easel_studio_set_state (self, error == NULL ? EASEL_STUDIO_OPEN : EASEL_STUDIO_FAILED);
  if (error != NULL)
    {
      easel_studio_set_failure (self, error);
      g_task_return_error (task, error);
    }
  else
    g_task_return_boolean (task, TRUE);
  if (close_task != NULL)
    start_close (self, close_task);
}

static void
on_queue_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (easel_queue_open_finish (EASEL_QUEUE (source), result, &error))
    easel_studio_sweep_overnight (g_task_get_source_object (task));
  end_open (g_task_get_source_object (task), task, error);
}

static void
on_library_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!easel_library_open_finish (EASEL_LIBRARY (source), result, &error))
    {
      end_open (self, task, error);
      return;
    }
  easel_studio_amend_early_jobs (self);
  easel_queue_open_async (self->queue, g_task_get_cancellable (task), on_queue_opened,
                          g_object_ref (task));
}

/* Reads the files of a catalog. */
static void
load_catalog (EaselStudio *self,
              gpointer catalog,
              const char *folder,
              GAsyncReadyCallback callback,
              GTask *task)
{
  g_auto (GStrv) folders = easel_studio_list_data (self, folder);

  easel_data_catalog_load_async (EASEL_DATA_CATALOG (catalog), (const char *const *) folders,
                                 g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
tell (EaselStudio *self, const char *const *notices)
{
  for (guint i = 0; notices[i] != NULL; i++)
    easel_studio_notify_person (self, notices[i]);
}

/* Returns: whether it can go on; what is wrong with single files is told */
static gboolean
end_load_catalog (EaselStudio *self, GObject *catalog, GAsyncResult *result, GTask *task)
{
  g_auto (GStrv) notices = NULL;
  GError *error = NULL;

  if (!easel_data_catalog_load_finish (EASEL_DATA_CATALOG (catalog), result, &notices, &error))
    {
      end_open (self, task, error);
      return FALSE;
    }
  tell (self, (const char *const *) notices);
  return TRUE;
}

static void
on_prices_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  g_auto (GStrv) notices = NULL;
  GError *error = NULL;

  if (!easel_price_list_load_finish (EASEL_PRICE_LIST (source), result, &notices, &error))
    {
      end_open (self, task, error);
      return;
    }
  tell (self, (const char *const *) notices);
  easel_library_open_async (self->library, g_task_get_cancellable (task), on_library_opened,
                            g_object_ref (task));
}

static void
on_generators_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  g_auto (GStrv) paths = NULL;

  if (!end_load_catalog (self, source, result, task))
    return;
  paths = easel_studio_list_data (self, "prices.json");
  easel_price_list_load_async (self->prices, (const char *const *) paths,
                               g_task_get_cancellable (task), on_prices_loaded,
                               g_object_ref (task));
}

static void
on_stories_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);

  if (end_load_catalog (self, source, result, task))
    load_catalog (self, self->generators, "generators", on_generators_loaded, task);
}

static void
on_catalog_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);

  if (!end_load_catalog (self, source, result, task))
    return;
  if (g_list_model_get_n_items (easel_data_catalog_get_model (EASEL_DATA_CATALOG (source))) == 0)
    easel_studio_notify_person (self, _ ("Easel’s analyzers are missing. Install Easel again."));
  load_catalog (self, self->stories, "story", on_stories_loaded, task);
}

static void
on_providers_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!easel_provider_registry_load_finish (self->providers, result, &error))
    easel_studio_notify_person (self, error->message);
  easel_studio_update_lanes (self);
  load_catalog (self, self->catalog, "analyzers", on_catalog_loaded, task);
}

/* Closing --------------------------------------------------------------------------------- */

static void
close_library_in_thread (GTask *task,
                         gpointer source,
                         gpointer task_data,
                         GCancellable *cancellable)
{
  easel_library_close (EASEL_LIBRARY (task_data));
  g_task_return_boolean (task, TRUE);
}

static void
on_library_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = EASEL_STUDIO (source);
  GError *error = g_task_get_task_data (task);

  easel_studio_set_state (self, EASEL_STUDIO_CLOSED);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_queue_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  EaselStudio *self = g_task_get_source_object (task);
  g_autoptr (GTask) library_task = g_task_new (self, NULL, on_library_closed, g_object_ref (task));
  GError *error = NULL;

  if (!easel_queue_close_finish (EASEL_QUEUE (source), result, &error))
    g_task_set_task_data (task, error, (GDestroyNotify) g_error_free);
  g_task_set_source_tag (library_task, on_queue_closed);
  g_task_set_name (library_task, "close library");
  g_task_set_task_data (library_task, g_object_ref (self->library), g_object_unref);
  g_task_run_in_thread (library_task, close_library_in_thread);
}

static void
start_close (EaselStudio *self, GTask *task)
{
  easel_studio_set_state (self, EASEL_STUDIO_CLOSING);
  easel_queue_close_async (self->queue, on_queue_closed, g_object_ref (task));
}

void
easel_studio_open_async (EaselStudio *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (callback != NULL);
  g_return_if_fail (self->state == EASEL_STUDIO_NEW);

  g_task_set_source_tag (task, easel_studio_open_async);
  g_task_set_name (task, "open studio");
  easel_studio_set_state (self, EASEL_STUDIO_OPENING);
  easel_provider_registry_load_async (self->providers, cancellable, on_providers_loaded,
                                      g_object_ref (task));
}

gboolean
easel_studio_open_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_open_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
easel_studio_close_async (EaselStudio *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (EASEL_IS_STUDIO (self));
  g_return_if_fail (callback != NULL);

  g_task_set_source_tag (task, easel_studio_close_async);
  g_task_set_name (task, "close studio");

  switch (self->state)
    {
    case EASEL_STUDIO_OPENING:
      g_return_if_fail (self->close_task == NULL);
      self->close_task = g_steal_pointer (&task);
      break;
    case EASEL_STUDIO_OPEN:
    case EASEL_STUDIO_FAILED:
      start_close (self, task);
      break;
    case EASEL_STUDIO_NEW:
    case EASEL_STUDIO_CLOSING:
    case EASEL_STUDIO_CLOSED:
    default:
      g_task_return_boolean (task, TRUE);
    }
}

gboolean
easel_studio_close_finish (EaselStudio *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_studio_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

GStrv
easel_studio_list_data (EaselStudio *self, const char *name)
{
  const char *source_tree = g_getenv ("EASEL_DATA_DIR");
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  g_strv_builder_take (
      paths, g_build_filename (source_tree != NULL ? source_tree : EASEL_PKGDATADIR, name, NULL));
  g_strv_builder_take (paths, g_build_filename (self->data_dir, name, NULL));
  return g_strv_builder_end (paths);
}
