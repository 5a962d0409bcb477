/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  EASEL_BOOK_STYLE_PLAIN = 0,
  EASEL_BOOK_STYLE_EMPHASIS = 1 << 0,
  EASEL_BOOK_STYLE_STRONG = 1 << 1,
} EaselBookStyle;

/**
 * EaselBookRun:
 * @text: words of one style; never empty
 */
typedef struct
{
  char *text;
  EaselBookStyle style;
} EaselBookRun;

/* Pure functions; any thread. */

/**
 * easel_book_text_clean:
 * @text: (nullable): anything
 *
 * Leaves out what is no text (bytes that are not UTF-8, control characters) and what XML cannot
 * say, and makes one space of several, and of line ends.
 *
 * Returns: (transfer full) (nullable): one line; %NULL when nothing is left
 */
char *easel_book_text_clean (const char *text);

/**
 * easel_book_text_parse:
 * @text: (nullable): paragraphs with an empty line between them; in them *emphasis* and
 *   **strong**. All else stands for itself.
 *
 * Returns: (transfer full) (element-type GPtrArray(EaselBookRun)): the paragraphs, which are
 *   never empty
 */
GPtrArray *easel_book_text_parse (const char *text);

/* (transfer full) (element-type EaselBookRun): a paragraph of @text as it is */
GPtrArray *easel_book_text_new_paragraph (const char *text, EaselBookStyle style);

/* (transfer full): the words of a paragraph, without their styles */
char *easel_book_text_flatten (GPtrArray *paragraph);

gboolean easel_book_text_is_rtl_script (GUnicodeScript script);

/* What its first letter says: 1 for right to left, -1 for left to right, 0 without letters. */
int easel_book_text_get_direction (const char *text);

G_END_DECLS
