/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-error.h"

#include "easel-book.h"
#include "easel-database.h"
#include "easel-engine-error.h"
#include "easel-library.h"
#include "easel-llm-error.h"
#include "easel-output.h"
#include "easel-studio-error.h"

#define PREFIX "io.github.easelapp.Easel.Error."

static const GDBusErrorEntry studio_errors[] = {
  { EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER, PREFIX "UnknownAnalyzer" },
  { EASEL_STUDIO_ERROR_BAD_PARAMS, PREFIX "BadParams" },
  { EASEL_STUDIO_ERROR_NO_PICTURES, PREFIX "NoPictures" },
  { EASEL_STUDIO_ERROR_TOO_MANY, PREFIX "TooMany" },
  { EASEL_STUDIO_ERROR_DOWNLOAD, PREFIX "Download" },
  { EASEL_STUDIO_ERROR_BAD_ANALYZER, PREFIX "BadAnalyzer" },
  { EASEL_STUDIO_ERROR_BAD_STORY_FILE, PREFIX "BadStoryFile" },
  { EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR, PREFIX "UnknownGenerator" },
  { EASEL_STUDIO_ERROR_BAD_GENERATOR, PREFIX "BadGenerator" },
  { EASEL_STUDIO_ERROR_BAD_RECIPE, PREFIX "BadRecipe" },
  { EASEL_STUDIO_ERROR_NO_IMAGE_MODEL, PREFIX "NoImageModel" },
  { EASEL_STUDIO_ERROR_BAD_PRICES, PREFIX "BadPrices" },
  { EASEL_STUDIO_ERROR_BUDGET, PREFIX "Budget" },
  { EASEL_STUDIO_ERROR_KEPT_HERE, PREFIX "KeptHere" },
  { EASEL_STUDIO_ERROR_ALL_FAILED, PREFIX "AllFailed" },
};

static const GDBusErrorEntry book_errors[] = {
  { EASEL_BOOK_ERROR_PICTURE, PREFIX "BookPicture" },
  { EASEL_BOOK_ERROR_NO_FONT, PREFIX "NoFont" },
  { EASEL_BOOK_ERROR_FAILED, PREFIX "BookFailed" },
};

static const GDBusErrorEntry output_errors[] = {
  { EASEL_OUTPUT_ERROR_NO_PERMISSION, PREFIX "NoPermission" },
  { EASEL_OUTPUT_ERROR_NO_SPACE, PREFIX "NoSpace" },
  { EASEL_OUTPUT_ERROR_NO_FOLDER, PREFIX "NoFolder" },
  { EASEL_OUTPUT_ERROR_FAILED, PREFIX "OutputFailed" },
};

static const GDBusErrorEntry engine_errors[] = {
  { EASEL_ENGINE_ERROR_UNKNOWN_KIND, PREFIX "UnknownKind" },
  { EASEL_ENGINE_ERROR_UNKNOWN_JOB, PREFIX "UnknownJob" },
  { EASEL_ENGINE_ERROR_WRONG_STATE, PREFIX "WrongState" },
  { EASEL_ENGINE_ERROR_NOT_OPEN, PREFIX "NotOpen" },
  { EASEL_ENGINE_ERROR_BAD_DECISION, PREFIX "BadDecision" },
};

static const GDBusErrorEntry library_errors[] = {
  { EASEL_LIBRARY_ERROR_NOT_FOUND, PREFIX "NotInLibrary" },
  { EASEL_LIBRARY_ERROR_NOT_OPEN, PREFIX "LibraryNotOpen" },
  { EASEL_LIBRARY_ERROR_EXISTS, PREFIX "Exists" },
  { EASEL_LIBRARY_ERROR_SAME, PREFIX "SameEntity" },
  { EASEL_LIBRARY_ERROR_OTHER_KIND, PREFIX "OtherKind" },
  { EASEL_LIBRARY_ERROR_ARCHIVED, PREFIX "Archived" },
  { EASEL_LIBRARY_ERROR_INVALID, PREFIX "Invalid" },
  { EASEL_LIBRARY_ERROR_CHANGED, PREFIX "Changed" },
  { EASEL_LIBRARY_ERROR_WOULD_OVERWRITE, PREFIX "WouldOverwrite" },
  { EASEL_LIBRARY_ERROR_UNDONE, PREFIX "Undone" },
};

