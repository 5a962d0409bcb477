/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Kills a queue at work again and again, and looks at what is left. See kill-victim.c */

#include "engine-fixture.h"

#include "easel-database.h"

#include <glib/gstdio.h>

#define N_KILLS 40
#define MIN_LIFE_MS 5

static const char *victim;

typedef struct
{
  char *root;
  char *data_dir;
  char *steps_file;
  char *ids_file;
  char *drafts_file;
  GHashTable *journaled; /* (owned): "job step" that the store has had at an earlier kill */
  int max_life_ms;
  gsize steps_seen; /* how much of the steps file was looked at */
  guint n_ran;
  guint n_ran_again;    /* legal: killed before the store had it */
  guint n_double;       /* not legal */
  GHashTable *ever_ran; /* (owned): "job step" */
  guint n_states[EASEL_JOB_N_STATES];
  guint n_announced;
  guint n_drafts; /* met while they waited */
} Witness;

/* Returns: (transfer full) (nullable): a copy of what is on disk, opened, so that looking at
 * it does not recover it */
static sqlite3 *
open_copy (Witness *self)
{
  const char *names[] = { "jobs.sqlite", "jobs.sqlite-wal" };
  g_autofree char *copy_dir = g_build_filename (self->root, "copy", NULL);
  g_autofree char *path = g_build_filename (copy_dir, names[0], NULL);
  sqlite3 *db = NULL;

  remove_dir (copy_dir);
  g_mkdir (copy_dir, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *from = g_build_filename (self->data_dir, names[i], NULL);
      g_autofree char *to = g_build_filename (copy_dir, names[i], NULL);
      g_autofree char *contents = NULL;
      gsize length;

      if (g_file_get_contents (from, &contents, &length, NULL))
        g_assert_true (g_file_set_contents (to, contents, (gssize) length, NULL));
      else if (i == 0)
        return NULL;
    }
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  return db;
}

static gboolean
has_tables (sqlite3 *db)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, "SELECT 1 FROM steps", NULL);

  return stmt != NULL;
}

static void
note_journal (Witness *self, sqlite3 *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) steps = easel_database_prepare (
      db, "SELECT id || ' ' || name FROM steps JOIN jobs ON job = seq", &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  while (easel_database_step (steps, &has_row, &error) && has_row)
    g_hash_table_add (self->journaled, easel_database_text (steps, 0));
  g_assert_no_error (error);
}

static void
note_states (Witness *self, sqlite3 *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) states = easel_database_prepare (
      db, "SELECT state, count (*) FROM jobs GROUP BY state", &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  while (easel_database_step (states, &has_row, &error) && has_row)
    {
      EaselJobState state;

      g_assert_true (
          easel_job_state_from_string ((const char *) sqlite3_column_text (states, 0), &state));
      self->n_states[state] += (guint) sqlite3_column_int (states, 1);
    }
  g_assert_no_error (error);
}

/* Looks at the steps that ran in the life that has just ended. */
static void
check_steps (Witness *self)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  gsize length;

  if (!g_file_get_contents (self->steps_file, &contents, &length, NULL))
    return;

  lines = g_strsplit (contents + self->steps_seen, "\n", -1);
  self->steps_seen = length;
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      self->n_ran++;
      if (g_hash_table_contains (self->journaled, lines[i]))
        {
          self->n_double++;
          g_printerr ("ran a second time: %s\n", lines[i]);
        }
      if (!g_hash_table_add (self->ever_ran, g_strdup (lines[i])))
        self->n_ran_again++;
    }
}

/* Every draft that was announced is there until its question is answered, and so is the wish not
 * to see it; with the answer both are gone. */
static void
check_drafts (Witness *self, sqlite3 *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) find = easel_database_prepare (
      db, "SELECT action, draft, hidden_until FROM asks JOIN jobs ON job = seq WHERE id = ?",
      &error);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean has_row;

  g_assert_no_error (error);
  if (!g_file_get_contents (self->drafts_file, &contents, NULL, NULL))
    return;

  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 2);

      sqlite3_reset (find);
      g_assert_true (easel_database_bind (find, &error, "s", words[0]));
      g_assert_true (easel_database_step (find, &has_row, &error) && has_row);
      if (sqlite3_column_type (find, 0) == SQLITE_NULL)
        {
          g_assert_cmpstr ((const char *) sqlite3_column_text (find, 1), ==, words[0]);
          g_assert_cmpint (sqlite3_column_int64 (find, 2), ==, G_MAXINT64);
          self->n_drafts++;
        }
      else
        g_assert_cmpint (sqlite3_column_type (find, 1), ==, SQLITE_NULL);
    }
}

static void
live_and_die (Witness *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3) db = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, victim,
                                                      self->data_dir, self->steps_file,
                                                      self->ids_file, self->drafts_file, NULL);

  g_assert_no_error (error);
  g_usleep ((gulong) g_test_rand_int_range (MIN_LIFE_MS, self->max_life_ms) * 1000);
  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);

  check_steps (self);
  db = open_copy (self);
  if (db != NULL && has_tables (db))
    {
      note_journal (self, db);
      note_states (self, db);
      check_drafts (self, db);
    }
}

static void
live_to_the_end (Witness *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_NONE, &error, victim, self->data_dir, self->steps_file, self->ids_file,
      self->drafts_file, "--finish", NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  check_steps (self);
}

