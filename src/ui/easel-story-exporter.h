/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-story-book.h"
#include "easel-studio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselStoryExporter:
 *
 * Asks where a story is to be exported to, and does it. One at a time. Main thread only.
 *
 * Signals: `begun` (const char *name): it writes the file with this name; `done` (GFile *file);
 * `failed` (const char *message): a sentence, %NULL when it was canceled.
 */
#define EASEL_TYPE_STORY_EXPORTER (easel_story_exporter_get_type ())
G_DECLARE_FINAL_TYPE (EaselStoryExporter, easel_story_exporter, EASEL, STORY_EXPORTER, GObject)

EaselStoryExporter *easel_story_exporter_new (EaselStudio *studio);

/* Asks. @parent: (nullable). @story: id. @title: of the story, for the file's name. Does nothing
 * while another is under way. */
void easel_story_exporter_ask (EaselStoryExporter *self,
                               GtkWindow *parent,
                               const char *story,
                               const char *title,
                               EaselStoryFormat format);

/* The same, for somebody who knows where to. */
void easel_story_exporter_export (EaselStoryExporter *self,
                                  const char *story,
                                  EaselStoryFormat format,
                                  GFile *file);

void easel_story_exporter_cancel (EaselStoryExporter *self);

/* (transfer full): what a story's file is called by itself */
char *easel_story_exporter_make_name (const char *title, EaselStoryFormat format);

G_END_DECLS
