/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselService:
 *
 * Easel's doors besides the window, for whichever #GApplication holds the studio: the D-Bus
 * objects, notifications and the actions of their buttons, and staying alive while there is work.
 *
 * Main thread only.
 *
 * Property `busy` (gboolean): whether there is work under way, a call being answered, or
 * something to be told again soon; the application is held as long. Signal `release` (→ gboolean):
 * another Easel asks to take this one's place; whoever will end soon returns %TRUE.
 */
#define EASEL_TYPE_SERVICE (easel_service_get_type ())
G_DECLARE_FINAL_TYPE (EaselService, easel_service, EASEL, SERVICE, GObject)

/* @application: not kept alive; it owns the service. */
EaselService *easel_service_new (GApplication *application, EaselStudio *studio);

/* Puts Jobs1, Library1 and Providers1 on the bus at @path, and the search below it; for
 * GApplicationClass.dbus_register, so that they are there before the name is. */
gboolean easel_service_export (EaselService *self,
                               GDBusConnection *connection,
                               const char *path,
                               GError **error);
void easel_service_unexport (EaselService *self);

/* Whether the person is looking: nothing is told of what ends while they are. */
void easel_service_set_window_active (EaselService *self, gboolean active);
/* Whether a review is open in the window: while they look at one, nothing is told of others. */
void easel_service_set_review_open (EaselService *self, gboolean open);

G_END_DECLS
