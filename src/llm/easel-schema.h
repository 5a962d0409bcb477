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

G_END_DECLS
