/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselMediaStore:
 *
 * A folder of files named after what is in them: `ab/ab12….jpeg`. A file that is there is whole,
 * and on the disk. Worker threads only, any number at once.
 */
typedef struct _EaselMediaStore EaselMediaStore;

/**
 * EaselMediaDraft:
 *
 * A copy that is not in the store yet. Freed without being entered, it is gone.
 */
typedef struct _EaselMediaDraft EaselMediaDraft;

/**
 * easel_media_store_open:
 *
 * Makes @folder when missing and throws away drafts that a crash left behind.
 *
 * Returns: (transfer full) (nullable): %NULL with an %EASEL_DATABASE_ERROR
 */
EaselMediaStore *easel_media_store_open (const char *folder, GError **error);
void easel_media_store_free (EaselMediaStore *self);

/* (transfer full): where a file is, or would be */
char *easel_media_store_get_path (EaselMediaStore *self, const char *sha256, const char *format);

/* (transfer full) (nullable): an empty file that goes as soon as the store is opened the next time,
 * if nobody removed it before */
char *easel_media_store_make_file (EaselMediaStore *self, GError **error);

/**
 * easel_media_store_draft:
 * @path: any path
 * @display_name: for sentences
 *
 * Copies @path into the store's folder, and reads its SHA-256 on the way.
 *
 * Returns: (transfer full) (nullable): %NULL with an %EASEL_PICTURE_ERROR for what is wrong
 *   with @path, or an %EASEL_DATABASE_ERROR for what is wrong with the folder
 */
EaselMediaDraft *easel_media_store_draft (EaselMediaStore *self,
                                          const char *path,
                                          const char *display_name,
                                          GCancellable *cancellable,
                                          GError **error);

/* The same for a picture that has no file. Any length is taken: the decoder looks at it later. */
EaselMediaDraft *
easel_media_store_draft_bytes (EaselMediaStore *self, GBytes *bytes, GError **error);

const char *easel_media_draft_get_path (EaselMediaDraft *self);
const char *easel_media_draft_get_sha256 (EaselMediaDraft *self);
guint64 easel_media_draft_get_bytes (EaselMediaDraft *self);

/**
 * easel_media_draft_sync:
 *
 * Waits until the copy is on the disk. That takes long: do it before anything is locked.
 */
gboolean easel_media_draft_sync (EaselMediaDraft *self, GError **error);

/**
 * easel_media_draft_enter:
 *
 * Enters the draft, which was synced, in the store. Its name is on the disk when this returns
 * %TRUE. A file of the same name has the same bytes, and is replaced.
 */
gboolean easel_media_draft_enter (EaselMediaDraft *self, const char *format, GError **error);

/* Takes back what was entered. The caller sees to it that nobody else entered the same. */
void easel_media_draft_withdraw (EaselMediaDraft *self);
void easel_media_draft_free (EaselMediaDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselMediaStore, easel_media_store_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselMediaDraft, easel_media_draft_free)

G_END_DECLS
