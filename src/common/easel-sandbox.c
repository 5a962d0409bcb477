/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-sandbox.h"

gboolean
easel_sandbox_is_around (void)
{
  return g_getenv ("FLATPAK_ID") != NULL;
}

gboolean
easel_sandbox_hides (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!easel_sandbox_is_around ())
    return FALSE;

  /* These are there, but others of the same name are meant. */
  return g_str_equal (folder, g_get_home_dir ()) || g_str_equal (folder, "/tmp")
         || g_str_equal (folder, "/var/tmp") || !g_file_test (folder, G_FILE_TEST_EXISTS);
}
