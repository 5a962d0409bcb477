/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"
#include "easel-story-outline.h"
#include "easel-story-params.h"

G_BEGIN_DECLS

/* A story is an entity: its name is the title, and its attributes say what it was asked to be
 * (`theme`, `audience`, `prose_style`, `perspective`, `kind`; `character` and `art_style` where
 * they are words) and what it is: `language`, a BCP 47 tag, and `scenes`, a list of objects with
 * `title`, `summary`, `text`, `illustrated`, `picture_prompt` and, once there is one, `picture`, an
 * id. It references its character and its art style where they are entities, and has its
 * illustrations as pictures. What a person made of it may be otherwise: everything here takes it as
 * it is. Pure functions; any thread. */

#define EASEL_STORY_ROLE_CHARACTER "character"
#define EASEL_STORY_ROLE_ART_STYLE "art_style"
#define EASEL_STORY_ROLE_MADE_FROM "made-from"
#define EASEL_STORY_ROLE_ILLUSTRATION "illustration"

/**
 * EaselStoryScene:
 * @title, @summary, @text, @picture_prompt: may be empty
 * @illustrated: whether it has, or is to get, an illustration
 * @picture: (nullable): id of its illustration
 *
 * A scene as it is written. Everything belongs to the story.
 */
typedef struct
{
  const char *title;
  const char *summary;
  const char *text;
  const char *picture_prompt;
  gboolean illustrated;
  const char *picture;
} EaselStoryScene;

/**
 * easel_story_new:
 * @texts: (element-type utf8): of the scenes of @outline
 *
 * Returns: (transfer full): a new story without illustrations, to be added to the library
 */
EaselEntity *easel_story_new (const char *id,
                              const EaselStoryParams *params,
                              const EaselStoryOutline *outline,
                              GPtrArray *texts);

/* Whether it is a story with at least one scene; else %EASEL_STUDIO_ERROR_BAD_PARAMS. */
gboolean easel_story_check (EaselEntity *entity, GError **error);
guint easel_story_get_n_scenes (EaselEntity *story);
/* (nullable): the one it is written in, as a BCP 47 tag */
const char *easel_story_get_language (EaselEntity *story);
/* @number: from 1. @scene: (out). %EASEL_STUDIO_ERROR_BAD_PARAMS when there is no such scene */
gboolean
easel_story_get_scene (EaselEntity *story, guint number, EaselStoryScene *scene, GError **error);

/* (nullable): an id, or words */
const char *easel_story_get_character (EaselEntity *story);
const char *easel_story_get_art_style (EaselEntity *story);

/* (transfer full): what would have made it, as far as it can be told */
EaselStoryParams *easel_story_dup_params (EaselEntity *story);
EaselStoryOutline *easel_story_dup_outline (EaselEntity *story);
/* (transfer full) (element-type utf8): the scenes' */
GPtrArray *easel_story_dup_texts (EaselEntity *story);

/* (transfer full): the attributes with another text, or picture, of the scene @number, which is
 * there */
JsonObject *easel_story_replace_text (EaselEntity *story, guint number, const char *text);
JsonObject *easel_story_replace_picture (EaselEntity *story, guint number, const char *picture);
/* (transfer full) (element-type EaselEntityPicture): the pictures that go with
 * easel_story_replace_picture(): the illustrations first, in the order of their scenes. They are
 * valid as long as the array. */
GPtrArray *easel_story_list_pictures (EaselEntity *story, guint number, const char *picture);

G_END_DECLS
