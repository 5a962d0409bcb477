/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-edit.h"

#include "easel-library-changes.h"

#include <glib/gi18n.h>

/* An edit on its way. What it asks for is borrowed from @json and @tags. */
typedef struct
{
  EaselStudio *studio;               /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) (nullable): until answered */
  char *id;                          /* (owned) */
  JsonNode *json;                    /* (owned) (nullable) */
  GStrv tags;                        /* (owned) (nullable) */
  EaselEditRequest request;
} Edit;

static void
edit_free (Edit *edit)
{
  g_object_unref (edit->studio);
  g_free (edit->id);
  g_clear_pointer (&edit->json, json_node_unref);
  g_strfreev (edit->tags);
  g_clear_pointer (&edit->request.schema, json_node_unref);
  g_free (edit);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Edit, edit_free)

static gboolean
is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* (transfer full) (nullable) */
static GStrv
read_tags (JsonNode *node)
{
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!is_text (element))
        return NULL;
      g_strv_builder_add (tags, json_node_get_string (element));
    }
  return g_strv_builder_end (tags);
}

/* Whether the member is known, and of its type. */
static gboolean
read_member (Edit *edit, const char *member, JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (g_str_equal (member, "name") && is_text (node))
    edit->request.name = json_node_get_string (node);
  else if (g_str_equal (member, "attributes") && JSON_NODE_HOLDS_OBJECT (node))
    edit->request.attributes = json_node_get_object (node);
  else if (g_str_equal (member, "tags") && edit->tags == NULL)
    edit->request.tags = (const char *const *) (edit->tags = read_tags (node));
  else if (g_str_equal (member, "revision") && type == G_TYPE_INT64 && json_node_get_int (node) >= 0
           && json_node_get_int (node) <= G_MAXUINT)
    edit->request.revision = (guint) json_node_get_int (node);
  else if (g_str_equal (member, "force") && type == G_TYPE_BOOLEAN)
    edit->request.force = json_node_get_boolean (node);
  else
    return FALSE;
  return !g_str_equal (member, "tags") || edit->tags != NULL;
}

static gboolean
read_edit (Edit *edit, const char *json, GError **error)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  edit->json = json_from_string (json, NULL);
  if (edit->json == NULL || !JSON_NODE_HOLDS_OBJECT (edit->json))
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("What is to be changed must be a JSON object."));
      return FALSE;
    }
  json_object_iter_init (&iter, json_node_get_object (edit->json));
  while (json_object_iter_next (&iter, &member, &node))
    if (!read_member (edit, member, node))
      {
        g_autofree char *valid = g_utf8_make_valid (member, -1);

        g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                     /* Translators: %s is the name of a member of a JSON object, such as "tags" */
                     _ ("“%s” cannot be changed, or is not of its type."), valid);
        return FALSE;
      }
  return TRUE;
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  g_autofree char *entry = NULL;
  GError *error = NULL;

  if (easel_library_edit_finish (EASEL_LIBRARY (source), result, &entry, &error))
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(s)", entry != NULL ? entry : ""));
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

/* What may be written depends on what it is. */
static void
on_got (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Edit) edit = user_data;
  GError *error = NULL;
  g_autoptr (EaselEntity) entity = easel_library_get_finish (EASEL_LIBRARY (source), result,
                                                             &error);
  EaselChangeStamp stamp = { .door = easel_bus_object_get_door (edit->invocation) };

  if (entity == NULL)
    {
      g_dbus_method_invocation_take_error (edit->invocation, error);
      return;
    }
  edit->request.id = edit->id;
  edit->request.schema = easel_studio_dup_kind_schema (edit->studio, easel_entity_get_kind (entity),
                                                       easel_entity_get_analyzer (entity));
  easel_library_edit_async (EASEL_LIBRARY (source), &edit->request, &stamp, NULL, on_edited,
                            edit->invocation);
}

void
easel_bus_edit (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (Edit) edit = g_new0 (Edit, 1);
  GError *error = NULL;
  const char *id, *json;

  g_variant_get (parameters, "(&s&s)", &id, &json);
  edit->studio = g_object_ref (studio);
  edit->invocation = invocation;
  edit->id = g_strdup (id);
  if (read_edit (edit, json, &error))
    easel_library_get_async (easel_studio_get_library (studio), id, NULL, on_got,
                             g_steal_pointer (&edit));
  else
    g_dbus_method_invocation_take_error (invocation, error);
}
