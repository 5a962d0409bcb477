/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-key-group.h"

#include "easel-plain.h"
#include "easel-provider-form.h"

#include <glib/gi18n.h>

typedef enum
{
  KEY_MISSING,
  KEY_UNKNOWN,
  KEY_SET,
  KEY_SESSION_ONLY,
} KeyState;

struct _EaselProviderKeyGroup
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *key_row;
  GtkWidget *get_key_row;
  GtkWidget *forget_row;

  EaselKeyring *keyring; /* (owned) */
  char *url;             /* (owned) (nullable) */
  char *id;              /* (owned) (nullable): of the provider, once it is kept */
  KeyState state;
  GCancellable *cancellable; /* (owned) */
  GCancellable *looking;     /* (owned) (nullable) */
};

enum
{
  SIGNAL_ENTERED,
  SIGNAL_BEGUN,
  SIGNAL_FAILED,
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselProviderKeyGroup, easel_provider_key_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_set (EaselProviderKeyGroup *self)
{
  return self->state == KEY_SET || self->state == KEY_SESSION_ONLY;
}

static void
update (EaselProviderKeyGroup *self)
{
  g_autofree char *host = easel_provider_form_get_host (self->url);
  const EaselProviderPreset *preset = easel_provider_form_find_preset (self->url);
  g_autofree char *text = NULL;

  if (self->state == KEY_SET)
    text = g_strdup_printf (_ ("A key is set, and sent only to %s. Type another to replace it."),
                            host);
  else if (self->state == KEY_SESSION_ONLY)
    text = g_strdup (_ ("The keyring did not take the key: it is forgotten when Easel quits."));
  else if (preset != NULL && preset->local)
    text = g_strdup (_ ("A server on this machine seldom needs one."));
  else if (host != NULL)
    text = g_strdup_printf (_ ("Kept in the keyring, and sent only to %s."), host);

  easel_plain_describe_group (ADW_PREFERENCES_GROUP (self), text);
  gtk_widget_set_visible (self->forget_row, is_set (self));
  gtk_widget_set_visible (self->get_key_row,
                          preset != NULL && preset->key_url != NULL && !is_set (self));
}

static void
set_state (EaselProviderKeyGroup *self, KeyState state)
{
  self->state = state;
  update (self);
}

static void
fail (EaselProviderKeyGroup *self, const GError *error)
{
  easel_plain_tell_preferences (GTK_WIDGET (self), error->message);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0);
}

/* Looking --------------------------------------------------------------------------------- */

static void
on_has_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselProviderKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean has_key = easel_keyring_has_key_finish (EASEL_KEYRING (source), result, &error);
  g_autofree char *origin = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->looking);
  origin = easel_provider_url_get_origin (self->url);
  if (!has_key)
    set_state (self, KEY_MISSING);
  else if (easel_keyring_is_session_only (EASEL_KEYRING (source), self->id, origin))
    set_state (self, KEY_SESSION_ONLY);
  else
    set_state (self, KEY_SET);
  if (error != NULL)
    easel_plain_describe_group (ADW_PREFERENCES_GROUP (self), error->message);
}

/* Keeping --------------------------------------------------------------------------------- */

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselProviderKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  EaselKeyStorage storage = EASEL_KEY_STORED;

  if (!easel_keyring_store_finish (EASEL_KEYRING (source), result, &storage, &error))
    {
      fail (self, error);
      return;
    }
  self->state = storage == EASEL_KEY_STORED ? KEY_SET : KEY_SESSION_ONLY;
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
on_entered (EaselProviderKeyGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTERED], 0);
}

/* Forgetting ------------------------------------------------------------------------------ */

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselProviderKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_keyring_clear_finish (EASEL_KEYRING (source), result, &error))
    {
      fail (self, error);
      return;
    }
  self->state = KEY_MISSING;
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
on_forget_answered (EaselProviderKeyGroup *self, const char *response)
{
  if (!g_str_equal (response, "forget"))
    return;

  g_signal_emit (self, signals[SIGNAL_BEGUN], 0);
  easel_keyring_clear_async (self->keyring, self->id, self->cancellable, on_cleared,
                             g_object_ref (self));
}

/* No undo could bring it back: a key is not shown again, not even to Easel's own toast. */
static void
on_forget_activated (EaselProviderKeyGroup *self)
{
  AdwDialog *dialog = adw_alert_dialog_new (
      _ ("Forget the Key?"), _ ("To use this provider again, the key has to be typed again."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "forget",
                                  _ ("_Forget"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "forget",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_forget_answered), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

/* Getting one ----------------------------------------------------------------------------- */

static void
on_page_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselProviderKeyGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    easel_plain_tell_preferences (GTK_WIDGET (self), error->message);
}

static void
on_get_key_activated (EaselProviderKeyGroup *self)
{
  const EaselProviderPreset *preset = easel_provider_form_find_preset (self->url);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GtkUriLauncher) launcher = NULL;

  if (preset == NULL || preset->key_url == NULL)
    return;

  launcher = gtk_uri_launcher_new (preset->key_url);
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                           self->cancellable, on_page_opened, g_object_ref (self));
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_provider_key_group_dispose (GObject *object)
{
  EaselProviderKeyGroup *self = EASEL_PROVIDER_KEY_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_PROVIDER_KEY_GROUP);
  g_clear_object (&self->keyring);

  G_OBJECT_CLASS (easel_provider_key_group_parent_class)->dispose (object);
}

