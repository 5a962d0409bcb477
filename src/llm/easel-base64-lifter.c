/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-base64-lifter.h"

#include "easel-llm-error.h"

#include <glib/gi18n.h>
#include <string.h>

/* Shorter strings are left where they are: names and words may look like Base64. */
#define MIN_CHARACTERS 1024
#define MARK "easel-lifted-"

/* Where in the JSON we are. */
typedef enum
{
  PLACE_OUTSIDE, /* of strings */
  PLACE_MAYBE,   /* in a string that has been Base64 so far, and waits in `held` */
  PLACE_STRING,  /* in any other string */
  PLACE_ESCAPED, /* behind the backslash in one */
  PLACE_LIFTING,
} Place;

/* Decoding of one string. */
typedef struct
{
  GByteArray *bytes;
  int state;
  guint save;
  gboolean broken; /* something else than Base64 was in it */
} Decoder;

struct _EaselBase64Lifter
{
  gsize max_bytes;
  Place place;
  GString *held;
  Decoder decoder; /* while lifting */
  guint n_lifted;
  GHashTable *lifted; /* (element-type guint GBytes): by number; without the broken ones */
};

static gboolean
is_base64 (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '/' || c == '=';
}

static gsize
count_base64 (const char *bytes, gsize length)
{
  gsize n = 0;

  while (n < length && is_base64 (bytes[n]))
    n++;
  return n;
}

static void
decode (Decoder *decoder, const char *text, gsize length)
{
  guint old = decoder->bytes->len;
  gsize n;

  g_byte_array_set_size (decoder->bytes, old + (guint) (length / 4 * 3 + 3));
  n = g_base64_decode_step (text, length, decoder->bytes->data + old, &decoder->state,
                            &decoder->save);
  g_byte_array_set_size (decoder->bytes, old + (guint) n);
}

/* (transfer full) (nullable) */
static GBytes *
decoder_end (Decoder *decoder)
{
  g_autoptr (GByteArray) bytes = g_steal_pointer (&decoder->bytes);

  if (decoder->broken)
    return NULL;

  /* Some servers leave the padding out. Whether the string was cut off instead, the picture
   * itself will tell. */
  decoder->bytes = bytes;
  for (guint i = 0; i < 3 && decoder->state != 0; i++)
    decode (decoder, "=", 1);
  decoder->bytes = NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static void
begin_lifting (EaselBase64Lifter *self, GString *rest)
{
  g_string_append_printf (rest, MARK "%u", self->n_lifted);
  self->decoder = (Decoder) { g_byte_array_new (), 0, 0, FALSE };
  decode (&self->decoder, self->held->str, self->held->len);
  g_string_truncate (self->held, 0);
  self->place = PLACE_LIFTING;
}

static void
end_lifting (EaselBase64Lifter *self)
{
  GBytes *bytes = decoder_end (&self->decoder);

  if (bytes != NULL)
    g_hash_table_insert (self->lifted, GUINT_TO_POINTER (self->n_lifted), bytes);
  self->n_lifted++;
}

static void
release_held (EaselBase64Lifter *self, GString *rest)
{
  g_string_append_len (rest, self->held->str, (gssize) self->held->len);
  g_string_erase (self->held, 0, -1);
}

/* One byte that may change the place. A string never spans lines: what a stray quotation mark
 * in a comment of the stream began ends there. */
static void
step (EaselBase64Lifter *self, char c, GString *rest)
{
  switch (self->place)
    {
    case PLACE_LIFTING:
      if (c != '"' && c != '\n')
        {
          self->decoder.broken = TRUE;
          return;
        }
      end_lifting (self);
      self->place = PLACE_OUTSIDE;
      break;
    case PLACE_ESCAPED:
      self->place = PLACE_STRING;
      break;
    case PLACE_MAYBE:
    case PLACE_STRING:
      release_held (self, rest);
      if (c == '\\')
        self->place = PLACE_ESCAPED;
      else
        self->place = c == '"' || c == '\n' ? PLACE_OUTSIDE : PLACE_STRING;
      break;
    case PLACE_OUTSIDE:
    default:
      if (c == '"')
        self->place = PLACE_MAYBE;
      break;
    }
  g_string_append_c (rest, c);
}

/* How many bytes at the start of a piece leave the place as it is. */
static gsize
count_plain (EaselBase64Lifter *self, const char *bytes, gsize length)
{
  gsize n = 0;

  switch (self->place)
    {
    case PLACE_OUTSIDE:
      while (n < length && bytes[n] != '"')
        n++;
      return n;
    case PLACE_STRING:
      while (n < length && bytes[n] != '"' && bytes[n] != '\\' && bytes[n] != '\n')
        n++;
      return n;
    case PLACE_MAYBE:
      return count_base64 (bytes, MIN (length, MIN_CHARACTERS - self->held->len));
    case PLACE_LIFTING:
      return count_base64 (bytes, length);
    case PLACE_ESCAPED:
    default:
      return 0;
    }
}

static gboolean
take_plain (EaselBase64Lifter *self, const char *bytes, gsize length, GString *rest, GError **error)
{
  if (self->place == PLACE_LIFTING)
    {
      decode (&self->decoder, bytes, length);
      if (self->decoder.bytes->len > self->max_bytes)
        {
          g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE,
                       _ ("The server sent a picture that is too large."));
          return FALSE;
        }
    }
  else if (self->place == PLACE_MAYBE)
    {
      g_string_append_len (self->held, bytes, (gssize) length);
      if (self->held->len == MIN_CHARACTERS)
        begin_lifting (self, rest);
    }
  else
    g_string_append_len (rest, bytes, (gssize) length);
  return TRUE;
}

