/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider.h"

G_BEGIN_DECLS

/* Many questions at once that a provider answers within a day, for less. All calls but
 * easel_provider_get_batch_limits() block, and are for worker threads. */

/* How long a batch's token, and a request's key, may be. */
#define EASEL_BATCH_MAX_TOKEN 40
#define EASEL_BATCH_MAX_KEY 50

/* What one batch may hold; max_bytes is of its requests as they are sent, pictures in Base64. */
typedef struct
{
  guint max_requests;
  gsize max_bytes;
} EaselBatchLimits;

/**
 * EaselBatchState:
 * @EASEL_BATCH_IN_PROGRESS: being answered, or not begun
 * @EASEL_BATCH_CANCELING: what is being answered is still finished
 * @EASEL_BATCH_ENDED: there is no more to come, also after it was canceled or expired: its answers
 *   can be fetched
 * @EASEL_BATCH_FAILED: the provider refused it as a whole, or has it no more
 */
typedef enum
{
  EASEL_BATCH_IN_PROGRESS,
  EASEL_BATCH_CANCELING,
  EASEL_BATCH_ENDED,
  EASEL_BATCH_FAILED,
} EaselBatchState;

/**
 * EaselBatchStatus:
 * @n_requests, @n_succeeded, @n_failed: as far as the server tells; some tell at the end only
 * @expires: microseconds since 1970; 0 when it is not known
 * @error: (nullable): why, when it failed
 */
typedef struct
{
  EaselBatchState state;
  guint n_requests;
  guint n_succeeded;
  guint n_failed;
  gint64 expires;
  GError *error;
} EaselBatchStatus;

void easel_batch_status_free (EaselBatchStatus *status);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselBatchStatus, easel_batch_status_free)

/* (transfer full) (nullable): the prompt of request @index. Asked for in order, each once, and let
 * go of before the next: nothing holds two pictures. */
typedef EaselPrompt *(*EaselBatchPromptFunc) (guint index, gpointer user_data, GError **error);

/**
 * EaselBatchRequest:
 * @token: ours, [A-Za-z0-9_-]+: by which easel_provider_find_batch() knows this batch
 * @keys: @n_requests of them, [A-Za-z0-9_-]+, all different
 * @folder: where what is uploaded is kept meanwhile; it has no name there, so that nothing stays
 *   whatever happens
 */
typedef struct
{
  const char *token;
  const char *model;
  guint n_requests;
  const char *const *keys;
  EaselBatchPromptFunc prompt_func;
  gpointer user_data;
  const char *folder;
} EaselBatchRequest;

/**
 * EaselBatchResultFunc:
 * @reply: (nullable): what was answered, as it came: easel_provider_judge_reply() says what it is
 *   worth
 * @failure: (nullable): why there is no answer, an EASEL_LLM_ERROR
 *
 * Returns: %FALSE to stop, with @error
 */
typedef gboolean (*EaselBatchResultFunc) (const char *key,
                                          EaselReply *reply,
                                          const GError *failure,
                                          gpointer user_data,
                                          GError **error);

/* Whether it has batches, and what one may hold. Any thread, at once. */
gboolean easel_provider_get_batch_limits (EaselProvider *self, EaselBatchLimits *limits);

/**
 * easel_provider_submit_batch:
 *
 * Uploads the requests and has the provider begin. After an error it is not known whether the
 * provider has them: ask easel_provider_find_batch() before submitting once more.
 *
 * Returns: (transfer full) (nullable): what the functions below want to know; opaque
 */
char *easel_provider_submit_batch (EaselProvider *self,
                                   const EaselBatchRequest *request,
                                   GCancellable *cancellable,
                                   GError **error);

/**
 * easel_provider_find_batch:
 * @token, @n_requests: as it was, or may have been, submitted
 * @since: when that was tried first, in microseconds since 1970
 * @others: (nullable): ids of batches that are known to be other ones
 * @id: (out) (nullable) (transfer full): %NULL when the provider has no such batch
 *
 * Whether a batch has arrived. Where a provider keeps no names, the time and the number of requests
 * must do until the batch has ended. When it has not, what was uploaded for it is deleted.
 *
 * Returns: %FALSE on error
 */
gboolean easel_provider_find_batch (EaselProvider *self,
                                    const char *token,
                                    guint n_requests,
                                    gint64 since,
                                    const char *const *others,
                                    char **id,
                                    GCancellable *cancellable,
                                    GError **error);

/* (transfer full) (nullable): %NULL when it could not be asked */
EaselBatchStatus *easel_provider_poll_batch (EaselProvider *self,
                                             const char *id,
                                             GCancellable *cancellable,
                                             GError **error);

/**
 * easel_provider_fetch_batch:
 * @keys: those it was submitted with, in that order, ending with %NULL
 * @func: called once for each of @keys, in any order: with an answer, or with why there is none
 *
 * Reads what came of a batch that has ended. When it fails on the way, as when the connection
 * breaks, @func has been called for some of the keys; fetching again begins at the start. A key
 * nobody asked for is skipped.
 */
gboolean easel_provider_fetch_batch (EaselProvider *self,
                                     const char *id,
                                     const char *const *keys,
                                     EaselBatchResultFunc func,
                                     gpointer user_data,
                                     GCancellable *cancellable,
                                     GError **error);

/* Has the provider stop; what has been answered can be fetched when the batch has ended. %TRUE also
 * when it has ended before, or is not there any more. */
gboolean easel_provider_cancel_batch (EaselProvider *self,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GError **error);

/* Deletes at the provider what was uploaded and what came of it, as far as the provider deletes
 * anything. For a batch that has ended. %TRUE also when nothing is there any more. */
gboolean easel_provider_forget_batch (EaselProvider *self,
                                      const char *id,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