static void
easel_provider_key_group_finalize (GObject *object)
{
  EaselProviderKeyGroup *self = EASEL_PROVIDER_KEY_GROUP (object);

  g_object_unref (self->cancellable);
  g_free (self->url);
  g_free (self->id);

  G_OBJECT_CLASS (easel_provider_key_group_parent_class)->finalize (object);
}

static void
easel_provider_key_group_class_init (EaselProviderKeyGroupClass *klass)
{
  static const char *const names[N_SIGNALS] = { "entered", "begun", "failed", "done" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_provider_key_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_provider_key_group_finalize;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], EASEL_TYPE_PROVIDER_KEY_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-provider-key-group.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselProviderKeyGroup, key_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderKeyGroup, get_key_row);
  gtk_widget_class_bind_template_child (widget_class, EaselProviderKeyGroup, forget_row);
  gtk_widget_class_bind_template_callback (widget_class, on_entered);
  gtk_widget_class_bind_template_callback (widget_class, on_get_key_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_forget_activated);
}

static void
easel_provider_key_group_init (EaselProviderKeyGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
easel_provider_key_group_set_keyring (EaselProviderKeyGroup *self, EaselKeyring *keyring)
{
  g_return_if_fail (EASEL_IS_PROVIDER_KEY_GROUP (self));
  g_return_if_fail (EASEL_IS_KEYRING (keyring));

  g_set_object (&self->keyring, keyring);
}

void
easel_provider_key_group_set_url (EaselProviderKeyGroup *self, const char *url)
{
  g_return_if_fail (EASEL_IS_PROVIDER_KEY_GROUP (self));

  g_set_str (&self->url, url);
  update (self);
}

void
easel_provider_key_group_set_unknown (EaselProviderKeyGroup *self)
{
  g_return_if_fail (EASEL_IS_PROVIDER_KEY_GROUP (self));

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  self->state = KEY_UNKNOWN;
}

void
easel_provider_key_group_look_up (EaselProviderKeyGroup *self, EaselProviderConfig *config)
{
  g_autofree char *origin = NULL;

  g_return_if_fail (EASEL_IS_PROVIDER_KEY_GROUP (self));
  g_return_if_fail (EASEL_IS_PROVIDER_CONFIG (config));

  if (self->state != KEY_UNKNOWN || self->looking != NULL)
    return;
  origin = easel_provider_config_get_origin (config);
  g_set_str (&self->id, easel_provider_config_get_id (config));
  if (easel_provider_config_get_needs_key (config) && origin != NULL)
    {
      self->looking = g_cancellable_new ();
      easel_keyring_has_key_async (self->keyring, self->id, origin, self->looking, on_has_key,
                                   g_object_ref (self));
    }
  else
    set_state (self, KEY_MISSING);
}

gboolean
easel_provider_key_group_has_key (EaselProviderKeyGroup *self, EaselProviderConfig *config)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_KEY_GROUP (self), FALSE);

  /* Until it is known that there is no key, one is not given up. */
  return is_set (self)
         || (self->state == KEY_UNKNOWN && config != NULL
             && easel_provider_config_get_needs_key (config));
}

gboolean
easel_provider_key_group_has_text (EaselProviderKeyGroup *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_KEY_GROUP (self), FALSE);

  return *gtk_editable_get_text (GTK_EDITABLE (self->key_row)) != '\0';
}

void
easel_provider_key_group_clear_text (EaselProviderKeyGroup *self)
{
  g_return_if_fail (EASEL_IS_PROVIDER_KEY_GROUP (self));

  /* A row that is being filled is not being edited. */
  adw_entry_row_set_show_apply_button (self->key_row, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");
  adw_entry_row_set_show_apply_button (self->key_row, TRUE);
}

void
easel_provider_key_group_store (EaselProviderKeyGroup *self, const char *id, const char *url)
{
  g_autofree char *origin = NULL;

  g_return_if_fail (EASEL_IS_PROVIDER_KEY_GROUP (self));

  origin = easel_provider_url_get_origin (url);
  g_set_str (&self->id, id);
  g_signal_emit (self, signals[SIGNAL_BEGUN], 0);
  easel_keyring_store_async (self->keyring, self->id, origin,
                             gtk_editable_get_text (GTK_EDITABLE (self->key_row)), TRUE,
                             self->cancellable, on_stored, g_object_ref (self));
}
