/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-demo-measure.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * easel_demo_filler_fill:
 * @name: of the schema, such as "hair_style"
 *
 * Makes a value of @schema out of what was measured: colours where colours are asked for, a
 * mood after the brightness, and words that say “Demo” elsewhere. The same for the same
 * input. Pure; any thread.
 *
 * Returns: (transfer full): valid for any schema in the subset of #EaselSchema
 */
JsonNode *
easel_demo_filler_fill (const EaselDemoMeasure *measure, const char *name, JsonNode *schema);

G_END_DECLS
