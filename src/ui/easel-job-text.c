/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-text.h"

#include "easel-price.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* Before so much is known, an estimate of the time left jumps about. */
#define LEAST_ELAPSED (3 * G_TIME_SPAN_SECOND)
#define LEAST_PROGRESS 0.05

const char *
easel_job_text_get_state (EaselJob *job)
{
  switch (easel_job_get_state (job))
    {
    case EASEL_JOB_STATE_PENDING:
    case EASEL_JOB_STATE_QUEUED:
      return _ ("Waiting");
    case EASEL_JOB_STATE_RUNNING:
      return _ ("Running");
    case EASEL_JOB_STATE_AWAITING_INPUT:
      return _ ("Needs You");
    case EASEL_JOB_STATE_COMPLETED:
      return _ ("Done");
    case EASEL_JOB_STATE_FAILED:
      return _ ("Failed");
    case EASEL_JOB_STATE_CANCELED:
      return _ ("Canceled");
    default:
      g_return_val_if_reached ("");
    }
}

char *
easel_job_text_describe_span (gint64 microseconds)
{
  gint64 seconds = (microseconds + G_TIME_SPAN_SECOND / 2) / G_TIME_SPAN_SECOND;

  if (microseconds < G_TIME_SPAN_SECOND)
    /* Translators: milliseconds */
    return g_strdup_printf (_ ("%d ms"), (int) (microseconds / G_TIME_SPAN_MILLISECOND));
  if (seconds < 60)
    /* Translators: seconds */
    return g_strdup_printf (_ ("%d s"), (int) seconds);
  if (seconds < 60 * 60)
    /* Translators: minutes */
    return g_strdup_printf (_ ("%d min"), (int) (seconds + 30) / 60);
  /* Translators: hours, with one decimal */
  return g_strdup_printf (_ ("%.1f h"), (double) seconds / (60 * 60));
}

static gboolean
is_overnight (EaselJob *job)
{
  return g_str_equal (easel_job_get_kind (job), "overnight");
}

char *
easel_job_text_get_time_left (EaselJob *job, gint64 now)
{
  double progress = easel_job_get_progress (job);
  gint64 started = easel_job_get_started (job);
  gint64 elapsed = now - started;
  g_autofree char *span = NULL;

  /* What a server had kept of a model took no time now; the job itself says what is left. A batch
   * takes as long as it takes. */
  if (g_str_equal (easel_job_get_kind (job), "pull") || is_overnight (job)
      || easel_job_get_state (job) != EASEL_JOB_STATE_RUNNING || started == 0
      || elapsed < LEAST_ELAPSED || progress < LEAST_PROGRESS || progress >= 1)
    return NULL;

  span = easel_job_text_describe_span (
      MAX ((gint64) ((double) elapsed * (1 - progress) / progress), G_TIME_SPAN_SECOND));
  /* Translators: %s is a time such as "12 s" */
  return g_strdup_printf (_ ("%s left"), span);
}

char *
easel_job_text_count_children (EaselJob *job)
{
  guint n_children = easel_job_get_n_children (job);
  guint n_failed = easel_job_get_n_children_in (job, EASEL_JOB_STATE_FAILED);
  guint n_ended = n_failed + easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED)
                  + easel_job_get_n_children_in (job, EASEL_JOB_STATE_CANCELED);
  g_autofree char *counted = NULL;

  if (n_children == 0)
    return NULL;

  /* Translators: how many of a batch's jobs have ended */
  counted = g_strdup_printf (_ ("%'u of %'u"), n_ended, n_children);
  if (n_failed == 0)
    return g_steal_pointer (&counted);
  return g_strdup_printf (
      /* Translators: "132 of 1,000", and how many of them failed */
      g_dngettext (GETTEXT_PACKAGE, "%s, %'u failed", "%s, %'u failed", n_failed), counted,
      n_failed);
}

/* (transfer full): @first and @second on one line; either may be %NULL */
static char *
join (const char *first, const char *second)
{
  if (first == NULL || second == NULL)
    return g_strdup (first != NULL ? first : second);
  return g_strdup_printf ("%s · %s", first, second);
}

