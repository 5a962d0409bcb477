/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-request-stream.h"

#include <errno.h>
#include <string.h>

/* Base64 makes four characters of three bytes. */
#define GROUP_BYTES 3
#define GROUP_CHARACTERS 4

typedef struct
{
  GBytes *bytes; /* (owned) (nullable): these, or */
  gboolean base64;
  EaselSpool *spool; /* (owned) (nullable): what is in it at @from */
  gsize from;
  gsize length; /* of the bytes, or in the spool */
} Piece;

struct _EaselRequestStream
{
  GInputStream parent_instance;

  GArray *pieces;
  gsize length;

  guint piece;                  /* where reading is */
  gsize offset;                 /* in its bytes */
  char spare[GROUP_CHARACTERS]; /* the rest of a group that did not fit the last read */
  gsize n_spare;
};

G_DEFINE_FINAL_TYPE (EaselRequestStream, easel_request_stream, G_TYPE_INPUT_STREAM)

static void
piece_clear (gpointer data)
{
  Piece *piece = data;

  g_clear_pointer (&piece->bytes, g_bytes_unref);
  g_clear_pointer (&piece->spool, easel_spool_unref);
}

static gsize
read_spare (EaselRequestStream *self, char *buffer, gsize size)
{
  gsize n = MIN (size, self->n_spare);

  memcpy (buffer, self->spare, n);
  memmove (self->spare, self->spare + n, self->n_spare - n);
  self->n_spare -= n;
  return n;
}

static gsize
read_plain (EaselRequestStream *self, const Piece *piece, char *buffer, gsize size)
{
  gsize length;
  const char *data = g_bytes_get_data (piece->bytes, &length);
  gsize n = MIN (size, length - self->offset);

  memcpy (buffer, data + self->offset, n);
  self->offset += n;
  return n;
}

/* One group, the last and shorter one too, by way of the spare room. */
static gsize
read_group (EaselRequestStream *self, const guchar *data, gsize left, char *buffer, gsize size)
{
  char group[2 * GROUP_CHARACTERS];
  int state = 0;
  int save = 0;
  gsize n = MIN (left, GROUP_BYTES);
  gsize length = g_base64_encode_step (data, n, FALSE, group, &state, &save);

  length += g_base64_encode_close (FALSE, group + length, &state, &save);
  self->offset += n;
  memcpy (self->spare, group, length);
  self->n_spare = length;
  return read_spare (self, buffer, size);
}

static gsize
read_base64 (EaselRequestStream *self, const Piece *piece, char *buffer, gsize size)
{
  gsize length;
  const guchar *data = g_bytes_get_data (piece->bytes, &length);
  gsize left = length - self->offset;
  gsize n_groups = MIN (left / GROUP_BYTES, size / GROUP_CHARACTERS);
  int state = 0;
  int save = 0;
  gsize n;

  if (n_groups == 0)
    return read_group (self, data + self->offset, left, buffer, size);
  /* Whole groups leave nothing in @state. */
  n = g_base64_encode_step (data + self->offset, n_groups * GROUP_BYTES, FALSE, buffer, &state,
                            &save);
  self->offset += n_groups * GROUP_BYTES;
  return n;
}

/* Returns: %FALSE on error */
static gboolean
read_spool (EaselRequestStream *self,
            const Piece *piece,
            char *buffer,
            gsize size,
            gsize *done,
            GError **error)
{
  gssize got = easel_spool_read (piece->spool, piece->from + self->offset, buffer,
                                 MIN (size, piece->length - self->offset), error);

  /* It holds what was written, unless somebody cut it off. */
  if (got == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_strerror (EIO));
  if (got <= 0)
    return FALSE;
  self->offset += (gsize) got;
  *done += (gsize) got;
  return TRUE;
}

