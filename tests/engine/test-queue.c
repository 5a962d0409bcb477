/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include <glib/gstdio.h>

typedef struct
{
  char *dir;
  EaselQueue *queue;
  Gate gate;
  gint n_calls; /* atomic */
} Fixture;

static char *
run_at_once (EaselRun *run, gpointer data, GError **error)
{
  return g_strdup ("\"done\"");
}

static char *
run_through_gate (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  if (!gate_pass (&fixture->gate, easel_run_get_cancellable (run), error))
    return NULL;
  return g_strdup ("\"through\"");
}

static char *
think (EaselRun *run, gpointer data, GError **error)
{
  const EaselUsage usage = { 100, 10, 0, 25 };
  Fixture *fixture = data;

  g_atomic_int_inc (&fixture->n_calls);
  easel_run_add_usage (run, &usage);
  return g_strdup_printf ("thought about %s", easel_run_get_params (run));
}

static char *
run_two_steps (EaselRun *run, gpointer data, GError **error)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;

  easel_run_set_n_steps (run, 3);
  easel_run_set_title (run, "A better title");
  easel_run_set_thumbnail (run, "/tmp/picture.png");
  first = easel_run_step (run, "first", "a", think, data, error);
  second = first != NULL ? easel_run_step (run, "second", "b", think, data, error) : NULL;
  again = second != NULL ? easel_run_step (run, "first", "a", think, data, error) : NULL;
  g_assert_cmpstr (again, ==, first);
  return second != NULL ? g_strdup_printf ("[\"%s\", \"%s\"]", first, second) : NULL;
}

static char *
think_in_vain (EaselRun *run, gpointer data, GError **error)
{
  g_autofree char *thought = think (run, data, error);

  g_set_error_literal (error, TEST_ERROR, EASEL_RETRY_NEVER, "Nothing came of it.");
  return NULL;
}

static char *
run_in_vain (EaselRun *run, gpointer data, GError **error)
{
  const EaselUsage usage = { 1, 1, 0, 5 };
  g_autofree char *first = easel_run_step (run, "first", "a", think, data, error);
  g_autofree char *second = NULL;

  easel_run_add_usage (run, &usage);
  second = easel_run_step (run, "second", "b", think_in_vain, data, error);
  return g_steal_pointer (&second);
}

static char *
run_echo_setup (EaselRun *run, gpointer data, GError **error)
{
  g_autofree char *attachment = NULL;

  if (easel_run_get_attachment_path (run) != NULL
      && !g_file_get_contents (easel_run_get_attachment_path (run), &attachment, NULL, error))
    return NULL;

  return g_strjoin ("|", easel_run_get_params (run), easel_run_get_provider (run),
                    easel_run_get_model (run), attachment != NULL ? attachment : "-", NULL);
}

static char *
run_reporting (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  easel_run_set_n_steps (run, 4);
  for (guint i = 0; i < 5000; i++)
    {
      easel_run_append_text (run, "ab");
      easel_run_set_progress (run, i / 5000.0, "Writing");
    }
  if (!gate_pass (&fixture->gate, easel_run_get_cancellable (run), error))
    return NULL;
  easel_run_append_text (run, "end");
  return g_strdup ("{}");
}

