/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-journal-entry.h"
#include "easel-library.h"

G_BEGIN_DECLS

/* Changes of the library, and how to take them back.
 *
 * Each is one transaction with one entry in the journal, which can be taken back at any time. An
 * entity's revision counts up with each of them, with taking back too, and never comes down: who
 * has seen a revision can always tell whether it was changed since. All else is put back byte for
 * byte, its time of change as well.
 *
 * The plain calls block and are for worker threads, any number at once; the _async ones are for
 * the main thread. `changed` is emitted for every entity that differs. */

/**
 * EaselChangeStamp:
 * @entry: (nullable): id for the journal entry; made when %NULL. When there is an entry with it
 *   already, the change was made before, and the call succeeds without making it again: so a job's
 *   step can be repeated after a crash
 * @group: (nullable): an id; changes of one group can be taken back together
 * @job: (nullable): the job the change comes from
 * @door: (nullable): where the person decided it: "window", "notification", "command-line", "dbus"
 *
 * What the journal says about a change besides what it is.
 */
typedef struct
{
  const char *entry;
  const char *group;
  const char *job;
  const char *door;
} EaselChangeStamp;

/**
 * easel_library_check_unchanged:
 * @ids: (array zero-terminated=1)
 * @revisions: what the caller has seen of each; 0 for whatever is there
 *
 * What a change checks by itself, for somebody who wants to know before: names, tags and
 * attributes, not whether something was archived.
 *
 * Returns: %FALSE with %EASEL_LIBRARY_ERROR_CHANGED, whose message names the fields of all that
 *   were changed, %EASEL_LIBRARY_ERROR_NOT_FOUND, or an %EASEL_DATABASE_ERROR
 */
gboolean easel_library_check_unchanged (EaselLibrary *self,
                                        const char *const *ids,
                                        const guint *revisions,
                                        GError **error);

/**
 * EaselMergeRequest:
 * @source: id of what is kept
 * @target: id of what is folded into it and archived
 * @source_revision, @target_revision: what the proposal was made from; 0 for whatever is there
 * @schema: (nullable): what the proposal was made under, see easel_merge_build_schema(); when
 *   %NULL one without the kind's schema, for what is there
 * @proposal: see easel-merge.h; checked against @schema
 * @origins: (nullable): see easel_merge_summarize()
 * @force: do it even if one of them was changed since its revision
 */
typedef struct
{
  const char *source;
  const char *target;
  guint source_revision;
  guint target_revision;
  JsonNode *schema;
  JsonNode *proposal;
  JsonObject *origins;
  gboolean force;
} EaselMergeRequest;

/**
 * easel_library_merge:
 * @stamp: (nullable)
 * @entry: (out) (optional) (transfer full): id of the journal entry
 *
 * Writes the merged values to the source, gives it the target's pictures and references, archives
 * the target, and makes everything that pointed at the target point at the source: references,
 * pictures, attributes in which its id is a text, the result cache, and what was said to be no
 * duplicate. What is then there twice is there once.
 *
 * Returns: %FALSE with what easel_merge_check() or easel_merge_check_proposal() says, with
 *   %EASEL_LIBRARY_ERROR_CHANGED, or an %EASEL_DATABASE_ERROR; nothing is changed then
 */
gboolean easel_library_merge (EaselLibrary *self,
                              const EaselMergeRequest *request,
                              const EaselChangeStamp *stamp,
                              char **entry,
                              GError **error);

/**
 * EaselEditRequest:
 * @id: what is edited
 * @revision: what the person has seen; 0 for whatever is there. Its pictures count as changed
 *   only where they are edited
 * @name: (nullable): the new name; %NULL keeps it, as below
 * @attributes: (nullable): all of them
 * @tags: (nullable)
 * @pictures: (nullable) (element-type EaselEntityPicture): all of them; they are as long as the
 * array
 * @schema: (nullable): what the kind's attributes must be like, see easel-attribute-schema.h. A
 *   value that was there already may be as it was
 * @force: do it even if it was changed since @revision
 */
