/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A studio that works overnight, to be killed: overnight-victim FOLDER [PICTURES]
 *
 * Opens the studio in FOLDER, as StudioFixture lays it out, goes on with what is there, and has the
 * folder PICTURES looked at overnight. It never ends by itself. */

#include "easel-studio-private.h"

static char *pictures;

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const char *const analyzers[] = { "expression", NULL };
  EaselStudio *studio = EASEL_STUDIO (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  if (!easel_studio_open_finish (studio, result, &error))
    g_error ("%s", error->message);
  if (pictures == NULL)
    return;
  uri = g_filename_to_uri (pictures, NULL, NULL);
  jobs = easel_studio_analyze (studio, (const char *const[]) { uri, NULL }, analyzers, FALSE,
                               EASEL_ANALYZE_OVERNIGHT, &error);
  if (jobs == NULL)
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  const EaselOvernightPace pace = { 50 * G_TIME_SPAN_MILLISECOND, 50 * G_TIME_SPAN_MILLISECOND };
  g_autoptr (EaselStudio) studio = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *data = NULL;
  g_autofree char *config = NULL;
  g_autofree char *cache = NULL;

  if (argc < 2)
    return 2;
  data = g_build_filename (argv[1], "data", NULL);
  config = g_build_filename (argv[1], "config", NULL);
  cache = g_build_filename (argv[1], "cache", NULL);
  pictures = argv[2];
  studio = easel_studio_new (data, config, cache);
  easel_studio_set_overnight_pace (studio, &pace);
  easel_studio_open_async (studio, NULL, on_opened, NULL);
  g_main_loop_run (loop);
  return 0;
}
