/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-markup.h"

#include "easel-book-resources.h"
#include "easel-book-text.h"

#define RESOURCES "/io/github/easelapp/Easel/book/"

void
easel_book_markup_append_text (GString *markup, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (markup, escaped);
}

/* What goes the other way than the book says so. */
static const char *
get_direction (EaselBook *book, const char *text)
{
  int direction = easel_book_text_get_direction (text);

  if (direction > 0 && !easel_book_is_rtl (book))
    return " dir=\"rtl\"";
  if (direction < 0 && easel_book_is_rtl (book))
    return " dir=\"ltr\"";
  return "";
}

void
easel_book_markup_append_element (GString *markup,
                                  EaselBook *book,
                                  const char *name,
                                  const char *attributes,
                                  const char *text)
{
  g_string_append_printf (markup, "<%s%s%s%s>", name, attributes != NULL ? " " : "",
                          attributes != NULL ? attributes : "", get_direction (book, text));
  easel_book_markup_append_text (markup, text);
  g_string_append_printf (markup, "</%s>\n", name);
}

static void
append_run (GString *markup, const EaselBookRun *run)
{
  gboolean strong = (run->style & EASEL_BOOK_STYLE_STRONG) != 0;
  gboolean emphasis = (run->style & EASEL_BOOK_STYLE_EMPHASIS) != 0;

  g_string_append (markup, strong ? "<strong>" : "");
  g_string_append (markup, emphasis ? "<em>" : "");
  easel_book_markup_append_text (markup, run->text);
  g_string_append (markup, emphasis ? "</em>" : "");
  g_string_append (markup, strong ? "</strong>" : "");
}

void
easel_book_markup_append_paragraphs (GString *markup, EaselBook *book, GPtrArray *paragraphs)
{
  for (guint i = 0; i < paragraphs->len; i++)
    {
      GPtrArray *paragraph = g_ptr_array_index (paragraphs, i);
      g_autofree char *text = easel_book_text_flatten (paragraph);

      g_string_append_printf (markup, "<p%s>", get_direction (book, text));
      for (guint j = 0; j < paragraph->len; j++)
        append_run (markup, g_ptr_array_index (paragraph, j));
      g_string_append (markup, "</p>\n");
    }
}

void
easel_book_markup_open_figure (GString *markup, const char *alt, const EaselBookPicture *picture)
{
  g_string_append (markup, "<figure><img alt=\"");
  easel_book_markup_append_text (markup, alt);
  g_string_append_printf (markup, "\" width=\"%d\" height=\"%d\" src=\"", picture->width,
                          picture->height);
}

void
easel_book_markup_close_figure (GString *markup)
{
  g_string_append (markup, "\"/></figure>\n");
}

const char *
easel_book_markup_get_style (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (easel_book_resources_get_resource (), path, 0,
                                                     NULL);

  g_assert (bytes != NULL);
  /* Data of a compiled-in resource stays, and ends with a zero. */
  return g_bytes_get_data (bytes, NULL);
}
