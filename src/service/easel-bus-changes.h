/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-bus-object.h"

G_BEGIN_DECLS

/* The methods of Library1 that change the library, and the one that tells of its changes. Each is
 * an EaselBusMethodFunc. */
void easel_bus_changes_history (EaselStudio *studio,
                                GVariant *parameters,
                                GDBusMethodInvocation *invocation);
void easel_bus_changes_undo (EaselStudio *studio,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);
void easel_bus_changes_set_archived (EaselStudio *studio,
                                     GVariant *parameters,
                                     GDBusMethodInvocation *invocation);

G_END_DECLS
