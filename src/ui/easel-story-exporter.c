/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-exporter.h"

#include <glib/gi18n.h>

struct _EaselStoryExporter
{
  GObject parent_instance;

  EaselStudio *studio;       /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable): while one is under way */
  char *story;               /* (owned) (nullable): which, from asking on */
  EaselStoryFormat format;
  GFile *file; /* (owned) (nullable): where to */
};

typedef enum
{
  SIGNAL_BEGUN,
  SIGNAL_DONE,
  SIGNAL_FAILED,
} EaselStoryExporterSignal;

static guint signals[SIGNAL_FAILED + 1];

G_DEFINE_FINAL_TYPE (EaselStoryExporter, easel_story_exporter, G_TYPE_OBJECT)

static void
end (EaselStoryExporter *self)
{
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->story, g_free);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselStoryExporter) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_steal_pointer (&self->file);

  end (self);
  if (easel_studio_export_story_finish (EASEL_STUDIO (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_DONE], 0, file);
  else
    g_signal_emit (self, signals[SIGNAL_FAILED], 0,
                   g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? NULL
                                                                             : error->message);
}

/* @file: as it was chosen. The sandbox's doors to other places have paths as well. */
static void
begin (EaselStoryExporter *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  g_set_object (&self->file, file);
  g_signal_emit (self, signals[SIGNAL_BEGUN], 0, name);
  easel_studio_export_story_async (self->studio, self->story, self->format, file, self->cancellable,
                                   on_exported, g_object_ref (self));
}

static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselStoryExporter) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL && g_file_peek_path (file) != NULL)
    {
      begin (self, file);
      return;
    }
  end (self);
  if (file != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0,
                   _ ("A story can only be exported to a folder of this computer."));
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
           && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
}

static void
easel_story_exporter_dispose (GObject *object)
{
  EaselStoryExporter *self = EASEL_STORY_EXPORTER (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_story_exporter_parent_class)->dispose (object);
}

static void
easel_story_exporter_finalize (GObject *object)
{
  g_free (EASEL_STORY_EXPORTER (object)->story);

  G_OBJECT_CLASS (easel_story_exporter_parent_class)->finalize (object);
}

static void
easel_story_exporter_class_init (EaselStoryExporterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = easel_story_exporter_dispose;
  object_class->finalize = easel_story_exporter_finalize;

  signals[SIGNAL_BEGUN] = g_signal_new ("begun", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
easel_story_exporter_init (EaselStoryExporter *self)
{
}

EaselStoryExporter *
easel_story_exporter_new (EaselStudio *studio)
{
  EaselStoryExporter *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);

  self = g_object_new (EASEL_TYPE_STORY_EXPORTER, NULL);
  self->studio = g_object_ref (studio);
  return self;
}

char *
easel_story_exporter_make_name (const char *title, EaselStoryFormat format)
{
  g_autofree char *name = g_strdup (title);

  /* What no folder takes, or takes for something else. */
  g_strdelimit (name, "/\\:", '-');
  if (*name == '.')
    *name = '-';
  return g_strdup_printf ("%s.%s", name, easel_story_format_get_extension (format));
}

/* Returns: whether none is under way, but this one then is */
static gboolean
reserve (EaselStoryExporter *self, const char *story, EaselStoryFormat format)
{
  if (self->cancellable != NULL)
    return FALSE;
  self->cancellable = g_cancellable_new ();
  g_set_str (&self->story, story);
  self->format = format;
  return TRUE;
}

void
easel_story_exporter_ask (EaselStoryExporter *self,
                          GtkWindow *parent,
                          const char *story,
                          const char *title,
                          EaselStoryFormat format)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (EASEL_IS_STORY_EXPORTER (self));
  g_return_if_fail (story != NULL && title != NULL);

  if (!reserve (self, story, format))
    return;
  dialog = gtk_file_dialog_new ();
  name = easel_story_exporter_make_name (title, format);
  gtk_file_dialog_set_title (dialog, _ ("Export Story"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Export"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, parent, self->cancellable, on_place_chosen, g_object_ref (self));
}

void
easel_story_exporter_export (EaselStoryExporter *self,
                             const char *story,
                             EaselStoryFormat format,
                             GFile *file)
{
  g_return_if_fail (EASEL_IS_STORY_EXPORTER (self));
  g_return_if_fail (story != NULL);
  g_return_if_fail (G_IS_FILE (file));

  if (reserve (self, story, format))
    begin (self, file);
}

void
easel_story_exporter_cancel (EaselStoryExporter *self)
{
  g_return_if_fail (EASEL_IS_STORY_EXPORTER (self));

  g_cancellable_cancel (self->cancellable);
}
