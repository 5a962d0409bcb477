/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-model-page.h"

#include "easel-plain.h"
#include "easel-provider-model-group.h"

#include <glib/gi18n.h>

struct _EaselProviderModelPage
{
  AdwNavigationPage parent_instance;

  GtkStack *stack;
  AdwPreferencesPage *page;
  GtkSearchEntry *search_entry;

  EaselStudio *studio; /* (owned) */
  EaselModelTask task;
  GPtrArray *groups; /* (owned) (element-type EaselProviderModelGroup): unowned children */
};

G_DEFINE_FINAL_TYPE (EaselProviderModelPage, easel_provider_model_page, ADW_TYPE_NAVIGATION_PAGE)

static void
on_search_changed (EaselProviderModelPage *self)
{
  g_autofree char *text = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search_entry))));

  for (guint i = 0; i < self->groups->len; i++)
    easel_provider_model_group_filter (g_ptr_array_index (self->groups, i), text);
}

/* A group hides itself when it has nothing that is searched for. */
static void
update_stack (EaselProviderModelPage *self)
{
  gboolean has_results = FALSE;

  for (guint i = 0; i < self->groups->len && !has_results; i++)
    has_results = gtk_widget_get_visible (g_ptr_array_index (self->groups, i));
  gtk_stack_set_visible_child_name (self->stack, has_results ? "models" : "no-results");
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselProviderModelPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (easel_provider_registry_use_finish (EASEL_PROVIDER_REGISTRY (source), result, &error))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
      return;
    }

  gtk_widget_set_sensitive (GTK_WIDGET (self->page), TRUE);
  easel_plain_tell_preferences (GTK_WIDGET (self), error->message);
}

static void
on_chosen (EaselProviderModelPage *self, const char *model, EaselProviderModelGroup *group)
{
  EaselProviderConfig *config = easel_provider_model_group_get_config (group);

  gtk_widget_set_sensitive (GTK_WIDGET (self->page), FALSE);
  easel_provider_registry_use_async (easel_studio_get_providers (self->studio), self->task,
                                     easel_provider_config_get_id (config), model, on_used,
                                     g_object_ref (self));
}

static void
add_groups (EaselProviderModelPage *self)
{
  EaselProviderRegistry *registry = easel_studio_get_providers (self->studio);
  g_autofree char *provider = NULL;
  g_autofree char *model = NULL;

  easel_studio_choose_model (self->studio, self->task, &provider, &model, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (registry)); i++)
    {
      g_autoptr (EaselProviderConfig) config = g_list_model_get_item (G_LIST_MODEL (registry), i);
      gboolean is_chosen = g_strcmp0 (easel_provider_config_get_id (config), provider) == 0;
      GtkWidget *group = easel_provider_model_group_new (self->studio, config, self->task,
                                                         is_chosen ? model : NULL);

      g_signal_connect_object (group, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (group, "notify::visible", G_CALLBACK (update_stack), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->groups, group);
      adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
    }
}

static void
easel_provider_model_page_dispose (GObject *object)
{
  EaselProviderModelPage *self = EASEL_PROVIDER_MODEL_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_PROVIDER_MODEL_PAGE);
  g_ptr_array_set_size (self->groups, 0);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_provider_model_page_parent_class)->dispose (object);
}

static void
easel_provider_model_page_finalize (GObject *object)
{
  EaselProviderModelPage *self = EASEL_PROVIDER_MODEL_PAGE (object);

  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (easel_provider_model_page_parent_class)->finalize (object);
}

static void
easel_provider_model_page_class_init (EaselProviderModelPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_provider_model_page_dispose;
  object_class->finalize = easel_provider_model_page_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-provider-model-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselProviderModelPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderModelPage, page);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderModelPage, search_entry);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
}

static void
easel_provider_model_page_init (EaselProviderModelPage *self)
{
  self->groups = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
}

EaselProviderModelPage *
easel_provider_model_page_new (EaselStudio *studio, EaselModelTask task)
{
  EaselProviderModelPage *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);

  self = g_object_new (EASEL_TYPE_PROVIDER_MODEL_PAGE, NULL);
  self->studio = g_object_ref (studio);
  self->task = task;
  add_groups (self);
  return self;
}
