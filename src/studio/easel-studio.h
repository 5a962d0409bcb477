/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyze-when.h"
#include "easel-analyzer.h"
#include "easel-batch.h"
#include "easel-brief.h"
#include "easel-estimate.h"
#include "easel-generator-categories.h"
#include "easel-generator.h"
#include "easel-library.h"
#include "easel-local-model.h"
#include "easel-provider-registry.h"
#include "easel-provider-spending.h"
#include "easel-queue.h"
#include "easel-recipe-prompt.h"
#include "easel-story-book.h"
#include "easel-story-params.h"
#include "easel-studio-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselStudio:
 *
 * Everything Easel can do, without a window: the queue, the library, the providers, the
 * analyzers, and one function for each thing a person can ask for. Each returns at once.
 * Main thread only.
 *
 * Signal `notice` (const char *message): passed on from queue and library, and a broken
 * analyzer file or provider list. Properties: `ready` (gboolean): opened; `failure` (GError):
 * why it could not be.
 */
#define EASEL_TYPE_STUDIO (easel_studio_get_type ())
G_DECLARE_FINAL_TYPE (EaselStudio, easel_studio, EASEL, STUDIO, GObject)

/* @data_dir, @config_dir, @cache_dir: (nullable): %NULL for the person's own
 * (g_get_user_data_dir ()/easel …) */
EaselStudio *easel_studio_new (const char *data_dir, const char *config_dir, const char *cache_dir);

/* Opens providers, analyzers, library and queue, in this order, off the main thread. Work may
 * be submitted before it is done: it is kept and goes in as soon as it can. */
