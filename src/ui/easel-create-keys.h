/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The keys of a page on which something is made: Ctrl+Return activates @make and Ctrl+S @save, both
 * actions of @page, wherever in the window the keyboard is while @page is on show, but for a
 * dialog. */
void easel_create_keys_add (GtkWidget *page, const char *make, const char *save);

G_END_DECLS
