/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * easel_text_language_is_rtl:
 * @language: (nullable): a BCP-47 tag or the name of a locale, such as "ar_EG.UTF-8"
 *
 * Any thread.
 *
 * Returns: whether @language is written from right to left
 */
gboolean easel_text_language_is_rtl (const char *language);

/**
 * easel_text_isolate:
 * @run: what has a direction of its own, such as a price, a path or the name of a model
 *
 * For a placeholder in a text that people read: around it, @run keeps the order of its parts, and
 * at the start of the text it does not turn the rest about. Where everything runs the same way
 * nothing is added. Any thread.
 *
 * Returns: (transfer full): @run between the marks of an isolate (U+2068, U+2069)
 */
char *easel_text_isolate (const char *run);

/**
 * easel_text_format_size:
 * @bytes: a size
 *
 * Returns: (transfer full): as g_format_size() does, isolated
 */
char *easel_text_format_size (guint64 bytes);

G_END_DECLS
