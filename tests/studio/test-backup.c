/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Backing up and restoring as jobs: beside other jobs, with a question, and when it goes wrong. */

#include "backup-files.h"
#include "easel-engine-error.h"
#include "easel-restore-plan.h"
#include "library-dump.h"
#include "merge-fixture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define N_JOBS 20
#define N_AT_ONCE_DONE 4
#define ENV_FOLDER "EASEL_TEST_FOLDER"
/* Less than a backup with a large picture, more than any other file. */
#define FILE_LIMIT (2 * 1024 * 1024)

/* (transfer full) */
static char *
get_uri (StudioFixture *fixture, const char *name)
{
  g_autofree char *path = studio_fixture_path (fixture, name);

  return g_filename_to_uri (path, NULL, NULL);
}

/* (transfer none) */
static EaselJob *
begin (StudioFixture *fixture, const char *uri, gboolean restores)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job = restores ? easel_studio_restore (fixture->studio, uri, &error)
                           : easel_studio_back_up (fixture->studio, uri, &error);

  g_assert_no_error (error);
  return job;
}

static void
assert_ends (StudioFixture *fixture, EaselJob *job, EaselJobState state, const char *outcome)
{
  studio_fixture_wait (fixture, job);
  if (easel_job_get_failure (job) != NULL)
    g_test_message ("%s", easel_job_get_failure (job)->message);
  g_assert_cmpint (easel_job_get_state (job), ==, state);
  if (outcome != NULL)
    g_assert_cmpstr (easel_job_get_outcome (job), ==, outcome);
}

static void
back_up (StudioFixture *fixture, const char *uri, const char *outcome)
{
  assert_ends (fixture, begin (fixture, uri, FALSE), EASEL_JOB_STATE_COMPLETED, outcome);
}

/* (transfer none): a job that asks */
static EaselJob *
ask (StudioFixture *fixture, const char *uri)
{
  EaselJob *job = begin (fixture, uri, TRUE);

  assert_ends (fixture, job, EASEL_JOB_STATE_AWAITING_INPUT, NULL);
  return job;
}

static guint
count_all (StudioFixture *fixture)
{
  return studio_fixture_count_entities (fixture, NULL);
}

/* Beside other jobs ----------------------------------------------------------------------- */

/* (transfer full): of the database in the backup */
static char *
dump_backup (StudioFixture *fixture, const char *name)
{
  g_autofree char *path = studio_fixture_path (fixture, name);
  g_autofree char *database = studio_fixture_path (fixture, "taken-out.sqlite");
  g_autoptr (GHashTable) files = backup_files_read (path);
  GBytes *bytes = g_hash_table_lookup (files, "library.sqlite");

  g_assert_true (g_file_set_contents (database, g_bytes_get_data (bytes, NULL),
                                      (gssize) g_bytes_get_size (bytes), NULL));
  return library_dump_file (database);
}

static char *
dump_library (StudioFixture *fixture)
{
  g_autofree char *path = studio_fixture_path (fixture, "data/library.sqlite");

  return library_dump_file (path);
}

/* Into an Easel that has nothing yet. (transfer full): what it has then */
static char *
restore_elsewhere (StudioFixture *fixture, const char *name, guint *n_files)
{
  g_autoptr (StudioFixture) other = studio_fixture_new (NULL);
  g_autofree char *uri = get_uri (fixture, name);
  g_autofree char *media = studio_fixture_path (other, "data/media");

  json_object_unref (
      merge_fixture_complete (other, ask (other, uri), EASEL_DECISION_APPROVE, NULL));
  *n_files = sample_count_files (media);
  return dump_library (other);
}

