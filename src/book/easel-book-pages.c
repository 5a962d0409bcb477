/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-pages.h"

#include "easel-book-text.h"

#include <pango/pangocairo.h>

/* In points. */
#define MARGIN_SIDE 54.0
#define MARGIN_TOP 54.0
#define MARGIN_BOTTOM 68.0
#define NUMBER_BASELINE 38.0 /* above the lower edge */
#define NUMBER_SIZE 8.5
#define RULE_WIDTH 42.0
#define FAINT 0.45

#define CONTENT_WIDTH (EASEL_BOOK_PAGE_WIDTH - 2 * MARGIN_SIDE)
#define CONTENT_END (EASEL_BOOK_PAGE_HEIGHT - MARGIN_BOTTOM)

/* Faces made for books, where they are installed; else what this computer has for them. */
#define FAMILIES "Literata, EB Garamond, Libertinus Serif, Source Serif 4, Noto Serif, Serif"

/* Of a paragraph, on either side of a page break. */
#define MIN_LINES 2
/* A pixel is not enlarged to more than a point. */
#define MAX_SCALE 1.0
/* Of a text whose letters have no font for more than one in so many, little can be read. */
#define MIN_READABLE 10

struct _EaselBookPages
{
  cairo_t *cr;           /* (owned) */
  PangoContext *context; /* (owned) */
  gboolean is_rtl;
  double y; /* where the next thing goes */
  guint number;
  int n_letters;
  int n_unknown;
};

/* One line of a layout. */
typedef struct
{
  PangoLayoutLine *line; /* (owned) */
  double x;
  double top;
  double bottom;
  double baseline;
} Line;

static void
line_clear (gpointer data)
{
  Line *line = data;

  pango_layout_line_unref (line->line);
}

EaselBookPages *
easel_book_pages_new (cairo_surface_t *surface, const char *language, gboolean is_rtl)
{
  EaselBookPages *self = g_new0 (EaselBookPages, 1);
  /* A map of its own: the shared one belongs to a thread. */
  g_autoptr (PangoFontMap) fonts = pango_cairo_font_map_new ();
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (fonts), 72);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);

  self->cr = cairo_create (surface);
  self->context = pango_font_map_create_context (fonts);
  self->is_rtl = is_rtl;
  self->y = MARGIN_TOP;
  self->number = 1;
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_language (self->context, pango_language_from_string (language));
  pango_context_set_base_dir (self->context, is_rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  cairo_font_options_destroy (options);
  return self;
}

void
easel_book_pages_free (EaselBookPages *self)
{
  cairo_destroy (self->cr);
  g_object_unref (self->context);
  g_free (self);
}

/* Words ----------------------------------------------------------------------------------- */

static void
add_attribute (PangoAttrList *attributes, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

/* Emphasis is upright where the words around it are not. A space before a word in another style
 * belongs to it: Pango leaves one that ends a line at the end of a style standing there, and the
 * line falls short of the edge. */
static PangoAttrList *
new_attributes (GPtrArray *paragraph, const char *text, const EaselBookLook *look)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoStyle emphasis = look->style == PANGO_STYLE_NORMAL ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL;
  gsize end = 0;

  pango_attr_list_insert (
      attributes, pango_attr_line_height_new_absolute ((int) (look->leading * PANGO_SCALE)));
  for (guint i = 0; i < paragraph->len; i++)
    {
      const EaselBookRun *run = g_ptr_array_index (paragraph, i);
      gsize start = end > 0 && text[end - 1] == ' ' ? end - 1 : end;

      end += strlen (run->text);
      if ((run->style & EASEL_BOOK_STYLE_EMPHASIS) != 0)
        add_attribute (attributes, pango_attr_style_new (emphasis), start, end);
      if ((run->style & EASEL_BOOK_STYLE_STRONG) != 0)
        add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
    }
  return attributes;
}

/* Makes lines as short as they can be without becoming more. */
static void
balance (PangoLayout *layout)
{
  int n_lines = pango_layout_get_line_count (layout);
  int width = pango_layout_get_width (layout);

  for (int percent = 99; percent >= 40; percent--)
    {
      pango_layout_set_width (layout, width / 100 * percent);
      if (pango_layout_get_line_count (layout) > n_lines)
        {
          pango_layout_set_width (layout, width / 100 * (percent + 1));
          break;
        }
    }
}

