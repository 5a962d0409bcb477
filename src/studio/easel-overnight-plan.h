/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyze-params.h"
#include "easel-analyzer-catalog.h"
#include "easel-batch.h"
#include "easel-failure.h"

G_BEGIN_DECLS

/**
 * EaselOvernightItem:
 * @source: what was named, as it was named
 * @picture: (nullable): id in the library, once imported
 * @size: of the copy that is sent, in bytes
 * @ask: names of the analyzers whose answer is not in the library
 * @have: names of those whose answer is
 * @failure: (nullable): why it could not be imported
 *
 * A picture of an "overnight" job. Plain (owned) fields.
 */
typedef struct
{
  EaselAnalyzeParams *source;
  char *picture;
  gsize size;
  GStrv ask;
  GStrv have;
  EaselFailure *failure;
} EaselOvernightItem;

EaselOvernightItem *easel_overnight_item_new (EaselAnalyzeParams *source);
void easel_overnight_item_free (EaselOvernightItem *item);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselOvernightItem, easel_overnight_item_free)

/* A question: one analyzer about one picture. */
typedef struct
{
  guint item;
  const char *analyzer; /* owned by the item */
} EaselOvernightRequest;

/**
 * EaselOvernightPlan:
 * @items: (element-type EaselOvernightItem): in the order they were named
 * @requests: (element-type EaselOvernightRequest): in the order of the items, each picture's
 *   analyzers once
 *
 * What an "overnight" job is to do, as its first steps found out. The same steps give the same
 * plan. Any thread.
 */
typedef struct
{
  GPtrArray *items;
  GArray *requests;
} EaselOvernightPlan;

EaselOvernightPlan *easel_overnight_plan_new (void);
void easel_overnight_plan_free (EaselOvernightPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselOvernightPlan, easel_overnight_plan_free)

/* A step's result: some items. (transfer full) */
char *easel_overnight_items_to_json (GPtrArray *items);
/* @items: (element-type EaselOvernightItem): appended to */
gboolean easel_overnight_items_from_json (const char *text, GPtrArray *items, GError **error);

/* When all items are there. */
void easel_overnight_plan_list_requests (EaselOvernightPlan *plan);

/* (transfer full): what makes a request's, or an item's, job the same when the run is repeated */
char *easel_overnight_plan_dup_key (const EaselOvernightPlan *plan, guint request);
char *easel_overnight_plan_dup_item_key (guint item, const char *analyzer);

/**
 * easel_overnight_plan_divide:
 *
 * Divides the requests into batches that a provider takes.
 *
 * Returns: (transfer full) (element-type guint): of each part the request after its last
 */
GArray *easel_overnight_plan_divide (const EaselOvernightPlan *plan,
                                     EaselAnalyzerCatalog *catalog,
                                     const EaselBatchLimits *limits);

G_END_DECLS
