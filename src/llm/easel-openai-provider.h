/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-keyring.h"
#include "easel-provider.h"

G_BEGIN_DECLS

/**
 * EaselOpenaiProvider:
 *
 * OpenAI, or any server that speaks Chat Completions as it does. Each call has a connection
 * of its own, made and used on the calling thread, and closed when the call ends or is
 * cancelled. Adapts to what a server refuses and remembers it per model, in memory.
 */
#define EASEL_TYPE_OPENAI_PROVIDER (easel_openai_provider_get_type ())
G_DECLARE_FINAL_TYPE (EaselOpenaiProvider,
                      easel_openai_provider,
                      EASEL,
                      OPENAI_PROVIDER,
                      EaselProvider)

/* @keyring: (nullable): needed when @config needs a key */
EaselProvider *easel_openai_provider_new (EaselProviderConfig *config, EaselKeyring *keyring);

/* In seconds; 15 to connect and 300 without a byte unless set. Before the first call. */
void easel_openai_provider_set_timeouts (EaselOpenaiProvider *self,
                                         guint connect_seconds,
                                         guint silence_seconds);

/* How long an answer may be; 32 MiB unless set. Before the first call. */
void easel_openai_provider_set_max_reply (EaselOpenaiProvider *self, gsize bytes);

/* Like easel_provider_list_models(), with the models' owner: see
 * easel_openai_codec_read_models(). */
GPtrArray *easel_openai_provider_probe (EaselOpenaiProvider *self,
                                        char **owner,
                                        GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
