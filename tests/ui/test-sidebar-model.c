/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-sidebar-model.h"
#include "engine-fixture.h"

typedef struct
{
  char *dir;
  EaselQueue *queue;
  EaselSidebarModel *model;
  EaselSectionList *list; /* (unowned): of @model */
  Gate gate;
} Fixture;

static char *
run_done (EaselRun *run, gpointer data, GError **error)
{
  return g_strdup ("{}");
}

static char *
run_wait (EaselRun *run, gpointer data, GError **error)
{
  return gate_pass (data, easel_run_get_cancellable (run), error) ? g_strdup ("{}") : NULL;
}

/* What the window has a button for. */
static char *
run_curable (EaselRun *run, gpointer data, GError **error)
{
  g_set_error_literal (error, TEST_ERROR, EASEL_RETRY_NEVER, "There is no key.");
  return NULL;
}

static char *
run_hopeless (EaselRun *run, gpointer data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "That is no picture.");
  return NULL;
}

static char *
run_ask (EaselRun *run, gpointer data, GError **error)
{
  g_autoptr (EaselProposal) proposal = easel_proposal_new ("May I?", "json", "{}",
                                                           EASEL_DECISION_APPROVE);
  g_autoptr (EaselDecision) decision = NULL;

  return easel_run_ask (run, proposal, &decision, error) ? g_strdup ("{}") : NULL;
}

static char *
run_parent (EaselRun *run, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) outcomes = NULL;

  return easel_run_join_children (run, NULL, &outcomes, error) ? g_strdup ("{}") : NULL;
}

static void
add_kinds (Fixture *fixture)
{
  const struct
  {
    const char *name;
    TestRunFunc func;
  } kinds[] = {
    { "done", run_done },         { "wait", run_wait }, { "curable", run_curable },
    { "hopeless", run_hopeless }, { "ask", run_ask },   { "parent", run_parent },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (EaselJobKind) kind = test_kind_new (kinds[i].name, kinds[i].func, &fixture->gate);

      easel_queue_add_kind (fixture->queue, kind);
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  gate_init (&fixture->gate);
  fixture->dir = make_data_dir ();
  fixture->queue = make_queue (fixture->dir, NULL);
  add_kinds (fixture);
  fixture->model = easel_sidebar_model_new (fixture->queue);
  fixture->list = easel_sidebar_model_get_list (fixture->model);
  open_queue (fixture->queue);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->model));
  close_queue (fixture->queue);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
  gate_clear (&fixture->gate);
}

static EaselJob *
start (Fixture *fixture, const char *kind)
{
  return submit (fixture->queue, kind, NULL, "{}");
}

/* Whether @job is shown in @section, as the view is told. */
static gboolean
is_in (Fixture *fixture, EaselJob *job, EaselSidebarSection section)
{
  guint position;

  return easel_section_list_find (fixture->list, job, &position)
         && easel_section_list_get_section_at (fixture->list, position) == section;
}

static EaselJob *
start_family (Fixture *fixture, const char *first, const char *second)
{
  g_autoptr (EaselJobSpec) parent = easel_job_spec_new ("parent", "2 Pictures", "{}");
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_job_spec_free);
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  g_ptr_array_add (children, easel_job_spec_new (first, "First", "{}"));
  g_ptr_array_add (children, easel_job_spec_new (second, "Second", "{}"));
  job = easel_queue_submit_family (fixture->queue, parent, children, &error);
  g_assert_no_error (error);
  return job;
}

static void
test_sections (Fixture *fixture, gconstpointer data)
{
  EaselJob *waiting = start (fixture, "wait");
  EaselJob *done, *curable, *hopeless, *asking;

  /* At once, before anything is on disk. */
  g_assert_true (is_in (fixture, waiting, EASEL_SIDEBAR_ACTIVE));

  done = start (fixture, "done");
  curable = start (fixture, "curable");
  hopeless = start (fixture, "hopeless");
  asking = start (fixture, "ask");
  wait_until (is_in (fixture, done, EASEL_SIDEBAR_FINISHED));
  wait_until (is_in (fixture, curable, EASEL_SIDEBAR_NEEDS_YOU));
  wait_until (is_in (fixture, hopeless, EASEL_SIDEBAR_FINISHED));
  wait_until (is_in (fixture, asking, EASEL_SIDEBAR_NEEDS_YOU));
  wait_for_state (waiting, EASEL_JOB_STATE_RUNNING);
  g_assert_true (is_in (fixture, waiting, EASEL_SIDEBAR_ACTIVE));

  gate_open (&fixture->gate, 1);
  wait_until (is_in (fixture, waiting, EASEL_SIDEBAR_FINISHED));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 5);
}

