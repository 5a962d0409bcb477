/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-studio-error.h"

#include "easel-backup.h"
#include "easel-book.h"
#include "easel-database.h"
#include "easel-engine-error.h"
#include "easel-library.h"
#include "easel-llm-error.h"
#include "easel-output.h"
#include "easel-picture.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

typedef struct
{
  EaselFailure *cause; /* (owned) (nullable) */
} EaselStudioErrorPrivate;

static void
easel_studio_error_private_init (EaselStudioErrorPrivate *priv)
{
}

static void
easel_studio_error_private_copy (const EaselStudioErrorPrivate *source,
                                 EaselStudioErrorPrivate *target)
{
  target->cause = source->cause != NULL ? easel_failure_copy (source->cause) : NULL;
}

static void
easel_studio_error_private_clear (EaselStudioErrorPrivate *priv)
{
  if (priv != NULL)
    g_clear_pointer (&priv->cause, easel_failure_free);
}

G_DEFINE_EXTENDED_ERROR (EaselStudioError, easel_studio_error)

/* The buttons the window knows. */
#define REMEDY_SET_UP "set-up-provider"
#define REMEDY_CHOOSE_MODEL "choose-model"
#define REMEDY_RETRY "retry"

/* What is known about one error code, next to its own message. */
typedef struct
{
  const char *code;
  const char *hint;   /* (nullable): untranslated */
  const char *remedy; /* (nullable) */
  EaselRetryPolicy policy;
} Description;

