/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-object.h"

#include "easel-engine-error.h"

#include <glib/gi18n.h>

struct _EaselBusObject
{
  GObject parent_instance;

  EaselStudio *studio;            /* (owned) */
  const GDBusInterfaceInfo *info; /* (unowned) */
  const EaselBusMethod *methods;  /* (unowned) */

  GDBusConnection *connection; /* (owned) (nullable): while exported */
  char *path;                  /* (owned) (nullable): while exported */
  guint registrations[2];      /* at @path, and below it; 0 while not exported */

  GQueue waiting; /* (element-type GDBusMethodInvocation) (owned): for the studio to open */
  guint n_calls;  /* being answered */
  gboolean was_open;
};

typedef enum
{
  PROP_BUSY = 1,
} EaselBusObjectProperty;

static GParamSpec *properties[PROP_BUSY + 1];

enum
{
  SIGNAL_CALL,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselBusObject, easel_bus_object, G_TYPE_OBJECT)

static void
count_call (EaselBusObject *self, int change)
{
  gboolean was_busy = self->n_calls > 0;

  self->n_calls = (guint) ((int) self->n_calls + change);
  if (was_busy != (self->n_calls > 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

/* An answered invocation is gone: whoever answers it need not know that it is counted. */
static void
on_invocation_gone (gpointer data, GObject *where_it_was)
{
  g_autoptr (EaselBusObject) self = data;

  count_call (self, -1);
}

/* (nullable) */
static EaselBusMethodFunc
find_method (EaselBusObject *self, const char *name)
{
  for (const EaselBusMethod *method = self->methods; method->name != NULL; method++)
    if (g_str_equal (method->name, name))
      return method->func;
  return NULL;
}

static gboolean
studio_is_ready (EaselBusObject *self)
{
  gboolean ready;

  g_object_get (self->studio, "ready", &ready, NULL);
  return ready;
}

/* Answers, refuses or keeps it, as the studio's state asks for. */
static void
take_call (EaselBusObject *self, GDBusMethodInvocation *invocation)
{
  const GError *failure = easel_studio_get_failure (self->studio);

  if (studio_is_ready (self))
    find_method (self, g_dbus_method_invocation_get_method_name (invocation)) (
        self->studio, g_dbus_method_invocation_get_parameters (invocation), invocation);
  else if (failure != NULL)
    g_dbus_method_invocation_return_gerror (invocation, failure);
  else if (self->was_open)
    g_dbus_method_invocation_return_error_literal (invocation, EASEL_ENGINE_ERROR,
                                                   EASEL_ENGINE_ERROR_NOT_OPEN,
                                                   _ ("Easel is closing. Try again."));
  else
    g_queue_push_tail (&self->waiting, invocation);
}

static void
on_studio_changed (EaselBusObject *self)
{
  GQueue calls = self->waiting;
  GDBusMethodInvocation *invocation;

  self->was_open = self->was_open || studio_is_ready (self);
  g_queue_init (&self->waiting);
  while ((invocation = g_queue_pop_head (&calls)) != NULL)
    take_call (self, invocation);
}

static void
on_method_call (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  EaselBusObject *self = user_data;
  gboolean is_answered = FALSE;

  count_call (self, 1);
  g_object_weak_ref (G_OBJECT (invocation), on_invocation_gone, g_object_ref (self));

  if (find_method (self, method) != NULL)
    {
      take_call (self, invocation);
      return;
    }
  g_signal_emit (self, signals[SIGNAL_CALL], 0, invocation, &is_answered);
  if (!is_answered)
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD,
                                           "No method %s", method);
}

static void
easel_bus_object_dispose (GObject *object)
{
  EaselBusObject *self = EASEL_BUS_OBJECT (object);

  easel_bus_object_unexport (self);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_bus_object_parent_class)->dispose (object);
}

static void
easel_bus_object_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselBusObject *self = EASEL_BUS_OBJECT (object);

  switch ((EaselBusObjectProperty) prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, self->n_calls > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_bus_object_class_init (EaselBusObjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_bus_object_dispose;
  object_class->get_property = easel_bus_object_get_property;

  properties[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                    | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CALL] = g_signal_new ("call", EASEL_TYPE_BUS_OBJECT, G_SIGNAL_RUN_LAST, 0,
                                       g_signal_accumulator_true_handled, NULL, NULL,
                                       G_TYPE_BOOLEAN, 1, G_TYPE_DBUS_METHOD_INVOCATION);
}

static void
easel_bus_object_init (EaselBusObject *self)
{
  g_queue_init (&self->waiting);
}

EaselBusObject *
easel_bus_object_new (EaselStudio *studio,
                      const GDBusInterfaceInfo *info,
                      const EaselBusMethod *methods)
{
  EaselBusObject *self = g_object_new (EASEL_TYPE_BUS_OBJECT, NULL);

  self->studio = g_object_ref (studio);
  self->info = info;
  self->methods = methods;
  self->was_open = studio_is_ready (self);
  g_signal_connect_object (studio, "notify::ready", G_CALLBACK (on_studio_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio, "notify::failure", G_CALLBACK (on_studio_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

gboolean
easel_bus_object_export (EaselBusObject *self,
                         GDBusConnection *connection,
                         const char *path,
                         GError **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_method_call };
  g_autofree char *command_line = g_strconcat (path, EASEL_BUS_COMMAND_LINE, NULL);
  const char *const paths[] = { path, command_line };

  g_return_val_if_fail (EASEL_IS_BUS_OBJECT (self), FALSE);
  g_return_val_if_fail (self->connection == NULL, FALSE);

  self->connection = g_object_ref (connection);
  self->path = g_strdup (path);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      self->registrations[i] = g_dbus_connection_register_object (
          connection, paths[i], (GDBusInterfaceInfo *) self->info, &vtable, self, NULL, error);
      if (self->registrations[i] != 0)
        continue;
      easel_bus_object_unexport (self);
      return FALSE;
    }
  return TRUE;
}

void
easel_bus_object_unexport (EaselBusObject *self)
{
  GDBusMethodInvocation *invocation;

  g_return_if_fail (EASEL_IS_BUS_OBJECT (self));

  for (guint i = 0; i < G_N_ELEMENTS (self->registrations); i++)
    {
      if (self->registrations[i] != 0)
        g_dbus_connection_unregister_object (self->connection, self->registrations[i]);
      self->registrations[i] = 0;
    }
  while ((invocation = g_queue_pop_head (&self->waiting)) != NULL)
    g_dbus_method_invocation_return_error_literal (invocation, EASEL_ENGINE_ERROR,
                                                   EASEL_ENGINE_ERROR_NOT_OPEN,
                                                   _ ("Easel is closing. Try again."));
  g_clear_object (&self->connection);
  g_clear_pointer (&self->path, g_free);
}

void
easel_bus_object_emit (EaselBusObject *self, const char *signal, GVariant *parameters)
{
  g_autoptr (GVariant) owned = parameters != NULL ? g_variant_ref_sink (parameters) : NULL;

  g_return_if_fail (EASEL_IS_BUS_OBJECT (self));

  /* Fails only when the connection is closed, and then nobody listens. */
  if (self->connection != NULL)
    g_dbus_connection_emit_signal (self->connection, NULL, self->path, self->info->name, signal,
                                   owned, NULL);
}

const char *
easel_bus_object_get_door (GDBusMethodInvocation *invocation)
{
  return g_str_has_suffix (g_dbus_method_invocation_get_object_path (invocation),
                           EASEL_BUS_COMMAND_LINE)
             ? "command-line"
             : "dbus";
}
