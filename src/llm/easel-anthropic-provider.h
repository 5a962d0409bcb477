/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-http-provider.h"

G_BEGIN_DECLS

/**
 * EaselAnthropicProvider:
 *
 * Anthropic, or any server that speaks Messages as it does.
 */
#define EASEL_TYPE_ANTHROPIC_PROVIDER (easel_anthropic_provider_get_type ())
G_DECLARE_FINAL_TYPE (EaselAnthropicProvider,
                      easel_anthropic_provider,
                      EASEL,
                      ANTHROPIC_PROVIDER,
                      EaselHttpProvider)

/* @keyring: (nullable): needed when @config needs a key */
EaselProvider *easel_anthropic_provider_new (EaselProviderConfig *config, EaselKeyring *keyring);

G_END_DECLS
