/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-recovery.h"

#include "easel-schema.h"

#include "easel-database.h"
#include "easel-salvage.h"
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* Under this name the sound file is made; it gets its own name once it is whole and the
 * damaged one is out of the way. */
#define SALVAGED "jobs.sqlite.salvaged"

static gboolean
rename_file (const char *from, const char *to, GError **error)
{
  if (g_rename (from, to) == 0)
    return TRUE;

  g_set_error_literal (error, EASEL_DATABASE_ERROR, EASEL_DATABASE_ERROR_READ_ONLY,
                       _ ("Easel cannot write to its data folder. Check its permissions."));
  return FALSE;
}

static void
remove_with_journals (const char *path)
{
  const char *suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      g_unlink (name);
    }
}

static gboolean
copy_tables (sqlite3 *from, sqlite3 *to, guint *n_jobs, GError **error)
{
  if (!easel_database_exec (to, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error))
    return FALSE;

  for (guint i = 0; easel_schema_tables[i] != NULL; i++)
    {
      guint copied;

      if (!easel_salvage_table (from, to, easel_schema_tables[i], &copied, error))
        return FALSE;
      if (g_str_equal (easel_schema_tables[i], "jobs"))
        *n_jobs = copied;
    }

  return easel_database_exec (to,
                              "DELETE FROM steps WHERE job NOT IN (SELECT seq FROM jobs);"
                              "DELETE FROM asks WHERE job NOT IN (SELECT seq FROM jobs);"
                              "UPDATE jobs SET parent = NULL"
                              "  WHERE parent NOT IN (SELECT id FROM jobs);"
                              "COMMIT;"
                              "PRAGMA wal_checkpoint (TRUNCATE)",
                              error);
}

static gboolean
build_salvaged (const char *damaged, const char *salvaged, guint *n_jobs, GError **error)
{
  g_autoptr (sqlite3) from = NULL;
  g_autoptr (sqlite3) to = NULL;

  remove_with_journals (salvaged);
  to = easel_database_open (salvaged, easel_schema_migrations, easel_schema_n_migrations, error);
  if (to == NULL)
    return FALSE;

  /* Where not even the header can be read there is nothing to copy. */
  from = easel_salvage_open (damaged, NULL);
  return from == NULL || copy_tables (from, to, n_jobs, error);
}

static char *
name_for_damaged (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  char *name = g_strdup_printf ("%s.damaged-%s", path, date);

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.damaged-%s-%u", path, date, i);
    }
  return name;
}

/* The WAL goes along under the same name, or it would be read into the new file. It goes
 * second: easel_store_recovery_finish() clears it away when only the first move was made. */
static gboolean
set_aside (const char *path, const char *aside, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  g_autofree char *aside_wal = g_strconcat (aside, "-wal", NULL);

  if (!rename_file (path, aside, error))
    return FALSE;
  g_unlink (shm);
  return !g_file_test (wal, G_FILE_TEST_EXISTS) || rename_file (wal, aside_wal, error);
}

gboolean
easel_store_recovery_finish (const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, "jobs.sqlite", NULL);
  g_autofree char *salvaged = g_build_filename (data_dir, SALVAGED, NULL);

  if (!g_file_test (salvaged, G_FILE_TEST_EXISTS))
    return TRUE;

  /* The damaged file is only moved away when the sound one is whole. */
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      remove_with_journals (salvaged);
      return TRUE;
    }
  remove_with_journals (path);
  return rename_file (salvaged, path, error);
}

gboolean
easel_store_recovery_run (const char *data_dir, char **notice, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, "jobs.sqlite", NULL);
  g_autofree char *salvaged = g_build_filename (data_dir, SALVAGED, NULL);
  g_autofree char *aside = name_for_damaged (path);
  g_autofree char *aside_name = g_path_get_basename (aside);
  guint n_jobs = 0;

  if (!build_salvaged (path, salvaged, &n_jobs, error) || !set_aside (path, aside, error)
      || !rename_file (salvaged, path, error))
    return FALSE;

  /* Translators: %s is a file name */
  *notice = g_strdup_printf (ngettext ("The list of jobs was damaged. Easel could save %u job; "
                                       "the damaged file was kept as “%s”.",
                                       "The list of jobs was damaged. Easel could save %u jobs; "
                                       "the damaged file was kept as “%s”.",
                                       n_jobs),
                             n_jobs, aside_name);
  return TRUE;
}
