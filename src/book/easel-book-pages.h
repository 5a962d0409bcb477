/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-book-picture.h"

#include <cairo.h>
#include <pango/pango.h>

G_BEGIN_DECLS

/**
 * EaselBookLook: how words are set. Sizes are in points.
 * @size: of the letters
 * @leading: from line to line
 * @style: of words that have none of their own
 * @indent: of the first line
 * @is_centered: lines of much the same length, in the middle; else both edges are even
 */
typedef struct
{
  double size;
  double leading;
  PangoStyle style;
  double indent;
  gboolean is_centered;
} EaselBookLook;

/**
 * EaselBookPages:
 *
 * Pages of paper that are filled from the top: words flow from one to the next, pictures and
 * headings stay whole. One thread at a time.
 */
typedef struct _EaselBookPages EaselBookPages;

/* Of a page, in points: A5. */
#define EASEL_BOOK_PAGE_WIDTH (148 / 25.4 * 72)
#define EASEL_BOOK_PAGE_HEIGHT (210 / 25.4 * 72)

/* @surface is drawn on. Returns: (transfer full) */
EaselBookPages *
easel_book_pages_new (cairo_surface_t *surface, const char *language, gboolean is_rtl);
void easel_book_pages_free (EaselBookPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselBookPages, easel_book_pages_free)

/* @paragraph: (element-type EaselBookRun). Returns: (transfer full) */
PangoLayout *
easel_book_pages_new_layout (EaselBookPages *self, GPtrArray *paragraph, const EaselBookLook *look);

/* What there is room for on this page, in points. */
double easel_book_pages_get_room (EaselBookPages *self);
/* Of words; of a picture when it may be as high as @max_height. */
double easel_book_pages_get_layout_height (PangoLayout *layout);
double easel_book_pages_get_picture_height (const EaselBookPicture *picture, double max_height);

void easel_book_pages_add_space (EaselBookPages *self, double height);
/* A short line in the middle, with no space around it. */
void easel_book_pages_add_rule (EaselBookPages *self);

/**
 * easel_book_pages_add_layout:
 * @tag: what it is in the structure of the document, such as "P"
 * @destination: (nullable): what links call the place
 *
 * A page break leaves at least two lines of a paragraph on either side of it.
 */
void easel_book_pages_add_layout (EaselBookPages *self,
                                  PangoLayout *layout,
                                  const char *tag,
                                  const char *destination);

/* In the middle, on the next page if there is no room for it at @max_height on this one. */
void easel_book_pages_add_picture (EaselBookPages *self,
                                   const EaselBookPicture *picture,
                                   double max_height);

/* The structure of the document: what is added until close belongs together. */
void easel_book_pages_open (EaselBookPages *self, const char *tag);
void easel_book_pages_close (EaselBookPages *self, const char *tag);

/* Ends this page. @numbered: whether its number is shown */
void easel_book_pages_turn (EaselBookPages *self, gboolean numbered);

/* What went wrong until now, if anything. */
cairo_status_t easel_book_pages_get_status (EaselBookPages *self);

/* Whether more than a few of the letters since this was asked last have no font. */
gboolean easel_book_pages_lack_font (EaselBookPages *self);

G_END_DECLS