PangoLayout *
easel_book_pages_new_layout (EaselBookPages *self, GPtrArray *paragraph, const EaselBookLook *look)
{
  PangoLayout *layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);
  g_autofree char *text = easel_book_text_flatten (paragraph);
  PangoAttrList *attributes = new_attributes (paragraph, text, look);
  PangoAlignment start = self->is_rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;

  pango_font_description_set_size (font, (int) (look->size * PANGO_SCALE));
  pango_font_description_set_style (font, look->style);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, (int) (CONTENT_WIDTH * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_indent (layout, (int) (look->indent * PANGO_SCALE));
  /* With the direction of the book this means the other edge for what goes the other way. */
  pango_layout_set_alignment (layout, look->is_centered ? PANGO_ALIGN_CENTER : start);
  pango_layout_set_justify (layout, !look->is_centered);
  pango_layout_set_text (layout, text, -1);
  if (look->is_centered)
    balance (layout);
  pango_attr_list_unref (attributes);
  pango_font_description_free (font);

  self->n_letters += pango_layout_get_character_count (layout);
  self->n_unknown += pango_layout_get_unknown_glyphs_count (layout);
  return layout;
}

double
easel_book_pages_get_layout_height (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

/* (transfer full) (element-type Line) */
static GArray *
get_lines (PangoLayout *layout)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (Line));
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  g_array_set_clear_func (lines, line_clear);
  do
    {
      PangoRectangle logical;
      Line line = { pango_layout_line_ref (pango_layout_iter_get_line_readonly (iter)), 0, 0, 0,
                    0 };

      pango_layout_iter_get_line_extents (iter, NULL, &logical);
      line.x = (double) logical.x / PANGO_SCALE;
      line.top = (double) logical.y / PANGO_SCALE;
      line.bottom = (double) (logical.y + logical.height) / PANGO_SCALE;
      line.baseline = (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE;
      g_array_append_val (lines, line);
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
  return lines;
}

/* How many of @lines from @start on go on this page. */
static guint
count_fitting (EaselBookPages *self, GArray *lines, guint start)
{
  double top = g_array_index (lines, Line, start).top;
  guint n_left = lines->len - start;
  guint n = 0;

  while (n < n_left
         && g_array_index (lines, Line, start + n).bottom - top
                <= easel_book_pages_get_room (self) + 0.01)
    n++;

  if (n < n_left && n_left - n < MIN_LINES)
    n = n_left > MIN_LINES ? n_left - MIN_LINES : 0;
  if (n < n_left && n < MIN_LINES && start == 0)
    n = 0;
  /* On an empty page there is no better place to wait for. */
  return n == 0 && self->y <= MARGIN_TOP ? MIN (n_left, 1) : n;
}

void
easel_book_pages_add_layout (EaselBookPages *self,
                             PangoLayout *layout,
                             const char *tag,
                             const char *destination)
{
  g_autoptr (GArray) lines = get_lines (layout);
  double left = (EASEL_BOOK_PAGE_WIDTH - (double) pango_layout_get_width (layout) / PANGO_SCALE)
                / 2;
  guint start = 0;

  while (start < lines->len)
    {
      guint n = count_fitting (self, lines, start);
      double top = g_array_index (lines, Line, start).top;

      if (n > 0)
        cairo_tag_begin (self->cr, tag, NULL);
      if (n > 0 && start == 0 && destination != NULL)
        {
          g_autofree char *place = g_strdup_printf ("name='%s' x=0 y=0", destination);

          cairo_tag_begin (self->cr, CAIRO_TAG_DEST, place);
          cairo_tag_end (self->cr, CAIRO_TAG_DEST);
        }
      for (guint i = start; i < start + n; i++)
        {
          const Line *line = &g_array_index (lines, Line, i);

          cairo_move_to (self->cr, left + line->x, self->y + line->baseline - top);
          pango_cairo_show_layout_line (self->cr, line->line);
        }
      if (n > 0)
        {
          cairo_tag_end (self->cr, tag);
          self->y += g_array_index (lines, Line, start + n - 1).bottom - top;
        }
      start += n;
      if (start < lines->len)
        easel_book_pages_turn (self, TRUE);
    }
}

cairo_status_t
easel_book_pages_get_status (EaselBookPages *self)
{
  return cairo_status (self->cr);
}

gboolean
easel_book_pages_lack_font (EaselBookPages *self)
{
  gboolean lack = self->n_unknown * MIN_READABLE > self->n_letters;

  self->n_letters = self->n_unknown = 0;
  return lack;
}

/* Pictures -------------------------------------------------------------------------------- */

static cairo_status_t
read_png (void *closure, unsigned char *data, unsigned int length)
{
  GInputStream *stream = closure;
  gsize n = 0;

  return g_input_stream_read_all (stream, data, length, &n, NULL, NULL) && n == length
             ? CAIRO_STATUS_SUCCESS
             : CAIRO_STATUS_READ_ERROR;
}

/* A JPEG goes into the file as it is; its pixels are not needed. */
static cairo_surface_t *
new_surface (const EaselBookPicture *picture)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (picture->bytes, &size);

  if (g_str_equal (picture->mime_type, "image/jpeg"))
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, picture->width,
                                                             picture->height);

      cairo_surface_set_mime_data (surface, CAIRO_MIME_TYPE_JPEG, data, size,
                                   (cairo_destroy_func_t) g_bytes_unref,
                                   g_bytes_ref (picture->bytes));
      return surface;
    }
  else
    {
      g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (picture->bytes);

      return cairo_image_surface_create_from_png_stream (read_png, stream);
    }
}

