/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-library.h"

#include "easel-bus-params.h"
#include "easel-bus-writer.h"

#include <glib/gi18n.h>

/* @entities: (transfer full) (nullable); @error: (transfer full): when there are none */
static void
answer (GDBusMethodInvocation *invocation, GPtrArray *entities, GError *error)
{
  if (entities == NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    easel_bus_writer_answer (invocation, entities, (EaselBusWriteFunc) easel_entity_to_json);
}

static void
on_queried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GPtrArray *entities = easel_library_query_finish (EASEL_LIBRARY (source), result, &error);

  answer (user_data, entities, error);
}

static gboolean
read_query (GVariant *params, EaselLibraryQuery *query, GError **error)
{
  static const EaselBusParam known[] = {
    { "kind", "s" }, { "text", "s" }, { "archived", "b" }, { "limit", "u" }, { "offset", "u" },
  };

  if (!easel_bus_params_check (params, known, G_N_ELEMENTS (known), error))
    return FALSE;
  g_variant_lookup (params, "kind", "&s", &query->kind);
  g_variant_lookup (params, "text", "&s", &query->text);
  g_variant_lookup (params, "archived", "b", &query->archived);
  g_variant_lookup (params, "limit", "u", &query->limit);
  g_variant_lookup (params, "offset", "u", &query->offset);

  if (query->kind != NULL && !easel_entity_kind_is_valid (query->kind))
    {
      g_autofree char *kinds = g_strjoinv (", ", (GStrv) easel_entity_kind_get_all ());

      g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                   _ ("The library has no kind “%s”. Known are: %s."), query->kind, kinds);
      return FALSE;
    }
  return TRUE;
}

void
easel_bus_library_list (EaselStudio *studio,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) params = g_variant_get_child_value (parameters, 0);
  EaselLibraryQuery query = { 0 };
  GError *error = NULL;

  if (!read_query (params, &query, &error))
    g_dbus_method_invocation_take_error (invocation, error);
  else
    easel_library_query_async (easel_studio_get_library (studio), &query, NULL, on_queried,
                               invocation);
}

static void
on_got (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);

  if (entity == NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    {
      g_autoptr (JsonNode) node = easel_entity_to_json (entity);
      g_autofree char *json = json_to_string (node, FALSE);

      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", json));
    }
}

void
easel_bus_library_get (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  const char *id;

  g_variant_get (parameters, "(&s)", &id);
  easel_library_get_async (easel_studio_get_library (studio), id, NULL, on_got, invocation);
}

static void
on_found_users (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GPtrArray *entities = easel_library_where_used_finish (EASEL_LIBRARY (source), result, &error);

  answer (user_data, entities, error);
}

void
easel_bus_library_where_used (EaselStudio *studio,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation)
{
  const char *id;

  g_variant_get (parameters, "(&s)", &id);
  easel_library_where_used_async (easel_studio_get_library (studio), id, NULL, on_found_users,
                                  invocation);
}