static void
wait_for_some (EaselJob *parent, guint n)
{
  while (easel_job_get_n_children_in (parent, EASEL_JOB_STATE_COMPLETED) < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_running (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      "{" FIXTURE_QUESTION ",\"echo_schema\":true,\"times\":4},"
      "{" FIXTURE_QUESTION ",\"echo_schema\":true,\"delay_ms\":100}");
  g_autofree char *uri = get_uri (fixture, "during.zip");
  g_autofree char *later_uri = get_uri (fixture, "later.zip");
  g_autofree char *during = NULL;
  g_autofree char *later = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *restored_later = NULL;
  g_autofree char *whole = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) uris = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *parent;
  EaselJob *job;
  guint n_files;

  for (guint i = 0; i < N_JOBS; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);

      g_strv_builder_take (builder, studio_fixture_write_picture (fixture, name, i));
    }
  uris = g_strv_builder_end (builder);
  jobs = easel_studio_analyze (fixture->studio, (const char *const *) uris, NULL, FALSE,
                               EASEL_ANALYZE_NOW, &error);
  g_assert_no_error (error);
  parent = easel_queue_lookup (easel_studio_get_queue (fixture->studio),
                               easel_job_get_parent (jobs->pdata[0]));
  wait_for_some (parent, N_AT_ONCE_DONE);
  job = begin (fixture, uri, FALSE);
  g_assert_cmpuint (easel_job_get_n_children_in (parent, EASEL_JOB_STATE_COMPLETED), <, N_JOBS);
  assert_ends (fixture, job, EASEL_JOB_STATE_COMPLETED, NULL);
  g_test_message ("%s, with %u of the jobs done", easel_job_get_outcome (job),
                  easel_job_get_n_children_in (parent, EASEL_JOB_STATE_COMPLETED));
  assert_ends (fixture, parent, EASEL_JOB_STATE_COMPLETED, NULL);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "outfit"), ==, N_JOBS);

  /* Of one moment, of which nothing is lost; what comes later is in a later one. */
  during = dump_backup (fixture, "during.zip");
  restored = restore_elsewhere (fixture, "during.zip", &n_files);
  library_assert_same_dump (restored, during);
  g_assert_cmpuint (n_files, >=, N_AT_ONCE_DONE);

  back_up (fixture, later_uri, NULL);
  whole = dump_library (fixture);
  later = dump_backup (fixture, "later.zip");
  library_assert_same_dump (later, whole);
  restored_later = restore_elsewhere (fixture, "later.zip", &n_files);
  library_assert_same_dump (restored_later, whole);
  g_assert_cmpuint (n_files, ==, N_JOBS);
}

/* The question ---------------------------------------------------------------------------- */

static void
assert_asks (StudioFixture *fixture, EaselJob *job)
{
  g_autoptr (EaselJobDetails) details = studio_fixture_load (fixture, job);
  const EaselProposal *proposal = easel_job_details_get_last_ask (details)->proposal;
  g_autoptr (EaselRestorePlan) plan = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (proposal->view, ==, EASEL_RESTORE_VIEW);
  g_assert_cmpstr (proposal->description, ==,
                   "To add: 3 entries. What is in the library already stays as it is.");
  plan = easel_restore_plan_from_json (proposal->data, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plan->counts.n_entries, ==, 3);
  g_assert_cmpuint (plan->counts.n_kept, ==, 0);
  g_assert_true (g_str_has_suffix (plan->file, "/backup.zip"));
}

static void
test_question (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new (NULL);
  g_autoptr (StudioFixture) other = studio_fixture_new (NULL);
  g_autofree char *uri = get_uri (fixture, "backup.zip");
  g_autofree char *id = NULL;
  g_autoptr (EaselEntity) mine = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;
  EaselJob *canceled;
  EaselJob *late;

  back_up (fixture, uri, "3 entries");
  job = ask (other, uri);
  assert_asks (other, job);
  id = g_strdup (easel_job_get_id (job));

  /* It still asks after a restart, and nothing has been done. */
  studio_fixture_close (other);
  studio_fixture_open (other, &error);
  g_assert_no_error (error);
  job = easel_queue_lookup (easel_studio_get_queue (other->studio), id);
  assert_ends (other, job, EASEL_JOB_STATE_AWAITING_INPUT, NULL);
  assert_asks (other, job);

  canceled = ask (other, uri);
  g_assert_false (
      merge_fixture_respond (other, canceled, EASEL_DECISION_REVISE, NULL, "Less of it", &error));
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION);
  g_clear_error (&error);
  merge_fixture_respond (other, canceled, EASEL_DECISION_CANCEL, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_ends (other, canceled, EASEL_JOB_STATE_CANCELED, NULL);
  g_assert_cmpuint (count_all (other), ==, 0);

  /* What has come since it was asked stays as it is. */
  late = ask (other, uri);
  merge_fixture_add (other, MERGE_SOURCE, "Mine", "{}", NULL);
  json_object_unref (merge_fixture_complete (other, job, EASEL_DECISION_APPROVE, NULL));
  g_assert_cmpstr (easel_job_get_outcome (job), ==, "Added: 2 entries");
  mine = merge_fixture_get (other, MERGE_SOURCE);
  g_assert_cmpstr (easel_entity_get_name (mine), ==, "Mine");
  g_assert_cmpuint (count_all (other), ==, 3);

  json_object_unref (merge_fixture_complete (other, late, EASEL_DECISION_APPROVE, NULL));
  g_assert_cmpstr (easel_job_get_outcome (late), ==, "All of it is in the library already");
  /* There is nothing to ask about either. */
  assert_ends (other, begin (other, uri, TRUE), EASEL_JOB_STATE_COMPLETED,
               "All of it is in the library already");
  g_assert_cmpuint (count_all (other), ==, 3);
}

