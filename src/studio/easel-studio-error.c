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

/* What is known about one error code, next to its own message. The tables go by the codes. */
typedef struct
{
  const char *code;   /* (nullable): for an LLM error, which has its own word */
  const char *hint;   /* (nullable): untranslated */
  const char *remedy; /* (nullable) */
  EaselRetryPolicy policy;
} Description;

static const Description llm_errors[] = {
  [EASEL_LLM_ERROR_NO_PROVIDER] = { NULL, N_ ("Set up a provider in Preferences, then try again."),
                                    REMEDY_SET_UP },
  [EASEL_LLM_ERROR_NO_KEY] = { NULL, N_ ("Enter its key, then try again."), REMEDY_SET_UP },
  [EASEL_LLM_ERROR_KEY_REFUSED] = { NULL, N_ ("Enter the key again, then try again."),
                                    REMEDY_SET_UP },
  [EASEL_LLM_ERROR_KEYRING] = { NULL, N_ ("Unlock the keyring, then try again."), REMEDY_RETRY },
  [EASEL_LLM_ERROR_QUOTA] = { NULL, N_ ("Add credit with the provider, then try again."),
                              REMEDY_RETRY },
  [EASEL_LLM_ERROR_RATE_LIMIT] = { NULL, N_ ("Try again in a while."), REMEDY_RETRY,
                                   EASEL_RETRY_BACKOFF },
  [EASEL_LLM_ERROR_OVERLOADED] = { NULL, N_ ("Try again in a while."), REMEDY_RETRY,
                                   EASEL_RETRY_BACKOFF },
  [EASEL_LLM_ERROR_SERVER] = { NULL, N_ ("Try again in a while."), REMEDY_RETRY,
                               EASEL_RETRY_BACKOFF },
  [EASEL_LLM_ERROR_TIMEOUT] = { NULL, N_ ("Try again in a while."), REMEDY_RETRY,
                                EASEL_RETRY_BACKOFF },
  [EASEL_LLM_ERROR_INCOMPLETE] = { NULL, N_ ("Try again in a while."), REMEDY_RETRY,
                                   EASEL_RETRY_BACKOFF },
  [EASEL_LLM_ERROR_UNREACHABLE]
  = { NULL, N_ ("Check that the server runs and that its address is right."), REMEDY_SET_UP,
      EASEL_RETRY_BACKOFF },
  [EASEL_LLM_ERROR_OFFLINE] = { NULL, N_ ("The job goes on when the network is back."),
                                REMEDY_RETRY, EASEL_RETRY_WHEN_ONLINE },
  [EASEL_LLM_ERROR_MODEL_NOT_FOUND] = { NULL, N_ ("Choose another model in Preferences."),
                                        REMEDY_CHOOSE_MODEL },
  [EASEL_LLM_ERROR_NO_VISION] = { NULL, N_ ("Choose another model in Preferences."),
                                  REMEDY_CHOOSE_MODEL },
  [EASEL_LLM_ERROR_CONTEXT_TOO_LONG] = { NULL, N_ ("Choose another model in Preferences."),
                                         REMEDY_CHOOSE_MODEL },
  [EASEL_LLM_ERROR_NO_IMAGES] = { NULL, N_ ("Choose a model that makes pictures in Preferences."),
                                  REMEDY_CHOOSE_MODEL },
  [EASEL_LLM_ERROR_TRUNCATED] = { NULL, N_ ("Try again, or choose another model in Preferences."),
                                  REMEDY_RETRY },
  [EASEL_LLM_ERROR_BAD_REPLY] = { NULL, N_ ("Try again, or choose another model in Preferences."),
                                  REMEDY_RETRY },
  [EASEL_LLM_ERROR_NOT_API] = { NULL, N_ ("Check the provider’s address in Preferences."),
                                REMEDY_SET_UP },
  [EASEL_LLM_ERROR_BAD_REQUEST] = { NULL, N_ ("Check the provider’s address in Preferences."),
                                    REMEDY_SET_UP },
  [EASEL_LLM_ERROR_TLS] = { NULL, N_ ("Check the provider’s address in Preferences."),
                            REMEDY_SET_UP },
  [EASEL_LLM_ERROR_INSECURE] = { NULL, N_ ("Check the provider’s address in Preferences."),
                                 REMEDY_SET_UP },
  [EASEL_LLM_ERROR_REFUSED] = { NULL, N_ ("Ask for something else, or in other words.") },
  [EASEL_LLM_ERROR_UNANSWERED] = { NULL, N_ ("Try again to ask now, at the usual price."),
                                   REMEDY_RETRY },
};

