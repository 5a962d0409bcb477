/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analysis-rows.h"

/* A NULL would differ from every other NULL in the table's key. */
static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

gboolean
easel_analysis_rows_find (sqlite3 *db, const EaselAnalysisKey *key, char **entity, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "SELECT analysis.entity FROM analysis JOIN entity ON entity.id = analysis.entity "
      "WHERE analysis.picture = ?1 AND analysis.analyzer = ?2 AND analysis.provider = ?3 "
      "AND analysis.model = ?4 AND analysis.prompt_revision = ?5 AND entity.archived = 0",
      error);
  gboolean has_row;

  *entity = NULL;
  if (stmt == NULL
      || !easel_database_bind (stmt, error, "sssss", key->picture, key->analyzer,
                               or_empty (key->provider), or_empty (key->model),
                               or_empty (key->prompt_revision))
      || !easel_database_step (stmt, &has_row, error))
    return FALSE;

  if (has_row)
    *entity = easel_database_text (stmt, 0);
  return TRUE;
}

gboolean
easel_analysis_rows_replace (sqlite3 *db,
                             const EaselAnalysisKey *key,
                             const char *entity,
                             GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = easel_database_prepare (
      db,
      "INSERT INTO analysis (picture, analyzer, provider, model, prompt_revision, entity, created) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
      "ON CONFLICT DO UPDATE SET entity = excluded.entity, created = excluded.created",
      error);

  return stmt != NULL
         && easel_database_run (stmt, error, "ssssssi", key->picture, key->analyzer,
                                or_empty (key->provider), or_empty (key->model),
                                or_empty (key->prompt_revision), entity, g_get_real_time ());
}
