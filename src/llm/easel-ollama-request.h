/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-http-provider.h"

G_BEGIN_DECLS

/* (transfer full): a request for /api/chat that asks for a stream. Pure; any thread. */
EaselRequestStream *
easel_ollama_request_build (const char *model, EaselPrompt *prompt, EaselSchemaMode mode);

/* (transfer full): a request for /api/show */
EaselRequestStream *easel_ollama_request_build_show (const char *model);

/* (transfer full): a request for /api/pull that asks for a stream */
EaselRequestStream *easel_ollama_request_build_pull (const char *model);

G_END_DECLS
