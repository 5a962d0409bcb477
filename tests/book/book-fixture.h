/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-book.h"
#include "sample-files.h"

G_BEGIN_DECLS

/* (transfer full): 40×30, opaque or with a transparent background; written by another program */
GBytes *book_sample_webp (gboolean alpha);

/* (transfer full): a story of two scenes, the second one with @picture (nullable). Any failure
 * ends the test. */
EaselBook *book_sample_new (const char *cover, const char *picture);

/* One of the formats, and the name of a file of it. */
typedef struct
{
  const char *name;
  gboolean (*write) (EaselBook *book, GFile *file, GCancellable *cancellable, GError **error);
} BookFormat;

extern const BookFormat book_formats[];
extern const guint book_n_formats;

G_END_DECLS
