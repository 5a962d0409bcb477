/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider.h"

G_BEGIN_DECLS

/**
 * easel_gemini_models_read:
 * @models: (element-type EaselModel): gets those on this page that generate content
 * @token: (out) (nullable) (transfer full): what to ask for the next page with
 *
 * Reads one answer of /models. Pure; any thread.
 */
gboolean easel_gemini_models_read (const char *host,
                                   const char *data,
                                   gsize length,
                                   GPtrArray *models,
                                   char **token,
                                   GError **error);

G_END_DECLS
