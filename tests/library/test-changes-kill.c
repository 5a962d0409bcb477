/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-dump.h"
#include "library-scene.h"

#include <signal.h>

/* A program that merges, and takes back, is killed at random moments. After each kill every pair
 * is either as before or as after, in all its parts, and what the program said was done is. In
 * the end all is taken back at once, byte for byte. */

#define N_KILLS 12
#define N_PAIRS 200
#define MAX_LINES 20
#define MAX_DELAY_US 5000

static void
add_pair (GPtrArray *entities, guint number)
{
  static const char *const source_tags[] = { "a", NULL };
  static const char *const target_tags[] = { "b", NULL };
  g_autofree char *source_id = g_strdup_printf ("source-%u", number);
  g_autofree char *target_id = g_strdup_printf ("target-%u", number);
  g_autofree char *outfit_id = g_strdup_printf ("outfit-%u", number);
  g_autoptr (JsonNode) node = json_from_string ("{\"color\":\"navy\"}", NULL);
  g_autoptr (JsonNode) fuller = json_from_string ("{\"color\":\"dark navy blue\"}", NULL);
  EaselEntity *source = easel_entity_new (source_id, EASEL_ENTITY_CLOTHING_ITEM, "Source");
  EaselEntity *target = easel_entity_new (target_id, EASEL_ENTITY_CLOTHING_ITEM, "Target");
  EaselEntity *outfit = easel_entity_new (outfit_id, EASEL_ENTITY_OUTFIT, "Outfit");

  easel_entity_set_attributes (source, json_node_get_object (node));
  easel_entity_set_attributes (target, json_node_get_object (fuller));
  easel_entity_set_tags (source, source_tags);
  easel_entity_set_tags (target, target_tags);
  easel_entity_add_reference (outfit, "item", source_id);
  easel_entity_add_reference (outfit, "item", target_id);
  easel_entity_add_reference (outfit, "spare", target_id);
  g_ptr_array_add (entities, source);
  g_ptr_array_add (entities, target);
  g_ptr_array_add (entities, outfit);
}

static void
fill (LibraryFixture *self)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO analysis (picture, analyzer, provider, model, prompt_revision, entity, created) "
      "SELECT '%s', 'outfit', 'p', id, 'r', id, 1 FROM entity WHERE name = 'Target'",
      easel_entity_get_id (picture));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_PAIRS; i++)
    add_pair (entities, i);
  easel_library_add (self->library, entities, &error);
  g_assert_no_error (error);
  library_fixture_exec (self, sql);
}

static GSubprocess *
start (LibraryFixture *self)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "library", "library-merger",
                                                    NULL);
  g_autofree char *data_dir = library_fixture_path (self, "data");
  g_autofree char *cache_dir = library_fixture_path (self, "cache");
  g_autoptr (GError) error = NULL;
  GSubprocess *merger = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, data_dir,
                                          cache_dir, G_STRINGIFY (N_PAIRS), NULL);

  g_assert_no_error (error);
  return merger;
}

/* @said: (element-type utf8): gets what the program said
 * @n_lines: kill it when it has said so much; 0 lets it end */
static void
read_lines (GSubprocess *merger, GHashTable *said, guint n_lines)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (
      g_subprocess_get_stdout_pipe (merger));
  char *line;

  for (guint i = 1; (line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL; i++)
    {
      g_hash_table_add (said, line);
      if (i != n_lines)
        continue;
      /* By now it is somewhere in the next one. */
      g_usleep ((gulong) g_random_int_range (0, MAX_DELAY_US));
      g_subprocess_send_signal (merger, SIGKILL);
    }
}

/* Returns: whether it was killed before it was done */
static gboolean
run_and_kill (LibraryFixture *self, GHashTable *said)
{
  g_autoptr (GSubprocess) merger = start (self);
  /* It says again what is done already. */
  guint n_lines = g_hash_table_size (said) + (guint) g_random_int_range (1, MAX_LINES);

  read_lines (merger, said, n_lines);
  g_subprocess_wait (merger, NULL, NULL);
  return g_subprocess_get_if_signaled (merger);
}

/* How many pairs are in a state that is neither, or not the one the journal says. */
static const char in_between_sql[]
    = "WITH pair AS (SELECT substr (id, 8) AS n FROM entity WHERE name = 'Source'), "
      "state AS (SELECT n, EXISTS (SELECT 1 FROM journal WHERE id = 'merge-' || n "
      "  AND undone_by IS NULL) AS merged FROM pair), "
      "found AS (SELECT n, merged, "
      "  (SELECT attributes ->> 'color' FROM entity WHERE id = 'source-' || n) AS color, "
      "  (SELECT tags FROM entity WHERE id = 'source-' || n) AS tags, "
      "  (SELECT archived FROM entity WHERE id = 'target-' || n) AS archived, "
      "  (SELECT group_concat (role || ':' || target, ' ' ORDER BY position) "
      "   FROM entity_reference WHERE entity = 'outfit-' || n) AS links, "
      "  (SELECT entity FROM analysis WHERE model = 'target-' || n) AS cached FROM state) "
      "SELECT count (*) FROM found WHERE NOT iif (merged, "
      "  color = 'dark navy blue' AND tags = '[\"a\",\"b\"]' AND archived = 1 "
      "  AND links = 'item:source-' || n || ' spare:source-' || n AND cached = 'source-' || n, "
      "  color = 'navy' AND tags = '[\"a\"]' AND archived = 0 "
      "  AND links = 'item:source-' || n || ' item:target-' || n || ' spare:target-' || n "
      "  AND cached = 'target-' || n)";

static void
check (LibraryFixture *self, GHashTable *said)
{
  GHashTableIter iter;
  gpointer entry;

  library_fixture_reopen (self);
  g_assert_cmpuint (self->notices->len, ==, 0);
  library_assert_sound (self);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity WHERE name = "
                                                "'Source'"),
                   ==, N_PAIRS);
  g_assert_cmpint (library_fixture_count (self, in_between_sql), ==, 0);

  g_hash_table_iter_init (&iter, said);
  while (g_hash_table_iter_next (&iter, &entry, NULL))
    {
      const EaselHistoryQuery query = { .change = entry };
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) entries = easel_library_history (self->library, &query, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (entries->len, ==, 1);
    }
}

static void
test_kill (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GSubprocess) last = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  guint n_killed = 0;

  fill (self);
  before = library_dump (self);

  for (guint i = 0; i < N_KILLS; i++)
    {
      easel_library_close (self->library);
      n_killed += run_and_kill (self, said) ? 1 : 0;
      check (self, said);
      g_test_message ("life %u: %u said", i + 1, g_hash_table_size (said));
    }
  g_test_message ("killed %u times", n_killed);
  /* Who reads too late finds it done. */
  g_assert_cmpuint (n_killed, >, 0);

  easel_library_close (self->library);
  last = start (self);
  read_lines (last, said, 0);
  g_subprocess_wait_check (last, NULL, &error);
  g_assert_no_error (error);
  check (self, said);
  g_assert_cmpuint (g_hash_table_size (said), ==, N_PAIRS + N_PAIRS / 3);

  g_assert_true (easel_library_undo (self->library, "all", FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  after = library_dump (self);
  library_assert_same_dump (after, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/changes/kill", LibraryFixture, NULL, library_fixture_set_up, test_kill,
              library_fixture_tear_down);

  return g_test_run ();
}
