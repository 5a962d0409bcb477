/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-demo-measure.h"

#include "easel-demo-colors.h"
#include "easel-llm-error.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* Measured at this size: more pixels would tell the same. */
#define MEASURE_EDGE 96

static void
pick_colors (EaselDemoMeasure *self, guint *counts)
{
  for (guint n = 0; n < EASEL_DEMO_N_COLORS; n++)
    {
      guint best = 0;

      for (guint i = 1; i < EASEL_DEMO_N_NAMED_COLORS; i++)
        if (counts[i] > counts[best])
          best = i;
      self->colors[n] = counts[best] > 0 ? easel_demo_colors_get (best)->name : NULL;
      counts[best] = 0;
    }
}

static void
measure_pixels (EaselDemoMeasure *self, GdkPixbuf *pixbuf)
{
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  guint counts[EASEL_DEMO_N_NAMED_COLORS] = { 0 };
  double sum = 0;
  double sum_of_squares = 0;
  guint n = 0;

  for (int y = 0; y < gdk_pixbuf_get_height (pixbuf); y++)
    for (int x = 0; x < gdk_pixbuf_get_width (pixbuf); x++)
      {
        const guint8 *p = pixels + y * stride + x * channels;
        double luma;

        /* What is see-through has no colour. */
        if (channels == 4 && p[3] < 128)
          continue;
        luma = (0.2126 * p[0] + 0.7152 * p[1] + 0.0722 * p[2]) / 255;
        sum += luma;
        sum_of_squares += luma * luma;
        counts[easel_demo_colors_nearest (p[0], p[1], p[2])]++;
        n++;
      }

  if (n == 0)
    counts[easel_demo_colors_nearest (255, 255, 255)] = 1;
  pick_colors (self, counts);
  self->brightness = n > 0 ? sum / n : 1;
  /* The deviation of a half black, half white picture is one half. */
  self->contrast = n > 0 ? MIN (1, 2 * sqrt (MAX (0, sum_of_squares / n - (sum / n) * (sum / n))))
                         : 0;
}

static guint64
make_seed (const void *data, gsize size)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  guint64 seed;

  g_checksum_update (checksum, data, (gssize) size);
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (&seed, digest, sizeof seed);
  return GUINT64_FROM_LE (seed);
}

typedef struct
{
  int width;
  int height;
} Size;

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Size *size = user_data;
  int longer = MAX (width, height);

  size->width = width;
  size->height = height;
  if (longer > MEASURE_EDGE)
    gdk_pixbuf_loader_set_size (loader, MAX (1, width * MEASURE_EDGE / longer),
                                MAX (1, height * MEASURE_EDGE / longer));
}

static gboolean
load (GdkPixbufLoader *loader, GBytes *picture)
{
  gboolean written = gdk_pixbuf_loader_write_bytes (loader, picture, NULL);

  /* It must be closed also after a failure. */
  return gdk_pixbuf_loader_close (loader, NULL) && written
         && gdk_pixbuf_loader_get_pixbuf (loader) != NULL;
}

gboolean
easel_demo_measure_picture (EaselDemoMeasure *self, GBytes *picture, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GdkPixbuf) upright = NULL;
  GdkPixbuf *pixbuf;
  Size size = { 0, 0 };
  gboolean turned;

  memset (self, 0, sizeof *self);
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &size);
  if (!load (loader, picture))
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST,
                   _ ("Demo cannot read the picture."));
      return FALSE;
    }

  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  upright = gdk_pixbuf_apply_embedded_orientation (pixbuf);
  turned = gdk_pixbuf_get_width (upright) != gdk_pixbuf_get_width (pixbuf);
  self->width = turned ? size.height : size.width;
  self->height = turned ? size.width : size.height;
  self->seed = make_seed (g_bytes_get_data (picture, NULL), g_bytes_get_size (picture));
  measure_pixels (self, upright);
  return TRUE;
}

void
easel_demo_measure_text (EaselDemoMeasure *self, const char *text)
{
  memset (self, 0, sizeof *self);
  self->seed = make_seed (text, strlen (text));
  for (guint i = 0; i < 3; i++)
    self->colors[i]
        = easel_demo_colors_get ((self->seed + i * 7) % EASEL_DEMO_N_NAMED_COLORS)->name;
  self->brightness = 0.5;
  self->contrast = 0.5;
  self->width = 1;
  self->height = 1;
}

const char *
easel_demo_measure_get_brightness_word (const EaselDemoMeasure *self)
{
  if (self->brightness < 0.25)
    return "dark";
  if (self->brightness < 0.45)
    return "dim";
  return self->brightness < 0.65 ? "even" : "bright";
}

const char *
easel_demo_measure_get_contrast_word (const EaselDemoMeasure *self)
{
  if (self->contrast < 0.3)
    return "soft";
  return self->contrast < 0.55 ? "moderate" : "strong";
}

const char *
easel_demo_measure_get_orientation_word (const EaselDemoMeasure *self)
{
  if (self->width == self->height)
    return "square";
  return self->width > self->height ? "landscape" : "portrait";
}
