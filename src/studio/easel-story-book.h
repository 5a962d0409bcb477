/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-book.h"
#include "easel-library.h"

G_BEGIN_DECLS

/**
 * EaselStoryFormat:
 *
 * What a story can be exported as. Spelled "epub", "pdf", "html", "markdown".
 */
typedef enum
{
  EASEL_STORY_FORMAT_EPUB,
  EASEL_STORY_FORMAT_PDF,
  EASEL_STORY_FORMAT_HTML,
  EASEL_STORY_FORMAT_MARKDOWN,
} EaselStoryFormat;

/* @text: (nullable). %EASEL_STUDIO_ERROR_BAD_PARAMS, with a sentence that lists the formats */
gboolean
easel_story_format_from_string (const char *text, EaselStoryFormat *format, GError **error);
const char *easel_story_format_to_string (EaselStoryFormat format);
/* Of files, without a dot. */
const char *easel_story_format_get_extension (EaselStoryFormat format);

/* Blocking: worker threads only. */

/**
 * easel_story_to_book:
 * @story: a story
 *
 * Makes a book of it, with the pictures that are there; a scene that is not illustrated yet is one
 * without.
 *
 * Returns: (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS when it is no story
 */
EaselBook *easel_story_to_book (EaselLibrary *library, EaselEntity *story, GError **error);

/* Writes the story @id into @file. The error may also be an %EASEL_BOOK_ERROR. */
gboolean easel_story_export (EaselLibrary *library,
                             const char *id,
                             EaselStoryFormat format,
                             GFile *file,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
