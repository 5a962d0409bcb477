/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Added to the path of what is on the bus: where GNOME Shell asks. */
#define EASEL_BUS_SEARCH "/SearchProvider"

/* Methods of org.gnome.Shell.SearchProvider2: what is in the library and the jobs that have all
 * the words, the newest first. A result is "entity:ID" or "job:ID". */
void easel_bus_search_initial (EaselStudio *studio,
                               GVariant *parameters,
                               GDBusMethodInvocation *invocation);
void easel_bus_search_again (EaselStudio *studio,
                             GVariant *parameters,
                             GDBusMethodInvocation *invocation);
void easel_bus_search_get_metas (EaselStudio *studio,
                                 GVariant *parameters,
                                 GDBusMethodInvocation *invocation);

/**
 * easel_bus_search_activate:
 * @application: has the actions "show-entity", "show-job" and "search-library" (each s)
 *
 * Answers the methods that show something.
 *
 * Returns: %FALSE for any other method, which is not answered
 */
gboolean easel_bus_search_activate (GApplication *application, GDBusMethodInvocation *invocation);

G_END_DECLS