static double
get_scale (const EaselBookPicture *picture, double max_height)
{
  return MIN (MAX_SCALE, MIN (CONTENT_WIDTH / picture->width, max_height / picture->height));
}

double
easel_book_pages_get_picture_height (const EaselBookPicture *picture, double max_height)
{
  return get_scale (picture, max_height) * picture->height;
}

void
easel_book_pages_add_picture (EaselBookPages *self,
                              const EaselBookPicture *picture,
                              double max_height)
{
  double scale = get_scale (picture, MIN (max_height, CONTENT_END - MARGIN_TOP));
  double height = scale * picture->height;
  cairo_surface_t *surface = new_surface (picture);

  if (height > easel_book_pages_get_room (self) + 0.01)
    easel_book_pages_turn (self, TRUE);

  cairo_save (self->cr);
  cairo_tag_begin (self->cr, "Figure", NULL);
  cairo_translate (self->cr, (EASEL_BOOK_PAGE_WIDTH - scale * picture->width) / 2, self->y);
  cairo_scale (self->cr, scale, scale);
  cairo_set_source_surface (self->cr, surface, 0, 0);
  cairo_paint (self->cr);
  cairo_tag_end (self->cr, "Figure");
  cairo_restore (self->cr);
  cairo_surface_destroy (surface);
  self->y += height;
}

/* Pages ----------------------------------------------------------------------------------- */

double
easel_book_pages_get_room (EaselBookPages *self)
{
  return CONTENT_END - self->y;
}

void
easel_book_pages_add_space (EaselBookPages *self, double height)
{
  self->y += height;
}

void
easel_book_pages_add_rule (EaselBookPages *self)
{
  cairo_save (self->cr);
  cairo_set_source_rgb (self->cr, FAINT, FAINT, FAINT);
  cairo_set_line_width (self->cr, 0.5);
  cairo_move_to (self->cr, (EASEL_BOOK_PAGE_WIDTH - RULE_WIDTH) / 2, self->y);
  cairo_rel_line_to (self->cr, RULE_WIDTH, 0);
  cairo_tag_begin (self->cr, "Artifact", NULL);
  cairo_stroke (self->cr);
  cairo_tag_end (self->cr, "Artifact");
  cairo_restore (self->cr);
}

void
easel_book_pages_open (EaselBookPages *self, const char *tag)
{
  cairo_tag_begin (self->cr, tag, NULL);
}

void
easel_book_pages_close (EaselBookPages *self, const char *tag)
{
  cairo_tag_end (self->cr, tag);
}

static void
draw_number (EaselBookPages *self)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (self->context);
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);
  g_autofree char *number = g_strdup_printf ("%u", self->number);
  PangoRectangle logical;

  pango_font_description_set_size (font, (int) (NUMBER_SIZE * PANGO_SCALE));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, number, -1);
  pango_layout_get_extents (layout, NULL, &logical);
  pango_font_description_free (font);

  cairo_save (self->cr);
  cairo_set_source_rgb (self->cr, FAINT, FAINT, FAINT);
  cairo_move_to (self->cr, (EASEL_BOOK_PAGE_WIDTH - (double) logical.width / PANGO_SCALE) / 2,
                 EASEL_BOOK_PAGE_HEIGHT - NUMBER_BASELINE);
  cairo_tag_begin (self->cr, "Artifact", NULL);
  pango_cairo_show_layout_line (self->cr, pango_layout_get_line_readonly (layout, 0));
  cairo_tag_end (self->cr, "Artifact");
  cairo_restore (self->cr);
}

void
easel_book_pages_turn (EaselBookPages *self, gboolean numbered)
{
  if (numbered)
    draw_number (self);
  cairo_show_page (self->cr);
  self->y = MARGIN_TOP;
  self->number++;
}