/* An answer is about the file that was looked at. */
static void
test_other_file (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new (NULL);
  g_autoptr (StudioFixture) other = studio_fixture_new (NULL);
  g_autofree char *uri = get_uri (fixture, "backup.zip");
  g_autofree char *path = studio_fixture_path (fixture, "backup.zip");
  g_autoptr (GError) error = NULL;
  EaselJob *job;
  EaselJob *gone;

  back_up (fixture, uri, "3 entries");
  job = ask (other, uri);
  gone = ask (other, uri);
  merge_fixture_add (fixture, "scarf", "Scarf", "{}", NULL);
  back_up (fixture, uri, "4 entries");
  merge_fixture_respond (other, job, EASEL_DECISION_APPROVE, NULL, NULL, &error);
  g_assert_no_error (error);
  studio_fixture_assert_fails (other, job, "changed-backup", "is another file than before");
  g_unlink (path);
  merge_fixture_respond (other, gone, EASEL_DECISION_APPROVE, NULL, NULL, &error);
  g_assert_no_error (error);
  studio_fixture_assert_fails (other, gone, "vanished", "There is no file");
  g_assert_cmpuint (count_all (other), ==, 0);
}

/* There is something to ask about when only the file of a picture is gone. */
static void
test_file_again (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (NULL);
  g_autofree char *picture = studio_fixture_write_picture (fixture, "coat.png", 1);
  g_autofree char *uri = get_uri (fixture, "backup.zip");
  g_autofree char *path = NULL;
  g_autoptr (JsonObject) result = studio_fixture_complete (fixture, picture, NULL);
  EaselJob *job;

  back_up (fixture, uri, NULL);
  path = easel_library_get_picture_path (easel_studio_get_library (fixture->studio),
                                         json_object_get_string_member (result, "picture"), NULL);
  g_assert_no_errno (g_unlink (path));
  job = ask (fixture, uri);
  json_object_unref (merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, NULL));
  g_assert_cmpstr (easel_job_get_outcome (job), ==, "Added: 1 missing picture file");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* What is no backup ----------------------------------------------------------------------- */

static void
test_refused (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new (NULL);
  g_autoptr (StudioFixture) other = studio_fixture_new (NULL);
  g_autofree char *uri = get_uri (fixture, "backup.zip");
  g_autofree char *path = studio_fixture_path (fixture, "backup.zip");
  g_autofree char *data = NULL;
  g_autoptr (GHashTable) files = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_null (easel_studio_restore (other->studio, "https://example.com/backup.zip", &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
  studio_fixture_assert_fails (other, begin (other, uri, TRUE), "vanished", "There is no file");

  back_up (fixture, uri, "3 entries");
  files = backup_files_read (path);
  backup_files_seal (files, "\"version\" : 1", "\"version\" : 2");
  backup_files_write (files, path, NULL);
  studio_fixture_assert_fails (other, begin (other, uri, TRUE), "newer-easel",
                               "was written by a newer Easel");

  back_up (fixture, uri, "3 entries");
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  g_assert_true (g_file_set_contents (path, data, (gssize) size / 2, NULL));
  studio_fixture_assert_fails (other, begin (other, uri, TRUE), "damaged-backup",
                               "is damaged. Nothing was restored.");

  g_assert_true (g_file_set_contents (path, "A letter", -1, NULL));
  studio_fixture_assert_fails (other, begin (other, uri, TRUE), "no-backup",
                               "is no backup of a library");
  g_assert_cmpuint (count_all (other), ==, 0);
}

/* Nothing half ---------------------------------------------------------------------------- */

/* A library with a picture that does not get smaller. */
static StudioFixture *
fixture_new_large (void)
{
  StudioFixture *fixture = studio_fixture_new (NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 1200, 900);
  guint8 *pixels = gdk_pixbuf_get_pixels (pixbuf);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree char *folder = studio_fixture_path (fixture, "saved");
  g_autofree char *data = NULL;
  g_autofree char *uri = NULL;
  gsize size;

  for (gsize i = 0; i < gdk_pixbuf_get_byte_length (pixbuf); i++)
    pixels[i] = (guint8) g_rand_int (rand);
  g_assert_true (
      gdk_pixbuf_save_to_buffer (pixbuf, &data, &size, "png", NULL, "compression", "0", NULL));
  uri = studio_fixture_write_bytes (fixture, "noise.png", data, (gssize) size);
  json_object_unref (studio_fixture_complete (fixture, uri, NULL));
  g_assert_no_errno (g_mkdir (folder, 0700));
  return fixture;
}

/* There is one file in the folder: the old one, or all of a new one. */
static void
assert_whole (StudioFixture *fixture, gboolean is_old)
{
  g_autofree char *folder = studio_fixture_path (fixture, "saved");
  g_autofree char *path = studio_fixture_path (fixture, "saved/backup.zip");
  g_autofree char *text = NULL;

  g_assert_cmpuint (sample_count_files (folder), ==, 1);
  if (is_old)
    {
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_cmpstr (text, ==, "mine");
    }
  else
    {
      g_autoptr (GHashTable) files = backup_files_read (path);

      g_assert_true (g_hash_table_contains (files, "manifest.json"));
    }
}

static void
set_file_limit (const struct rlimit *limit)
{
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, limit));
}

