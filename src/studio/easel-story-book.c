/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-book.h"

#include "easel-book-epub.h"
#include "easel-book-html.h"
#include "easel-book-markdown.h"
#include "easel-book-pdf.h"
#include "easel-json.h"
#include "easel-story.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* In characters: a theme that is longer is no line below a title. */
#define MAX_SUBTITLE 160

typedef gboolean (*WriteFunc) (EaselBook *book,
                               GFile *file,
                               GCancellable *cancellable,
                               GError **error);

/* By EaselStoryFormat. */
static const struct
{
  const char *name;
  const char *extension;
  WriteFunc write;
} formats[] = {
  { "epub", "epub", easel_book_write_epub },
  { "pdf", "pdf", easel_book_write_pdf },
  { "html", "html", easel_book_write_html },
  { "markdown", "md", easel_book_write_markdown },
};

/* Formats --------------------------------------------------------------------------------- */

gboolean
easel_story_format_from_string (const char *text, EaselStoryFormat *format, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (formats[i].name, text) == 0)
      {
        *format = (EaselStoryFormat) i;
        return TRUE;
      }

  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               _ ("A story cannot be exported as “%s”. It is one of: %s."),
               text != NULL ? text : "", "epub, pdf, html, markdown");
  return FALSE;
}

const char *
easel_story_format_to_string (EaselStoryFormat format)
{
  return formats[format].name;
}

const char *
easel_story_format_get_extension (EaselStoryFormat format)
{
  return formats[format].extension;
}

/* The book -------------------------------------------------------------------------------- */

/* A book while its parts are put together. */
typedef struct
{
  EaselLibrary *library; /* (unowned) */
  EaselEntity *story;    /* (unowned) */
  GPtrArray *paths; /* (owned) (element-type utf8) (nullable elements): of each scene's picture */
  GPtrArray *painters; /* (owned) (element-type utf8): the models that drew, each once */
} Binder;

static void
binder_clear (Binder *binder)
{
  g_ptr_array_unref (binder->paths);
  g_ptr_array_unref (binder->painters);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Binder, binder_clear)

static void
note_painter (Binder *binder, EaselEntity *picture)
{
  const char *model = easel_json_get_string (easel_entity_get_attributes (picture), "model");

  if (model != NULL
      && !g_ptr_array_find_with_equal_func (binder->painters, model, g_str_equal, NULL))
    g_ptr_array_add (binder->painters, g_strdup (model));
}

/* A picture that is gone is not missed by who has the text. */
static void
find_pictures (Binder *binder)
{
  for (guint i = 1; i <= easel_story_get_n_scenes (binder->story); i++)
    {
      EaselStoryScene scene = { 0 };
      g_autoptr (EaselEntity) picture = NULL;
      char *path = NULL;

      if (easel_story_get_scene (binder->story, i, &scene, NULL) && scene.picture != NULL)
        picture = easel_library_get (binder->library, scene.picture, NULL);
      if (picture != NULL)
        path = easel_library_get_picture_path (binder->library, scene.picture, NULL);
      if (path != NULL)
        note_painter (binder, picture);
      g_ptr_array_add (binder->paths, path);
    }
}

/* (transfer full): who made it */
static char *
write_colophon (Binder *binder)
{
  const char *model = easel_entity_get_model (binder->story);
  g_autoptr (GString) text = g_string_new (_ ("Made with Easel."));

  if (model != NULL)
    {
      g_string_append_c (text, ' ');
      /* Translators: %s is a model's name */
      g_string_append_printf (text, _ ("Written by %s."), model);
    }
  if (binder->painters->len > 0)
    {
      g_autofree char *models = NULL;

      g_ptr_array_add (binder->painters, NULL);
      models = g_strjoinv (", ", (char **) binder->painters->pdata);
      g_string_append_c (text, ' ');
      /* Translators: %s is a model's name, or several */
      g_string_append_printf (text, _ ("Illustrated by %s."), models);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* (nullable) */
static const char *
get_subtitle (EaselEntity *story)
{
  const char *theme = easel_json_get_string (easel_entity_get_attributes (story), "theme");

  return theme != NULL && g_utf8_strlen (theme, -1) <= MAX_SUBTITLE ? theme : NULL;
}

/* (nullable): the first there is */
static const char *
find_cover (GPtrArray *paths)
{
  for (guint i = 0; i < paths->len; i++)
    if (g_ptr_array_index (paths, i) != NULL)
      return g_ptr_array_index (paths, i);
  return NULL;
}

static EaselBook *
bind_book (Binder *binder)
{
  guint n_scenes = easel_story_get_n_scenes (binder->story);
  g_autofree EaselBookScene *scenes = g_new0 (EaselBookScene, n_scenes);
  g_autofree char *colophon = NULL;
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc_usec (
      easel_entity_get_updated (binder->story));
  EaselBookParts parts = {
    .id = easel_entity_get_id (binder->story),
    .language = easel_story_get_language (binder->story),
    .title = easel_entity_get_name (binder->story),
    .subtitle = get_subtitle (binder->story),
    .date = date,
    .scenes = scenes,
    .n_scenes = n_scenes,
  };

  find_pictures (binder);
  for (guint i = 0; i < n_scenes; i++)
    {
      EaselStoryScene scene;

      if (!easel_story_get_scene (binder->story, i + 1, &scene, NULL))
        continue;
      scenes[i] = (EaselBookScene) { scene.title, scene.text, g_ptr_array_index (binder->paths, i),
                                     scene.picture_prompt };
    }
  parts.cover = find_cover (binder->paths);
  colophon = write_colophon (binder);
  parts.colophon = colophon;
  return easel_book_new (&parts);
}

EaselBook *
easel_story_to_book (EaselLibrary *library, EaselEntity *story, GError **error)
{
  g_auto (Binder) binder = { .library = library, .story = story };

  binder.paths = g_ptr_array_new_with_free_func (g_free);
  binder.painters = g_ptr_array_new_with_free_func (g_free);
  return easel_story_check (story, error) ? bind_book (&binder) : NULL;
}

gboolean
easel_story_export (EaselLibrary *library,
                    const char *id,
                    EaselStoryFormat format,
                    GFile *file,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (EaselEntity) story = easel_library_get (library, id, error);
  g_autoptr (EaselBook) book = NULL;

  if (story == NULL)
    return FALSE;
  book = easel_story_to_book (library, story, error);
  return book != NULL && formats[format].write (book, file, cancellable, error);
}
