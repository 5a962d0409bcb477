/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-story-params.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselStoryComment:
 *
 * Asks what is to be otherwise about a scene, before it is written or drawn anew. Signal `told`
 * (const char *comment): (nullable): the person went ahead; %NULL when they wrote nothing.
 */
#define EASEL_TYPE_STORY_COMMENT (easel_story_comment_get_type ())
G_DECLARE_FINAL_TYPE (EaselStoryComment, easel_story_comment, EASEL, STORY_COMMENT, AdwAlertDialog)

/* @action: to rewrite or to illustrate; @title: of the scene */
AdwDialog *easel_story_comment_new (EaselStoryAction action, guint number, const char *title);

G_END_DECLS
