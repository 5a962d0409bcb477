/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-demo-painter.h"

#include "easel-demo-badge.h"
#include "easel-demo-colors.h"

#include <cairo.h>
#include <math.h>
#include <string.h>

#define LONGER_EDGE 768
#define N_COLORS 5
#define N_HILLS 4
#define MAX_PLANTS 16

typedef struct
{
  double r;
  double g;
  double b;
} Color;

typedef enum
{
  PLANT_ROUND,
  PLANT_FIR,
  PLANT_POPLAR,
  N_PLANTS,
} PlantKind;

/* Grown from one word of the prompt. Lengths are parts of the picture's shorter edge. */
typedef struct
{
  PlantKind kind;
  guint hill;
  double x; /* part of the width */
  double height;
} Plant;

/* A line of hills: two waves, one upon the other. */
typedef struct
{
  double top; /* part of the height */
  double swing;
  double waves;
  double phase;
} Hill;

struct _EaselDemoPainter
{
  int width;
  int height;
  guint64 state;          /* of the dice */
  Color colors[N_COLORS]; /* from light to dark */
  Hill hills[N_HILLS];    /* from far to near */
  Plant plants[MAX_PLANTS];
  guint n_plants;
  double sun_x;
  double sun_y;
  double sun_size;
  Color sun_color;
};

/* For when nothing is said about colours. */
static const guint8 schemes[][N_COLORS][3] = {
  { { 250, 226, 190 }, { 240, 150, 110 }, { 176, 92, 120 }, { 92, 70, 132 }, { 36, 40, 82 } },
  { { 238, 236, 206 }, { 186, 204, 150 }, { 236, 182, 92 }, { 84, 130, 88 }, { 30, 72, 62 } },
  { { 242, 232, 214 }, { 156, 208, 212 }, { 238, 124, 98 }, { 42, 126, 140 }, { 20, 58, 92 } },
  { { 250, 232, 234 }, { 230, 168, 190 }, { 172, 112, 168 }, { 108, 84, 150 }, { 52, 48, 96 } },
  { { 248, 240, 216 }, { 226, 190, 130 }, { 202, 116, 76 }, { 134, 74, 62 }, { 62, 48, 58 } },
};

/* Dice */

