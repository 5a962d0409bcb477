/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-test-row.h"

#include <glib/gi18n.h>

typedef enum
{
  TEST_NONE,
  TEST_RUNNING,
  TEST_PASSED,
  TEST_FAILED,
} TestState;

struct _EaselProviderTestRow
{
  AdwActionRow parent_instance;

  GtkWidget *spinner; /* (unowned): a child */
  GtkWidget *icon;    /* (unowned): a child */
  GtkWidget *button;  /* (unowned): a child */

  EaselStudio *studio; /* (owned) */
  char *provider;      /* (owned) */
  TestState state;
  GCancellable *cancellable; /* (owned) (nullable): of the test */
};

G_DEFINE_FINAL_TYPE (EaselProviderTestRow, easel_provider_test_row, ADW_TYPE_ACTION_ROW)

static void
show_icon (EaselProviderTestRow *self, const char *icon_name, const char *css_class)
{
  const char *classes[] = { css_class, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_set_css_classes (self->icon, classes);
}

static void
show_state (EaselProviderTestRow *self, TestState state, const char *message)
{
  self->state = state;
  gtk_widget_set_visible (self->spinner, state == TEST_RUNNING);
  gtk_widget_set_visible (self->icon, state == TEST_PASSED || state == TEST_FAILED);
  if (state == TEST_PASSED)
    show_icon (self, "object-select-symbolic", "success");
  else if (state == TEST_FAILED)
    show_icon (self, "dialog-warning-symbolic", "warning");

  gtk_button_set_label (GTK_BUTTON (self->button),
                        state == TEST_RUNNING ? _ ("_Cancel") : _ ("_Test"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), message);
  if (state != TEST_NONE)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_failure (EaselProviderTestRow *self, const GError *error)
{
  g_autoptr (EaselFailure) failure = easel_studio_describe_error (error);
  /* No job is under way here that would go on by itself. */
  const char *hint = g_str_equal (failure->code, "offline") ? _ ("Test again when it is back.")
                                                            : failure->hint;
  g_autofree char *message = hint != NULL ? g_strdup_printf ("%s\n%s", failure->message, hint)
                                          : g_strdup (failure->message);

  show_state (self, TEST_FAILED, message);
}

static void
stop (EaselProviderTestRow *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
on_tested (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselProviderTestRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;
  g_autoptr (GPtrArray) models = easel_studio_test_provider_finish (EASEL_STUDIO (source), result,
                                                                    &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (models == NULL)
    {
      show_failure (self, error);
      return;
    }

  message = g_strdup_printf (ngettext ("Connected. %u model", "Connected. %u models", models->len),
                             models->len);
  show_state (self, TEST_PASSED, message);
}

static void
on_button_clicked (EaselProviderTestRow *self)
{
  if (self->state != TEST_RUNNING)
    {
      easel_provider_test_row_start (self);
      return;
    }

  stop (self);
  show_state (self, TEST_NONE, _ ("Not tested"));
}

static void
easel_provider_test_row_dispose (GObject *object)
{
  EaselProviderTestRow *self = EASEL_PROVIDER_TEST_ROW (object);

  stop (self);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_provider_test_row_parent_class)->dispose (object);
}

static void
easel_provider_test_row_finalize (GObject *object)
{
  EaselProviderTestRow *self = EASEL_PROVIDER_TEST_ROW (object);

  g_clear_pointer (&self->provider, g_free);

  G_OBJECT_CLASS (easel_provider_test_row_parent_class)->finalize (object);
}

static void
easel_provider_test_row_class_init (EaselProviderTestRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_provider_test_row_dispose;
  object_class->finalize = easel_provider_test_row_finalize;
}

static void
easel_provider_test_row_init (EaselProviderTestRow *self)
{
  AdwActionRow *row = ADW_ACTION_ROW (self);

  self->spinner = adw_spinner_new ();
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             NULL);
  self->button = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->button), TRUE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_button_clicked), self,
                           G_CONNECT_SWAPPED);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Connection"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_add_suffix (row, self->icon);
  adw_action_row_add_suffix (row, self->spinner);
  adw_action_row_add_suffix (row, self->button);
  show_state (self, TEST_NONE, _ ("Not tested"));
}

void
easel_provider_test_row_set_provider (EaselProviderTestRow *self,
                                      EaselStudio *studio,
                                      const char *provider)
{
  g_return_if_fail (EASEL_IS_PROVIDER_TEST_ROW (self));
  g_return_if_fail (EASEL_IS_STUDIO (studio));
  g_return_if_fail (provider != NULL);

  stop (self);
  g_set_object (&self->studio, studio);
  g_set_str (&self->provider, provider);
  show_state (self, TEST_NONE, _ ("Not tested"));
}

void
easel_provider_test_row_start (EaselProviderTestRow *self)
{
  g_return_if_fail (EASEL_IS_PROVIDER_TEST_ROW (self));
  g_return_if_fail (self->provider != NULL);

  stop (self);
  self->cancellable = g_cancellable_new ();
  show_state (self, TEST_RUNNING, _ ("Testing…"));
  easel_studio_test_provider_async (self->studio, self->provider, self->cancellable, on_tested,
                                    g_object_ref (self));
}
