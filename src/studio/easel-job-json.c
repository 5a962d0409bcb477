/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-json.h"

static void
set_string (JsonObject *object, const char *member, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
  else
    json_object_set_null_member (object, member);
}

/* @time: Unix time in microseconds, 0 for none */
static void
set_time (JsonObject *object, const char *member, gint64 time)
{
  g_autoptr (GDateTime) date = time != 0 ? g_date_time_new_from_unix_utc_usec (time) : NULL;
  g_autofree char *text = date != NULL ? g_date_time_format_iso8601 (date) : NULL;

  set_string (object, member, text);
}

/* A JSON text that was stored is shown as what it is, not as a string in a string. */
static void
set_json (JsonObject *object, const char *member, const char *text)
{
  JsonNode *node = text != NULL ? json_from_string (text, NULL) : NULL;

  if (node != NULL)
    json_object_set_member (object, member, node);
  else
    set_string (object, member, text);
}

static JsonObject *
make_usage (EaselUsage usage)
{
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "input_tokens", usage.input_tokens);
  json_object_set_int_member (object, "output_tokens", usage.output_tokens);
  json_object_set_int_member (object, "images", usage.images);
  if (usage.cost_micros >= 0)
    json_object_set_double_member (object, "cost", (double) usage.cost_micros / 1e6);
  else
    json_object_set_null_member (object, "cost");
  return object;
}

static void
set_error (JsonObject *object, const EaselFailure *failure)
{
  JsonObject *error;

  if (failure == NULL)
    {
      json_object_set_null_member (object, "error");
      return;
    }
  error = json_object_new ();
  json_object_set_string_member (error, "code", failure->code);
  json_object_set_string_member (error, "message", failure->message);
  set_string (error, "hint", failure->hint);
  set_string (error, "remedy", failure->remedy);
  json_object_set_object_member (object, "error", error);
}

static void
set_children (JsonObject *object, EaselJob *job)
{
  JsonObject *children;

  if (easel_job_get_n_children (job) == 0)
    {
      json_object_set_null_member (object, "children");
      return;
    }
  children = json_object_new ();
  json_object_set_int_member (children, "total", easel_job_get_n_children (job));
  for (guint i = 0; i < EASEL_JOB_N_STATES; i++)
    json_object_set_int_member (children, easel_job_state_to_string ((EaselJobState) i),
                                easel_job_get_n_children_in (job, (EaselJobState) i));
  json_object_set_object_member (object, "children", children);
}

static JsonArray *
list_actions (EaselDecisionAction actions)
{
  JsonArray *array = json_array_new ();

  for (guint bit = EASEL_DECISION_APPROVE; bit <= EASEL_DECISION_CANCEL; bit <<= 1)
    if (actions & bit)
      json_array_add_string_element (array,
                                     easel_decision_action_to_string ((EaselDecisionAction) bit));
  return array;
}

static void
set_awaiting (JsonObject *object, EaselJob *job, const EaselJobDetails *details)
{
  const EaselAskRecord *ask = details != NULL ? easel_job_details_get_last_ask (details) : NULL;
  const EaselProposal *proposal;
  JsonObject *awaiting;

  if (easel_job_get_state (job) != EASEL_JOB_STATE_AWAITING_INPUT || ask == NULL)
    {
      json_object_set_null_member (object, "awaiting");
      return;
    }
  proposal = ask->proposal;
  awaiting = json_object_new ();
  json_object_set_string_member (awaiting, "title", proposal->title);
  set_string (awaiting, "description", proposal->description);
  json_object_set_string_member (awaiting, "view", proposal->view);
  set_json (awaiting, "proposal", proposal->data);
  set_json (awaiting, "provenance", proposal->provenance);
  set_json (awaiting, "basis", proposal->basis);
  json_object_set_array_member (awaiting, "actions", list_actions (proposal->actions));
  json_object_set_object_member (object, "awaiting", awaiting);
}

/* @from, @to: Unix times in microseconds; null unless both have happened */
static void
set_duration (JsonObject *object, const char *member, gint64 from, gint64 to)
{
  if (from != 0 && to != 0)
    json_object_set_double_member (object, member, (double) (to - from) / 1000.0);
  else
    json_object_set_null_member (object, member);
}

