/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-prompt.h"

G_BEGIN_DECLS

/**
 * easel_demo_merger_fill:
 * @prompt: with a schema
 *
 * When one part of @prompt is a JSON object with `first` and `second`, which are like the answer,
 * it makes one of the two: of texts that differ both, saying “Demo”, of lists every element, of all
 * else the first. Where something was answered before and is asked again, the second comes first.
 * The same for the same input. Pure; any thread.
 *
 * Returns: (transfer full) (nullable): %NULL when @prompt is about something else
 */
JsonNode *easel_demo_merger_fill (EaselPrompt *prompt);

G_END_DECLS
