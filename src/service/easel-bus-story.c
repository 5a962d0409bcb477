/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-story.h"

#include "easel-bus-params.h"

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
    file = easel_bus_params_read_file (uri, &error);
  if (file == NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    easel_studio_export_story_async (studio, id, format, file, NULL, on_exported, invocation);
}
