/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselStoryPlannedScene:
 * @title: one line
 * @summary: what happens
 * @illustrated: whether it gets an illustration
 * @picture: a moment of it as it could be drawn; may be empty where there is none
 *
 * Plain (owned) fields.
 */
typedef struct
{
  char *title;
  char *summary;
  gboolean illustrated;
  char *picture;
} EaselStoryPlannedScene;

/**
 * EaselStoryOutline:
 * @title: the story's
 * @language: (nullable): the one it is written in, as a BCP 47 tag
 * @scenes: (element-type EaselStoryPlannedScene): in the order in which they are told
 *
 * What is to be written. As JSON it is an object with the same members: what a model answers, what
 * a person approves, and what they may edit. Plain (owned) fields. Any thread.
 */
typedef struct
{
  char *title;
  char *language;
  GPtrArray *scenes;
} EaselStoryOutline;

/* An outline without scenes. */
EaselStoryOutline *easel_story_outline_new (const char *title);
void easel_story_outline_add_scene (EaselStoryOutline *outline,
                                    const char *title,
                                    const char *summary,
                                    gboolean illustrated,
                                    const char *picture);
void easel_story_outline_free (EaselStoryOutline *outline);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselStoryOutline, easel_story_outline_free)

/* Whether @language is a BCP 47 tag, or (nullable) there is none: else %EASEL_LIBRARY_ERROR_INVALID
 */
gboolean easel_story_outline_check_language (const char *language, GError **error);

/* (transfer full) (nullable): %EASEL_LIBRARY_ERROR_INVALID with a sentence that names the field,
 * when it is no outline of a story as a person may make it */
EaselStoryOutline *easel_story_outline_from_json (JsonNode *node, GError **error);
/* (transfer full) */
JsonNode *easel_story_outline_to_json (const EaselStoryOutline *outline);

/* (transfer full): what a model must answer: @schema with exactly @n_scenes */
JsonNode *easel_story_outline_narrow_schema (JsonNode *schema, guint n_scenes);

/* Sees to it that exactly @n_illustrations scenes, or all if there are fewer, get one: models do
 * not count well. What is too much goes from the end; what is missing is spread over the others. */
void easel_story_outline_settle (EaselStoryOutline *outline, guint n_illustrations);

/* (transfer full): for a prompt: a line for each scene */
char *easel_story_outline_to_text (const EaselStoryOutline *outline);

G_END_DECLS