static void
die_when_running (EaselJob *job)
{
  if (easel_job_get_state (job) == EASEL_JOB_STATE_RUNNING)
    raise (SIGKILL);
}

/* In a process of its own: begins a backup, and dies. */
static void
test_killed_child (void)
{
  StudioFixture fixture = { 0 };
  g_autofree char *uri = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  if (g_getenv (ENV_FOLDER) == NULL)
    {
      g_test_skip ("Only for the other test");
      return;
    }
  fixture.notices = g_ptr_array_new_with_free_func (g_free);
  fixture.dir = g_strdup (g_getenv (ENV_FOLDER));
  studio_fixture_open (&fixture, &error);
  g_assert_no_error (error);
  uri = get_uri (&fixture, "saved/backup.zip");
  job = begin (&fixture, uri, FALSE);
  g_signal_connect (job, "notify::state", G_CALLBACK (die_when_running), NULL);
  studio_fixture_wait (&fixture, job);
}

/* The next start goes on. */
static void
kill_and_go_on (StudioFixture *fixture)
{
  g_auto (GStrv) env = g_environ_setenv (g_get_environ (), ENV_FOLDER, fixture->dir, TRUE);
  g_autofree char *path = studio_fixture_path (fixture, "saved/backup.zip");
  g_autoptr (EaselJob) job = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *queue;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  studio_fixture_close (fixture);
  g_test_trap_subprocess_with_envp ("/studio-backup/killed-child", (const char *const *) env, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  assert_whole (fixture, TRUE);

  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  queue = G_LIST_MODEL (easel_studio_get_queue (fixture->studio));
  job = g_list_model_get_item (queue, g_list_model_get_n_items (queue) - 1);
  g_assert_cmpstr (easel_job_get_kind (job), ==, "backup");
  assert_ends (fixture, job, EASEL_JOB_STATE_COMPLETED, "3 entries · 1 picture");
  assert_whole (fixture, FALSE);
}

static void
test_trouble (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new_large ();
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  g_autofree char *uri = get_uri (fixture, "saved/backup.zip");
  g_autofree char *path = studio_fixture_path (fixture, "saved/backup.zip");
  g_autofree char *nowhere = get_uri (fixture, "nowhere/backup.zip");
  g_autofree char *folder = get_uri (fixture, "saved");
  g_autoptr (GError) error = NULL;
  struct rlimit limit;
  EaselJob *job;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  studio_fixture_assert_fails (fixture, begin (fixture, nowhere, FALSE), "no-folder",
                               "There is no folder");
  studio_fixture_assert_fails (fixture, begin (fixture, folder, FALSE), "output-failed",
                               "could not be written");
  assert_whole (fixture, TRUE);

  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  set_file_limit (&(struct rlimit) { FILE_LIMIT, limit.rlim_max });
  job = begin (fixture, uri, FALSE);
  studio_fixture_assert_fails (fixture, job, "disk-full", "There is not enough space");
  set_file_limit (&limit);
  assert_whole (fixture, TRUE);

  /* Once there is space, and canceled before it is done, or not. */
  easel_queue_retry (queue, easel_job_get_id (job), &error);
  g_assert_no_error (error);
  while (easel_job_get_state (job) != EASEL_JOB_STATE_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  easel_queue_cancel (queue, easel_job_get_id (job), &error);
  studio_fixture_wait (fixture, job);
  assert_whole (fixture, easel_job_get_state (job) == EASEL_JOB_STATE_CANCELED);
  if (easel_job_get_state (job) == EASEL_JOB_STATE_CANCELED)
    easel_queue_retry (queue, easel_job_get_id (job), NULL);
  assert_ends (fixture, job, EASEL_JOB_STATE_COMPLETED, "3 entries · 1 picture");
  assert_whole (fixture, FALSE);

  kill_and_go_on (fixture);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/studio-backup/running", test_running);
  g_test_add_func ("/studio-backup/question", test_question);
  g_test_add_func ("/studio-backup/other-file", test_other_file);
  g_test_add_func ("/studio-backup/file-again", test_file_again);
  g_test_add_func ("/studio-backup/refused", test_refused);
  g_test_add_func ("/studio-backup/trouble", test_trouble);
  g_test_add_func ("/studio-backup/killed-child", test_killed_child);
  return g_test_run ();
}
