/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-copies.h"

#include "easel-picture.h"

#include <glib/gstdio.h>

#define FOLDER "overnight"

static const struct
{
  const char *mime_type;
  const char *suffix;
} formats[] = { { "image/jpeg", ".jpg" }, { "image/png", ".png" } };

char *
easel_overnight_copies_get_folder (const char *cache_dir, const char *job)
{
  return g_build_filename (cache_dir, FOLDER, job, NULL);
}

/* (transfer full) */
static char *
get_path (const char *folder, const char *picture, const char *suffix)
{
  g_autofree char *name = g_strconcat (picture, suffix, NULL);

  return g_build_filename (folder, name, NULL);
}

/* (transfer full) (nullable) */
static GBytes *
scale (EaselLibrary *library,
       const char *picture,
       guint max_edge,
       const char **mime_type,
       GCancellable *cancellable,
       GError **error)
{
  g_autofree char *path = easel_library_get_picture_path (library, picture, error);

  return path != NULL ? easel_picture_scale (path, (int) max_edge, mime_type, cancellable, error)
                      : NULL;
}

gboolean
easel_overnight_copies_make (const char *folder,
                             EaselLibrary *library,
                             const char *picture,
                             guint max_edge,
                             gsize *size,
                             GCancellable *cancellable,
                             GError **error)
{
  const char *mime_type = NULL;
  g_autoptr (GBytes) bytes = scale (library, picture, max_edge, &mime_type, cancellable, error);

  if (bytes == NULL)
    return FALSE;
  *size = g_bytes_get_size (bytes);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].mime_type, mime_type))
      {
        g_autofree char *path = get_path (folder, picture, formats[i].suffix);

        /* Where there is no room for it, it is made once more when it is sent. */
        if (!g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) *size,
                                       G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
          g_unlink (path);
      }
  return TRUE;
}

GBytes *
easel_overnight_copies_load (const char *folder,
                             EaselLibrary *library,
                             const char *picture,
                             guint max_edge,
                             const char **mime_type,
                             GCancellable *cancellable,
                             GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = get_path (folder, picture, formats[i].suffix);
      char *data;
      gsize size;

      if (!g_file_get_contents (path, &data, &size, NULL))
        continue;
      *mime_type = formats[i].mime_type;
      return g_bytes_new_take (data, size);
    }
  return scale (library, picture, max_edge, mime_type, cancellable, error);
}

void
easel_overnight_copies_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  if (dir != NULL)
    g_rmdir (folder);
}

typedef struct
{
  char *folder; /* (owned): of all jobs */
  GStrv keep;   /* (owned) */
} Sweep;

static void
sweep_free (gpointer data)
{
  Sweep *sweep = data;

  g_free (sweep->folder);
  g_strfreev (sweep->keep);
  g_free (sweep);
}

static void
sweep_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Sweep *sweep = task_data;
  g_autoptr (GDir) dir = g_dir_open (sweep->folder, 0, NULL);
  const char *job;

  while (dir != NULL && (job = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (sweep->folder, job, NULL);

      if (!g_strv_contains ((const char *const *) sweep->keep, job))
        easel_overnight_copies_remove (folder);
    }
  g_task_return_boolean (task, TRUE);
}

void
easel_overnight_copies_sweep (const char *cache_dir, const char *const *jobs)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Sweep *sweep = g_new0 (Sweep, 1);

  sweep->folder = g_build_filename (cache_dir, FOLDER, NULL);
  sweep->keep = g_strdupv ((GStrv) jobs);
  g_task_set_source_tag (task, easel_overnight_copies_sweep);
  g_task_set_static_name (task, "sweep copies of pictures");
  g_task_set_task_data (task, sweep, sweep_free);
  g_task_run_in_thread (task, sweep_in_thread);
}
