/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-http-provider.h"

G_BEGIN_DECLS

/**
 * EaselOllamaProvider:
 *
 * Ollama, by its own API: it says which models see pictures, and one that does not is never sent
 * any. An address that ends in /v1, where it speaks Chat Completions, will do as well.
 */
#define EASEL_TYPE_OLLAMA_PROVIDER (easel_ollama_provider_get_type ())
G_DECLARE_FINAL_TYPE (EaselOllamaProvider,
                      easel_ollama_provider,
                      EASEL,
                      OLLAMA_PROVIDER,
                      EaselHttpProvider)

/* @keyring: (nullable): needed when @config needs a key */
EaselProvider *easel_ollama_provider_new (EaselProviderConfig *config, EaselKeyring *keyring);

G_END_DECLS
