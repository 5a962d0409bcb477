/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-planner.h"

#include "easel-engine-error.h"
#include "easel-json.h"
#include "easel-step-json.h"
#include "easel-story-job.h"
#include "easel-story-prompt.h"
#include "easel-story-writer.h"

#include <glib/gi18n.h>

#define ALL_ACTIONS                                                                                \
  (EASEL_DECISION_APPROVE | EASEL_DECISION_EDIT | EASEL_DECISION_REVISE | EASEL_DECISION_CANCEL)

/* One run, through all that was asked and answered before. */
typedef struct
{
  const EaselStoryPlanner *planner; /* (unowned) */
  guint n_steps;                    /* besides planning and writing */
  guint version;                    /* of the plan, from 1 */
  GPtrArray *rounds;                /* (owned) (element-type EaselStoryRound) */
  char *comment;                    /* (owned) (nullable): to the version before */
  char *revision;                   /* (owned) (nullable): of the prompt that made this version */
  EaselStoryOutline *outline;       /* (owned) (nullable): this version */
  EaselDecision *answer;            /* (owned) (nullable): to it */
} Work;

static void
work_clear (Work *work)
{
  g_clear_pointer (&work->rounds, g_ptr_array_unref);
  g_clear_pointer (&work->comment, g_free);
  g_clear_pointer (&work->revision, g_free);
  g_clear_pointer (&work->outline, easel_story_outline_free);
  g_clear_pointer (&work->answer, easel_decision_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* Planning -------------------------------------------------------------------------------- */

/* Better none than one that no reader knows. */
static void
drop_bad_language (JsonNode *answer)
{
  JsonObject *object = easel_json_node_get_object (answer);
  const char *language = easel_json_get_string (object, "language");

  if (language != NULL && !easel_story_outline_check_language (language, NULL))
    json_object_remove_member (object, "language");
}

/* (transfer full) (nullable): what a model made, put right where that can be done */
static EaselStoryOutline *
read_answer (JsonNode *answer, guint n_illustrations, GError **error)
{
  g_autoptr (GError) local = NULL;
  EaselStoryOutline *outline;

  drop_bad_language (answer);
  outline = easel_story_outline_from_json (answer, &local);
  if (outline == NULL)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
                   /* Translators: %s is a sentence that says what is wrong */
                   _ ("The model’s outline cannot be used. %s"), local->message);
      return NULL;
    }
  easel_story_outline_settle (outline, n_illustrations);
  return outline;
}

/* EaselStepFunc: {"outline", "prompt_revision"} */
static char *
plan_step (EaselRun *run, gpointer user_data, GError **error)
{
  Work *work = user_data;
  const EaselStoryPlanner *planner = work->planner;
  EaselStoryTemplate *template = easel_story_catalog_lookup (planner->catalog, EASEL_STORY_PLAN,
                                                             error);
  g_autoptr (EaselPrompt) prompt = NULL;
  g_autoptr (JsonNode) answer = NULL;
  g_autoptr (EaselStoryOutline) outline = NULL;
  JsonObject *object;

  if (template == NULL)
    return NULL;
  easel_run_set_progress (run, -1, _ ("Planning the story"));
  prompt = easel_story_plan_prompt_new (template, planner->params, planner->character,
                                        work->rounds);
  answer = easel_story_writer_ask (planner->budget, run, prompt, error);
  outline = answer != NULL ? read_answer (answer, planner->params->illustrations, error) : NULL;
  if (outline == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_member (object, "outline", easel_story_outline_to_json (outline));
  json_object_set_string_member (object, "prompt_revision",
                                 easel_story_template_get_revision (template));
  return easel_step_json_write (object);
}

static void
begin_version (Work *work)
{
  work->version++;
  g_clear_pointer (&work->outline, easel_story_outline_free);
  easel_run_set_n_steps (work->planner->run,
                         work->n_steps + work->version + work->planner->params->scenes);
}

/* The step's key is the version, and nothing of what goes in: an answer is about the outline that
 * the person saw, whatever has become of the prompt since. */
static gboolean
plan (Work *work, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%u", work->version);
  g_autofree char *text = easel_run_step (work->planner->run, "plan", key, plan_step, work, error);
  g_autoptr (JsonObject) object = text != NULL ? easel_step_json_read (text, error) : NULL;
  g_autoptr (JsonNode) none = json_node_new (JSON_NODE_NULL);
  JsonNode *node;

  if (object == NULL)
    return FALSE;
  node = json_object_get_member (object, "outline");
  g_set_str (&work->revision, easel_json_get_string (object, "prompt_revision"));
  work->outline = easel_story_outline_from_json (node != NULL ? node : none, error);
  return work->outline != NULL;
}

/* Asking ---------------------------------------------------------------------------------- */

/* (transfer full): what follows when it is approved */
static char *
describe (const EaselStoryOutline *outline)
{
  guint n_illustrations = 0;
  g_autofree char *scenes = NULL;
  g_autofree char *illustrations = NULL;

  for (guint i = 0; i < outline->scenes->len; i++)
    {
      const EaselStoryPlannedScene *scene = g_ptr_array_index (outline->scenes, i);

      n_illustrations += scene->illustrated ? 1 : 0;
    }
  scenes = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u scene", "%u scenes", outline->scenes->len),
      outline->scenes->len);
  illustrations = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u illustration", "%u illustrations", n_illustrations),
      n_illustrations);
  /* Translators: such as “3 scenes” and “2 illustrations” */
  return g_strdup_printf (_ ("Nothing is written before you approve: %s and %s follow."), scenes,
                          illustrations);
}