/* A failure that the person does not want to see any more has ended like any other. */
static void
test_put_away (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = start (fixture, "curable");
  const char *id = easel_job_get_id (job);
  g_autoptr (GError) error = NULL;

  wait_until (is_in (fixture, job, EASEL_SIDEBAR_NEEDS_YOU));
  easel_queue_set_hidden_until (fixture->queue, id, g_get_real_time () + G_TIME_SPAN_HOUR, &error);
  g_assert_no_error (error);
  g_assert_true (is_in (fixture, job, EASEL_SIDEBAR_NEEDS_YOU));
  easel_queue_set_hidden_until (fixture->queue, id, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_true (is_in (fixture, job, EASEL_SIDEBAR_FINISHED));
  easel_queue_set_hidden_until (fixture->queue, id, 0, &error);
  g_assert_no_error (error);
  g_assert_true (is_in (fixture, job, EASEL_SIDEBAR_NEEDS_YOU));
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  EaselJob *first, *second, *third;
  guint at_first, at_second, at_third;

  first = start (fixture, "wait");
  second = start (fixture, "wait");
  wait_for_state (first, EASEL_JOB_STATE_RUNNING);
  wait_for_state (second, EASEL_JOB_STATE_RUNNING);
  third = start (fixture, "wait");
  wait_for_state (third, EASEL_JOB_STATE_QUEUED);

  /* What runs comes first, and of that the newest. */
  g_assert_true (easel_section_list_find (fixture->list, first, &at_first));
  g_assert_true (easel_section_list_find (fixture->list, second, &at_second));
  g_assert_true (easel_section_list_find (fixture->list, third, &at_third));
  g_assert_cmpuint (at_second, ==, 0);
  g_assert_cmpuint (at_first, ==, 1);
  g_assert_cmpuint (at_third, ==, 2);
  gate_open (&fixture->gate, 3);
  wait_until (is_in (fixture, third, EASEL_SIDEBAR_FINISHED));
}

static void
test_batch (Fixture *fixture, gconstpointer data)
{
  EaselJob *batch = start_family (fixture, "done", "ask");
  g_autoptr (GListModel) children = easel_queue_get_children (fixture->queue, batch);
  g_autoptr (EaselJob) child = g_list_model_get_item (children, 1);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1);
  g_assert_true (is_in (fixture, batch, EASEL_SIDEBAR_ACTIVE));

  /* A child that asks needs the person, and its batch is where that shows. */
  wait_until (is_in (fixture, batch, EASEL_SIDEBAR_NEEDS_YOU));
  assert_state (batch, EASEL_JOB_STATE_RUNNING);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 1);

  g_assert_true (respond (fixture->queue, easel_job_get_id (child),
                          easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL, "window"), NULL));
  wait_until (is_in (fixture, batch, EASEL_SIDEBAR_FINISHED));
}

static void
test_only_failed (Fixture *fixture, gconstpointer data)
{
  EaselJob *done = start (fixture, "done");
  EaselJob *hopeless = start (fixture, "hopeless");
  EaselJob *good = start_family (fixture, "done", "done");
  EaselJob *mixed = start_family (fixture, "done", "hopeless");
  EaselJob *asking = start (fixture, "ask");
  EaselJob *late;

  wait_until (is_in (fixture, done, EASEL_SIDEBAR_FINISHED)
              && is_in (fixture, hopeless, EASEL_SIDEBAR_FINISHED)
              && is_in (fixture, good, EASEL_SIDEBAR_FINISHED)
              && is_in (fixture, mixed, EASEL_SIDEBAR_FINISHED)
              && is_in (fixture, asking, EASEL_SIDEBAR_NEEDS_YOU));

  easel_sidebar_model_set_only_failed (fixture->model, TRUE);
  g_assert_false (easel_section_list_contains (fixture->list, done));
  g_assert_false (easel_section_list_contains (fixture->list, good));
  g_assert_true (is_in (fixture, hopeless, EASEL_SIDEBAR_FINISHED));
  g_assert_true (is_in (fixture, mixed, EASEL_SIDEBAR_FINISHED));
  g_assert_true (is_in (fixture, asking, EASEL_SIDEBAR_NEEDS_YOU));

  /* What fails from now on comes in, and what is tried again goes. */
  late = start (fixture, "hopeless");
  g_assert_false (easel_section_list_contains (fixture->list, late));
  wait_until (is_in (fixture, late, EASEL_SIDEBAR_FINISHED));
  g_assert_true (easel_queue_retry (fixture->queue, easel_job_get_id (late), NULL));
  g_assert_false (easel_section_list_contains (fixture->list, late));
  wait_until (is_in (fixture, late, EASEL_SIDEBAR_FINISHED));

  easel_sidebar_model_set_only_failed (fixture->model, FALSE);
  g_assert_true (is_in (fixture, done, EASEL_SIDEBAR_FINISHED));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 6);
}

static void
test_removed (Fixture *fixture, gconstpointer data)
{
  EaselJob *done = start (fixture, "done");

  wait_until (is_in (fixture, done, EASEL_SIDEBAR_FINISHED));
  easel_section_list_select (fixture->list, done);
  g_assert_true (easel_queue_remove (fixture->queue, easel_job_get_id (done), NULL));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)) == 0);
  g_assert_null (easel_section_list_get_selected (fixture->list));
}

static void
count_emission (guint *n_emissions)
{
  (*n_emissions)++;
}

/* A start with many jobs is one change of the list, not one for each job. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  guint n_emissions = 0;
  EaselQueue *queue;
  EaselSidebarModel *model;
  EaselJob *last = NULL;

  for (guint i = 0; i < 200; i++)
    last = start (fixture, "done");
  wait_until (easel_section_list_get_section_size (fixture->list, EASEL_SIDEBAR_FINISHED) == 200);
  wait_for_state (last, EASEL_JOB_STATE_COMPLETED);
  close_only (fixture->queue);

  queue = make_queue (fixture->dir, NULL);
  model = easel_sidebar_model_new (queue);
  g_signal_connect_swapped (easel_sidebar_model_get_list (model), "items-changed",
                            G_CALLBACK (count_emission), &n_emissions);
  open_queue (queue);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (easel_sidebar_model_get_list (model))),
                    ==, 200);
  g_assert_cmpuint (n_emissions, ==, 1);
  g_assert_finalize_object (model);

  g_clear_object (&fixture->model);
  g_clear_object (&fixture->queue);
  fixture->queue = queue;
  fixture->model = easel_sidebar_model_new (queue);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/sidebar-model/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("sections", test_sections);
  ADD ("put-away", test_put_away);
  ADD ("order", test_order);
  ADD ("batch", test_batch);
  ADD ("only-failed", test_only_failed);
  ADD ("removed", test_removed);
  ADD ("many", test_many);
#undef ADD

  return g_test_run ();
}
