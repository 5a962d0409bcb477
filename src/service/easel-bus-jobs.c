/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-jobs.h"

#include "easel-bus-params.h"
#include "easel-engine-error.h"
#include "easel-job-listing.h"

#include <glib/gi18n.h>

/* Submitting ------------------------------------------------------------------------------ */

/* A submission whose jobs are on their way to the disk. */
typedef struct
{
  GDBusMethodInvocation *invocation; /* (owned) */
  GVariant *reply;                   /* (owned) */
} Submitted;

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Submitted *submitted = user_data;
  GError *error = NULL;

  /* An id that was given out must not be lost, so it is given out only now. */
  if (easel_queue_wait_accepted_finish (EASEL_QUEUE (source), result, &error))
    g_dbus_method_invocation_return_value (submitted->invocation, submitted->reply);
  else
    g_dbus_method_invocation_take_error (submitted->invocation, error);
  g_variant_unref (submitted->reply);
  g_free (submitted);
}

/* (transfer none): the job that stands for all of @jobs */
static EaselJob *
get_whole (EaselQueue *queue, GPtrArray *jobs)
{
  EaselJob *first = g_ptr_array_index (jobs, 0);
  const char *parent = easel_job_get_parent (first);

  return parent != NULL ? easel_queue_lookup (queue, parent) : first;
}

static GVariant *
make_ids_reply (GPtrArray *jobs)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < jobs->len; i++)
    g_ptr_array_add (ids, (char *) easel_job_get_id (g_ptr_array_index (jobs, i)));
  return easel_bus_params_new_list (ids);
}

static void
submit (EaselStudio *studio, GVariant *parameters, gboolean all, GDBusMethodInvocation *invocation)
{
  EaselQueue *queue = easel_studio_get_queue (studio);
  g_autoptr (GVariant) params = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  Submitted *submitted;
  const char *kind;
  GError *error = NULL;
  EaselJob *whole;

  g_variant_get (parameters, "(&s@a{sv})", &kind, &params);
  jobs = easel_studio_submit (studio, kind, params, &error);
  if (jobs == NULL)
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }

  whole = get_whole (queue, jobs);
  submitted = g_new0 (Submitted, 1);
  submitted->invocation = invocation;
  submitted->reply = g_variant_ref_sink (all ? make_ids_reply (jobs)
                                             : g_variant_new ("(s)", easel_job_get_id (whole)));
  easel_queue_wait_accepted_async (queue, whole, NULL, on_accepted, submitted);
}

void
easel_bus_jobs_submit (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  submit (studio, parameters, FALSE, invocation);
}

void
easel_bus_jobs_submit_all (EaselStudio *studio,
                           GVariant *parameters,
                           GDBusMethodInvocation *invocation)
{
  submit (studio, parameters, TRUE, invocation);
}

/* Steering -------------------------------------------------------------------------------- */

/* (transfer none) (nullable): refuses for the caller when there is no such job */
static EaselJob *
find_job (EaselStudio *studio, const char *id, GDBusMethodInvocation *invocation)
{
  EaselJob *job = easel_queue_lookup (easel_studio_get_queue (studio), id);

  if (job == NULL)
    g_dbus_method_invocation_return_error (invocation, EASEL_ENGINE_ERROR,
                                           EASEL_ENGINE_ERROR_UNKNOWN_JOB,
                                           _ ("There is no job “%s”."), id);
  return job;
}

typedef gboolean (*SteerFunc) (EaselQueue *queue, const char *id, GError **error);

