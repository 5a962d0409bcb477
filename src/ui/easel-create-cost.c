/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-cost.h"

#include "easel-provider-row.h"

#include <glib/gi18n.h>

/* What is asked of one model. */
typedef struct
{
  EaselModelTask task;
  guint n_calls;
  AdwActionRow *row; /* (unowned): a child */
  GtkButton *button; /* (unowned): in @row */
} Demand;

struct _EaselCreateCost
{
  AdwPreferencesGroup parent_instance;

  Demand texts;
  Demand pictures;
  AdwActionRow *total; /* (unowned): a child */

  EaselStudio *studio; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselCreateCost, easel_create_cost, ADW_TYPE_PREFERENCES_GROUP)

/* (transfer full) */
static char *
describe_calls (const Demand *demand)
{
  guint n = demand->n_calls;

  if (demand->task == EASEL_MODEL_TASK_IMAGE)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u picture", "%'u pictures", n), n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u text", "%'u texts", n), n);
}

/* (transfer full) */
static char *
describe_place (EaselProviderConfig *config, const char *model)
{
  g_autofree char *place = NULL;

  if (config == NULL)
    return g_strdup (_ ("The chosen provider was removed"));
  if (easel_provider_config_get_kind (config) == EASEL_PROVIDER_DEMO)
    return g_strdup (_ ("By Demo, on this machine"));
  if (easel_provider_config_is_local (config))
    /* Translators: a model, and a provider's name */
    return g_strdup_printf (_ ("By %s at %s, on this machine"), model,
                            easel_provider_config_get_name (config));
  place = easel_provider_row_describe_place (config);
  /* Translators: a model, a provider’s name, and the server it is on */
  return g_strdup_printf (_ ("By %s at %s; sent to %s"), model,
                          easel_provider_config_get_name (config), place);
}

static void
show_demand (EaselCreateCost *self, const Demand *demand)
{
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;
  g_autofree char *calls = describe_calls (demand);
  g_autoptr (GError) error = NULL;
  gboolean found = easel_studio_choose_model (self->studio, demand->task, &provider, &model,
                                              &error);

  gtk_widget_set_visible (GTK_WIDGET (demand->row), demand->n_calls > 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (demand->row), calls);
  if (found)
    {
      g_autoptr (EaselProviderConfig) config = easel_provider_registry_get_config (
          easel_studio_get_providers (self->studio), provider);
      g_autofree char *place = describe_place (config, model);

      adw_action_row_set_subtitle (demand->row, place);
      gtk_button_set_label (demand->button, _ ("C_hange…"));
    }
  else
    {
      adw_action_row_set_subtitle (demand->row, error->message);
      gtk_button_set_label (demand->button, _ ("C_hoose…"));
    }
}

static void
update (EaselCreateCost *self)
{
  show_demand (self, &self->texts);
  show_demand (self, &self->pictures);
}

static void
easel_create_cost_dispose (GObject *object)
{
  g_clear_object (&EASEL_CREATE_COST (object)->studio);

  G_OBJECT_CLASS (easel_create_cost_parent_class)->dispose (object);
}

static void
easel_create_cost_class_init (EaselCreateCostClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_create_cost_dispose;
}

static void
add_demand (EaselCreateCost *self, Demand *demand, EaselModelTask task)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 2, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "use-underline", TRUE, "valign",
                                    GTK_ALIGN_CENTER, "action-name", "app.choose-model", NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  *demand = (Demand) { task, 0, ADW_ACTION_ROW (row), GTK_BUTTON (button) };
}

static void
easel_create_cost_init (EaselCreateCost *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("What It Takes"));
  add_demand (self, &self->texts, EASEL_MODEL_TASK_TEXT);
  add_demand (self, &self->pictures, EASEL_MODEL_TASK_IMAGE);
  self->total = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0, NULL);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->total));
}

GtkWidget *
easel_create_cost_new (EaselStudio *studio)
{
  EaselCreateCost *self;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);

  self = g_object_new (EASEL_TYPE_CREATE_COST, NULL);
  self->studio = g_object_ref (studio);
  g_signal_connect_object (easel_studio_get_providers (studio), "changed", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (studio, "notify::ready", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
easel_create_cost_set_estimate (EaselCreateCost *self, const EaselEstimate *estimate)
{
  g_autofree char *text = NULL;
  g_autofree char *date = NULL;

  g_return_if_fail (EASEL_IS_CREATE_COST (self));
  g_return_if_fail (estimate != NULL);

  text = easel_estimate_to_text (estimate);
  date = easel_estimate_describe_date (estimate);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->total), text);
  adw_action_row_set_subtitle (self->total, date != NULL ? date : "");
  self->pictures.n_calls = estimate->pictures;
  self->texts.n_calls = estimate->calls - MIN (estimate->pictures, estimate->calls);
  update (self);
}
