/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-archive-writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n.h>

#define SLICE_BYTES (256 * 1024)

struct _EaselArchiveWriter
{
  struct archive *archive;
  EaselOutput *output; /* (unowned) */
  GError *error;       /* (nullable): of the output */
};

/* libarchive is not told that writing failed: it loses memory then, and goes on all the same. */
static la_ssize_t
on_write (struct archive *archive, void *user_data, const void *buffer, size_t size)
{
  EaselArchiveWriter *self = user_data;

  if (self->error == NULL)
    easel_output_write (self->output, buffer, size, &self->error);
  return (la_ssize_t) size;
}

/* Returns: whether @result is good, and what was written until now is */
static gboolean
check (EaselArchiveWriter *self, int result, GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  else if (result < ARCHIVE_OK)
    g_set_error (error, EASEL_OUTPUT_ERROR, EASEL_OUTPUT_ERROR_FAILED,
                 _ ("The file could not be packed: %s."), archive_error_string (self->archive));
  return self->error == NULL && result >= ARCHIVE_OK;
}

EaselArchiveWriter *
easel_archive_writer_new (EaselOutput *output, GError **error)
{
  g_autoptr (EaselArchiveWriter) self = g_new0 (EaselArchiveWriter, 1);

  self->archive = archive_write_new ();
  self->output = output;
  if (!check (self, archive_write_set_format_zip (self->archive), error)
      /* Nothing but the archive, no filling up of blocks. */
      || !check (self, archive_write_set_bytes_in_last_block (self->archive, 1), error)
      || !check (self, archive_write_open (self->archive, self, NULL, on_write, NULL), error))
    return NULL;
  return g_steal_pointer (&self);
}

void
easel_archive_writer_free (EaselArchiveWriter *self)
{
  archive_write_free (self->archive);
  g_clear_error (&self->error);
  g_free (self);
}

/* Begins the file @name of @size bytes. */
static gboolean
begin_file (EaselArchiveWriter *self,
            const char *name,
            gint64 size,
            gboolean compress,
            GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean begun;

  /* No time and no owner: they would come as extra fields, which an EPUB's first file must not
   * have, and the same book would not be the same file. */
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, size);

  begun = check (self,
                 compress ? archive_write_zip_set_compression_deflate (self->archive)
                          : archive_write_zip_set_compression_store (self->archive),
                 error)
          && check (self, archive_write_header (self->archive, entry), error);
  archive_entry_free (entry);
  return begun;
}

/* In slices: what is written at once is counted in an int, and a full disk is noticed soon. */
static gboolean
write_data (EaselArchiveWriter *self, const guint8 *data, gsize size, GError **error)
{
  while (size > 0)
    {
      gsize slice = MIN (size, SLICE_BYTES);

      if (!check (self, (int) archive_write_data (self->archive, data, slice), error))
        return FALSE;
      data += slice;
      size -= slice;
    }
  return TRUE;
}

gboolean
easel_archive_writer_add (EaselArchiveWriter *self,
                          const char *name,
                          gconstpointer data,
                          gsize size,
                          gboolean compress,
                          GError **error)
{
  return begin_file (self, name, (gint64) size, compress, error)
         && write_data (self, data, size, error);
}

static gboolean
copy_stream (EaselArchiveWriter *self,
             GInputStream *stream,
             gint64 size,
             GChecksum *sum,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree guint8 *slice = g_malloc (SLICE_BYTES);

  while (size > 0)
    {
      gssize n = g_input_stream_read (stream, slice, (gsize) MIN (size, SLICE_BYTES), cancellable,
                                      error);

      if (n == 0)
        g_set_error_literal (error, EASEL_OUTPUT_ERROR, EASEL_OUTPUT_ERROR_FAILED,
                             _ ("A file changed while it was being packed."));
      if (n <= 0 || !write_data (self, slice, (gsize) n, error))
        return FALSE;
      g_checksum_update (sum, slice, n);
      size -= n;
    }
  return TRUE;
}

gboolean
easel_archive_writer_add_file (EaselArchiveWriter *self,
                               const char *name,
                               GFile *file,
                               gint64 *size,
                               char **sha256,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  if (stream != NULL)
    info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable,
                                           error);
  if (info == NULL)
    return FALSE;
  *size = g_file_info_get_size (info);
  if (!begin_file (self, name, *size, TRUE, error)
      || !copy_stream (self, G_INPUT_STREAM (stream), *size, sum, cancellable, error))
    return FALSE;
  *sha256 = g_strdup (g_checksum_get_string (sum));
  return TRUE;
}

gboolean
easel_archive_writer_add_text (EaselArchiveWriter *self,
                               const char *name,
                               const char *text,
                               GError **error)
{
  return easel_archive_writer_add (self, name, text, strlen (text), TRUE, error);
}

gboolean
easel_archive_writer_close (EaselArchiveWriter *self, GError **error)
{
  return check (self, archive_write_close (self->archive), error);
}
