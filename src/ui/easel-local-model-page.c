/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-local-model-page.h"

#include "easel-local-model-row.h"
#include "easel-plain.h"

#include <glib/gi18n.h>

#define LIBRARY_URL "https://ollama.com/search?c=vision"

struct _EaselLocalModelPage
{
  AdwNavigationPage parent_instance;

  AdwPreferencesGroup *first_group;
  AdwPreferencesGroup *others_group;
  AdwPreferencesGroup *named_group;
  AdwEntryRow *name_row;

  EaselStudio *studio;         /* (owned) */
  EaselProviderConfig *config; /* (owned) */
  GPtrArray *rows;             /* (owned) (element-type EaselLocalModelRow): (unowned) */
  GCancellable *cancellable;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselLocalModelPage, easel_local_model_page, ADW_TYPE_NAVIGATION_PAGE)

static EaselLocalModelRow *
add_row (EaselLocalModelPage *self, AdwPreferencesGroup *group, const EaselLocalModel *model)
{
  GtkWidget *row = easel_local_model_row_new (self->studio,
                                              easel_provider_config_get_id (self->config), model);

  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  return EASEL_LOCAL_MODEL_ROW (row);
}

static void
on_models_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselLocalModelPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = easel_studio_test_provider_finish (EASEL_STUDIO (source), result,
                                                                    &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (models == NULL)
    {
      /* Whatever is downloaded from it will not come either. */
      easel_plain_describe_group (self->first_group, error->message);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    for (guint j = 0; j < models->len; j++)
      {
        EaselLocalModelRow *row = g_ptr_array_index (self->rows, i);
        const EaselModel *model = g_ptr_array_index (models, j);

        if (g_str_equal (model->id, easel_local_model_row_get_model (row)))
          easel_local_model_row_set_there (row);
      }
}

static void
on_offers_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselLocalModelPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = NULL;
  gboolean has_first = FALSE;
  gboolean has_others = FALSE;

  if (self->cancellable == NULL)
    return;
  models = easel_studio_load_local_models_finish (self->studio, result, &error);
  if (models == NULL)
    {
      easel_plain_describe_group (self->first_group, error->message);
      return;
    }
  for (guint i = 0; i < models->len; i++)
    {
      const EaselLocalModel *model = g_ptr_array_index (models, i);

      has_first = has_first || model->recommended;
      has_others = has_others || !model->recommended;
      add_row (self, model->recommended ? self->first_group : self->others_group, model);
    }
  if (has_first)
    adw_preferences_group_set_title (self->first_group, _ ("For This Machine"));
  gtk_widget_set_visible (GTK_WIDGET (self->others_group), has_others);
  adw_preferences_group_set_title (self->others_group,
                                   has_first ? _ ("Others") : _ ("Models That See Pictures"));
  easel_studio_test_provider_async (self->studio, easel_provider_config_get_id (self->config),
                                    self->cancellable, on_models_listed, g_object_ref (self));
}

/* A name that was typed gets a row of its own, which says how it goes. */
static void
on_name_applied (EaselLocalModelPage *self)
{
  g_autofree char *name = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));
  EaselLocalModel model = { .model = name, .name = name, .summary = NULL, .fits = TRUE };
  g_autofree char *summary = g_strdup ("");

  if (*name == '\0')
    return;
  for (guint i = 0; i < self->rows->len; i++)
    {
      EaselLocalModelRow *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (easel_local_model_row_get_model (row), name))
        {
          easel_local_model_row_download (row);
          return;
        }
    }
  model.summary = summary;
  easel_local_model_row_download (add_row (self, self->named_group, &model));
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), "");
}

static void
on_library_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error))
    g_message ("%s", error->message);
}

static void
on_library_activated (EaselLocalModelPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (LIBRARY_URL);

  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                           self->cancellable, on_library_opened, NULL);
}

static void
easel_local_model_page_dispose (GObject *object)
{
  EaselLocalModelPage *self = EASEL_LOCAL_MODEL_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_LOCAL_MODEL_PAGE);
  g_clear_object (&self->config);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_local_model_page_parent_class)->dispose (object);
}

static void
easel_local_model_page_class_init (EaselLocalModelPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_local_model_page_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-local-model-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselLocalModelPage, first_group);
  gtk_widget_class_bind_template_child (widget_class, EaselLocalModelPage, others_group);
  gtk_widget_class_bind_template_child (widget_class, EaselLocalModelPage, named_group);
  gtk_widget_class_bind_template_child (widget_class, EaselLocalModelPage, name_row);
  gtk_widget_class_bind_template_callback (widget_class, on_name_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_library_activated);
}

static void
easel_local_model_page_init (EaselLocalModelPage *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

EaselLocalModelPage *
easel_local_model_page_new (EaselStudio *studio, EaselProviderConfig *config)
{
  EaselLocalModelPage *self;
  g_autofree char *text = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);

  self = g_object_new (EASEL_TYPE_LOCAL_MODEL_PAGE, NULL);
  self->studio = g_object_ref (studio);
  self->config = g_object_ref (config);
  text = g_strdup_printf (
      /* Translators: the parameter is the name of a server, such as “Ollama” */
      _ ("%s downloads it from its own library. You can go on working meanwhile."),
      easel_provider_config_get_name (config));
  easel_plain_describe_group (self->first_group, text);
  easel_studio_load_local_models_async (studio, config, self->cancellable, on_offers_loaded,
                                        g_object_ref (self));
  return self;
}
