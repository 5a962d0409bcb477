/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

typedef struct
{
  char *dir;
  EaselQueue *queue;
  Gate gate;
  gint n_parent_runs; /* atomic */
  gint n_child_runs;  /* atomic */
  gint n_closings;    /* atomic */
  gint broken;        /* atomic: whether the child named so fails */
} Fixture;

static char *
list_outcomes (GPtrArray *outcomes)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < outcomes->len; i++)
    {
      EaselChildOutcome *outcome = outcomes->pdata[i];

      g_string_append_printf (list, "%s:%s:%s ", outcome->key != NULL ? outcome->key : "-",
                              easel_job_state_to_string (outcome->state),
                              outcome->result != NULL    ? outcome->result
                              : outcome->failure != NULL ? outcome->failure->message
                                                         : "-");
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* Waits for what was submitted with it. */
static char *
run_batch (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) outcomes = NULL;

  g_atomic_int_inc (&fixture->n_parent_runs);
  if (!easel_run_join_children (run, NULL, &outcomes, error))
    return NULL;
  return list_outcomes (outcomes);
}

static GPtrArray *
make_specs (const char *kind, const char *keys)
{
  g_auto (GStrv) split = g_strsplit (keys, " ", -1);
  GPtrArray *specs = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);

  for (guint i = 0; split[i] != NULL; i++)
    {
      EaselJobSpec *spec = easel_job_spec_new (kind, split[i], split[i]);

      spec->key = g_strdup (split[i]);
      spec->lane = g_strdup ("a");
      g_ptr_array_add (specs, spec);
    }
  return specs;
}

/* Makes its children itself, in two rounds. */
static char *
run_rounds (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) first_specs = make_specs ("child", "one two three");
  g_autoptr (GPtrArray) second_specs = make_specs ("child", "four");
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autofree char *first_list = NULL;
  g_autofree char *second_list = NULL;

  g_atomic_int_inc (&fixture->n_parent_runs);
  if (!easel_run_join_children (run, first_specs, &first, error)
      || !easel_run_join_children (run, second_specs, &second, error))
    return NULL;

  first_list = list_outcomes (first);
  second_list = list_outcomes (second);
  return g_strconcat (first_list, "/ ", second_list, NULL);
}

static char *
do_closing (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  g_atomic_int_inc (&fixture->n_closings);
  return g_strdup ("made");
}

/* Has a step that depends on what its children came to. */
static char *
run_closing (EaselRun *run, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) specs = make_specs ("child", "one two three");
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autofree char *list = NULL;
  g_autofree char *made = NULL;

  if (!easel_run_join_children (run, specs, &outcomes, error))
    return NULL;
  list = list_outcomes (outcomes);
  made = easel_run_step (run, "closing", list, do_closing, data, error);
  return made != NULL ? g_strconcat (made, ": ", list, NULL) : NULL;
}

static char *
run_nested (EaselRun *run, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) specs = make_specs ("rounds", "left right");
  g_autoptr (GPtrArray) outcomes = NULL;

  if (!easel_run_join_children (run, specs, &outcomes, error))
    return NULL;
  return list_outcomes (outcomes);
}

static char *
run_childless (EaselRun *run, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) outcomes = NULL;
  g_autoptr (GPtrArray) others = NULL;

  if (!easel_run_join_children (run, none, &outcomes, error)
      || !easel_run_join_children (run, NULL, &others, error))
    return NULL;
  return g_strdup_printf ("%u %u", outcomes->len, others->len);
}

static char *
run_unknown_children (EaselRun *run, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) specs = make_specs ("juggle", "one");
  g_autoptr (GPtrArray) outcomes = NULL;

  return easel_run_join_children (run, specs, &outcomes, error) ? g_strdup ("{}") : NULL;
}

static char *
run_child (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  g_atomic_int_inc (&fixture->n_child_runs);
  if (!gate_pass (&fixture->gate, easel_run_get_cancellable (run), error))
    return NULL;

  if (g_atomic_int_get (&fixture->broken) && g_str_equal (easel_run_get_params (run), "two"))
    {
      g_set_error_literal (error, TEST_ERROR, EASEL_RETRY_NEVER, "broken");
      return NULL;
    }
  return g_strdup (easel_run_get_params (run));
}

/* A child whose params are the path of its picture, but for "plain", which has none. */
static char *
run_pictured (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;
  const char *params = easel_run_get_params (run);

  if (!g_str_equal (params, "plain"))
    easel_run_set_thumbnail (run, params);
  return gate_pass (&fixture->gate, easel_run_get_cancellable (run), error) ? g_strdup ("{}")
                                                                            : NULL;
}

