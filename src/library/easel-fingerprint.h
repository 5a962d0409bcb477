/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* 64 bits that say where a picture gets brighter from left to right: nearly the same for the same
 * picture in another size, format or quality, and quite different for another one. */

/* What a picture without anything to tell it by has, such as an empty sheet. */
#define EASEL_FINGERPRINT_NONE G_GUINT64_CONSTANT (0)
/* Pictures that differ in no more bits look alike. */
#define EASEL_FINGERPRINT_ALIKE 4

/* Pure functions; any thread. */
guint64 easel_fingerprint_compute (GdkPixbuf *pixbuf);
/* How many bits differ, 0 to 64; 64 when either is %EASEL_FINGERPRINT_NONE */
guint easel_fingerprint_distance (guint64 a, guint64 b);

/* Those that are known, in library.sqlite. @db is inside a transaction, on its thread. */

/* (transfer full) (nullable): picture id → guint64 */
GHashTable *easel_fingerprint_rows_list (sqlite3 *db, GError **error);
/* A picture that is gone is left out. */
gboolean
easel_fingerprint_rows_insert (sqlite3 *db, const char *picture, guint64 bits, GError **error);

/* (transfer full): an empty table for the above */
GHashTable *easel_fingerprint_table_new (void);
void easel_fingerprint_table_insert (GHashTable *table, const char *picture, guint64 bits);
guint64 easel_fingerprint_table_get (GHashTable *table, const char *picture);

G_END_DECLS
