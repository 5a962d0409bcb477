/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-http-provider.h"
#include "easel-openai-dialect.h"

G_BEGIN_DECLS

/**
 * EaselOpenaiProvider:
 *
 * OpenAI, or any server that speaks Chat Completions as it does. Adapts to what a server refuses
 * and remembers it per model, in memory.
 */
#define EASEL_TYPE_OPENAI_PROVIDER (easel_openai_provider_get_type ())
G_DECLARE_FINAL_TYPE (EaselOpenaiProvider,
                      easel_openai_provider,
                      EASEL,
                      OPENAI_PROVIDER,
                      EaselHttpProvider)

/* @keyring: (nullable): needed when @config needs a key */
EaselProvider *easel_openai_provider_new (EaselProviderConfig *config, EaselKeyring *keyring);

/* Like easel_provider_list_models(), with the models' owner: see
 * easel_openai_models_read(). */
GPtrArray *easel_openai_provider_probe (EaselOpenaiProvider *self,
                                        char **owner,
                                        GCancellable *cancellable,
                                        GError **error);

/* What is known of how @model wants to be asked. */
void easel_openai_provider_load_dialect (EaselOpenaiProvider *self,
                                         const char *model,
                                         EaselOpenaiDialect *dialect);

G_END_DECLS