static guint64
mix (guint64 state)
{
  /* SplitMix64: neighbours end far apart. */
  state = (state ^ (state >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  state = (state ^ (state >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return state ^ (state >> 31);
}

static guint
roll (EaselDemoPainter *self, guint n)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (guint) (mix (self->state) % n);
}

static double
roll_between (EaselDemoPainter *self, double from, double to)
{
  return from + (to - from) * roll (self, 10001) / 10000;
}

static guint64
hash_text (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (const char *p = text; *p != '\0'; p++)
    hash = (hash ^ (guint8) *p) * G_GUINT64_CONSTANT (0x100000001b3);
  return mix (hash);
}

/* Colours */

static Color
blend (Color one, Color other, double share)
{
  return (Color) { one.r + (other.r - one.r) * share, one.g + (other.g - one.g) * share,
                   one.b + (other.b - one.b) * share };
}

static double
lightness (const Color *color)
{
  return 0.2126 * color->r + 0.7152 * color->g + 0.0722 * color->b;
}

static double
vividness (const Color *color)
{
  return MAX (MAX (color->r, color->g), color->b) - MIN (MIN (color->r, color->g), color->b);
}

static Color
make_color (guint8 r, guint8 g, guint8 b)
{
  return (Color) { r / 255.0, g / 255.0, b / 255.0 };
}

static int
compare_lightness (gconstpointer a, gconstpointer b)
{
  double difference = lightness (b) - lightness (a);

  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

/* Adds colours by name until there are enough. Returns: how many there are now. */
static guint
add_colors (EaselDemoPainter *self, guint n, const EaselDemoColor **named, guint n_named)
{
  for (guint i = 0; i < n_named && n < N_COLORS; i++)
    self->colors[n++] = make_color (named[i]->r, named[i]->g, named[i]->b);
  return n;
}

/* First what the words say, then what the pictures have, then what goes well together. */
static void
choose_colors (EaselDemoPainter *self, const char *prompt, EaselDemoMeasure *pictures, guint n)
{
  const EaselDemoColor *named[N_COLORS];
  guint n_colors = add_colors (self, 0, named,
                               easel_demo_colors_find_in_text (prompt, named, N_COLORS));
  guint scheme = roll (self, G_N_ELEMENTS (schemes));

  for (guint rank = 0; rank < EASEL_DEMO_N_COLORS; rank++)
    for (guint i = 0; i < n; i++)
      if (pictures[i].colors[rank] != NULL)
        {
          named[0] = easel_demo_colors_find (pictures[i].colors[rank]);
          n_colors = add_colors (self, n_colors, named, 1);
        }

  /* A lone colour gets lighter and darker company of its own. */
  for (guint i = n_colors; i < N_COLORS; i++)
    {
      Color company = make_color (schemes[scheme][i][0], schemes[scheme][i][1],
                                  schemes[scheme][i][2]);

      self->colors[i] = n_colors > 0 ? blend (company, self->colors[i % n_colors], 0.55) : company;
    }
  qsort (self->colors, N_COLORS, sizeof (Color), compare_lightness);
}

/* A sun that shines: of all colours the one that stands out most from the sky's, and paler
 * when it is dark or does not stand out enough. */
static void
choose_sun_color (EaselDemoPainter *self)
{
  const Color white = { 1, 1, 1 };
  Color sky = blend (self->colors[1], self->colors[0], 0.5);
  double best = 0;

  for (guint i = 0; i < N_COLORS; i++)
    {
      const Color *color = &self->colors[i];
      double contrast = fabs (color->r - sky.r) + fabs (color->g - sky.g) + fabs (color->b - sky.b);
      double score = MIN (contrast, 0.8) * (0.3 + vividness (color)) * lightness (color);

      if (score > best)
        {
          best = score;
          self->sun_color = contrast < 0.4 || lightness (color) < 0.3 ? blend (*color, white, 0.6)
                                                                      : *color;
        }
    }
}

/* Composing */

static void
choose_hills (EaselDemoPainter *self)
{
  for (guint i = 0; i < N_HILLS; i++)
    self->hills[i] = (Hill) {
      .top = 0.46 + 0.14 * i + roll_between (self, -0.03, 0.03),
      .swing = roll_between (self, 0.03, 0.07),
      .waves = roll_between (self, 0.7, 1.7),
      .phase = roll_between (self, 0, 2 * G_PI),
    };

  self->sun_x = roll_between (self, 0.2, 0.8);
  self->sun_y = roll_between (self, 0.16, 0.36);
  self->sun_size = roll_between (self, 0.09, 0.15);
}

static void
grow_plants (EaselDemoPainter *self, const char *prompt)
{
  g_auto (GStrv) words = g_str_tokenize_and_fold (prompt, NULL, NULL);
  guint64 state = self->state;

  for (guint i = 0; words[i] != NULL && self->n_plants < MAX_PLANTS; i++)
    {
      gsize length = strlen (words[i]);
      Plant *plant = &self->plants[self->n_plants];

      /* Articles and such leave no trace. */
      if (length < 3)
        continue;
      self->state = state ^ hash_text (words[i]);
      plant->kind = (PlantKind) roll (self, N_PLANTS);
      plant->hill = 1 + roll (self, N_HILLS - 1);
      plant->x = roll_between (self, 0.04, 0.96);
      plant->height = (0.06 + 0.006 * MIN (length, 12)) * (0.55 + 0.3 * plant->hill);
      self->n_plants++;
    }
}

/* Drawing */

static void
set_color (cairo_t *cr, Color color, double alpha)
{
  cairo_set_source_rgba (cr, color.r, color.g, color.b, alpha);
}

static double
unit (EaselDemoPainter *self)
{
  return MIN (self->width, self->height);
}

static void
draw_sky (EaselDemoPainter *self, cairo_t *cr)
{
  const Color white = { 1, 1, 1 };
  Color horizon = blend (self->colors[0], white, 0.35);
  Color top = blend (self->colors[1], self->colors[0], 0.25);
  cairo_pattern_t *sky = cairo_pattern_create_linear (0, 0, 0, self->height * 0.62);

  cairo_pattern_add_color_stop_rgb (sky, 0, top.r, top.g, top.b);
  cairo_pattern_add_color_stop_rgb (sky, 1, horizon.r, horizon.g, horizon.b);
  cairo_set_source (cr, sky);
  cairo_paint (cr);
  cairo_pattern_destroy (sky);
}

static void
draw_sun (EaselDemoPainter *self, cairo_t *cr)
{
  double x = self->sun_x * self->width;
  double y = self->sun_y * self->height;
  double size = self->sun_size * unit (self);
  Color color = self->sun_color;

  for (int ring = 3; ring >= 0; ring--)
    {
      cairo_arc (cr, x, y, size * (1 + 0.45 * ring), 0, 2 * G_PI);
      set_color (cr, color, ring > 0 ? 0.1 : 1);
      cairo_fill (cr);
    }
}

static double
ridge_at (EaselDemoPainter *self, const Hill *hill, double x)
{
  double angle = 2 * G_PI * hill->waves * x + hill->phase;

  return self->height * (hill->top + hill->swing * (sin (angle) + 0.35 * sin (2.3 * angle)));
}

static Color
hill_color (EaselDemoPainter *self, guint hill)
{
  Color color = self->colors[hill + 1];

  /* What is far away takes on the colour of the air. */
  return blend (color, self->colors[0], 0.3 * (N_HILLS - 1 - hill) / (N_HILLS - 1));
}

static void
draw_hill (EaselDemoPainter *self, cairo_t *cr, guint number)
{
  const Hill *hill = &self->hills[number];
  Color color = hill_color (self, number);
  Color foot = blend (color, self->colors[0], 0.22);
  cairo_pattern_t *slope = cairo_pattern_create_linear (0, self->height * (hill->top - hill->swing),
                                                        0, self->height * (hill->top + 0.4));

  cairo_pattern_add_color_stop_rgb (slope, 0, color.r, color.g, color.b);
  cairo_pattern_add_color_stop_rgb (slope, 1, foot.r, foot.g, foot.b);
  cairo_move_to (cr, 0, self->height);
  for (int x = 0; x <= self->width; x += 4)
    cairo_line_to (cr, x, ridge_at (self, hill, (double) x / self->width));
  cairo_line_to (cr, self->width, ridge_at (self, hill, 1));
  cairo_line_to (cr, self->width, self->height);
  cairo_close_path (cr);
  cairo_set_source (cr, slope);
  cairo_fill (cr);
  cairo_pattern_destroy (slope);
}

static void
trace_crown (cairo_t *cr, PlantKind kind, double x, double y, double height)
{
  switch (kind)
    {
    case PLANT_FIR:
      for (guint i = 0; i < 3; i++)
        {
          double foot = y - height * (0.14 + 0.24 * i);
          double half = height * (0.26 - 0.055 * i);

          cairo_move_to (cr, x - half, foot);
          cairo_line_to (cr, x, foot - height * 0.38);
          cairo_line_to (cr, x + half, foot);
          cairo_close_path (cr);
        }
      break;
    case PLANT_POPLAR:
      cairo_move_to (cr, x, y - height);
      cairo_curve_to (cr, x + height * 0.24, y - height * 0.6, x + height * 0.17, y - height * 0.12,
                      x, y - height * 0.12);
      cairo_curve_to (cr, x - height * 0.17, y - height * 0.12, x - height * 0.24, y - height * 0.6,
                      x, y - height);
      break;
    case PLANT_ROUND:
    case N_PLANTS:
    default:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y - height * 0.66, height * 0.32, 0, 2 * G_PI);
      cairo_new_sub_path (cr);
      cairo_arc (cr, x - height * 0.2, y - height * 0.48, height * 0.2, 0, 2 * G_PI);
      cairo_new_sub_path (cr);
      cairo_arc (cr, x + height * 0.2, y - height * 0.5, height * 0.22, 0, 2 * G_PI);
      break;
    }
}

static void
draw_plant (EaselDemoPainter *self, cairo_t *cr, const Plant *plant, guint number)
{
  const Color black = { 0, 0, 0 };
  Color hill = hill_color (self, plant->hill);
  Color color = self->colors[1 + (number + plant->hill) % (N_COLORS - 1)];
  double height = plant->height * unit (self);
  double x = plant->x * self->width;
  double y = ridge_at (self, &self->hills[plant->hill], plant->x) + height * 0.04;

  set_color (cr, blend (hill, black, 0.45), 1);
  cairo_rectangle (cr, x - height * 0.025, y - height * 0.5, height * 0.05, height * 0.5);
  cairo_fill (cr);
  set_color (cr, blend (color, black, 0.18), 1);
  trace_crown (cr, plant->kind, x, y, height);
  cairo_fill (cr);
}

static void
draw_scene (EaselDemoPainter *self, cairo_t *cr)
{
  draw_sky (self, cr);
  draw_sun (self, cr);
  for (guint hill = 0; hill < N_HILLS; hill++)
    {
      /* Before their hill, which hides their feet. */
      for (guint i = 0; i < self->n_plants; i++)
        if (self->plants[i].hill == hill)
          draw_plant (self, cr, &self->plants[i], i);
      draw_hill (self, cr, hill);
    }
}

static cairo_status_t
write_png (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

EaselDemoPainter *
easel_demo_painter_new (EaselImageRequest *request, GError **error)
{
  g_autoptr (EaselDemoPainter) self = g_new0 (EaselDemoPainter, 1);
  const char *prompt = easel_image_request_get_prompt (request);
  GPtrArray *inputs = easel_image_request_get_inputs (request);
  g_autofree EaselDemoMeasure *measures = g_new0 (EaselDemoMeasure, inputs->len + 1);
  guint width = 1;
  guint height = 1;

  self->state = hash_text (prompt) + (guint64) MAX (easel_image_request_get_seed (request), 0);
  for (guint i = 0; i < inputs->len; i++)
    {
      EaselImageInput *input = g_ptr_array_index (inputs, i);

      if (!easel_demo_measure_picture (&measures[i], input->image, error))
        return NULL;
      self->state ^= mix (measures[i].seed + i);
    }

  easel_image_request_get_ratio (request, &width, &height);
  self->width = (int) (LONGER_EDGE * width / MAX (width, height));
  self->height = (int) (LONGER_EDGE * height / MAX (width, height));
  choose_colors (self, prompt, measures, inputs->len);
  choose_sun_color (self);
  choose_hills (self);
  grow_plants (self, prompt);
  return g_steal_pointer (&self);
}

void
easel_demo_painter_free (EaselDemoPainter *self)
{
  g_free (self);
}

GBytes *
easel_demo_painter_paint (EaselDemoPainter *self, guint coarseness)
{
  cairo_surface_t *picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, self->width,
                                                         self->height);
  cairo_surface_t *sketch = cairo_image_surface_create (
      CAIRO_FORMAT_RGB24, (self->width + (int) coarseness - 1) / (int) coarseness,
      (self->height + (int) coarseness - 1) / (int) coarseness);
  cairo_t *cr = cairo_create (sketch);
  GByteArray *png = g_byte_array_new ();

  cairo_scale (cr, 1.0 / coarseness, 1.0 / coarseness);
  draw_scene (self, cr);
  cairo_destroy (cr);

  cr = cairo_create (picture);
  cairo_scale (cr, coarseness, coarseness);
  cairo_set_source_surface (cr, sketch, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_identity_matrix (cr);
  easel_demo_badge_draw (cr, self->width, self->height);
  cairo_destroy (cr);

  cairo_surface_write_to_png_stream (picture, write_png, png);
  cairo_surface_destroy (sketch);
  cairo_surface_destroy (picture);
  return g_byte_array_free_to_bytes (png);
}
