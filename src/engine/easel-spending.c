/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-spending.h"

gboolean
easel_spending_is_none (const EaselSpending *spending)
{
  return spending->calls == 0;
}

void
easel_spending_add_call (EaselSpending *total, const EaselUsage *usage)
{
  total->calls++;
  total->input_tokens += usage->input_tokens;
  total->output_tokens += usage->output_tokens;
  total->images += usage->images;
  if (usage->cost_micros < 0)
    total->unpriced++;
  else
    total->cost_micros += usage->cost_micros;
}

void
easel_spending_add (EaselSpending *total, const EaselSpending *more)
{
  total->calls += more->calls;
  total->unpriced += more->unpriced;
  total->input_tokens += more->input_tokens;
  total->output_tokens += more->output_tokens;
  total->images += more->images;
  total->cost_micros += more->cost_micros;
}

void
easel_spending_subtract (EaselSpending *total, const EaselSpending *part)
{
  total->calls -= part->calls;
  total->unpriced -= part->unpriced;
  total->input_tokens -= part->input_tokens;
  total->output_tokens -= part->output_tokens;
  total->images -= part->images;
  total->cost_micros -= part->cost_micros;
}

EaselUsage
easel_spending_to_usage (const EaselSpending *spending)
{
  gboolean is_known = spending->calls > 0 && spending->unpriced == 0;

  return (EaselUsage) { .input_tokens = spending->input_tokens,
                        .output_tokens = spending->output_tokens,
                        .images = spending->images,
                        .cost_micros = is_known ? spending->cost_micros : -1 };
}

void
easel_day_spending_free (EaselDaySpending *spending)
{
  if (spending == NULL)
    return;

  g_free (spending->day);
  g_free (spending->provider);
  g_free (spending);
}

char *
easel_spending_format_day (GDateTime *time)
{
  return g_strdup_printf ("%04d-%02d-%02d", g_date_time_get_year (time),
                          g_date_time_get_month (time), g_date_time_get_day_of_month (time));
}

char *
easel_spending_get_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return easel_spending_format_day (now);
}
