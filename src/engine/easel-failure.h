/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EaselRetryPolicy:
 * @EASEL_RETRY_NEVER: trying again changes nothing; the job fails
 * @EASEL_RETRY_BACKOFF: try again after a while, up to the queue's limit of attempts
 * @EASEL_RETRY_WHEN_ONLINE: try again when the network is back; not counted as an attempt
 */
typedef enum
{
  EASEL_RETRY_NEVER,
  EASEL_RETRY_BACKOFF,
  EASEL_RETRY_WHEN_ONLINE,
} EaselRetryPolicy;

/**
 * EaselFailure:
 * @code: (not nullable): stable machine word, such as "key-refused"
 * @message: (not nullable): a sentence for the person
 * @hint: (nullable): what can be done, as a sentence
 * @remedy: (nullable): the button that helps: "set-up-provider", "choose-model", "retry" …
 * @policy: whether the queue tries again by itself
 * @retry_after_ms: when the server said how long to wait, else -1. The job's lane rests as
 *   long.
 *
 * How a run failed, in the words of its kind. Kinds fill it in
 * EaselJobKindClass.describe_error().
 */
typedef struct
{
  char *code;
  char *message;
  char *hint;
  char *remedy;
  EaselRetryPolicy policy;
  gint64 retry_after_ms;
} EaselFailure;

#define EASEL_TYPE_FAILURE (easel_failure_get_type ())
GType easel_failure_get_type (void);

EaselFailure *easel_failure_new (const char *code,
                                 const char *message,
                                 const char *hint,
                                 const char *remedy,
                                 EaselRetryPolicy policy);
EaselFailure *easel_failure_copy (const EaselFailure *failure);
void easel_failure_free (EaselFailure *failure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselFailure, easel_failure_free)

G_END_DECLS