static const GDBusErrorEntry database_errors[] = {
  { EASEL_DATABASE_ERROR_FAILED, PREFIX "DatabaseFailed" },
  { EASEL_DATABASE_ERROR_FULL, PREFIX "DiskFull" },
  { EASEL_DATABASE_ERROR_READ_ONLY, PREFIX "ReadOnly" },
  { EASEL_DATABASE_ERROR_CORRUPT, PREFIX "Damaged" },
  { EASEL_DATABASE_ERROR_TOO_NEW, PREFIX "NewerEasel" },
  { EASEL_DATABASE_ERROR_BUSY, PREFIX "Busy" },
};

static const GDBusErrorEntry llm_errors[] = {
  { EASEL_LLM_ERROR_NO_PROVIDER, PREFIX "NoProvider" },
  { EASEL_LLM_ERROR_NO_KEY, PREFIX "NoKey" },
  { EASEL_LLM_ERROR_KEYRING, PREFIX "Keyring" },
  { EASEL_LLM_ERROR_KEY_REFUSED, PREFIX "KeyRefused" },
  { EASEL_LLM_ERROR_QUOTA, PREFIX "Quota" },
  { EASEL_LLM_ERROR_RATE_LIMIT, PREFIX "RateLimit" },
  { EASEL_LLM_ERROR_OVERLOADED, PREFIX "Overloaded" },
  { EASEL_LLM_ERROR_MODEL_NOT_FOUND, PREFIX "ModelNotFound" },
  { EASEL_LLM_ERROR_NO_VISION, PREFIX "NoVision" },
  { EASEL_LLM_ERROR_NO_IMAGES, PREFIX "NoImages" },
  { EASEL_LLM_ERROR_CONTEXT_TOO_LONG, PREFIX "ContextTooLong" },
  { EASEL_LLM_ERROR_REFUSED, PREFIX "Refused" },
  { EASEL_LLM_ERROR_TRUNCATED, PREFIX "Truncated" },
  { EASEL_LLM_ERROR_INCOMPLETE, PREFIX "Incomplete" },
  { EASEL_LLM_ERROR_BAD_REPLY, PREFIX "BadReply" },
  { EASEL_LLM_ERROR_NOT_API, PREFIX "NotApi" },
  { EASEL_LLM_ERROR_OFFLINE, PREFIX "Offline" },
  { EASEL_LLM_ERROR_UNREACHABLE, PREFIX "Unreachable" },
  { EASEL_LLM_ERROR_TIMEOUT, PREFIX "Timeout" },
  { EASEL_LLM_ERROR_TLS, PREFIX "Tls" },
  { EASEL_LLM_ERROR_INSECURE, PREFIX "Insecure" },
  { EASEL_LLM_ERROR_BAD_REQUEST, PREFIX "BadRequest" },
  { EASEL_LLM_ERROR_SERVER, PREFIX "Server" },
  { EASEL_LLM_ERROR_TOO_LARGE, PREFIX "TooLarge" },
  { EASEL_LLM_ERROR_UNANSWERED, PREFIX "Unanswered" },
};

static const GDBusErrorEntry io_errors[] = {
  { G_IO_ERROR_EXISTS, PREFIX "FileExists" },
  { G_IO_ERROR_IS_DIRECTORY, PREFIX "IsFolder" },
};

static void
register_entries (GQuark domain, const GDBusErrorEntry *entries, guint n_entries)
{
  for (guint i = 0; i < n_entries; i++)
    g_dbus_error_register_error (domain, entries[i].error_code, entries[i].dbus_error_name);
}

void
easel_bus_error_register (void)
{
  register_entries (EASEL_STUDIO_ERROR, studio_errors, G_N_ELEMENTS (studio_errors));
  register_entries (EASEL_BOOK_ERROR, book_errors, G_N_ELEMENTS (book_errors));
  register_entries (EASEL_OUTPUT_ERROR, output_errors, G_N_ELEMENTS (output_errors));
  register_entries (EASEL_ENGINE_ERROR, engine_errors, G_N_ELEMENTS (engine_errors));
  register_entries (EASEL_LIBRARY_ERROR, library_errors, G_N_ELEMENTS (library_errors));
  register_entries (EASEL_DATABASE_ERROR, database_errors, G_N_ELEMENTS (database_errors));
  register_entries (G_IO_ERROR, io_errors, G_N_ELEMENTS (io_errors));
  register_entries (EASEL_LLM_ERROR, llm_errors, G_N_ELEMENTS (llm_errors));
}

char *
easel_bus_error_get_sentence (const GError *error)
{
  g_autoptr (GError) copy = g_error_copy (error);

  g_dbus_error_strip_remote_error (copy);
  return g_strdup (copy->message);
}
