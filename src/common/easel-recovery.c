/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-recovery.h"

#include "easel-database.h"
#include "easel-salvage.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* The steps are: make PATH.salvaged, whole; move PATH away; move its log away; move PATH.salvaged
 * to PATH. Whichever of them a crash interrupts, what is there says what is left to do. */

static char *
get_salvaged (const char *path)
{
  return g_strconcat (path, ".salvaged", NULL);
}

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
copy_tables (sqlite3 *from,
             sqlite3 *to,
             const EaselRecoveryPlan *plan,
             guint *n_saved,
             GError **error)
{
  if (!easel_database_exec (to, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error))
    return FALSE;

  for (guint i = 0; plan->tables[i] != NULL; i++)
    if (!easel_salvage_table (from, to, plan->tables[i], i == 0 ? n_saved : NULL, error))
      return FALSE;

  return easel_database_exec (to, plan->cleanup, error)
         && easel_database_exec (to, "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)", error);
}

static gboolean
build_salvaged (const char *damaged,
                const char *salvaged,
                const EaselRecoveryPlan *plan,
                guint *n_saved,
                GError **error)
{
  g_autoptr (sqlite3) from = NULL;
  g_autoptr (sqlite3) to = NULL;

  remove_with_journals (salvaged);
  to = easel_database_open (salvaged, plan->migrations, plan->n_migrations, error);
  if (to == NULL)
    return FALSE;

  /* Where not even the header can be read there is nothing to copy. */
  from = easel_salvage_open (damaged, NULL);
  return from == NULL || copy_tables (from, to, plan, n_saved, error);
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

/* The log goes along, or it would be read into the new file. */
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
easel_recovery_run (const char *path,
                    const EaselRecoveryPlan *plan,
                    guint *n_saved,
                    char **aside,
                    GError **error)
{
  g_autofree char *salvaged = get_salvaged (path);
  g_autofree char *name = name_for_damaged (path);

  *n_saved = 0;
  if (!build_salvaged (path, salvaged, plan, n_saved, error) || !set_aside (path, name, error)
      || !rename_file (salvaged, path, error))
    return FALSE;

  *aside = g_path_get_basename (name);
  return TRUE;
}

gboolean
easel_recovery_finish (const char *path, GError **error)
{
  g_autofree char *salvaged = get_salvaged (path);

  if (!g_file_test (salvaged, G_FILE_TEST_EXISTS))
    return TRUE;

  /* While the damaged file has its name, the other one may not be whole. */
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      remove_with_journals (salvaged);
      return TRUE;
    }
  remove_with_journals (path);
  return rename_file (salvaged, path, error);
}
