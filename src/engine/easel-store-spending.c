/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-store-spending.h"

gboolean
easel_store_add_spending (EaselStoreFile *file,
                          const char *provider,
                          const EaselSpending *spending,
                          GError **error)
{
  g_autofree char *today = easel_spending_get_today ();
  sqlite3_stmt *add = easel_store_file_get (
      file,
      "INSERT INTO spending (day, provider, calls, unpriced, input_tokens, output_tokens, images,"
      "                      cost_micros) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
      "  ON CONFLICT (day, provider) DO UPDATE SET calls = calls + ?3, unpriced = unpriced + ?4,"
      "    input_tokens = input_tokens + ?5, output_tokens = output_tokens + ?6,"
      "    images = images + ?7, cost_micros = cost_micros + ?8",
      error);

  return add != NULL
         && easel_database_run (add, error, "ssiiiiii", today, provider, spending->calls,
                                spending->unpriced, spending->input_tokens, spending->output_tokens,
                                spending->images, spending->cost_micros);
}

EaselSpendingQuery *
easel_spending_query_new (const char *since, const char *provider)
{
  EaselSpendingQuery *query = g_new0 (EaselSpendingQuery, 1);

  query->since = g_strdup (since);
  query->provider = g_strdup (provider);
  return query;
}

void
easel_spending_query_free (EaselSpendingQuery *query)
{
  g_free (query->since);
  g_free (query->provider);
  g_clear_pointer (&query->days, g_ptr_array_unref);
  g_free (query);
}

static EaselDaySpending *
read_day (sqlite3_stmt *rows)
{
  EaselDaySpending *day = g_new0 (EaselDaySpending, 1);

  day->day = easel_database_text (rows, 0);
  day->provider = easel_database_text (rows, 1);
  day->spending = (EaselSpending) { .calls = sqlite3_column_int64 (rows, 2),
                                    .unpriced = sqlite3_column_int64 (rows, 3),
                                    .input_tokens = sqlite3_column_int64 (rows, 4),
                                    .output_tokens = sqlite3_column_int64 (rows, 5),
                                    .images = sqlite3_column_int64 (rows, 6),
                                    .cost_micros = sqlite3_column_int64 (rows, 7) };
  return day;
}

gboolean
easel_store_load_spending (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselSpendingQuery *query = data;
  gboolean has_row;
  g_autoptr (EaselRows) rows = easel_store_file_get (
      file,
      "SELECT day, provider, calls, unpriced, input_tokens, output_tokens, images, cost_micros"
      "  FROM spending WHERE day >= ?1 AND (?2 IS NULL OR provider = ?2) ORDER BY day, provider",
      error);

  if (rows == NULL
      || !easel_database_bind (rows, error, "ss", query->since != NULL ? query->since : "",
                               query->provider))
    return FALSE;

  g_clear_pointer (&query->days, g_ptr_array_unref);
  query->days = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_day_spending_free);
  do
    {
      if (!easel_database_step (rows, &has_row, error))
        return FALSE;
      if (has_row)
        g_ptr_array_add (query->days, read_day (rows));
    }
  while (has_row);
  return TRUE;
}

gboolean
easel_store_load_deposits (EaselStoreFile *file, gpointer data, GError **error)
{
  EaselDepositsQuery *query = data;
  gboolean has_row;
  g_autoptr (EaselRows) rows = easel_store_file_get (
      file,
      "SELECT ifnull (sum (deposit_cost), 0) FROM jobs"
      "  WHERE deposit_cost > 0 AND provider = ?1 AND id <> ?2 AND deposit IS NOT NULL"
      "  AND state NOT IN ('completed', 'failed', 'canceled')",
      error);

  if (rows == NULL || !easel_database_bind (rows, error, "ss", query->provider, query->except)
      || !easel_database_step (rows, &has_row, error))
    return FALSE;

  query->cost = sqlite3_column_int64 (rows, 0);
  return TRUE;
}
