/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-usage.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Stands for a cost, in millionths of a US dollar, that nobody knows. */
#define EASEL_PRICE_UNKNOWN (-1)

/**
 * EaselPicturePrice:
 * @size: (nullable): such as "1024x1024"; %NULL is any
 * @quality: (nullable): the provider's word; %NULL is any
 * @dollars: of one picture
 */
typedef struct
{
  char *size;
  char *quality;
  double dollars;
} EaselPicturePrice;

/**
 * EaselPrice:
 * @origin: of the provider, as easel_provider_url_get_origin() has it
 * @model: the model's id; or its beginning, when it @is_prefix
 * @input: US dollars for a million tokens that the model reads; below 0 when not known
 * @image_input: the same when a picture is among them; below 0 when that is all the same
 * @output: US dollars for a million tokens that the model writes; below 0 when not known
 * @pictures: (element-type EaselPicturePrice): what pictures come to, as the provider says;
 *   may be empty
 * @batch: what part of this is paid for what is asked in a batch, such as 0.5; below 0 when not
 * known
 * @date: (nullable): when somebody looked, such as "2026-11-24"
 * @source: (nullable): where, in words
 *
 * What a model costs. Constant once read; any thread.
 */
typedef struct
{
  char *origin;
  char *model;
  gboolean is_prefix;
  double input;
  double image_input;
  double output;
  GPtrArray *pictures;
  double batch;
  char *date;
  char *source;
} EaselPrice;

/* (transfer full) (nullable): an element of a price file; the error is for whoever wrote it */
EaselPrice *easel_price_new_from_json (JsonNode *node, GError **error);
/* (transfer full): of what costs nothing */
EaselPrice *easel_price_new_free (void);
void easel_price_free (EaselPrice *price);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselPrice, easel_price_free)

gboolean easel_price_is_free (const EaselPrice *price);

/**
 * easel_price_cost:
 * @price: (nullable): %NULL when the model has none
 * @usage: of one call; its cost does not count
 * @with_pictures: whether the model was given a picture
 *
 * What a call cost, in millionths of a US dollar. Without tokens it is known only of a
 * picture that has one price.
 *
 * Returns: %EASEL_PRICE_UNKNOWN when that cannot be told
 */
gint64 easel_price_cost (const EaselPrice *price, const EaselUsage *usage, gboolean with_pictures);

/* What @cost, of calls at the usual price, is in a batch: %EASEL_PRICE_UNKNOWN when the provider
 * does not say. @price: (nullable) */
gint64 easel_price_in_batch (const EaselPrice *price, gint64 cost);

/**
 * easel_price_get_picture_limit:
 * @price: (nullable)
 *
 * What a picture that is yet to be made costs at most: its quality is the provider's choice, and
 * its size may be.
 *
 * Returns: millionths of a US dollar, or %EASEL_PRICE_UNKNOWN
 */
gint64 easel_price_get_picture_limit (const EaselPrice *price);

/* What an unfinished picture comes to in tokens written: OpenAI’s guide to making pictures says so
 * of each. */
#define EASEL_PRICE_SKETCH_TOKENS 100

/* How many unfinished pictures to ask for on the way to one: as each is paid for, none where it is
 * not known what a model’s tokens cost. @price: (nullable) */
guint easel_price_count_sketches (const EaselPrice *price);

/* (transfer full): "$1.20", "$0.0031", "less than $0.0001", for people. @micros: known */
char *easel_price_format (gint64 micros);

/* (transfer full): "$1.2041", whatever it is, to add up with others */
char *easel_price_format_exactly (gint64 micros);

G_END_DECLS
