/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-bus-object.h"

G_BEGIN_DECLS

/* Library1.SavePicture, an EaselBusMethodFunc. */
void easel_bus_picture_save (EaselStudio *studio,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);

G_END_DECLS
