/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

static char *
think (EaselRun *run, gpointer data, GError **error)
{
  const EaselUsage usage = { 100, 10, 0, 25 };
  guint *n_calls = data;

  g_atomic_int_inc (n_calls);
  easel_run_add_usage (run, &usage);
  return g_strdup_printf ("thought about %s", easel_run_get_params (run));
}

static char *
run_steps (EaselRun *run, gpointer data, GError **error)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  easel_run_set_n_steps (run, 2);
  easel_run_set_title (run, "A better title");
  easel_run_set_thumbnail (run, "/tmp/picture.png");
  first = easel_run_step (run, "first", "a", think, data, error);
  if (first == NULL)
    return NULL;
  easel_run_append_text (run, "Hello");
  second = easel_run_step (run, "second", "b", think, data, error);
  if (second == NULL)
    return NULL;
  return g_strdup_printf ("[\"%s\", \"%s\"]", first, second);
}

static void
test_one_job (void)
{
  g_autofree char *dir = make_data_dir ();
  EaselQueue *queue = make_queue (dir, NULL);
  guint n_calls = 0;
  EaselJob *job;
  g_autofree char *id = NULL;

  easel_queue_add_kind (queue, test_kind_new ("steps", run_steps, &n_calls));
  open_queue (queue);
  job = submit (queue, "steps", NULL, "{}");
  assert_state (job, EASEL_JOB_STATE_PENDING);
  id = g_strdup (easel_job_get_id (job));
  wait_accepted (queue, job);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (n_calls, ==, 2);
  g_assert_cmpint (easel_job_get_usage (job).input_tokens, ==, 200);
  g_assert_cmpstr (easel_job_get_title (job), ==, "A better title");

  {
    g_autoptr (EaselJobDetails) details = load_details (queue, id);

    g_assert_cmpstr (details->result, ==, "[\"thought about {}\", \"thought about {}\"]");
    g_assert_cmpuint (details->steps->len, ==, 2);
  }
  close_queue (queue);

  queue = make_queue (dir, NULL);
  easel_queue_add_kind (queue, test_kind_new ("steps", run_steps, &n_calls));
  open_queue (queue);
  job = easel_queue_lookup (queue, id);
  g_assert_nonnull (job);
  assert_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (easel_job_get_usage (job).input_tokens, ==, 200);
  g_assert_cmpstr (easel_job_get_title (job), ==, "A better title");
  close_queue (queue);
  remove_dir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/queue/one-job", test_one_job);

  return g_test_run ();
}
