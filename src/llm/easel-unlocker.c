/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-unlocker.h"

#include "easel-llm-error.h"

#include <glib/gi18n.h>

#define SERVICE_NAME "org.freedesktop.secrets"
#define SERVICE_PATH "/org/freedesktop/secrets"
#define SERVICE_INTERFACE "org.freedesktop.Secret.Service"
#define COLLECTION_INTERFACE "org.freedesktop.Secret.Collection"
#define PROMPT_INTERFACE "org.freedesktop.Secret.Prompt"
#define DEFAULT_PATH SERVICE_PATH "/aliases/default"
#define NO_PROMPT "/"
#define ALREADY_SHOWN "org.freedesktop.Secret.Error.AlreadyExists"

struct _EaselUnlocker
{
  GMutex lock;
  char *prompt; /* (nullable): the one that may still be open; guarded */
};

/* Waiting for a prompt, on a main context of its own. */
typedef struct
{
  GMainContext *context;
  gboolean completed;
  gboolean dismissed;
  gboolean timed_out;
  gboolean vanished;
} Wait;

static void
on_completed (GDBusConnection *bus,
              const char *sender,
              const char *path,
              const char *interface,
              const char *signal,
              GVariant *parameters,
              gpointer data)
{
  Wait *wait = data;

  wait->completed = TRUE;
  /* The result is of no interest; what is unlocked will show. */
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(bv)")))
    g_variant_get (parameters, "(bv)", &wait->dismissed, NULL);
}

static void
on_vanished (GDBusConnection *bus, const char *name, gpointer data)
{
  ((Wait *) data)->vanished = TRUE;
}

static gboolean
on_timeout (gpointer data)
{
  ((Wait *) data)->timed_out = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  /* It only has to wake the loop. */
  return G_SOURCE_REMOVE;
}

static GVariant *
call (GDBusConnection *bus,
      const char *path,
      const char *interface,
      const char *method,
      GVariant *parameters,
      const char *reply_type,
      guint timeout_ms,
      GCancellable *cancellable,
      GError **error)
{
  return g_dbus_connection_call_sync (bus, SERVICE_NAME, path, interface, method, parameters,
                                      reply_type != NULL ? G_VARIANT_TYPE (reply_type) : NULL,
                                      G_DBUS_CALL_FLAGS_NONE, (int) timeout_ms, cancellable, error);
}

static void
attach (Wait *wait, GSource *source, GSourceFunc func)
{
  g_source_set_callback (source, func, wait, NULL);
  g_source_attach (source, wait->context);
  g_source_unref (source);
}

/* Shows @prompt, or finds that it is shown already. */
static gboolean
show_prompt (GDBusConnection *bus,
             const char *prompt,
             guint timeout_ms,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GVariant) reply = call (bus, prompt, PROMPT_INTERFACE, "Prompt",
                                     g_variant_new ("(s)", ""), NULL, timeout_ms, cancellable,
                                     &problem);
  g_autofree char *name = problem != NULL ? g_dbus_error_get_remote_error (problem) : NULL;

  if (reply != NULL || g_strcmp0 (name, ALREADY_SHOWN) == 0)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Begins listening before the prompt is shown, or its answer might be missed. */
static gboolean
wait_for_prompt (Wait *wait,
                 GDBusConnection *bus,
                 const char *prompt,
                 guint timeout_ms,
                 GCancellable *cancellable,
                 GError **error)
{
  guint watch = g_bus_watch_name_on_connection (bus, SERVICE_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                NULL, on_vanished, wait, NULL);
  guint subscription = g_dbus_connection_signal_subscribe (
      bus, SERVICE_NAME, PROMPT_INTERFACE, "Completed", prompt, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
      on_completed, wait, NULL);
  gboolean shown;

  attach (wait, g_timeout_source_new (timeout_ms), on_timeout);
  if (cancellable != NULL)
    attach (wait, g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled));

  shown = show_prompt (bus, prompt, timeout_ms, cancellable, error);
  while (shown && !wait->completed && !wait->timed_out && !wait->vanished
         && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (wait->context, TRUE);

  g_dbus_connection_signal_unsubscribe (bus, subscription);
  g_bus_unwatch_name (watch);
  return shown;
}

