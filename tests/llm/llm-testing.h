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

/* A provider that asks @server, without a key, and does not wait for long. */
EaselProvider *llm_testing_provider (EaselTestServer *server, EaselProviderKind kind);

/* “Describe.”, with a schema that wants {"alt": string} when @with_schema. */
EaselPrompt *llm_testing_prompt (gboolean with_schema);

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
