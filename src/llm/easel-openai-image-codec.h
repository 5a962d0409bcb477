/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-base64-lifter.h"
#include "easel-provider.h"

G_BEGIN_DECLS

/**
 * EaselOpenaiImageCodec:
 * @host: whom to name in an error
 * @parser: reused from event to event
 * @lifter: what the JSON has passed through, with the pictures
 * @picture_func: called with each unfinished picture
 * @url: (owned) (nullable): set when an address came in place of a picture
 *
 * What reading one answer of the Images API needs. A plain value, filled in by the caller.
 */
typedef struct
{
  const char *host;
  JsonParser *parser;
  EaselBase64Lifter *lifter;
  EaselPictureFunc picture_func;
  gpointer user_data;
  char *url;
} EaselOpenaiImageCodec;

/**
 * easel_openai_image_codec_fold_event:
 *
 * Adds one event of a stream, of a new picture or of an edit, not its end, to @reply. Events
 * nobody knows are fine; an error object becomes its error.
 */
gboolean easel_openai_image_codec_fold_event (EaselOpenaiImageCodec *self,
                                              EaselImageReply *reply,
                                              const char *event,
                                              const char *data,
                                              gsize length,
                                              GError **error);

/* Adds a whole answer that was not streamed. */
gboolean easel_openai_image_codec_fold_body (EaselOpenaiImageCodec *self,
                                             EaselImageReply *reply,
                                             const char *data,
                                             gsize length,
                                             GError **error);

G_END_DECLS
