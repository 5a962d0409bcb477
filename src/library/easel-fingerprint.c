/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-fingerprint.h"

#define COLUMNS 9
#define ROWS 8
/* Of 255: below this there is nothing but noise. */
#define MIN_CONTRAST 16

static guint8
get_brightness (GdkPixbuf *pixbuf, int x, int y)
{
  const guint8 *pixel = gdk_pixbuf_read_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf)
                        + x * gdk_pixbuf_get_n_channels (pixbuf);

  return (guint8) ((299 * pixel[0] + 587 * pixel[1] + 114 * pixel[2]) / 1000);
}

/* (transfer full): tiny, and without transparency */
static GdkPixbuf *
shrink (GdkPixbuf *pixbuf)
{
  g_autoptr (GdkPixbuf) opaque = NULL;

  if (!gdk_pixbuf_get_has_alpha (pixbuf))
    return gdk_pixbuf_scale_simple (pixbuf, COLUMNS, ROWS, GDK_INTERP_BILINEAR);

  opaque = gdk_pixbuf_composite_color_simple (pixbuf, gdk_pixbuf_get_width (pixbuf),
                                              gdk_pixbuf_get_height (pixbuf), GDK_INTERP_NEAREST,
                                              255, 8, 0xffffff, 0xffffff);
  return gdk_pixbuf_scale_simple (opaque, COLUMNS, ROWS, GDK_INTERP_BILINEAR);
}

guint64
easel_fingerprint_compute (GdkPixbuf *pixbuf)
{
  g_autoptr (GdkPixbuf) small = shrink (pixbuf);
  guint8 darkest = 255, brightest = 0;
  guint64 bits = 0;

  for (int y = 0; y < ROWS; y++)
    for (int x = 0; x < COLUMNS; x++)
      {
        guint8 here = get_brightness (small, x, y);

        darkest = MIN (darkest, here);
        brightest = MAX (brightest, here);
        if (x > 0)
          bits = bits << 1 | (here > get_brightness (small, x - 1, y) ? 1 : 0);
      }
  return brightest - darkest >= MIN_CONTRAST ? bits : EASEL_FINGERPRINT_NONE;
}

guint
easel_fingerprint_distance (guint64 a, guint64 b)
{
  guint n = 0;

  if (a == EASEL_FINGERPRINT_NONE || b == EASEL_FINGERPRINT_NONE)
    return 64;
  for (guint64 differing = a ^ b; differing != 0; differing &= differing - 1)
    n++;
  return n;
}

GHashTable *
easel_fingerprint_table_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
easel_fingerprint_table_insert (GHashTable *table, const char *picture, guint64 bits)
{
  g_hash_table_replace (table, g_strdup (picture), g_memdup2 (&bits, sizeof bits));
}

guint64
easel_fingerprint_table_get (GHashTable *table, const char *picture)
{
  const guint64 *bits = g_hash_table_lookup (table, picture);

  return bits != NULL ? *bits : EASEL_FINGERPRINT_NONE;
}

GHashTable *
easel_fingerprint_rows_list (sqlite3 *db, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db, "SELECT picture, bits FROM fingerprint", error);
  g_autoptr (GHashTable) table = easel_fingerprint_table_new ();
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  while (easel_database_step (stmt, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&table);
      easel_fingerprint_table_insert (table, (const char *) sqlite3_column_text (stmt, 0),
                                      (guint64) sqlite3_column_int64 (stmt, 1));
    }
  return NULL;
}

gboolean
easel_fingerprint_rows_insert (sqlite3 *db, const char *picture, guint64 bits, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "INSERT OR IGNORE INTO fingerprint (picture, bits) SELECT id, ?2 FROM entity WHERE id = ?1",
      error);

  return stmt != NULL && easel_database_run (stmt, error, "si", picture, (gint64) bits);
}
