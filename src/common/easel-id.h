/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * easel_id_new:
 *
 * Makes a UUIDv7 (RFC 9562): ids made later in this process sort after ids made
 * earlier, also within one millisecond. Any thread.
 *
 * Returns: (transfer full): 36 lowercase characters
 */
char *easel_id_new (void);

/**
 * easel_id_derive:
 * @id: the id of what the new thing comes from
 * @name: what the new thing is to it, such as "outfit" or "item-3"
 *
 * Makes the same id for the same input, always (UUIDv8 over SHA-256), so that work
 * repeated after a crash writes the record it already wrote instead of a second one.
 * Any thread.
 *
 * Returns: (transfer full): 36 lowercase characters
 */
char *easel_id_derive (const char *id, const char *name);

/**
 * easel_id_is_valid:
 * @id: (nullable): any text, such as an argument typed by a person
 *
 * Returns: whether @id is a UUID in its canonical lowercase form
 */
gboolean easel_id_is_valid (const char *id);

G_END_DECLS
