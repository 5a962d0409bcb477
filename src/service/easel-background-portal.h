/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * easel_background_portal_request_async:
 * @reason: a sentence that the desktop may show
 * @autostart: whether Easel is to be started at login; each request says it anew
 *
 * Asks the desktop, by way of org.freedesktop.portal.Background, whether Easel may go on without
 * a window. The answer may take as long as a person takes. Main thread only.
 */
void easel_background_portal_request_async (GDBusConnection *connection,
                                            const char *reason,
                                            gboolean autostart,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);

/**
 * easel_background_portal_request_finish:
 * @background: (out): whether it may
 * @autostart: (out): whether it will be started at login
 *
 * Returns: %FALSE when there is nobody to ask
 */
gboolean easel_background_portal_request_finish (GAsyncResult *result,
                                                 gboolean *background,
                                                 gboolean *autostart,
                                                 GError **error);

/* Tells the desktop what goes on without a window. @message: at most 96 characters. Fails where it
 * does not want to know, as of a program outside a sandbox. */
void easel_background_portal_set_status_async (GDBusConnection *connection,
                                               const char *message,
                                               GCancellable *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer user_data);
gboolean easel_background_portal_set_status_finish (GAsyncResult *result, GError **error);

G_END_DECLS
