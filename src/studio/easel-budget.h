/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"
#include "easel-price-list.h"
#include "easel-provider-registry.h"
#include "easel-run.h"

G_BEGIN_DECLS

/**
 * EaselBudget:
 *
 * The way to ask a model for a job: makes sure before that it may have what is sent, and that
 * today's budget of the provider is not spent, and keeps with the job afterwards what was used, and
 * what that cost. Its functions are for workers.
 *
 * What is under way counts, too, by its estimate until it is known: a call waits while others might
 * use up what is left, and what is with a provider in a batch counts until it is answered, also
 * after a restart. What was begun goes on to its end, so the last call may go beyond the budget. A
 * call whose price is not known counts as a call, and not in dollars; so nothing can be reserved
 * for it, nor for a picture that costs what its tokens come to. Nor is it for batches that are
 * taken back, or whose job has failed.
 */
#define EASEL_TYPE_BUDGET (easel_budget_get_type ())
G_DECLARE_FINAL_TYPE (EaselBudget, easel_budget, EASEL, BUDGET, GObject)

EaselBudget *
easel_budget_new (EaselProviderRegistry *providers, EaselPriceList *prices, EaselLibrary *library);

/* Asks the provider and model of @run: see easel_provider_complete(). The error may also be
 * %EASEL_STUDIO_ERROR_BUDGET or %EASEL_STUDIO_ERROR_KEPT_HERE, before anything is sent.
 * @text_func: (nullable). Returns: (transfer full) (nullable) */
EaselReply *easel_budget_complete (EaselBudget *self,
                                   EaselRun *run,
                                   EaselPrompt *prompt,
                                   EaselTextFunc text_func,
                                   gpointer user_data,
                                   GError **error);

/* The same for a picture: see easel_provider_generate_image().
 * @picture_func: (nullable): shown unfinished pictures, where it is known what those cost
 * Returns: (transfer full) (nullable) */
EaselImageReply *easel_budget_generate_image (EaselBudget *self,
                                              EaselRun *run,
                                              EaselImageRequest *request,
                                              EaselPictureFunc picture_func,
                                              gpointer user_data,
                                              GError **error);

/* (transfer none) (nullable): what the model of @run costs, when that is known */
const EaselPrice *easel_budget_find_price (EaselBudget *self, EaselRun *run);

/**
 * easel_budget_allow_deposit:
 * @deposit: of @run, which tells of a batch that is not sent yet
 * @estimate: about what all in @deposit will cost; %EASEL_PRICE_UNKNOWN
 *
 * The way to ask in a batch: see easel_run_set_deposit(). What it will cost must fit into what is
 * left.
 *
 * Returns: whether it may be sent; errors as for the calls above
 */
gboolean easel_budget_allow_deposit (EaselBudget *self,
                                     EaselRun *run,
                                     const char *deposit,
                                     gint64 estimate,
                                     GError **error);

/**
 * easel_budget_check:
 * @spent: on the provider, today
 * @under_way: about what batches will cost that it has
 *
 * Pure; any thread.
 *
 * Returns: whether it may be asked; else %EASEL_STUDIO_ERROR_BUDGET with the amounts
 */
gboolean easel_budget_check (EaselProviderConfig *config,
                             const EaselSpending *spent,
                             gint64 under_way,
                             GError **error);

G_END_DECLS
