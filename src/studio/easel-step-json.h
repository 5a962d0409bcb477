/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What steps leave in the journal is a JSON object as text. */

/* @object: (transfer full)
 * Returns: (transfer full) */
char *easel_step_json_write (JsonObject *object);

/* (transfer full) (nullable): another Easel may have written it, so it may not be one */
JsonObject *easel_step_json_read (const char *text, GError **error);

/* (transfer full): the texts of a list; what is none is left out */
GStrv easel_step_json_dup_strings (JsonObject *object, const char *member);

G_END_DECLS