static void
set_timings (JsonObject *object, EaselJob *job, const EaselJobDetails *details)
{
  JsonObject *timings = json_object_new ();
  JsonArray *steps = json_array_new ();

  set_duration (timings, "waited_ms", easel_job_get_created (job), easel_job_get_started (job));
  set_duration (timings, "ran_ms", easel_job_get_started (job), easel_job_get_finished (job));
  for (guint i = 0; details->steps != NULL && i < details->steps->len; i++)
    {
      const EaselStepRecord *record = g_ptr_array_index (details->steps, i);
      JsonObject *step = json_object_new ();

      json_object_set_string_member (step, "name", record->name);
      set_time (step, "finished", record->finished);
      json_array_add_object_element (steps, step);
    }
  json_object_set_array_member (timings, "steps", steps);
  json_object_set_object_member (object, "timings", timings);
}

/* Who answered what, oldest first: of a question that is open nobody yet. */
static void
set_decisions (JsonObject *object, const EaselJobDetails *details)
{
  JsonArray *decisions = json_array_new ();

  for (guint i = 0; i < details->asks->len; i++)
    {
      const EaselAskRecord *ask = g_ptr_array_index (details->asks, i);
      JsonObject *decision;

      if (ask->decision == NULL)
        continue;
      decision = json_object_new ();
      json_object_set_string_member (decision, "action",
                                     easel_decision_action_to_string (ask->decision->action));
      set_string (decision, "comment", ask->decision->comment);
      json_object_set_string_member (decision, "door", ask->decision->door);
      set_time (decision, "time", ask->decision->time);
      json_array_add_object_element (decisions, decision);
    }
  json_object_set_array_member (object, "decisions", decisions);
}

static void
set_details (JsonObject *object, EaselJob *job, const EaselJobDetails *details)
{
  JsonNode *result;
  JsonNode *cached = NULL;

  set_json (object, "params", details->params);
  set_json (object, "result", details->result);
  result = json_object_get_member (object, "result");
  if (JSON_NODE_HOLDS_OBJECT (result))
    cached = json_object_get_member (json_node_get_object (result), "cached");
  if (cached != NULL)
    json_object_set_member (object, "cached", json_node_copy (cached));
  else
    json_object_set_null_member (object, "cached");
  set_timings (object, job, details);
  set_decisions (object, details);
}

JsonNode *
easel_job_to_json (EaselJob *job, const EaselJobDetails *details)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  double progress = easel_job_get_progress (job);

  json_object_set_string_member (object, "id", easel_job_get_id (job));
  json_object_set_string_member (object, "kind", easel_job_get_kind (job));
  json_object_set_string_member (object, "state",
                                 easel_job_state_to_string (easel_job_get_state (job)));
  json_object_set_string_member (object, "title", easel_job_get_title (job));
  set_string (object, "description", easel_job_get_description (job));
  if (progress >= 0)
    json_object_set_double_member (object, "progress", progress);
  else
    json_object_set_null_member (object, "progress");
  set_string (object, "message", easel_job_get_message (job));
  json_object_set_int_member (object, "step", easel_job_get_step (job));
  json_object_set_int_member (object, "steps", easel_job_get_n_steps (job));
  set_string (object, "outcome", easel_job_get_outcome (job));
  set_string (object, "parent", easel_job_get_parent (job));
  set_children (object, job);
  set_string (object, "provider", easel_job_get_provider (job));
  set_string (object, "model", easel_job_get_model (job));
  set_time (object, "created", easel_job_get_created (job));
  set_time (object, "started", easel_job_get_started (job));
  set_time (object, "finished", easel_job_get_finished (job));
  set_time (object, "not_before", easel_job_get_not_before (job));
  json_object_set_int_member (object, "attempts", easel_job_get_attempts (job));
  json_object_set_object_member (object, "usage", make_usage (easel_job_get_usage (job)));
  json_object_set_object_member (object, "total_usage",
                                 make_usage (easel_job_get_total_usage (job)));
  set_error (object, easel_job_get_failure (job));
  if (details != NULL)
    set_details (object, job, details);
  set_awaiting (object, job, details);

  json_node_take_object (node, object);
  return node;
}
