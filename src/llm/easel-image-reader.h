/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-image-fold.h"
#include "easel-provider-client.h"

G_BEGIN_DECLS

/* How a wire format answers with a picture: adds one Server-Sent Event, or a whole answer. */
typedef struct
{
  gboolean (*fold_event) (EaselImageFold *fold,
                          const char *event,
                          const char *data,
                          gsize length,
                          GError **error);
  gboolean (*fold_body) (EaselImageFold *fold, const char *data, gsize length, GError **error);
} EaselImageFormat;

/**
 * easel_image_reader_read:
 * @fold: with reply and picture_func
 * @call: one that was answered with success
 *
 * Reads an answer with a picture in it until that is there, streamed or not. Blocking.
 */
gboolean easel_image_reader_read (EaselProviderClient *client,
                                  const EaselImageFormat *format,
                                  EaselImageFold *fold,
                                  EaselHttpCall *call,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
