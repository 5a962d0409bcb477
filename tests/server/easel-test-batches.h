/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-test-route.h"

G_BEGIN_DECLS

/**
 * EaselTestBatches:
 *
 * Speaks the batch formats of OpenAI, Anthropic and Gemini, with what has been uploaded and begun.
 * README.md describes the script. One thread at a time.
 */
typedef struct _EaselTestBatches EaselTestBatches;

/* @script: the member "batches" */
EaselTestBatches *easel_test_batches_new (JsonObject *script, GError **error);
void easel_test_batches_free (EaselTestBatches *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselTestBatches, easel_test_batches_free)

/**
 * easel_test_batches_answer:
 * @origin: of the server, such as "http://127.0.0.1:4711"
 * @made: (out) (nullable): for the journal, when the request began a batch
 *
 * Returns: (transfer full) (nullable): what to answer; %NULL when @request is about something else
 */
EaselTestRoute *easel_test_batches_answer (EaselTestBatches *self,
                                           EaselTestRequest *request,
                                           const char *origin,
                                           JsonObject **made);

G_END_DECLS
