/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"
#include "easel-library.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselStoryChapterContent:
 * @number: which scene, from 1
 * @text: see easel_book_text_parse(); may be empty
 * @is_draft: whether the story is not in the library yet
 * @illustrated: whether it has, or is to get, an illustration
 * @alt: (nullable): what can be seen on it
 * @picture: (nullable): id of it
 * @writing, @drawing: (nullable): see #EaselStoryWork
 *
 * Everything belongs to the caller.
 */
typedef struct
{
  guint number;
  const char *title;
  const char *text;
  gboolean is_draft;
  gboolean illustrated;
  const char *alt;
  const char *picture;
  EaselJob *writing;
  EaselJob *drawing;
} EaselStoryChapterContent;

/**
 * EaselStoryChapter:
 *
 * A scene of a story, as it is read: heading, illustration, or what there is to say about it, and
 * text. Its menu activates “story.rewrite” and “story.illustrate”, its picture “story.view” with
 * the number.
 */
#define EASEL_TYPE_STORY_CHAPTER (easel_story_chapter_get_type ())
G_DECLARE_FINAL_TYPE (EaselStoryChapter, easel_story_chapter, EASEL, STORY_CHAPTER, GtkBox)

GtkWidget *easel_story_chapter_new (void);
void easel_story_chapter_show (EaselStoryChapter *self,
                               EaselLibrary *library,
                               const EaselStoryChapterContent *content);

/* (transfer full): Pango markup of a text, see easel_book_text_parse() */
char *easel_story_chapter_make_markup (const char *text);

G_END_DECLS
