/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-bus-object.h"

G_BEGIN_DECLS

/* Jobs1.ListGenerators and Jobs1.BuildPrompt, each an EaselBusMethodFunc. */
void easel_bus_making_list_generators (EaselStudio *studio,
                                       GVariant *parameters,
                                       GDBusMethodInvocation *invocation);
void easel_bus_making_build_prompt (EaselStudio *studio,
                                    GVariant *parameters,
                                    GDBusMethodInvocation *invocation);

G_END_DECLS
