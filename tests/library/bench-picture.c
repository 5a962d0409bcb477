/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture.h"
#include "sample-files.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* A photograph of 12 megapixels made ready for a model, against what gdk-pixbuf needs for the same
 * without any of our checks. Each runs in a process of its own, so that its memory is its own. */

#define WIDTH 4000
#define HEIGHT 3000
#define EDGE 1024
#define N_ROUNDS 5
#define N_RUNS 4
/* Reading, looking for the end, turning upright; the rest is gdk-pixbuf's in both. */
#define MAX_RATIO 1.25

typedef void (*Work) (const char *path);

typedef struct
{
  double seconds;   /* of the fastest run */
  double megabytes; /* most memory held, beyond that before the first run */
} Figures;

static void
scale_with_pixbuf (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new_from_file_at_scale (path, EDGE, EDGE, TRUE, &error);
  g_autofree char *data = NULL;
  gsize size;

  g_assert_no_error (error);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "jpeg", &error, "quality", "90", NULL);
  g_assert_no_error (error);
}

static void
scale_with_easel (const char *path)
{
  g_autoptr (GError) error = NULL;
  const char *mime_type;
  g_autoptr (GBytes) bytes = easel_picture_scale (path, EDGE, &mime_type, NULL, &error);

  g_assert_no_error (error);
}

static double
get_peak_megabytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss / 1024;
}

static Figures
measure (Work work, const char *path)
{
  Figures figures = { .seconds = G_MAXDOUBLE };
  double before = get_peak_megabytes ();

  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      work (path);
      figures.seconds = MIN (figures.seconds,
                             (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
    }
  figures.megabytes = get_peak_megabytes () - before;
  return figures;
}

static Figures
measure_apart (Work work, const char *path)
{
  Figures figures;
  int ends[2], status;
  pid_t child;

  g_assert_no_errno (pipe (ends));
  child = fork ();
  if (child == 0)
    {
      figures = measure (work, path);
      _exit (write (ends[1], &figures, sizeof figures) == sizeof figures ? 0 : 1);
    }
  g_assert_cmpint (read (ends[0], &figures, sizeof figures), ==, sizeof figures);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  close (ends[0]);
  close (ends[1]);
  return figures;
}

static void
keep_best (Figures *best, Figures figures)
{
  best->seconds = MIN (best->seconds, figures.seconds);
  best->megabytes = MAX (best->megabytes, figures.megabytes);
}

/* The portrait, enlarged, with the grain a camera would give it: without it a JPEG has next to
 * nothing to decode. Made by a child as well, for memory's sake. */
static void
make_photograph (const char *path)
{
  g_autofree char *portrait = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) small = gdk_pixbuf_new_from_file (portrait, &error);
  g_autoptr (GdkPixbuf) large = NULL;
  guint8 *pixels;
  guint32 state = 1;

  g_assert_no_error (error);
  large = gdk_pixbuf_scale_simple (small, WIDTH, HEIGHT, GDK_INTERP_BILINEAR);
  pixels = gdk_pixbuf_get_pixels (large);
  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (large); i++)
    {
      state = state * 1664525u + 1013904223u;
      pixels[i] = (guint8) CLAMP (pixels[i] + (int) (state >> 28) - 8, 0, 255);
    }
  gdk_pixbuf_save (large, path, "jpeg", &error, "quality", "88", NULL);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_auto (SampleFolder) folder = { 0 };
  g_autofree char *path = NULL;
  Figures ours = { G_MAXDOUBLE, 0 };
  Figures floor_figures = { G_MAXDOUBLE, 0 };
  double ratio;
  int status;
  pid_t child;

  g_test_init (&argc, &argv, NULL);
  sample_folder_init (&folder);
  path = sample_folder_get (&folder, "photograph.jpg");
  child = fork ();
  if (child == 0)
    {
      make_photograph (path);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);

  /* In turns, so that what else the machine does meets both. */
  for (guint i = 0; i < N_ROUNDS; i++)
    {
      keep_best (&floor_figures, measure_apart (scale_with_pixbuf, path));
      keep_best (&ours, measure_apart (scale_with_easel, path));
    }
  ratio = ours.seconds / floor_figures.seconds;

  g_print ("12 MP JPEG to %d px        seconds   MB\n", EDGE);
  g_print ("gdk-pixbuf at scale          %.4f  %5.1f\n", floor_figures.seconds,
           floor_figures.megabytes);
  g_print ("easel_picture_scale          %.4f  %5.1f\n", ours.seconds, ours.megabytes);
  g_print ("ratio                        %.2f (at most %.2f)\n", ratio, MAX_RATIO);
  return ratio <= MAX_RATIO ? EXIT_SUCCESS : EXIT_FAILURE;
}
