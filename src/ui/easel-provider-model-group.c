/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-model-group.h"

#include "easel-plain.h"
#include "easel-provider-row.h"

#include <glib/gi18n.h>

/* More than a person reads; the search finds the others. */
#define MAX_ROWS 40

struct _EaselProviderModelGroup
{
  AdwPreferencesGroup parent_instance;

  EaselStudio *studio;         /* (owned) */
  EaselProviderConfig *config; /* (owned) */
  EaselModelTask task;
  char *chosen; /* (owned) (nullable) */
  char *text;   /* (owned): what is searched for */

  GPtrArray *models;         /* (owned) (element-type EaselModel) (nullable): once they came */
  GError *error;             /* (owned) (nullable): why they did not */
  GPtrArray *rows;           /* (owned) (element-type GtkWidget): unowned children */
  GCancellable *cancellable; /* (owned): of the asking */
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselProviderModelGroup,
                     easel_provider_model_group,
                     ADW_TYPE_PREFERENCES_GROUP)

static void ask_for_models (EaselProviderModelGroup *self);

static void
on_row_activated (EaselProviderModelGroup *self, GtkWidget *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_object_get_data (G_OBJECT (row), "model"));
}

static AdwActionRow *
add_row (EaselProviderModelGroup *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return ADW_ACTION_ROW (row);
}

static void
make_choice (EaselProviderModelGroup *self, AdwActionRow *row, const char *model)
{
  g_object_set_data_full (G_OBJECT (row), "model", g_strdup (model), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
}

static void
add_model (EaselProviderModelGroup *self, const EaselModel *model)
{
  gboolean is_chosen = g_strcmp0 (model->id, self->chosen) == 0;
  gboolean is_blind = self->task == EASEL_MODEL_TASK_VISION && model->vision_known
                      && !model->vision;
  gboolean has_name = model->name != NULL && !g_str_equal (model->name, model->id);
  const char *subtitle = has_name ? model->id : NULL;
  AdwActionRow *row = add_row (self, has_name ? model->name : model->id,
                               is_blind ? _ ("Cannot see pictures") : subtitle);

  make_choice (self, row, model->id);
  if (is_blind)
    gtk_widget_add_css_class (GTK_WIDGET (row), "dimmed");
  if (is_chosen)
    {
      GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("In use"), -1);
      adw_action_row_add_suffix (row, check);
    }
}

/* What a server does not list can still be there, and one that cannot be asked now will. */
static void
add_typed (EaselProviderModelGroup *self)
{
  /* Translators: the parameter is what the person typed as the name of a model */
  g_autofree char *title = g_strdup_printf (_ ("Use “%s”"), self->text);
  AdwActionRow *row = add_row (self, title, NULL);

  make_choice (self, row, self->text);
}

static void
add_waiting (EaselProviderModelGroup *self)
{
  AdwActionRow *row = add_row (self, _ ("Asking for models…"), NULL);

  adw_action_row_add_prefix (row, adw_spinner_new ());
}

static void
add_error (EaselProviderModelGroup *self)
{
  g_autoptr (EaselFailure) failure = easel_studio_describe_error (self->error);
  AdwActionRow *row = add_row (self, failure->message, failure->hint);
  GtkWidget *button = gtk_button_new_from_icon_name ("view-refresh-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Try Again"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (ask_for_models), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, button);
}

static gboolean
matches (const EaselModel *model, const char *text)
{
  return *text == '\0' || strcasestr (model->id, text) != NULL
         || (model->name != NULL && strcasestr (model->name, text) != NULL);
}

