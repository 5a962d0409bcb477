/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-openai-image-dialect.h"
#include "easel-request-stream.h"

G_BEGIN_DECLS

/* Where @request goes: with pictures to work from it is an edit. */
const char *easel_openai_image_request_get_path (EaselImageRequest *request);

/**
 * easel_openai_image_request_build:
 * @mime_type: (out) (transfer full): of the body
 *
 * A request of the Images API. Pure, but for the boundary of a form; any thread.
 *
 * Returns: (transfer full): JSON; with pictures to work from, a form with these as files
 */
EaselRequestStream *easel_openai_image_request_build (const char *model,
                                                      EaselImageRequest *request,
                                                      const EaselOpenaiImageDialect *dialect,
                                                      char **mime_type);

G_END_DECLS
