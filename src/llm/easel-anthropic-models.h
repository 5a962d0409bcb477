/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider.h"

G_BEGIN_DECLS

/**
 * easel_anthropic_models_read:
 * @models: (element-type EaselModel): gets what is on this page
 * @after: (out) (nullable) (transfer full): after which id to ask for the next page
 *
 * Reads one answer of /models. Pure; any thread.
 */
gboolean easel_anthropic_models_read (const char *host,
                                      const char *data,
                                      gsize length,
                                      GPtrArray *models,
                                      char **after,
                                      GError **error);

G_END_DECLS