static void
add_kinds (Fixture *fixture)
{
  const struct
  {
    const char *name;
    TestRunFunc func;
  } kinds[] = { { "batch", run_batch },       { "rounds", run_rounds },
                { "nested", run_nested },     { "childless", run_childless },
                { "child", run_child },       { "unknown-children", run_unknown_children },
                { "pictured", run_pictured }, { "closing", run_closing } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (EaselJobKind) kind = test_kind_new (kinds[i].name, kinds[i].func, fixture);

      easel_queue_add_kind (fixture->queue, kind);
    }
}

static void
start (Fixture *fixture)
{
  fixture->queue = make_queue (fixture->dir, NULL);
  easel_queue_set_lane_capacity (fixture->queue, "a", 4);
  add_kinds (fixture);
  open_queue (fixture->queue);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = make_data_dir ();
  gate_init (&fixture->gate);
  start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_queue (fixture->queue);
  gate_clear (&fixture->gate);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static EaselJob *
submit_batch_of (Fixture *fixture, const char *kind, const char *keys)
{
  g_autoptr (EaselJobSpec) parent = easel_job_spec_new ("batch", "Batch", "{}");
  g_autoptr (GPtrArray) children = make_specs (kind, keys);
  g_autoptr (GError) error = NULL;
  EaselJob *job = easel_queue_submit_family (fixture->queue, parent, children, &error);

  g_assert_no_error (error);
  return job;
}

static EaselJob *
submit_batch (Fixture *fixture, const char *keys)
{
  return submit_batch_of (fixture, "child", keys);
}

static void
assert_result (Fixture *fixture, EaselJob *job, const char *result)
{
  g_autoptr (EaselJobDetails) details = load_details (fixture->queue, easel_job_get_id (job));

  g_assert_cmpstr (details->result, ==, result);
}

static guint
get_n_running (Fixture *fixture)
{
  guint n_running;

  g_object_get (fixture->queue, "n-running", &n_running, NULL);
  return n_running;
}

static EaselJob *
get_child (EaselJob *job, guint position)
{
  g_autoptr (EaselJob) child = g_list_model_get_item (G_LIST_MODEL (easel_job_get_children (job)),
                                                      position);

  return child;
}

static void
test_batch (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit_batch (fixture, "one two three");
  EaselJob *locals[2];

  wait_until (gate_count_waiting (&fixture->gate) == 3);
  wait_until (get_n_running (fixture) == 3);
  assert_state (job, EASEL_JOB_STATE_RUNNING);
  g_assert_cmpfloat (easel_job_get_progress (job), ==, 0.0);

  /* It holds no lane while it waits: both places of its lane are free. */
  for (guint i = 0; i < 2; i++)
    locals[i] = submit (fixture->queue, "childless", NULL, "{}");
  wait_for_state (locals[0], EASEL_JOB_STATE_COMPLETED);
  wait_for_state (locals[1], EASEL_JOB_STATE_COMPLETED);
  assert_result (fixture, locals[0], "0 0");

  gate_open (&fixture->gate, 1);
  wait_until (easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED) == 1);
  g_assert_cmpfloat (easel_job_get_progress (job), >, 0.33);
  g_assert_cmpfloat (easel_job_get_progress (job), <, 0.34);
  assert_state (job, EASEL_JOB_STATE_RUNNING);

  gate_open (&fixture->gate, 2);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_result (fixture, job, "one:completed:one two:completed:two three:completed:three ");
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 1);
}

static void
test_failing_child (Fixture *fixture, gconstpointer data)
{
  EaselJob *job;

  g_atomic_int_set (&fixture->broken, TRUE);
  gate_open (&fixture->gate, 3);
  job = submit_batch (fixture, "one two three");
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_result (fixture, job, "one:completed:one two:failed:broken three:completed:three ");
  g_assert_cmpuint (easel_job_get_n_children_in (job, EASEL_JOB_STATE_FAILED), ==, 1);

  /* The child alone may be tried again, and its parent says what that came to. */
  g_atomic_int_set (&fixture->broken, FALSE);
  g_assert_true (easel_queue_retry (fixture->queue, easel_job_get_id (get_child (job, 1)), NULL));
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  wait_for_state (job, EASEL_JOB_STATE_RUNNING);
  gate_open (&fixture->gate, 1);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_result (fixture, job, "one:completed:one two:completed:two three:completed:three ");
  g_assert_cmpint (g_atomic_int_get (&fixture->n_child_runs), ==, 4);
  g_assert_false (easel_queue_retry (fixture->queue, easel_job_get_id (job), NULL));
}

