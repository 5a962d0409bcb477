/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselLookalikeReasons: why two entities may be one
 * @EASEL_LOOKALIKE_NAME: their names are of much the same words
 * @EASEL_LOOKALIKE_ATTRIBUTES: so are their attributes
 * @EASEL_LOOKALIKE_PICTURE: they were made from the same picture, on different occasions
 * @EASEL_LOOKALIKE_LOOKS: their pictures look alike
 */
typedef enum
{
  EASEL_LOOKALIKE_NAME = 1 << 0,
  EASEL_LOOKALIKE_ATTRIBUTES = 1 << 1,
  EASEL_LOOKALIKE_PICTURE = 1 << 2,
  EASEL_LOOKALIKE_LOOKS = 1 << 3,
} EaselLookalikeReasons;

/**
 * EaselLookalike:
 * @first: the older one
 * @second: the other
 * @score: how much alike they are, up to 1
 * @found: when that was seen first, a Unix time in microseconds; 0 until it is saved
 * @hidden_until: until when the person does not want to see it: 0 when they do, %G_MAXINT64 for
 *   good
 */
typedef struct
{
  EaselEntity *first;
  EaselEntity *second;
  double score;
  EaselLookalikeReasons reasons;
  gint64 found;
  gint64 hidden_until;
} EaselLookalike;

void easel_lookalike_free (gpointer lookalike);

/* Pure functions; any thread. They look at words and at a few bits of pictures: no model is
 * asked, and what they find is a guess. */

/* (transfer full): what a pair is called in a set of pairs, whichever is named first */
char *easel_lookalike_pair_key (const char *first, const char *second);

/**
 * easel_lookalikes_find:
 * @entities: (element-type EaselEntity): of one kind
 * @fingerprints: picture id → guint64, see easel-fingerprint.h
 * @refused: a set of pairs that are no lookalikes
 *
 * What one job made is different, or it would not have made two. Pictures are compared by what
 * they look like, all else by its words. Among many entities only those are compared which share
 * an uncommon word, all words of the name, or a picture.
 *
 * Returns: (transfer full) (nullable) (element-type EaselLookalike): the most alike first; %NULL
 *   with %G_IO_ERROR_CANCELLED
 */
GPtrArray *easel_lookalikes_find (GPtrArray *entities,
                                  GHashTable *fingerprints,
                                  GHashTable *refused,
                                  GCancellable *cancellable,
                                  GError **error);

/* Puts the most alike first. */
void easel_lookalikes_sort (GPtrArray *lookalikes);

G_END_DECLS
