/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a value among an entity's attributes may be, in the subset of JSON Schema that analyzers
 * use: type (also a list with "null"), properties, required, items, enum, minItems, maxItems,
 * minimum, maximum. An object takes no members but its properties. Pure functions; any thread.
 *
 * This is for people's own values: a message is a sentence that names the field the way they see
 * it. Models' answers are checked where they arrive. */

/* In bytes; generous for what is written by hand, and far below what would make a window slow. */
#define EASEL_ATTRIBUTE_MAX_TEXT (250 * 1000)
#define EASEL_ATTRIBUTES_MAX_SIZE (1000 * 1000)
/* In characters. */
#define EASEL_ENTITY_MAX_NAME 400
#define EASEL_ENTITY_MAX_TAG 100
#define EASEL_ENTITY_MAX_TAGS 200

/* (transfer full): "front_styling" is "front styling" to people */
char *easel_attribute_schema_label (const char *field);

/**
 * easel_attribute_schema_check:
 * @schema: for @value
 * @label: (nullable): what people call it; %NULL for the attributes as a whole
 *
 * Returns: whether @value fits @schema and is of a reasonable size; else
 *   %EASEL_LIBRARY_ERROR_INVALID
 */
gboolean easel_attribute_schema_check (JsonObject *schema,
                                       const char *label,
                                       JsonNode *value,
                                       GError **error);

/* Whether @value, or any text in it, is of a reasonable size, whatever its type. */
gboolean easel_attribute_schema_check_size (const char *label, JsonNode *value, GError **error);

/* (nullable): what @schema, of an object, says about @field */
JsonNode *easel_attribute_schema_find (JsonNode *schema, const char *field);
/* Whether @schema, of an object, is to have @field. */
gboolean easel_attribute_schema_requires (JsonNode *schema, const char *field);

/**
 * easel_attribute_schema_infer:
 *
 * Returns: (transfer full): a schema that @value fits, as narrow as its types
 */
JsonObject *easel_attribute_schema_infer (JsonNode *value);

/* Lets @schema, which is the caller's own, take null as well. */
void easel_attribute_schema_make_nullable (JsonObject *schema);

/* The same for what is no attribute: not blank, and not too long. */
gboolean easel_attribute_schema_check_name (const char *name, GError **error);
/* @tags: (nullable) */
gboolean easel_attribute_schema_check_tags (const char *const *tags, GError **error);

G_END_DECLS