static void
add_kinds (Fixture *fixture)
{
  const struct
  {
    const char *name;
    TestRunFunc func;
  } kinds[] = { { "at-once", run_at_once },     { "gate", run_through_gate },
                { "two-steps", run_two_steps }, { "in-vain", run_in_vain },
                { "echo", run_echo_setup },     { "reporting", run_reporting } };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (EaselJobKind) kind = test_kind_new (kinds[i].name, kinds[i].func, fixture);

      easel_queue_add_kind (fixture->queue, kind);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = make_data_dir ();
  gate_init (&fixture->gate);
  fixture->queue = make_queue (fixture->dir, NULL);
  add_kinds (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->queue != NULL)
    close_queue (fixture->queue);
  gate_clear (&fixture->gate);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
restart (Fixture *fixture)
{
  close_queue (fixture->queue);
  fixture->queue = make_queue (fixture->dir, NULL);
  add_kinds (fixture);
  open_queue (fixture->queue);
}

static guint
get_count (EaselQueue *queue, const char *property)
{
  guint count;

  g_object_get (queue, property, &count, NULL);
  return count;
}

static void
test_one_job (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  g_autoptr (EaselJobDetails) details = NULL;
  EaselJob *job;

  open_queue (fixture->queue);
  job = submit (fixture->queue, "two-steps", NULL, "{\"a\": 1}");
  id = g_strdup (easel_job_get_id (job));
  assert_state (job, EASEL_JOB_STATE_PENDING);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 1);
  g_assert_cmpint (easel_job_get_created (job), >, 0);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  restart (fixture);

  job = easel_queue_lookup (fixture->queue, id);
  g_assert_nonnull (job);
  assert_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_calls), ==, 2);
  g_assert_cmpstr (easel_job_get_title (job), ==, "A better title");
  g_assert_cmpstr (easel_job_get_thumbnail (job), ==, "/tmp/picture.png");
  g_assert_cmpint (easel_job_get_usage (job).input_tokens, ==, 200);
  g_assert_cmpint (easel_job_get_usage (job).cost_micros, ==, 50);
  g_assert_cmpint (easel_job_get_started (job), >=, easel_job_get_created (job));
  g_assert_cmpint (easel_job_get_finished (job), >=, easel_job_get_started (job));
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 1);
  g_assert_cmpfloat (easel_job_get_progress (job), ==, 1.0);
  g_assert_false (easel_job_get_cancelable (job));
  g_assert_null (easel_job_get_failure (job));

  details = load_details (fixture->queue, id);
  g_assert_cmpstr (details->params, ==, "{\"a\": 1}");
  g_assert_cmpstr (details->result, ==,
                   "[\"thought about {\"a\": 1}\", \"thought about {\"a\": 1}\"]");
  g_assert_cmpuint (details->steps->len, ==, 2);
  g_assert_cmpstr (((EaselStepRecord *) details->steps->pdata[1])->name, ==, "second");
  g_assert_null (easel_job_details_get_last_ask (details));
}

static void
note_state (EaselJob *job, GParamSpec *pspec, GString *seen)
{
  g_string_append_printf (seen, "%s ", easel_job_state_to_string (easel_job_get_state (job)));
}

static void
note_change (EaselQueue *queue, EaselJob *job, EaselJobState before, GString *seen)
{
  g_string_append_printf (seen, "(%s) ", easel_job_state_to_string (before));
}

static void
test_states_in_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  EaselJob *job;

  open_queue (fixture->queue);
  g_signal_connect (fixture->queue, "job-changed", G_CALLBACK (note_change), seen);
  job = submit (fixture->queue, "at-once", NULL, "{}");
  g_signal_connect (job, "notify::state", G_CALLBACK (note_state), seen);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpstr (seen->str, ==, "queued (pending) running (queued) completed (running) ");
}

/* Every property can be read, and says what its function says. */
static void
test_properties (Fixture *fixture, gconstpointer data)
{
  g_autofree GParamSpec **specs = NULL;
  g_autoptr (EaselUsage) usage = NULL;
  EaselJobState state;
  guint n_properties;
  EaselJob *job;

  open_queue (fixture->queue);
  job = submit (fixture->queue, "in-vain", NULL, "{}");
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (job), &n_properties);
  g_assert_cmpuint (n_properties, ==, 25);
  for (guint i = 0; i < n_properties; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      g_object_get_property (G_OBJECT (job), specs[i]->name, &value);
      g_assert_true (G_VALUE_HOLDS (&value, specs[i]->value_type));
    }
  g_object_get (job, "usage", &usage, "state", &state, NULL);
  g_assert_cmpint (usage->cost_micros, ==, easel_job_get_usage (job).cost_micros);
  g_assert_cmpuint (state, ==, EASEL_JOB_STATE_FAILED);
}