static gint64
count (sqlite3 *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (db, sql, &error);
  gboolean has_row = FALSE;

  g_assert_no_error (error);
  g_assert_true (easel_database_step (stmt, &has_row, &error) && has_row);
  return sqlite3_column_int64 (stmt, 0);
}

static guint
count_lines (const char *path)
{
  g_autofree char *contents = NULL;
  guint n = 0;

  g_file_get_contents (path, &contents, NULL, NULL);
  for (const char *at = contents; at != NULL && (at = strchr (at, '\n')) != NULL; at++)
    n++;
  return n;
}

/* Every id that was announced is there and done. */
static void
check_announced (Witness *self, sqlite3 *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) find = easel_database_prepare (
      db, "SELECT state, kind FROM jobs WHERE id = ?", &error);
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_no_error (error);
  g_file_get_contents (self->ids_file, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 2);
      gboolean has_row;

      sqlite3_reset (find);
      g_assert_true (easel_database_bind (find, &error, "s", words[0]));
      g_assert_true (easel_database_step (find, &has_row, &error));
      if (!has_row)
        g_error ("%s was accepted and is lost", words[0]);
      g_assert_cmpstr ((const char *) sqlite3_column_text (find, 0), ==, "completed");
      g_assert_cmpstr ((const char *) sqlite3_column_text (find, 1), ==, words[1]);
      self->n_announced++;
    }
}

static void
check_end (Witness *self)
{
  g_autoptr (sqlite3) db = open_copy (self);

  g_assert_nonnull (db);
  g_assert_true (easel_database_check (db, NULL));
  check_announced (self, db);
  g_assert_cmpint (count (db, "SELECT count (*) FROM jobs WHERE state <> 'completed'"), ==, 0);

  /* Each job has each of its steps once, each batch its four children and no more, of
   * which it says that all went well. */
  g_assert_cmpint (count (db, "SELECT count (*) FROM jobs WHERE (SELECT count (*) FROM steps"
                              "  WHERE job = seq) <> CASE kind WHEN 'work' THEN 3"
                              "  WHEN 'asking' THEN 2 ELSE 1 END"),
                   ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM jobs AS p WHERE kind = 'batch' AND"
                              "  (SELECT count (*) FROM jobs WHERE parent = p.id) <> 4"),
                   ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM jobs WHERE kind = 'batch' AND result <> '4'"),
                   ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM asks WHERE action IS NOT 'approve'"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM jobs WHERE kind = 'asking' AND"
                              "  (SELECT count (*) FROM asks WHERE job = seq) <> 1"),
                   ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM asks WHERE draft IS NOT NULL"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM jobs WHERE hidden_until <> 0"), ==, 0);
  g_assert_cmpuint (self->n_double, ==, 0);
}

static void
test_kill (void)
{
  g_autoptr (GHashTable) journaled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) ever_ran = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *root = make_data_dir ();
  g_autofree char *data_dir = g_build_filename (root, "data", NULL);
  g_autofree char *steps_file = g_build_filename (root, "steps", NULL);
  g_autofree char *ids_file = g_build_filename (root, "ids", NULL);
  g_autofree char *drafts_file = g_build_filename (root, "drafts", NULL);
  Witness self = { .root = root,
                   .data_dir = data_dir,
                   .steps_file = steps_file,
                   .ids_file = ids_file,
                   .drafts_file = drafts_file,
                   .journaled = journaled,
                   .ever_ran = ever_ran };
  gint64 began;
  guint n_kills = 0;

  /* How long a life without work takes here says how long one with work may be. */
  began = g_get_monotonic_time ();
  live_to_the_end (&self);
  self.max_life_ms = 30 + 3 * (int) ((g_get_monotonic_time () - began) / 2000);

  for (; n_kills < N_KILLS || self.n_drafts == 0 || count_lines (ids_file) <= N_KILLS; n_kills++)
    {
      guint n_lines = count_lines (ids_file);

      live_and_die (&self);
      /* The machine has become slower. */
      if (count_lines (ids_file) == n_lines)
        self.max_life_ms += self.max_life_ms / 8;
    }
  live_to_the_end (&self);
  check_end (&self);

  g_test_message (
      "%u kills, which met %u queued, %u running, %u awaiting input, %u completed", n_kills,
      self.n_states[EASEL_JOB_STATE_QUEUED], self.n_states[EASEL_JOB_STATE_RUNNING],
      self.n_states[EASEL_JOB_STATE_AWAITING_INPUT], self.n_states[EASEL_JOB_STATE_COMPLETED]);
  g_test_message ("%u jobs announced, 0 lost; %u steps ran, %u of them again because they were"
                  " not journaled yet, %u journaled ones a second time",
                  self.n_announced, self.n_ran, self.n_ran_again, self.n_double);
  g_test_message ("%u drafts met while they waited, 0 lost", self.n_drafts);
  g_assert_cmpuint (self.n_announced, >, N_KILLS);
  g_assert_cmpuint (self.n_drafts, >, 0);
  remove_dir (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_assert_cmpint (argc, ==, 2);
  victim = argv[1];
  g_test_add_func ("/kill/nothing-is-lost", test_kill);

  return g_test_run ();
}
