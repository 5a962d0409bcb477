/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-archive.h"

#include "easel-book.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n.h>

struct _EaselBookArchive
{
  struct archive *archive;
  EaselBookOutput *output; /* (unowned) */
  GError *error;           /* (nullable): of the output */
};

/* libarchive is not told that writing failed: it loses memory then, and goes on all the same. */
static la_ssize_t
on_write (struct archive *archive, void *user_data, const void *buffer, size_t size)
{
  EaselBookArchive *self = user_data;

  if (self->error == NULL)
    easel_book_output_write (self->output, buffer, size, &self->error);
  return (la_ssize_t) size;
}

/* Returns: whether @result is good, and what was written until now is */
static gboolean
check (EaselBookArchive *self, int result, GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  else if (result < ARCHIVE_OK)
    g_set_error (error, EASEL_BOOK_ERROR, EASEL_BOOK_ERROR_FAILED,
                 _ ("The book could not be packed: %s."), archive_error_string (self->archive));
  return self->error == NULL && result >= ARCHIVE_OK;
}

EaselBookArchive *
easel_book_archive_new (EaselBookOutput *output, GError **error)
{
  g_autoptr (EaselBookArchive) self = g_new0 (EaselBookArchive, 1);

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
easel_book_archive_free (EaselBookArchive *self)
{
  archive_write_free (self->archive);
  g_clear_error (&self->error);
  g_free (self);
}

gboolean
easel_book_archive_add (EaselBookArchive *self,
                        const char *name,
                        gconstpointer data,
                        gsize size,
                        gboolean compress,
                        GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean added;

  /* No time and no owner: they would come as extra fields, which an EPUB's first file must not
   * have, and the same book would not be the same file. */
  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_size (entry, (la_int64_t) size);

  added = check (self,
                 compress ? archive_write_zip_set_compression_deflate (self->archive)
                          : archive_write_zip_set_compression_store (self->archive),
                 error)
          && check (self, archive_write_header (self->archive, entry), error)
          && check (self, (int) archive_write_data (self->archive, data, size), error);
  archive_entry_free (entry);
  return added;
}

gboolean
easel_book_archive_add_text (EaselBookArchive *self,
                             const char *name,
                             const char *text,
                             GError **error)
{
  return easel_book_archive_add (self, name, text, strlen (text), TRUE, error);
}

gboolean
easel_book_archive_close (EaselBookArchive *self, GError **error)
{
  return check (self, archive_write_close (self->archive), error);
}
