/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-openai-dialect.h"
#include "easel-prompt.h"
#include "easel-request-stream.h"

G_BEGIN_DECLS

/**
 * easel_openai_request_build:
 *
 * A Chat Completions request that asks for a stream. Pure; any thread.
 *
 * Returns: (transfer full): JSON
 */
EaselRequestStream *easel_openai_request_build (const char *model,
                                                EaselPrompt *prompt,
                                                const EaselOpenaiDialect *dialect);

/* The same for an answer in one piece. */
EaselRequestStream *easel_openai_request_build_whole (const char *model,
                                                      EaselPrompt *prompt,
                                                      const EaselOpenaiDialect *dialect);

G_END_DECLS
