/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-task-group.h"

#include "easel-plain.h"
#include "easel-provider-row.h"

#include <glib/gi18n.h>

struct _EaselProviderTaskGroup
{
  AdwPreferencesGroup parent_instance;

  AdwActionRow *row; /* (unowned): a child */

  EaselStudio *studio; /* (owned) */
  EaselModelTask task;
};

enum
{
  SIGNAL_CHOOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselProviderTaskGroup, easel_provider_task_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *
get_task_title (EaselModelTask task)
{
  switch (task)
    {
    case EASEL_MODEL_TASK_VISION:
      return _ ("Describing Pictures");
    case EASEL_MODEL_TASK_TEXT:
      return _ ("Writing");
    case EASEL_MODEL_TASK_IMAGE:
    default:
      return _ ("Drawing");
    }
}

/* What leaves this machine, said where it is decided. */
static char *
describe_privacy (EaselModelTask task, EaselProviderConfig *config)
{
  g_autofree char *place = NULL;

  if (config == NULL)
    return g_strdup (_ ("The chosen provider was removed. Choose another model."));
  if (easel_provider_config_is_local (config))
    return g_strdup (task == EASEL_MODEL_TASK_TEXT ? _ ("Texts stay on this machine.")
                                                   : _ ("Pictures stay on this machine."));

  place = easel_provider_row_describe_place (config);
  switch (task)
    {
    case EASEL_MODEL_TASK_VISION:
      /* Translators: the parameter is the name of a server on the network */
      return g_strdup_printf (_ ("Pictures you analyze are sent to %s."), place);
    case EASEL_MODEL_TASK_TEXT:
      /* Translators: the parameter is the name of a server on the network */
      return g_strdup_printf (_ ("Texts, and what Easel found in pictures, are sent to %s."),
                              place);
    case EASEL_MODEL_TASK_IMAGE:
    default:
      /* Translators: the parameter is the name of a server on the network */
      return g_strdup_printf (_ ("Texts, and pictures to draw from, are sent to %s."), place);
    }
}

static void
show_choice (EaselProviderTaskGroup *self, const char *provider, const char *model)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_registry_get_config (
      easel_studio_get_providers (self->studio), provider);
  g_autofree char *privacy = describe_privacy (self->task, config);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), model);
  adw_action_row_set_subtitle (self->row,
                               config != NULL ? easel_provider_config_get_name (config) : provider);
  easel_plain_describe_group (ADW_PREFERENCES_GROUP (self), privacy);
}

static void
update (EaselProviderTaskGroup *self)
{
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;
  g_autoptr (GError) error = NULL;

  if (easel_studio_choose_model (self->studio, self->task, &provider, &model, &error))
    {
      show_choice (self, provider, model);
      return;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), error->message);
  adw_action_row_set_subtitle (self->row, NULL);
  easel_plain_describe_group (ADW_PREFERENCES_GROUP (self), NULL);
}

static void
on_row_activated (EaselProviderTaskGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOOSE], 0);
}

static void
easel_provider_task_group_dispose (GObject *object)
{
  EaselProviderTaskGroup *self = EASEL_PROVIDER_TASK_GROUP (object);

  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_provider_task_group_parent_class)->dispose (object);
}

static void
easel_provider_task_group_class_init (EaselProviderTaskGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_provider_task_group_dispose;

  signals[SIGNAL_CHOOSE] = g_signal_new ("choose", EASEL_TYPE_PROVIDER_TASK_GROUP,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_provider_task_group_init (EaselProviderTaskGroup *self)
{
  self->row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->row), FALSE);
  adw_action_row_set_title_lines (self->row, 2);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), TRUE);
  adw_action_row_add_suffix (self->row, g_object_new (GTK_TYPE_IMAGE, "icon-name",
                                                      "go-next-symbolic", "accessible-role",
                                                      GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  g_signal_connect_object (self->row, "activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->row));
}

GtkWidget *
easel_provider_task_group_new (EaselStudio *studio, EaselModelTask task)
{
  EaselProviderTaskGroup *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);

  self = g_object_new (EASEL_TYPE_PROVIDER_TASK_GROUP, "title", get_task_title (task), NULL);
  self->studio = g_object_ref (studio);
  self->task = task;
  g_signal_connect_object (easel_studio_get_providers (studio), "changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

EaselModelTask
easel_provider_task_group_get_task (EaselProviderTaskGroup *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_TASK_GROUP (self), EASEL_MODEL_TASK_VISION);
  return self->task;
}