void easel_studio_open_async (EaselStudio *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean easel_studio_open_finish (EaselStudio *self, GAsyncResult *result, GError **error);

/* (transfer none) (nullable): why opening failed; it stays as it is until the program ends */
const GError *easel_studio_get_failure (EaselStudio *self);

/* Lets an opening that is under way end first. Nothing can be submitted afterwards. */
void easel_studio_close_async (EaselStudio *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean easel_studio_close_finish (EaselStudio *self, GAsyncResult *result, GError **error);

/* (transfer none) */
EaselQueue *easel_studio_get_queue (EaselStudio *self);
EaselLibrary *easel_studio_get_library (EaselStudio *self);
EaselProviderRegistry *easel_studio_get_providers (EaselStudio *self);

/* (transfer none): what wants the person; begins to follow when it is asked for first */
EaselBrief *easel_studio_get_brief (EaselStudio *self);

/* (transfer none): a #GListModel of #EaselAnalyzer, in the order of the design */
GListModel *easel_studio_get_analyzers (EaselStudio *self);
/* (transfer none) (nullable) */
EaselAnalyzer *easel_studio_lookup_analyzer (EaselStudio *self, const char *name);

/* (transfer full) (nullable): see easel_analyzer_catalog_dup_kind_schema() */
JsonNode *easel_studio_dup_kind_schema (EaselStudio *self, const char *kind, const char *analyzer);

/* Whether pictures can be analyzed overnight with the model that does it now; at once.
 * @limits: (out) (optional): what one batch may hold */
gboolean easel_studio_get_batch_limits (EaselStudio *self, EaselBatchLimits *limits);

/**
 * easel_studio_analyze:
 * @uris: (array zero-terminated=1): file:// or http(s):// URIs; nothing is looked at here, not
 *   even whether they exist: that is the job's work
 * @analyzers: (array zero-terminated=1) (nullable): names; %NULL is "outfit"
 * @again: whether to ask the model although the library has the answer
 *
 * One URI makes one job (a folder turns into a batch by itself), several make a batch with one
 * child per URI. Overnight, all of them are one job, which has its children once it has answers.
 *
 * Returns: (transfer container) (element-type EaselJob) (nullable): one job per URI, in their
 *   order, or the one for all; %NULL for an unknown analyzer or no URI, and, overnight, with
 *   %EASEL_STUDIO_ERROR_NO_BATCHES for a provider that has none
 */
GPtrArray *easel_studio_analyze (EaselStudio *self,
                                 const char *const *uris,
                                 const char *const *analyzers,
                                 gboolean again,
                                 EaselAnalyzeWhen when,
                                 GError **error);

/* The same for a picture that has no file: pasted, or dragged out of a browser.
 * @bytes: encoded (PNG, JPEG …). Returns: (transfer none) (nullable) */
EaselJob *easel_studio_analyze_bytes (EaselStudio *self,
                                      GBytes *bytes,
                                      const char *title,
                                      const char *const *analyzers,
                                      GError **error);

/**
 * easel_studio_merge:
 * @source: id of what is kept
 * @target: id of what is folded into it
 *
 * Makes a job that asks before it does anything; see easel_studio_respond_async(). Whether the two
 * can be merged is the job's to say; to know before, use easel_studio_check_merge_async().
 *
 * Returns: (transfer none) (nullable): %EASEL_LIBRARY_ERROR_SAME when they are one
 */
EaselJob *
easel_studio_merge (EaselStudio *self, const char *source, const char *target, GError **error);

/* Looks both up, and says whether they can be merged: see easel_merge_check(). */
void easel_studio_check_merge_async (EaselStudio *self,
                                     const char *source,
                                     const char *target,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean easel_studio_check_merge_finish (EaselStudio *self, GAsyncResult *result, GError **error);

/* Makes a job that looks for what is in the library twice. @kind: (nullable): of entity; %NULL is
 * every one. Returns: (transfer none) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS */
EaselJob *easel_studio_tidy (EaselStudio *self, const char *kind, GError **error);

/* Make a job that writes the library into the file @uri, or adds that file to the library once the
 * person agreed. Returns: (transfer none) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS when the file
 * is not on this computer */
EaselJob *easel_studio_back_up (EaselStudio *self, const char *uri, GError **error);
EaselJob *easel_studio_restore (EaselStudio *self, const char *uri, GError **error);

/**
 * easel_studio_pull_model:
 * @provider: id of one that can be told to get models
 * @model: such as "gemma3:4b"
 *
 * Has a server get a model. If it sees pictures and none was chosen for them, it is chosen.
 *
 * Returns: (transfer none) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS or
 * %EASEL_LLM_ERROR_NO_PROVIDER
 */
EaselJob *easel_studio_pull_model (EaselStudio *self,
                                   const char *provider,
                                   const char *model,
                                   GError **error);

/* What @config's server could get that sees pictures, and what fits the machine if it is this one.
 * Finish: (transfer full) (nullable) (element-type EaselLocalModel) */
void easel_studio_load_local_models_async (EaselStudio *self,
                                           EaselProviderConfig *config,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *
easel_studio_load_local_models_finish (EaselStudio *self, GAsyncResult *result, GError **error);

/**
 * easel_studio_story:
 *
 * Writes a story, or one scene of a story anew, or draws its illustration anew.
 *
 * Returns: (transfer none) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS with a sentence that says
 * what is wrong. What is named by its id is looked up by the job
 */
EaselJob *easel_studio_story (EaselStudio *self, const EaselStoryParams *params, GError **error);

/* Writes the story with the id @story, as it is now, into @file. See easel_story_export(). */
void easel_studio_export_story_async (EaselStudio *self,
                                      const char *story,
                                      EaselStoryFormat format,
                                      GFile *file,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean easel_studio_export_story_finish (EaselStudio *self, GAsyncResult *result, GError **error);

/* (transfer none): a #GListModel of #EaselGenerator, in the order people see them */
GListModel *easel_studio_get_generators (EaselStudio *self);
/* (transfer none) (nullable) */
EaselGenerator *easel_studio_lookup_generator (EaselStudio *self, const char *name);
/* (transfer none) */
EaselGeneratorCategories *easel_studio_get_categories (EaselStudio *self);

/**
 * easel_studio_generate:
 * @variations: 1 to %EASEL_RECIPE_MAX_VARIATIONS
 *
 * Makes what @recipe says. Files it names are imported, and what it names is looked up, by the job;
 * what can be said at once is: %EASEL_STUDIO_ERROR_BAD_RECIPE, or
 * %EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR.
 *
 * Returns: (transfer none) (nullable): with a child for each of several
 */
EaselJob *
easel_studio_generate (EaselStudio *self, EaselRecipe *recipe, guint variations, GError **error);

/* Who would be asked. @provider, @model: (out) (transfer full) (nullable). Returns: %FALSE with
 * %EASEL_STUDIO_ERROR_NO_IMAGE_MODEL when there is nobody who makes pictures */
gboolean easel_studio_choose_model (EaselStudio *self,
                                    EaselModelTask task,
                                    char **provider,
                                    char **model,
                                    GError **error);

/**
 * easel_studio_estimate_analysis:
 * @analyzers: (array zero-terminated=1) (nullable): names; %NULL is "outfit"
 *
 * What it will come to, with the models that do it now; see easel_estimate_to_text(). Does not
 * look into the library: what has its answer there costs nothing.
 *
 * Returns: (transfer full) (nullable): %EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER
 */
EaselEstimate *easel_studio_estimate_analysis (EaselStudio *self,
                                               guint n_pictures,
                                               const char *const *analyzers,
                                               GError **error);
/* The same for a recipe, whether or not all its slots are filled: (transfer full) (nullable):
 * %EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR, or a wrong number of variations */
EaselEstimate *easel_studio_estimate_recipe (EaselStudio *self,
                                             EaselRecipe *recipe,
                                             guint variations,
                                             GError **error);
/* (transfer full) */
EaselEstimate *easel_studio_estimate_story (EaselStudio *self, const EaselStoryParams *params);

/* The same for what easel_studio_submit() takes; looks into folders to see how much is in them.
 * Finish: (transfer full) (nullable) */
void easel_studio_estimate_async (EaselStudio *self,
                                  const char *kind,
                                  GVariant *params,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
EaselEstimate *
easel_studio_estimate_finish (EaselStudio *self, GAsyncResult *result, GError **error);

/* What the model would be told, to be read and edited before it is. An error is what is wrong with
 * @recipe. A file of it is one of the pictures by its address. Finish: (transfer full)
 * (nullable) */
void easel_studio_build_prompt_async (EaselStudio *self,
                                      EaselRecipe *recipe,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
EaselRecipePrompt *
easel_studio_build_prompt_finish (EaselStudio *self, GAsyncResult *result, GError **error);

/**
 * easel_studio_submit:
 * @kind: "analyze" …
 * @params: an a{sv} in the words of the command line: for analyze `files` (as, paths or URIs),
 *   `analyzers` (as, optional), `again` (b, optional), `when` (s, optional: "now" or "overnight");
 * for merge `source` and `target` (s, ids); for tidy `kind` (s, optional); for backup and restore
 * `file` (s, a path or URI); for story what
 * #EaselStoryParams has: `action` (s), texts (s), counts (u), `stop_after_plan` (b); for generate
 * `subject` (s: an id, a path or address of a picture, or words), `use` (as, ids), `text`,
 * `prompt`, `aspect_ratio`, `based_on` (s), `options` (a{sv}), `seed` (x), `variations` (u), or in
 * place of all but the last `recipe` (s, JSON); for transform the same but for `recipe`, with
 * `name` (s, a generator) and `style` (s, as `subject`)
 *
 * The door for D-Bus and the command line.
 *
 * Returns: (transfer container) (element-type EaselJob) (nullable)
 */
GPtrArray *
easel_studio_submit (EaselStudio *self, const char *kind, GVariant *params, GError **error);

/**
 * easel_studio_respond_async:
 * @id: of a job
 * @decision: copied
 *
 * The way to answer what a job asks, for every door. Before easel_queue_respond_async() it makes
 * sure that the answer can be done:
 *
 * - Its data is a JSON object that fits the proposal. Members of all kinds: `values`, with an edit:
 *   all of what the proposal's data has under that name; `force`, true: although something it is
 *   based on has changed. A merge has those of #EaselMergeDecision.
 *   Otherwise %EASEL_ENGINE_ERROR_BAD_DECISION, or %EASEL_LIBRARY_ERROR_INVALID with a sentence
 * that names the field.
 * - What the proposal is based on has not changed: %EASEL_LIBRARY_ERROR_CHANGED, with a sentence
 *   that names the fields; not with `force`. A revise takes what is there anyway.
 * - What is to be merged can be.
 *
 * After an error of these the job still waits. Calls back when the decision is on disk.
 */
void easel_studio_respond_async (EaselStudio *self,
                                 const char *id,
                                 const EaselDecision *decision,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean easel_studio_respond_finish (EaselStudio *self, GAsyncResult *result, GError **error);

/* (transfer full): a job as `easel job ID --json` prints it; @details: (nullable) adds params,
 * result and what awaits the person */
JsonNode *
easel_studio_job_to_json (EaselStudio *self, EaselJob *job, const EaselJobDetails *details);

/* Asks a provider for its models, and stops there: Preferences' Test.
 * Finish: (transfer full) (element-type EaselModel) (nullable). The error is of the LLM's
 * domain; easel_studio_describe_error() has its words. */
void easel_studio_test_provider_async (EaselStudio *self,
                                       const char *provider,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
easel_studio_test_provider_finish (EaselStudio *self, GAsyncResult *result, GError **error);

/* Asks what the last @n_days came to, with today.
 * Finish: (transfer container) (element-type EaselProviderSpending): what cost most is first */
void easel_studio_load_spending_async (EaselStudio *self,
                                       guint n_days,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
easel_studio_load_spending_finish (EaselStudio *self, GAsyncResult *result, GError **error);

G_END_DECLS