/* The one function that changes a state asks the table. */
static void
test_all_moves (Fixture *fixture, gconstpointer data)
{
  guint n_refused = 0;

  open_queue (fixture->queue);
  for (guint from = 0; from < EASEL_JOB_N_STATES; from++)
    for (guint to = 0; to < EASEL_JOB_N_STATES; to++)
      {
        g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("at-once", "Title", "{}");
        g_autoptr (EaselJob) job = easel_job_new (spec, NULL);
        g_autoptr (GError) error = NULL;
        gboolean moved;

        easel_job_set_state (job, (EaselJobState) from);
        moved = easel_queue_move (fixture->queue, job, (EaselJobState) to, &error);
        g_assert_cmpint (moved, ==,
                         easel_job_state_can_change ((EaselJobState) from, (EaselJobState) to));
        assert_state (job, moved ? (EaselJobState) to : (EaselJobState) from);
        if (!moved)
          {
            g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
            n_refused++;
          }
        easel_queue_uncount (fixture->queue, job);
      }
  g_assert_cmpuint (n_refused, ==, 49 - 15);
}

/* What was used counts, whatever came of it, and counts once. */
static void
test_usage_in_vain (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job;

  open_queue (fixture->queue);
  job = submit (fixture->queue, "in-vain", NULL, "{}");
  id = g_strdup (easel_job_get_id (job));
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpint (easel_job_get_usage (job).cost_micros, ==, 25 + 5 + 25);
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpint (easel_job_get_usage (job).cost_micros, ==, 25 + 5 + 25 + 5 + 25);

  restart (fixture);
  job = easel_queue_lookup (fixture->queue, id);
  g_assert_cmpint (easel_job_get_usage (job).cost_micros, ==, 85);
  g_assert_cmpint (easel_job_get_usage (job).input_tokens, ==, 302);
}

/* What a run starts from. */
static void
test_setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("echo", "Title", "{\"x\": 2}");
  g_autoptr (EaselJobDetails) details = NULL;
  g_autoptr (EaselJobDetails) plain_details = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;
  EaselJob *plain;

  spec->description = g_strdup ("A description");
  spec->provider = g_strdup ("provider-1");
  spec->model = g_strdup ("model-1");
  spec->attachment = g_bytes_new_static ("pasted", 6);
  open_queue (fixture->queue);
  job = easel_queue_submit (fixture->queue, spec, &error);
  g_assert_no_error (error);
  path = g_build_filename (fixture->dir, "attachments", easel_job_get_id (job), NULL);
  wait_accepted (fixture->queue, job);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  details = load_details (fixture->queue, easel_job_get_id (job));
  g_assert_cmpstr (details->result, ==, "{\"x\": 2}|provider-1|model-1|pasted");
  g_assert_cmpstr (easel_job_get_description (job), ==, "A description");
  g_assert_cmpstr (easel_job_get_provider (job), ==, "provider-1");
  g_assert_cmpstr (easel_job_get_model (job), ==, "model-1");

  /* The attachment goes with its job. */
  g_assert_true (easel_queue_remove (fixture->queue, easel_job_get_id (job), &error));
  g_assert_no_error (error);
  wait_until (!g_file_test (path, G_FILE_TEST_EXISTS));

  plain = submit (fixture->queue, "echo", NULL, "{}");
  wait_for_state (plain, EASEL_JOB_STATE_COMPLETED);
  plain_details = load_details (fixture->queue, easel_job_get_id (plain));
  g_assert_cmpstr (plain_details->result, ==, "{}");
}

