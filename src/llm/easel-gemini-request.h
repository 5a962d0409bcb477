/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-http-provider.h"

G_BEGIN_DECLS

/* Requests for streamGenerateContent. Pure; any thread. */

/* (transfer full): JSON; the model is named by the path */
EaselRequestStream *
easel_gemini_request_build (const char *model, EaselPrompt *prompt, EaselSchemaMode mode);

/* (transfer full): JSON that asks for a picture */
EaselRequestStream *easel_gemini_request_build_image (EaselImageRequest *request);

/* (transfer full): where to send it, behind the base URL */
char *easel_gemini_request_make_path (const char *model);
/* (transfer full): the same for many of them at once */
char *easel_gemini_request_make_batch_path (const char *model);

G_END_DECLS
