/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-import.h"

#include "easel-entity-rows.h"
#include "easel-picture-private.h"
#include "easel-thumbnails.h"

/* A picture is whole in the store before there is a row for it: what a crash leaves behind is
 * at most a file that the next import of the same picture takes over. The file gets its name
 * and the row is written under one lock, so that a file without a row can be taken back when
 * the row cannot be written. */

/* What the file is like, on top of what is known besides. */
static void
set_facts (JsonObject *attributes, EaselMediaDraft *draft, const EaselPictureInfo *info)
{
  json_object_set_string_member (attributes, "format", info->format);
  json_object_set_int_member (attributes, "width", info->width);
  json_object_set_int_member (attributes, "height", info->height);
  json_object_set_int_member (attributes, "bytes", (gint64) easel_media_draft_get_bytes (draft));
  json_object_set_string_member (attributes, "sha256", easel_media_draft_get_sha256 (draft));
}

/* (transfer full): the picture that was handed in, with facts */
static EaselEntity *
complete_entity (EaselEntity *picture, EaselMediaDraft *draft, const EaselPictureInfo *info)
{
  EaselEntity *entity = easel_entity_new (easel_entity_get_id (picture), EASEL_ENTITY_PICTURE,
                                          easel_entity_get_name (picture));
  GPtrArray *references = easel_entity_get_references (picture);
  g_autoptr (JsonObject) attributes = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  set_facts (attributes, draft, info);
  json_object_iter_init_ordered (&iter, easel_entity_get_attributes (picture));
  while (json_object_iter_next_ordered (&iter, &member, &node))
    json_object_set_member (attributes, member, json_node_copy (node));
  easel_entity_set_attributes (entity, attributes);
  easel_entity_set_tags (entity, easel_entity_get_tags (picture));
  for (guint i = 0; i < references->len; i++)
    {
      const EaselEntityReference *reference = g_ptr_array_index (references, i);

      easel_entity_add_reference (entity, reference->role, reference->target);
    }
  easel_entity_set_provenance (
      entity, easel_entity_get_job (picture), easel_entity_get_analyzer (picture),
      easel_entity_get_provider (picture), easel_entity_get_model (picture),
      easel_entity_get_prompt_revision (picture));
  return entity;
}

/* (transfer full) */
static EaselEntity *
build_entity (const EaselLibraryImport *self, EaselMediaDraft *draft, const EaselPictureInfo *info)
{
  g_autofree char *id = NULL;
  EaselEntity *entity;
  g_autoptr (JsonObject) attributes = NULL;

  if (self->picture != NULL)
    return complete_entity (self->picture, draft, info);

  id = self->make_id ();
  entity = easel_entity_new (id, EASEL_ENTITY_PICTURE, self->display_name);
  attributes = json_object_new ();
  set_facts (attributes, draft, info);
  json_object_set_string_member (attributes, "original_name", self->display_name);
  easel_entity_set_attributes (entity, attributes);
  easel_entity_set_provenance (entity, self->job, NULL, NULL, NULL, NULL);
  return entity;
}

/* Returns: (transfer full) (nullable): the picture's id */
static char *
enter_rows (const EaselLibraryImport *self,
            sqlite3 *db,
            EaselMediaDraft *draft,
            const EaselPictureInfo *info,
            GError **error)
{
  g_autoptr (EaselEntity) entity = build_entity (self, draft, info);
  const char *id = easel_entity_get_id (entity);
  gboolean added;

  if (!easel_entity_rows_insert (db, entity, &added, error)
      || !easel_entity_rows_insert_media (db, id, easel_media_draft_get_sha256 (draft),
                                          info->format, error))
    return NULL;
  return g_strdup (id);
}

static char *
enter (const EaselLibraryImport *self,
       EaselMediaDraft *draft,
       const EaselPictureInfo *info,
       gboolean *is_new,
       GError **error)
{
  sqlite3 *db = easel_library_database_begin_write (self->database, error);
  g_autofree char *id = NULL;
  gboolean found;

  if (db == NULL)
    return NULL;

  /* Another thread may have brought the same picture, and been first. */
  found = easel_entity_rows_find_picture (db, easel_media_draft_get_sha256 (draft), &id, error);
  *is_new = found && id == NULL;
  if (found && easel_media_draft_enter (draft, info->format, error))
    {
      if (*is_new)
        id = enter_rows (self, db, draft, info, error);
      if (id != NULL && easel_library_database_commit (self->database, error))
        return g_steal_pointer (&id);
    }

  if (*is_new)
    easel_media_draft_withdraw (draft);
  easel_library_database_rollback (self->database);
  return NULL;
}

static EaselEntity *
read_entity (const EaselLibraryImport *self, const char *id, GError **error)
{
  sqlite3 *db = easel_library_database_begin_read (self->database, error);
  EaselEntity *entity;

  if (db == NULL)
    return NULL;

  entity = easel_entity_rows_get (db, id, error);
  easel_library_database_end_read (self->database, db);
  return entity;
}

/* Returns: whether the picture and its file are in the library already */
static gboolean
is_known (const EaselLibraryImport *self, EaselMediaDraft *draft, char **id, GError **error)
{
  sqlite3 *db = easel_library_database_begin_read (self->database, error);
  const char *sha256 = easel_media_draft_get_sha256 (draft);
  g_autofree char *format = NULL;
  g_autofree char *stored_sha256 = NULL;
  g_autofree char *path = NULL;
  gboolean found;

  if (db == NULL)
    return FALSE;

  found = easel_entity_rows_find_picture (db, sha256, id, error) && *id != NULL
          && easel_entity_rows_get_media (db, *id, &stored_sha256, &format, error);
  easel_library_database_end_read (self->database, db);
  if (!found)
    return FALSE;

  path = easel_media_store_get_path (self->media, sha256, format);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* Returns: (transfer full) (nullable): the picture's id */
static char *
take_in (const EaselLibraryImport *self,
         EaselMediaDraft *draft,
         gboolean *is_new,
         GCancellable *cancellable,
         GError **error)
{
  g_auto (EaselPictureInfo) info = { 0 };
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  g_autoptr (GError) thumbnail_error = NULL;
  g_autofree char *id = NULL;

  /* The copy is what is looked at: the original may change, or go away, at any moment. */
  pixbuf = easel_picture_decode (easel_media_draft_get_path (draft), self->display_name,
                                 EASEL_THUMBNAIL_EDGE, &info, cancellable, error);
  if (pixbuf == NULL || !easel_media_draft_sync (draft, error))
    return NULL;

  id = enter (self, draft, &info, is_new, error);
  if (id == NULL)
    return NULL;

  /* A thumbnail is a nicety, made again when it is missed. */
  if (!easel_thumbnails_save (self->thumbnails, id, pixbuf, &thumbnail_error))
    g_debug ("No thumbnail of %s: %s", id, thumbnail_error->message);
  return g_steal_pointer (&id);
}

EaselEntity *
easel_library_import_run (const EaselLibraryImport *self,
                          gboolean *is_new,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (EaselMediaDraft) draft = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *known = NULL;
  g_autofree char *id = NULL;

  *is_new = FALSE;
  draft = self->bytes != NULL ? easel_media_store_draft_bytes (self->media, self->bytes, error)
                              : easel_media_store_draft (self->media, self->path,
                                                         self->display_name, cancellable, error);
  if (draft == NULL)
    return NULL;

  if (is_known (self, draft, &known, &local_error))
    return read_entity (self, known, error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  id = take_in (self, draft, is_new, cancellable, error);
  return id != NULL ? read_entity (self, id, error) : NULL;
}
