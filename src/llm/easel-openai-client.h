/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-http-call.h"
#include "easel-keyring.h"
#include "easel-llm-error.h"
#include "easel-provider-config.h"

G_BEGIN_DECLS

/**
 * EaselOpenaiClient:
 *
 * How one server that speaks as OpenAI does is reached: its address, its key, how long to wait
 * for it and how much to read. Any thread, once it is set up.
 */
typedef struct _EaselOpenaiClient EaselOpenaiClient;

/* @keyring: (nullable): needed when @config needs a key */
EaselOpenaiClient *easel_openai_client_new (EaselProviderConfig *config, EaselKeyring *keyring);
void easel_openai_client_free (EaselOpenaiClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselOpenaiClient, easel_openai_client_free)

/* As in easel-openai-provider.h. */
void easel_openai_client_set_timeouts (EaselOpenaiClient *self,
                                       guint connect_seconds,
                                       guint silence_seconds);
void easel_openai_client_set_max_reply (EaselOpenaiClient *self, gsize bytes);
gsize easel_openai_client_get_max_reply (EaselOpenaiClient *self);

/* (transfer none): whom to name in sentences */
const char *easel_openai_client_get_name (EaselOpenaiClient *self);
EaselProviderKind easel_openai_client_get_kind (EaselOpenaiClient *self);

/**
 * easel_openai_client_start:
 * @path: behind the base URL, such as "/models"
 * @body: (nullable), with its @mime_type
 *
 * Sends a request with the key, and waits for status and headers.
 *
 * Returns: (transfer full) (nullable)
 */
EaselHttpCall *easel_openai_client_start (EaselOpenaiClient *self,
                                          const char *method,
                                          const char *path,
                                          EaselRequestStream *body,
                                          const char *mime_type,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * easel_openai_client_fetch:
 * @url: an address the server named in an answer
 *
 * Fetches a file without the key, from the server's own origin only: at any other place a
 * stranger could be made to be asked.
 *
 * Returns: (transfer full) (nullable)
 */
GBytes *easel_openai_client_fetch (EaselOpenaiClient *self,
                                   const char *url,
                                   GCancellable *cancellable,
                                   GError **error);

/**
 * easel_openai_client_read_refusal:
 * @call: one whose status is no success
 * @param, @specific: as of easel_openai_error_read()
 *
 * Returns: (transfer full): never %NULL
 */
GError *easel_openai_client_read_refusal (EaselOpenaiClient *self,
                                          EaselHttpCall *call,
                                          char **param,
                                          gboolean *specific,
                                          GCancellable *cancellable);

/* As easel_openai_provider_probe(). */
GPtrArray *easel_openai_client_list_models (EaselOpenaiClient *self,
                                            char **owner,
                                            GCancellable *cancellable,
                                            GError **error);

/* Always %FALSE: the answer is a page for people, or too large. */
gboolean easel_openai_client_set_page (EaselOpenaiClient *self, GError **error);
gboolean easel_openai_client_set_too_large (EaselOpenaiClient *self, GError **error);

G_END_DECLS
