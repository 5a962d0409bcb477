/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-http-call.h"
#include "easel-keyring.h"
#include "easel-llm-error.h"
#include "easel-provider-config.h"
#include "easel-wire-error.h"

G_BEGIN_DECLS

/**
 * EaselProviderManners:
 * @key_header: where a key goes; "Authorization" takes it as a Bearer token
 * @try_bearer: after a 401, whether to try that instead
 * @header: (nullable): one more header of every request, with its @header_value
 * @url_suffix: (nullable): an end of an address that is left off, as it leads to another API of
 *   the same server
 * @read_error: reads an error object
 *
 * What those who speak one wire format have in common.
 */
typedef struct
{
  const char *key_header;
  gboolean try_bearer;
  const char *header;
  const char *header_value;
  const char *url_suffix;
  EaselErrorObjectFunc read_error;
} EaselProviderManners;

/**
 * EaselProviderClient:
 *
 * How one server is reached: its address, its key, how long to wait for it and how much to read.
 * Any thread, once it is set up.
 */
typedef struct _EaselProviderClient EaselProviderClient;

/* @manners: static. @keyring: (nullable): needed when @config needs a key */
EaselProviderClient *easel_provider_client_new (const EaselProviderManners *manners,
                                                EaselProviderConfig *config,
                                                EaselKeyring *keyring);
void easel_provider_client_free (EaselProviderClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselProviderClient, easel_provider_client_free)

/* As in easel-http-provider.h. */
void easel_provider_client_set_timeouts (EaselProviderClient *self,
                                         guint connect_seconds,
                                         guint answer_seconds,
                                         guint silence_seconds);
void easel_provider_client_set_max_reply (EaselProviderClient *self, gsize bytes);
gsize easel_provider_client_get_max_reply (EaselProviderClient *self);

/* (transfer none): whom to name in sentences */
const char *easel_provider_client_get_name (EaselProviderClient *self);
EaselProviderKind easel_provider_client_get_kind (EaselProviderClient *self);

/**
 * EaselClientRequest:
 * @method: such as "POST"
 * @path: behind the base URL, such as "/models"
 * @above: (nullable): what goes before the base URL's own path, such as "/upload"
 * @url: (nullable): in place of these, an address the server named in an answer. With the key goes
 *   nothing to anywhere but the server's own origin
 * @body: (nullable), with its @mime_type
 * @headers: (nullable): further ones, names and values in turn, ending with %NULL
 *
 * One request, filled in by the caller.
 */
typedef struct
{
  const char *method;
  const char *path;
  const char *above;
  const char *url;
  EaselRequestStream *body;
  const char *mime_type;
  const char *const *headers;
} EaselClientRequest;

/* Sends a request with the key, and waits for status and headers. (transfer full) (nullable) */
EaselHttpCall *easel_provider_client_send (EaselProviderClient *self,
                                           const EaselClientRequest *request,
                                           GCancellable *cancellable,
                                           GError **error);

/**
 * easel_provider_client_start:
 * @path: behind the base URL, such as "/models"
 * @body: (nullable), with its @mime_type
 *
 * Sends a request with the key, and waits for status and headers.
 *
 * Returns: (transfer full) (nullable)
 */
EaselHttpCall *easel_provider_client_start (EaselProviderClient *self,
                                            const char *method,
                                            const char *path,
                                            EaselRequestStream *body,
                                            const char *mime_type,
                                            GCancellable *cancellable,
                                            GError **error);

/**
 * easel_provider_client_fetch:
 * @url: an address the server named in an answer
 *
 * Fetches a file without the key, from the server's own origin only: at any other place a
 * stranger could be made to be asked.
 *
 * Returns: (transfer full) (nullable)
 */
GBytes *easel_provider_client_fetch (EaselProviderClient *self,
                                     const char *url,
                                     GCancellable *cancellable,
                                     GError **error);

/**
 * easel_provider_client_read_refusal:
 * @call: one whose status is no success
 * @param, @specific: as of easel_wire_error_read()
 *
 * Returns: (transfer full): never %NULL
 */
GError *easel_provider_client_read_refusal (EaselProviderClient *self,
                                            EaselHttpCall *call,
                                            char **param,
                                            gboolean *specific,
                                            GCancellable *cancellable);

/**
 * EaselNegotiation:
 * @send: (transfer full) (nullable): sends the question as it is now
 * @learn: after a refusal that may be about how it was asked: whether @question is another one
 *   now, worth sending. May put a better error in @refusal's place
 *
 * How to ask a server of which it is not known what it takes.
 */
typedef struct
{
  EaselHttpCall *(*send) (gpointer question, GError **error);
  gboolean (*learn) (gpointer question, guint status, const char *param, GError **refusal);
} EaselNegotiation;

/**
 * easel_provider_client_negotiate:
 *
 * Asks until there is an answer, or nothing more to learn.
 *
 * Returns: (transfer full) (nullable): a call whose answer can be read
 */
EaselHttpCall *easel_provider_client_negotiate (EaselProviderClient *self,
                                                const EaselNegotiation *negotiation,
                                                gpointer question,
                                                GCancellable *cancellable,
                                                GError **error);

/**
 * easel_provider_client_read_answer:
 *
 * Reads what is answered, when that is no refusal.
 *
 * Returns: (transfer full) (nullable): the answer's body, which is no page, and may be empty
 */
GBytes *easel_provider_client_read_answer (EaselProviderClient *self,
                                           EaselHttpCall *call,
                                           GCancellable *cancellable,
                                           GError **error);

/* The same of a request that is sent first. */
GBytes *easel_provider_client_ask_for (EaselProviderClient *self,
                                       const EaselClientRequest *request,
                                       GCancellable *cancellable,
                                       GError **error);

/**
 * easel_provider_client_ask:
 * @path: behind the base URL, of something every such server has
 * @body: (nullable): JSON to post; without one it is a GET
 *
 * Returns: (transfer full) (nullable): the answer's body, which is no page; a 404 means that
 *   something else answers there
 */
GBytes *easel_provider_client_ask (EaselProviderClient *self,
                                   const char *path,
                                   EaselRequestStream *body,
                                   GCancellable *cancellable,
                                   GError **error);

/* Always %FALSE: the answer is a page for people, or too large. */
gboolean easel_provider_client_set_page (EaselProviderClient *self, GError **error);
gboolean easel_provider_client_set_too_large (EaselProviderClient *self, GError **error);

G_END_DECLS
