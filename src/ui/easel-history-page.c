/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-history-page.h"

#include "easel-history-list.h"
#include "easel-plain.h"

#include <glib/gi18n.h>

#define PAGE_SIZE 100

struct _EaselHistoryPage
{
  AdwNavigationPage parent_instance;

  GtkStack *stack;
  AdwStatusPage *failed_page;
  EaselHistoryList *list;
  GtkWidget *more_button;

  EaselStudio *studio;      /* (owned) */
  EaselHistoryModel *model; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselHistoryPage, easel_history_page, ADW_TYPE_NAVIGATION_PAGE)

static void
update (EaselHistoryPage *self)
{
  const GError *error = easel_history_model_get_error (self->model);

  gtk_widget_set_visible (self->more_button, easel_history_model_has_more (self->model));
  if (!easel_history_model_is_loaded (self->model))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else if (error != NULL)
    {
      easel_plain_describe_page (self->failed_page, error->message);
      gtk_stack_set_visible_child_name (self->stack, "failed");
    }
  else
    gtk_stack_set_visible_child_name (
        self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->model)) > 0 ? "list" : "empty");
}

static void
load (EaselHistoryPage *self)
{
  gboolean ready = FALSE;

  g_object_get (self->studio, "ready", &ready, NULL);
  if (ready)
    easel_history_model_reload (self->model);
}

static void
on_more_clicked (EaselHistoryPage *self)
{
  easel_history_model_load_more (self->model);
}

static void
easel_history_page_dispose (GObject *object)
{
  EaselHistoryPage *self = EASEL_HISTORY_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_HISTORY_PAGE);
  g_clear_object (&self->model);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_history_page_parent_class)->dispose (object);
}

static void
easel_history_page_class_init (EaselHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_history_page_dispose;

  g_type_ensure (EASEL_TYPE_HISTORY_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselHistoryPage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselHistoryPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, EaselHistoryPage, list);
  gtk_widget_class_bind_template_child (widget_class, EaselHistoryPage, more_button);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, on_more_clicked);
}

static void
easel_history_page_init (EaselHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

EaselHistoryPage *
easel_history_page_new (EaselStudio *studio, const char *entity, const char *group)
{
  EaselHistoryPage *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);

  self = g_object_new (EASEL_TYPE_HISTORY_PAGE, NULL);
  self->studio = g_object_ref (studio);
  self->model = easel_history_model_new (easel_studio_get_library (studio), entity, group,
                                         PAGE_SIZE);
  if (group != NULL)
    adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _ ("Made Together"));
  easel_history_list_set_model (self->list, self->model, entity);
  g_signal_connect_object (self->model, "notify::loaded", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio, "notify::ready", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}
