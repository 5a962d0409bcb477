/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generate-ideas.h"

#include "easel-analysis.h"
#include "easel-generate-draw.h"
#include "easel-json.h"
#include "easel-step-json.h"

#include <glib/gi18n.h>

#define SCHEMA_NAME "ideas"
#define MEMBER_IDEAS "ideas"

/* (transfer full): an object with a list of what the analyzer answers */
static JsonNode *
make_schema (const EaselGenerateIdeas *self)
{
  g_autoptr (JsonNode) element = easel_analyzer_dup_schema (self->analyzer);
  g_autoptr (JsonNode) count = json_node_init_int (json_node_alloc (), self->count);
  g_autofree char *item = json_to_string (element, FALSE);
  g_autofree char *n = json_to_string (count, FALSE);
  g_autofree char *text = g_strconcat (
      "{\"type\":\"object\",\"properties\":{\"" MEMBER_IDEAS "\":{\"type\":\"array\",\"minItems\":",
      n, ",\"maxItems\":", n, ",\"items\":", item,
      "}},\"required\":[\"" MEMBER_IDEAS "\"],\"additionalProperties\":false}", NULL);

  return json_from_string (text, NULL);
}

static void
on_text (const char *text, gpointer user_data)
{
  const EaselGenerateIdeas *self = user_data;

  easel_run_set_progress (self->run, -1, _ ("Reading the answer"));
  easel_run_append_text (self->run, text);
}

/* EaselStepFunc: {"ideas": [{…}…]} */
static char *
ask_step (EaselRun *run, gpointer user_data, GError **error)
{
  EaselGenerateIdeas *self = user_data;
  g_autoptr (EaselPrompt) prompt = easel_prompt_new (NULL);
  g_autoptr (JsonNode) schema = make_schema (self);
  g_autoptr (EaselReply) reply = NULL;

  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, self->prompt);
  easel_prompt_set_schema (prompt, SCHEMA_NAME, schema);
  reply = easel_budget_complete (self->budget, run, prompt, on_text, self, error);
  return reply != NULL ? json_to_string (easel_reply_get_json (reply), FALSE) : NULL;
}

/* Appends to @entities what idea @number is. */
static void
add_idea (const EaselGenerateIdeas *self, GPtrArray *entities, JsonObject *idea, guint number)
{
  g_autofree char *part = g_strdup_printf ("idea-%u", number);
  const EaselAnalysis analysis = {
    .analyzer = self->analyzer,
    .job = easel_run_get_job_id (self->run),
    .part = part,
    .picture_name = self->name,
    .provider = easel_run_get_provider (self->run),
    .model = easel_run_get_model (self->run),
  };
  g_autoptr (GPtrArray) made = easel_analysis_make_entities (&analysis, idea);

  for (guint i = 0; self->made_from[i] != NULL; i++)
    easel_entity_add_reference (g_ptr_array_index (made, 0), EASEL_ROLE_MADE_FROM,
                                self->made_from[i]);
  for (guint i = 0; i < made->len; i++)
    {
      EaselEntity *entity = g_ptr_array_index (made, i);

      easel_entity_set_provenance (entity, analysis.job, easel_entity_get_analyzer (entity),
                                   analysis.provider, analysis.model, self->prompt_revision);
      g_ptr_array_add (entities, g_object_ref (entity));
    }
}

/* (transfer full) */
static GPtrArray *
make_entities (const EaselGenerateIdeas *self, JsonObject *answer)
{
  GPtrArray *entities = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *ideas = easel_json_get_array (answer, MEMBER_IDEAS);

  for (guint i = 0; ideas != NULL && i < json_array_get_length (ideas); i++)
    {
      JsonObject *idea = easel_json_node_get_object (json_array_get_element (ideas, i));

      if (idea != NULL)
        add_idea (self, entities, idea, i + 1);
    }
  return entities;
}

typedef struct
{
  EaselLibrary *library; /* (unowned) */
  GPtrArray *entities;   /* (unowned) */
} Saving;

/* EaselStepFunc: {} */
static char *
save_step (EaselRun *run, gpointer user_data, GError **error)
{
  const Saving *saving = user_data;

  return easel_library_add (saving->library, saving->entities, error) ? g_strdup ("{}") : NULL;
}

GPtrArray *
easel_generate_ideas (const EaselGenerateIdeas *self, GError **error)
{
  EaselRun *run = self->run;
  g_autofree char *message = NULL;
  g_autofree char *key = NULL;
  g_autofree char *text = NULL;
  g_autofree char *saved = NULL;
  g_autoptr (JsonObject) answer = NULL;
  g_autoptr (GPtrArray) entities = NULL;
  Saving saving;

  /* Translators: %s is a model's name */
  message = g_strdup_printf (_ ("Asking %s"), easel_run_get_model (run));
  easel_run_set_progress (run, -1, message);
  key = g_strjoin ("\n", easel_run_get_provider (run), easel_run_get_model (run),
                   easel_analyzer_get_prompt_revision (self->analyzer), self->prompt, NULL);
  text = easel_run_step (run, "ask", key, ask_step, (gpointer) self, error);
  answer = text != NULL ? easel_step_json_read (text, error) : NULL;
  if (answer == NULL)
    return NULL;

  easel_run_set_progress (run, -1, _ ("Saving"));
  entities = make_entities (self, answer);
  saving = (Saving) { self->library, entities };
  saved = easel_run_step (run, "save", text, save_step, &saving, error);
  return saved != NULL ? g_steal_pointer (&entities) : NULL;
}
