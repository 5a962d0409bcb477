/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-bus-object.h"

G_BEGIN_DECLS

/* Providers1, where its methods end up. Each is an EaselBusMethodFunc. */
void easel_bus_providers_list (EaselStudio *studio,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation);
void easel_bus_providers_add (EaselStudio *studio,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation);
void easel_bus_providers_remove (EaselStudio *studio,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation);
void easel_bus_providers_test (EaselStudio *studio,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation);
void easel_bus_providers_use (EaselStudio *studio,
                              GVariant *parameters,
                              GDBusMethodInvocation *invocation);
void easel_bus_providers_spending (EaselStudio *studio,
                                   GVariant *parameters,
                                   GDBusMethodInvocation *invocation);

G_END_DECLS
