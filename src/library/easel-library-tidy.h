/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"
#include "easel-lookalike.h"

G_BEGIN_DECLS

/* Finding what is in the library twice, and remembering it. Nothing is merged by it. The plain
 * calls block and are for worker threads; the _async ones are for the main thread. */

/**
 * easel_library_find_lookalikes:
 * @kind: (nullable): only this kind; %NULL is every one
 * @limit: at most so many, 0 for all
 *
 * Looks at all that is not archived, see easel_lookalikes_find(). No model is asked. The first
 * time it looks at each picture's thumbnail, and remembers what it saw.
 *
 * Returns: (transfer full) (element-type EaselLookalike) (nullable): the most alike first, without
 *   what is known to be no duplicate; %NULL with an %EASEL_DATABASE_ERROR or
 *   %G_IO_ERROR_CANCELLED
 */
GPtrArray *easel_library_find_lookalikes (EaselLibrary *self,
                                          const char *kind,
                                          guint limit,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * easel_library_set_not_duplicates:
 * @refused: whether @first and @second are no duplicates; %FALSE forgets that
 *
 * Asking for what is so already is no error. When one of them is merged with a third, it holds
 * for that one.
 *
 * Returns: %FALSE with %EASEL_LIBRARY_ERROR_SAME, _NOT_FOUND, or an %EASEL_DATABASE_ERROR
 */
gboolean easel_library_set_not_duplicates (EaselLibrary *self,
                                           const char *first,
                                           const char *second,
                                           gboolean refused,
                                           GError **error);

/**
 * easel_library_save_lookalikes:
 * @kind: (nullable): what easel_library_find_lookalikes() was called with
 * @lookalikes: (element-type EaselLookalike): what it found
 *
 * Remembers these in place of what was found of @kind before. A pair that was among those keeps
 * when it was found, and until when it is hidden.
 */
gboolean easel_library_save_lookalikes (EaselLibrary *self,
                                        const char *kind,
                                        GPtrArray *lookalikes,
                                        GError **error);

/**
 * easel_library_list_lookalikes:
 *
 * Returns: (transfer full) (element-type EaselLookalike) (nullable): what was saved, the most alike
 *   first, hidden ones too; without what is archived now, or said to be no duplicate. The entities
 *   are as they are now
 */
GPtrArray *easel_library_list_lookalikes (EaselLibrary *self, GError **error);

/**
 * easel_library_hide_lookalike:
 * @first, @second: in any order
 * @until: Unix time in microseconds: 0 shows it at once, %G_MAXINT64 hides it for good
 *
 * Nothing happens when the time has come: whoever shows it must look at the clock.
 *
 * Returns: %FALSE with %EASEL_LIBRARY_ERROR_NOT_FOUND when there is no such pair, or an
 *   %EASEL_DATABASE_ERROR
 */
gboolean easel_library_hide_lookalike (EaselLibrary *self,
                                       const char *first,
                                       const char *second,
                                       gint64 until,
                                       GError **error);

void easel_library_set_not_duplicates_async (EaselLibrary *self,
                                             const char *first,
                                             const char *second,
                                             gboolean refused,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
gboolean
easel_library_set_not_duplicates_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

void easel_library_list_lookalikes_async (EaselLibrary *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *
easel_library_list_lookalikes_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

void easel_library_hide_lookalike_async (EaselLibrary *self,
                                         const char *first,
                                         const char *second,
                                         gint64 until,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
easel_library_hide_lookalike_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