static const Description picture_errors[] = {
  [EASEL_PICTURE_ERROR_NOT_A_PICTURE] = { "not-a-picture" },
  [EASEL_PICTURE_ERROR_EMPTY] = { "empty-file" },
  [EASEL_PICTURE_ERROR_TRUNCATED]
  = { "truncated-picture", N_ ("It may not have been copied or downloaded to its end.") },
  [EASEL_PICTURE_ERROR_TOO_LARGE] = { "picture-too-large",
                                      N_ ("Make it smaller, then try again.") },
  [EASEL_PICTURE_ERROR_NOT_A_FILE] = { "not-a-file" },
  [EASEL_PICTURE_ERROR_NO_PERMISSION] = { "no-permission",
                                          N_ ("Change the file’s permissions, then try again."),
                                          REMEDY_RETRY },
  [EASEL_PICTURE_ERROR_VANISHED] = { "vanished", N_ ("Put it back, then try again."),
                                     REMEDY_RETRY },
  [EASEL_PICTURE_ERROR_HIDDEN] = { "hidden",
                                   N_ ("Choose it with “Open Pictures…”, or drag it from Files.") },
  [EASEL_PICTURE_ERROR_FAILED] = { "picture-failed", NULL, REMEDY_RETRY },
};

static const Description database_errors[] = {
  [EASEL_DATABASE_ERROR_FULL] = { "disk-full", NULL, REMEDY_RETRY },
  [EASEL_DATABASE_ERROR_READ_ONLY] = { "read-only", NULL, REMEDY_RETRY },
  [EASEL_DATABASE_ERROR_CORRUPT] = { "damaged-file",
                                     N_ ("Start Easel again: it saves what can be read.") },
  [EASEL_DATABASE_ERROR_TOO_NEW] = { "newer-easel" },
  [EASEL_DATABASE_ERROR_BUSY] = { "busy-file", NULL, REMEDY_RETRY, EASEL_RETRY_BACKOFF },
  [EASEL_DATABASE_ERROR_FAILED] = { "database-failed", NULL, REMEDY_RETRY },
};

static const Description library_errors[] = {
  [EASEL_LIBRARY_ERROR_NOT_FOUND] = { "not-in-library" },
  [EASEL_LIBRARY_ERROR_SAME] = { "same-entity" },
  [EASEL_LIBRARY_ERROR_OTHER_KIND] = { "other-kind" },
  [EASEL_LIBRARY_ERROR_ARCHIVED] = { "archived",
                                     N_ ("Bring it back from the archive, then try again."),
                                     REMEDY_RETRY },
  [EASEL_LIBRARY_ERROR_INVALID] = { "invalid" },
  [EASEL_LIBRARY_ERROR_CHANGED] = { "changed", N_ ("Look at what it is now, or go on anyway.") },
  [EASEL_LIBRARY_ERROR_WOULD_OVERWRITE] = { "would-overwrite",
                                            N_ ("Undo the later changes first, or go on anyway.") },
  [EASEL_LIBRARY_ERROR_UNDONE] = { "undone" },
  [EASEL_LIBRARY_ERROR_NOT_OPEN] = { "failed", NULL, REMEDY_RETRY },
  [EASEL_LIBRARY_ERROR_EXISTS] = { "failed", NULL, REMEDY_RETRY },
};

static const Description studio_errors[] = {
  [EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER] = { "unknown-analyzer" },
  [EASEL_STUDIO_ERROR_BAD_PARAMS] = { "bad-params" },
  [EASEL_STUDIO_ERROR_NO_PICTURES] = { "no-pictures" },
  [EASEL_STUDIO_ERROR_TOO_MANY] = { "too-many-pictures" },
  [EASEL_STUDIO_ERROR_DOWNLOAD] = { "download-failed",
                                    N_ ("Save the picture as a file and drop that."),
                                    REMEDY_RETRY },
  [EASEL_STUDIO_ERROR_BAD_ANALYZER] = { "bad-analyzer" },
  [EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR] = { "unknown-generator" },
  [EASEL_STUDIO_ERROR_BAD_GENERATOR] = { "bad-generator" },
  [EASEL_STUDIO_ERROR_BAD_RECIPE] = { "bad-recipe" },
  [EASEL_STUDIO_ERROR_NO_IMAGE_MODEL]
  = { "no-image-model", N_ ("Choose a model for making pictures, then try again."),
      REMEDY_CHOOSE_MODEL },
  [EASEL_STUDIO_ERROR_BAD_STORY_FILE] = { "bad-story-file" },
  [EASEL_STUDIO_ERROR_BAD_PRICES] = { "bad-prices" },
  [EASEL_STUDIO_ERROR_BUDGET] = { EASEL_BUDGET_CODE,
                                  N_ ("Raise the budget in Preferences, or try again tomorrow."),
                                  EASEL_BUDGET_REMEDY },
  [EASEL_STUDIO_ERROR_KEPT_HERE]
  = { "kept-here",
      N_ ("Choose a model on this machine, or turn off “Keep Pictures on "
          "This Machine” in Preferences."),
      REMEDY_CHOOSE_MODEL },
  [EASEL_STUDIO_ERROR_NO_BATCHES] = { "no-batches", NULL, REMEDY_CHOOSE_MODEL },
  [EASEL_STUDIO_ERROR_ALL_FAILED] = { "failed" }, /* see describe_all_failed() */
};