gboolean
easel_job_text_is_ticking (EaselJob *job, gint64 now)
{
  return easel_job_get_state (job) == EASEL_JOB_STATE_QUEUED
         && easel_job_get_not_before (job) > now;
}

gboolean
easel_job_text_is_waiting_overnight (EaselJob *job)
{
  return is_overnight (job) && easel_job_get_state (job) == EASEL_JOB_STATE_QUEUED
         && easel_job_get_not_before (job) > 0;
}

static char *
describe_waiting (EaselJob *job, gint64 now)
{
  gint64 wait = easel_job_get_not_before (job) - now;
  g_autofree char *span = NULL;

  if (easel_job_get_not_before (job) == 0 || wait <= 0)
    return g_strdup (easel_job_get_message (job) != NULL ? easel_job_get_message (job)
                                                         : _ ("Waiting"));
  span = easel_job_text_describe_span (MAX (wait, G_TIME_SPAN_SECOND));
  if (easel_job_get_message (job) != NULL)
    /* Translators: what a job waits for, such as “Waiting for OpenAI · 312 of 500”, and a time such
     * as “4 min” */
    return g_strdup_printf (_ ("%s · asks again in %s"), easel_job_get_message (job), span);
  /* Translators: a job that failed for a reason that may pass; %s is a time such as "12 s" */
  return g_strdup_printf (_ ("Trying again in %s"), span);
}

static char *
describe_running (EaselJob *job, gint64 now)
{
  g_autofree char *children = easel_job_text_count_children (job);
  g_autofree char *left = easel_job_text_get_time_left (job, now);
  const char *message = easel_job_get_message (job);

  if (children == NULL && message == NULL)
    message = _ ("Running");
  /* Before the night is over, not all of the jobs are there to be counted. */
  if (children == NULL || (is_overnight (job) && message != NULL))
    return join (message, left);
  return join (children, left);
}

/* What came of it says the most. Among its siblings, whose description is the same, what counts is
 * that it is done. */
static char *
describe_done (EaselJob *job)
{
  const char *description = easel_job_get_description (job);

  if (easel_job_get_n_children (job) > 0)
    return easel_job_text_count_children (job);
  if (easel_job_get_outcome (job) != NULL)
    return g_strdup (easel_job_get_outcome (job));
  if (easel_job_get_parent (job) != NULL || description == NULL)
    return g_strdup (_ ("Done"));
  return g_strdup (description);
}

