/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"

/* A UUIDv7 is 48 bits of Unix milliseconds, then version, 12 bits, variant, 62 bits.
 * The 12 bits count ids of one millisecond, which RFC 9562 calls a fixed-length
 * dedicated counter: it keeps ids of a burst in order. */
#define COUNTER_MAX 0xfff

static GMutex clock_lock;
static gint64 last_ms;
static guint counter;

static char *
format_uuid (const guint8 *b)
{
  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
                          "%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

static void
next_tick (gint64 *ms, guint *count)
{
  gint64 now = g_get_real_time () / 1000;

  g_mutex_lock (&clock_lock);
  if (now > last_ms)
    {
      last_ms = now;
      counter = 0;
    }
  else if (counter < COUNTER_MAX)
    counter++;
  else
    {
      /* More than 4096 in a millisecond, or the clock was set back: borrow from the
       * next millisecond rather than lose the order. */
      last_ms++;
      counter = 0;
    }
  *ms = last_ms;
  *count = counter;
  g_mutex_unlock (&clock_lock);
}

char *
easel_id_new (void)
{
  gint64 ms;
  guint count;
  guint8 b[16];

  next_tick (&ms, &count);

  for (guint i = 0; i < 6; i++)
    b[i] = (guint8) (ms >> (40 - 8 * i));
  b[6] = (guint8) (0x70 | (count >> 8));
  b[7] = (guint8) count;
  for (guint i = 8; i < 16; i += 4)
    {
      guint32 r = g_random_int ();

      for (guint j = 0; j < 4; j++)
        b[i + j] = (guint8) (r >> (8 * j));
    }
  b[8] = (guint8) (0x80 | (b[8] & 0x3f));

  return format_uuid (b);
}

char *
easel_id_derive (const char *id, const char *name)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 b[32];
  gsize length = sizeof b;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  g_checksum_update (sum, (const guchar *) id, -1);
  g_checksum_update (sum, (const guchar *) "/", 1);
  g_checksum_update (sum, (const guchar *) name, -1);
  g_checksum_get_digest (sum, b, &length);

  b[6] = (guint8) (0x80 | (b[6] & 0x0f));
  b[8] = (guint8) (0x80 | (b[8] & 0x3f));

  return format_uuid (b);
}

gboolean
easel_id_is_valid (const char *id)
{
  if (id == NULL || !g_uuid_string_is_valid (id))
    return FALSE;

  for (const char *c = id; *c != '\0'; c++)
    if (g_ascii_isupper (*c))
      return FALSE;

  return TRUE;
}
