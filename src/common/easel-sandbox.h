/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether this Easel is a Flatpak and sees little of the computer. Any thread. */
gboolean easel_sandbox_is_around (void);

/**
 * easel_sandbox_hides:
 * @path: a file that is not there, as far as one can see
 *
 * Whether that may be so because it is outside of the sandbox. Blocks.
 */
gboolean easel_sandbox_hides (const char *path);

G_END_DECLS