/* @shown: (out): whether the prompt could be waited for at all */
static gboolean
run_prompt (GDBusConnection *bus,
            const char *prompt,
            guint timeout_ms,
            gboolean *shown,
            GCancellable *cancellable,
            GError **error)
{
  Wait wait = { g_main_context_new (), FALSE, FALSE, FALSE, FALSE };

  g_main_context_push_thread_default (wait.context);
  *shown = wait_for_prompt (&wait, bus, prompt, timeout_ms, cancellable, error);
  /* What is left to be dispatched must not come after the wait is gone. */
  while (g_main_context_iteration (wait.context, FALSE))
    ;
  g_main_context_pop_thread_default (wait.context);
  g_main_context_unref (wait.context);

  if (wait.completed && !wait.dismissed)
    return TRUE;
  if (*shown && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEYRING,
                 wait.timed_out ? _ ("The keyring did not answer. Unlock it and try again.")
                                : _ ("The keyring is locked. Unlock it and try again."));
  return FALSE;
}

/* (transfer full) (nullable): the prompt that is open, or a new one; NO_PROMPT when nothing
 * needs to be asked. @forget: (nullable): an old one that turned out to be gone */
static char *
get_prompt (EaselUnlocker *self,
            GDBusConnection *bus,
            const char *path,
            const char *forget,
            guint timeout_ms,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (GVariant) reply = NULL;

  if (forget != NULL && g_strcmp0 (self->prompt, forget) == 0)
    g_clear_pointer (&self->prompt, g_free);
  if (self->prompt != NULL)
    return g_strdup (self->prompt);

  reply = call (bus, SERVICE_PATH, SERVICE_INTERFACE, "Unlock",
                g_variant_new_parsed ("([%o],)", path), "(aoo)", timeout_ms, cancellable, error);
  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "(@aoo)", NULL, &self->prompt);
  if (g_str_equal (self->prompt, NO_PROMPT))
    return g_steal_pointer (&self->prompt);
  return g_strdup (self->prompt);
}

EaselUnlocker *
easel_unlocker_new (void)
{
  EaselUnlocker *self = g_new0 (EaselUnlocker, 1);

  g_mutex_init (&self->lock);
  return self;
}

void
easel_unlocker_free (EaselUnlocker *self)
{
  if (self == NULL)
    return;

  g_mutex_clear (&self->lock);
  g_free (self->prompt);
  g_free (self);
}

gboolean
easel_unlocker_unlock (EaselUnlocker *self,
                       const char *path,
                       guint timeout_ms,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, error);
  g_autofree char *prompt = NULL;

  if (bus == NULL)
    return FALSE;

  /* The prompt known from before may have been answered since; then once more with another. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *gone = g_steal_pointer (&prompt);
      g_autoptr (GError) problem = NULL;
      gboolean shown;

      prompt = get_prompt (self, bus, path, gone, timeout_ms, cancellable, error);
      if (prompt == NULL)
        return FALSE;
      if (g_str_equal (prompt, NO_PROMPT)
          || run_prompt (bus, prompt, timeout_ms, &shown, cancellable, &problem))
        return TRUE;
      if (shown || i > 0 || g_cancellable_is_cancelled (cancellable))
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }
  g_return_val_if_reached (FALSE);
}

gboolean
easel_unlocker_unlock_default (EaselUnlocker *self,
                               guint timeout_ms,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, cancellable, NULL);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) locked = NULL;

  if (bus != NULL)
    reply = call (bus, DEFAULT_PATH, "org.freedesktop.DBus.Properties", "Get",
                  g_variant_new ("(ss)", COLLECTION_INTERFACE, "Locked"), "(v)", timeout_ms,
                  cancellable, NULL);
  if (reply == NULL)
    return TRUE;
  g_variant_get (reply, "(v)", &locked);
  return !g_variant_is_of_type (locked, G_VARIANT_TYPE_BOOLEAN) || !g_variant_get_boolean (locked)
         || easel_unlocker_unlock (self, DEFAULT_PATH, timeout_ms, cancellable, error);
}
