/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-batch.h"

#include <string.h>

void
easel_batch_status_free (EaselBatchStatus *status)
{
  if (status == NULL)
    return;

  g_clear_error (&status->error);
  g_free (status);
}

static const EaselBatchVerbs *
get_verbs (EaselProvider *self)
{
  return EASEL_PROVIDER_GET_CLASS (self)->batches;
}

/* Whether a word is one every provider takes as a name. */
static gboolean
is_name (const char *word, gsize max_length)
{
  gsize length = word != NULL ? strlen (word) : 0;

  return length > 0 && length <= max_length
         && strspn (word, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-") == length;
}

gboolean
easel_provider_get_batch_limits (EaselProvider *self, EaselBatchLimits *limits)
{
  const EaselBatchVerbs *verbs;

  g_return_val_if_fail (EASEL_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (limits != NULL, FALSE);

  *limits = (EaselBatchLimits) { 0 };
  verbs = get_verbs (self);
  return verbs != NULL && verbs->get_limits (self, limits);
}

char *
easel_provider_submit_batch (EaselProvider *self,
                             const EaselBatchRequest *request,
                             GCancellable *cancellable,
                             GError **error)
{
  EaselBatchLimits limits;

  g_return_val_if_fail (easel_provider_get_batch_limits (self, &limits), NULL);
  g_return_val_if_fail (is_name (request->token, EASEL_BATCH_MAX_TOKEN), NULL);
  g_return_val_if_fail (request->n_requests > 0, NULL);
  g_return_val_if_fail (request->n_requests <= limits.max_requests, NULL);
  for (guint i = 0; i < request->n_requests; i++)
    g_return_val_if_fail (is_name (request->keys[i], EASEL_BATCH_MAX_KEY), NULL);

  return get_verbs (self)->submit (self, request, cancellable, error);
}

gboolean
easel_provider_find_batch (EaselProvider *self,
                           const char *token,
                           guint n_requests,
                           gint64 since,
                           const char *const *others,
                           char **id,
                           GCancellable *cancellable,
                           GError **error)
{
  EaselBatchLimits limits;

  g_return_val_if_fail (easel_provider_get_batch_limits (self, &limits), FALSE);
  g_return_val_if_fail (is_name (token, EASEL_BATCH_MAX_TOKEN), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  *id = NULL;
  return get_verbs (self)->find (self, token, n_requests, since, others, id, cancellable, error);
}

EaselBatchStatus *
easel_provider_poll_batch (EaselProvider *self,
                           const char *id,
                           GCancellable *cancellable,
                           GError **error)
{
  EaselBatchLimits limits;

  g_return_val_if_fail (easel_provider_get_batch_limits (self, &limits), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return get_verbs (self)->poll (self, id, cancellable, error);
}

gboolean
easel_provider_fetch_batch (EaselProvider *self,
                            const char *id,
                            const char *const *keys,
                            EaselBatchResultFunc func,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error)
{
  EaselBatchLimits limits;

  g_return_val_if_fail (easel_provider_get_batch_limits (self, &limits), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (keys != NULL, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  return get_verbs (self)->fetch (self, id, keys, func, user_data, cancellable, error);
}

gboolean
easel_provider_cancel_batch (EaselProvider *self,
                             const char *id,
                             GCancellable *cancellable,
                             GError **error)
{
  EaselBatchLimits limits;

  g_return_val_if_fail (easel_provider_get_batch_limits (self, &limits), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return get_verbs (self)->cancel (self, id, cancellable, error);
}

gboolean
easel_provider_forget_batch (EaselProvider *self,
                             const char *id,
                             GCancellable *cancellable,
                             GError **error)
{
  EaselBatchLimits limits;

  g_return_val_if_fail (easel_provider_get_batch_limits (self, &limits), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return get_verbs (self)->forget (self, id, cancellable, error);
}
