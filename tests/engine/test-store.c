/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-engine-error.h"
#include "easel-id.h"
#include "easel-store-asks.h"
#include "easel-store-details.h"
#include "easel-store-jobs.h"
#include "easel-store-journal.h"
#include "easel-store.h"
#include "engine-fixture.h"

typedef struct
{
  char *dir;
  EaselStore *store;
} Fixture;

/* What a done callback was called with. */
typedef struct
{
  guint n_done;
  GError *error; /* the last */
  guint n_records;
  EaselJobState first_state;
  guint first_attempts;
} Answer;

static void
note_answer (gpointer data, const GError *error, gpointer user_data)
{
  Answer *answer = user_data;

  g_clear_error (&answer->error);
  if (error != NULL)
    answer->error = g_error_copy (error);
  answer->n_done++;
}

static void
note_opened (gpointer data, const GError *error, gpointer user_data)
{
  EaselStoreContents *contents = data;
  Answer *answer = user_data;

  note_answer (data, error, user_data);
  if (error != NULL)
    return;

  answer->n_records = contents->records->len;
  if (contents->records->len > 0)
    {
      EaselJobRecord *record = contents->records->pdata[0];

      answer->first_state = record->state;
      answer->first_attempts = record->attempts;
    }
}

static Answer
open_store (EaselStore *store)
{
  Answer answer = { 0 };

  easel_store_open (store, note_opened, &answer);
  wait_until (answer.n_done == 1);
  return answer;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = make_data_dir ();
  fixture->store = easel_store_new (fixture->dir);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
close_store (Fixture *fixture)
{
  Answer answer = { 0 };

  easel_store_close (fixture->store, note_answer, &answer);
  wait_until (answer.n_done == 1);
  g_assert_no_error (answer.error);
  g_clear_object (&fixture->store);
}

static void
reopen (Fixture *fixture)
{
  Answer answer;

  fixture->store = easel_store_new (fixture->dir);
  answer = open_store (fixture->store);
  g_assert_no_error (answer.error);
}

/* Returns: (transfer full): what easel_store_insert_jobs() takes */
static GPtrArray *
new_job_with_id (const char *id)
{
  GPtrArray *jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_new_job_unref);
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("kind", "Title", "{}");

  g_ptr_array_add (jobs, easel_new_job_new (id, g_get_real_time (), spec, NULL));
  return jobs;
}

static GPtrArray *
new_job (void)
{
  g_autofree char *id = easel_id_new ();

  return new_job_with_id (id);
}

static gboolean
call (Fixture *fixture, EaselStoreFunc func, gpointer data, GError **error)
{
  return easel_store_call (fixture->store, EASEL_STORE_DURABLE, func, data, error);
}

static void
insert (Fixture *fixture, char **id)
{
  g_autofree char *new_id = easel_id_new ();
  g_autoptr (GPtrArray) jobs = new_job_with_id (new_id);
  g_autoptr (GError) error = NULL;

  call (fixture, easel_store_insert_jobs, jobs, &error);
  g_assert_no_error (error);
  if (id != NULL)
    *id = g_steal_pointer (&new_id);
}

static gboolean
change (Fixture *fixture, const char *id, EaselJobState state, const char *result, GError **error)
{
  g_autoptr (EaselJobChange) job_change = easel_job_change_new (easel_job_record_new (), result);

  job_change->record->id = g_strdup (id);
  job_change->record->title = g_strdup ("Title");
  job_change->record->state = state;
  return call (fixture, easel_store_change_job, job_change, error);
}

