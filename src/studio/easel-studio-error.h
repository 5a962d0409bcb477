/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-kind.h"

G_BEGIN_DECLS

/**
 * EaselStudioError:
 * @EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER: the message lists the known ones
 * @EASEL_STUDIO_ERROR_BAD_PARAMS: a submission lacks something or has something of the wrong
 *   type; the message says which
 * @EASEL_STUDIO_ERROR_NO_PICTURES: a folder without pictures
 * @EASEL_STUDIO_ERROR_TOO_MANY: a folder with more pictures than Easel takes at once
 * @EASEL_STUDIO_ERROR_DOWNLOAD: a picture's address gave no picture
 * @EASEL_STUDIO_ERROR_BAD_ANALYZER: an analyzer's file is not as it must be
 * @EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR: the message lists the known ones
 * @EASEL_STUDIO_ERROR_BAD_GENERATOR: a generator's file is not as it must be
 * @EASEL_STUDIO_ERROR_BAD_RECIPE: nothing can be made of a recipe; the message names the slot
 * @EASEL_STUDIO_ERROR_NO_IMAGE_MODEL: no model was chosen for making pictures
 * @EASEL_STUDIO_ERROR_BAD_STORY_FILE: a file of what a model is told about stories is missing, or
 *   not as it must be
 * @EASEL_STUDIO_ERROR_BAD_PRICES: a file of prices is not as it must be
 * @EASEL_STUDIO_ERROR_BUDGET: what may be spent on a day is spent
 * @EASEL_STUDIO_ERROR_KEPT_HERE: the library is kept on this machine, and the model is elsewhere
 * @EASEL_STUDIO_ERROR_NO_BATCHES: the provider has no batches, and so does not work overnight
 * @EASEL_STUDIO_ERROR_ALL_FAILED: nothing a job stands for was done
 *
 * What can go wrong in the studio itself. Each message is a sentence for the person.
 */
typedef enum
{
  EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER,
  EASEL_STUDIO_ERROR_BAD_PARAMS,
  EASEL_STUDIO_ERROR_NO_PICTURES,
  EASEL_STUDIO_ERROR_TOO_MANY,
  EASEL_STUDIO_ERROR_DOWNLOAD,
  EASEL_STUDIO_ERROR_BAD_ANALYZER,
  EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR,
  EASEL_STUDIO_ERROR_BAD_GENERATOR,
  EASEL_STUDIO_ERROR_BAD_RECIPE,
  EASEL_STUDIO_ERROR_NO_IMAGE_MODEL,
  EASEL_STUDIO_ERROR_BAD_STORY_FILE,
  EASEL_STUDIO_ERROR_BAD_PRICES,
  EASEL_STUDIO_ERROR_BUDGET,
  EASEL_STUDIO_ERROR_KEPT_HERE,
  EASEL_STUDIO_ERROR_NO_BATCHES,
  EASEL_STUDIO_ERROR_ALL_FAILED,
} EaselStudioError;

/* What a failure says of %EASEL_STUDIO_ERROR_BUDGET: its code and its remedy. */
#define EASEL_BUDGET_CODE "budget"
#define EASEL_BUDGET_REMEDY "raise-budget"

/* An extended error domain: see easel_studio_error_new_all_failed(). */
#define EASEL_STUDIO_ERROR (easel_studio_error_quark ())
GQuark easel_studio_error_quark (void);

/**
 * easel_studio_error_new_all_failed:
 * @cause: (nullable): why all of them failed, if it was for one reason; its hint and its button
 *   are then those of the whole
 *
 * Returns: (transfer full): %EASEL_STUDIO_ERROR_ALL_FAILED
 */
GError *easel_studio_error_new_all_failed (const char *message, const EaselFailure *cause);

/**
 * easel_studio_describe_error:
 * @error: of any domain of the lower rooms
 *
 * The one place where an error becomes a stable code, the person's words, a hint, a button
 * and the decision whether trying again can help. Any thread.
 *
 * Returns: (transfer full)
 */
EaselFailure *easel_studio_describe_error (const GError *error);

/* The same as EaselJobKindClass.describe_error(), for every kind of job the studio has. */
EaselFailure *easel_studio_describe_job_error (EaselJobKind *kind, const GError *error);

G_END_DECLS
