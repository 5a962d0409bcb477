/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include "easel-database.h"
#include "easel-store-schema.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#define PAGE 4096

typedef struct
{
  char *dir;
  char *path;
  EaselQueue *queue;
  Gate gate;
  GString *notices;
  struct rlimit limit; /* as it was */
  gint n_steps;        /* atomic */
} Fixture;

static char *
do_step (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  g_atomic_int_inc (&fixture->n_steps);
  return g_strdup ("made");
}

static char *
run_step_gate_step (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autofree char *first = easel_run_step (run, "first", NULL, do_step, fixture, error);
  g_autofree char *second = NULL;

  if (first == NULL || !gate_pass (&fixture->gate, easel_run_get_cancellable (run), error))
    return NULL;
  second = easel_run_step (run, "second", NULL, do_step, fixture, error);
  return second != NULL ? g_strdup ("\"done\"") : NULL;
}

static char *
run_step_gate (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autofree char *first = easel_run_step (run, "first", NULL, do_step, fixture, error);

  if (first == NULL || !gate_pass (&fixture->gate, easel_run_get_cancellable (run), error))
    return NULL;
  return g_strdup ("\"done\"");
}

static char *
run_at_once (EaselRun *run, gpointer data, GError **error)
{
  return g_strdup ("{}");
}

static char *
run_deaf (EaselRun *run, gpointer data, GError **error)
{
  Fixture *fixture = data;

  gate_pass (&fixture->gate, NULL, NULL);
  return g_strdup ("\"late\"");
}

static void
note (EaselQueue *queue, const char *message, GString *notices)
{
  g_string_append_printf (notices, "%s\n", message);
}

static void
make (Fixture *fixture)
{
  const struct
  {
    const char *name;
    TestRunFunc func;
  } kinds[] = { { "step-gate-step", run_step_gate_step },
                { "step-gate", run_step_gate },
                { "at-once", run_at_once },
                { "deaf", run_deaf } };

  fixture->queue = make_queue (fixture->dir, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (EaselJobKind) kind = test_kind_new (kinds[i].name, kinds[i].func, fixture);

      easel_queue_add_kind (fixture->queue, kind);
    }
  g_signal_connect (fixture->queue, "notice", G_CALLBACK (note), fixture->notices);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = make_data_dir ();
  fixture->path = g_build_filename (fixture->dir, "jobs.sqlite", NULL);
  fixture->notices = g_string_new (NULL);
  gate_init (&fixture->gate);
  getrlimit (RLIMIT_FSIZE, &fixture->limit);
  signal (SIGXFSZ, SIG_IGN);
  make (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->queue != NULL)
    close_queue (fixture->queue);
  gate_clear (&fixture->gate);
  remove_dir (fixture->dir);
  g_string_free (fixture->notices, TRUE);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static void
restart (Fixture *fixture)
{
  close_queue (fixture->queue);
  make (fixture);
  open_queue (fixture->queue);
}

/* Whether a thread of a store, also of one that nobody has any more, is there. */
static gboolean
store_runs (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;

  while ((task = g_dir_read_name (tasks)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", task, "comm", NULL);
      g_autofree char *name = NULL;

      if (g_file_get_contents (path, &name, NULL, NULL) && g_str_equal (name, "easel-store\n"))
        return TRUE;
    }
  return FALSE;
}

/* As a crash would, but for the runs, of which there must be none: the store's thread ends
 * without marking the file as whole. */
static void
crash (Fixture *fixture)
{
  EaselQueue *queue = g_steal_pointer (&fixture->queue);

  g_object_add_weak_pointer (G_OBJECT (queue), (gpointer *) &queue);
  g_object_unref (queue);
  wait_until (queue == NULL);
  wait_until (!store_runs ());
}

/* From now on files cannot grow, as on a full disk. */
static void
fill_disk (Fixture *fixture)
{
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  struct rlimit low = fixture->limit;
  GStatBuf status;

  g_assert_cmpint (g_stat (wal, &status), ==, 0);
  low.rlim_cur = (rlim_t) status.st_size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &low), ==, 0);
}

static void
free_disk (Fixture *fixture)
{
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &fixture->limit), ==, 0);
}

static void
overwrite (const char *path, glong offset, gsize length)
{
  g_autofree char *bytes = g_strnfill (length, 'Z');
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, offset, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

static guint
count_jobs (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->queue));
}

