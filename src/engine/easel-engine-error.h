/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EaselEngineError:
 * @EASEL_ENGINE_ERROR_UNKNOWN_KIND: no such kind of job is registered
 * @EASEL_ENGINE_ERROR_UNKNOWN_JOB: no job has that id
 * @EASEL_ENGINE_ERROR_WRONG_STATE: the transition table has no such move; for a decision:
 *   it was already taken, or the job waits for none
 * @EASEL_ENGINE_ERROR_NOT_OPEN: the store is not (or no longer) open
 * @EASEL_ENGINE_ERROR_YIELD: not a failure: a run gave its thread back, waiting for a
 *   decision, for children or for a time. A kind's run() passes it on unchanged.
 * @EASEL_ENGINE_ERROR_BAD_DECISION: a decision the proposal does not offer, or lacking its data
 */
typedef enum
{
  EASEL_ENGINE_ERROR_UNKNOWN_KIND,
  EASEL_ENGINE_ERROR_UNKNOWN_JOB,
  EASEL_ENGINE_ERROR_WRONG_STATE,
  EASEL_ENGINE_ERROR_NOT_OPEN,
  EASEL_ENGINE_ERROR_YIELD,
  EASEL_ENGINE_ERROR_BAD_DECISION,
} EaselEngineError;

#define EASEL_ENGINE_ERROR (easel_engine_error_quark ())
GQuark easel_engine_error_quark (void);

G_END_DECLS
