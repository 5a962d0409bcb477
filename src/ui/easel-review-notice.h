/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A sentence about a proposal, above it. */
GtkWidget *easel_review_notice_new (const char *icon_name, const char *text);

/* The same about what the person asked for with the version before. */
GtkWidget *easel_review_notice_new_for_comment (const char *comment);

G_END_DECLS
