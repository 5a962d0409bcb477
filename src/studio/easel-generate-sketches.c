/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generate-sketches.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

/* (transfer full): beside the thumbnails; each has a name of its own, as the window may be reading
 * the one before */
static char *
make_path (EaselGenerateSketches *self)
{
  g_autofree char *name = g_strdup_printf ("sketch-%s-%u", easel_run_get_job_id (self->run),
                                           self->paths->len);

  return easel_library_get_thumbnail_path (self->library, name);
}

void
easel_generate_sketches_show (GBytes *picture, gpointer sketches)
{
  EaselGenerateSketches *self = sketches;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  if (self->paths == NULL)
    self->paths = g_ptr_array_new_with_free_func (g_free);
  path = make_path (self);
  folder = g_path_get_dirname (path);
  g_mkdir_with_parents (folder, 0700);

  /* It is only to be looked at meanwhile: the finished one is what counts. */
  if (!g_file_set_contents (path, g_bytes_get_data (picture, NULL),
                            (gssize) g_bytes_get_size (picture), &error))
    {
      g_debug ("An unfinished picture is not shown: %s", error->message);
      return;
    }
  easel_run_set_thumbnail (self->run, path);
  g_ptr_array_add (self->paths, g_steal_pointer (&path));
}

void
easel_generate_sketches_clear (EaselGenerateSketches *sketches)
{
  for (guint i = 0; sketches->paths != NULL && i < sketches->paths->len; i++)
    g_unlink (g_ptr_array_index (sketches->paths, i));
  g_clear_pointer (&sketches->paths, g_ptr_array_unref);
}
