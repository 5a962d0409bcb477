/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-pdf.h"

#include "easel-config.h"

#include "easel-book-pages.h"
#include "easel-book-text.h"
#include "easel-output.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>

/* In points. */
#define COVER_MAX_HEIGHT 330.0
#define COVER_MIN_HEIGHT 120.0 /* however much is said below it */
/* A page with a picture has room for its beginning, too. */
#define PICTURE_MAX_HEIGHT 312.0
#define PICTURE_MIN_HEIGHT 150.0 /* below a long heading */
#define TITLE_GAP 22.0
#define HEADING_SINK 44.0 /* without a picture */
#define HEADING_GAP 20.0
#define PICTURE_GAP 18.0
/* Where on the title page what is there stands: a little above the middle. */
#define TITLE_CENTER 0.42

static const EaselBookLook title_look = { 25, 31, PANGO_STYLE_NORMAL, 0, TRUE };
static const EaselBookLook subtitle_look = { 10.5, 16, PANGO_STYLE_ITALIC, 0, TRUE };
static const EaselBookLook heading_look = { 17, 23, PANGO_STYLE_NORMAL, 0, TRUE };
static const EaselBookLook first_look = { 10.5, 16, PANGO_STYLE_NORMAL, 0, FALSE };
static const EaselBookLook text_look = { 10.5, 16, PANGO_STYLE_NORMAL, 15, FALSE };
static const EaselBookLook colophon_look = { 8, 12.5, PANGO_STYLE_NORMAL, 0, TRUE };

/* One writing. */
typedef struct
{
  EaselBook *book;
  EaselOutput *output;
  GError *output_error; /* (nullable) */
  cairo_surface_t *surface;
  EaselBookPages *pages;
  GCancellable *cancellable;
} Writing;

/* Cairo is not told that writing failed: it loses memory then. */
static cairo_status_t
on_write (void *closure, const unsigned char *data, unsigned int length)
{
  Writing *self = closure;

  if (self->output_error == NULL)
    easel_output_write (self->output, data, length, &self->output_error);
  return CAIRO_STATUS_SUCCESS;
}

/* Returns: whether everything that was drawn until now is good, and more is wanted */
static gboolean
check (Writing *self, GError **error)
{
  cairo_status_t status = self->pages != NULL ? easel_book_pages_get_status (self->pages)
                                              : cairo_surface_status (self->surface);

  if (self->output_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->output_error));
      return FALSE;
    }
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, EASEL_BOOK_ERROR, EASEL_BOOK_ERROR_FAILED,
                   _ ("The pages could not be drawn: %s."), cairo_status_to_string (status));
      return FALSE;
    }
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
check_font (Writing *self, const char *title, GError **error)
{
  if (!easel_book_pages_lack_font (self->pages))
    return TRUE;
  g_set_error (error, EASEL_BOOK_ERROR, EASEL_BOOK_ERROR_NO_FONT,
               /* TRANSLATORS: the title of a story or of a scene */
               _ ("This computer has no font for the letters of “%s”. Install one, or export to "
                  "another format."),
               title);
  return FALSE;
}

static PangoLayout *
new_line (Writing *self, const char *text, const EaselBookLook *look)
{
  g_autoptr (GPtrArray) paragraph = easel_book_text_new_paragraph (text, EASEL_BOOK_STYLE_PLAIN);

  return easel_book_pages_new_layout (self->pages, paragraph, look);
}

static void
set_metadata (Writing *self)
{
  const char *subtitle = easel_book_get_subtitle (self->book);
  g_autofree char *date = g_date_time_format (easel_book_get_date (self->book),
                                              "%Y-%m-%dT%H:%M:%SZ");

  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_TITLE,
                                  easel_book_get_title (self->book));
  if (subtitle != NULL)
    cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_SUBJECT, subtitle);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATOR,
                                  "Easel " EASEL_VERSION);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
  cairo_pdf_surface_set_metadata (self->surface, CAIRO_PDF_METADATA_MOD_DATE, date);
}

/* @destination: what @title in the outline leads to */
static void
add_to_outline (Writing *self, const char *title, const char *destination)
{
  g_autofree char *link = g_strdup_printf ("dest='%s'", destination);

  cairo_pdf_surface_add_outline (self->surface, CAIRO_PDF_OUTLINE_ROOT, title, link, 0);
}

/* Pages ----------------------------------------------------------------------------------- */

static gboolean
add_title_page (Writing *self, GError **error)
{
  EaselBook *book = self->book;
  const char *cover = easel_book_get_cover (book);
  const char *subtitle = easel_book_get_subtitle (book);
  g_autoptr (EaselBookPicture) picture = NULL;
  g_autoptr (PangoLayout) title = new_line (self, easel_book_get_title (book), &title_look);
  g_autoptr (PangoLayout) below = NULL;
  double height = easel_book_pages_get_layout_height (title);
  double picture_height = 0;

  if (subtitle != NULL)
    {
      below = new_line (self, subtitle, &subtitle_look);
      height += 2 * TITLE_GAP + easel_book_pages_get_layout_height (below);
    }
  if (cover != NULL)
    {
      picture = easel_book_picture_load (cover, NULL, self->cancellable, error);
      if (picture == NULL)
        return FALSE;
      height += TITLE_GAP;
      picture_height = easel_book_pages_get_picture_height (
          picture, CLAMP (easel_book_pages_get_room (self->pages) - height, COVER_MIN_HEIGHT,
                          COVER_MAX_HEIGHT));
      height += picture_height;
    }

  easel_book_pages_add_space (
      self->pages, MAX (0, TITLE_CENTER * (easel_book_pages_get_room (self->pages) - height)));
  if (picture != NULL)
    {
      easel_book_pages_add_picture (self->pages, picture, picture_height);
      easel_book_pages_add_space (self->pages, TITLE_GAP);
    }
  easel_book_pages_add_layout (self->pages, title, "H1", "title");
  if (below != NULL)
    {
      easel_book_pages_add_space (self->pages, TITLE_GAP);
      easel_book_pages_add_rule (self->pages);
      easel_book_pages_add_space (self->pages, TITLE_GAP);
      easel_book_pages_add_layout (self->pages, below, "P", NULL);
    }
  add_to_outline (self, easel_book_get_title (book), "title");
  return check_font (self, easel_book_get_title (book), error) && check (self, error);
}

