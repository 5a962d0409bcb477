/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-book-picture.h"
#include "easel-book.h"

G_BEGIN_DECLS

/* What is the same in HTML and in an EPUB's XHTML. Pure functions; any thread. */

void easel_book_markup_append_text (GString *markup, const char *text);

/* An element of one @text. @attributes: (nullable): of it, as they are written */
void easel_book_markup_append_element (GString *markup,
                                       EaselBook *book,
                                       const char *name,
                                       const char *attributes,
                                       const char *text);

/* @paragraphs: (element-type GPtrArray(EaselBookRun)) */
void easel_book_markup_append_paragraphs (GString *markup, EaselBook *book, GPtrArray *paragraphs);

/* Only the tag's beginning: `<figure><img alt="…" width="…" height="…" src="`. A source may be
 * large. */
void
easel_book_markup_open_figure (GString *markup, const char *alt, const EaselBookPicture *picture);
void easel_book_markup_close_figure (GString *markup);

/* (transfer none): a style sheet of the book's own: "epub.css" or "html.css" */
const char *easel_book_markup_get_style (const char *name);

G_END_DECLS