char *
easel_job_text_describe (EaselJob *job, gint64 now)
{
  const EaselFailure *failure = easel_job_get_failure (job);

  switch (easel_job_get_state (job))
    {
    case EASEL_JOB_STATE_PENDING:
    case EASEL_JOB_STATE_QUEUED:
      return describe_waiting (job, now);
    case EASEL_JOB_STATE_RUNNING:
      return describe_running (job, now);
    case EASEL_JOB_STATE_AWAITING_INPUT:
      return g_strdup (_ ("Waiting for your decision"));
    case EASEL_JOB_STATE_COMPLETED:
      return describe_done (job);
    case EASEL_JOB_STATE_FAILED:
      return g_strdup (failure != NULL ? failure->message : _ ("Failed"));
    case EASEL_JOB_STATE_CANCELED:
      return g_strdup (_ ("Canceled"));
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
easel_job_text_describe_tokens (EaselJob *job)
{
  EaselUsage usage = easel_job_get_total_usage (job);

  if (usage.input_tokens == 0 && usage.output_tokens == 0)
    return NULL;
  /* Translators: how many tokens the model read, and how many it wrote */
  return g_strdup_printf (_ ("%'" PRId64 " read, %'" PRId64 " written"), usage.input_tokens,
                          usage.output_tokens);
}

char *
easel_job_text_describe_cost (EaselJob *job)
{
  EaselUsage usage = easel_job_get_total_usage (job);

  if (usage.cost_micros < 0)
    return easel_usage_is_none (&usage) ? NULL : g_strdup (_ ("Price not known"));
  return easel_price_format_exactly (usage.cost_micros);
}

char *
easel_job_text_describe_queue (guint n_running, guint n_queued, gboolean paused)
{
  g_autofree char *running = NULL;
  g_autofree char *queued = NULL;

  if (n_running > 0)
    running = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%'u running", "%'u running", n_running), n_running);
  if (n_queued > 0)
    queued = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u queued", "%'u queued", n_queued),
                              n_queued);
  if (paused)
    {
      g_autofree char *rest = join (running, queued);

      return join (_ ("Paused"), rest);
    }
  if (running == NULL && queued == NULL)
    return g_strdup (_ ("Nothing to do"));
  return join (running, queued);
}

EaselJobAction
easel_job_text_choose_action (EaselJob *job)
{
  if (easel_job_get_n_children_in (job, EASEL_JOB_STATE_AWAITING_INPUT) > 0)
    return EASEL_JOB_ACTION_REVIEW;

  switch (easel_job_get_state (job))
    {
    case EASEL_JOB_STATE_PENDING:
    case EASEL_JOB_STATE_QUEUED:
    case EASEL_JOB_STATE_RUNNING:
      return easel_job_get_cancelable (job) ? EASEL_JOB_ACTION_CANCEL : EASEL_JOB_ACTION_NONE;
    case EASEL_JOB_STATE_AWAITING_INPUT:
      return EASEL_JOB_ACTION_REVIEW;
    case EASEL_JOB_STATE_FAILED:
    case EASEL_JOB_STATE_CANCELED:
      return EASEL_JOB_ACTION_RETRY;
    case EASEL_JOB_STATE_COMPLETED:
    default:
      return EASEL_JOB_ACTION_NONE;
    }
}

const char *
easel_job_action_get_label (EaselJobAction action)
{
  switch (action)
    {
    case EASEL_JOB_ACTION_REVIEW:
      return _ ("Review");
    case EASEL_JOB_ACTION_CANCEL:
      return _ ("Cancel");
    case EASEL_JOB_ACTION_RETRY:
      return _ ("Try Again");
    case EASEL_JOB_ACTION_NONE:
    default:
      return NULL;
    }
}

const char *
easel_job_action_get_icon_name (EaselJobAction action)
{
  switch (action)
    {
    case EASEL_JOB_ACTION_REVIEW:
      return "document-edit-symbolic";
    case EASEL_JOB_ACTION_CANCEL:
      return "process-stop-symbolic";
    case EASEL_JOB_ACTION_RETRY:
      return "view-refresh-symbolic";
    case EASEL_JOB_ACTION_NONE:
    default:
      return NULL;
    }
}

const char *
easel_job_action_get_action_name (EaselJobAction action)
{
  switch (action)
    {
    case EASEL_JOB_ACTION_REVIEW:
      return "win.review-job";
    case EASEL_JOB_ACTION_CANCEL:
      return "win.cancel-job";
    case EASEL_JOB_ACTION_RETRY:
      return "win.retry-job";
    case EASEL_JOB_ACTION_NONE:
    default:
      return NULL;
    }
}

const char *
easel_remedy_get_label (const char *remedy)
{
  if (g_strcmp0 (remedy, "set-up-provider") == 0)
    return _ ("Set Up Provider");
  if (g_strcmp0 (remedy, "choose-model") == 0)
    return _ ("Choose Model");
  if (g_strcmp0 (remedy, EASEL_BUDGET_REMEDY) == 0)
    return _ ("Raise Budget");
  return NULL;
}

const char *
easel_remedy_get_action_name (const char *remedy)
{
  if (g_strcmp0 (remedy, "set-up-provider") == 0)
    return "app.set-up-provider";
  if (g_strcmp0 (remedy, "choose-model") == 0)
    return "app.choose-model";
  if (g_strcmp0 (remedy, EASEL_BUDGET_REMEDY) == 0)
    return "app.show-provider";
  return NULL;
}

const char *
easel_remedy_get_target (const char *remedy, EaselJob *job)
{
  if (g_strcmp0 (remedy, EASEL_BUDGET_REMEDY) != 0)
    return NULL;
  return easel_job_get_provider (job) != NULL ? easel_job_get_provider (job) : "";
}
