/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EASEL_STORY_MIN_SCENES 3
#define EASEL_STORY_MAX_SCENES 10
#define EASEL_STORY_MAX_ILLUSTRATIONS 10
#define EASEL_STORY_DEFAULT_SCENES 5
#define EASEL_STORY_DEFAULT_ILLUSTRATIONS 3

/**
 * EaselStoryAction:
 * @EASEL_STORY_WRITE: a whole new story
 * @EASEL_STORY_REWRITE: the text of one scene of one that is there
 * @EASEL_STORY_ILLUSTRATE: the illustration of one scene of one that is there
 *
 * Spelled "write", "rewrite", "illustrate".
 */
typedef enum
{
  EASEL_STORY_WRITE,
  EASEL_STORY_REWRITE,
  EASEL_STORY_ILLUSTRATE,
} EaselStoryAction;

/**
 * EaselStoryChoice:
 * @name: as on disk
 * @title: not translated yet
 *
 * One of the things there are to choose from.
 */
typedef struct
{
  const char *name;
  const char *title;
} EaselStoryChoice;

/**
 * EaselStoryParams:
 * @character: id of a character in the library, or words
 * @theme: what it is about
 * @audience, @prose_style: (nullable): words
 * @perspective: one of easel_story_params_get_perspectives()
 * @kind: one of easel_story_params_get_kinds()
 * @art_style: (nullable): id of an art style in the library, or words
 * @scenes: %EASEL_STORY_MIN_SCENES to %EASEL_STORY_MAX_SCENES
 * @illustrations: how many of the scenes get one, 0 to %EASEL_STORY_MAX_ILLUSTRATIONS
 * @stop_after_plan: whether the outline is to be approved before anything is written
 * @story: id of the story; not for a new one, as what follows
 * @scene: which, from 1
 * @comment: (nullable): what is to be otherwise
 *
 * What a "story" or an "illustrate" job is about; on disk as JSON. Plain (owned) fields. Any
 * thread.
 */
typedef struct
{
  EaselStoryAction action;

  char *character;
  char *theme;
  char *audience;
  char *prose_style;
  char *perspective;
  char *kind;
  char *art_style;
  guint scenes;
  guint illustrations;
  gboolean stop_after_plan;

  char *story;
  guint scene;
  char *comment;
} EaselStoryParams;

/* A new story, with what may be left out as it then is. */
EaselStoryParams *easel_story_params_new (void);
EaselStoryParams *easel_story_params_new_for_scene (EaselStoryAction action,
                                                    const char *story,
                                                    guint scene,
                                                    const char *comment);
EaselStoryParams *easel_story_params_copy (const EaselStoryParams *params);
void easel_story_params_free (EaselStoryParams *params);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselStoryParams, easel_story_params_free)

/* Takes the parameter @name of an a{sv} that was submitted: a text, a number (u), or a boolean,
 * named as the fields. %EASEL_STUDIO_ERROR_BAD_PARAMS when there is none such. */
gboolean easel_story_params_take (EaselStoryParams *params,
                                  const char *name,
                                  GVariant *value,
                                  GError **error);

/* Whether it can be done, as far as can be told without looking into the library; else
 * %EASEL_STUDIO_ERROR_BAD_PARAMS, with a sentence that says what is wrong. */
gboolean easel_story_params_check (const EaselStoryParams *params, GError **error);

/* (transfer full): JSON text */
char *easel_story_params_to_json (const EaselStoryParams *params);
/* (transfer full) (nullable): checked; %EASEL_STUDIO_ERROR_BAD_PARAMS */
EaselStoryParams *easel_story_params_from_json (const char *text, GError **error);

/* (transfer none): to choose from, the usual one first */
const EaselStoryChoice *easel_story_params_get_kinds (guint *n_kinds);
const EaselStoryChoice *easel_story_params_get_perspectives (guint *n_perspectives);

G_END_DECLS
