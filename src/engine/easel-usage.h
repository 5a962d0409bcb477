/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EaselUsage:
 * @input_tokens: tokens the model read
 * @output_tokens: tokens the model wrote
 * @images: pictures the model made
 * @cost_micros: price in millionths of a US dollar; -1 when unknown
 *
 * What a job has used so far. A plain value: copy it with `=`.
 */
typedef struct
{
  gint64 input_tokens;
  gint64 output_tokens;
  gint64 images;
  gint64 cost_micros;
} EaselUsage;

#define EASEL_USAGE_NONE ((EaselUsage) { 0, 0, 0, -1 })

#define EASEL_TYPE_USAGE (easel_usage_get_type ())
GType easel_usage_get_type (void);

EaselUsage *easel_usage_copy (const EaselUsage *usage);
void easel_usage_free (EaselUsage *usage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselUsage, easel_usage_free)

/**
 * easel_usage_is_none:
 *
 * Returns: whether nothing was used
 */
gboolean easel_usage_is_none (const EaselUsage *usage);

/**
 * easel_usage_add:
 *
 * Adds @more to @total. A known cost and an unknown one make an unknown one, unless
 * nothing was used on the unknown side.
 */
void easel_usage_add (EaselUsage *total, const EaselUsage *more);

G_END_DECLS
