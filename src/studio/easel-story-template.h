/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-data-item.h"

G_BEGIN_DECLS

/**
 * EaselStoryTemplate:
 *
 * One data file of data/story: what a model is told about a part of the work on a story. Its README
 * says what is in it. Immutable. Any thread.
 */
#define EASEL_TYPE_STORY_TEMPLATE (easel_story_template_get_type ())
G_DECLARE_FINAL_TYPE (EaselStoryTemplate,
                      easel_story_template,
                      EASEL,
                      STORY_TEMPLATE,
                      EaselDataItem)

/* (transfer full) (nullable): the error says what is missing, and in which file */
EaselStoryTemplate *
easel_story_template_new_from_json (JsonNode *json, const char *source, GError **error);

/**
 * EaselStoryPlace:
 * @name: of a place, such as "theme"
 * @value: (nullable): what goes there
 *
 * Everything belongs to the caller.
 */
typedef struct
{
  const char *name;
  const char *value;
} EaselStoryPlace;

/* (transfer full): the prompt. A paragraph with a place whose value is missing or empty is left
 * out. */
char *
easel_story_template_fill (EaselStoryTemplate *self, const EaselStoryPlace *places, guint n_places);

/* (nullable): what the template says about @value of @group, such as "outfit" of "kind"
 * @value: (nullable) */
const char *
easel_story_template_get_words (EaselStoryTemplate *self, const char *group, const char *value);

/* (transfer full) (nullable) */
JsonNode *easel_story_template_dup_schema (EaselStoryTemplate *self);

/* Changes when an answer could. */
const char *easel_story_template_get_revision (EaselStoryTemplate *self);

G_END_DECLS
