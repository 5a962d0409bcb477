/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * easel_label_show_name:
 * @label: what stands among other texts, one below the other
 * @name: anybody's, in any script
 *
 * A text that wraps would be aligned by its own direction, and what is around it by that of the
 * window: so both are.
 */
void easel_label_show_name (GtkLabel *label, const char *name);

G_END_DECLS
