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

/* A merge that cannot be is refused on the spot, without a job that fails. */
typedef struct
{
  gboolean all;
  GDBusMethodInvocation *invocation; /* (owned) */
} Checked;

static void
on_merge_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Checked *checked = user_data;
  GError *error = NULL;

  if (easel_studio_check_merge_finish (EASEL_STUDIO (source), result, &error))
    submit (EASEL_STUDIO (source), g_dbus_method_invocation_get_parameters (checked->invocation),
            checked->all, checked->invocation);
  else
    g_dbus_method_invocation_take_error (checked->invocation, error);
}

/* Whether it is a merge of two, (transfer none), as far as that can be told here. */
static gboolean
read_merge (GVariant *parameters, const char **source, const char **target)
{
  g_autoptr (GVariant) params = NULL;
  const char *kind;

  g_variant_get (parameters, "(&s@a{sv})", &kind, &params);
  return g_str_equal (kind, "merge") && g_variant_lookup (params, "source", "&s", source)
         && g_variant_lookup (params, "target", "&s", target);
}

static void
check_and_submit (EaselStudio *studio,
                  GVariant *parameters,
                  gboolean all,
                  GDBusMethodInvocation *invocation)
{
  const char *source, *target;
  Checked *checked;

  if (!read_merge (parameters, &source, &target))
    {
      submit (studio, parameters, all, invocation);
      return;
    }
  checked = g_new0 (Checked, 1);
  checked->all = all;
  checked->invocation = invocation;
  easel_studio_check_merge_async (studio, source, target, NULL, on_merge_checked, checked);
}

void
easel_bus_jobs_submit (EaselStudio *studio, GVariant *parameters, GDBusMethodInvocation *invocation)
{
  check_and_submit (studio, parameters, FALSE, invocation);
}

void
easel_bus_jobs_submit_all (EaselStudio *studio,
                           GVariant *parameters,
                           GDBusMethodInvocation *invocation)
{
  check_and_submit (studio, parameters, TRUE, invocation);
}

static void
on_estimated (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;
  g_autoptr (EaselEstimate) estimate = easel_studio_estimate_finish (EASEL_STUDIO (source), result,
                                                                     &error);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;

  if (estimate == NULL)
    {
      g_dbus_method_invocation_take_error (invocation, error);
      return;
    }
  node = easel_estimate_to_json (estimate);
  json = json_to_string (node, FALSE);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", json));
}

void
easel_bus_jobs_estimate (EaselStudio *studio,
                         GVariant *parameters,
                         GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) params = NULL;
  const char *kind;

  g_variant_get (parameters, "(&s@a{sv})", &kind, &params);
  easel_studio_estimate_async (studio, kind, params, NULL, on_estimated, invocation);
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

/* (transfer full) (nullable) */
static char *
read_comment (JsonNode *node)
{
  JsonNode *comment = node != NULL && JSON_NODE_HOLDS_OBJECT (node)
                          ? json_object_get_member (json_node_get_object (node), "comment")
                          : NULL;

  if (comment == NULL || !JSON_NODE_HOLDS_VALUE (comment)
      || json_node_get_value_type (comment) != G_TYPE_STRING)
    return NULL;
  return json_node_dup_string (comment);
}

/* (transfer full) (nullable): what the person said, from its three words on the bus. Whether it
 * answers what was asked is the studio's to say. */
static EaselDecision *
read_decision (const char *action_name, const char *json, const char *door, GError **error)
{
  EaselDecisionAction action;
  g_autoptr (JsonNode) node = *json != '\0' ? json_from_string (json, NULL) : NULL;
  g_autofree char *comment = read_comment (node);

  if (!easel_decision_action_from_string (action_name, &action))
    {
      g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
                   _ ("There is no decision “%s”. Known are: %s."), action_name,
                   "approve, edit, revise, cancel");
      return NULL;
    }
  if (*json != '\0' && (node == NULL || !JSON_NODE_HOLDS_OBJECT (node)))
    {
      g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
                   _ ("What comes with “%s” is not a JSON object."), action_name);
      return NULL;
    }
  if (action == EASEL_DECISION_CANCEL || (action == EASEL_DECISION_REVISE && comment != NULL))
    return easel_decision_new (action, NULL, comment, door);
  if (action == EASEL_DECISION_APPROVE || (action == EASEL_DECISION_EDIT && node != NULL))
    return easel_decision_new (action, node != NULL ? json : NULL, NULL, door);

  g_set_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION,
               _ ("The decision “%s” lacks its JSON."), action_name);
  return NULL;
}

static void
on_responded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDBusMethodInvocation *invocation = user_data;
  GError *error = NULL;

  if (easel_studio_respond_finish (EASEL_STUDIO (source), result, &error))
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
  decision = read_decision (action, json, easel_bus_object_get_door (invocation), &error);
  if (decision == NULL)
    g_dbus_method_invocation_take_error (invocation, error);
  else
    easel_studio_respond_async (studio, id, decision, NULL, on_responded, invocation);
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
