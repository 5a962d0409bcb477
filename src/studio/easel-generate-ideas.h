/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer.h"
#include "easel-budget.h"
#include "easel-library.h"

G_BEGIN_DECLS

/**
 * EaselGenerateIdeas:
 * @run: whose provider and model think
 * @analyzer: what the entities are like
 * @prompt: what is asked for
 * @count: how many
 * @made_from: (array zero-terminated=1): ids of all that went in
 * @name: what was asked for, in short
 * @prompt_revision: of the generator
 *
 * Entities to be thought up. All (unowned).
 */
typedef struct
{
  EaselLibrary *library;
  EaselBudget *budget;
  EaselRun *run;

  EaselAnalyzer *analyzer;
  const char *prompt;
  guint count;
  const char *const *made_from;
  const char *name;
  const char *prompt_revision;
} EaselGenerateIdeas;

/**
 * easel_generate_ideas:
 *
 * Asks for them, as the step "ask" of the run, and puts them into the library, as its step "save".
 * Blocking: for the run's worker.
 *
 * Returns: (transfer full) (element-type EaselEntity) (nullable): all that came into the library
 */
GPtrArray *easel_generate_ideas (const EaselGenerateIdeas *self, GError **error);

G_END_DECLS
