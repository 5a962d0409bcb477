/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch-manners.h"

G_BEGIN_DECLS

/* Gemini's batches: of requests that are sent along while they are small, else of a file with them.
 * For an #EaselGeminiProvider. */
extern const EaselBatchManners easel_gemini_batches;

G_END_DECLS
