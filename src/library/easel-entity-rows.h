/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-database.h"
#include "easel-library.h"

G_BEGIN_DECLS

/* Entities in the tables of library.sqlite. @db is inside a transaction, on its thread. */

/**
 * easel_entity_rows_insert:
 * @added: (out): %FALSE when the same job had added it before
 *
 * Writes @entity, and sets its times and revision. The ids of what it links to are checked
 * when the transaction ends.
 *
 * Returns: %FALSE with %EASEL_LIBRARY_ERROR_EXISTS when another job's entity has the id, or
 *   an %EASEL_DATABASE_ERROR
 */
gboolean
easel_entity_rows_insert (sqlite3 *db, EaselEntity *entity, gboolean *added, GError **error);

/* Writes the name, attributes and tags of @entity, which is there. Its revision and time are not
 * touched. */
gboolean easel_entity_rows_update (sqlite3 *db, EaselEntity *entity, GError **error);
/* @pictures: (element-type EaselEntityPicture): takes the place of those that are there */
gboolean
easel_entity_rows_set_pictures (sqlite3 *db, const char *id, GPtrArray *pictures, GError **error);
/* Adds the links of @entity from the @n_pictures-th picture and the @n_references-th reference on
 * behind those that are there. */
gboolean easel_entity_rows_append_links (sqlite3 *db,
                                         EaselEntity *entity,
                                         guint n_pictures,
                                         guint n_references,
                                         GError **error);
gboolean
easel_entity_rows_set_archived (sqlite3 *db, const char *id, gboolean archived, GError **error);

/* (transfer full) (nullable): %EASEL_LIBRARY_ERROR_NOT_FOUND when there is none */
EaselEntity *easel_entity_rows_get (sqlite3 *db, const char *id, GError **error);
/* (transfer full) (nullable) (element-type EaselEntity) */
GPtrArray *easel_entity_rows_query (sqlite3 *db, const EaselLibraryQuery *query, GError **error);
GPtrArray *easel_entity_rows_where_used (sqlite3 *db, const char *id, GError **error);

/**
 * easel_entity_rows_find_picture:
 * @id: (out) (transfer full) (nullable): the picture that has these bytes
 */
gboolean
easel_entity_rows_find_picture (sqlite3 *db, const char *sha256, char **id, GError **error);
/* What a picture's file is called in the media store. @sha256, @format: (out) (transfer full) */
gboolean easel_entity_rows_get_media (sqlite3 *db,
                                      const char *picture,
                                      char **sha256,
                                      char **format,
                                      GError **error);
gboolean easel_entity_rows_insert_media (sqlite3 *db,
                                         const char *picture,
                                         const char *sha256,
                                         const char *format,
                                         GError **error);

G_END_DECLS
