/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselSchemaError:
 * @EASEL_SCHEMA_ERROR_UNSUPPORTED: the schema uses something outside the subset
 * @EASEL_SCHEMA_ERROR_MISMATCH: the value does not fit; the message says where and why
 */
typedef enum
{
  EASEL_SCHEMA_ERROR_UNSUPPORTED,
  EASEL_SCHEMA_ERROR_MISMATCH,
} EaselSchemaError;

#define EASEL_SCHEMA_ERROR (easel_schema_error_quark ())
GQuark easel_schema_error_quark (void);

/* The subset of JSON Schema that every provider's schema mode takes: type (also a list with
 * "null"), properties, required, additionalProperties: false, items, enum, description,
 * minItems, maxItems, minimum, maximum, title. Pure functions; any thread. */

/* Whether @schema keeps to the subset. */
gboolean easel_schema_check (JsonNode *schema, GError **error);

/* Whether @value fits @schema. The message carries a JSON pointer to the first misfit. */
gboolean easel_schema_validate (JsonNode *schema, JsonNode *value, GError **error);

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

/**
 * easel_schema_extract:
 * @text: a model's answer, perhaps with prose or a fenced block around the JSON
 *
 * Tolerant reading: the whole text, else the first fenced block, else the outermost braces.
 *
 * Returns: (transfer full) (nullable): %NULL when there is no JSON in it
 */
JsonNode *easel_schema_extract (const char *text);

G_END_DECLS
