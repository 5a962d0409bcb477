/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading JSON that strangers wrote: a member that is missing, or of another type than
 * expected, counts as absent. json-glib's own getters treat a wrong type as a programming
 * error. All results are (transfer none); @object may be %NULL. */

/* (nullable) */
const char *easel_json_get_string (JsonObject *object, const char *name);
/* (nullable) */
JsonObject *easel_json_get_object (JsonObject *object, const char *name);
/* (nullable) */
JsonArray *easel_json_get_array (JsonObject *object, const char *name);
gint64 easel_json_get_int (JsonObject *object, const char *name, gint64 fallback);
gboolean easel_json_get_boolean (JsonObject *object, const char *name, gboolean fallback);

/* Whether a string of @array (nullable) is @word. */
gboolean easel_json_array_has_word (JsonArray *array, const char *word);

/* The string itself, or %NULL for a node of any other kind. */
const char *easel_json_node_get_string (JsonNode *node);
/* The object itself, or %NULL for a node of any other kind. */
JsonObject *easel_json_node_get_object (JsonNode *node);

/* One more member of the object that @builder is at. */
void easel_json_add_string (JsonBuilder *builder, const char *name, const char *value);
void easel_json_add_int (JsonBuilder *builder, const char *name, gint64 value);
void easel_json_add_boolean (JsonBuilder *builder, const char *name, gboolean value);
/* Begins an object, or array, that is a member. */
void easel_json_begin_object (JsonBuilder *builder, const char *name);
void easel_json_begin_array (JsonBuilder *builder, const char *name);

/* (transfer full): what was built, as text */
char *easel_json_builder_to_text (JsonBuilder *builder);

G_END_DECLS
