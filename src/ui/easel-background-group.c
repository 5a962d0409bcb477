/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-background-group.h"

#include "easel-background-portal.h"
#include "easel-config.h"
#include "easel-plain.h"

#include <glib/gi18n.h>

struct _EaselBackgroundGroup
{
  AdwPreferencesGroup parent_instance;

  AdwComboRow *when_closed_row;
  AdwSwitchRow *autostart_row;

  GSettings *settings; /* (owned) */
  guint n_asked;       /* answers that are still to come, in order */
};

G_DEFINE_FINAL_TYPE (EaselBackgroundGroup, easel_background_group, ADW_TYPE_PREFERENCES_GROUP)

/* In the order of the row's choices. */
static const char *const choices[] = { "ask", "keep-working", "quit" };

static gboolean
choice_to_position (GValue *value, GVariant *choice, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i], g_variant_get_string (choice, NULL)))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
position_to_choice (const GValue *value, const GVariantType *type, gpointer user_data)
{
  guint position = g_value_get_uint (value);

  return position < G_N_ELEMENTS (choices) ? g_variant_new_string (choices[position]) : NULL;
}

static void
show_autostart (EaselBackgroundGroup *self)
{
  adw_switch_row_set_active (self->autostart_row,
                             g_settings_get_boolean (self->settings, "autostart"));
}

/* Off needs nobody: where there is no desktop to ask, nothing starts Easel either. */
static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselBackgroundGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean background = FALSE, autostart = FALSE;
  gboolean was_asked = easel_background_portal_request_finish (result, &background, &autostart,
                                                               &error);

  g_settings_set_boolean (self->settings, "autostart", autostart);
  self->n_asked--;
  if (self->n_asked > 0 || self->autostart_row == NULL) /* changed again, or closed, meanwhile */
    return;
  if (autostart == adw_switch_row_get_active (self->autostart_row))
    return;
  if (was_asked)
    easel_plain_tell_preferences (GTK_WIDGET (self), _ ("Your desktop does not allow this"));
  else
    {
      g_debug ("Cannot ask to be started at login: %s", error->message);
      easel_plain_tell_preferences (GTK_WIDGET (self),
                                    _ ("This desktop cannot start Easel at login"));
    }
  show_autostart (self);
}

static void
on_autostart_changed (EaselBackgroundGroup *self)
{
  gboolean active = adw_switch_row_get_active (self->autostart_row);
  GDBusConnection *connection = g_application_get_dbus_connection (g_application_get_default ());

  if (self->n_asked == 0 && active == g_settings_get_boolean (self->settings, "autostart"))
    return;
  if (connection == NULL)
    {
      easel_plain_tell_preferences (GTK_WIDGET (self),
                                    _ ("This desktop cannot start Easel at login"));
      show_autostart (self);
      return;
    }
  self->n_asked++;
  easel_background_portal_request_async (connection, _ ("To go on with unfinished work at login"),
                                         active, NULL, on_answered, g_object_ref (self));
}

static void
easel_background_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EASEL_TYPE_BACKGROUND_GROUP);

  G_OBJECT_CLASS (easel_background_group_parent_class)->dispose (object);
}

static void
easel_background_group_finalize (GObject *object)
{
  EaselBackgroundGroup *self = EASEL_BACKGROUND_GROUP (object);

  g_object_unref (self->settings);

  G_OBJECT_CLASS (easel_background_group_parent_class)->finalize (object);
}

static void
easel_background_group_class_init (EaselBackgroundGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = easel_background_group_dispose;
  object_class->finalize = easel_background_group_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-background-group.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselBackgroundGroup, when_closed_row);
  gtk_widget_class_bind_template_child (widget_class, EaselBackgroundGroup, autostart_row);
  gtk_widget_class_bind_template_callback (widget_class, on_autostart_changed);
}

static void
easel_background_group_init (EaselBackgroundGroup *self)
{
  self->settings = g_settings_new (EASEL_SCHEMA_ID);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_settings_bind_with_mapping (self->settings, "when-closed", self->when_closed_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, choice_to_position, position_to_choice,
                                NULL, NULL);
  show_autostart (self);
}
