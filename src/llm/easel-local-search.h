/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-config.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * easel_local_search_async:
 * @presets: (array length=n_presets) (nullable): whom to look for, of whom those not local are
 *   passed over; %NULL for all Easel knows. Static.
 *
 * Asks each preset's server for its models, all at once, on threads of their own, and
 * recognises what answers: something else than usual may sit on a port.
 */
void easel_local_search_async (const EaselProviderPreset *presets,
                               guint n_presets,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/* (transfer container) (element-type EaselProviderConfig): those that answered, in order */
GPtrArray *easel_local_search_finish (GAsyncResult *result, GError **error);

G_END_DECLS
