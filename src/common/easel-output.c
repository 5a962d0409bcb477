/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-output.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

struct _EaselOutput
{
  GFile *file;
  char *path;   /* (nullable): of the file that is written, once it has a name */
  FILE *stream; /* (nullable): %NULL once closed */
};

G_DEFINE_QUARK (easel-output-error-quark, easel_output_error)

gboolean
easel_output_set_error (GFile *file, int number, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *folder_name = folder != NULL ? g_file_get_parse_name (folder) : g_strdup (name);

  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, EASEL_OUTPUT_ERROR, EASEL_OUTPUT_ERROR_NO_SPACE,
                   _ ("There is not enough space to write “%s”."), name);
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, EASEL_OUTPUT_ERROR, EASEL_OUTPUT_ERROR_NO_PERMISSION,
                   _ ("Easel may not write into the folder “%s”."), folder_name);
      break;
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, EASEL_OUTPUT_ERROR, EASEL_OUTPUT_ERROR_NO_FOLDER,
                   _ ("There is no folder “%s”."), folder_name);
      break;
    default:
      g_set_error (error, EASEL_OUTPUT_ERROR, EASEL_OUTPUT_ERROR_FAILED,
                   /* TRANSLATORS: the name of a file, and what is wrong */
                   _ ("“%s” could not be written: %s."), name, g_strerror (number));
      break;
    }
  return FALSE;
}

/* A file without a name is gone when Easel is, whatever becomes of it. Not every file system has
 * them. */
static int
open_file (EaselOutput *self, const char *folder)
{
  g_autofree char *path = NULL;
  int fd = g_open (folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);

  if (fd >= 0)
    return fd;
  path = g_build_filename (folder, ".easel-XXXXXX", NULL);
  fd = g_mkstemp_full (path, O_WRONLY | O_CLOEXEC, 0666);
  if (fd >= 0)
    self->path = g_steal_pointer (&path);
  return fd;
}

/* A link cannot replace a file, so it has another name first. */
static gboolean
give_name (EaselOutput *self)
{
  g_autofree char *folder = g_path_get_dirname (g_file_peek_path (self->file));
  g_autofree char *file = g_strdup_printf ("/proc/self/fd/%d", fileno (self->stream));
  int result;

  do
    {
      g_autofree char *name = g_strdup_printf (".easel-%08x", g_random_int ());

      g_free (self->path);
      self->path = g_build_filename (folder, name, NULL);
      result = linkat (AT_FDCWD, file, AT_FDCWD, self->path, AT_SYMLINK_FOLLOW);
    }
  while (result != 0 && errno == EEXIST);
  if (result != 0)
    g_clear_pointer (&self->path, g_free);
  return result == 0;
}

EaselOutput *
easel_output_new (GFile *file, GError **error)
{
  g_autoptr (EaselOutput) self = g_new0 (EaselOutput, 1);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  int fd;

  self->file = g_object_ref (file);
  if (folder == NULL || g_file_peek_path (folder) == NULL)
    {
      easel_output_set_error (file, folder == NULL ? EISDIR : EOPNOTSUPP, error);
      return NULL;
    }

  fd = open_file (self, g_file_peek_path (folder));
  if (fd < 0)
    {
      easel_output_set_error (file, errno, error);
      return NULL;
    }
  self->stream = fdopen (fd, "wb");
  if (self->stream == NULL)
    {
      easel_output_set_error (file, errno, error);
      g_close (fd, NULL);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
easel_output_free (EaselOutput *self)
{
  if (self->stream != NULL)
    fclose (self->stream);
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  g_object_unref (self->file);
  g_free (self);
}

gboolean
easel_output_write (EaselOutput *self, gconstpointer data, gsize size, GError **error)
{
  if (size == 0 || fwrite (data, size, 1, self->stream) == 1)
    return TRUE;
  return easel_output_set_error (self->file, errno, error);
}

gboolean
easel_output_finish (EaselOutput *self, GCancellable *cancellable, GError **error)
{
  FILE *stream = self->stream;

  if (fflush (stream) != 0 || g_fsync (fileno (stream)) != 0)
    return easel_output_set_error (self->file, errno, error);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;

  if (self->path == NULL && !give_name (self))
    return easel_output_set_error (self->file, errno, error);
  self->stream = NULL;
  if (fclose (stream) != 0 || g_rename (self->path, g_file_peek_path (self->file)) != 0)
    return easel_output_set_error (self->file, errno, error);
  g_clear_pointer (&self->path, g_free);
  return TRUE;
}

gboolean
easel_output_write_file (GFile *file,
                         gconstpointer data,
                         gsize size,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (EaselOutput) self = easel_output_new (file, error);

  return self != NULL && easel_output_write (self, data, size, error)
         && easel_output_finish (self, cancellable, error);
}
