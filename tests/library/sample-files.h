/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk-pixbuf/gdk-pixbuf.h>

G_BEGIN_DECLS

/* Pictures, good and bad, for the tests. Any failure ends the test. */

/**
 * SampleFolder: a temporary folder with everything in it, removed when cleared.
 */
typedef struct
{
  char *path;
} SampleFolder;

void sample_folder_init (SampleFolder *self);
void sample_folder_clear (SampleFolder *self);
/* (transfer full) */
char *sample_folder_get (SampleFolder *self, const char *name);
/* How many files are in @path and below it; folders do not count. */
guint sample_count_files (const char *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SampleFolder, sample_folder_clear)

/**
 * sample_step_down:
 * @path: what must not be accessible
 * @mode: R_OK or W_OK
 *
 * Permissions do not hold for root: gives root's rights up until sample_step_up().
 *
 * Returns: whether @path cannot be accessed now; else the test cannot be made here
 */
gboolean sample_step_down (const char *path, int mode);
void sample_step_up (void);

/* (transfer full): the picture that ships with the tests */
GBytes *sample_portrait (void);

/* Encoded by other programs: 8×8 CMYK JPEG (Adobe, inverted), 4×4 PNG of 16 bits a channel,
 * 6×4 GIF of two frames (red, blue), 40×24 progressive JPEG, PNG that claims 20000×10000, and
 * one that claims 0×0. */
typedef enum
{
  SAMPLE_CMYK_JPEG,
  SAMPLE_DEEP_PNG,
  SAMPLE_ANIMATED_GIF,
  SAMPLE_PROGRESSIVE_JPEG,
  SAMPLE_HUGE_PNG,
  SAMPLE_ZERO_PNG,
} Sample;

GBytes *sample_get (Sample sample);

/* (transfer full): a @width × @height picture, red on its left half and blue on its right;
 * @number makes it differ from others. With @alpha the top row is transparent. */
GdkPixbuf *sample_pixbuf (int width, int height, guint number, gboolean alpha);
/* (transfer full): @pixbuf in @format, such as "png" */
GBytes *sample_encode (GdkPixbuf *pixbuf, const char *format);

/* (transfer full): @jpeg with EXIF that says @orientation and a place on the map */
GBytes *sample_add_exif (GBytes *jpeg, int orientation);
/* (transfer full): @jpeg with a header that claims another size */
GBytes *sample_claim_size (GBytes *jpeg, int width, int height);
/* (transfer full): the first @size bytes */
GBytes *sample_cut (GBytes *bytes, gsize size);

/* Writes @bytes into @folder. Returns: (transfer full): the path */
char *sample_write (SampleFolder *folder, const char *name, GBytes *bytes);

/* Whether @needle occurs in @bytes. */
gboolean sample_contains (GBytes *bytes, const char *needle, gsize size);

G_END_DECLS
