/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-usage.h"

G_DEFINE_BOXED_TYPE (EaselUsage, easel_usage, easel_usage_copy, easel_usage_free)

EaselUsage *
easel_usage_copy (const EaselUsage *usage)
{
  return g_memdup2 (usage, sizeof *usage);
}

void
easel_usage_free (EaselUsage *usage)
{
  g_free (usage);
}

gboolean
easel_usage_is_none (const EaselUsage *usage)
{
  return usage->input_tokens == 0 && usage->output_tokens == 0 && usage->images == 0
         && usage->cost_micros <= 0;
}

void
easel_usage_add (EaselUsage *total, const EaselUsage *more)
{
  if (easel_usage_is_none (more))
    {
      /* Nothing was used, but it may be known to have cost nothing. */
      if (easel_usage_is_none (total))
        total->cost_micros = MAX (total->cost_micros, more->cost_micros);
      return;
    }

  if (easel_usage_is_none (total))
    total->cost_micros = more->cost_micros;
  else if (total->cost_micros < 0 || more->cost_micros < 0)
    total->cost_micros = -1;
  else
    total->cost_micros += more->cost_micros;

  total->input_tokens += more->input_tokens;
  total->output_tokens += more->output_tokens;
  total->images += more->images;
}
