/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Forms as they are sent with files: multipart/form-data. */

/**
 * easel_test_form_read:
 * @with_files: whether what is in the files is wanted, too, as "base64"
 *
 * Returns: (transfer full) (nullable): what is in the form, in its order: of each field "name" and
 *   "value", of each file "name", "file_name", "type", "size" and "sha256"; %NULL when the
 *   request is no form
 */
JsonArray *
easel_test_form_read (SoupMessageHeaders *headers, GByteArray *body, gboolean with_files);

/* (transfer full): the fields as one object, with true for "true" and numbers for numbers, as the
 * same request would be in JSON */
JsonNode *easel_test_form_to_json (JsonArray *form);

G_END_DECLS