static void
assert_details_result (Fixture *fixture, const char *id, const char *result)
{
  g_autoptr (GError) error = NULL;
  EaselDetailsQuery *query = easel_details_query_new (id);

  call (fixture, easel_store_load_details, query, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (query->details->result, ==, result);
  easel_details_query_free (query);
}

/* In one group: what cannot be done takes nothing else with it. */
static void
test_one_of_a_group_fails (Fixture *fixture, gconstpointer data)
{
  g_autofree char *taken = NULL;
  Answer good = { 0 };
  Answer bad = { 0 };
  Answer answer;

  open_store (fixture->store);
  insert (fixture, &taken);
  for (guint i = 0; i < 50; i++)
    {
      gboolean is_bad = i % 10 == 5;

      easel_store_post (fixture->store, EASEL_STORE_DURABLE, easel_store_insert_jobs,
                        is_bad ? new_job_with_id (taken) : new_job (),
                        (GDestroyNotify) g_ptr_array_unref, note_answer, is_bad ? &bad : &good);
    }
  wait_until (good.n_done + bad.n_done == 50);
  g_assert_no_error (good.error);
  g_assert_error (bad.error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_FAILED);
  g_assert_cmpuint (bad.n_done, ==, 5);
  g_clear_error (&bad.error);

  close_store (fixture);
  fixture->store = easel_store_new (fixture->dir);
  answer = open_store (fixture->store);
  g_assert_cmpuint (answer.n_records, ==, 46);
}

static void
test_family_is_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) family = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_new_job_unref);
  g_autofree char *taken = NULL;
  g_autoptr (GError) error = NULL;
  Answer answer;

  open_store (fixture->store);
  insert (fixture, &taken);
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GPtrArray) one = i == 9 ? new_job_with_id (taken) : new_job ();

      g_ptr_array_add (family, easel_new_job_ref (one->pdata[0]));
    }
  g_assert_false (call (fixture, easel_store_insert_jobs, family, &error));
  g_assert_nonnull (error);

  close_store (fixture);
  fixture->store = easel_store_new (fixture->dir);
  answer = open_store (fixture->store);
  g_assert_cmpuint (answer.n_records, ==, 1);
}

static gpointer
call_in_thread (gpointer data)
{
  g_autoptr (GPtrArray) jobs = new_job ();
  GError *error = NULL;

  easel_store_call (data, EASEL_STORE_DURABLE, easel_store_insert_jobs, jobs, &error);
  return error;
}

static void
test_not_open (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselStore) store = g_object_ref (fixture->store);
  g_autoptr (GError) before = call_in_thread (store);
  g_autoptr (GError) after = NULL;
  Answer answer = { 0 };

  g_assert_error (before, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN);
  open_store (store);
  g_assert_null (call_in_thread (store));

  /* Nobody waits for ever when the thread is gone. */
  close_store (fixture);
  after = g_thread_join (g_thread_new ("late", call_in_thread, store));
  g_assert_error (after, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN);
  easel_store_post (store, EASEL_STORE_LAZY, easel_store_set_paused, NULL, NULL, note_answer,
                    &answer);
  wait_until (answer.n_done == 1);
  g_assert_error (answer.error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN);
  g_clear_error (&answer.error);
}

static void
test_many_threads (Fixture *fixture, gconstpointer data)
{
  GThread *threads[16];
  Answer answer;

  open_store (fixture->store);
  for (guint round = 0; round < 10; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        threads[i] = g_thread_new ("worker", call_in_thread, fixture->store);
      for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
        g_assert_null (g_thread_join (threads[i]));
    }
  close_store (fixture);
  fixture->store = easel_store_new (fixture->dir);
  answer = open_store (fixture->store);
  g_assert_cmpuint (answer.n_records, ==, 160);
}