/* Retried as a whole, only what failed is done again; a restart in between changes nothing. */
static void
test_retry_in_completed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job;

  g_atomic_int_set (&fixture->broken, TRUE);
  gate_open (&fixture->gate, 3);
  job = submit_batch (fixture, "one two three");
  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);

  g_atomic_int_set (&fixture->broken, FALSE);
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  assert_result (fixture, job, "one:completed:one two:failed:broken three:completed:three ");
  close_queue (fixture->queue);
  start (fixture);
  gate_open (&fixture->gate, 1);
  job = easel_queue_lookup (fixture->queue, id);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_result (fixture, job, "one:completed:one two:completed:two three:completed:three ");
}

/* What the person removed is not made again, and no step is done that was not done before. */
static void
test_completed_does_nothing_new (Fixture *fixture, gconstpointer data)
{
  const char *result = "made: one:completed:one two:failed:broken three:completed:three ";
  EaselJob *job;

  g_atomic_int_set (&fixture->broken, TRUE);
  gate_open (&fixture->gate, 4);
  job = submit (fixture->queue, "closing", NULL, "{}");
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_result (fixture, job, result);
  g_assert_true (easel_queue_remove (fixture->queue, easel_job_get_id (get_child (job, 0)), NULL));
  wait_until (easel_job_get_n_children (job) == 2);

  g_atomic_int_set (&fixture->broken, FALSE);
  g_assert_true (easel_queue_retry (fixture->queue, easel_job_get_id (get_child (job, 0)), NULL));
  g_assert_cmpint (easel_job_get_state (job), !=, EASEL_JOB_STATE_COMPLETED);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_state (get_child (job, 0), EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 2);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_child_runs), ==, 4);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_closings), ==, 1);
  assert_result (fixture, job, result);
}

/* It is not the person's wish that a parent they canceled goes on. */
static void
test_canceled_parent_stays (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit_batch (fixture, "one two");

  wait_until (gate_count_waiting (&fixture->gate) == 2);
  g_assert_true (easel_queue_cancel (fixture->queue, easel_job_get_id (job), NULL));
  wait_until (gate_count_waiting (&fixture->gate) == 0);
  gate_open (&fixture->gate, 1);
  g_assert_true (easel_queue_retry (fixture->queue, easel_job_get_id (get_child (job, 0)), NULL));
  wait_for_state (get_child (job, 0), EASEL_JOB_STATE_COMPLETED);
  assert_state (job, EASEL_JOB_STATE_CANCELED);
}

static void
test_rounds (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "rounds", NULL, "{}");

  gate_open (&fixture->gate, 4);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_result (
      fixture, job,
      "one:completed:one two:completed:two three:completed:three / four:completed:four ");
  g_assert_cmpint (g_atomic_int_get (&fixture->n_parent_runs), ==, 3);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_child_runs), ==, 4);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 4);
}

static void
test_nested (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "nested", NULL, "{}");
  EaselJob *left;

  wait_until (easel_job_get_n_children (job) == 2
              && easel_job_get_n_children (get_child (job, 0)) == 3
              && easel_job_get_n_children (get_child (job, 1)) == 3);
  left = get_child (job, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 9);
  gate_open (&fixture->gate, 3);
  wait_until (easel_job_get_progress (job) > 0.0);
  g_assert_cmpfloat (easel_job_get_progress (job), <, 1.0);
  gate_open (&fixture->gate, 5);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_state (left, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_child_runs), ==, 8);
}

static void
test_cancel_goes_down (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "nested", NULL, "{}");
  guint n_jobs;

  wait_until (gate_count_waiting (&fixture->gate) == 4);
  g_assert_true (easel_queue_cancel (fixture->queue, easel_job_get_id (job), NULL));
  n_jobs = g_list_model_get_n_items (G_LIST_MODEL (fixture->queue));
  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr (EaselJob) each = g_list_model_get_item (G_LIST_MODEL (fixture->queue), i);

      assert_state (each, EASEL_JOB_STATE_CANCELED);
    }
  wait_until (gate_count_waiting (&fixture->gate) == 0);
  g_assert_cmpuint (get_n_running (fixture), ==, 0);
  iterate_for (30);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, n_jobs);

  /* And so does a retry. */
  gate_open (&fixture->gate, 8);
  g_assert_true (easel_queue_retry (fixture->queue, easel_job_get_id (job), NULL));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 11);
}

static void
test_cancel_one_child (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit_batch (fixture, "one two three");

  wait_until (gate_count_waiting (&fixture->gate) == 3);
  g_assert_true (easel_queue_cancel (fixture->queue, easel_job_get_id (get_child (job, 1)), NULL));
  assert_state (job, EASEL_JOB_STATE_RUNNING);
  gate_open (&fixture->gate, 2);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_result (fixture, job, "one:completed:one two:canceled:- three:completed:three ");
}

