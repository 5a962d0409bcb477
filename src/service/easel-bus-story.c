/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-story.h"

#include <glib/gi18n.h>

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;

  if (easel_studio_export_story_finish (EASEL_STUDIO (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

/* (transfer full) (nullable): what is written is a file of this machine */
static GFile *
read_file (const char *uri, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_uri (uri);

  if (g_file_peek_path (file) != NULL)
    return g_steal_pointer (&file);
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
               _ ("“%s” is not the address of a file on this computer."), uri);
  return NULL;
}

void
easel_bus_story_export (EaselStudio *studio,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  const char *id;
  const char *word;
  const char *uri;
  EaselStoryFormat format = EASEL_STORY_FORMAT_EPUB;
  g_autoptr (GFile) file = NULL;
  GError *error = NULL;

  g_variant_get (parameters, "(&s&s&s)", &id, &word, &uri);
  if (easel_story_format_from_string (word, &format, &error))
    file = read_file (uri, &error);
  if (file == NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    easel_studio_export_story_async (studio, id, format, file, NULL, on_exported, invocation);
}