static guint
count_files (Fixture *fixture, const char *prefix)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->dir, 0, NULL);
  const char *name;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_prefix (name, prefix) && !g_str_has_suffix (name, "-wal");
  return count;
}

/* Interrupted between its steps by a quit. */
static void
test_close_interrupts (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job;

  open_queue (fixture->queue);
  job = submit (fixture->queue, "step-gate-step", NULL, "{}");
  id = g_strdup (easel_job_get_id (job));
  wait_until (gate_count_waiting (&fixture->gate) == 1);

  g_object_ref (job);
  close_only (fixture->queue);
  assert_state (job, EASEL_JOB_STATE_QUEUED);
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 0);
  g_object_unref (job);
  g_clear_object (&fixture->queue);
  make (fixture);
  open_queue (fixture->queue);

  gate_open (&fixture->gate, 1);
  job = easel_queue_lookup (fixture->queue, id);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 2);
  g_assert_cmpuint (easel_job_get_attempts (job), ==, 1);
}

/* A run that does not come back holds up the close for so long and no longer. */
static void
test_close_leaves_deaf_run (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselQueue *first = fixture->queue;
  EaselJob *job;

  easel_queue_set_close_timeout (first, 50);
  open_queue (first);
  job = submit (first, "deaf", NULL, "{}");
  id = g_strdup (easel_job_get_id (job));
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  close_only (first);

  make (fixture);
  open_queue (fixture->queue);
  wait_until (gate_count_waiting (&fixture->gate) == 2);
  gate_open (&fixture->gate, 2);
  job = easel_queue_lookup (fixture->queue, id);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_object_add_weak_pointer (G_OBJECT (first), (gpointer *) &first);
  g_object_unref (first);
  wait_until (first == NULL);
}

static void
count_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_queue_open_finish (EASEL_QUEUE (source), result, &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN);
  (*(guint *) user_data)++;
}

/* Closed before it was opened, and while it was being opened. */
static void
test_close_early (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job = submit (fixture->queue, "at-once", NULL, "{}");
  guint n_opened = 0;

  close_only (fixture->queue);
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_false (easel_queue_retry (fixture->queue, easel_job_get_id (job), &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN);
  g_clear_object (&fixture->queue);

  make (fixture);
  job = submit (fixture->queue, "at-once", NULL, "{}");
  easel_queue_open_async (fixture->queue, NULL, count_open, &n_opened);
  close_queue (fixture->queue);
  g_assert_cmpuint (n_opened, ==, 1);

  /* What was accepted on the way is there. */
  make (fixture);
  open_queue (fixture->queue);
  g_assert_cmpuint (count_jobs (fixture), ==, 1);
}

static void
test_full_disk_at_submit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJobDetails) details = NULL;
  g_autofree char *early_id = NULL;
  g_autofree char *id = NULL;
  EaselJob *early;
  EaselJob *job;

  open_queue (fixture->queue);
  early = submit (fixture->queue, "at-once", NULL, "{}");
  early_id = g_strdup (easel_job_get_id (early));
  wait_for_state (early, EASEL_JOB_STATE_COMPLETED);

  fill_disk (fixture);
  job = submit (fixture->queue, "at-once", NULL, "{\"keep\": \"me\"}");
  id = g_strdup (easel_job_get_id (job));
  error = wait_not_accepted (fixture->queue, job);
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_FULL);
  assert_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpstr (easel_job_get_failure (job)->code, ==, "disk-full");
  g_assert_cmpstr (easel_job_get_failure (job)->message, ==, error->message);
  g_assert_cmpstr (easel_job_get_failure (job)->remedy, ==, "retry");
  details = load_details (fixture->queue, id);
  g_assert_cmpstr (details->params, ==, "{\"keep\": \"me\"}");

  /* Still full. */
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  iterate_for (30);
  assert_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpstr (easel_job_get_failure (job)->code, ==, "disk-full");

  free_disk (fixture);
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_accepted (fixture->queue, job);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_null (easel_job_get_failure (job));

  restart (fixture);
  g_assert_cmpuint (count_jobs (fixture), ==, 2);
  assert_state (easel_queue_lookup (fixture->queue, early_id), EASEL_JOB_STATE_COMPLETED);
  assert_state (easel_queue_lookup (fixture->queue, id), EASEL_JOB_STATE_COMPLETED);
}

