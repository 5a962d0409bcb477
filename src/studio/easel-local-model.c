/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-local-model.h"

#include "easel-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* A machine sold with 8 GB tells of a little less, as a part is taken before it starts. */
#define TOLERANCE 0.9

EaselLocalModel *
easel_local_model_copy (const EaselLocalModel *self)
{
  EaselLocalModel *copy = g_memdup2 (self, sizeof *self);

  copy->model = g_strdup (self->model);
  copy->name = g_strdup (self->name);
  copy->summary = g_strdup (self->summary);
  return copy;
}

void
easel_local_model_free (EaselLocalModel *self)
{
  if (self == NULL)
    return;

  g_free (self->model);
  g_free (self->name);
  g_free (self->summary);
  g_free (self);
}

static EaselLocalModel *
read_model (JsonObject *object)
{
  const char *model = easel_json_get_string (object, "model");
  const char *name = easel_json_get_string (object, "name");
  const char *description = easel_json_get_string (object, "description");
  gint64 size = easel_json_get_int (object, "size", 0);
  gint64 memory = easel_json_get_int (object, "memory", 0);
  EaselLocalModel *self;

  if (model == NULL || name == NULL || description == NULL || size <= 0 || memory <= 0)
    return NULL;
  self = g_new0 (EaselLocalModel, 1);
  self->model = g_strdup (model);
  self->name = g_strdup (name);
  self->summary = g_strdup (g_dgettext (GETTEXT_PACKAGE, description));
  self->size = (guint64) size;
  self->memory = (guint64) memory;
  return self;
}

GPtrArray *
easel_local_model_read (JsonNode *root, GError **error)
{
  JsonArray *elements = easel_json_get_array (easel_json_node_get_object (root), "models");
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_local_model_free);

  for (guint i = 0; elements != NULL && i < json_array_get_length (elements); i++)
    {
      EaselLocalModel *model = read_model (
          easel_json_node_get_object (json_array_get_element (elements, i)));

      if (model == NULL)
        {
          g_set_error (
              error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
              _ ("The list of models to download cannot be used: number %u is incomplete."), i + 1);
          return NULL;
        }
      g_ptr_array_add (models, model);
    }
  if (elements != NULL)
    return g_steal_pointer (&models);
  g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                       _ ("The list of models to download is missing. Install Easel again."));
  return NULL;
}

void
easel_local_model_judge (GPtrArray *models, guint64 memory)
{
  EaselLocalModel *best = NULL;

  for (guint i = 0; i < models->len; i++)
    {
      EaselLocalModel *model = g_ptr_array_index (models, i);
      double wanted = (double) model->memory * TOLERANCE;

      model->recommended = FALSE;
      model->fits = memory == 0 || wanted <= (double) memory;
      if (memory == 0 || !model->fits)
        continue;
      if (best == NULL || (2 * wanted <= (double) memory && model->memory >= best->memory))
        best = model;
    }
  if (best != NULL)
    best->recommended = TRUE;
}

static guint64
get_memory (void)
{
  long pages = sysconf (_SC_PHYS_PAGES);
  long size = sysconf (_SC_PAGESIZE);

  return pages > 0 && size > 0 ? (guint64) pages * (guint64) size : 0;
}

typedef struct
{
  GStrv paths;
  gboolean here;
} Load;

static void
load_free (gpointer data)
{
  Load *load = data;

  g_strfreev (load->paths);
  g_free (load);
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Load *load = task_data;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (JsonNode) root = NULL;
  GError *error = NULL;

  for (guint i = 0; load->paths[i] != NULL; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();

      g_clear_error (&error);
      if (json_parser_load_from_file (parser, load->paths[i], &error))
        {
          g_clear_pointer (&root, json_node_unref);
          root = json_parser_steal_root (parser);
        }
      else if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        break;
      else
        g_clear_error (&error);
    }
  if (error == NULL)
    models = easel_local_model_read (root, &error);
  if (models == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  easel_local_model_judge (models, load->here ? get_memory () : 0);
  g_task_return_pointer (task, g_steal_pointer (&models), (GDestroyNotify) g_ptr_array_unref);
}

void
easel_local_model_load_async (const char *const *paths,
                              gboolean here,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  g_task_set_source_tag (task, easel_local_model_load_async);
  g_task_set_static_name (task, "load models to get");
  load->paths = g_strdupv ((GStrv) paths);
  load->here = here;
  g_task_set_task_data (task, load, load_free);
  g_task_run_in_thread (task, load_in_thread);
}

GPtrArray *
easel_local_model_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, easel_local_model_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
