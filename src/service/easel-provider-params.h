/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-config.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * easel_provider_params_to_config:
 * @params: an a{sv}, as Providers1.Add says
 *
 * Reads how a provider is to be set up. A kind may also be the id of a preset, such as
 * "ollama", which then gives what is left out. The command line does this too, before it asks:
 * a key must be stored for the id and the origin the service will come to.
 *
 * Returns: (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS, or %EASEL_LLM_ERROR_INSECURE
 */
EaselProviderConfig *easel_provider_params_to_config (GVariant *params, GError **error);

/* (transfer full): the id a name gives: "LM Studio" is "lm-studio" */
char *easel_provider_params_make_id (const char *name);

G_END_DECLS
