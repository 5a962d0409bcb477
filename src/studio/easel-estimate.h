/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-generator.h"
#include "easel-image-request.h"
#include "easel-price.h"
#include "easel-prompt.h"
#include "easel-recipe.h"
#include "easel-story-params.h"

G_BEGIN_DECLS

/**
 * EaselEstimate:
 * @n_subjects: how many pictures it is about, when it is about pictures
 * @calls: how often models are asked, if nothing has to be asked twice
 * @pictures: how many they make
 * @input_tokens, @output_tokens: about how many they read and write
 * @cost_micros: what all of it costs, in millionths of a US dollar, or %EASEL_PRICE_UNKNOWN
 * @at_most: whether @cost_micros is what it may come to, and not about what it will
 * @date: (nullable): of the oldest price it is reckoned with
 * @overnight: whether it can be asked for in a batch
 * @overnight_micros: what all of it costs in one, or %EASEL_PRICE_UNKNOWN
 *
 * What something will come to, before it is begun. Free with easel_estimate_free().
 */
typedef struct
{
  guint n_subjects;
  guint calls;
  guint pictures;
  gint64 input_tokens;
  gint64 output_tokens;
  gint64 cost_micros;
  gboolean at_most;
  gboolean overnight;
  gint64 overnight_micros;
  char *date;
} EaselEstimate;

/* Pure functions; any thread. A price may be %NULL, and is then not known. All return (transfer
 * full). */

/* @analyzers: (element-type EaselAnalyzer): plain ones. @max_edge: of pictures that are sent */
EaselEstimate *easel_estimate_new_for_analysis (const EaselPrice *price,
                                                GPtrArray *analyzers,
                                                guint n_pictures,
                                                guint max_edge);

/* @price: of a model for pictures, or for words when @generator makes none */
EaselEstimate *easel_estimate_new_for_recipe (const EaselPrice *price,
                                              EaselGenerator *generator,
                                              EaselRecipe *recipe,
                                              guint variations,
                                              guint max_edge);

/* @price: of a model for words, @image_price: of one for pictures */
EaselEstimate *easel_estimate_new_for_story (const EaselPrice *price,
                                             const EaselPrice *image_price,
                                             const EaselStoryParams *params,
                                             guint max_edge);

EaselEstimate *easel_estimate_new_for_merge (const EaselPrice *price);

/* About what one call will cost, in millionths of a US dollar, or %EASEL_PRICE_UNKNOWN; of a
 * picture what it may come to. */
gint64 easel_estimate_prompt (const EaselPrice *price, EaselPrompt *prompt, guint max_edge);
gint64 easel_estimate_picture (const EaselPrice *price, EaselImageRequest *request, guint max_edge);

void easel_estimate_free (EaselEstimate *estimate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselEstimate, easel_estimate_free)

/* (transfer full): "3 calls, about 1,200 tokens, 2 pictures, up to $0.12", for people */
char *easel_estimate_to_text (const EaselEstimate *estimate);
/* (transfer full): "about $0.12", or that the price is not known */
char *easel_estimate_describe_cost (const EaselEstimate *estimate);
/* (transfer full) (nullable): "about $0.06", or that the price is not known; %NULL when it cannot
 * be asked for overnight */
char *easel_estimate_describe_overnight (const EaselEstimate *estimate);
/* (transfer full) (nullable): "Prices of 24 November 2026": how old what it is reckoned with is */
char *easel_estimate_describe_date (const EaselEstimate *estimate);

/* (transfer full): its fields, `cost` in US dollars or null, and `text`; and `overnight`, an object
 * with its own `cost` and `text`, or null */
JsonNode *easel_estimate_to_json (const EaselEstimate *estimate);

G_END_DECLS
