/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-row.h"

#include "easel-provider-form.h"

#include <glib/gi18n.h>

typedef enum
{
  KEY_UNKNOWN,
  KEY_SET,
  KEY_SESSION_ONLY,
  KEY_MISSING,
  KEY_UNREADABLE,
} KeyState;

struct _EaselProviderRow
{
  AdwActionRow parent_instance;

  GtkWidget *warning; /* (unowned): a child */

  EaselProviderRegistry *registry; /* (owned) */
  EaselProviderConfig *config;     /* (owned) */
  GCancellable *cancellable;       /* (owned) (nullable): of asking the keyring */
};

G_DEFINE_FINAL_TYPE (EaselProviderRow, easel_provider_row, ADW_TYPE_ACTION_ROW)

/* (nullable): nothing is said while the keyring is asked, and where no key is needed */
static const char *
describe_key (KeyState state)
{
  switch (state)
    {
    case KEY_SET:
      return _ ("Key set");
    case KEY_SESSION_ONLY:
      return _ ("Key for this session only");
    case KEY_MISSING:
      return _ ("No key");
    case KEY_UNREADABLE:
      return _ ("Keyring not available");
    case KEY_UNKNOWN:
    default:
      return NULL;
    }
}

static void
show_key_state (EaselProviderRow *self, KeyState state)
{
  g_autofree char *place = easel_provider_row_describe_place (self->config);
  const char *key = describe_key (state);
  g_autofree char *subtitle = key != NULL ? g_strdup_printf ("%s · %s", place, key) : NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle != NULL ? subtitle : place);
  gtk_widget_set_visible (self->warning, state == KEY_MISSING || state == KEY_UNREADABLE);
}

static gboolean
is_session_only (EaselProviderRow *self)
{
  g_autofree char *origin = easel_provider_config_get_origin (self->config);

  return easel_keyring_is_session_only (easel_provider_registry_get_keyring (self->registry),
                                        easel_provider_config_get_id (self->config), origin);
}

static void
on_has_key (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselProviderRow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean has_key = easel_keyring_has_key_finish (EASEL_KEYRING (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    show_key_state (self, KEY_UNREADABLE);
  else if (!has_key)
    show_key_state (self, KEY_MISSING);
  else
    show_key_state (self, is_session_only (self) ? KEY_SESSION_ONLY : KEY_SET);
}

static void
easel_provider_row_dispose (GObject *object)
{
  EaselProviderRow *self = EASEL_PROVIDER_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->registry);
  g_clear_object (&self->config);

  G_OBJECT_CLASS (easel_provider_row_parent_class)->dispose (object);
}

static void
easel_provider_row_class_init (EaselProviderRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_provider_row_dispose;
}

static void
easel_provider_row_init (EaselProviderRow *self)
{
  self->warning = g_object_new (GTK_TYPE_IMAGE, "icon-name", "dialog-warning-symbolic", "visible",
                                FALSE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (self->warning, "warning");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->warning);
}

static void
make_activatable (EaselProviderRow *self)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (self),
                             g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                           "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                           NULL));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

GtkWidget *
easel_provider_row_new (EaselProviderRegistry *registry, EaselProviderConfig *config)
{
  EaselProviderRow *self = NULL;

  g_return_val_if_fail (EASEL_IS_PROVIDER_REGISTRY (registry), NULL);
  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);

  self = g_object_new (EASEL_TYPE_PROVIDER_ROW, "title", easel_provider_config_get_name (config),
                       "use-markup", FALSE, NULL);
  self->registry = g_object_ref (registry);
  self->config = g_object_ref (config);
  /* There is nothing to set about Demo. */
  if (easel_provider_config_get_kind (config) != EASEL_PROVIDER_DEMO)
    make_activatable (self);
  easel_provider_row_update (self);
  return GTK_WIDGET (self);
}

EaselProviderConfig *
easel_provider_row_get_config (EaselProviderRow *self)
{
  g_return_val_if_fail (EASEL_IS_PROVIDER_ROW (self), NULL);
  return self->config;
}

void
easel_provider_row_update (EaselProviderRow *self)
{
  g_autofree char *origin = NULL;

  g_return_if_fail (EASEL_IS_PROVIDER_ROW (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  show_key_state (self, KEY_UNKNOWN);
  origin = easel_provider_config_get_origin (self->config);
  if (!easel_provider_config_get_needs_key (self->config) || origin == NULL)
    return;

  self->cancellable = g_cancellable_new ();
  easel_keyring_has_key_async (easel_provider_registry_get_keyring (self->registry),
                               easel_provider_config_get_id (self->config), origin,
                               self->cancellable, on_has_key, g_object_ref (self));
}

char *
easel_provider_row_describe_place (EaselProviderConfig *config)
{
  const char *url = NULL;
  char *host = NULL;

  g_return_val_if_fail (EASEL_IS_PROVIDER_CONFIG (config), NULL);

  if (easel_provider_config_get_kind (config) == EASEL_PROVIDER_DEMO)
    return g_strdup (_ ("On this machine · Measures colors and light"));
  if (easel_provider_config_is_local (config))
    return g_strdup (_ ("On this machine"));

  url = easel_provider_config_get_url (config);
  host = url != NULL ? easel_provider_form_get_host (url) : NULL;
  return host != NULL ? host : g_strdup (_ ("No address"));
}
