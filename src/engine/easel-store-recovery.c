/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-recovery.h"

#include "easel-recovery.h"
#include "easel-store-schema.h"

#include <glib/gi18n.h>

/* A job whose parent is lost goes on alone. */
static const char cleanup[] = "DELETE FROM steps WHERE job NOT IN (SELECT seq FROM jobs);"
                              "DELETE FROM asks WHERE job NOT IN (SELECT seq FROM jobs);"
                              "UPDATE jobs SET parent = NULL"
                              "  WHERE parent NOT IN (SELECT id FROM jobs)";

gboolean
easel_store_recovery_run (const char *path, char **notice, GError **error)
{
  const EaselRecoveryPlan plan = { .migrations = easel_store_schema_migrations,
                                   .n_migrations = easel_store_schema_n_migrations,
                                   .tables = easel_store_schema_tables,
                                   .cleanup = cleanup };
  g_autofree char *aside = NULL;
  guint n_jobs;

  if (!easel_recovery_run (path, &plan, &n_jobs, &aside, error))
    return FALSE;

  /* Translators: %s is a file name */
  *notice = g_strdup_printf (ngettext ("The list of jobs was damaged. Easel could save %u job; "
                                       "the damaged file was kept as “%s”.",
                                       "The list of jobs was damaged. Easel could save %u jobs; "
                                       "the damaged file was kept as “%s”.",
                                       n_jobs),
                             n_jobs, aside);
  return TRUE;
}
