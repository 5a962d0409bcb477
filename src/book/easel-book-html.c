/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-html.h"

#include "easel-config.h"

#include "easel-book-markup.h"
#include "easel-output.h"

/* One writing. */
typedef struct
{
  EaselBook *book;
  EaselOutput *output;
  GString *markup; /* what is to be written next */
  GCancellable *cancellable;
} Writing;

static gboolean
flush (Writing *self, GError **error)
{
  gboolean written = easel_output_write (self->output, self->markup->str, self->markup->len, error);

  g_string_truncate (self->markup, 0);
  return written;
}

static gboolean
add_picture (Writing *self, const char *path, const char *scene, const char *alt, GError **error)
{
  g_autoptr (EaselBookPicture) picture = easel_book_picture_load (path, scene, self->cancellable,
                                                                  error);
  g_autofree char *base64 = NULL;
  gsize size;
  const guint8 *data;

  if (picture == NULL)
    return FALSE;

  data = g_bytes_get_data (picture->bytes, &size);
  base64 = g_base64_encode (data, size);
  easel_book_markup_open_figure (self->markup, alt, picture);
  g_string_append_printf (self->markup, "data:%s;base64,", picture->mime_type);
  g_string_append (self->markup, base64);
  easel_book_markup_close_figure (self->markup);
  return flush (self, error);
}

static void
add_head (Writing *self)
{
  EaselBook *book = self->book;
  const char *subtitle = easel_book_get_subtitle (book);
  g_autofree char *date = g_date_time_format (easel_book_get_date (book), "%F");

  g_string_append_printf (self->markup,
                          "<!DOCTYPE html>\n"
                          "<html lang=\"%s\" dir=\"%s\">\n<head>\n"
                          "<meta charset=\"utf-8\"/>\n"
                          "<meta name=\"viewport\" content=\"width=device-width\"/>\n"
                          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                          "'none'; img-src data:; style-src 'unsafe-inline'\"/>\n"
                          "<meta name=\"generator\" content=\"Easel " EASEL_VERSION "\"/>\n"
                          "<meta name=\"dcterms.identifier\" content=\"urn:uuid:%s\"/>\n"
                          "<meta name=\"dcterms.date\" content=\"%s\"/>\n",
                          easel_book_get_language (book), easel_book_is_rtl (book) ? "rtl" : "ltr",
                          easel_book_get_id (book), date);
  if (subtitle != NULL)
    {
      g_string_append (self->markup, "<meta name=\"description\" content=\"");
      easel_book_markup_append_text (self->markup, subtitle);
      g_string_append (self->markup, "\"/>\n");
    }
  easel_book_markup_append_element (self->markup, book, "title", NULL, easel_book_get_title (book));
  g_string_append_printf (self->markup, "<style>\n%s</style>\n</head>\n<body>\n",
                          easel_book_markup_get_style ("html.css"));
}

static void
add_contents (Writing *self)
{
  g_string_append (self->markup, "<nav>\n<ol>\n");
  for (guint i = 0; i < easel_book_get_n_scenes (self->book); i++)
    {
      g_autofree char *link = g_strdup_printf ("href=\"#scene-%u\"", i + 1);

      g_string_append (self->markup, "<li>");
      easel_book_markup_append_element (self->markup, self->book, "a", link,
                                        easel_book_get_scene_title (self->book, i));
      g_string_append (self->markup, "</li>\n");
    }
  g_string_append (self->markup, "</ol>\n</nav>\n");
}

static gboolean
add_front (Writing *self, GError **error)
{
  EaselBook *book = self->book;
  const char *title = easel_book_get_title (book);
  const char *cover = easel_book_get_cover (book);

  g_string_append (self->markup, "<header>\n");
  if (cover != NULL && !add_picture (self, cover, NULL, title, error))
    return FALSE;
  easel_book_markup_append_element (self->markup, book, "h1", NULL, title);
  if (easel_book_get_subtitle (book) != NULL)
    easel_book_markup_append_element (self->markup, book, "p", "class=\"subtitle\"",
                                      easel_book_get_subtitle (book));
  add_contents (self);
  g_string_append (self->markup, "</header>\n<main>\n");
  return TRUE;
}

static gboolean
add_scene (Writing *self, guint scene, GError **error)
{
  const char *title = easel_book_get_scene_title (self->book, scene);
  const char *picture = easel_book_get_scene_picture (self->book, scene);

  g_string_append_printf (self->markup, "<section id=\"scene-%u\">\n", scene + 1);
  easel_book_markup_append_element (self->markup, self->book, "h2", NULL, title);
  if (picture != NULL
      && !add_picture (self, picture, title, easel_book_get_scene_alt (self->book, scene), error))
    return FALSE;
  easel_book_markup_append_paragraphs (self->markup, self->book,
                                       easel_book_get_scene_text (self->book, scene));
  g_string_append (self->markup, "</section>\n");
  return flush (self, error);
}

static gboolean
add_back (Writing *self, GError **error)
{
  GPtrArray *colophon = easel_book_get_colophon (self->book);

  g_string_append (self->markup, "</main>\n");
  if (colophon->len > 0)
    {
      g_string_append (self->markup, "<footer>\n");
      easel_book_markup_append_paragraphs (self->markup, self->book, colophon);
      g_string_append (self->markup, "</footer>\n");
    }
  g_string_append (self->markup, "</body>\n</html>\n");
  return flush (self, error);
}

gboolean
easel_book_write_html (EaselBook *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (EaselOutput) output = easel_output_new (file, error);
  g_autoptr (GString) markup = g_string_new (NULL);
  Writing writing = { self, output, markup, cancellable };

  if (output == NULL)
    return FALSE;
  add_head (&writing);
  if (!add_front (&writing, error))
    return FALSE;
  for (guint i = 0; i < easel_book_get_n_scenes (self); i++)
    if (!add_scene (&writing, i, error))
      return FALSE;
  return add_back (&writing, error) && easel_output_finish (output, cancellable, error);
}
