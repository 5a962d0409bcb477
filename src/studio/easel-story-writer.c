/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-writer.h"

#include <glib/gi18n.h>

static void
on_text (const char *text, gpointer user_data)
{
  easel_run_append_text (user_data, text);
}

/* What was asked was paid for, whatever it came to. @reply: (nullable) */
static void
add_usage (EaselRun *run, EaselReply *reply)
{
  EaselUsage usage = EASEL_USAGE_NONE;

  if (reply == NULL)
    return;
  usage.input_tokens = MAX (easel_reply_get_input_tokens (reply), 0);
  usage.output_tokens = MAX (easel_reply_get_output_tokens (reply), 0);
  if (!easel_usage_is_none (&usage))
    easel_run_add_usage (run, &usage);
}

/* @text_func: (nullable): with the run. Returns: (transfer full) (nullable) */
static EaselReply *
complete (EaselProviderRegistry *providers,
          EaselRun *run,
          EaselPrompt *prompt,
          EaselTextFunc text_func,
          GError **error)
{
  g_autoptr (EaselProvider) provider = easel_provider_registry_get_provider (
      providers, easel_run_get_provider (run), error);
  g_autoptr (EaselReply) partial = NULL;
  EaselReply *reply;

  if (provider == NULL)
    return NULL;
  reply = easel_provider_complete (provider, easel_run_get_model (run), prompt, text_func, run,
                                   &partial, easel_run_get_cancellable (run), error);
  add_usage (run, reply != NULL ? reply : partial);
  return reply;
}

JsonNode *
easel_story_writer_ask (EaselProviderRegistry *providers,
                        EaselRun *run,
                        EaselPrompt *prompt,
                        GError **error)
{
  g_autoptr (EaselReply) reply = complete (providers, run, prompt, NULL, error);

  return reply != NULL ? json_node_ref (easel_reply_get_json (reply)) : NULL;
}

char *
easel_story_writer_write (EaselProviderRegistry *providers,
                          EaselRun *run,
                          EaselPrompt *prompt,
                          GError **error)
{
  g_autoptr (EaselReply) reply = complete (providers, run, prompt, on_text, error);
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
