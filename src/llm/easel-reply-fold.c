/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-reply-fold.h"

void
easel_reply_fold_text (EaselReplyFold *self, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  easel_reply_append_text (self->reply, text);
  if (self->text_func != NULL)
    self->text_func (text, self->user_data);
}

void
easel_reply_fold_model (EaselReplyFold *self, const char *model)
{
  if (model != NULL && *model != '\0' && easel_reply_get_model (self->reply) == NULL)
    easel_reply_set_model (self->reply, model);
}

void
easel_reply_fold_finish (EaselReplyFold *self, EaselFinish finish, const char *reason)
{
  easel_reply_set_finish (self->reply, finish, reason);
  easel_reply_set_complete (self->reply, TRUE);
}