static Description
describe_llm_error (EaselLlmError code)
{
  const char *word = easel_llm_error_to_string (code);

  switch (code)
    {
    case EASEL_LLM_ERROR_NO_PROVIDER:
      return (Description) { word, N_ ("Set up a provider in Preferences, then try again."),
                             REMEDY_SET_UP, EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_NO_KEY:
      return (Description) { word, N_ ("Enter its key, then try again."), REMEDY_SET_UP,
                             EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_KEY_REFUSED:
      return (Description) { word, N_ ("Enter the key again, then try again."), REMEDY_SET_UP,
                             EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_KEYRING:
      return (Description) { word, N_ ("Unlock the keyring, then try again."), REMEDY_RETRY,
                             EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_QUOTA:
      return (Description) { word, N_ ("Add credit with the provider, then try again."),
                             REMEDY_RETRY, EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_RATE_LIMIT:
    case EASEL_LLM_ERROR_OVERLOADED:
    case EASEL_LLM_ERROR_SERVER:
    case EASEL_LLM_ERROR_TIMEOUT:
    case EASEL_LLM_ERROR_INCOMPLETE:
      return (Description) { word, N_ ("Try again in a while."), REMEDY_RETRY,
                             EASEL_RETRY_BACKOFF };
    case EASEL_LLM_ERROR_UNREACHABLE:
      return (Description) { word, N_ ("Check that the server runs and that its address is right."),
                             REMEDY_SET_UP, EASEL_RETRY_BACKOFF };
    case EASEL_LLM_ERROR_OFFLINE:
      return (Description) { word, N_ ("The job goes on when the network is back."), REMEDY_RETRY,
                             EASEL_RETRY_WHEN_ONLINE };
    case EASEL_LLM_ERROR_MODEL_NOT_FOUND:
    case EASEL_LLM_ERROR_NO_VISION:
    case EASEL_LLM_ERROR_CONTEXT_TOO_LONG:
      return (Description) { word, N_ ("Choose another model in Preferences."), REMEDY_CHOOSE_MODEL,
                             EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_NO_IMAGES:
      return (Description) { word, N_ ("Choose a model that makes pictures in Preferences."),
                             REMEDY_CHOOSE_MODEL, EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_TRUNCATED:
    case EASEL_LLM_ERROR_BAD_REPLY:
      return (Description) { word, N_ ("Try again, or choose another model in Preferences."),
                             REMEDY_RETRY, EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_NOT_API:
    case EASEL_LLM_ERROR_BAD_REQUEST:
    case EASEL_LLM_ERROR_TLS:
    case EASEL_LLM_ERROR_INSECURE:
      return (Description) { word, N_ ("Check the provider’s address in Preferences."),
                             REMEDY_SET_UP, EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_REFUSED:
      return (Description) { word, N_ ("Ask for something else, or in other words."), NULL,
                             EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_UNANSWERED:
      return (Description) { word, N_ ("Try again to ask now, at the usual price."), REMEDY_RETRY,
                             EASEL_RETRY_NEVER };
    case EASEL_LLM_ERROR_TOO_LARGE:
    default:
      return (Description) { word, NULL, NULL, EASEL_RETRY_NEVER };
    }
}

static Description
describe_picture_error (EaselPictureError code)
{
  switch (code)
    {
    case EASEL_PICTURE_ERROR_NOT_A_PICTURE:
      return (Description) { "not-a-picture", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_PICTURE_ERROR_EMPTY:
      return (Description) { "empty-file", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_PICTURE_ERROR_TRUNCATED:
      return (Description) { "truncated-picture",
                             N_ ("It may not have been copied or downloaded to its end."), NULL,
                             EASEL_RETRY_NEVER };
    case EASEL_PICTURE_ERROR_TOO_LARGE:
      return (Description) { "picture-too-large", N_ ("Make it smaller, then try again."), NULL,
                             EASEL_RETRY_NEVER };
    case EASEL_PICTURE_ERROR_NOT_A_FILE:
      return (Description) { "not-a-file", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_PICTURE_ERROR_NO_PERMISSION:
      return (Description) { "no-permission", N_ ("Change the file’s permissions, then try again."),
                             REMEDY_RETRY, EASEL_RETRY_NEVER };
    case EASEL_PICTURE_ERROR_VANISHED:
      return (Description) { "vanished", N_ ("Put it back, then try again."), REMEDY_RETRY,
                             EASEL_RETRY_NEVER };
    case EASEL_PICTURE_ERROR_HIDDEN:
      return (Description) { "hidden",
                             N_ ("Choose it with “Open Pictures…”, or drag it from Files."), NULL,
                             EASEL_RETRY_NEVER };
    case EASEL_PICTURE_ERROR_FAILED:
    default:
      return (Description) { "picture-failed", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    }
}

static Description
describe_database_error (EaselDatabaseError code)
{
  switch (code)
    {
    case EASEL_DATABASE_ERROR_FULL:
      return (Description) { "disk-full", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    case EASEL_DATABASE_ERROR_READ_ONLY:
      return (Description) { "read-only", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    case EASEL_DATABASE_ERROR_CORRUPT:
      return (Description) { "damaged-file", N_ ("Start Easel again: it saves what can be read."),
                             NULL, EASEL_RETRY_NEVER };
    case EASEL_DATABASE_ERROR_TOO_NEW:
      return (Description) { "newer-easel", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_DATABASE_ERROR_BUSY:
      return (Description) { "busy-file", NULL, REMEDY_RETRY, EASEL_RETRY_BACKOFF };
    case EASEL_DATABASE_ERROR_FAILED:
    default:
      return (Description) { "database-failed", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    }
}

static Description
describe_library_error (EaselLibraryError code)
{
  switch (code)
    {
    case EASEL_LIBRARY_ERROR_NOT_FOUND:
      return (Description) { "not-in-library", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_LIBRARY_ERROR_SAME:
      return (Description) { "same-entity", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_LIBRARY_ERROR_OTHER_KIND:
      return (Description) { "other-kind", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_LIBRARY_ERROR_ARCHIVED:
      return (Description) { "archived", N_ ("Bring it back from the archive, then try again."),
                             REMEDY_RETRY, EASEL_RETRY_NEVER };
    case EASEL_LIBRARY_ERROR_INVALID:
      return (Description) { "invalid", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_LIBRARY_ERROR_CHANGED:
      return (Description) { "changed", N_ ("Look at what it is now, or go on anyway."), NULL,
                             EASEL_RETRY_NEVER };
    case EASEL_LIBRARY_ERROR_WOULD_OVERWRITE:
      return (Description) { "would-overwrite",
                             N_ ("Undo the later changes first, or go on anyway."), NULL,
                             EASEL_RETRY_NEVER };
    case EASEL_LIBRARY_ERROR_UNDONE:
      return (Description) { "undone", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_LIBRARY_ERROR_NOT_OPEN:
    case EASEL_LIBRARY_ERROR_EXISTS:
    default:
      return (Description) { "failed", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    }
}

static Description
describe_studio_error (EaselStudioError code)
{
  switch (code)
    {
    case EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER:
      return (Description) { "unknown-analyzer", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_BAD_PARAMS:
      return (Description) { "bad-params", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_NO_PICTURES:
      return (Description) { "no-pictures", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_TOO_MANY:
      return (Description) { "too-many-pictures", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_DOWNLOAD:
      return (Description) { "download-failed", N_ ("Save the picture as a file and drop that."),
                             REMEDY_RETRY, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_BAD_ANALYZER:
      return (Description) { "bad-analyzer", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR:
      return (Description) { "unknown-generator", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_BAD_GENERATOR:
      return (Description) { "bad-generator", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_BAD_RECIPE:
      return (Description) { "bad-recipe", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_NO_IMAGE_MODEL:
      return (Description) { "no-image-model",
                             N_ ("Choose a model for making pictures, then try again."),
                             REMEDY_CHOOSE_MODEL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_BAD_STORY_FILE:
      return (Description) { "bad-story-file", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_BAD_PRICES:
      return (Description) { "bad-prices", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_BUDGET:
      return (Description) { EASEL_BUDGET_CODE,
                             N_ ("Raise the budget in Preferences, or try again tomorrow."),
                             EASEL_BUDGET_REMEDY, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_KEPT_HERE:
      return (Description) { "kept-here",
                             N_ ("Choose a model on this machine, or turn off “Keep Pictures on "
                                 "This Machine” in Preferences."),
                             REMEDY_CHOOSE_MODEL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_NO_BATCHES:
      return (Description) { "no-batches", NULL, REMEDY_CHOOSE_MODEL, EASEL_RETRY_NEVER };
    case EASEL_STUDIO_ERROR_ALL_FAILED: /* see describe_all_failed() */
    default:
      return (Description) { "failed", NULL, NULL, EASEL_RETRY_NEVER };
    }
}

static Description
describe_book_error (EaselBookError code)
{
  switch (code)
    {
    case EASEL_BOOK_ERROR_PICTURE:
      return (Description) { "book-picture", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_BOOK_ERROR_NO_FONT:
      return (Description) { "no-font", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_BOOK_ERROR_FAILED:
    default:
      return (Description) { "book-failed", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    }
}

static Description
describe_output_error (EaselOutputError code)
{
  switch (code)
    {
    case EASEL_OUTPUT_ERROR_NO_PERMISSION:
      return (Description) { "no-permission", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    case EASEL_OUTPUT_ERROR_NO_SPACE:
      return (Description) { "disk-full", N_ ("Free some space, then try again."), REMEDY_RETRY,
                             EASEL_RETRY_NEVER };
    case EASEL_OUTPUT_ERROR_NO_FOLDER:
      return (Description) { "no-folder", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_OUTPUT_ERROR_FAILED:
    default:
      return (Description) { "output-failed", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    }
}

static Description
describe_backup_error (EaselBackupError code)
{
  switch (code)
    {
    case EASEL_BACKUP_ERROR_NOT_THERE:
      return (Description) { "vanished", N_ ("Put it back, then try again."), REMEDY_RETRY,
                             EASEL_RETRY_NEVER };
    case EASEL_BACKUP_ERROR_NO_PERMISSION:
      return (Description) { "no-permission", N_ ("Change the file’s permissions, then try again."),
                             REMEDY_RETRY, EASEL_RETRY_NEVER };
    case EASEL_BACKUP_ERROR_FOREIGN:
      return (Description) { "no-backup", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_BACKUP_ERROR_TOO_NEW:
      return (Description) { "newer-easel", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_BACKUP_ERROR_CHANGED:
      return (Description) { "changed-backup", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_BACKUP_ERROR_DAMAGED:
    default:
      return (Description) { "damaged-backup",
                             N_ ("It may not have been copied or downloaded to its end."), NULL,
                             EASEL_RETRY_NEVER };
    }
}

static Description
describe_io_error (GIOErrorEnum code)
{
  switch ((int) code)
    {
    case G_IO_ERROR_NO_SPACE:
      return (Description) { "disk-full", N_ ("Free some space, then try again."), REMEDY_RETRY,
                             EASEL_RETRY_NEVER };
    case G_IO_ERROR_READ_ONLY:
      return (Description) { "read-only", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    case G_IO_ERROR_PERMISSION_DENIED:
      return (Description) { "no-permission", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    case G_IO_ERROR_NOT_FOUND:
      return (Description) { "vanished", N_ ("Put it back, then try again."), REMEDY_RETRY,
                             EASEL_RETRY_NEVER };
    case G_IO_ERROR_TIMED_OUT:
      return (Description) { "timeout", N_ ("Try again in a while."), REMEDY_RETRY,
                             EASEL_RETRY_BACKOFF };
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return (Description) { "offline", N_ ("The job goes on when the network is back."),
                             REMEDY_RETRY, EASEL_RETRY_WHEN_ONLINE };
    case G_IO_ERROR_CANCELLED:
      return (Description) { "canceled", NULL, NULL, EASEL_RETRY_NEVER };
    default:
      return (Description) { "io-failed", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
    }
}

static Description
describe_engine_error (EaselEngineError code)
{
  switch (code)
    {
    case EASEL_ENGINE_ERROR_UNKNOWN_KIND:
      return (Description) { "unknown-kind", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_ENGINE_ERROR_UNKNOWN_JOB:
      return (Description) { "unknown-job", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_ENGINE_ERROR_WRONG_STATE:
      return (Description) { "wrong-state", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_ENGINE_ERROR_NOT_OPEN:
      return (Description) { "not-open", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_ENGINE_ERROR_BAD_DECISION:
      return (Description) { "bad-decision", NULL, NULL, EASEL_RETRY_NEVER };
    case EASEL_ENGINE_ERROR_YIELD:
    default:
      return (Description) { "failed", NULL, NULL, EASEL_RETRY_NEVER };
    }
}

static Description
describe (const GError *error)
{
  if (error->domain == EASEL_LLM_ERROR)
    return describe_llm_error ((EaselLlmError) error->code);
  if (error->domain == EASEL_PICTURE_ERROR)
    return describe_picture_error ((EaselPictureError) error->code);
  if (error->domain == EASEL_DATABASE_ERROR)
    return describe_database_error ((EaselDatabaseError) error->code);
  if (error->domain == EASEL_STUDIO_ERROR)
    return describe_studio_error ((EaselStudioError) error->code);
  if (error->domain == EASEL_ENGINE_ERROR)
    return describe_engine_error ((EaselEngineError) error->code);
  if (error->domain == G_IO_ERROR)
    return describe_io_error ((GIOErrorEnum) error->code);
  if (error->domain == EASEL_BOOK_ERROR)
    return describe_book_error ((EaselBookError) error->code);
  if (error->domain == EASEL_BACKUP_ERROR)
    return describe_backup_error ((EaselBackupError) error->code);
  if (error->domain == EASEL_OUTPUT_ERROR)
    return describe_output_error ((EaselOutputError) error->code);
  if (error->domain == EASEL_LIBRARY_ERROR)
    return describe_library_error ((EaselLibraryError) error->code);
  return (Description) { "failed", NULL, REMEDY_RETRY, EASEL_RETRY_NEVER };
}

GError *
easel_studio_error_new_all_failed (const char *message, const EaselFailure *cause)
{
  GError *error = g_error_new_literal (EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_ALL_FAILED, message);
  EaselStudioErrorPrivate *priv = easel_studio_error_get_private (error);

  if (priv != NULL && cause != NULL)
    priv->cause = easel_failure_copy (cause);
  return error;
}

/* What helps one of them helps all: a refused key is set up once. */
static EaselFailure *
describe_all_failed (const GError *error)
{
  const EaselStudioErrorPrivate *priv = easel_studio_error_get_private (error);
  const EaselFailure *cause = priv != NULL ? priv->cause : NULL;

  return easel_failure_new ("all-failed", error->message, cause != NULL ? cause->hint : NULL,
                            cause != NULL && cause->remedy != NULL ? cause->remedy : REMEDY_RETRY,
                            EASEL_RETRY_NEVER);
}

/* A server may have said itself whether the same request is worth another try. */
static void
obey_server (const GError *error, Description *known)
{
  if (error->domain != EASEL_LLM_ERROR)
    return;

  if (!easel_llm_error_can_retry (error))
    known->policy = EASEL_RETRY_NEVER;
  else if (known->policy == EASEL_RETRY_NEVER)
    known->policy = EASEL_RETRY_BACKOFF;
}

EaselFailure *
easel_studio_describe_error (const GError *error)
{
  Description known;
  EaselFailure *failure;

  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_ALL_FAILED))
    return describe_all_failed (error);

  known = describe (error);
  obey_server (error, &known);
  failure = easel_failure_new (known.code, error->message,
                               known.hint != NULL ? _ (known.hint) : NULL, known.remedy,
                               known.policy);
  failure->retry_after_ms = easel_llm_error_get_retry_after (error);
  return failure;
}

EaselFailure *
easel_studio_describe_job_error (EaselJobKind *kind, const GError *error)
{
  return easel_studio_describe_error (error);
}
