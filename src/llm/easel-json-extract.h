/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * easel_json_extract:
 * @text: a model's answer, perhaps with prose or a fenced block around the JSON
 *
 * Tolerant reading: the whole text, else the first fenced block, else the outermost braces.
 *
 * Pure; any thread.
 *
 * Returns: (transfer full) (nullable): %NULL when there is no JSON in it
 */
JsonNode *easel_json_extract (const char *text);

G_END_DECLS
