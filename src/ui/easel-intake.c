/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-intake.h"

#include <glib/gi18n.h>

/* What the library can read, in the order in which it is asked for. */
static const char *const picture_types[] = {
  "image/png",  "image/jpeg", "image/webp", "image/avif", "image/heif",
  "image/heic", "image/tiff", "image/gif",  "image/bmp",  NULL,
};

/* The ways a picture can come in, each tried when the one before it brought nothing. */
typedef enum
{
  STAGE_FILES,
  STAGE_BYTES,
  STAGE_PIXELS,
  STAGE_TEXT,
  STAGE_NONE,
} Stage;

typedef struct
{
  GdkContentFormats *formats; /* (owned): with the types that can be made of them */
  Stage stage;
  GStrv links; /* (owned) (nullable): addresses on the web, if nothing better comes */
} Reading;

void
easel_intake_free (EaselIntake *self)
{
  g_strfreev (self->uris);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
reading_free (Reading *reading)
{
  gdk_content_formats_unref (reading->formats);
  g_strfreev (reading->links);
  g_free (reading);
}

static gboolean
has_picture_type (GdkContentFormats *formats)
{
  for (guint i = 0; picture_types[i] != NULL; i++)
    if (gdk_content_formats_contain_mime_type (formats, picture_types[i]))
      return TRUE;
  return FALSE;
}

static gboolean
offers (GdkContentFormats *formats, Stage stage)
{
  switch (stage)
    {
    case STAGE_FILES:
      return gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST);
    case STAGE_BYTES:
      return has_picture_type (formats);
    case STAGE_PIXELS:
      return gdk_content_formats_contain_gtype (formats, GDK_TYPE_TEXTURE);
    case STAGE_TEXT:
      return gdk_content_formats_contain_gtype (formats, G_TYPE_STRING);
    case STAGE_NONE:
    default:
      return FALSE;
    }
}

gboolean
easel_intake_accepts (GdkContentFormats *formats)
{
  g_autoptr (GdkContentFormats) all = gdk_content_formats_union_deserialize_gtypes (
      gdk_content_formats_ref (formats));

  for (Stage stage = STAGE_FILES; stage < STAGE_NONE; stage++)
    if (offers (all, stage))
      return TRUE;
  return FALSE;
}

/* One interface over the two that GDK has -------------------------------------------------- */

static void
read_value (GObject *source,
            GType type,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  if (GDK_IS_DROP (source))
    gdk_drop_read_value_async (GDK_DROP (source), type, G_PRIORITY_DEFAULT, cancellable, callback,
                               user_data);
  else
    gdk_clipboard_read_value_async (GDK_CLIPBOARD (source), type, G_PRIORITY_DEFAULT, cancellable,
                                    callback, user_data);
}

static const GValue *
read_value_finish (GObject *source, GAsyncResult *result, GError **error)
{
  if (GDK_IS_DROP (source))
    return gdk_drop_read_value_finish (GDK_DROP (source), result, error);
  return gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, error);
}

static void
read_stream (GObject *source,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  if (GDK_IS_DROP (source))
    gdk_drop_read_async (GDK_DROP (source), (const char **) picture_types, G_PRIORITY_DEFAULT,
                         cancellable, callback, user_data);
  else
    gdk_clipboard_read_async (GDK_CLIPBOARD (source), (const char **) picture_types,
                              G_PRIORITY_DEFAULT, cancellable, callback, user_data);
}

static GInputStream *
read_stream_finish (GObject *source, GAsyncResult *result, GError **error)
{
  if (GDK_IS_DROP (source))
    return gdk_drop_read_finish (GDK_DROP (source), result, NULL, error);
  return gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, error);
}

/* Stages ---------------------------------------------------------------------------------- */

static void read_stage (GTask *task);

/* The stage brought nothing of use. */
static void
go_on (GTask *task, const GError *error)
{
  Reading *reading = g_task_get_task_data (task);

  if (error != NULL)
    g_debug ("Nothing to read: %s", error->message);
  if (g_task_return_error_if_cancelled (task))
    return;
  reading->stage++;
  read_stage (task);
}

/* @uris, @bytes: (transfer full) (nullable) */
static void
finish (GTask *task, GStrv uris, GBytes *bytes)
{
  EaselIntake *intake = g_new0 (EaselIntake, 1);

  intake->uris = uris;
  intake->bytes = bytes;
  g_task_return_pointer (task, intake, (GDestroyNotify) easel_intake_free);
}

static gboolean
is_on_the_web (const char *uri)
{
  const char *scheme = g_uri_peek_scheme (uri);

  return g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0;
}

static gboolean
all_on_the_web (GStrv uris)
{
  for (guint i = 0; uris[i] != NULL; i++)
    if (!is_on_the_web (uris[i]))
      return FALSE;
  return TRUE;
}

