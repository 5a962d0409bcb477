/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-keep.h"

#include "easel-library-keep.h"

void
easel_bus_keep_get (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  gboolean keep_here = easel_library_get_keep_here (easel_studio_get_library (studio));

  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(b)", keep_here));
}

static void
on_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;

  if (easel_library_set_keep_here_finish (EASEL_LIBRARY (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

void
easel_bus_keep_set (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  gboolean keep_here;

  g_variant_get (parameters, "(b)", &keep_here);
  easel_library_set_keep_here_async (easel_studio_get_library (studio), keep_here, NULL, on_set,
                                     invocation);
}
