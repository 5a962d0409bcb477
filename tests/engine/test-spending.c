/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-schema.h"
#include "engine-fixture.h"

/* What providers were asked, day by day. */

typedef struct
{
  char *dir;
  EaselQueue *queue;
  EaselSpending seen; /* what the last run was told was spent */
  gint64 deposits;    /* and what is left with the provider */
} Fixture;

static const EaselUsage priced = { 100, 10, 1, 250 };
static const EaselUsage unpriced = { 7, 3, 0, -1 };

static char *
call_step (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  easel_run_add_usage (run, &priced);
  g_assert_true (easel_run_get_spent_today (run, &fixture->seen, &fixture->deposits, NULL));
  return g_strdup ("{}");
}

/* One call in a step, and one beside it whose price nobody knows. */
static char *
run_calls (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;
  char *result = easel_run_step (run, "call", NULL, call_step, data, error);

  easel_run_add_usage (run, &unpriced);
  g_assert_true (easel_run_get_spent_today (run, &fixture->seen, &fixture->deposits, NULL));
  return result;
}

/* Leaves something with the provider, which will cost so much. */
static char *
run_deposit (EaselRun *run, gpointer data, GError **error)
{
  if (easel_run_get_deposit (run) == NULL && !easel_run_set_deposit (run, "{}", 4000, error))
    return NULL;
  easel_run_wait_until (run, g_get_real_time () + G_TIME_SPAN_DAY, NULL, error);
  return NULL;
}

static void
start (Fixture *fixture)
{
  g_autoptr (EaselJobKind) kind = test_kind_new ("calls", run_calls, fixture);
  g_autoptr (EaselJobKind) deposit = test_kind_new ("deposit", run_deposit, fixture);

  fixture->queue = make_queue (fixture->dir, NULL);
  easel_queue_add_kind (fixture->queue, kind);
  easel_queue_add_kind (fixture->queue, deposit);
  open_queue (fixture->queue);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = make_data_dir ();
  start (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_queue (fixture->queue);
  remove_dir (fixture->dir);
  g_free (fixture->dir);
}

static void
restart (Fixture *fixture)
{
  close_queue (fixture->queue);
  start (fixture);
}

static EaselJob *
submit_to (Fixture *fixture, const char *kind, const char *provider)
{
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new (kind, "Title", "{}");

  spec->provider = g_strdup (provider);
  return easel_queue_submit (fixture->queue, spec, NULL);
}

static EaselJob *
call (Fixture *fixture, const char *provider)
{
  EaselJob *job = submit_to (fixture, "calls", provider);

  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  return job;
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GPtrArray **days = user_data;
  g_autoptr (GError) error = NULL;

  *days = easel_queue_load_spending_finish (EASEL_QUEUE (source), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
load (Fixture *fixture, const char *since)
{
  GPtrArray *days = NULL;

  easel_queue_load_spending_async (fixture->queue, since, NULL, on_loaded, &days);
  wait_until (days != NULL);
  return days;
}

/* Does what @sql says to the file, as time does: nobody has it open. */
static void
change_file (Fixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->dir, "jobs.sqlite", NULL);
  g_autoptr (GError) error = NULL;

  close_queue (fixture->queue);
  {
    g_autoptr (sqlite3) db = easel_database_open (path, easel_store_schema_migrations,
                                                  easel_store_schema_n_migrations, &error);

    g_assert_no_error (error);
    easel_database_exec (db, sql, &error);
    g_assert_no_error (error);
  }
  start (fixture);
}

static void
assert_calls (GPtrArray *days, guint position, const char *provider, gint64 n_calls)
{
  EaselDaySpending *day = g_ptr_array_index (days, position);

  g_assert_cmpstr (day->provider, ==, provider);
  g_assert_cmpint (day->spending.calls, ==, n_calls);
  g_assert_cmpint (day->spending.unpriced, ==, n_calls / 2);
  g_assert_cmpint (day->spending.cost_micros, ==, n_calls / 2 * priced.cost_micros);
  g_assert_cmpint (day->spending.input_tokens, ==, n_calls / 2 * 107);
  g_assert_cmpint (day->spending.output_tokens, ==, n_calls / 2 * 13);
  g_assert_cmpint (day->spending.images, ==, n_calls / 2);
}

/* A known price is not lost beside one that is not known. */
static void
test_values (void)
{
  EaselSpending total = EASEL_SPENDING_NONE;
  g_autoptr (GDateTime) evening = g_date_time_new_local (2026, 3, 9, 23, 59, 59);
  g_autoptr (GDateTime) night = g_date_time_add_seconds (evening, 1);
  g_autofree char *day = easel_spending_format_day (evening);
  g_autofree char *next = easel_spending_format_day (night);

  g_assert_true (easel_spending_is_none (&total));
  g_assert_cmpint (easel_spending_to_usage (&total).cost_micros, ==, -1);
  easel_spending_add_call (&total, &priced);
  g_assert_cmpint (easel_spending_to_usage (&total).cost_micros, ==, 250);
  easel_spending_add_call (&total, &unpriced);
  g_assert_cmpint (easel_spending_to_usage (&total).cost_micros, ==, -1);
  g_assert_cmpint (easel_spending_to_usage (&total).input_tokens, ==, 107);
  g_assert_cmpint (total.cost_micros, ==, 250);
  g_assert_cmpint (total.unpriced, ==, 1);

  g_assert_cmpstr (day, ==, "2026-03-09");
  g_assert_cmpstr (next, ==, "2026-03-10");
}

static void
test_sums (Fixture *fixture, gconstpointer data)
{
  g_autofree char *today = NULL;
  g_autoptr (GPtrArray) none = load (fixture, NULL);
  g_autoptr (GPtrArray) days = NULL;
  EaselJob *job;

  g_assert_cmpuint (none->len, ==, 0);
  call (fixture, "one");
  call (fixture, "other");
  job = call (fixture, "one");
  g_assert_cmpint (easel_job_get_usage (job).cost_micros, ==, -1);
  /* Its own calls are in it, before they are on disk; others' are not. */
  g_assert_cmpint (fixture->seen.calls, ==, 4);
  g_assert_cmpint (fixture->seen.cost_micros, ==, 500);

  days = load (fixture, NULL);
  today = easel_spending_get_today ();
  g_assert_cmpuint (days->len, ==, 2);
  g_assert_cmpstr (((EaselDaySpending *) days->pdata[0])->day, ==, today);
  assert_calls (days, 0, "one", 4);
  assert_calls (days, 1, "other", 2);
}

static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) days = NULL;

  call (fixture, "one");
  restart (fixture);
  call (fixture, "one");
  g_assert_cmpint (fixture->seen.calls, ==, 4);
  days = load (fixture, NULL);
  g_assert_cmpuint (days->len, ==, 1);
  assert_calls (days, 0, "one", 4);
}

