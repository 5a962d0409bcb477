/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-image-request.h"
#include "easel-provider-config.h"

G_BEGIN_DECLS

/**
 * EaselOpenaiImageSize:
 * @EASEL_OPENAI_IMAGE_SIZE_EXACT: `size` in exactly the ratio that is wanted
 * @EASEL_OPENAI_IMAGE_SIZE_CLASSIC: one of the three sizes older models make
 * @EASEL_OPENAI_IMAGE_SIZE_NONE: no `size`
 *
 * How a server is told which format is wanted, from best to last.
 */
typedef enum
{
  EASEL_OPENAI_IMAGE_SIZE_EXACT,
  EASEL_OPENAI_IMAGE_SIZE_CLASSIC,
  EASEL_OPENAI_IMAGE_SIZE_NONE,
} EaselOpenaiImageSize;

/**
 * EaselOpenaiImageDialect:
 * @size: how to ask for a format
 * @stream: whether a stream may be asked for
 * @stream_always: whether it is also when no unfinished pictures are wanted: something comes
 *   early then, and keeps proxies patient
 * @response_format: whether Base64 must be asked for
 * @seed: whether a seed may be sent
 *
 * What one model of one server takes of the Images API. A plain value.
 */
typedef struct
{
  EaselOpenaiImageSize size;
  gboolean stream;
  gboolean stream_always;
  gboolean response_format;
  gboolean seed;
} EaselOpenaiImageDialect;

/* What to begin with. */
void easel_openai_image_dialect_init (EaselOpenaiImageDialect *self, EaselProviderKind kind);

/* What is sent for @request. The size is (nullable). */
const char *easel_openai_image_dialect_get_size (const EaselOpenaiImageDialect *self,
                                                 EaselImageRequest *request);
gboolean easel_openai_image_dialect_streams (const EaselOpenaiImageDialect *self,
                                             EaselImageRequest *request);
gboolean easel_openai_image_dialect_has_seed (const EaselOpenaiImageDialect *self,
                                              EaselImageRequest *request);

/**
 * easel_openai_image_dialect_adapt:
 * @param: (nullable): the request's member the server named in its refusal
 * @guess: whether to leave out the next thing when @param says nothing
 *
 * Changes @self after a server has refused @request (400 or 422).
 *
 * Returns: whether there is something else to try
 */
gboolean easel_openai_image_dialect_adapt (EaselOpenaiImageDialect *self,
                                           EaselImageRequest *request,
                                           const char *param,
                                           gboolean guess);

G_END_DECLS
