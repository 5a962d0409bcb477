/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-welcome-page.h"

#include "easel-local-search.h"
#include "easel-welcome-row.h"

#include <glib/gi18n.h>

struct _EaselWelcomePage
{
  AdwNavigationPage parent_instance;

  AdwPreferencesGroup *found_group;

  EaselStudio *studio;       /* (owned) */
  GCancellable *cancellable; /* (owned): of the looking */
};

G_DEFINE_FINAL_TYPE (EaselWelcomePage, easel_welcome_page, ADW_TYPE_NAVIGATION_PAGE)

static void
on_used (EaselWelcomePage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.dismiss-welcome", NULL);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselWelcomePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = easel_local_search_finish (result, &error);

  if (found == NULL)
    {
      /* Nobody asked for it; the two buttons are there. */
      g_debug ("No local servers looked for: %s", error->message);
      return;
    }

  for (guint i = 0; i < found->len; i++)
    {
      GtkWidget *row = easel_welcome_row_new (self->studio, g_ptr_array_index (found, i));

      g_signal_connect_object (row, "used", G_CALLBACK (on_used), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->found_group, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->found_group), found->len > 0);
}

static void
easel_welcome_page_dispose (GObject *object)
{
  EaselWelcomePage *self = EASEL_WELCOME_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_WELCOME_PAGE);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_welcome_page_parent_class)->dispose (object);
}

static void
easel_welcome_page_class_init (EaselWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_welcome_page_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselWelcomePage, found_group);
}

static void
easel_welcome_page_init (EaselWelcomePage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

EaselWelcomePage *
easel_welcome_page_new (EaselStudio *studio)
{
  EaselWelcomePage *self = NULL;

  g_return_val_if_fail (EASEL_IS_STUDIO (studio), NULL);

  self = g_object_new (EASEL_TYPE_WELCOME_PAGE, NULL);
  self->studio = g_object_ref (studio);
  easel_local_search_async (NULL, 0, self->cancellable, on_found, g_object_ref (self));
  return self;
}
