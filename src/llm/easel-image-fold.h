/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-base64-lifter.h"
#include "easel-provider.h"

G_BEGIN_DECLS

/**
 * EaselImageFold:
 * @reply: what everything is added to
 * @host: whom to name in an error
 * @parser: reused from event to event
 * @lifter: what the JSON has passed through, with the pictures
 * @picture_func: called with each unfinished picture
 * @url: (owned) (nullable): set when an address came in place of a picture
 * @ended: set when the wire format's mark for the end has come
 *
 * What folding one answer with a picture in it needs. A plain value, filled in by the caller.
 */
typedef struct
{
  EaselImageReply *reply;
  const char *host;
  JsonParser *parser;
  EaselBase64Lifter *lifter;
  EaselPictureFunc picture_func;
  gpointer user_data;
  char *url;
  gboolean ended;
} EaselImageFold;

/* Sets the picture that @text is, as the lifter left it; fails when it is none. */
gboolean easel_image_fold_picture (EaselImageFold *self, const char *text, GError **error);

G_END_DECLS
