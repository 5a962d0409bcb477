/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyze-answer.h"

#include "easel-json.h"

#define INPUT "input_tokens"
#define OUTPUT "output_tokens"
#define COST "cost_micros"

EaselPrompt *
easel_analyze_prompt_new (EaselAnalyzer *analyzer, GBytes *image, const char *mime_type)
{
  g_autoptr (JsonNode) schema = easel_analyzer_dup_schema (analyzer);
  EaselPrompt *prompt = easel_prompt_new (NULL);

  easel_prompt_add_image (prompt, image, mime_type);
  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, easel_analyzer_get_prompt (analyzer));
  easel_prompt_set_schema (prompt, easel_analyzer_get_name (analyzer), schema);
  return prompt;
}

JsonObject *
easel_analyze_answer_new (EaselReply *reply)
{
  JsonObject *answer = json_object_new ();

  json_object_set_member (answer, "answer", json_node_copy (easel_reply_get_json (reply)));
  json_object_set_string_member (answer, "text", easel_reply_get_text (reply));
  if (easel_reply_get_model (reply) != NULL)
    json_object_set_string_member (answer, "model", easel_reply_get_model (reply));
  return answer;
}

EaselUsage
easel_analyze_usage (EaselReply *reply)
{
  EaselUsage usage = EASEL_USAGE_NONE;

  usage.input_tokens = MAX (easel_reply_get_input_tokens (reply), 0);
  usage.output_tokens = MAX (easel_reply_get_output_tokens (reply), 0);
  return usage;
}

void
easel_analyze_answer_set_usage (JsonObject *answer, const EaselUsage *usage)
{
  json_object_set_int_member (answer, INPUT, usage->input_tokens);
  json_object_set_int_member (answer, OUTPUT, usage->output_tokens);
  json_object_set_int_member (answer, COST, usage->cost_micros);
}

EaselUsage
easel_analyze_answer_get_usage (JsonObject *answer)
{
  EaselUsage usage = EASEL_USAGE_NONE;

  usage.input_tokens = easel_json_get_int (answer, INPUT, 0);
  usage.output_tokens = easel_json_get_int (answer, OUTPUT, 0);
  usage.cost_micros = easel_json_get_int (answer, COST, -1);
  return usage;
}
