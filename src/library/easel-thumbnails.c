/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-thumbnails.h"

#include "easel-picture-private.h"

#include <glib/gstdio.h>

#include <errno.h>

#define QUALITY 85

static char *
build_path (const char *folder, const char *picture, const char *extension)
{
  g_autofree char *name = g_strconcat (picture, extension, NULL);

  return g_build_filename (folder, name, NULL);
}

char *
easel_thumbnails_find (const char *folder, const char *picture)
{
  static const char *const extensions[] = { ".jpg", ".png" };

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    {
      g_autofree char *path = build_path (folder, picture, extensions[i]);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&path);
    }
  return NULL;
}

char *
easel_thumbnails_get_path (const char *folder, const char *picture)
{
  char *path = easel_thumbnails_find (folder, picture);

  return path != NULL ? path : build_path (folder, picture, ".jpg");
}

gboolean
easel_thumbnails_save (const char *folder, const char *picture, GdkPixbuf *pixbuf, GError **error)
{
  const char *mime_type;
  g_autoptr (GBytes) bytes = easel_picture_encode (pixbuf, QUALITY, &mime_type, error);
  g_autofree char *path = NULL;
  gsize size;
  const char *data;

  if (bytes == NULL)
    return FALSE;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      int number = errno;

      g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (number),
                           g_strerror (number));
      return FALSE;
    }

  path = build_path (folder, picture, g_str_equal (mime_type, "image/png") ? ".png" : ".jpg");
  data = g_bytes_get_data (bytes, &size);
  return g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}
