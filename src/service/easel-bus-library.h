/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-bus-object.h"

G_BEGIN_DECLS

/* Library1, where its methods end up. Each is an EaselBusMethodFunc. */
void easel_bus_library_list (EaselStudio *studio,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);
void easel_bus_library_get (EaselStudio *studio,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation);
void easel_bus_library_where_used (EaselStudio *studio,
                                   GVariant *parameters,
                                   GDBusMethodInvocation *invocation);

G_END_DECLS