static void
steer (EaselStudio *studio, GVariant *parameters, SteerFunc func, GDBusMethodInvocation *invocation)
{
  const char *id;
  GError *error = NULL;

  g_variant_get (parameters, "(&s)", &id);
  if (find_job (studio, id, invocation) == NULL)
    return;
  if (func (easel_studio_get_queue (studio), id, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

void
easel_bus_jobs_cancel (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  steer (studio, parameters, easel_queue_cancel, invocation);
}

void
easel_bus_jobs_retry (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  steer (studio, parameters, easel_queue_retry, invocation);
}

/* (transfer full) (nullable): what the person said, from its three words on the bus */
static EaselDecision *
read_decision (const char *action_name, const char *json, GError **error)
{
  EaselDecisionAction action;
  g_autoptr (JsonNode) node = NULL;
  JsonNode *comment = NULL;

  if (!easel_decision_action_from_string (action_name, &action))
    {
      g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
                   _ ("There is no decision “%s”. Known are: %s."), action_name,
                   "approve, edit, revise, cancel");
      return NULL;
    }
  if (action != EASEL_DECISION_EDIT && action != EASEL_DECISION_REVISE)
    return easel_decision_new (action, NULL, NULL, "dbus");

  node = json_from_string (json, NULL);
  if (action == EASEL_DECISION_EDIT && node != NULL)
    return easel_decision_new (action, json, NULL, "dbus");
  if (action == EASEL_DECISION_REVISE && node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    comment = json_object_get_member (json_node_get_object (node), "comment");
  if (comment != NULL && JSON_NODE_HOLDS_VALUE (comment)
      && json_node_get_value_type (comment) == G_TYPE_STRING)
    return easel_decision_new (action, NULL, json_node_get_string (comment), "dbus");

  g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
               _ ("The decision “%s” lacks its JSON."), action_name);
  return NULL;
}

static void
on_responded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;

  if (easel_queue_respond_finish (EASEL_QUEUE (source), result, &error))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_take_error (invocation, error);
}

void
easel_bus_jobs_respond (EaselStudio *studio,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  g_autoptr (EaselDecision) decision = NULL;
  const char *id, *action, *json;
  GError *error = NULL;

  g_variant_get (parameters, "(&s&s&s)", &id, &action, &json);
  if (find_job (studio, id, invocation) == NULL)
    return;
  decision = read_decision (action, json, &error);
  if (decision == NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    easel_queue_respond_async (easel_studio_get_queue (studio), id, decision, on_responded,
                               invocation);
}

void
easel_bus_jobs_run_next (EaselStudio *studio,
                         GVariant *parameters,
                         GDBusMethodInvocation *invocation)
{
  steer (studio, parameters, easel_queue_run_next, invocation);
}

void
easel_bus_jobs_pause (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  gboolean paused;

  g_variant_get (parameters, "(b)", &paused);
  g_object_set (easel_studio_get_queue (studio), "paused", paused, NULL);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

/* Reading --------------------------------------------------------------------------------- */

typedef struct
{
  EaselStudio *studio;               /* (owned) */
  EaselJob *job;                     /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) */
} Get;

static void
on_details_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Get *get = user_data;
  GError *error = NULL;
  g_autoptr (EaselJobDetails) details = easel_queue_load_details_finish (EASEL_QUEUE (source),
                                                                         result, &error);

  if (details == NULL)
    g_dbus_method_invocation_take_error (get->invocation, error);
  else
    {
      g_autoptr (JsonNode) node = easel_studio_job_to_json (get->studio, get->job, details);
      g_autofree char *json = json_to_string (node, FALSE);

      g_dbus_method_invocation_return_value (get->invocation, g_variant_new ("(s)", json));
    }
  g_object_unref (get->job);
  g_object_unref (get->studio);
  g_free (get);
}

void
easel_bus_jobs_get (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  EaselQueue *queue = easel_studio_get_queue (studio);
  EaselJob *job;
  const char *id;
  Get *get;

  g_variant_get (parameters, "(&s)", &id);
  job = find_job (studio, id, invocation);
  if (job == NULL)
    return;
  get = g_new0 (Get, 1);
  get->studio = g_object_ref (studio);
  get->job = g_object_ref (job);
  get->invocation = invocation;
  easel_queue_load_details_async (queue, id, NULL, on_details_loaded, get);
}

void
easel_bus_jobs_list (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) filter = g_variant_get_child_value (parameters, 0);
  GError *error = NULL;

  if (!easel_job_listing_start (studio, filter, invocation, &error))
    g_dbus_method_invocation_take_error (invocation, error);
}
