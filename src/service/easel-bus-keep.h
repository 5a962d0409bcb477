/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-bus-object.h"

G_BEGIN_DECLS

/* Library1: whether the library is kept on this machine. */

void
easel_bus_keep_get (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation);
void
easel_bus_keep_set (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation);

G_END_DECLS
