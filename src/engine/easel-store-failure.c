/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-run-private.h"

#include "easel-engine-error.h"

#include <glib/gi18n.h>

EaselFailure *
easel_failure_new_from_store_error (const GError *error)
{
  EaselFailure *failure;

  if (error->domain == EASEL_ENGINE_ERROR)
    return easel_failure_new ("engine", error->message, NULL, NULL, EASEL_RETRY_NEVER);
  if (error->domain != EASEL_DATABASE_ERROR)
    return NULL;

  switch ((EaselDatabaseError) error->code)
    {
    case EASEL_DATABASE_ERROR_FULL:
      failure = easel_failure_new ("disk-full", error->message, NULL, "retry", EASEL_RETRY_NEVER);
      break;
    case EASEL_DATABASE_ERROR_READ_ONLY:
      failure = easel_failure_new ("read-only", error->message, NULL, "retry", EASEL_RETRY_NEVER);
      break;
    case EASEL_DATABASE_ERROR_CORRUPT:
      failure = easel_failure_new ("damaged", error->message,
                                   _ ("Start Easel again: it saves what it can."), NULL,
                                   EASEL_RETRY_NEVER);
      break;
    case EASEL_DATABASE_ERROR_FAILED:
    case EASEL_DATABASE_ERROR_TOO_NEW:
    case EASEL_DATABASE_ERROR_BUSY:
    default:
      failure = easel_failure_new ("storage", error->message, NULL, "retry", EASEL_RETRY_NEVER);
      break;
    }
  return failure;
}
