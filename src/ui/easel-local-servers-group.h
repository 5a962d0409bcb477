/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselLocalServersGroup:
 *
 * Looks for servers on this machine when it is asked to, and lists those that answered.
 *
 * Signal `used`: the person took one; it is kept, and what it can do is chosen.
 */
#define EASEL_TYPE_LOCAL_SERVERS_GROUP (easel_local_servers_group_get_type ())
G_DECLARE_FINAL_TYPE (EaselLocalServersGroup,
                      easel_local_servers_group,
                      EASEL,
                      LOCAL_SERVERS_GROUP,
                      AdwPreferencesGroup)

/* Before it is shown. */
void easel_local_servers_group_set_studio (EaselLocalServersGroup *self, EaselStudio *studio);

G_END_DECLS
