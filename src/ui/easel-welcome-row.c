/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-welcome-row.h"

#include "easel-text.h"

#include <glib/gi18n.h>

struct _EaselWelcomeRow
{
  AdwActionRow parent_instance;

  GtkWidget *button;  /* (unowned): a child */
  GtkWidget *spinner; /* (unowned): a child */

  EaselStudio *studio;         /* (owned) */
  EaselProviderConfig *config; /* (owned) */
  char *model;                 /* (owned) (nullable): the one being chosen */
  EaselLocalModel *offer;      /* (owned) (nullable): to be downloaded, as it has none that sees */
  GCancellable *cancellable;   /* (owned) */
};

enum
{
  SIGNAL_USED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselWelcomeRow, easel_welcome_row, ADW_TYPE_ACTION_ROW)

static EaselProviderRegistry *
get_registry (EaselWelcomeRow *self)
{
  return easel_studio_get_providers (self->studio);
}

static void
show_working (EaselWelcomeRow *self, gboolean working)
{
  gtk_widget_set_visible (self->spinner, working);
  gtk_widget_set_visible (self->button, !working);
}

/* Its label alone would not say what it is about. */
static void
name_button (EaselWelcomeRow *self, const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->button),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
stop_with (EaselWelcomeRow *self, const char *message)
{
  show_working (self, FALSE);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), message);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), message,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
stop_with_error (EaselWelcomeRow *self, const GError *error)
{
  g_autoptr (EaselFailure) failure = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  failure = easel_studio_describe_error (error);
  stop_with (self, failure->message);
}

static void
on_text_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWelcomeRow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (easel_provider_registry_use_finish (EASEL_PROVIDER_REGISTRY (source), result, &error))
    g_signal_emit (self, signals[SIGNAL_USED], 0);
  else
    stop_with_error (self, error);
}

static void
on_vision_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWelcomeRow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_provider_registry_use_finish (EASEL_PROVIDER_REGISTRY (source), result, &error))
    {
      stop_with_error (self, error);
      return;
    }

  easel_provider_registry_use_async (EASEL_PROVIDER_REGISTRY (source), EASEL_MODEL_TASK_TEXT,
                                     easel_provider_config_get_id (self->config), self->model,
                                     on_text_chosen, g_object_ref (self));
}

static void
on_models_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWelcomeRow) self = user_data;
  g_autoptr (GError) error = NULL;
  const EaselModel *model = NULL;
  g_autoptr (GPtrArray) models = easel_studio_test_provider_finish (EASEL_STUDIO (source), result,
                                                                    &error);

  if (models == NULL)
    {
      stop_with_error (self, error);
      return;
    }

  model = easel_welcome_row_choose_model (models);
  if (model == NULL)
    {
      stop_with (self, _ ("It has no model yet. Install one that sees pictures, then try again."));
      return;
    }

  g_set_str (&self->model, model->id);
  easel_provider_registry_use_async (get_registry (self), EASEL_MODEL_TASK_VISION,
                                     easel_provider_config_get_id (self->config), self->model,
                                     on_vision_chosen, g_object_ref (self));
}

/* The window stays usable meanwhile; when the model is there, it is the one that looks at pictures.
 */
static void
download_offer (EaselWelcomeRow *self)
{
  g_autoptr (GError) error = NULL;

  if (easel_studio_pull_model (self->studio, easel_provider_config_get_id (self->config),
                               self->offer->model, &error)
      != NULL)
    g_signal_emit (self, signals[SIGNAL_USED], 0);
  else
    stop_with_error (self, error);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWelcomeRow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_provider_registry_save_finish (EASEL_PROVIDER_REGISTRY (source), result, &error))
    {
      stop_with_error (self, error);
      return;
    }
  if (self->offer != NULL)
    {
      download_offer (self);
      return;
    }

  easel_studio_test_provider_async (self->studio, easel_provider_config_get_id (self->config),
                                    self->cancellable, on_models_listed, g_object_ref (self));
}

static void
on_use_clicked (EaselWelcomeRow *self)
{
  show_working (self, TRUE);
  easel_provider_registry_save_async (get_registry (self), self->config, on_saved,
                                      g_object_ref (self));
}

/* What to begin with: the one for this machine, or the smallest. */
static const EaselLocalModel *
choose_offer (GPtrArray *models)
{
  for (guint i = 0; i < models->len; i++)
    {
      const EaselLocalModel *model = g_ptr_array_index (models, i);

      if (model->recommended)
        return model;
    }
  return models->len > 0 ? g_ptr_array_index (models, 0) : NULL;
}