/* What is left with a provider is told to all others, also after a restart, until it is gone. */
static void
test_deposits (Fixture *fixture, gconstpointer data)
{
  EaselJob *job = submit_to (fixture, "deposit", "one");
  g_autofree char *id = g_strdup (easel_job_get_id (job));

  wait_until (easel_job_get_not_before (job) > 0);
  call (fixture, "other");
  g_assert_cmpint (fixture->deposits, ==, 0);
  call (fixture, "one");
  g_assert_cmpint (fixture->deposits, ==, 4000);
  g_assert_cmpint (fixture->seen.cost_micros, ==, priced.cost_micros);
  restart (fixture);
  call (fixture, "one");
  g_assert_cmpint (fixture->deposits, ==, 4000);

  g_assert_true (easel_queue_cancel (fixture->queue, id, NULL));
  call (fixture, "one");
  g_assert_cmpint (fixture->deposits, ==, 0);
}

/* What a removed job cost was spent nonetheless. */
static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) days = NULL;
  EaselJob *job = call (fixture, "one");

  g_assert_true (easel_queue_remove (fixture->queue, easel_job_get_id (job), NULL));
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (fixture->queue)) == 0);
  restart (fixture);
  days = load (fixture, NULL);
  g_assert_cmpuint (days->len, ==, 1);
  assert_calls (days, 0, "one", 2);
}

static void
test_next_day (Fixture *fixture, gconstpointer data)
{
  g_autofree char *today = easel_spending_get_today ();
  g_autoptr (GPtrArray) days = NULL;
  g_autoptr (GPtrArray) of_today = NULL;

  call (fixture, "one");
  change_file (fixture, "UPDATE spending SET day = date (day, '-1 day')");
  call (fixture, "one");
  g_assert_cmpint (fixture->seen.calls, ==, 2);

  days = load (fixture, NULL);
  g_assert_cmpuint (days->len, ==, 2);
  of_today = load (fixture, today);
  g_assert_cmpuint (of_today->len, ==, 1);
  assert_calls (of_today, 0, "one", 2);
}

/* A file of the version before has no sums, and gets them from now on. */
static void
test_migrate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) days = NULL;

  call (fixture, "one");
  change_file (fixture, "DROP TABLE spending; ALTER TABLE jobs DROP COLUMN outcome;"
                        " ALTER TABLE jobs DROP COLUMN message;"
                        " ALTER TABLE jobs DROP COLUMN deposit; DROP INDEX jobs_by_deposit;"
                        " ALTER TABLE jobs DROP COLUMN deposit_cost; PRAGMA user_version = 2");
  call (fixture, "one");
  days = load (fixture, NULL);
  g_assert_cmpuint (days->len, ==, 1);
  assert_calls (days, 0, "one", 2);
}

#define ADD(name, func) g_test_add ("/spending/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/spending/values", test_values);
  ADD ("sums", test_sums);
  ADD ("restart", test_restart);
  ADD ("removed", test_removed);
  ADD ("next-day", test_next_day);
  ADD ("deposits", test_deposits);
  ADD ("migrate", test_migrate);

  return g_test_run ();
}