static void
on_files (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  const GValue *value = read_value_finish (source, result, &error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;

  if (value == NULL)
    {
      go_on (task, error);
      return;
    }
  for (const GSList *l = gdk_file_list_get_files (g_value_get_boxed (value)); l != NULL;
       l = l->next)
    g_strv_builder_take (builder, g_file_get_uri (l->data));
  uris = g_strv_builder_end (builder);

  if (uris[0] != NULL && !all_on_the_web (uris))
    finish (task, g_steal_pointer (&uris), NULL);
  else
    {
      if (uris[0] != NULL)
        reading->links = g_steal_pointer (&uris);
      go_on (task, NULL);
    }
}

static void
on_bytes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) >= 0)
    bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (source));
  if (bytes != NULL && g_bytes_get_size (bytes) > 0)
    finish (task, NULL, g_steal_pointer (&bytes));
  else
    go_on (task, error);
}

static void
on_stream (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = read_stream_finish (source, result, &error);
  g_autoptr (GOutputStream) memory = NULL;

  if (stream == NULL)
    {
      go_on (task, error);
      return;
    }
  memory = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (
      memory, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
      G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_bytes, g_object_ref (task));
}

static void
encode_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_task_return_pointer (task, gdk_texture_save_to_png_bytes (GDK_TEXTURE (task_data)),
                         (GDestroyNotify) g_bytes_unref);
}

static void
on_encoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes != NULL)
    finish (task, NULL, bytes);
  else
    go_on (task, error);
}

static void
on_pixels (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = read_value_finish (source, result, &error);
  g_autoptr (GTask) encoding = NULL;

  if (value == NULL)
    {
      go_on (task, error);
      return;
    }
  encoding = g_task_new (NULL, g_task_get_cancellable (task), on_encoded, g_object_ref (task));
  g_task_set_source_tag (encoding, on_pixels);
  g_task_set_name (encoding, "encode pixels");
  g_task_set_task_data (encoding, g_value_dup_object (value), g_object_unref);
  g_task_run_in_thread (encoding, encode_in_thread);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = read_value_finish (source, result, &error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) uris = NULL;

  if (value == NULL || g_value_get_string (value) == NULL)
    {
      go_on (task, error);
      return;
    }
  lines = g_uri_list_extract_uris (g_value_get_string (value));
  for (guint i = 0; lines[i] != NULL; i++)
    if (is_on_the_web (lines[i]) || g_strcmp0 (g_uri_peek_scheme (lines[i]), "file") == 0)
      g_strv_builder_add (builder, lines[i]);
  uris = g_strv_builder_end (builder);
  if (uris[0] != NULL)
    finish (task, g_steal_pointer (&uris), NULL);
  else
    go_on (task, NULL);
}

static void
end_reading (GTask *task, Reading *reading)
{
  if (reading->links != NULL)
    finish (task, g_steal_pointer (&reading->links), NULL);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                     _ ("There is no picture in it."));
}

/* The address of a picture is what a browser's text is about, too. */
static gboolean
is_needless (const Reading *reading)
{
  return reading->stage == STAGE_TEXT && reading->links != NULL;
}

static void
read_stage (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  GObject *source = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  while (reading->stage < STAGE_NONE
         && (!offers (reading->formats, reading->stage) || is_needless (reading)))
    reading->stage++;

  switch (reading->stage)
    {
    case STAGE_FILES:
      read_value (source, GDK_TYPE_FILE_LIST, cancellable, on_files, g_object_ref (task));
      break;
    case STAGE_BYTES:
      read_stream (source, cancellable, on_stream, g_object_ref (task));
      break;
    case STAGE_PIXELS:
      read_value (source, GDK_TYPE_TEXTURE, cancellable, on_pixels, g_object_ref (task));
      break;
    case STAGE_TEXT:
      read_value (source, G_TYPE_STRING, cancellable, on_text, g_object_ref (task));
      break;
    case STAGE_NONE:
    default:
      end_reading (task, reading);
    }
}

static void
read_async (gpointer source,
            GdkContentFormats *formats,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_return_if_fail (callback != NULL);

  reading->formats = gdk_content_formats_union_deserialize_gtypes (
      gdk_content_formats_ref (formats));
  g_task_set_source_tag (task, read_async);
  g_task_set_name (task, "read pictures");
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  read_stage (task);
}

void
easel_intake_read_drop_async (GdkDrop *drop,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (GDK_IS_DROP (drop));

  read_async (drop, gdk_drop_get_formats (drop), cancellable, callback, user_data);
}

void
easel_intake_read_clipboard_async (GdkClipboard *clipboard,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard));

  read_async (clipboard, gdk_clipboard_get_formats (clipboard), cancellable, callback, user_data);
}

EaselIntake *
easel_intake_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
