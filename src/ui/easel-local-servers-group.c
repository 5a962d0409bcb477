/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-local-servers-group.h"

#include "easel-local-search.h"
#include "easel-welcome-row.h"

#include <glib/gi18n.h>

struct _EaselLocalServersGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *find_row; /* (unowned): a child */
  GtkWidget *wait_row; /* (unowned): a child */
  GPtrArray *found;    /* (owned) (element-type GtkWidget): (unowned) rows */

  EaselStudio *studio;       /* (owned) */
  GCancellable *cancellable; /* (owned): of the looking */
};

enum
{
  SIGNAL_USED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselLocalServersGroup, easel_local_servers_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_used (EaselLocalServersGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_USED], 0);
}

static void
show_waiting (EaselLocalServersGroup *self, gboolean waiting)
{
  gtk_widget_set_visible (self->find_row, !waiting);
  gtk_widget_set_visible (self->wait_row, waiting);
}

static void
tell (EaselLocalServersGroup *self, const char *text)
{
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_found (EaselLocalServersGroup *self, GPtrArray *found)
{
  for (guint i = 0; i < found->len; i++)
    {
      GtkWidget *row = easel_welcome_row_new (self->studio, g_ptr_array_index (found, i));

      g_signal_connect_object (row, "used", G_CALLBACK (on_used), self, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->found, row);
    }
  if (found->len == 0)
    {
      tell (self, _ ("No server was found. Start Ollama, llama.cpp or LM Studio, then try again."));
      return;
    }
  gtk_widget_set_visible (self->find_row, FALSE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Found on This Machine"));
  tell (self, _ ("Pictures stay on this machine."));
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselLocalServersGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = easel_local_search_finish (result, &error);

  if (self->cancellable == NULL)
    return;
  show_waiting (self, FALSE);
  if (found != NULL)
    show_found (self, found);
  else
    tell (self, error->message);
}

static void
on_find_activated (EaselLocalServersGroup *self)
{
  for (guint i = 0; i < self->found->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->found, i));
  g_ptr_array_set_size (self->found, 0);
  show_waiting (self, TRUE);
  easel_local_search_async (NULL, 0, self->cancellable, on_found, g_object_ref (self));
}

static void
easel_local_servers_group_dispose (GObject *object)
{
  EaselLocalServersGroup *self = EASEL_LOCAL_SERVERS_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_local_servers_group_parent_class)->dispose (object);
}

static void
easel_local_servers_group_class_init (EaselLocalServersGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_local_servers_group_dispose;

  signals[SIGNAL_USED] = g_signal_new ("used", EASEL_TYPE_LOCAL_SERVERS_GROUP, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_local_servers_group_init (EaselLocalServersGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->cancellable = g_cancellable_new ();
  self->found = g_ptr_array_new ();
  self->find_row = g_object_new (ADW_TYPE_BUTTON_ROW, "title", _ ("_Find Servers on This Machine"),
                                 "use-underline", TRUE, NULL);
  g_signal_connect_object (self->find_row, "activated", G_CALLBACK (on_find_activated), self,
                           G_CONNECT_SWAPPED);
  self->wait_row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Looking…"), "visible", FALSE,
                                 NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->wait_row), adw_spinner_new ());
  adw_preferences_group_add (group, self->find_row);
  adw_preferences_group_add (group, self->wait_row);
}

void
easel_local_servers_group_set_studio (EaselLocalServersGroup *self, EaselStudio *studio)
{
  g_return_if_fail (EASEL_IS_LOCAL_SERVERS_GROUP (self));
  g_return_if_fail (EASEL_IS_STUDIO (studio));

  g_set_object (&self->studio, studio);
}
