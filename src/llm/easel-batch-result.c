/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-batch-result.h"

#include <glib/gi18n.h>
#include <string.h>

void
easel_batch_result_clear (EaselBatchResult *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_object (&self->reply);
  g_clear_error (&self->failure);
}

void
easel_batch_result_fold (EaselBatchResult *self,
                         const char *host,
                         EaselBatchFoldFunc fold_body,
                         JsonObject *answer)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (EaselReply) reply = easel_reply_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  EaselReplyFold fold = { .reply = reply, .host = host, .parser = parser };
  g_autofree char *text = NULL;

  if (answer == NULL)
    {
      self->failure = easel_batch_error_unreadable (host);
      return;
    }
  node = json_node_init_object (json_node_alloc (), answer);
  text = json_to_string (node, FALSE);
  if (fold_body (&fold, text, strlen (text), &self->failure))
    self->reply = g_steal_pointer (&reply);
}

GError *
easel_batch_error_canceled (const char *host)
{
  return easel_llm_error_new (EASEL_LLM_ERROR_UNANSWERED, -1,
                              _ ("It was canceled before %s answered."), host);
}

GError *
easel_batch_error_expired (const char *host)
{
  return easel_llm_error_new (EASEL_LLM_ERROR_UNANSWERED, -1,
                              _ ("%s did not answer in the time it gives itself for this."), host);
}

GError *
easel_batch_error_missing (const char *host)
{
  return easel_llm_error_new (EASEL_LLM_ERROR_UNANSWERED, -1,
                              _ ("There is no answer to this among those of %s."), host);
}

GError *
easel_batch_error_unreadable (const char *host)
{
  return easel_llm_error_new (EASEL_LLM_ERROR_BAD_REPLY, -1,
                              _ ("%s sent an answer that cannot be read."), host);
}

GError *
easel_batch_error_gone (const char *host)
{
  return easel_llm_error_new (EASEL_LLM_ERROR_UNANSWERED, -1,
                              _ ("%s no longer knows what was sent there to be answered later."),
                              host);
}
