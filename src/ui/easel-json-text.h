/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Reading the JSON texts that jobs carry, which another Easel may have written: whatever is not
 * as expected is as good as absent. */

/* (transfer full) (nullable): the object @text holds. @text: (nullable) */
JsonObject *easel_json_text_parse_object (const char *text);

/* (transfer none) (nullable) */
const char *easel_json_text_get_string (JsonObject *object, const char *member);
JsonObject *easel_json_text_get_object (JsonObject *object, const char *member);
JsonArray *easel_json_text_get_array (JsonObject *object, const char *member);

/* (transfer full): with line breaks and indentation, when it is JSON; else as it is */
char *easel_json_text_format (const char *text);

G_END_DECLS