static const Description book_errors[] = {
  [EASEL_BOOK_ERROR_PICTURE] = { "book-picture" },
  [EASEL_BOOK_ERROR_NO_FONT] = { "no-font" },
  [EASEL_BOOK_ERROR_FAILED] = { "book-failed", NULL, REMEDY_RETRY },
};

static const Description output_errors[] = {
  [EASEL_OUTPUT_ERROR_NO_PERMISSION] = { "no-permission", NULL, REMEDY_RETRY },
  [EASEL_OUTPUT_ERROR_NO_SPACE] = { "disk-full", N_ ("Free some space, then try again."),
                                    REMEDY_RETRY },
  [EASEL_OUTPUT_ERROR_NO_FOLDER] = { "no-folder" },
  [EASEL_OUTPUT_ERROR_FAILED] = { "output-failed", NULL, REMEDY_RETRY },
};

static const Description backup_errors[] = {
  [EASEL_BACKUP_ERROR_NOT_THERE] = { "vanished", N_ ("Put it back, then try again."),
                                     REMEDY_RETRY },
  [EASEL_BACKUP_ERROR_NO_PERMISSION] = { "no-permission",
                                         N_ ("Change the file’s permissions, then try again."),
                                         REMEDY_RETRY },
  [EASEL_BACKUP_ERROR_FOREIGN] = { "no-backup" },
  [EASEL_BACKUP_ERROR_TOO_NEW] = { "newer-easel" },
  [EASEL_BACKUP_ERROR_CHANGED] = { "changed-backup" },
  [EASEL_BACKUP_ERROR_DAMAGED] = { "damaged-backup",
                                   N_ ("It may not have been copied or downloaded to its end.") },
};

static const Description io_errors[] = {
  [G_IO_ERROR_NO_SPACE] = { "disk-full", N_ ("Free some space, then try again."), REMEDY_RETRY },
  [G_IO_ERROR_READ_ONLY] = { "read-only", NULL, REMEDY_RETRY },
  [G_IO_ERROR_PERMISSION_DENIED] = { "no-permission", NULL, REMEDY_RETRY },
  [G_IO_ERROR_NOT_FOUND] = { "vanished", N_ ("Put it back, then try again."), REMEDY_RETRY },
  [G_IO_ERROR_TIMED_OUT] = { "timeout", N_ ("Try again in a while."), REMEDY_RETRY,
                             EASEL_RETRY_BACKOFF },
  [G_IO_ERROR_NETWORK_UNREACHABLE] = { "offline", N_ ("The job goes on when the network is back."),
                                       REMEDY_RETRY, EASEL_RETRY_WHEN_ONLINE },
  [G_IO_ERROR_CANCELLED] = { "canceled" },
};

static const Description engine_errors[] = {
  [EASEL_ENGINE_ERROR_UNKNOWN_KIND] = { "unknown-kind" },
  [EASEL_ENGINE_ERROR_UNKNOWN_JOB] = { "unknown-job" },
  [EASEL_ENGINE_ERROR_WRONG_STATE] = { "wrong-state" },
  [EASEL_ENGINE_ERROR_NOT_OPEN] = { "not-open" },
  [EASEL_ENGINE_ERROR_BAD_DECISION] = { "bad-decision" },
  [EASEL_ENGINE_ERROR_YIELD] = { "failed" },
};

/* (nullable): what is known of @error */
static const Description *
find (const GError *error)
{
#define DOMAIN(quark, table) { quark, table, G_N_ELEMENTS (table) }
  const struct
  {
    GQuark domain;
    const Description *errors;
    int n;
  } domains[] = {
    DOMAIN (EASEL_LLM_ERROR, llm_errors),
    DOMAIN (EASEL_PICTURE_ERROR, picture_errors),
    DOMAIN (EASEL_DATABASE_ERROR, database_errors),
    DOMAIN (EASEL_LIBRARY_ERROR, library_errors),
    DOMAIN (EASEL_STUDIO_ERROR, studio_errors),
    DOMAIN (EASEL_BOOK_ERROR, book_errors),
    DOMAIN (EASEL_OUTPUT_ERROR, output_errors),
    DOMAIN (EASEL_BACKUP_ERROR, backup_errors),
    DOMAIN (G_IO_ERROR, io_errors),
    DOMAIN (EASEL_ENGINE_ERROR, engine_errors),
  };
#undef DOMAIN

  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    if (error->domain == domains[i].domain && error->code >= 0 && error->code < domains[i].n)
      return &domains[i].errors[error->code];
  return NULL;
}

static Description
describe (const GError *error)
{
  const Description *found = find (error);
  Description known = { error->domain == G_IO_ERROR ? "io-failed" : "failed", NULL, REMEDY_RETRY,
                        EASEL_RETRY_NEVER };

  if (error->domain == EASEL_LLM_ERROR)
    {
      known = found != NULL ? *found : (Description) { NULL };
      known.code = easel_llm_error_to_string ((EaselLlmError) error->code);
    }
  else if (found != NULL && found->code != NULL)
    known = *found;
  return known;
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
