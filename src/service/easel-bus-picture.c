/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-picture.h"

#include "easel-bus-params.h"
#include "easel-output.h"

#include <glib/gi18n.h>

/* What a worker saves. */
typedef struct
{
  EaselLibrary *library; /* (owned) */
  char *picture;         /* (owned): an id */
  GFile *file;           /* (owned) */
  gboolean replace;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->library);
  g_free (saving->picture);
  g_object_unref (saving->file);
  g_free (saving);
}

/* Only pictures have a file of their own. */
static gboolean
check_kind (const Saving *saving, GError **error)
{
  g_autoptr (EaselEntity) entity = easel_library_get (saving->library, saving->picture, error);

  if (entity == NULL)
    return FALSE;
  if (g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
    return TRUE;
  g_set_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_OTHER_KIND,
               _ ("“%s” is no picture, so there is no file of it."),
               easel_entity_get_name (entity));
  return FALSE;
}

static gboolean
check_place (const Saving *saving, GError **error)
{
  g_autofree char *name = g_file_get_parse_name (saving->file);

  if (g_file_query_file_type (saving->file, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, _ ("“%s” is a folder."), name);
      return FALSE;
    }
  if (saving->replace || !g_file_query_exists (saving->file, NULL))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _ ("“%s” is there already."), name);
  return FALSE;
}

static gboolean
save (const Saving *saving, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GMappedFile) picture = NULL;

  if (!check_kind (saving, error) || !check_place (saving, error))
    return FALSE;
  path = easel_library_get_picture_path (saving->library, saving->picture, error);
  picture = path != NULL ? g_mapped_file_new (path, FALSE, error) : NULL;
  return picture != NULL
         && easel_output_write_file (saving->file, g_mapped_file_get_contents (picture),
                                     g_mapped_file_get_length (picture), NULL, error);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (save (task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

void
easel_bus_picture_save (EaselStudio *studio,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  const char *picture;
  const char *uri;
  gboolean replace;
  GFile *file;
  Saving *saving;

  g_variant_get (parameters, "(&s&sb)", &picture, &uri, &replace);
  file = easel_bus_params_read_file (uri, &error);
  if (file == NULL)
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }
  saving = g_new (Saving, 1);
  *saving = (Saving) { g_object_ref (easel_studio_get_library (studio)), g_strdup (picture), file,
                       replace };
  task = g_task_new (NULL, NULL, on_saved, invocation);
  g_task_set_source_tag (task, easel_bus_picture_save);
  g_task_set_name (task, "save picture");
  g_task_set_task_data (task, saving, saving_free);
  g_task_run_in_thread (task, save_in_thread);
}
