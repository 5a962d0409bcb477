/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EaselAnalyzeWhen:
 * @EASEL_ANALYZE_NOW: one question after the other, from now on
 * @EASEL_ANALYZE_OVERNIGHT: in a batch, which a provider answers within a day, for less
 */
typedef enum
{
  EASEL_ANALYZE_NOW,
  EASEL_ANALYZE_OVERNIGHT,
} EaselAnalyzeWhen;

G_END_DECLS