static void
on_offers_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWelcomeRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;

  if (self->cancellable == NULL)
    return;
  models = easel_studio_load_local_models_finish (self->studio, result, &error);
  if (models == NULL || models->len == 0)
    {
      g_debug ("Nothing to offer: %s", error != NULL ? error->message : "an empty list");
      return;
    }
  self->offer = easel_local_model_copy (choose_offer (models));
  size = easel_text_format_size (self->offer->size);
  /* Translators: the name of a model, and a size such as 3.3 GB */
  text = g_strdup_printf (_ ("It has no model that sees pictures. %s takes %s."), self->offer->name,
                          size);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  g_clear_pointer (&text, g_free);
  gtk_button_set_label (GTK_BUTTON (self->button), _ ("_Download"));
  /* Translators: the parameter is the name of a model */
  text = g_strdup_printf (_ ("Download %s"), self->offer->name);
  name_button (self, text);
}

static gboolean
may_see (GPtrArray *models)
{
  for (guint i = 0; i < models->len; i++)
    {
      const EaselModel *model = g_ptr_array_index (models, i);

      if (!model->vision_known || model->vision)
        return TRUE;
    }
  return FALSE;
}

static void
on_probed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWelcomeRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = easel_provider_list_models_finish (EASEL_PROVIDER (source), result,
                                                                    &error);

  if (self->cancellable == NULL)
    return;
  if (models == NULL)
    g_debug ("Not told what it can do: %s", error->message);
  else if (!may_see (models))
    easel_studio_load_local_models_async (self->studio, self->config, self->cancellable,
                                          on_offers_loaded, g_object_ref (self));
}

/* Whether it needs a model first, where one can be had. */
static void
probe (EaselWelcomeRow *self)
{
  g_autoptr (EaselProvider) provider = easel_provider_registry_make_provider (get_registry (self),
                                                                              self->config);

  if (easel_provider_can_pull (provider))
    easel_provider_list_models_async (provider, self->cancellable, on_probed, g_object_ref (self));
}

static void
easel_welcome_row_dispose (GObject *object)
{
  EaselWelcomeRow *self = EASEL_WELCOME_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (easel_welcome_row_parent_class)->dispose (object);
}

static void
easel_welcome_row_finalize (GObject *object)
{
  EaselWelcomeRow *self = EASEL_WELCOME_ROW (object);

  g_clear_object (&self->studio);
  g_clear_object (&self->config);
  g_clear_pointer (&self->model, g_free);
  g_clear_pointer (&self->offer, easel_local_model_free);

  G_OBJECT_CLASS (easel_welcome_row_parent_class)->finalize (object);
}

static void
easel_welcome_row_class_init (EaselWelcomeRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_welcome_row_dispose;
  object_class->finalize = easel_welcome_row_finalize;

  signals[SIGNAL_USED] = g_signal_new ("used", EASEL_TYPE_WELCOME_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_welcome_row_init (EaselWelcomeRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->button = gtk_button_new_with_mnemonic (_ ("_Use"));
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_use_clicked), self,
                           G_CONNECT_SWAPPED);
  self->spinner = adw_spinner_new ();
  gtk_widget_set_visible (self->spinner, FALSE);

  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->spinner);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
}

GtkWidget *
easel_welcome_row_new (EaselStudio *studio, EaselProviderConfig *config)
{
  EaselWelcomeRow *self = NULL;
  g_autofree char *use = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);

  self = g_object_new (EASEL_TYPE_WELCOME_ROW, "title", easel_provider_config_get_name (config),
                       "subtitle", easel_provider_config_get_url (config), "use-markup", FALSE,
                       NULL);
  self->studio = g_object_ref (studio);
  self->config = g_object_ref (config);

  /* Translators: the parameter is the name of a server, such as “Ollama” */
  use = g_strdup_printf (_ ("Use %s"), easel_provider_config_get_name (config));
  name_button (self, use);
  probe (self);
  return GTK_WIDGET (self);
}

const EaselModel *
easel_welcome_row_choose_model (GPtrArray *models)
{
  const EaselModel *unknown = NULL;

  g_return_val_if_fail (models != NULL, NULL);

  for (guint i = 0; i < models->len; i++)
    {
      const EaselModel *model = g_ptr_array_index (models, i);

      if (model->vision_known && model->vision)
        return model;
      if (!model->vision_known && unknown == NULL)
        unknown = model;
    }
  if (unknown != NULL)
    return unknown;
  return models->len > 0 ? g_ptr_array_index (models, 0) : NULL;
}
