/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's figures, each beside a floor measured in the same run, as a ratio. */

#include "engine-fixture.h"

#include "easel-database.h"
#include "easel-id.h"

#include <malloc.h>

#define N_SINGLES 400
#define N_BATCH 1000
#define BATCH_OF 32
#define N_OLD 10000

static const char *const floor_schema[] = {
  "CREATE TABLE jobs (id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL,"
  " params TEXT NOT NULL) STRICT"
};

static const char params[]
    = "{\"file\": \"/home/person/Pictures/holiday/0001.jpg\", \"analyzer\": \"outfit\"}";

typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *insert;
  GHashTable *queued_at; /* (owned): id → gint64 */
  GMutex lock;
  GArray *delays; /* of gint64: from queued until run() */
} Bench;

static gint64
now (void)
{
  return g_get_monotonic_time ();
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 time_a = *(const gint64 *) a;
  gint64 time_b = *(const gint64 *) b;

  return time_a < time_b ? -1 : time_a > time_b;
}

static double
median (GArray *times)
{
  g_array_sort (times, compare_times);
  return (double) g_array_index (times, gint64, times->len / 2);
}

static void
report (const char *what, double ours, const char *unit, double floor, const char *of, double aim)
{
  g_print ("%-34s %10.1f %-6s  %8.1f %-28s  %6.2fx  (aim %s%.2fx)\n", what, ours, unit, floor, of,
           ours / floor, aim < 0 ? ">= " : "<= ", ABS (aim));
}

static char *
run_noting_start (EaselRun *run, gpointer data, GError **error)
{
  Bench *bench = data;
  gint64 started = now ();
  gint64 *queued;

  g_mutex_lock (&bench->lock);
  queued = g_hash_table_lookup (bench->queued_at, easel_run_get_job_id (run));
  if (queued != NULL)
    {
      gint64 delay = started - *queued;

      g_array_append_val (bench->delays, delay);
    }
  g_mutex_unlock (&bench->lock);
  return g_strdup ("{}");
}

static void
note_queued (EaselQueue *queue, EaselJob *job, EaselJobState before, Bench *bench)
{
  gint64 *time;

  if (easel_job_get_state (job) != EASEL_JOB_STATE_QUEUED)
    return;

  time = g_new (gint64, 1);
  *time = now ();
  g_mutex_lock (&bench->lock);
  g_hash_table_insert (bench->queued_at, g_strdup (easel_job_get_id (job)), time);
  g_mutex_unlock (&bench->lock);
}

static void
insert_raw (Bench *bench)
{
  g_autofree char *id = easel_id_new ();

  g_assert_true (easel_database_run (bench->insert, NULL, "sss", id, "Title", params));
}

static double
measure_raw_insert (Bench *bench)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < N_SINGLES; i++)
    {
      gint64 began = now ();
      gint64 time;

      insert_raw (bench);
      time = now () - began;
      g_array_append_val (times, time);
    }
  return median (times);
}

/* Returns: rows a second */
static double
measure_raw_batches (Bench *bench)
{
  gint64 began = now ();

  for (guint i = 0; i < N_BATCH; i += BATCH_OF)
    {
      easel_database_exec (bench->db, "BEGIN", NULL);
      for (guint j = 0; j < BATCH_OF; j++)
        insert_raw (bench);
      easel_database_exec (bench->db, "COMMIT", NULL);
    }
  return N_BATCH / ((double) (now () - began) / G_USEC_PER_SEC);
}

static void
count_accepted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_assert_true (easel_queue_wait_accepted_finish (EASEL_QUEUE (source), result, NULL));
  (*(guint *) user_data)++;
}

/* One by one, each until it is on disk. */
static double
measure_accept (EaselQueue *queue)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_accepted = 0;

  for (guint i = 0; i < N_SINGLES; i++)
    {
      gint64 began = now ();
      gint64 time;

      easel_queue_wait_accepted_async (queue, submit (queue, "job", "a", params), NULL,
                                       count_accepted, &n_accepted);
      while (n_accepted <= i)
        g_main_context_iteration (NULL, TRUE);
      time = now () - began;
      g_array_append_val (times, time);
    }
  return median (times);
}

static void
measure_many (EaselQueue *queue, double *submit_us, double *rows_a_second)
{
  gint64 began = now ();
  guint n_accepted = 0;

  for (guint i = 0; i < N_BATCH; i++)
    easel_queue_wait_accepted_async (queue, submit (queue, "job", "a", params), NULL,
                                     count_accepted, &n_accepted);
  *submit_us = (double) (now () - began) / N_BATCH;
  while (n_accepted < N_BATCH)
    g_main_context_iteration (NULL, TRUE);
  *rows_a_second = N_BATCH / ((double) (now () - began) / G_USEC_PER_SEC);
}

