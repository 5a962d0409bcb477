/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"
#include "easel-picture.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselLibraryError:
 * @EASEL_LIBRARY_ERROR_NOT_FOUND: there is nothing with that id, or a link leads nowhere
 * @EASEL_LIBRARY_ERROR_NOT_OPEN: not opened yet, or closed again
 * @EASEL_LIBRARY_ERROR_EXISTS: something else has the id
 * @EASEL_LIBRARY_ERROR_SAME: something was to be merged with itself
 * @EASEL_LIBRARY_ERROR_OTHER_KIND: different kinds of things were to be merged
 * @EASEL_LIBRARY_ERROR_ARCHIVED: what was to be merged is put away
 * @EASEL_LIBRARY_ERROR_INVALID: a value that may not be there
 * @EASEL_LIBRARY_ERROR_CHANGED: it changed since the caller looked; names the fields. Can be
 *   forced
 * @EASEL_LIBRARY_ERROR_WOULD_OVERWRITE: later changes would be lost; names them. Can be forced
 * @EASEL_LIBRARY_ERROR_UNDONE: it was taken back already
 *
 * What can be wrong with a request. What can be wrong with the files on disk is an
 * #EaselDatabaseError, and with a picture an #EaselPictureError; each message is a sentence.
 */
typedef enum
{
  EASEL_LIBRARY_ERROR_NOT_FOUND,
  EASEL_LIBRARY_ERROR_NOT_OPEN,
  EASEL_LIBRARY_ERROR_EXISTS,
  EASEL_LIBRARY_ERROR_SAME,
  EASEL_LIBRARY_ERROR_OTHER_KIND,
  EASEL_LIBRARY_ERROR_ARCHIVED,
  EASEL_LIBRARY_ERROR_INVALID,
  EASEL_LIBRARY_ERROR_CHANGED,
  EASEL_LIBRARY_ERROR_WOULD_OVERWRITE,
  EASEL_LIBRARY_ERROR_UNDONE,
} EaselLibraryError;

#define EASEL_LIBRARY_ERROR (easel_library_error_quark ())
GQuark easel_library_error_quark (void);

/**
 * EaselLibrary:
 *
 * Entities and pictures on disk: library.sqlite, and a folder of content-addressed media. The
 * plain calls block and are for worker threads, any number at once; the _async ones are for
 * the main thread.
 *
 * Signals, on the main thread: `changed` (GStrv ids): entities were added, changed or
 * archived, or have a thumbnail now; coalesced. `lookalikes-changed`: what
 * easel_library_list_lookalikes() gives may be another now; coalesced. `notice` (const char
 * *message): something to tell the person, such as that a damaged file was salvaged; comes while it
 * is being opened.
 */
#define EASEL_TYPE_LIBRARY (easel_library_get_type ())
G_DECLARE_FINAL_TYPE (EaselLibrary, easel_library, EASEL, LIBRARY, GObject)

/* @data_dir: library.sqlite and media/. @cache_dir: thumbnails/. Made when missing. */
EaselLibrary *easel_library_new (const char *data_dir, const char *cache_dir);

