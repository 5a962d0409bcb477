/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EaselMergeParams:
 * @source: id of what is kept
 * @target: id of what is folded into it
 *
 * What a "merge" job is about; on disk as JSON. Plain (owned) fields. Any thread.
 */
typedef struct
{
  char *source;
  char *target;
} EaselMergeParams;

void easel_merge_params_free (EaselMergeParams *params);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselMergeParams, easel_merge_params_free)

/* (transfer full): JSON text */
char *easel_merge_params_to_json (const EaselMergeParams *params);
/* (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS */
EaselMergeParams *easel_merge_params_from_json (const char *text, GError **error);

G_END_DECLS
