/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-openai-dialect.h"
#include "easel-prompt.h"

G_BEGIN_DECLS

/**
 * easel_openai_request_build:
 *
 * A streaming Chat Completions request. Pure; any thread. Pictures are encoded straight into
 * the result, so that it is the only copy.
 *
 * Returns: (transfer full): JSON
 */
GBytes *easel_openai_request_build (const char *model,
                                    EaselPrompt *prompt,
                                    const EaselOpenaiDialect *dialect);

G_END_DECLS
