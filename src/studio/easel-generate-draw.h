/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-budget.h"
#include "easel-library.h"

G_BEGIN_DECLS

/* What a picture refers to everything it was made from as. */
#define EASEL_ROLE_MADE_FROM "made-from"

/**
 * EaselGenerateDraw:
 * @run: whose provider and model draw
 * @prompt: what is to be seen
 * @pictures: (array zero-terminated=1): ids of the pictures that go along
 * @made_from: (array zero-terminated=1): ids of all that went in
 * @name: what the picture will be called
 * @recipe: (nullable): JSON of the recipe; not changed
 * @aspect_ratio: (nullable)
 * @seed: what the model is asked to begin with, if it takes a seed; -1 for none
 * @prompt_revision: (nullable)
 * @thumbnail: (nullable): path of what the row shows when there is no picture yet, and again when
 *   there is none
 *
 * A picture to be drawn. All (unowned).
 */
typedef struct
{
  EaselLibrary *library;
  EaselProviderRegistry *providers;
  EaselBudget *budget;
  EaselRun *run;

  const char *prompt;
  const char *const *pictures;
  const char *const *made_from;
  const char *name;
  JsonNode *recipe;
  const char *aspect_ratio;
  gint64 seed;
  const char *prompt_revision;
  const char *thumbnail;
} EaselGenerateDraw;

/**
 * easel_generate_draw:
 *
 * Has the picture drawn and puts it into the library with all that is known about it, as the step
 * "draw" of the run: it is asked for, and paid for, once. Blocking: for the run's worker.
 *
 * Returns: (transfer full) (nullable): the picture's entity
 */
EaselEntity *easel_generate_draw (const EaselGenerateDraw *self, GError **error);

G_END_DECLS