/* A family that cannot be put on disk fails whole, and is tried again whole. */
static void
test_full_disk_family (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselJobSpec) parent = easel_job_spec_new ("at-once", "Batch", "{}");
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (
      (GDestroyNotify) easel_job_spec_free);
  g_autoptr (GListModel) model = NULL;
  g_autoptr (EaselJob) child = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  for (guint i = 0; i < 20; i++)
    g_ptr_array_add (children, easel_job_spec_new ("at-once", "Child", "{}"));
  open_queue (fixture->queue);
  job = submit (fixture->queue, "at-once", NULL, "{}");
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);

  fill_disk (fixture);
  job = easel_queue_submit_family (fixture->queue, parent, children, NULL);
  error = wait_not_accepted (fixture->queue, job);
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_FULL);
  assert_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpuint (easel_job_get_n_children_in (job, EASEL_JOB_STATE_FAILED), ==, 20);

  free_disk (fixture);
  model = easel_queue_get_children (fixture->queue, job);
  child = g_list_model_get_item (model, 3);
  g_assert_false (easel_queue_retry (fixture->queue, easel_job_get_id (child), NULL));
  g_assert_true (easel_queue_retry (fixture->queue, easel_job_get_id (job), NULL));
  wait_accepted (fixture->queue, job);
  wait_until (easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED) == 20);
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  restart (fixture);
  g_assert_cmpuint (count_jobs (fixture), ==, 22);
}

static void
test_full_disk_unsaved_is_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  open_queue (fixture->queue);
  fill_disk (fixture);
  job = submit (fixture->queue, "at-once", NULL, "{}");
  error = wait_not_accepted (fixture->queue, job);
  g_assert_true (easel_queue_remove (fixture->queue, easel_job_get_id (job), NULL));
  g_assert_cmpuint (count_jobs (fixture), ==, 0);
  free_disk (fixture);
  restart (fixture);
  g_assert_cmpuint (count_jobs (fixture), ==, 0);
}

/* In the middle of a run: what its first step made is kept, the second fails. */
static void
test_full_disk_at_step (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job;

  open_queue (fixture->queue);
  job = submit (fixture->queue, "step-gate-step", NULL, "{}");
  id = g_strdup (easel_job_get_id (job));
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  fill_disk (fixture);
  gate_open (&fixture->gate, 1);
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpstr (easel_job_get_failure (job)->code, ==, "disk-full");
  g_assert_cmpstr (fixture->notices->str, !=, "");

  free_disk (fixture);
  gate_open (&fixture->gate, 1);
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 3);
}

/* At the very end: the result cannot be written, and the job does not claim it was. */
static void
test_full_disk_at_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job;

  open_queue (fixture->queue);
  job = submit (fixture->queue, "step-gate", NULL, "{}");
  id = g_strdup (easel_job_get_id (job));
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  fill_disk (fixture);
  gate_open (&fixture->gate, 1);
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpstr (easel_job_get_failure (job)->code, ==, "disk-full");

  free_disk (fixture);
  gate_open (&fixture->gate, 1);
  g_assert_true (easel_queue_retry (fixture->queue, id, NULL));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (g_atomic_int_get (&fixture->n_steps), ==, 1);
}

/* A cancel holds at once, is written when there is room, and outlives the restart. */
static void
test_full_disk_at_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;
  EaselJob *job;
  EaselJob *other;

  open_queue (fixture->queue);
  job = submit (fixture->queue, "step-gate", "a", "{}");
  id = g_strdup (easel_job_get_id (job));
  wait_until (gate_count_waiting (&fixture->gate) == 1);
  fill_disk (fixture);
  g_assert_true (easel_queue_cancel (fixture->queue, id, NULL));
  assert_state (job, EASEL_JOB_STATE_CANCELED);
  wait_until (fixture->notices->len > 0);

  free_disk (fixture);
  other = submit (fixture->queue, "at-once", NULL, "{}");
  wait_for_state (other, EASEL_JOB_STATE_COMPLETED);
  crash (fixture);
  make (fixture);
  open_queue (fixture->queue);
  assert_state (easel_queue_lookup (fixture->queue, id), EASEL_JOB_STATE_CANCELED);
}

