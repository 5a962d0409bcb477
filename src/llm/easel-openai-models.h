/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-client.h"
#include "easel-provider.h"

G_BEGIN_DECLS

/**
 * easel_openai_models_read:
 * @owner: (out) (optional) (nullable) (transfer full): who owns the first model, by which
 *   local servers can be told apart
 *
 * Returns: (transfer full) (nullable) (element-type EaselModel): from the answer of /models
 */
GPtrArray *easel_openai_models_read (const char *host,
                                     const char *data,
                                     gsize length,
                                     char **owner,
                                     GError **error);

/* The same, asked for; blocking. */
GPtrArray *easel_openai_models_list (EaselProviderClient *client,
                                     char **owner,
                                     GCancellable *cancellable,
                                     GError **error);

G_END_DECLS
