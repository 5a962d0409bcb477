/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselLibraryModelState:
 * @EASEL_LIBRARY_MODEL_LOADING: the first answer is still to come
 * @EASEL_LIBRARY_MODEL_EMPTY: nothing matches
 * @EASEL_LIBRARY_MODEL_READY: there is something to show
 * @EASEL_LIBRARY_MODEL_FAILED: the library could not be read; see
 *   easel_library_model_get_error()
 */
typedef enum
{
  EASEL_LIBRARY_MODEL_LOADING,
  EASEL_LIBRARY_MODEL_EMPTY,
  EASEL_LIBRARY_MODEL_READY,
  EASEL_LIBRARY_MODEL_FAILED,
} EaselLibraryModelState;

/**
 * EaselLibraryModel:
 *
 * A #GListModel of #EaselEntity over one query, newest first, read in pages. A change of the
 * library is read again and entered as the smallest single splice, so that what is on screen stays
 * where it is; an entity that did not change stays the same object. Main thread only.
 *
 * Property `state` (EaselLibraryModelState as int, readable): notified with each answer, so that
 * what depends on the query is told too.
 */
#define EASEL_TYPE_LIBRARY_MODEL (easel_library_model_get_type ())
G_DECLARE_FINAL_TYPE (EaselLibraryModel, easel_library_model, EASEL, LIBRARY_MODEL, GObject)

/* @page_size: how many entities are read at once */
EaselLibraryModel *easel_library_model_new (EaselLibrary *library, guint page_size);

/**
 * easel_library_model_set_query:
 * @kind: (nullable): as in #EaselLibraryQuery
 * @text: (nullable): as in #EaselLibraryQuery
 * @archived: as in #EaselLibraryQuery
 *
 * Asks for something else; a query under way is cancelled. What is shown stays until the
 * answer is there. Nothing is read before the first call.
 */
void easel_library_model_set_query (EaselLibraryModel *self,
                                    const char *kind,
                                    const char *text,
                                    gboolean archived);

/* As in #EaselLibraryQuery. Before the first query. */
void easel_library_model_set_preferred_first (EaselLibraryModel *self, gboolean preferred_first);

/* (nullable) */
const char *easel_library_model_get_kind (EaselLibraryModel *self);
/* (nullable) */
const char *easel_library_model_get_text (EaselLibraryModel *self);

/* Reads the next page, if there is one and none is under way. */
void easel_library_model_load_more (EaselLibraryModel *self);

/* Reads all there is, also where that is under way; `state` is notified when all is there. */
void easel_library_model_load_all (EaselLibraryModel *self);
/* Whether all there is was read. */
gboolean easel_library_model_is_complete (EaselLibraryModel *self);

/* Asks the same again, after a failure. */
void easel_library_model_reload (EaselLibraryModel *self);

EaselLibraryModelState easel_library_model_get_state (EaselLibraryModel *self);
/* (transfer none) (nullable) */
const GError *easel_library_model_get_error (EaselLibraryModel *self);

G_END_DECLS
