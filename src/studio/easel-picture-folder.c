/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-picture-folder.h"

#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* Deeper than anyone sorts pictures; ends a mount that contains itself. */
#define MAX_DEPTH 32

#define ATTRIBUTES                                                                                 \
  G_FILE_ATTRIBUTE_STANDARD_NAME                                                                   \
  "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN                       \
  "," G_FILE_ATTRIBUTE_STANDARD_IS_SYMLINK "," G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE

typedef struct
{
  char *key; /* (owned): sorts as people expect, "2" before "10" */
  char *uri; /* (owned) */
} Picture;

static void
picture_free (Picture *picture)
{
  g_free (picture->key);
  g_free (picture->uri);
  g_free (picture);
}

static int
compare_pictures (gconstpointer a, gconstpointer b)
{
  const Picture *one = *(const Picture *const *) a;
  const Picture *other = *(const Picture *const *) b;
  int order = strcmp (one->key, other->key);

  return order != 0 ? order : strcmp (one->uri, other->uri);
}

static gboolean
add_picture (GPtrArray *pictures, GFile *file, GError **error)
{
  g_autofree char *name = g_filename_display_name (g_file_peek_path (file));
  Picture *picture;

  if (pictures->len >= EASEL_PICTURE_FOLDER_MAX)
    {
      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_TOO_MANY,
                   _ ("The folder has more than %d pictures. Choose one with fewer."),
                   EASEL_PICTURE_FOLDER_MAX);
      return FALSE;
    }
  picture = g_new0 (Picture, 1);
  picture->key = g_utf8_collate_key_for_filename (name, -1);
  picture->uri = g_file_get_uri (file);
  g_ptr_array_add (pictures, picture);
  return TRUE;
}

static gboolean collect (GFile *folder,
                         guint depth,
                         GPtrArray *pictures,
                         GCancellable *cancellable,
                         GError **error);

/* A folder inside that cannot be read does not spoil the rest. */
static gboolean
collect_inner (GFile *folder,
               guint depth,
               GPtrArray *pictures,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GError) local = NULL;

  if (depth > MAX_DEPTH || collect (folder, depth, pictures, cancellable, &local))
    return TRUE;
  if (local->domain == EASEL_STUDIO_ERROR
      || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return TRUE;
}

static gboolean
collect (GFile *folder, guint depth, GPtrArray *pictures, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileEnumerator) enumerator = g_file_enumerate_children (
      folder, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, cancellable, error);
  GFileInfo *info;
  GFile *child;

  if (enumerator == NULL)
    return FALSE;

  while (TRUE)
    {
      const char *type;

      if (!g_file_enumerator_iterate (enumerator, &info, &child, cancellable, error))
        return FALSE;
      if (info == NULL)
        return TRUE;
      if (g_file_info_get_is_hidden (info))
        continue;

      if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
        {
          if (!g_file_info_get_is_symlink (info)
              && !collect_inner (child, depth + 1, pictures, cancellable, error))
            return FALSE;
          continue;
        }
      type = g_file_info_get_content_type (info);
      if (type != NULL && g_content_type_is_a (type, "image/*")
          && !add_picture (pictures, child, error))
        return FALSE;
    }
}

GStrv
easel_picture_folder_list (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func ((GDestroyNotify) picture_free);
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();

  if (!collect (folder, 0, pictures, cancellable, error))
    return NULL;
  if (pictures->len == 0)
    {
      g_autofree char *name = g_filename_display_basename (path);

      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_NO_PICTURES,
                   _ ("There are no pictures in the folder “%s”."), name);
      return NULL;
    }

  g_ptr_array_sort (pictures, compare_pictures);
  for (guint i = 0; i < pictures->len; i++)
    g_strv_builder_add (uris, ((Picture *) g_ptr_array_index (pictures, i))->uri);
  return g_strv_builder_end (uris);
}
