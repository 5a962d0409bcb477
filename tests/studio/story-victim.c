/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A studio at work, to be killed: story-victim FOLDER PARAMS
 *
 * Opens the studio in FOLDER, as StudioFixture lays it out, and submits a story. It never ends by
 * itself. */

#include "easel-studio.h"

static char *params;

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  EaselStudio *studio = EASEL_STUDIO (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  if (!easel_studio_open_finish (studio, result, &error))
    g_error ("%s", error->message);
  variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, params, NULL, NULL, &error);
  if (variant == NULL)
    g_error ("%s", error->message);
  jobs = easel_studio_submit (studio, "story", variant, &error);
  if (jobs == NULL)
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  g_autoptr (EaselStudio) studio = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *data = NULL;
  g_autofree char *config = NULL;
  g_autofree char *cache = NULL;

  if (argc != 3)
    return 2;
  data = g_build_filename (argv[1], "data", NULL);
  config = g_build_filename (argv[1], "config", NULL);
  cache = g_build_filename (argv[1], "cache", NULL);
  params = argv[2];
  studio = easel_studio_new (data, config, cache);
  easel_studio_open_async (studio, NULL, on_opened, NULL);
  g_main_loop_run (loop);
  return 0;
}