/* Before the store has it, more may become known about a job. */
static void
test_amend (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("echo", "Title", "{}");
  g_autoptr (EaselJobDetails) details = NULL;
  g_autofree char *id = NULL;
  EaselJob *job = submit (fixture->queue, "echo", NULL, "{}");

  id = g_strdup (easel_job_get_id (job));
  spec->description = g_strdup ("With a model");
  spec->lane = g_strdup ("provider-1");
  spec->provider = g_strdup ("provider-1");
  spec->model = g_strdup ("model-1");
  easel_queue_amend (fixture->queue, job, spec);
  open_queue (fixture->queue);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  restart (fixture);

  job = easel_queue_lookup (fixture->queue, id);
  g_assert_cmpstr (easel_job_get_description (job), ==, "With a model");
  g_assert_cmpstr (easel_job_get_lane (job), ==, "provider-1");
  g_assert_cmpstr (easel_job_get_model (job), ==, "model-1");
  details = load_details (fixture->queue, id);
  g_assert_cmpstr (details->result, ==, "{}|provider-1|model-1|-");
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJobSpec) unknown = easel_job_spec_new ("juggle", "Title", "{}");
  g_autoptr (EaselJobSpec) orphan = easel_job_spec_new ("at-once", "Title", "{}");
  g_autoptr (GError) error = NULL;

  open_queue (fixture->queue);
  g_assert_null (easel_queue_submit (fixture->queue, unknown, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_KIND);
  g_clear_error (&error);

  orphan->parent = g_strdup ("0190163d-8694-739b-aea5-966c26f8ad91");
  g_assert_null (easel_queue_submit (fixture->queue, orphan, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_JOB);
  g_clear_error (&error);

  g_assert_false (easel_queue_cancel (fixture->queue, "no such id", &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_JOB);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 0);
}

static int
position_of (EaselQueue *queue, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (queue)); i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (G_LIST_MODEL (queue), i);

      if (g_str_equal (easel_job_get_id (job), id))
        return (int) i;
    }
  return -1;
}

/* Before it is open, while it opens, and after it was closed. */
static void
test_submit_around_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("at-once", "Title", "{}");
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  EaselJob *early = submit (fixture->queue, "at-once", NULL, "{}");

  assert_state (early, EASEL_JOB_STATE_PENDING);
  iterate_for (20);
  assert_state (early, EASEL_JOB_STATE_PENDING);
  id = g_strdup (easel_job_get_id (early));
  open_queue (fixture->queue);
  wait_for_state (early, EASEL_JOB_STATE_COMPLETED);
  close_queue (fixture->queue);

  /* What was there comes before what is new. */
  fixture->queue = make_queue (fixture->dir, NULL);
  add_kinds (fixture);
  early = submit (fixture->queue, "at-once", NULL, "{}");
  open_queue (fixture->queue);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 2);
  g_assert_cmpint (position_of (fixture->queue, id), ==, 0);
  g_assert_cmpint (position_of (fixture->queue, easel_job_get_id (early)), ==, 1);
  wait_for_state (early, EASEL_JOB_STATE_COMPLETED);

  close_only (fixture->queue);
  g_assert_null (easel_queue_submit (fixture->queue, spec, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN);
  g_clear_object (&fixture->queue);
}

static void
count_pieces (EaselJob *job, const char *more, guint *n_pieces)
{
  (*n_pieces)++;
}

