/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-content.h"

#include "easel-entity-texture.h"

#define DRAG_ICON_SIZE 96
#define URI_LIST "text/uri-list"

struct _EaselEntityContent
{
  GdkContentProvider parent_instance;

  EaselLibrary *library; /* (owned) */
  EaselEntity *entity;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselEntityContent, easel_entity_content, GDK_TYPE_CONTENT_PROVIDER)

const char *
easel_entity_content_get_picture (EaselEntity *entity)
{
  GPtrArray *pictures;

  g_return_val_if_fail (EASEL_IS_ENTITY (entity), NULL);

  if (g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
    return easel_entity_get_id (entity);
  pictures = easel_entity_get_pictures (entity);
  return pictures->len > 0 ? ((const EaselEntityPicture *) pictures->pdata[0])->picture : NULL;
}

static GdkContentFormats *
easel_entity_content_ref_formats (GdkContentProvider *provider)
{
  EaselEntityContent *self = EASEL_ENTITY_CONTENT (provider);
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  gdk_content_formats_builder_add_gtype (builder, EASEL_TYPE_ENTITY);
  if (easel_entity_content_get_picture (self->entity) != NULL)
    gdk_content_formats_builder_add_mime_type (builder, URI_LIST);
  return gdk_content_formats_builder_free_to_formats (builder);
}

static gboolean
easel_entity_content_get_value (GdkContentProvider *provider, GValue *value, GError **error)
{
  if (G_VALUE_HOLDS (value, EASEL_TYPE_ENTITY))
    {
      g_value_set_object (value, EASEL_ENTITY_CONTENT (provider)->entity);
      return TRUE;
    }
  return GDK_CONTENT_PROVIDER_CLASS (easel_entity_content_parent_class)
      ->get_value (provider, value, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_file_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GOutputStream *stream = g_object_get_data (G_OBJECT (task), "stream");
  GError *error = NULL;
  g_autoptr (GFile) file = easel_entity_texture_find_file_finish (result, &error);
  g_autofree char *uri = NULL;
  char *text;

  if (file == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  uri = g_file_get_uri (file);
  text = g_strconcat (uri, "\r\n", NULL);
  g_task_set_task_data (task, text, g_free);
  g_output_stream_write_all_async (stream, text, strlen (text), g_task_get_priority (task),
                                   g_task_get_cancellable (task), on_written, g_object_ref (task));
}

static void
easel_entity_content_write_mime_type_async (GdkContentProvider *provider,
                                            const char *mime_type,
                                            GOutputStream *stream,
                                            int io_priority,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  EaselEntityContent *self = EASEL_ENTITY_CONTENT (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *picture = easel_entity_content_get_picture (self->entity);

  g_task_set_source_tag (task, easel_entity_content_write_mime_type_async);
  g_task_set_name (task, "write a dragged picture");
  g_task_set_priority (task, io_priority);
  if (picture == NULL || !g_str_equal (mime_type, URI_LIST))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "Not as %s", mime_type);
      return;
    }
  g_object_set_data_full (G_OBJECT (task), "stream", g_object_ref (stream), g_object_unref);
  easel_entity_texture_find_file_async (self->library, picture, cancellable, on_file_found,
                                        g_object_ref (task));
}

static gboolean
easel_entity_content_write_mime_type_finish (GdkContentProvider *provider,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, provider), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
easel_entity_content_finalize (GObject *object)
{
  EaselEntityContent *self = EASEL_ENTITY_CONTENT (object);

  g_clear_object (&self->library);
  g_clear_object (&self->entity);

  G_OBJECT_CLASS (easel_entity_content_parent_class)->finalize (object);
}

static void
easel_entity_content_class_init (EaselEntityContentClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = easel_entity_content_finalize;
  provider_class->ref_formats = easel_entity_content_ref_formats;
  provider_class->get_value = easel_entity_content_get_value;
  provider_class->write_mime_type_async = easel_entity_content_write_mime_type_async;
  provider_class->write_mime_type_finish = easel_entity_content_write_mime_type_finish;
}

static void
easel_entity_content_init (EaselEntityContent *self)
{
}

static GdkContentProvider *
content_new (EaselLibrary *library, EaselEntity *entity)
{
  EaselEntityContent *self;

  self = g_object_new (EASEL_TYPE_ENTITY_CONTENT, NULL);
  self->library = g_object_ref (library);
  self->entity = g_object_ref (entity);
  return GDK_CONTENT_PROVIDER (self);
}

EaselEntity *
easel_entity_content_get_dropped (GdkDrop *drop)
{
  GdkDrag *drag = gdk_drop_get_drag (drop);
  GdkContentProvider *content = drag != NULL ? gdk_drag_get_content (drag) : NULL;
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  if (content == NULL
      || !gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), EASEL_TYPE_ENTITY))
    return NULL;
  g_value_init (&value, EASEL_TYPE_ENTITY);
  if (gdk_content_provider_get_value (content, &value, &error))
    return g_value_dup_object (&value);
  g_debug ("Nothing was dragged: %s", error->message);
  return NULL;
}

/* Dragging -------------------------------------------------------------------------------- */

typedef struct
{
  EaselLibrary *library; /* (owned) */
  EaselEntityContentFunc func;
} Source;

static void
source_free (gpointer data, GClosure *closure)
{
  Source *source = data;

  g_object_unref (source->library);
  g_free (source);
}

static GdkContentProvider *
on_prepare (GtkDragSource *controller, double x, double y, Source *source)
{
  EaselEntity *entity = source->func (
      gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller)));

  return entity != NULL ? content_new (source->library, entity) : NULL;
}

/* (nullable): the picture that is in @widget */
static GdkPaintable *
find_picture (GtkWidget *widget)
{
  if (GTK_IS_PICTURE (widget))
    return gtk_picture_get_paintable (GTK_PICTURE (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GdkPaintable *found = find_picture (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
on_drag_begin (GtkDragSource *controller, GdkDrag *drag)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  GdkPaintable *picture = find_picture (widget);
  GtkWidget *icon;

  if (picture == NULL)
    return;
  icon = g_object_new (GTK_TYPE_IMAGE, "paintable", picture, "pixel-size", DRAG_ICON_SIZE, NULL);
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), icon);
}

void
easel_entity_content_add_source (GtkWidget *widget,
                                 EaselLibrary *library,
                                 EaselEntityContentFunc func)
{
  GtkDragSource *controller = gtk_drag_source_new ();
  Source *source = g_new (Source, 1);

  g_return_if_fail (EASEL_IS_LIBRARY (library));
  g_return_if_fail (func != NULL);

  *source = (Source) { g_object_ref (library), func };
  gtk_drag_source_set_actions (controller, GDK_ACTION_COPY);
  g_signal_connect_data (controller, "prepare", G_CALLBACK (on_prepare), source, source_free, 0);
  g_signal_connect (controller, "drag-begin", G_CALLBACK (on_drag_begin), NULL);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (controller));
}