static double
measure_family (EaselQueue *queue)
{
  g_autoptr (EaselJobSpec) parent = easel_job_spec_new ("job", "Batch", params);
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_job_spec_free);
  gint64 began;

  for (guint i = 0; i < N_BATCH; i++)
    g_ptr_array_add (children, easel_job_spec_new ("job", "Child", params));
  began = now ();
  wait_accepted (queue, easel_queue_submit_family (queue, parent, children, NULL));
  return N_BATCH / ((double) (now () - began) / G_USEC_PER_SEC);
}

static double
measure_start (EaselQueue *queue, Bench *bench)
{
  gulong handler = g_signal_connect (queue, "job-changed", G_CALLBACK (note_queued), bench);

  for (guint i = 0; i < N_SINGLES; i++)
    {
      EaselJob *job = submit (queue, "job", NULL, params);

      while (easel_job_get_state (job) != EASEL_JOB_STATE_COMPLETED)
        g_main_context_iteration (NULL, TRUE);
    }
  g_signal_handler_disconnect (queue, handler);
  return median (bench->delays);
}

static void
measure_open (const char *dir, Bench *bench)
{
  EaselQueue *queue = make_queue (dir, NULL);
  gsize before = mallinfo2 ().uordblks;
  gint64 began = now ();
  gint64 longest = 0;
  gboolean open = FALSE;
  guint n_jobs;

  easel_queue_open_async (queue, NULL, (GAsyncReadyCallback) easel_queue_open_finish, NULL);
  while (!open)
    {
      gint64 turn;

      /* Only what a turn does counts, not its wait for something to do. */
      while (!g_main_context_pending (NULL))
        g_usleep (100);
      turn = now ();
      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, now () - turn);
      g_object_get (queue, "open", &open, NULL);
    }
  n_jobs = g_list_model_get_n_items (G_LIST_MODEL (queue));
  g_print ("%-34s %10.1f ms, longest stall %.1f ms (one frame is 16), %.0f bytes a job\n",
           "opening with jobs on disk", (double) (now () - began) / 1000, (double) longest / 1000,
           (double) (mallinfo2 ().uordblks - before) / n_jobs);
  close_queue (queue);
}

int
main (int argc, char **argv)
{
  g_autofree char *dir = make_data_dir ();
  g_autofree char *floor_path = g_build_filename (dir, "floor.sqlite", NULL);
  EaselQueue *queue = make_queue (dir, NULL);
  Bench bench = { 0 };
  g_autoptr (EaselJobKind) kind = test_kind_new ("job", run_noting_start, &bench);
  double raw_insert, raw_batches, submit_us, rows_a_second;

  bench.delays = g_array_new (FALSE, FALSE, sizeof (gint64));
  bench.queued_at = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  bench.db = easel_database_open (floor_path, floor_schema, 1, NULL);
  bench.insert = easel_database_prepare (
      bench.db, "INSERT INTO jobs (id, title, params) VALUES (?, ?, ?)", NULL);
  easel_queue_add_kind (queue, kind);
  open_queue (queue);

  raw_insert = measure_raw_insert (&bench);
  raw_batches = measure_raw_batches (&bench);
  report ("queued until running", measure_start (queue, &bench), "us", 1000, "us, one millisecond",
          1);
  g_object_set (queue, "paused", TRUE, NULL);
  report ("durable commit, one job", measure_accept (queue), "us", raw_insert, "us, one raw insert",
          1.25);
  measure_many (queue, &submit_us, &rows_a_second);
  report ("submit until the id", submit_us, "us", raw_insert, "us, one raw insert", 0.2);
  report ("1,000 jobs at once", rows_a_second, "rows/s", 10000, "rows/s", -1);
  report ("  against raw batches of 32", rows_a_second, "rows/s", raw_batches, "rows/s", -0.5);
  report ("1,000 jobs as a family", measure_family (queue), "rows/s", raw_batches, "rows/s", -0.5);

  while (g_list_model_get_n_items (G_LIST_MODEL (queue)) < N_OLD)
    submit (queue, "job", "a", params);
  wait_accepted (queue, submit (queue, "job", "a", params));
  close_queue (queue);
  measure_open (dir, &bench);

  sqlite3_finalize (bench.insert);
  sqlite3_close (bench.db);
  g_hash_table_unref (bench.queued_at);
  g_array_unref (bench.delays);
  remove_dir (dir);
  return 0;
}
