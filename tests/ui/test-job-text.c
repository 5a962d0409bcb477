/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-private.h"
#include "easel-job-text.h"

#define NOW (1000 * G_TIME_SPAN_SECOND)

static EaselJob *
make_job (EaselJob *parent, const char *description)
{
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("analyze", "cat.jpg", "{}");

  spec->description = g_strdup (description);
  return easel_job_new (spec, parent);
}

static EaselJob *
make_overnight_job (void)
{
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("overnight", "500 Pictures", "{}");

  return easel_job_new (spec, NULL);
}

static void
assert_describes (EaselJob *job, const char *expected)
{
  g_autofree char *text = easel_job_text_describe (job, NOW);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_describe (void)
{
  g_autoptr (EaselJob) job = make_job (NULL, "Outfit");

  assert_describes (job, "Waiting");
  easel_job_set_state (job, EASEL_JOB_STATE_QUEUED);
  easel_job_set_not_before (job, NOW + 12 * G_TIME_SPAN_SECOND);
  assert_describes (job, "Trying again in 12 s");
  easel_job_set_message (job, "Waiting for OpenAI");
  assert_describes (job, "Waiting for OpenAI · asks again in 12 s");
  easel_job_set_message (job, NULL);
  easel_job_set_not_before (job, 0);

  easel_job_set_state (job, EASEL_JOB_STATE_RUNNING);
  assert_describes (job, "Running");
  easel_job_set_message (job, "Importing");
  assert_describes (job, "Importing");

  easel_job_set_state (job, EASEL_JOB_STATE_AWAITING_INPUT);
  assert_describes (job, "Waiting for your decision");
  easel_job_set_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_describes (job, "Outfit");
  easel_job_set_outcome (job, "Orange Flight Suit");
  assert_describes (job, "Orange Flight Suit");
  easel_job_set_state (job, EASEL_JOB_STATE_FAILED);
  easel_job_take_failure (
      job, easel_failure_new ("no-key", "There is no key.", NULL, NULL, EASEL_RETRY_NEVER));
  assert_describes (job, "There is no key.");
  easel_job_set_state (job, EASEL_JOB_STATE_CANCELED);
  assert_describes (job, "Canceled");
}

static void
test_time_left (void)
{
  g_autoptr (EaselJob) job = make_job (NULL, NULL);

  easel_job_set_state (job, EASEL_JOB_STATE_RUNNING);
  easel_job_set_message (job, "Asking");
  easel_job_set_started (job, NOW - 10 * G_TIME_SPAN_SECOND);
  g_assert_null (easel_job_text_get_time_left (job, NOW)); /* nobody can tell */
  easel_job_set_progress (job, 0.01);
  g_assert_null (easel_job_text_get_time_left (job, NOW)); /* too early */

  easel_job_set_progress (job, 0.25);
  assert_describes (job, "Asking · 30 s left");
  easel_job_set_progress (job, 0.01 * 10);
  assert_describes (job, "Asking · 2 min left");
  easel_job_set_started (job, NOW - G_TIME_SPAN_SECOND);
  g_assert_null (easel_job_text_get_time_left (job, NOW)); /* too short a time to go by */
}

static void
test_children (void)
{
  g_autoptr (EaselJob) batch = make_job (NULL, NULL);
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 3; i++)
    g_ptr_array_add (children, make_job (batch, "Outfit"));
  easel_job_add_children (batch, children);
  easel_job_set_state (batch, EASEL_JOB_STATE_RUNNING);
  assert_describes (batch, "0 of 3");

  easel_job_set_state (children->pdata[0], EASEL_JOB_STATE_COMPLETED);
  assert_describes (batch, "1 of 3");
  assert_describes (children->pdata[0], "Done");
  easel_job_set_outcome (children->pdata[0], "Blue Coat");
  assert_describes (children->pdata[0], "Blue Coat");
  easel_job_set_state (children->pdata[1], EASEL_JOB_STATE_FAILED);
  assert_describes (batch, "2 of 3, 1 failed");
  easel_job_set_state (children->pdata[2], EASEL_JOB_STATE_CANCELED);
  easel_job_set_state (batch, EASEL_JOB_STATE_COMPLETED);
  assert_describes (batch, "3 of 3, 1 failed");

  easel_job_remove_child (batch, children->pdata[0]);
  easel_job_remove_child (batch, children->pdata[1]);
  easel_job_remove_child (batch, children->pdata[2]);
}