EaselBase64Lifter *
easel_base64_lifter_new (gsize max_bytes)
{
  EaselBase64Lifter *self = g_new0 (EaselBase64Lifter, 1);

  self->max_bytes = max_bytes;
  self->held = g_string_new (NULL);
  self->lifted = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
  return self;
}

void
easel_base64_lifter_free (EaselBase64Lifter *self)
{
  if (self == NULL)
    return;

  g_string_free (self->held, TRUE);
  g_clear_pointer (&self->decoder.bytes, g_byte_array_unref);
  g_hash_table_unref (self->lifted);
  g_free (self);
}

gboolean
easel_base64_lifter_push (EaselBase64Lifter *self,
                          const char *bytes,
                          gsize length,
                          GString *rest,
                          GError **error)
{
  const char *end = bytes + length;

  while (bytes < end)
    {
      gsize n = count_plain (self, bytes, (gsize) (end - bytes));

      if (n > 0)
        {
          if (!take_plain (self, bytes, n, rest, error))
            return FALSE;
          bytes += n;
        }
      else
        step (self, *bytes++, rest);
    }
  return TRUE;
}

GBytes *
easel_base64_lifter_read (EaselBase64Lifter *self, const char *text)
{
  Decoder decoder = { NULL, 0, 0, FALSE };
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0)
    return NULL;
  if (g_str_has_prefix (text, MARK))
    {
      guint64 number = g_ascii_strtoull (text + strlen (MARK), NULL, 10);
      GBytes *bytes = g_hash_table_lookup (self->lifted, GUINT_TO_POINTER ((guint) number));

      return bytes != NULL ? g_bytes_ref (bytes) : NULL;
    }

  if (count_base64 (text, length) < length)
    return NULL;
  decoder.bytes = g_byte_array_new ();
  decode (&decoder, text, length);
  return decoder_end (&decoder);
}

void
easel_base64_lifter_forget (EaselBase64Lifter *self, const char *json, gsize length)
{
  const char *end = json + length;
  const char *mark;

  while ((mark = memmem (json, (gsize) (end - json), MARK, strlen (MARK))) != NULL)
    {
      json = mark + strlen (MARK);
      g_hash_table_remove (self->lifted,
                           GUINT_TO_POINTER ((guint) g_ascii_strtoull (json, NULL, 10)));
    }
}
