/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which words of a text another one does not have. Pure functions; any thread. */

/**
 * EaselWordSpan:
 * @start: of the first byte
 * @end: behind the last byte
 */
typedef struct
{
  guint start;
  guint end;
} EaselWordSpan;

/**
 * easel_word_diff_find:
 *
 * Words are what Unicode calls so; their case, and what is between them, does not matter. Words
 * beside each other make one span.
 *
 * Returns: (transfer full) (element-type EaselWordSpan): what of @text is not in @other
 */
GArray *easel_word_diff_find (const char *text, const char *other);

/**
 * easel_word_diff_describe:
 * @spans: of @text
 *
 * Returns: (transfer full) (nullable): the words themselves, each span in quotes, for whoever does
 *   not see marks; %NULL when there are none
 */
char *easel_word_diff_describe (const char *text, GArray *spans);

G_END_DECLS
