/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-changes.h"

#include "easel-bus-params.h"
#include "easel-bus-writer.h"
#include "easel-library-changes.h"

/* @entry: (nullable): %NULL when there was nothing to change
 * @error: (transfer full) (nullable): why nothing could be changed */
static void
answer (GDBusMethodInvocation *invocation, const char *entry, GError *error)
{
  if (error != NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(s)", entry != NULL ? entry : ""));
}

/* History --------------------------------------------------------------------------------- */

static void
on_history (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  GPtrArray *entries = easel_library_history_finish (EASEL_LIBRARY (source), result, &error);

  if (entries == NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    easel_bus_writer_answer (invocation, entries, (EaselBusWriteFunc) easel_journal_entry_to_json);
}

void
easel_bus_changes_history (EaselStudio *studio,
                           GVariant *parameters,
                           GDBusMethodInvocation *invocation)
{
  static const EaselBusParam known[] = {
    { "entity", "s" }, { "job", "s" }, { "change", "s" }, { "limit", "u" }, { "offset", "u" },
  };
  g_autoptr (GVariant) params = g_variant_get_child_value (parameters, 0);
  EaselHistoryQuery query = { 0 };
  GError *error = NULL;

  if (!easel_bus_params_check (params, known, G_N_ELEMENTS (known), &error))
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }
  g_variant_lookup (params, "entity", "&s", &query.entity);
  g_variant_lookup (params, "job", "&s", &query.job);
  g_variant_lookup (params, "change", "&s", &query.change);
  g_variant_lookup (params, "limit", "u", &query.limit);
  g_variant_lookup (params, "offset", "u", &query.offset);
  easel_library_history_async (easel_studio_get_library (studio), &query, NULL, on_history,
                               invocation);
}

/* Undo ------------------------------------------------------------------------------------ */

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *entry = NULL;
  GError *error = NULL;

  easel_library_undo_finish (EASEL_LIBRARY (source), result, &entry, &error);
  answer (user_data, entry, error);
}

void
easel_bus_changes_undo (EaselStudio *studio,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  EaselChangeStamp stamp = { .door = easel_bus_object_get_door (invocation) };
  const char *change;
  gboolean force;

  g_variant_get (parameters, "(&sb)", &change, &force);
  easel_library_undo_async (easel_studio_get_library (studio), change, force, &stamp, NULL,
                            on_undone, invocation);
}

/* Archive --------------------------------------------------------------------------------- */

static void
on_archived (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *entry = NULL;
  GError *error = NULL;

  easel_library_set_archived_finish (EASEL_LIBRARY (source), result, &entry, &error);
  answer (user_data, entry, error);
}

void
easel_bus_changes_set_archived (EaselStudio *studio,
                                GVariant *parameters,
                                GDBusMethodInvocation *invocation)
{
  EaselChangeStamp stamp = { .door = easel_bus_object_get_door (invocation) };
  g_autofree const char **ids = NULL;
  gboolean archived;

  g_variant_get (parameters, "(^a&sb)", &ids, &archived);
  easel_library_set_archived_async (easel_studio_get_library (studio), ids, archived, &stamp, NULL,
                                    on_archived, invocation);
}