/* What is there before the night is over says nothing of the whole, nor of the time it takes. */
static void
test_overnight (void)
{
  g_autoptr (EaselJob) batch = make_overnight_job ();
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (children, make_job (batch, "Outfit"));
  easel_job_add_children (batch, children);
  easel_job_set_state (children->pdata[0], EASEL_JOB_STATE_FAILED);
  easel_job_set_state (batch, EASEL_JOB_STATE_RUNNING);
  easel_job_set_started (batch, NOW - 100 * G_TIME_SPAN_SECOND);
  easel_job_set_progress (batch, 0.5);
  easel_job_set_message (batch, "Sending to OpenAI · 250 of 500");
  assert_describes (batch, "Sending to OpenAI · 250 of 500");
  g_assert_false (easel_job_text_is_waiting_overnight (batch));

  easel_job_get_ticket (batch)->keeps_progress = TRUE;
  easel_job_set_state (batch, EASEL_JOB_STATE_QUEUED);
  g_assert_false (easel_job_text_is_waiting_overnight (batch));
  easel_job_set_message (batch, "Waiting for OpenAI · 312 of 500");
  easel_job_set_not_before (batch, NOW + 4 * G_TIME_SPAN_MINUTE);
  assert_describes (batch, "Waiting for OpenAI · 312 of 500 · asks again in 4 min");
  g_assert_true (easel_job_text_is_waiting_overnight (batch));

  easel_job_set_state (batch, EASEL_JOB_STATE_COMPLETED);
  assert_describes (batch, "1 of 1, 1 failed");
  easel_job_remove_child (batch, children->pdata[0]);
}

static void
test_queue (void)
{
  const struct
  {
    guint n_running;
    guint n_queued;
    gboolean paused;
    const char *expected;
  } cases[] = {
    { 0, 0, FALSE, "Nothing to do" }, { 3, 0, FALSE, "3 running" },
    { 0, 12, FALSE, "12 queued" },    { 3, 12, FALSE, "3 running · 12 queued" },
    { 0, 0, TRUE, "Paused" },         { 0, 12, TRUE, "Paused · 12 queued" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = easel_job_text_describe_queue (cases[i].n_running, cases[i].n_queued,
                                                             cases[i].paused);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_use (void)
{
  const EaselUsage usage = { 1204, 310, 0, 4200 };
  const EaselUsage unpriced = { 1, 1, 0, -1 };
  g_autoptr (EaselJob) job = make_job (NULL, NULL);
  g_autofree char *tokens = NULL;
  g_autofree char *cost = NULL;
  g_autofree char *unknown = NULL;

  g_assert_null (easel_job_text_describe_tokens (job));
  g_assert_null (easel_job_text_describe_cost (job));
  easel_job_add_usage (job, &usage);
  tokens = easel_job_text_describe_tokens (job);
  cost = easel_job_text_describe_cost (job);
  g_assert_cmpstr (tokens, ==, "1204 read, 310 written");
  g_assert_cmpstr (cost, ==, "$0.0042");

  easel_job_add_usage (job, &unpriced);
  unknown = easel_job_text_describe_cost (job);
  g_assert_cmpstr (unknown, ==, "Price not known");
}

static void
test_actions (void)
{
  const EaselJobAction expected[EASEL_JOB_N_STATES] = {
    [EASEL_JOB_STATE_PENDING] = EASEL_JOB_ACTION_CANCEL,
    [EASEL_JOB_STATE_QUEUED] = EASEL_JOB_ACTION_CANCEL,
    [EASEL_JOB_STATE_RUNNING] = EASEL_JOB_ACTION_CANCEL,
    [EASEL_JOB_STATE_AWAITING_INPUT] = EASEL_JOB_ACTION_REVIEW,
    [EASEL_JOB_STATE_COMPLETED] = EASEL_JOB_ACTION_NONE,
    [EASEL_JOB_STATE_FAILED] = EASEL_JOB_ACTION_RETRY,
    [EASEL_JOB_STATE_CANCELED] = EASEL_JOB_ACTION_RETRY,
  };
  g_autoptr (EaselJob) job = make_job (NULL, NULL);

  for (guint i = 0; i < EASEL_JOB_N_STATES; i++)
    {
      EaselJobAction action;

      easel_job_set_state (job, (EaselJobState) i);
      action = easel_job_text_choose_action (job);
      g_assert_cmpint (action, ==, expected[i]);
      g_assert_cmpint (easel_job_action_get_label (action) == NULL, ==,
                       action == EASEL_JOB_ACTION_NONE);
    }

  g_assert_cmpstr (easel_remedy_get_action_name ("set-up-provider"), ==, "app.set-up-provider");
  g_assert_cmpstr (easel_remedy_get_action_name ("choose-model"), ==, "app.choose-model");
  g_assert_cmpstr (easel_remedy_get_action_name ("raise-budget"), ==, "app.show-provider");
  g_assert_null (easel_remedy_get_label ("retry"));
  g_assert_null (easel_remedy_get_label ("from-a-newer-easel"));
  g_assert_null (easel_remedy_get_label (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/job-text/describe", test_describe);
  g_test_add_func ("/job-text/time-left", test_time_left);
  g_test_add_func ("/job-text/children", test_children);
  g_test_add_func ("/job-text/overnight", test_overnight);
  g_test_add_func ("/job-text/queue", test_queue);
  g_test_add_func ("/job-text/use", test_use);
  g_test_add_func ("/job-text/actions", test_actions);

  return g_test_run ();
}
