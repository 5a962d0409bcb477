/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-spool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define FILE_TEMPLATE "easel-upload-XXXXXX"
#define COPY_BYTES (64 * 1024)

struct _EaselSpool
{
  gatomicrefcount references;
  int fd;
  gsize length;
};

static void
set_error (int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("What is to be sent cannot be kept on disk: %s"), g_strerror (code));
}

EaselSpool *
easel_spool_new (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, FILE_TEMPLATE, NULL);
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  EaselSpool *self;

  if (fd < 0)
    {
      set_error (errno, error);
      return NULL;
    }
  /* So it goes with the process, even when that is killed. */
  g_unlink (path);

  self = g_new0 (EaselSpool, 1);
  g_atomic_ref_count_init (&self->references);
  self->fd = fd;
  return self;
}

EaselSpool *
easel_spool_ref (EaselSpool *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
easel_spool_unref (EaselSpool *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;

  close (self->fd);
  g_free (self);
}

static gboolean
write_all (EaselSpool *self, const char *data, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize written = write (self->fd, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          set_error (errno, error);
          return FALSE;
        }
      data += written;
      length -= (gsize) written;
      self->length += (gsize) written;
    }
  return TRUE;
}

gboolean
easel_spool_write (EaselSpool *self,
                   GInputStream *stream,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autofree char *buffer = g_malloc (COPY_BYTES);
  gssize got;

  while ((got = g_input_stream_read (stream, buffer, COPY_BYTES, cancellable, error)) > 0)
    if (!write_all (self, buffer, (gsize) got, error))
      return FALSE;
  return got == 0;
}

gsize
easel_spool_get_length (EaselSpool *self)
{
  return self->length;
}

gssize
easel_spool_read (EaselSpool *self, gsize offset, char *buffer, gsize size, GError **error)
{
  gssize got;

  do
    got = pread (self->fd, buffer, size, (off_t) offset);
  while (got < 0 && errno == EINTR);
  if (got < 0)
    set_error (errno, error);
  return got;
}