static gboolean
add_picture (Writing *self, guint scene, GError **error)
{
  g_autoptr (EaselBookPicture) picture = easel_book_picture_load (
      easel_book_get_scene_picture (self->book, scene),
      easel_book_get_scene_title (self->book, scene), self->cancellable, error);

  if (picture == NULL)
    return FALSE;
  easel_book_pages_add_picture (
      self->pages, picture,
      CLAMP (easel_book_pages_get_room (self->pages), PICTURE_MIN_HEIGHT, PICTURE_MAX_HEIGHT));
  easel_book_pages_add_space (self->pages, PICTURE_GAP);
  return TRUE;
}

static gboolean
add_scene (Writing *self, guint scene, GError **error)
{
  const char *title = easel_book_get_scene_title (self->book, scene);
  GPtrArray *text = easel_book_get_scene_text (self->book, scene);
  gboolean has_picture = easel_book_get_scene_picture (self->book, scene) != NULL;
  g_autofree char *destination = g_strdup_printf ("scene-%u", scene + 1);
  g_autoptr (PangoLayout) heading = new_line (self, title, &heading_look);

  easel_book_pages_turn (self->pages, scene > 0);
  easel_book_pages_open (self->pages, "Sect");
  easel_book_pages_add_space (self->pages, has_picture ? 0 : HEADING_SINK);
  easel_book_pages_add_layout (self->pages, heading, "H2", destination);
  easel_book_pages_add_space (self->pages, HEADING_GAP);
  if (has_picture && !add_picture (self, scene, error))
    return FALSE;
  for (guint i = 0; i < text->len; i++)
    {
      g_autoptr (PangoLayout) paragraph = easel_book_pages_new_layout (
          self->pages, g_ptr_array_index (text, i), i == 0 ? &first_look : &text_look);

      easel_book_pages_add_layout (self->pages, paragraph, "P", NULL);
      if (!check (self, error))
        return FALSE;
    }
  easel_book_pages_close (self->pages, "Sect");
  add_to_outline (self, title, destination);
  return check_font (self, title, error) && check (self, error);
}

/* At the foot of the last page. */
static gboolean
add_colophon (Writing *self, GError **error)
{
  GPtrArray *colophon = easel_book_get_colophon (self->book);
  g_autoptr (GPtrArray) layouts = g_ptr_array_new_with_free_func (g_object_unref);
  double height = 0;

  easel_book_pages_turn (self->pages, TRUE);
  for (guint i = 0; i < colophon->len; i++)
    {
      PangoLayout *layout = easel_book_pages_new_layout (
          self->pages, g_ptr_array_index (colophon, i), &colophon_look);

      g_ptr_array_add (layouts, layout);
      height += easel_book_pages_get_layout_height (layout);
    }

  easel_book_pages_add_space (self->pages,
                              MAX (0, easel_book_pages_get_room (self->pages) - height));
  for (guint i = 0; i < layouts->len; i++)
    easel_book_pages_add_layout (self->pages, g_ptr_array_index (layouts, i), "P", NULL);
  return check (self, error);
}

static gboolean
add_all (Writing *self, GError **error)
{
  gboolean has_colophon = easel_book_get_colophon (self->book)->len > 0;

  set_metadata (self);
  easel_book_pages_open (self->pages, "Document");
  if (!add_title_page (self, error))
    return FALSE;
  for (guint i = 0; i < easel_book_get_n_scenes (self->book); i++)
    if (!add_scene (self, i, error))
      return FALSE;
  if (has_colophon && !add_colophon (self, error))
    return FALSE;
  /* Before the page ends: a document that ends after it would have one more. */
  easel_book_pages_close (self->pages, "Document");
  easel_book_pages_turn (self->pages, !has_colophon);
  return check (self, error);
}

gboolean
easel_book_write_pdf (EaselBook *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (EaselOutput) output = easel_output_new (file, error);
  Writing writing = { self, output, NULL, NULL, NULL, cancellable };
  gboolean written;

  if (output == NULL)
    return FALSE;

  writing.surface = cairo_pdf_surface_create_for_stream (on_write, &writing, EASEL_BOOK_PAGE_WIDTH,
                                                         EASEL_BOOK_PAGE_HEIGHT);
  writing.pages = easel_book_pages_new (writing.surface, easel_book_get_language (self),
                                        easel_book_is_rtl (self));
  written = add_all (&writing, error);
  g_clear_pointer (&writing.pages, easel_book_pages_free);
  cairo_surface_finish (writing.surface);
  written = written && check (&writing, error) && easel_output_finish (output, cancellable, error);
  cairo_surface_destroy (writing.surface);
  g_clear_error (&writing.output_error);
  return written;
}
