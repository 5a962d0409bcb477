/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-http-provider.h"

G_BEGIN_DECLS

/**
 * easel_anthropic_request_build:
 *
 * A Messages request that asks for a stream. Pure; any thread.
 *
 * Returns: (transfer full): JSON
 */
EaselRequestStream *
easel_anthropic_request_build (const char *model, EaselPrompt *prompt, EaselSchemaMode mode);

/* The same for an answer in one piece. */
EaselRequestStream *
easel_anthropic_request_build_whole (const char *model, EaselPrompt *prompt, EaselSchemaMode mode);

G_END_DECLS