/* A folder that cannot be made, then can. */
static void
test_unwritable_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) submit_error = NULL;
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("at-once", "Title", "{}");
  EaselJob *job;

  g_assert_cmpint (g_rmdir (fixture->dir), ==, 0);
  g_assert_true (g_file_set_contents (fixture->dir, "a file", -1, NULL));
  job = submit (fixture->queue, "at-once", NULL, "{}");
  error = open_queue_expecting_error (fixture->queue);
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_READ_ONLY);
  wait_for_state (job, EASEL_JOB_STATE_FAILED);
  g_assert_cmpstr (easel_job_get_failure (job)->code, ==, "read-only");
  g_assert_null (easel_queue_submit (fixture->queue, spec, &submit_error));
  g_assert_error (submit_error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_READ_ONLY);

  g_unlink (fixture->dir);
  open_queue (fixture->queue);
  g_assert_true (easel_queue_retry (fixture->queue, easel_job_get_id (job), NULL));
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
}

static void
test_newer_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length, after_length;
  sqlite3 *db;

  db = easel_database_open (fixture->path, easel_store_schema_migrations,
                            easel_store_schema_n_migrations, &error);
  g_assert_no_error (error);
  easel_database_exec (db, "PRAGMA user_version = 99", &error);
  g_assert_no_error (error);
  sqlite3_close (db);
  g_file_get_contents (fixture->path, &before, &before_length, NULL);

  error = open_queue_expecting_error (fixture->queue);
  g_assert_error (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_TOO_NEW);
  g_file_get_contents (fixture->path, &after, &after_length, NULL);
  g_assert_cmpmem (before, before_length, after, after_length);
  g_assert_cmpuint (count_files (fixture, "jobs.sqlite.damaged"), ==, 0);
}

static void
test_garbage_file (Fixture *fixture, gconstpointer data)
{
  EaselJob *job;

  g_assert_true (g_file_set_contents (fixture->path, "Dear aunt, this is no database.", -1, NULL));
  open_queue (fixture->queue);
  g_assert_nonnull (strstr (fixture->notices->str, "jobs.sqlite.damaged-"));
  g_assert_cmpuint (count_files (fixture, "jobs.sqlite.damaged-"), ==, 1);
  g_assert_cmpuint (count_jobs (fixture), ==, 0);

  /* And it works. */
  job = submit (fixture->queue, "at-once", NULL, "{}");
  wait_for_state (job, EASEL_JOB_STATE_COMPLETED);
  g_string_truncate (fixture->notices, 0);
  restart (fixture);
  g_assert_cmpuint (count_jobs (fixture), ==, 1);
  g_assert_cmpstr (fixture->notices->str, ==, "");
}

static void
fill_with_jobs (Fixture *fixture, guint n, gsize length)
{
  g_autofree char *words = g_strnfill (length, 'w');
  g_autofree char *params = g_strdup_printf ("{\"words\": \"%s\"}", words);
  EaselJob *last = NULL;

  open_queue (fixture->queue);
  g_object_set (fixture->queue, "paused", TRUE, NULL);
  for (guint i = 0; i < n; i++)
    last = submit (fixture->queue, "at-once", NULL, params);
  wait_accepted (fixture->queue, last);
}

static void
test_salvage (Fixture *fixture, gboolean crashed, guint n_jobs, gsize length, guint n_lost)
{
  g_autofree char *attachments = g_build_filename (fixture->dir, "attachments", NULL);
  g_autofree char *attachment = g_build_filename (attachments, "of-a-lost-job", NULL);
  guint n_saved;
  guint n_left;

  fill_with_jobs (fixture, n_jobs, length);
  if (crashed)
    crash (fixture);
  else
    {
      close_queue (fixture->queue);
      fixture->queue = NULL;
    }
  overwrite (fixture->path, 40 * PAGE, 3 * PAGE);
  g_mkdir (attachments, 0700);
  g_assert_true (g_file_set_contents (attachment, "bytes", -1, NULL));

  make (fixture);
  open_queue (fixture->queue);
  n_saved = count_jobs (fixture);
  g_test_message ("saved %u of %u jobs: %s", n_saved, n_jobs, fixture->notices->str);
  g_assert_cmpuint (n_saved, >=, n_jobs - n_lost);
  g_assert_cmpuint (n_saved, <, n_jobs);
  g_assert_nonnull (strstr (fixture->notices->str, "jobs.sqlite.damaged-"));
  g_assert_cmpuint (count_files (fixture, "jobs.sqlite.damaged-"), ==, 1);

  /* What belonged to a lost job may be all that is left of it. */
  g_assert_true (g_file_test (attachment, G_FILE_TEST_EXISTS));

  /* The settings came along, and what was saved does its work. */
  g_object_get (fixture->queue, "n-queued", &n_left, NULL);
  g_assert_cmpuint (n_left, ==, n_saved);
  g_object_set (fixture->queue, "paused", FALSE, NULL);
  do
    {
      iterate_for (20);
      g_object_get (fixture->queue, "n-queued", &n_left, NULL);
    }
  while (n_left > 0);
  g_string_truncate (fixture->notices, 0);
  restart (fixture);
  g_assert_cmpuint (count_jobs (fixture), ==, n_saved);
  g_assert_cmpstr (fixture->notices->str, ==, "");
}