static char *
write_data (Work *work)
{
  JsonObject *data = json_object_new ();

  json_object_set_member (data, "values", easel_story_outline_to_json (work->outline));
  json_object_set_int_member (data, "version", work->version);
  if (work->comment != NULL)
    json_object_set_string_member (data, "comment", work->comment);
  return easel_step_json_write (data);
}

static char *
write_provenance (Work *work)
{
  EaselRun *run = work->planner->run;
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "provider", easel_run_get_provider (run));
  json_object_set_string_member (object, "model", easel_run_get_model (run));
  if (work->revision != NULL)
    json_object_set_string_member (object, "prompt_revision", work->revision);
  return easel_step_json_write (object);
}

static gboolean
ask (Work *work, GError **error)
{
  g_autofree char *title = g_strdup_printf (_ ("Outline of “%s”"), work->outline->title);
  g_autofree char *data = write_data (work);
  g_autoptr (EaselProposal) proposal = easel_proposal_new (title, EASEL_STORY_VIEW, data,
                                                           ALL_ACTIONS);

  proposal->description = describe (work->outline);
  proposal->provenance = write_provenance (work);
  g_clear_pointer (&work->answer, easel_decision_free);
  return easel_run_ask (work->planner->run, proposal, &work->answer, error);
}

static void
begin_revision (Work *work)
{
  g_autoptr (JsonNode) outline = easel_story_outline_to_json (work->outline);

  g_set_str (&work->comment, work->answer->comment);
  g_ptr_array_add (work->rounds,
                   easel_story_round_new (outline, work->comment != NULL ? work->comment : ""));
  begin_version (work);
}

/* (transfer full) (nullable): what the person made of the outline. What is wrong with it was said
 * before it was taken, see easel_studio_respond_async(): this is for what came another way. */
static EaselStoryOutline *
read_edit (const EaselDecision *answer, GError **error)
{
  g_autoptr (JsonNode) node = answer->data != NULL ? json_from_string (answer->data, NULL) : NULL;
  JsonObject *object = easel_json_node_get_object (node);
  JsonNode *values = object != NULL ? json_object_get_member (object, "values") : NULL;

  if (values == NULL)
    {
      g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
                   _ ("“%s” is missing."), "values");
      return NULL;
    }
  return easel_story_outline_from_json (values, error);
}

EaselStoryOutline *
easel_story_planner_plan (const EaselStoryPlanner *self,
                          guint n_steps,
                          guint *n_versions,
                          GError **error)
{
  g_auto (Work) work = { .planner = self, .n_steps = n_steps };

  work.rounds = g_ptr_array_new_with_free_func (easel_story_round_free);
  begin_version (&work);
  while (plan (&work, error))
    {
      easel_run_set_title (self->run, work.outline->title);
      *n_versions = work.version;
      if (!self->params->stop_after_plan)
        return g_steal_pointer (&work.outline);
      if (!ask (&work, error))
        return NULL;
      if (work.answer->action == EASEL_DECISION_APPROVE)
        return g_steal_pointer (&work.outline);
      if (work.answer->action == EASEL_DECISION_EDIT)
        return read_edit (work.answer, error);
      begin_revision (&work);
    }
  return NULL;
}
