/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a model sent in place of a picture may be anything. Any thread. */

/* (transfer none) (nullable): "image/png", "image/jpeg", "image/webp" or "image/gif", by the first
 * bytes */
const char *easel_image_check_sniff (GBytes *picture);

/**
 * easel_image_check:
 * @name: whom to name in sentences
 *
 * Decodes @picture to its end; blocks. Another type, a part that is missing and damage are
 * %EASEL_LLM_ERROR_BAD_REPLY, too many pixels %EASEL_LLM_ERROR_TOO_LARGE.
 *
 * Returns: (transfer none) (nullable): its type, as from easel_image_check_sniff()
 */
const char *
easel_image_check (GBytes *picture, const char *name, GCancellable *cancellable, GError **error);

G_END_DECLS
