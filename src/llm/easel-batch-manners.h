/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch-reader.h"

G_BEGIN_DECLS

/* What one wire format has its own way of doing with batches; all else is in easel-batch.c. For
 * subclasses of #EaselHttpProvider. */

/**
 * EaselBatchQuest:
 * @since: by the server's clock
 *
 * Whose batch is looked for; as for easel_provider_find_batch().
 */
typedef struct
{
  EaselProvider *provider;
  const char *token;
  guint n_requests;
  gint64 since;
  const char *const *others;
  GCancellable *cancellable;
} EaselBatchQuest;

/**
 * EaselBatchList:
 * @path: where it begins, with a query
 * @cursor: what goes between that and where the next page begins
 * @names: of the array in a page; a second one is for another version
 * @by_time: whether it is told by its time, so that of several the oldest is it
 * @read_created: (nullable): when an element was made, in microseconds since 1970; without it
 *   nobody can tell where to stop
 * @look: sets @name (transfer full), when @element is what is looked for
 *
 * A list at the server, the newest first, a page at a time.
 */
typedef struct
{
  const char *path;
  const char *cursor;
  const char *names[2];
  gboolean by_time;
  gint64 (*read_created) (JsonObject *element);
  gboolean (*look) (const EaselBatchQuest *quest, JsonObject *element, char **name, GError **error);
} EaselBatchList;

/**
 * EaselBatchManners:
 * @has_batches: (nullable): without it all have
 * @make_path: (transfer full): where the batch is, behind the base URL, with @verb at its end
 * @cancel_verb, @cancel_body: what has it canceled
 * @files: (nullable): what is uploaded, to be looked for when there is no batch
 * @delete_file: what goes with @files; %TRUE also when it is not there
 * @read_results: has @reader read all there is; it is finished afterwards
 * @explain_missing: (transfer full): why a request has no result
 * @forget: @batch: (nullable): it is not there any more
 */
struct _EaselBatchManners
{
  EaselBatchLimits limits;
  gboolean (*has_batches) (EaselProvider *provider);
  char *(*submit) (EaselProvider *provider,
                   const EaselBatchRequest *request,
                   GCancellable *cancellable,
                   GError **error);
  char *(*make_path) (const char *id, const char *verb);
  const char *cancel_verb;
  const char *cancel_body;
  const EaselBatchList *list;
  const EaselBatchList *files;
  gboolean (*delete_file) (EaselProvider *provider,
                           const char *name,
                           GCancellable *cancellable,
                           GError **error);
  EaselBatchStatus *(*read_status) (const char *host, JsonObject *batch);
  EaselBatchReadFunc read_result;
  gboolean (*read_results) (EaselProvider *provider,
                            JsonObject *batch,
                            EaselBatchReader *reader,
                            GCancellable *cancellable,
                            GError **error);
  GError *(*explain_missing) (const char *host, JsonObject *batch);
  gboolean (*forget) (EaselProvider *provider,
                      const char *id,
                      JsonObject *batch,
                      GCancellable *cancellable,
                      GError **error);
};

G_END_DECLS
