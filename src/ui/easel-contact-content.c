/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-contact-content.h"

#define PNG "image/png"

struct _EaselContactContent
{
  GdkContentProvider parent_instance;

  GPtrArray *files;    /* (owned) (element-type GFile): at least one */
  EaselEntity *entity; /* (owned) (nullable): when there is one only */
  char *mime_type;     /* (owned) (nullable): of its file */
};

G_DEFINE_FINAL_TYPE (EaselContactContent, easel_contact_content, GDK_TYPE_CONTENT_PROVIDER)

/* A file as PNG -------------------------------------------------------------------------- */

static void
convert_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GdkTexture) texture = gdk_texture_new_from_file (task_data, &error);

  if (texture == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, gdk_texture_save_to_png_bytes (texture),
                           (GDestroyNotify) g_bytes_unref);
}

static void
convert_async (GFile *file,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, convert_async);
  g_task_set_static_name (task, "easel_contact_content_convert");
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, convert_thread);
}

/* Writing --------------------------------------------------------------------------------- */

typedef struct
{
  GOutputStream *stream; /* (owned) */
  int io_priority;
} Writing;

static void
writing_free (gpointer data)
{
  g_object_unref (((Writing *) data)->stream);
  g_free (data);
}

static void
on_spliced (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error) < 0)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
splice (GTask *task, GInputStream *input)
{
  const Writing *writing = g_task_get_task_data (task);

  g_output_stream_splice_async (writing->stream, input, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE,
                                writing->io_priority, g_task_get_cancellable (task), on_spliced,
                                g_object_ref (task));
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GFileInputStream) input = g_file_read_finish (G_FILE (source), result, &error);

  if (input == NULL)
    g_task_return_error (task, error);
  else
    splice (task, G_INPUT_STREAM (input));
}

static void
on_converted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (GInputStream) input = NULL;

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  input = g_memory_input_stream_new_from_bytes (bytes);
  splice (task, input);
}

static void
easel_contact_content_write_mime_type_async (GdkContentProvider *provider,
                                             const char *mime_type,
                                             GOutputStream *stream,
                                             int io_priority,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  EaselContactContent *self = EASEL_CONTACT_CONTENT (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Writing *writing = g_new (Writing, 1);
  GFile *file = self->files->pdata[0];

  *writing = (Writing) { g_object_ref (stream), io_priority };
  g_task_set_source_tag (task, easel_contact_content_write_mime_type_async);
  g_task_set_static_name (task, "easel_contact_content_write_mime_type");
  g_task_set_task_data (task, writing, writing_free);
  if (g_strcmp0 (mime_type, self->mime_type) == 0)
    g_file_read_async (file, io_priority, cancellable, on_opened, g_steal_pointer (&task));
  else if (self->entity != NULL && g_strcmp0 (mime_type, PNG) == 0)
    convert_async (file, cancellable, on_converted, g_steal_pointer (&task));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "No such format: %s",
                             mime_type);
}

static gboolean
easel_contact_content_write_mime_type_finish (GdkContentProvider *provider,
                                              GAsyncResult *result,
                                              GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The rest -------------------------------------------------------------------------------- */

static GdkContentFormats *
easel_contact_content_ref_formats (GdkContentProvider *provider)
{
  EaselContactContent *self = EASEL_CONTACT_CONTENT (provider);
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  if (self->entity != NULL)
    {
      gdk_content_formats_builder_add_gtype (builder, EASEL_TYPE_ENTITY);
      if (self->mime_type != NULL)
        gdk_content_formats_builder_add_mime_type (builder, self->mime_type);
      gdk_content_formats_builder_add_mime_type (builder, PNG);
    }
  gdk_content_formats_builder_add_gtype (builder, GDK_TYPE_FILE_LIST);
  return gdk_content_formats_builder_free_to_formats (builder);
}

static gboolean
easel_contact_content_get_value (GdkContentProvider *provider, GValue *value, GError **error)
{
  EaselContactContent *self = EASEL_CONTACT_CONTENT (provider);

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      g_value_take_boxed (
          value, gdk_file_list_new_from_array ((GFile **) self->files->pdata, self->files->len));
      return TRUE;
    }
  if (G_VALUE_HOLDS (value, EASEL_TYPE_ENTITY) && self->entity != NULL)
    {
      g_value_set_object (value, self->entity);
      return TRUE;
    }
  return GDK_CONTENT_PROVIDER_CLASS (easel_contact_content_parent_class)
      ->get_value (provider, value, error);
}

static void
easel_contact_content_finalize (GObject *object)
{
  EaselContactContent *self = EASEL_CONTACT_CONTENT (object);

  g_ptr_array_unref (self->files);
  g_clear_object (&self->entity);
  g_free (self->mime_type);

  G_OBJECT_CLASS (easel_contact_content_parent_class)->finalize (object);
}

static void
easel_contact_content_class_init (EaselContactContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = easel_contact_content_finalize;
  provider_class->ref_formats = easel_contact_content_ref_formats;
  provider_class->write_mime_type_async = easel_contact_content_write_mime_type_async;
  provider_class->write_mime_type_finish = easel_contact_content_write_mime_type_finish;
  provider_class->get_value = easel_contact_content_get_value;
}

static void
easel_contact_content_init (EaselContactContent *self)
{
  self->files = g_ptr_array_new_with_free_func (g_object_unref);
}

/* (transfer full) (nullable): as its name says */
static char *
guess_mime_type (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);

  return g_content_type_get_mime_type (type);
}

GdkContentProvider *
easel_contact_content_new (GPtrArray *items)
{
  g_autoptr (EaselContactContent) self = NULL;

  g_return_val_if_fail (items != NULL, NULL);

  self = g_object_new (EASEL_TYPE_CONTACT_CONTENT, NULL);
  for (guint i = 0; i < items->len; i++)
    if (easel_contact_item_is_picture (items->pdata[i])
        && easel_contact_item_get_file (items->pdata[i]) != NULL)
      {
        g_ptr_array_add (self->files, g_object_ref (easel_contact_item_get_file (items->pdata[i])));
        g_set_object (&self->entity, easel_contact_item_get_entity (items->pdata[i]));
      }
  if (self->files->len == 0)
    return NULL;
  if (self->files->len > 1)
    g_clear_object (&self->entity);
  else
    self->mime_type = guess_mime_type (self->files->pdata[0]);
  return GDK_CONTENT_PROVIDER (g_steal_pointer (&self));
}

/* Dragging -------------------------------------------------------------------------------- */

static GdkContentProvider *
on_drag_prepare (GtkDragSource *source, double x, double y, EaselContactGetItemFunc func)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (EaselContactItem) item = func (widget);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (item == NULL)
    return NULL;
  g_ptr_array_add (items, item);
  return easel_contact_content_new (items);
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (widget);
  g_autoptr (GdkPaintable) still = gdk_paintable_get_current_image (icon);

  gtk_drag_source_set_icon (source, still, 0, 0);
}

void
easel_contact_content_add_drag_source (GtkWidget *widget, EaselContactGetItemFunc func)
{
  GtkDragSource *source = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (func != NULL);

  source = gtk_drag_source_new ();
  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  g_signal_connect (source, "prepare", G_CALLBACK (on_drag_prepare), func);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), NULL);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
}