static void
test_reports (Fixture *fixture, gconstpointer data)
{
  gint64 began = g_get_monotonic_time ();
  guint n_pieces = 0;
  guint n_frames;
  EaselJob *job;

  open_queue (fixture->queue);
  job = submit (fixture->queue, "reporting", NULL, "{}");
  g_signal_connect (job, "text-appended", G_CALLBACK (count_pieces), &n_pieces);
  wait_until (strlen (easel_job_get_text (job)) == 10000);
  wait_until (g_strcmp0 (easel_job_get_message (job), "Writing") == 0);
  n_frames = (guint) ((g_get_monotonic_time () - began) / (16 * G_TIME_SPAN_MILLISECOND)) + 1;
  g_test_message ("5000 reports came in %u pieces", n_pieces);
  g_assert_cmpuint (n_pieces, <=, n_frames);
  g_assert_cmpuint (easel_job_get_n_steps (job), ==, 4);
  g_assert_cmpfloat (easel_job_get_progress (job), >=, 0.0);
  g_assert_cmpfloat (easel_job_get_progress (job), <, 0.25);
  g_assert_true (easel_job_get_cancelable (job));

  gate_open (&fixture->gate, 1);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpstr (easel_job_get_text (job), ==, "");
  g_assert_null (easel_job_get_message (job));
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  gboolean paused;
  EaselJob *first;
  EaselJob *second;

  open_queue (fixture->queue);
  first = submit (fixture->queue, "gate", "a", "{}");
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  g_object_set (fixture->queue, "paused", TRUE, NULL);
  second = submit (fixture->queue, "gate", "a", "{}");
  gate_open (&fixture->gate, 2);

  /* What runs comes to its end, the next does not start. */
  wait_for_state (first, EASEL_JOB_STATE_COMPLETED);
  wait_for_state (second, EASEL_JOB_STATE_QUEUED);
  iterate_for (50);
  assert_state (second, EASEL_JOB_STATE_QUEUED);
  id = g_strdup (easel_job_get_id (second));

  restart (fixture);
  g_object_get (fixture->queue, "paused", &paused, NULL);
  g_assert_true (paused);
  second = easel_queue_lookup (fixture->queue, id);
  iterate_for (50);
  assert_state (second, EASEL_JOB_STATE_QUEUED);
  g_object_set (fixture->queue, "paused", FALSE, NULL);
  wait_for_state (second, EASEL_JOB_STATE_COMPLETED);

  restart (fixture);
  g_object_get (fixture->queue, "paused", &paused, NULL);
  g_assert_false (paused);
}

static void
test_lanes (Fixture *fixture, gconstpointer data)
{
  open_queue (fixture->queue);
  easel_queue_set_lane_capacity (fixture->queue, "b", 3);
  for (guint i = 0; i < 5; i++)
    {
      submit (fixture->queue, "gate", "a", "{}");
      submit (fixture->queue, "gate", "b", "{}");
      submit (fixture->queue, "gate", NULL, "{}");
    }

  /* One of a, three of b, two of the machine's own. */
  wait_until (gate_count_waiting (&fixture->gate) == 6);
  iterate_for (50);
  g_assert_cmpuint (gate_count_waiting (&fixture->gate), ==, 6);
  g_assert_cmpuint (get_count (fixture->queue, "n-running"), ==, 6);
  g_assert_cmpuint (get_count (fixture->queue, "n-queued"), ==, 9);

  easel_queue_set_lane_capacity (fixture->queue, "a", 2);
  wait_until (gate_count_waiting (&fixture->gate) == 7);
  gate_open (&fixture->gate, 15);
  wait_until (get_count (fixture->queue, "n-running") == 0
              && get_count (fixture->queue, "n-queued") == 0);
  g_assert_cmpuint (gate_count_passed (&fixture->gate), ==, 15);
}

static EaselJob *
submit_batch (Fixture *fixture, const char *kind, guint n, const char *lane)
{
  g_autoptr (EaselJobSpec) parent = easel_job_spec_new ("at-once", "Batch", "{}");
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_job_spec_free);
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  for (guint i = 0; i < n; i++)
    {
      EaselJobSpec *child = easel_job_spec_new (kind, "Child", "{}");

      child->lane = g_strdup (lane);
      g_ptr_array_add (children, child);
    }
  job = easel_queue_submit_family (fixture->queue, parent, children, &error);
  g_assert_no_error (error);
  return job;
}

static void
count_changes (GListModel *model, guint position, guint removed, guint added, guint *n_changes)
{
  (*n_changes)++;
}