/* Found by the check that follows a crash: the damage is where long params lie, which are
 * not read at opening. */
static void
test_salvage_after_crash (Fixture *fixture, gconstpointer data)
{
  test_salvage (fixture, TRUE, 200, 20000, 3);
}

/* Found by reading the list. */
static void
test_salvage_after_close (Fixture *fixture, gconstpointer data)
{
  test_salvage (fixture, FALSE, 2000, 200, 200);
}

/* The salvage itself was interrupted, before and after the damaged file was moved away. */
static void
test_interrupted_salvage (Fixture *fixture, gconstpointer data)
{
  g_autofree char *salvaged = g_strconcat (fixture->path, ".salvaged", NULL);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);

  fill_with_jobs (fixture, 5, 100);
  close_queue (fixture->queue);
  g_assert_true (g_file_set_contents (salvaged, "half of it", -1, NULL));
  make (fixture);
  open_queue (fixture->queue);
  g_assert_cmpuint (count_jobs (fixture), ==, 5);
  g_assert_false (g_file_test (salvaged, G_FILE_TEST_EXISTS));

  close_queue (fixture->queue);
  g_assert_cmpint (g_rename (fixture->path, salvaged), ==, 0);
  g_assert_true (g_file_set_contents (wal, "of the damaged file", -1, NULL));
  make (fixture);
  open_queue (fixture->queue);
  g_assert_cmpuint (count_jobs (fixture), ==, 5);
  g_assert_false (g_file_test (salvaged, G_FILE_TEST_EXISTS));
}

static void
test_orphaned_attachment (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "attachments", NULL);
  g_autofree char *orphan = g_build_filename (folder, "0190163d-8694", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (EaselJobSpec) spec = easel_job_spec_new ("at-once", "Title", "{}");
  EaselJob *job;

  spec->attachment = g_bytes_new_static ("pasted", 6);
  open_queue (fixture->queue);
  job = easel_queue_submit (fixture->queue, spec, NULL);
  kept = g_build_filename (folder, easel_job_get_id (job), NULL);
  wait_accepted (fixture->queue, job);
  g_assert_true (g_file_set_contents (orphan, "left over", -1, NULL));
  restart (fixture);
  g_assert_false (g_file_test (orphan, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
}

#define ADD(name, func) g_test_add ("/recovery/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("close-interrupts", test_close_interrupts);
  ADD ("close-leaves-deaf-run", test_close_leaves_deaf_run);
  ADD ("close-early", test_close_early);
  ADD ("full-disk/submit", test_full_disk_at_submit);
  ADD ("full-disk/family", test_full_disk_family);
  ADD ("full-disk/unsaved-is-forgotten", test_full_disk_unsaved_is_forgotten);
  ADD ("full-disk/step", test_full_disk_at_step);
  ADD ("full-disk/end", test_full_disk_at_end);
  ADD ("full-disk/cancel", test_full_disk_at_cancel);
  ADD ("unwritable-folder", test_unwritable_folder);
  ADD ("newer-file", test_newer_file);
  ADD ("garbage-file", test_garbage_file);
  ADD ("salvage/after-crash", test_salvage_after_crash);
  ADD ("salvage/after-close", test_salvage_after_close);
  ADD ("salvage/interrupted", test_interrupted_salvage);
  ADD ("orphaned-attachment", test_orphaned_attachment);

  return g_test_run ();
}
