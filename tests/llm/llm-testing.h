/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-llm-error.h"
#include "easel-openai-provider.h"
#include "easel-provider.h"
#include "easel-test-server.h"

G_BEGIN_DECLS

/* What the tests of llm/ share. All results are (transfer full). */

/* A server with @routes, the inside of a script's list; aborts when it is no script. */
EaselTestServer *llm_testing_serve (const char *routes);

/* A keyring with @key for the origin of @url, in memory: no keyring service must be in reach. */
EaselKeyring *llm_testing_keyring (const char *url, const char *key);

/* A provider that asks @server, and does not wait for long. @keyring: (nullable): no key */
EaselProvider *llm_testing_provider_with_key (EaselTestServer *server,
                                              EaselProviderKind kind,
                                              EaselKeyring *keyring);
EaselProvider *llm_testing_provider (EaselTestServer *server, EaselProviderKind kind);

/* “Describe.”, with a schema that wants {"alt": string} when @with_schema. */
EaselPrompt *llm_testing_prompt (gboolean with_schema);

/* What @stream sends. */
char *llm_testing_read_request (EaselRequestStream *stream);
/* Aborts unless @stream is the JSON @expected. */
void llm_testing_assert_request (EaselRequestStream *stream, const char *expected);

/* A small real PNG of two colours, wider than high. */
GBytes *llm_testing_picture (void);

/* The file's bytes in tests/data/fixtures. */
GBytes *llm_testing_fixture (const char *name);

/* The bodies of the requests a server has got, parsed. (element-type JsonNode) */
GPtrArray *llm_testing_requests (EaselTestServer *server);

/* Waits on the default main context until @result is set, as by llm_testing_on_result(). */
void llm_testing_on_result (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *llm_testing_wait (GAsyncResult **result);

G_END_DECLS
