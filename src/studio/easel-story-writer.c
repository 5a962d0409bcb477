/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-writer.h"

#include <glib/gi18n.h>

static void
on_text (const char *text, gpointer user_data)
{
  easel_run_append_text (user_data, text);
}

JsonNode *
easel_story_writer_ask (EaselBudget *budget, EaselRun *run, EaselPrompt *prompt, GError **error)
{
  g_autoptr (EaselReply) reply = easel_budget_complete (budget, run, prompt, NULL, NULL, error);

  return reply != NULL ? json_node_ref (easel_reply_get_json (reply)) : NULL;
}

char *
easel_story_writer_write (EaselBudget *budget, EaselRun *run, EaselPrompt *prompt, GError **error)
{
  g_autoptr (EaselReply) reply = easel_budget_complete (budget, run, prompt, on_text, run, error);
  g_autofree char *text = NULL;

  if (reply == NULL)
    return NULL;
  text = g_strstrip (g_strdup (easel_reply_get_text (reply)));
  if (*text != '\0')
    return g_steal_pointer (&text);

  g_set_error_literal (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                       _ ("The model gave an empty answer."));
  return NULL;
}
