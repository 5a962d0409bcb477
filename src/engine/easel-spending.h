/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-usage.h"

G_BEGIN_DECLS

/**
 * EaselSpending:
 * @calls: how often a model was asked
 * @unpriced: how many of these have a price that is not known
 * @input_tokens, @output_tokens, @images: as in #EaselUsage
 * @cost_micros: what the other calls cost, in millionths of a US dollar
 *
 * What several calls came to. Other than in an #EaselUsage, what is known of the cost is not
 * lost when some of it is not. A plain value: copy it with `=`.
 */
typedef struct
{
  gint64 calls;
  gint64 unpriced;
  gint64 input_tokens;
  gint64 output_tokens;
  gint64 images;
  gint64 cost_micros;
} EaselSpending;

#define EASEL_SPENDING_NONE ((EaselSpending) { 0, 0, 0, 0, 0, 0 })

gboolean easel_spending_is_none (const EaselSpending *spending);

/* @usage: of one call */
void easel_spending_add_call (EaselSpending *total, const EaselUsage *usage);
void easel_spending_add (EaselSpending *total, const EaselSpending *more);
void easel_spending_subtract (EaselSpending *total, const EaselSpending *part);

/* What a job's row says of it: the cost is unknown when that of one call is. */
EaselUsage easel_spending_to_usage (const EaselSpending *spending);

/**
 * EaselDaySpending:
 * @day: as easel_spending_format_day() has it
 *
 * What one provider was asked on one day. Free with easel_day_spending_free().
 */
typedef struct
{
  char *day;
  char *provider;
  EaselSpending spending;
} EaselDaySpending;

void easel_day_spending_free (EaselDaySpending *spending);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselDaySpending, easel_day_spending_free)

/* (transfer full): the day of @time, in its own time zone, such as "2026-11-24": days sort as
 * texts do */
char *easel_spending_format_day (GDateTime *time);
/* (transfer full): today, where the person is */
char *easel_spending_get_today (void);

G_END_DECLS
