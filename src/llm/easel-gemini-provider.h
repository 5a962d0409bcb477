/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-http-provider.h"

G_BEGIN_DECLS

/**
 * EaselGeminiProvider:
 *
 * Google's Gemini, or any server that speaks generateContent as it does. It makes pictures too.
 */
#define EASEL_TYPE_GEMINI_PROVIDER (easel_gemini_provider_get_type ())
G_DECLARE_FINAL_TYPE (EaselGeminiProvider,
                      easel_gemini_provider,
                      EASEL,
                      GEMINI_PROVIDER,
                      EaselHttpProvider)

/* @keyring: (nullable): needed when @config needs a key */
EaselProvider *easel_gemini_provider_new (EaselProviderConfig *config, EaselKeyring *keyring);

G_END_DECLS
