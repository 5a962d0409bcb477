/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-failure.h"

G_DEFINE_BOXED_TYPE (EaselFailure, easel_failure, easel_failure_copy, easel_failure_free)

EaselFailure *
easel_failure_new (const char *code,
                   const char *message,
                   const char *hint,
                   const char *remedy,
                   EaselRetryPolicy policy)
{
  EaselFailure *failure;

  g_return_val_if_fail (code != NULL, NULL);
  g_return_val_if_fail (message != NULL, NULL);

  failure = g_new0 (EaselFailure, 1);
  failure->code = g_strdup (code);
  failure->message = g_strdup (message);
  failure->hint = g_strdup (hint);
  failure->remedy = g_strdup (remedy);
  failure->policy = policy;
  failure->retry_after_ms = -1;
  return failure;
}

EaselFailure *
easel_failure_copy (const EaselFailure *failure)
{
  EaselFailure *copy;

  if (failure == NULL)
    return NULL;

  copy = easel_failure_new (failure->code, failure->message, failure->hint, failure->remedy,
                            failure->policy);
  copy->retry_after_ms = failure->retry_after_ms;
  return copy;
}

void
easel_failure_free (EaselFailure *failure)
{
  if (failure == NULL)
    return;

  g_free (failure->code);
  g_free (failure->message);
  g_free (failure->hint);
  g_free (failure->remedy);
  g_free (failure);
}