static void
test_retry_keeps_what_is_done (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit_batch (fixture, "one two three four");

  wait_until (gate_count_waiting (&fixture->gate) == 4);
  gate_open (&fixture->gate, 2);
  wait_until (easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED) == 2);
  g_assert_true (easel_queue_cancel (fixture->queue, easel_job_get_id (job), NULL));
  g_assert_cmpuint (easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED), ==, 2);
  g_assert_cmpuint (easel_job_get_n_children_in (job, EASEL_JOB_STATE_CANCELED), ==, 2);

  gate_open (&fixture->gate, 2);
  g_assert_true (easel_queue_retry (fixture->queue, easel_job_get_id (job), NULL));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_child_runs), ==, 6);
}

/* A waiting parent that was interrupted joins the children it has. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autofree char *batch_id = NULL;
  g_autofree char *rounds_id = NULL;
  EaselJob *job = submit_batch (fixture, "one two");

  batch_id = g_strdup (easel_job_get_id (job));
  job = submit (fixture->queue, "rounds", NULL, "{}");
  rounds_id = g_strdup (easel_job_get_id (job));
  wait_until (gate_count_waiting (&fixture->gate) == 4);
  gate_open (&fixture->gate, 2);
  wait_until (gate_count_passed (&fixture->gate) == 2);
  close_queue (fixture->queue);
  start (fixture);

  gate_open (&fixture->gate, 4);
  job = easel_queue_lookup (fixture->queue, batch_id);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  assert_result (fixture, job, "one:completed:one two:completed:two ");
  job = easel_queue_lookup (fixture->queue, rounds_id);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 4);
}

static void
test_unknown_children (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit (fixture->queue, "unknown-children", NULL, "{}");

  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_nonnull (strstr (easel_job_get_failure (job)->message, "juggle"));
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 0);
}

static void
test_family_is_refused_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJobSpec) parent = easel_job_spec_new ("batch", "Batch", "{}");
  g_autoptr (GPtrArray) children = make_specs ("child", "one two");
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (children, easel_job_spec_new ("juggle", "Title", "{}"));
  g_assert_null (easel_queue_submit_family (fixture->queue, parent, children, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_KIND);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 0);
}

static void
count_notify (EaselJob *job, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_thumbnail (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit_batch_of (fixture, "pictured", "plain b.png c.png");
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  guint n_notified = 0;

  g_assert_null (easel_job_get_thumbnail (job));
  g_signal_connect (job, "notify::thumbnail", G_CALLBACK (count_notify), &n_notified);
  wait_until (gate_count_waiting (&fixture->gate) == 3);
  wait_until (easel_job_get_thumbnail (get_child (job, 1)) != NULL
              && easel_job_get_thumbnail (get_child (job, 2)) != NULL);

  /* The first child that has a picture, whoever had one first. */
  g_assert_cmpstr (easel_job_get_thumbnail (job), ==, "b.png");
  g_assert_cmpuint (n_notified, >=, 1);
  gate_open (&fixture->gate, 3);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  n_notified = 0;
  easel_job_set_thumbnail (get_child (job, 2), "other.png");
  g_assert_cmpuint (n_notified, ==, 0);

  close_queue (fixture->queue);
  start (fixture);
  job = easel_queue_lookup (fixture->queue, id);
  g_assert_cmpstr (easel_job_get_thumbnail (job), ==, "b.png");
  g_signal_connect (job, "notify::thumbnail", G_CALLBACK (count_notify), &n_notified);
  g_assert_true (easel_queue_remove (fixture->queue, easel_job_get_id (get_child (job, 1)), NULL));
  wait_until (easel_job_get_n_children (job) == 2);
  g_assert_cmpstr (easel_job_get_thumbnail (job), ==, "c.png");
  g_assert_cmpuint (n_notified, ==, 1);

  /* Its own counts first. */
  easel_job_set_thumbnail (job, "own.png");
  g_assert_cmpstr (easel_job_get_thumbnail (job), ==, "own.png");
}

#define ADD(name, func) g_test_add ("/family/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("batch", test_batch);
  ADD ("failing-child", test_failing_child);
  ADD ("retry-in-completed", test_retry_in_completed);
  ADD ("completed-does-nothing-new", test_completed_does_nothing_new);
  ADD ("canceled-parent-stays", test_canceled_parent_stays);
  ADD ("rounds", test_rounds);
  ADD ("nested", test_nested);
  ADD ("cancel-goes-down", test_cancel_goes_down);
  ADD ("cancel-one-child", test_cancel_one_child);
  ADD ("retry-keeps-what-is-done", test_retry_keeps_what_is_done);
  ADD ("restart", test_restart);
  ADD ("unknown-children", test_unknown_children);
  ADD ("thumbnail", test_thumbnail);
  ADD ("family-is-refused-whole", test_family_is_refused_whole);

  return g_test_run ();
}
