/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyze-params.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselOvernightParams:
 * @pictures: (element-type EaselAnalyzeParams): files, folders, addresses or pictures of the
 *   library; their own analyzers do not count
 * @analyzers: names, at least one
 * @again: whether to ask the model although the library has the answer
 *
 * What an "overnight" job is about; on disk as JSON. Plain (owned) fields. Any thread.
 */
typedef struct
{
  GPtrArray *pictures;
  GStrv analyzers;
  gboolean again;
} EaselOvernightParams;

/* @analyzers: (nullable): %NULL or an empty list is "outfit". (transfer full): without pictures */
EaselOvernightParams *easel_overnight_params_new (const char *const *analyzers, gboolean again);
/* @picture: (transfer full) */
void easel_overnight_params_add (EaselOvernightParams *params, EaselAnalyzeParams *picture);
void easel_overnight_params_free (EaselOvernightParams *params);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselOvernightParams, easel_overnight_params_free)

/* (transfer full): JSON text */
char *easel_overnight_params_to_json (const EaselOvernightParams *params);
/* (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS */
EaselOvernightParams *easel_overnight_params_from_json (const char *text, GError **error);

G_END_DECLS