static void
test_batch_of_1000 (Fixture *fixture, gconstpointer data)
{
  guint n_changes = 0;
  EaselJob *batch;
  EaselJob *single;

  open_queue (fixture->queue);
  g_signal_connect (fixture->queue, "items-changed", G_CALLBACK (count_changes), &n_changes);
  batch = submit_batch (fixture, "gate", 1000, "a");
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 1001);
  g_assert_cmpuint (easel_job_get_n_children (batch), ==, 1000);
  wait_accepted (fixture->queue, batch);
  wait_until (gate_count_waiting (&fixture->gate) == 1);

  /* A fresh job of the same lane waits for the one that runs, and no other. */
  single = submit (fixture->queue, "gate", "a", "{}");
  wait_for_state (single, EASEL_JOB_STATE_QUEUED);
  gate_open (&fixture->gate, 1);
  wait_until (easel_job_get_n_children_in (batch, EASEL_JOB_STATE_COMPLETED) == 1);
  wait_for_state (single, EASEL_JOB_STATE_RUNNING);
  g_assert_cmpuint (easel_job_get_n_children_in (batch, EASEL_JOB_STATE_RUNNING), ==, 0);

  gate_open (&fixture->gate, 1000);
  wait_until (get_count (fixture->queue, "n-queued") == 0
              && get_count (fixture->queue, "n-running") == 0);
  g_assert_cmpuint (easel_job_get_n_children_in (batch, EASEL_JOB_STATE_COMPLETED), ==, 1000);
  g_assert_cmpuint (gate_count_passed (&fixture->gate), ==, 1001);
}

static void
test_1000_singles (Fixture *fixture, gconstpointer data)
{
  open_queue (fixture->queue);
  easel_queue_set_lane_capacity (fixture->queue, "a", 8);
  for (guint i = 0; i < 1000; i++)
    submit (fixture->queue, "at-once", "a", "{}");
  g_assert_cmpuint (get_count (fixture->queue, "n-queued"), ==, 1000);
  wait_until (get_count (fixture->queue, "n-queued") == 0
              && get_count (fixture->queue, "n-running") == 0);
  for (guint i = 0; i < 1000; i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (G_LIST_MODEL (fixture->queue), i);

      assert_state (job, EASEL_JOB_STATE_COMPLETED);
    }
}

static void
test_run_next (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  EaselJob *jobs[5];

  open_queue (fixture->queue);
  for (guint i = 0; i < 5; i++)
    {
      jobs[i] = submit (fixture->queue, "gate", "a", "{}");
      g_ptr_array_add (ids, g_strdup (easel_job_get_id (jobs[i])));
    }
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  wait_accepted (fixture->queue, jobs[4]);
  iterate_for (10);

  g_assert_true (easel_queue_run_next (fixture->queue, ids->pdata[3], &error));
  g_assert_true (easel_queue_run_next (fixture->queue, ids->pdata[4], &error));
  g_assert_no_error (error);
  g_assert_false (easel_queue_run_next (fixture->queue, ids->pdata[0], &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);

  gate_open (&fixture->gate, 1);
  wait_for_state (jobs[4], EASEL_JOB_STATE_RUNNING);
  assert_state (jobs[3], EASEL_JOB_STATE_QUEUED);

  /* The order outlives a restart: the interrupted one lost its place, the other has it. */
  restart (fixture);
  for (guint i = 0; i < 5; i++)
    jobs[i] = easel_queue_lookup (fixture->queue, ids->pdata[i]);
  wait_for_state (jobs[3], EASEL_JOB_STATE_RUNNING);
  gate_open (&fixture->gate, 4);
  wait_for_state (jobs[4], EASEL_JOB_STATE_COMPLETED);
}

static void
note_id (EaselQueue *queue, EaselJob *job, GPtrArray *ids)
{
  g_ptr_array_add (ids, g_strdup (easel_job_get_id (job)));
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *kept_id = NULL;
  g_autofree char *batch_id = NULL;
  EaselJob *kept;
  EaselJob *batch;

  open_queue (fixture->queue);
  g_signal_connect (fixture->queue, "job-removed", G_CALLBACK (note_id), removed);
  batch = submit_batch (fixture, "gate", 3, "a");
  kept = submit (fixture->queue, "at-once", NULL, "{}");
  kept_id = g_strdup (easel_job_get_id (kept));
  batch_id = g_strdup (easel_job_get_id (batch));
  wait_for_state (batch, EASEL_JOB_STATE_COMPLETED);
  wait_for_state (kept, EASEL_JOB_STATE_COMPLETED);

  /* Its children are still at work. */
  g_assert_false (easel_queue_remove (fixture->queue, batch_id, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
  g_clear_error (&error);
  gate_open (&fixture->gate, 3);
  wait_until (easel_job_get_n_children_in (batch, EASEL_JOB_STATE_COMPLETED) == 3);

  g_assert_true (easel_queue_remove (fixture->queue, batch_id, &error));
  g_assert_true (easel_queue_remove (fixture->queue, batch_id, &error));
  g_assert_no_error (error);
  g_assert_false (easel_queue_retry (fixture->queue, batch_id, NULL));
  wait_until (removed->len == 4);
  g_assert_null (easel_queue_lookup (fixture->queue, batch_id));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 1);

  restart (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)), ==, 1);
  g_assert_nonnull (easel_queue_lookup (fixture->queue, kept_id));
}

