/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-budget.h"

G_BEGIN_DECLS

/* Asks the model of @run, which is blocking and for the run's worker. What it used is the run's. */

/* (transfer full) (nullable): the answer to a prompt with a schema */
JsonNode *
easel_story_writer_ask (EaselBudget *budget, EaselRun *run, EaselPrompt *prompt, GError **error);

/* (transfer full) (nullable): a text, which is streamed into the run's as it comes; never blank */
char *
easel_story_writer_write (EaselBudget *budget, EaselRun *run, EaselPrompt *prompt, GError **error);

G_END_DECLS
