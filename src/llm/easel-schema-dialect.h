/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What providers make of a schema in the subset of easel-schema.h, and the way back. Pure
 * functions; any thread. */

/**
 * easel_schema_to_strict:
 *
 * Derives what OpenAI's strict mode takes: every property required, optional ones nullable,
 * additionalProperties false everywhere.
 *
 * Returns: (transfer full)
 */
JsonNode *easel_schema_to_strict (JsonNode *schema);

/**
 * easel_schema_to_boundless:
 *
 * Derives what Anthropic takes: limits (minimum, maximum, minItems above 1, maxItems) are words
 * of the description, and objects are closed. What comes of it is still held to @schema.
 *
 * Returns: (transfer full)
 */
JsonNode *easel_schema_to_boundless (JsonNode *schema);

/**
 * easel_schema_prune_nulls:
 *
 * The way back from strict mode: drops members that are null and not required by @schema,
 * so that "absent" looks the same from every provider.
 *
 * Returns: (transfer full)
 */
JsonNode *easel_schema_prune_nulls (JsonNode *schema, JsonNode *value);

G_END_DECLS