/* The condition in the write itself, whatever the main thread believes. */
static void
test_late_result (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  open_store (fixture->store);
  insert (fixture, &id);
  g_assert_true (change (fixture, id, EASEL_JOB_STATE_RUNNING, NULL, &error));
  g_assert_true (change (fixture, id, EASEL_JOB_STATE_CANCELED, NULL, &error));
  g_assert_no_error (error);

  g_assert_false (change (fixture, id, EASEL_JOB_STATE_COMPLETED, "\"late\"", &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
  g_clear_error (&error);
  assert_details_result (fixture, id, NULL);

  /* Nothing but a cancel, or another run, overwrites what is completed. */
  g_assert_true (change (fixture, id, EASEL_JOB_STATE_QUEUED, NULL, &error));
  g_assert_true (change (fixture, id, EASEL_JOB_STATE_COMPLETED, "\"made\"", &error));
  g_assert_false (change (fixture, id, EASEL_JOB_STATE_FAILED, NULL, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
  assert_details_result (fixture, id, "\"made\"");

  /* What it came to stays until it comes to something else, or is canceled. */
  g_clear_error (&error);
  g_assert_true (change (fixture, id, EASEL_JOB_STATE_QUEUED, NULL, &error));
  assert_details_result (fixture, id, "\"made\"");
  g_assert_true (change (fixture, id, EASEL_JOB_STATE_COMPLETED, "\"again\"", &error));
  assert_details_result (fixture, id, "\"again\"");
  g_assert_true (change (fixture, id, EASEL_JOB_STATE_CANCELED, NULL, &error));
  g_assert_no_error (error);
  assert_details_result (fixture, id, NULL);
}

static void
test_decided_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autoptr (EaselProposal) proposal = easel_proposal_new ("Merge?", "json", "{}",
                                                           EASEL_DECISION_APPROVE);
  g_autoptr (EaselDecision) decision = easel_decision_new (EASEL_DECISION_APPROVE, NULL, NULL,
                                                           "window");
  EaselAsk *ask;
  EaselAnswer *answer;

  open_store (fixture->store);
  insert (fixture, &id);
  ask = easel_ask_new (easel_job_record_new (), proposal);
  ask->record->id = g_strdup (id);
  ask->record->title = g_strdup ("Title");
  ask->record->state = EASEL_JOB_STATE_AWAITING_INPUT;
  g_assert_true (call (fixture, easel_store_ask, ask, &error));
  g_assert_no_error (error);
  easel_ask_free (ask);

  answer = easel_answer_new (easel_job_record_new (), decision);
  answer->record->id = g_strdup (id);
  answer->record->title = g_strdup ("Title");
  answer->record->state = EASEL_JOB_STATE_RUNNING;
  g_assert_true (call (fixture, easel_store_answer, answer, &error));
  g_assert_no_error (error);
  g_assert_false (call (fixture, easel_store_answer, answer, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_WRONG_STATE);
  easel_answer_free (answer);
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *key = easel_run_input_step_key ("plan", "hash-1");
  g_autofree char *other_key = easel_run_input_step_key ("plan", "hash-2");
  EaselStepEntry step = {
    .name = "plan",
    .key_hash = "hash-1",
    .result = "a plan",
    .spending = { .calls = 1, .input_tokens = 10, .output_tokens = 2, .cost_micros = 7 }
  };
  EaselRunInput *input;

  open_store (fixture->store);
  insert (fixture, &id);
  step.job = id;
  g_assert_true (call (fixture, easel_store_add_step, &step, &error));
  step.key_hash = "hash-2";
  step.result = "another plan";
  g_assert_true (call (fixture, easel_store_add_step, &step, &error));
  g_assert_no_error (error);
  close_store (fixture);
  reopen (fixture);

  input = easel_run_input_new (id);
  g_assert_true (call (fixture, easel_store_load_run, input, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (input->steps), ==, 2);
  g_assert_cmpstr (g_hash_table_lookup (input->steps, key), ==, "a plan");
  g_assert_cmpstr (g_hash_table_lookup (input->steps, other_key), ==, "another plan");
  g_assert_cmpstr (input->params, ==, "{}");
  g_assert_false (input->has_attachment);
  easel_run_input_free (input);
}

/* Without a close, as after a crash. */
static void
test_running_is_queued_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autoptr (EaselJobChange) running = easel_job_change_new (easel_job_record_new (), NULL);
  Answer answer;

  open_store (fixture->store);
  insert (fixture, &id);
  running->record->id = g_strdup (id);
  running->record->title = g_strdup ("Title");
  running->record->state = EASEL_JOB_STATE_RUNNING;
  running->record->attempts = 3;
  g_assert_true (call (fixture, easel_store_change_job, running, &error));
  g_clear_object (&fixture->store);

  fixture->store = easel_store_new (fixture->dir);
  answer = open_store (fixture->store);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.n_records, ==, 1);
  g_assert_cmpuint (answer.first_state, ==, EASEL_JOB_STATE_QUEUED);
  g_assert_cmpuint (answer.first_attempts, ==, 2);
}

static void
test_two_stores (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselStore) second = easel_store_new (fixture->dir);
  Answer answer;

  open_store (fixture->store);
  answer = open_store (second);
  g_assert_error (answer.error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_BUSY);
  g_clear_error (&answer.error);

  /* The first is none the worse for it, and when it is gone the second gets in. */
  insert (fixture, NULL);
  close_store (fixture);
  answer = open_store (second);
  g_assert_no_error (answer.error);
  g_assert_cmpuint (answer.n_records, ==, 1);
}

#define ADD(name, func) g_test_add ("/store/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("one-of-a-group-fails", test_one_of_a_group_fails);
  ADD ("family-is-all-or-nothing", test_family_is_all_or_nothing);
  ADD ("not-open", test_not_open);
  ADD ("many-threads", test_many_threads);
  ADD ("late-result", test_late_result);
  ADD ("decided-once", test_decided_once);
  ADD ("steps", test_steps);
  ADD ("running-is-queued-again", test_running_is_queued_again);
  ADD ("two-stores", test_two_stores);

  return g_test_run ();
}
