/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-image-fold.h"

#include <glib/gi18n.h>

gboolean
easel_image_fold_picture (EaselImageFold *self, const char *text, GError **error)
{
  g_autoptr (GBytes) picture = easel_base64_lifter_read (self->lifter, text);

  if (picture == NULL)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                   _ ("%s sent a picture that cannot be read."), self->host);
      return FALSE;
    }
  easel_image_reply_set_picture (self->reply, picture);
  return TRUE;
}
