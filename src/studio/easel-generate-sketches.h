/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"
#include "easel-run.h"

G_BEGIN_DECLS

/**
 * EaselGenerateSketches:
 * @library: (unowned)
 * @run: (unowned): whose row shows them
 *
 * Unfinished pictures of one that is being drawn. They are files in the cache while it is, and
 * gone afterwards.
 */
typedef struct
{
  EaselLibrary *library;
  EaselRun *run;
  GPtrArray *paths; /* (owned) (nullable) (element-type filename) */
} EaselGenerateSketches;

#define EASEL_GENERATE_SKETCHES_INIT(library, run) { (library), (run), NULL }

/* EaselPictureFunc: shows @picture in place of the one before.
 * @sketches: an EaselGenerateSketches */
void easel_generate_sketches_show (GBytes *picture, gpointer sketches);

/* Deletes the files. */
void easel_generate_sketches_clear (EaselGenerateSketches *sketches);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EaselGenerateSketches, easel_generate_sketches_clear)

G_END_DECLS
