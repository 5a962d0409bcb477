/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer.h"
#include "easel-prompt.h"
#include "easel-reply.h"
#include "easel-usage.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What is asked about a picture, and what came back, as both ways to ask have it. Any thread. */

/* (transfer full): what @analyzer asks about a picture */
EaselPrompt *
easel_analyze_prompt_new (EaselAnalyzer *analyzer, GBytes *image, const char *mime_type);

/* (transfer full): {"answer": {…}, "text", "model"}. @reply: with its JSON */
JsonObject *easel_analyze_answer_new (EaselReply *reply);

/* The tokens of @reply, without what they cost. */
EaselUsage easel_analyze_usage (EaselReply *reply);

/* What an answer that came in a batch has used, in the answer itself. */
void easel_analyze_answer_set_usage (JsonObject *answer, const EaselUsage *usage);
EaselUsage easel_analyze_answer_get_usage (JsonObject *answer);

G_END_DECLS
