/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * easel_job_listing_start:
 * @filter: an a{sv}, as Jobs1.List says
 * @invocation: (transfer full): answered when the list is done
 *
 * Lists jobs as JSON. Jobs are read on the main thread, so a long list is made in slices: ten
 * thousand of them must not hold up a frame.
 *
 * Returns: %FALSE with %EASEL_STUDIO_ERROR_BAD_PARAMS, and @invocation is not taken
 */
gboolean easel_job_listing_start (EaselStudio *studio,
                                  GVariant *filter,
                                  GDBusMethodInvocation *invocation,
                                  GError **error);

G_END_DECLS