/* Opens, migrates, checks after an unclean end; a damaged file is set aside and salvaged. */
void easel_library_open_async (EaselLibrary *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean easel_library_open_finish (EaselLibrary *self, GAsyncResult *result, GError **error);
/* Closes; waits for calls under way. Blocking, worker threads or the end of the program. */
void easel_library_close (EaselLibrary *self);

/**
 * easel_library_import_picture:
 * @path: the file; copied into the media store under its SHA-256, then probed
 * @display_name: (nullable): for sentences and the entity's name; the path's last part when
 *   %NULL
 * @job: (nullable): provenance
 * @make_id: (scope call): called when the picture is new, to give the entity an id
 *
 * The same bytes are the same picture, however often they come. Written to a temporary
 * file, fsynced, renamed, and only then entered. Makes the thumbnail too.
 *
 * Returns: (transfer full) (nullable): the picture entity; attributes: format, width,
 *   height, bytes, sha256, original_name. %NULL with an %EASEL_PICTURE_ERROR, an
 *   %EASEL_DATABASE_ERROR (disk full, read-only) or %G_IO_ERROR_CANCELLED; then nothing of it
 *   is left behind
 */
EaselEntity *easel_library_import_picture (EaselLibrary *self,
                                           const char *path,
                                           const char *display_name,
                                           const char *job,
                                           char *(*make_id) (void),
                                           GCancellable *cancellable,
                                           GError **error);

/**
 * easel_library_add_picture:
 * @picture: what is known about it: id, name, tags, provenance, references, and attributes; what
 *   its file is like is added
 * @bytes: the file
 *
 * Does the same for a picture that somebody made: file and entity are there together, or neither.
 *
 * Returns: (transfer full) (nullable): the picture entity: another than @picture when the library
 *   has the same bytes already. Errors are as above, and %EASEL_LIBRARY_ERROR_NOT_FOUND when a
 *   reference leads nowhere
 */
EaselEntity *easel_library_add_picture (EaselLibrary *self,
                                        EaselEntity *picture,
                                        GBytes *bytes,
                                        GCancellable *cancellable,
                                        GError **error);

/* (transfer full) (nullable): where the picture's file is */
char *easel_library_get_picture_path (EaselLibrary *self, const char *picture, GError **error);
/* (transfer full): where its thumbnail is (256 px); may not exist yet. A missing one is made
 * again when an entity that shows it is read; `changed` tells when it is there. */
char *easel_library_get_thumbnail_path (EaselLibrary *self, const char *picture);

/**
 * easel_library_add:
 * @entities: (element-type EaselEntity): written in one transaction; may link to each other in
 *   any order. Their times and revision are set
 *
 * An entity whose id is there already with the same source job is left as it is, so that a
 * step repeated after a crash neither doubles nor overwrites a person's edits. With another
 * job it is %EASEL_LIBRARY_ERROR_EXISTS, and a link that leads nowhere is
 * %EASEL_LIBRARY_ERROR_NOT_FOUND; then none of them is added.
 */
gboolean easel_library_add (EaselLibrary *self, GPtrArray *entities, GError **error);

/* (transfer full) (nullable): %EASEL_LIBRARY_ERROR_NOT_FOUND when there is none */
EaselEntity *easel_library_get (EaselLibrary *self, const char *id, GError **error);

/* The same for what need not be there. @entity: (out) (transfer full) (nullable): %NULL when there
 * is none. Returns: %FALSE when that cannot be told */
gboolean
easel_library_find (EaselLibrary *self, const char *id, EaselEntity **entity, GError **error);

/**
 * EaselLibraryQuery:
 * @kind: (nullable): only this kind; %NULL is all but pictures
 * @text: (nullable): words that must all occur in name, tags or attributes; the beginning of
 *   a word is enough, and case and accents do not matter
 * @archived: whether archived ones are wanted instead
 * @preferred_first: before all others, those that are tagged %EASEL_ENTITY_FAVORITE, and then
 *   those in recipes, the one used last first
 * @limit: at most so many, 0 for all
 * @offset: skip so many
 *
 * Newest first.
 */
typedef struct
{
  const char *kind;
  const char *text;
  gboolean archived;
  gboolean preferred_first;
  guint limit;
  guint offset;
} EaselLibraryQuery;

/* (transfer full) (element-type EaselEntity) (nullable) */
GPtrArray *easel_library_query (EaselLibrary *self, const EaselLibraryQuery *query, GError **error);

/* (transfer full) (element-type EaselEntity): entities that reference @id or show it */
GPtrArray *easel_library_where_used (EaselLibrary *self, const char *id, GError **error);

/**
 * easel_library_find_analysis:
 *
 * The result cache: what an earlier job made of the same picture with the same analyzer,
 * provider, model and prompt revision.
 *
 * Returns: (transfer full) (nullable): the main entity; %NULL without an error when there is
 *   none
 */
EaselEntity *easel_library_find_analysis (EaselLibrary *self,
                                          const char *picture,
                                          const char *analyzer,
                                          const char *provider,
                                          const char *model,
                                          const char *prompt_revision,
                                          GError **error);
/* Enters @entity as the newest such result. Call after easel_library_add(). */
gboolean easel_library_remember_analysis (EaselLibrary *self,
                                          const char *picture,
                                          const char *analyzer,
                                          const char *provider,
                                          const char *model,
                                          const char *prompt_revision,
                                          const char *entity,
                                          GError **error);

void easel_library_query_async (EaselLibrary *self,
                                const EaselLibraryQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *easel_library_query_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

void easel_library_get_async (EaselLibrary *self,
                              const char *id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
EaselEntity *easel_library_get_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

void easel_library_where_used_async (EaselLibrary *self,
                                     const char *id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
easel_library_where_used_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