static void
test_children_model (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("at-once", "Child", "{}");
  g_autoptr (GListModel) children = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *parent;
  EaselJob *child;

  open_queue (fixture->queue);
  parent = submit (fixture->queue, "at-once", NULL, "{}");
  children = easel_queue_get_children (fixture->queue, parent);
  g_assert_cmpuint (g_list_model_get_n_items (children), ==, 0);

  spec->parent = g_strdup (easel_job_get_id (parent));
  child = easel_queue_submit (fixture->queue, spec, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_job_get_parent (child), ==, easel_job_get_id (parent));
  g_assert_cmpuint (g_list_model_get_n_items (children), ==, 1);
  wait_for_state (child, EASEL_JOB_STATE_COMPLETED);
  wait_for_state (parent, EASEL_JOB_STATE_COMPLETED);

  g_assert_true (easel_queue_remove (fixture->queue, easel_job_get_id (child), &error));
  wait_until (g_list_model_get_n_items (children) == 0);
  g_assert_cmpuint (easel_job_get_n_children (parent), ==, 0);
}

static void
test_unknown_kind_on_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job;

  open_queue (fixture->queue);
  g_object_set (fixture->queue, "paused", TRUE, NULL);
  job = submit (fixture->queue, "at-once", NULL, "{}");
  wait_accepted (fixture->queue, job);
  id = g_strdup (easel_job_get_id (job));
  close_queue (fixture->queue);

  fixture->queue = make_queue (fixture->dir, NULL);
  open_queue (fixture->queue);
  g_object_set (fixture->queue, "paused", FALSE, NULL);
  job = easel_queue_lookup (fixture->queue, id);
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpstr (easel_job_get_failure (job)->code, ==, "unknown-kind");
  g_assert_cmpuint (get_count (fixture->queue, "n-needs-person"), ==, 1);
}

#define ADD(name, func) g_test_add ("/queue/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("one-job", test_one_job);
  ADD ("states-in-order", test_states_in_order);
  ADD ("properties", test_properties);
  ADD ("all-moves", test_all_moves);
  ADD ("usage-in-vain", test_usage_in_vain);
  ADD ("setup", test_setup);
  ADD ("amend", test_amend);
  ADD ("refused", test_refused);
  ADD ("submit-around-open", test_submit_around_open);
  ADD ("reports", test_reports);
  ADD ("pause", test_pause);
  ADD ("lanes", test_lanes);
  ADD ("batch-of-1000", test_batch_of_1000);
  ADD ("1000-singles", test_1000_singles);
  ADD ("run-next", test_run_next);
  ADD ("remove", test_remove);
  ADD ("children-model", test_children_model);
  ADD ("unknown-kind-on-disk", test_unknown_kind_on_disk);

  return g_test_run ();
}