static gssize
easel_request_stream_read (GInputStream *stream,
                           void *target,
                           gsize size,
                           GCancellable *cancellable,
                           GError **error)
{
  EaselRequestStream *self = EASEL_REQUEST_STREAM (stream);
  char *buffer = target;
  gsize done = read_spare (self, buffer, size);

  while (done < size && self->piece < self->pieces->len)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, self->piece);

      if (self->offset == piece->length)
        {
          self->piece++;
          self->offset = 0;
        }
      else if (piece->spool != NULL)
        {
          if (!read_spool (self, piece, buffer + done, size - done, &done, error))
            return -1;
        }
      else if (piece->base64)
        done += read_base64 (self, piece, buffer + done, size - done);
      else
        done += read_plain (self, piece, buffer + done, size - done);
    }

  return (gssize) done;
}

static void
easel_request_stream_finalize (GObject *object)
{
  g_array_unref (EASEL_REQUEST_STREAM (object)->pieces);

  G_OBJECT_CLASS (easel_request_stream_parent_class)->finalize (object);
}

static void
easel_request_stream_class_init (EaselRequestStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_request_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = easel_request_stream_read;
}

static void
easel_request_stream_init (EaselRequestStream *self)
{
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, piece_clear);
}

EaselRequestStream *
easel_request_stream_new (void)
{
  return g_object_new (EASEL_TYPE_REQUEST_STREAM, NULL);
}

static void
add (EaselRequestStream *self, GBytes *bytes, gboolean base64)
{
  Piece piece = { .bytes = g_bytes_ref (bytes),
                  .base64 = base64,
                  .length = g_bytes_get_size (bytes) };

  g_array_append_val (self->pieces, piece);
}

void
easel_request_stream_add (EaselRequestStream *self, GBytes *bytes)
{
  g_return_if_fail (EASEL_IS_REQUEST_STREAM (self));
  g_return_if_fail (bytes != NULL);

  add (self, bytes, FALSE);
  self->length += g_bytes_get_size (bytes);
}

void
easel_request_stream_add_base64 (EaselRequestStream *self, GBytes *bytes)
{
  g_return_if_fail (EASEL_IS_REQUEST_STREAM (self));
  g_return_if_fail (bytes != NULL);

  add (self, bytes, TRUE);
  self->length += (g_bytes_get_size (bytes) + GROUP_BYTES - 1) / GROUP_BYTES * GROUP_CHARACTERS;
}

void
easel_request_stream_add_text (EaselRequestStream *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  easel_request_stream_add (self, bytes);
}

void
easel_request_stream_add_spool (EaselRequestStream *self,
                                EaselSpool *spool,
                                gsize from,
                                gsize length)
{
  Piece piece = { .spool = easel_spool_ref (spool), .from = from, .length = length };

  g_return_if_fail (EASEL_IS_REQUEST_STREAM (self));

  g_array_append_val (self->pieces, piece);
  self->length += length;
}

void
easel_request_stream_add_stream (EaselRequestStream *self, EaselRequestStream *other)
{
  g_return_if_fail (EASEL_IS_REQUEST_STREAM (self));
  g_return_if_fail (EASEL_IS_REQUEST_STREAM (other));

  for (guint i = 0; i < other->pieces->len; i++)
    {
      Piece piece = g_array_index (other->pieces, Piece, i);

      if (piece.bytes != NULL)
        g_bytes_ref (piece.bytes);
      if (piece.spool != NULL)
        easel_spool_ref (piece.spool);
      g_array_append_val (self->pieces, piece);
    }
  self->length += other->length;
}

EaselRequestStream *
easel_request_stream_copy (EaselRequestStream *self)
{
  EaselRequestStream *copy;

  g_return_val_if_fail (EASEL_IS_REQUEST_STREAM (self), NULL);

  copy = easel_request_stream_new ();
  easel_request_stream_add_stream (copy, self);
  return copy;
}

gsize
easel_request_stream_get_length (EaselRequestStream *self)
{
  g_return_val_if_fail (EASEL_IS_REQUEST_STREAM (self), 0);

  return self->length;
}