typedef struct
{
  const char *id;
  guint revision;
  const char *name;
  JsonObject *attributes;
  const char *const *tags;
  GPtrArray *pictures;
  JsonNode *schema;
  gboolean force;
} EaselEditRequest;

/**
 * easel_library_edit:
 * @stamp: (nullable)
 * @entry: (out) (optional) (transfer full) (nullable): %NULL when nothing differs
 *
 * Returns: %FALSE with %EASEL_LIBRARY_ERROR_NOT_FOUND, also of a picture, _INVALID, _CHANGED, or an
 *   %EASEL_DATABASE_ERROR; nothing is changed then
 */
gboolean easel_library_edit (EaselLibrary *self,
                             const EaselEditRequest *request,
                             const EaselChangeStamp *stamp,
                             char **entry,
                             GError **error);

/**
 * easel_library_complete:
 *
 * The same for a job that has added something to the library and only now has the rest of it: that
 * is a part of how it was made, and no change of it. There is no entry in the journal, and it
 * cannot be taken back.
 *
 * Returns: as easel_library_edit()
 */
gboolean
easel_library_complete (EaselLibrary *self, const EaselEditRequest *request, GError **error);

/**
 * easel_library_set_archived:
 * @ids: all of them or none
 * @stamp: (nullable)
 * @entry: (out) (optional) (transfer full) (nullable): %NULL when nothing differs
 *
 * Puts entities away, or brings them back. What points at them goes on doing so.
 */
gboolean easel_library_set_archived (EaselLibrary *self,
                                     const char *const *ids,
                                     gboolean archived,
                                     const EaselChangeStamp *stamp,
                                     char **entry,
                                     GError **error);

/**
 * easel_library_undo:
 * @change: id of an entry of the journal, or of a group
 * @force: do it even if later changes are overwritten
 * @stamp: (nullable)
 * @entry: (out) (optional) (transfer full): id of the new entry, which can be taken back itself
 *
 * Puts everything back that the entry changed, and nothing else: of the attributes only the
 * fields. Of a group it is what was not taken back yet, the newest first, in one transaction.
 *
 * Returns: %FALSE with %EASEL_LIBRARY_ERROR_NOT_FOUND when there is no such entry, or what it is
 *   about was deleted; _UNDONE; _WOULD_OVERWRITE with what would be lost; or an
 *   %EASEL_DATABASE_ERROR. Nothing is changed then
 */
gboolean easel_library_undo (EaselLibrary *self,
                             const char *change,
                             gboolean force,
                             const EaselChangeStamp *stamp,
                             char **entry,
                             GError **error);

/**
 * EaselHistoryQuery:
 * @entity: (nullable): only what changed this
 * @job: (nullable): only what came from this job
 * @change: (nullable): only this entry, or those of this group
 * @limit: at most so many, 0 for all
 * @offset: skip so many
 *
 * Newest first.
 */
typedef struct
{
  const char *entity;
  const char *job;
  const char *change;
  guint limit;
  guint offset;
} EaselHistoryQuery;

/* (transfer full) (element-type EaselJournalEntry) (nullable) */
GPtrArray *
easel_library_history (EaselLibrary *self, const EaselHistoryQuery *query, GError **error);

/* Arguments are copied, but for an array of pictures, of which a reference is taken. */

void easel_library_edit_async (EaselLibrary *self,
                               const EaselEditRequest *request,
                               const EaselChangeStamp *stamp,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean
easel_library_edit_finish (EaselLibrary *self, GAsyncResult *result, char **entry, GError **error);

void easel_library_set_archived_async (EaselLibrary *self,
                                       const char *const *ids,
                                       gboolean archived,
                                       const EaselChangeStamp *stamp,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean easel_library_set_archived_finish (EaselLibrary *self,
                                            GAsyncResult *result,
                                            char **entry,
                                            GError **error);

void easel_library_undo_async (EaselLibrary *self,
                               const char *change,
                               gboolean force,
                               const EaselChangeStamp *stamp,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean
easel_library_undo_finish (EaselLibrary *self, GAsyncResult *result, char **entry, GError **error);

void easel_library_history_async (EaselLibrary *self,
                                  const EaselHistoryQuery *query,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *easel_library_history_finish (EaselLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
