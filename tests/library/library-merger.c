/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-changes.h"
#include "easel-merge.h"

#include <unistd.h>

/* Usage: library-merger DATA CACHE PAIRS
 *
 * Merges "target-N" into "source-N" for each N below PAIRS, as a job that may be repeated does, and
 * takes every third one back. Says "merge-N" and "undo-N", a line each, once it is on the disk. To
 * be killed at any moment. */

static void
say (const char *entry)
{
  g_autofree char *line = g_strconcat (entry, "\n", NULL);
  gssize size = (gssize) strlen (line);

  /* In one piece, or the reader could not tell. */
  g_assert_cmpint (write (STDOUT_FILENO, line, (gsize) size), ==, size);
}

static JsonNode *
propose (EaselLibrary *library, const char *source, const char *target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) own = easel_library_get (library, source, &error);
  g_autoptr (EaselEntity) other = NULL;

  g_assert_no_error (error);
  other = easel_library_get (library, target, &error);
  g_assert_no_error (error);
  return easel_merge_propose_fieldwise (own, other);
}

static void
merge (EaselLibrary *library, guint number)
{
  g_autofree char *source = g_strdup_printf ("source-%u", number);
  g_autofree char *target = g_strdup_printf ("target-%u", number);
  g_autofree char *merge_entry = g_strdup_printf ("merge-%u", number);
  g_autofree char *undo_entry = g_strdup_printf ("undo-%u", number);
  g_autoptr (JsonNode) proposal = propose (library, source, target);
  const EaselMergeRequest request = { .source = source, .target = target, .proposal = proposal };
  const EaselChangeStamp merge_stamp = { .entry = merge_entry, .group = "all" };
  const EaselChangeStamp undo_stamp = { .entry = undo_entry };
  g_autoptr (GError) error = NULL;

  easel_library_merge (library, &request, &merge_stamp, NULL, &error);
  g_assert_no_error (error);
  say (merge_entry);
  if (number % 3 != 2)
    return;

  easel_library_undo (library, merge_entry, FALSE, &undo_stamp, NULL, &error);
  g_assert_no_error (error);
  say (undo_entry);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  gboolean *opened = user_data;
  g_autoptr (GError) error = NULL;

  *opened = easel_library_open_finish (EASEL_LIBRARY (source), result, &error);
  g_assert_no_error (error);
}

int
main (int argc, char *argv[])
{
  g_autoptr (EaselLibrary) library = NULL;
  gboolean opened = FALSE;
  guint n_pairs;

  g_assert_cmpint (argc, ==, 4);
  library = easel_library_new (argv[1], argv[2]);
  easel_library_open_async (library, NULL, on_opened, &opened);
  while (!opened)
    g_main_context_iteration (NULL, TRUE);

  n_pairs = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  for (guint i = 0; i < n_pairs; i++)
    merge (library, i);

  easel_library_close (library);
  return 0;
}
