/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-merge.h"

G_BEGIN_DECLS

/* (transfer full): the attributes that a merge is about: those that either has, the source's
 * first, without what a file is like */
GStrv easel_merge_list_fields (EaselEntity *source, EaselEntity *target);

/* (transfer full) */
JsonNode *easel_merge_tags_to_json (const char *const *tags);
/* (transfer full) */
JsonNode *easel_merge_name_to_json (const char *name);

G_END_DECLS
