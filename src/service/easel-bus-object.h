/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselBusMethodFunc:
 * @invocation: (transfer full): to be answered now or later
 *
 * Answers one method. The studio is open.
 */
typedef void (*EaselBusMethodFunc) (EaselStudio *studio,
                                    GVariant *parameters,
                                    GDBusMethodInvocation *invocation);

/* Ends with a %NULL name. */
typedef struct
{
  const char *name;
  EaselBusMethodFunc func;
} EaselBusMethod;

/* Added to the path of what is on the bus: there it is once more, for Easel's own commands. */
#define EASEL_BUS_COMMAND_LINE "/CommandLine"

/**
 * EaselBusObject:
 *
 * One interface on the bus, at a path and below it at another one, so that the history can tell
 * what a person typed from what a program did. Signals come from the first. Calls that come while
 * the studio is still opening wait for it; when it could not be opened they are told why. Main
 * thread only.
 *
 * Property `busy` (gboolean): whether a call is being answered. Signal `call`
 * (GDBusMethodInvocation *invocation → gboolean): a method that is not in the table, for someone
 * who answers it and returns %TRUE; it does not wait for the studio.
 */
#define EASEL_TYPE_BUS_OBJECT (easel_bus_object_get_type ())
G_DECLARE_FINAL_TYPE (EaselBusObject, easel_bus_object, EASEL, BUS_OBJECT, GObject)

/* @info, @methods: static */
EaselBusObject *easel_bus_object_new (EaselStudio *studio,
                                      const GDBusInterfaceInfo *info,
                                      const EaselBusMethod *methods);

gboolean easel_bus_object_export (EaselBusObject *self,
                                  GDBusConnection *connection,
                                  const char *path,
                                  GError **error);
void easel_bus_object_unexport (EaselBusObject *self);

/* @parameters: (nullable): a floating one is taken. Does nothing while not exported. */
void easel_bus_object_emit (EaselBusObject *self, const char *signal, GVariant *parameters);

/* Through which door the call came in: "dbus" or "command-line" (static). */
const char *easel_bus_object_get_door (GDBusMethodInvocation *invocation);

G_END_DECLS