/* Models that see come before those that say they do not, when pictures are to be seen. */
static void
add_models (EaselProviderModelGroup *self)
{
  guint n_hidden = 0;
  gboolean is_listed = FALSE;

  for (int blind = 0; blind <= 1; blind++)
    for (guint i = 0; i < self->models->len; i++)
      {
        const EaselModel *model = g_ptr_array_index (self->models, i);
        gboolean is_blind = self->task == EASEL_MODEL_TASK_VISION && model->vision_known
                            && !model->vision;

        if (is_blind != (blind == 1) || !matches (model, self->text))
          continue;

        is_listed = is_listed || g_str_equal (model->id, self->text);
        if (self->rows->len < MAX_ROWS)
          add_model (self, model);
        else
          n_hidden++;
      }

  if (n_hidden > 0)
    {
      g_autofree char *more = g_strdup_printf (
          ngettext ("%u more: search for it", "%u more: search for them", n_hidden), n_hidden);

      gtk_widget_add_css_class (GTK_WIDGET (add_row (self, more, NULL)), "dimmed");
    }
  if (self->models->len == 0 && *self->text == '\0')
    add_row (self, _ ("No models"), _ ("This server answers, but offers no model yet."));
  if (*self->text != '\0' && !is_listed
      && easel_provider_config_get_kind (self->config) != EASEL_PROVIDER_DEMO)
    add_typed (self);
}

static void
update_rows (EaselProviderModelGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  if (self->models != NULL)
    add_models (self);
  else if (self->error == NULL)
    add_waiting (self);
  else
    {
      add_error (self);
      if (*self->text != '\0')
        add_typed (self);
    }
  /* A provider without a match would be a heading above nothing. */
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselProviderModelGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = easel_studio_test_provider_finish (EASEL_STUDIO (source), result,
                                                                    &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->models = g_steal_pointer (&models);
  self->error = g_steal_pointer (&error);
  update_rows (self);
}

static void
ask_for_models (EaselProviderModelGroup *self)
{
  g_clear_error (&self->error);
  update_rows (self);
  easel_studio_test_provider_async (self->studio, easel_provider_config_get_id (self->config),
                                    self->cancellable, on_answered, g_object_ref (self));
}

static void
easel_provider_model_group_dispose (GObject *object)
{
  EaselProviderModelGroup *self = EASEL_PROVIDER_MODEL_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->studio);
  g_clear_object (&self->config);

  G_OBJECT_CLASS (easel_provider_model_group_parent_class)->dispose (object);
}

static void
easel_provider_model_group_finalize (GObject *object)
{
  EaselProviderModelGroup *self = EASEL_PROVIDER_MODEL_GROUP (object);

  g_clear_pointer (&self->chosen, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (easel_provider_model_group_parent_class)->finalize (object);
}

static void
easel_provider_model_group_class_init (EaselProviderModelGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_provider_model_group_dispose;
  object_class->finalize = easel_provider_model_group_finalize;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", EASEL_TYPE_PROVIDER_MODEL_GROUP,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_STRING);
}

static void
easel_provider_model_group_init (EaselProviderModelGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->text = g_strdup ("");
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
easel_provider_model_group_new (EaselStudio *studio,
                                EaselProviderConfig *config,
                                EaselModelTask task,
                                const char *chosen)
{
  EaselProviderModelGroup *self = NULL;
  g_autofree char *place = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);

  self = g_object_new (EASEL_TYPE_PROVIDER_MODEL_GROUP, NULL);
  self->studio = g_object_ref (studio);
  self->config = g_object_ref (config);
  self->task = task;
  self->chosen = g_strdup (chosen);

  place = easel_provider_row_describe_place (config);
  title = g_markup_escape_text (easel_provider_config_get_name (config), -1);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  easel_plain_describe_group (ADW_PREFERENCES_GROUP (self), place);
  ask_for_models (self);
  return GTK_WIDGET (self);
}

EaselProviderConfig *
easel_provider_model_group_get_config (EaselProviderModelGroup *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_MODEL_GROUP (self), NULL);
  return self->config;
}

void
easel_provider_model_group_filter (EaselProviderModelGroup *self, const char *text)
{
  g_return_if_fail (EASEL_IS_PROVIDER_MODEL_GROUP (self));
  g_return_if_fail (text != NULL);

  if (g_set_str (&self->text, text))
    update_rows (self);
}
