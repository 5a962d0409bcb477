/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"
#include "easel-library-tidy.h"
#include "library-dump.h"
#include "library-scene.h"

/* Taking changes back. */

/* @dump: what it must be like afterwards */
static char *
assert_undo (LibraryFixture *self, const char *change, const char *dump)
{
  g_autofree char *dump_after = NULL;
  char *entry = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (easel_library_undo (self->library, change, FALSE, NULL, &entry, &error));
  g_assert_no_error (error);
  dump_after = library_dump (self);
  library_assert_same_dump (dump_after, dump);
  return entry;
}

static void
assert_undo_refused (LibraryFixture *self, const char *change, int code, const char *sentence)
{
  g_autofree char *dump = library_dump (self);
  g_autofree char *dump_after = NULL;
  gint64 n_entries = library_fixture_count (self, "SELECT count(*) FROM journal");
  gint64 n_undone = library_fixture_count (self, "SELECT count(undone_by) FROM journal");
  g_autofree char *entry = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_library_undo (self->library, change, FALSE, NULL, &entry, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, code);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_null (entry);
  dump_after = library_dump (self);
  library_assert_same_dump (dump_after, dump);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM journal"), ==, n_entries);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(undone_by) FROM journal"), ==,
                   n_undone);
}

static char *
merge (LibraryFixture *self, const char *source, const char *target, const char *group)
{
  char *entry = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (library_merge (self, source, target, group, &entry, &error));
  g_assert_no_error (error);
  return entry;
}

static const char *
get_attribute (EaselEntity *entity, const char *field)
{
  return json_object_get_string_member_with_default (easel_entity_get_attributes (entity), field,
                                                     NULL);
}

static void
assert_attribute (LibraryFixture *self, const char *id, const char *field, const char *expected)
{
  g_autoptr (EaselEntity) entity = library_fixture_get (self, id);

  g_assert_cmpstr (get_attribute (entity, field), ==, expected);
}

static void
assert_revisions_grew (GHashTable *before, GHashTable *after, const char *id)
{
  g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (after, id)), >,
                   GPOINTER_TO_INT (g_hash_table_lookup (before, id)));
}

static void
test_merge (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *undo = NULL;
  g_autoptr (GHashTable) at_merge = NULL;
  g_autoptr (GHashTable) at_undo = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  before = library_dump (self);
  entry = merge (self, scene.coat, scene.jacket, NULL);
  merged = library_dump (self);
  g_assert_cmpstr (merged, !=, before);
  at_merge = library_revisions (self);
  library_fixture_reopen (self);

  undo = assert_undo (self, entry, before);
  library_assert_sound (self);
  library_fixture_wait_changed (self, scene.jacket);
  library_fixture_wait_changed (self, scene.story);

  /* A revision is never used twice, or nobody could tell what they have seen. */
  at_undo = library_revisions (self);
  assert_revisions_grew (at_merge, at_undo, scene.coat);
  assert_revisions_grew (at_merge, at_undo, scene.jacket);
  assert_revisions_grew (at_merge, at_undo, scene.twice);
  g_assert_true (g_hash_table_lookup (at_merge, scene.scarf)
                 == g_hash_table_lookup (at_undo, scene.scarf));

  entries = easel_library_history (self->library, &(EaselHistoryQuery) { 0 }, &error);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpstr (easel_journal_entry_get_id (g_ptr_array_index (entries, 0)), ==, undo);
  g_assert_cmpstr (easel_journal_entry_get_kind (g_ptr_array_index (entries, 0)), ==,
                   EASEL_CHANGE_UNDO);
  g_assert_cmpstr (easel_journal_entry_get_title (g_ptr_array_index (entries, 0)), ==,
                   "Undone: Merged “Dark Blue Wool Coat” into “Navy Coat”");
  g_assert_cmpstr (easel_journal_entry_get_undone_by (g_ptr_array_index (entries, 1)), ==, undo);
}

static void
test_edit_and_archive (LibraryFixture *self, gconstpointer data)
{
  static const char *const tags[] = { "mine", NULL };
  g_auto (LibraryScene) scene = { 0 };
  EaselEditRequest request = { .name = "My Coat", .tags = tags };
  const char *ids[] = { NULL, NULL, NULL };
  g_autofree char *before = NULL;
  g_autofree char *edited = NULL;
  g_autofree char *edit = NULL;
  g_autofree char *archive = NULL;
  g_autofree char *undo_archive = NULL;
  g_autofree char *undo_edit = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  request.id = ids[0] = scene.coat;
  ids[1] = scene.old;
  before = library_dump (self);
  g_assert_true (easel_library_edit (self->library, &request, NULL, &edit, &error));
  edited = library_dump (self);
  /* One of them is archived already, and must stay so. */
  g_assert_true (easel_library_set_archived (self->library, ids, TRUE, NULL, &archive, &error));
  g_assert_no_error (error);

  undo_archive = assert_undo (self, archive, edited);
  undo_edit = assert_undo (self, edit, before);
  library_assert_sound (self);
}

static void
test_twice (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *undo = NULL;

  library_scene_init (&scene, self);
  before = library_dump (self);
  entry = merge (self, scene.coat, scene.jacket, "group-1");
  undo = assert_undo (self, entry, before);

  assert_undo_refused (self, entry, EASEL_LIBRARY_ERROR_UNDONE, "This was undone already.");
  assert_undo_refused (self, "group-1", EASEL_LIBRARY_ERROR_UNDONE, "This was undone already.");
  assert_undo_refused (self, "nothing", EASEL_LIBRARY_ERROR_NOT_FOUND,
                       "There is no such change in the history.");
  assert_undo_refused (self, "", EASEL_LIBRARY_ERROR_NOT_FOUND,
                       "There is no such change in the history.");
}

/* An undo is a change like any other. */
static void
test_redo (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  before = library_dump (self);
  entry = merge (self, scene.coat, scene.jacket, NULL);
  merged = library_dump (self);

  undo = assert_undo (self, entry, before);
  redo = assert_undo (self, undo, merged);
  entries = easel_library_history (self->library, &(EaselHistoryQuery) { 0 }, &error);
  g_assert_cmpstr (easel_journal_entry_get_title (g_ptr_array_index (entries, 0)), ==,
                   "Redone: Merged “Dark Blue Wool Coat” into “Navy Coat”");
  g_assert_null (easel_journal_entry_get_undone_by (g_ptr_array_index (entries, 2)));
  assert_undo_refused (self, undo, EASEL_LIBRARY_ERROR_UNDONE, "This was undone already.");

  /* It holds again, so it can be taken back again. */
  again = assert_undo (self, entry, before);
  library_assert_sound (self);
}

/* A step that a crash cut off after its work runs again. */
static void
test_again (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  const EaselChangeStamp stamp = { .entry = "undo-1" };
  g_autofree char *entry = NULL;
  g_autofree char *undo = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  entry = merge (self, scene.coat, scene.jacket, NULL);
  g_assert_true (easel_library_undo (self->library, entry, FALSE, &stamp, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (easel_library_undo (self->library, entry, FALSE, &stamp, &undo, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (undo, ==, "undo-1");
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM journal"), ==, 2);
}

/* Later changes --------------------------------------------------------------------------- */

static void
test_overwrite (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *forced = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *edit = NULL;
  g_autofree char *other = NULL;
  g_autofree char *undo = NULL;
  g_autofree char *edited = NULL;
  const char *ids[] = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  before = library_dump (self);
  entry = merge (self, scene.coat, scene.jacket, NULL);

  edit = library_edit (self, scene.coat, "color", "black");
  other = library_edit (self, scene.coat, "fabric", "felt");
  ids[0] = scene.twice;
  g_assert_true (easel_library_set_archived (self->library, ids, TRUE, NULL, NULL, &error));
  edited = library_dump (self);
  assert_undo_refused (self, entry, EASEL_LIBRARY_ERROR_WOULD_OVERWRITE,
                       "Undoing this would overwrite what was changed since: “Navy Coat” (fabric, "
                       "color).");

  g_assert_true (easel_library_undo (self->library, entry, TRUE, NULL, &undo, &error));
  g_assert_no_error (error);
  assert_attribute (self, scene.coat, "color", "navy");
  assert_attribute (self, scene.coat, "fabric", "not visible");
  library_assert_sound (self);

  /* Forcing is taken back like anything else; and what was not overwritten stays. */
  forced = library_dump (self);
  g_assert_cmpstr (forced, !=, before);
  g_assert_cmpint (library_fixture_count (self, "SELECT archived FROM entity WHERE name = 'Twice'"),
                   ==, 1);
  g_free (assert_undo (self, undo, edited));
}

/* What the merge left alone is nobody's business. */
static void
test_keeps_other_edits (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *edit = NULL;
  g_autofree char *rename = NULL;
  g_autofree char *story = NULL;
  g_autofree char *redo = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  before = library_dump (self);
  entry = merge (self, scene.coat, scene.jacket, NULL);
  edit = library_edit (self, scene.coat, "category", "overtops");
  rename = library_edit (self, scene.jacket, NULL, "Put Away");
  story = library_edit (self, scene.story, "title", "Warm");

  g_assert_true (easel_library_undo (self->library, entry, FALSE, NULL, &redo, &error));
  g_assert_no_error (error);
  assert_attribute (self, scene.coat, "category", "overtops");
  assert_attribute (self, scene.coat, "color", "navy");
  assert_attribute (self, scene.story, "title", "Warm");
  library_assert_sound (self);

  /* The edits can still be taken back one by one, in any order; then all is as it was, but for
   * the times, as the last change of each is later now. */
  g_assert_true (easel_library_undo (self->library, edit, FALSE, NULL, NULL, &error));
  g_assert_true (easel_library_undo (self->library, story, FALSE, NULL, NULL, &error));
  g_assert_true (easel_library_undo (self->library, rename, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  library_fixture_exec (self, "UPDATE entity SET updated = created");
  after = library_dump (self);
  library_assert_same_dump (after, before);
}

static void
test_what_is_so_already (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *undo = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  first = library_edit (self, scene.coat, "color", "black");
  second = library_edit (self, scene.coat, "color", "navy");
  /* It is navy again by the person's own hand: nothing is lost. */
  g_assert_true (easel_library_undo (self->library, first, FALSE, NULL, &undo, &error));
  g_assert_no_error (error);
  assert_attribute (self, scene.coat, "color", "navy");
  assert_undo_refused (self, first, EASEL_LIBRARY_ERROR_UNDONE, "This was undone already.");
}

/* A second merge on top of the first. */
static void
test_chain (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *between = NULL;
  g_autofree char *after = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *undo = NULL;
  g_autofree char *references = NULL;
  g_autoptr (EaselEntity) jacket = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  before = library_dump (self);
  first = merge (self, scene.coat, scene.jacket, NULL);
  between = library_dump (self);
  second = merge (self, scene.scarf, scene.coat, NULL);
  after = library_dump (self);

  /* What the first moved was moved on by the second. */
  assert_undo_refused (self, first, EASEL_LIBRARY_ERROR_WOULD_OVERWRITE,
                       "Undoing this would overwrite what was changed since: “Twice” (links), "
                       "“Old” (links), “Tale” (wears, scenes).");
  g_assert_true (easel_library_undo (self->library, first, TRUE, NULL, &undo, &error));
  g_assert_no_error (error);
  jacket = library_fixture_get (self, scene.jacket);
  g_assert_false (easel_entity_get_archived (jacket));
  library_assert_sound (self);

  g_free (assert_undo (self, undo, after));
  g_free (assert_undo (self, second, between));
  g_free (assert_undo (self, first, before));
  library_assert_sound (self);
}

/* Two merges that meet in one outfit, taken back in the order they were made in. */
static void
test_independent (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (EaselEntity) cap = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, "Cap", NULL, NULL);
  g_autoptr (EaselEntity) hat = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, "Hat", NULL, NULL);
  g_autoptr (EaselEntity) suit = library_make_entity (EASEL_ENTITY_OUTFIT, "Suit", NULL, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *references = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  library_fixture_add (self, cap);
  library_fixture_add (self, hat);
  easel_entity_add_reference (suit, "item", scene.jacket);
  easel_entity_add_reference (suit, "item", easel_entity_get_id (cap));
  library_fixture_add (self, suit);
  before = library_dump (self);
  first = merge (self, scene.coat, scene.jacket, NULL);
  second = merge (self, easel_entity_get_id (hat), easel_entity_get_id (cap), NULL);

  g_assert_true (easel_library_undo (self->library, first, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  references = library_list_references (self, easel_entity_get_id (suit));
  expected = g_strdup_printf ("item:%s item:%s", scene.jacket, easel_entity_get_id (hat));
  g_assert_cmpstr (references, ==, expected);
  g_assert_true (easel_library_undo (self->library, second, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  library_fixture_exec (self, "UPDATE entity SET updated = created");
  after = library_dump (self);
  library_assert_same_dump (after, before);
}

static void
test_overwrite_many (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_autofree char *entry = NULL;
  g_autofree char *back = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("Number %u", i + 1);
      g_autoptr (EaselEntity) entity = library_make_entity (EASEL_ENTITY_MAKEUP, name, NULL, NULL);

      library_fixture_add (self, entity);
      g_ptr_array_add (ids, g_strdup (easel_entity_get_id (entity)));
    }
  library_fixture_exec (self, "UPDATE entity SET tags = '[\"x\"]'");
  entry = g_strdup ("group-1");
  for (guint i = 0; i < ids->len; i++)
    {
      const EaselEditRequest request = { .id = g_ptr_array_index (ids, i), .name = "New" };
      const EaselChangeStamp stamp = { .group = "group-1" };

      g_assert_true (easel_library_edit (self->library, &request, &stamp, NULL, &error));
      g_assert_no_error (error);
      g_free (library_edit (self, request.id, NULL, "Newer"));
    }
  assert_undo_refused (self, entry, EASEL_LIBRARY_ERROR_WOULD_OVERWRITE,
                       "Undoing this would overwrite what was changed since: “New” (name), “New” "
                       "(name), “New” (name), “New” (name), “New” (name), “New” (name), “New” "
                       "(name), “New” (name), and 4 more.");
}

/* What is gone --------------------------------------------------------------------------- */

static void
delete_entity (LibraryFixture *self, const char *id)
{
  g_autofree char *sql = g_strdup_printf (
      "PRAGMA foreign_keys = ON; BEGIN; DELETE FROM entity_reference WHERE target = '%s'; "
      "DELETE FROM entity_picture WHERE picture = '%s'; DELETE FROM entity WHERE id = '%s'; COMMIT",
      id, id, id);

  library_fixture_exec (self, sql);
}

static void
test_target_deleted (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *entry = NULL;

  library_scene_init (&scene, self);
  entry = merge (self, scene.coat, scene.jacket, "group-1");
  delete_entity (self, scene.jacket);
  assert_undo_refused (self, entry, EASEL_LIBRARY_ERROR_NOT_FOUND,
                       "“Dark Blue Wool Coat” is no longer in the library, so this cannot be "
                       "undone.");
  assert_undo_refused (self, "group-1", EASEL_LIBRARY_ERROR_NOT_FOUND,
                       "“Dark Blue Wool Coat” is no longer in the library, so this cannot be "
                       "undone.");
}

static void
test_source_deleted (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *entry = NULL;

  library_scene_init (&scene, self);
  entry = merge (self, scene.coat, scene.jacket, NULL);
  delete_entity (self, scene.coat);
  assert_undo_refused (self, entry, EASEL_LIBRARY_ERROR_NOT_FOUND,
                       "“Navy Coat” is no longer in the library, so this cannot be undone.");
}

/* A picture that one of them showed, or an outfit it was in. */
static void
test_others_deleted (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *entry = NULL;
  g_autofree char *references = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  entry = merge (self, scene.coat, scene.jacket, NULL);
  delete_entity (self, scene.both);
  delete_entity (self, scene.scarf);
  /* The coat's link to the scarf went with it, and is to be the one to the jacket. */
  g_assert_true (easel_library_undo (self->library, entry, TRUE, NULL, NULL, &error));
  g_assert_no_error (error);
  references = library_list_references (self, scene.twice);
  expected = g_strdup_printf ("item:%s spare:%s", scene.jacket, scene.jacket);
  g_assert_cmpstr (references, ==, expected);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM pragma_foreign_key_check"),
                   ==, 0);
}

/* What an edit took away has gone for good: it cannot be linked to again. */
static void
test_link_deleted (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (EaselEntity) cap = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, "Cap", NULL, NULL);
  g_autofree char *entry = NULL;
  g_autofree char *first = NULL;
  g_autofree char *sql = NULL;

  library_scene_init (&scene, self);
  library_fixture_add (self, cap);
  entry = merge (self, scene.coat, easel_entity_get_id (cap), NULL);
  /* The same as a merge whose link of the source would lead nowhere. */
  sql = g_strdup_printf (
      "UPDATE journal_entity SET changes = json_set (changes, '$.\"reference/7\"', json_array "
      "('[\"item\",\"gone\"]', NULL)) WHERE entity = '%s'",
      scene.coat);
  library_fixture_exec (self, sql);
  assert_undo_refused (self, entry, EASEL_LIBRARY_ERROR_NOT_FOUND,
                       "Something this belongs to is not in the library.");
}

/* Of what is beside the entities, what is newer stays. */
static void
test_newer_analysis (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *entry = NULL;
  g_autoptr (EaselEntity) newer = NULL;
  g_autoptr (EaselEntity) restored = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  entry = merge (self, scene.coat, scene.jacket, NULL);
  easel_library_remember_analysis (self->library, scene.pictures[2], "outfit", "p", "m", "r1",
                                   scene.scarf, &error);
  easel_library_set_not_duplicates (self->library, scene.coat, scene.scarf, FALSE, &error);
  g_assert_no_error (error);

  g_assert_true (easel_library_undo (self->library, entry, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  newer = easel_library_find_analysis (self->library, scene.pictures[2], "outfit", "p", "m", "r1",
                                       &error);
  g_assert_cmpstr (easel_entity_get_id (newer), ==, scene.scarf);
  restored = easel_library_find_analysis (self->library, scene.pictures[2], "outfit", "p", "n",
                                          "r1", &error);
  g_assert_cmpstr (easel_entity_get_id (restored), ==, scene.jacket);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM not_duplicates"), ==, 0);
  library_assert_sound (self);
}

/* Groups ---------------------------------------------------------------------------------- */

#define N_MERGES 50

static void
test_group (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (EaselEntity) suit = library_make_entity (EASEL_ENTITY_OUTFIT, "Suit", NULL, NULL);
  g_autofree char *before = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  EaselJournalEntry *newest;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2 * N_MERGES; i++)
    {
      g_autofree char *name = g_strdup_printf ("Number %u", i);
      EaselEntity *item = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, name,
                                               "{\"color\":\"red\"}", NULL);

      g_ptr_array_add (items, item);
      easel_entity_add_reference (suit, "item", easel_entity_get_id (item));
    }
  easel_library_add (self->library, items, &error);
  library_fixture_add (self, suit);
  before = library_dump (self);

  for (guint i = 0; i < N_MERGES; i++)
    g_free (merge (self, easel_entity_get_id (g_ptr_array_index (items, 2 * i)),
                   easel_entity_get_id (g_ptr_array_index (items, 2 * i + 1)), "group-1"));
  merged = library_dump (self);

  undo = assert_undo (self, "group-1", before);
  entries = easel_library_history (self->library, &(EaselHistoryQuery) { 0 }, &error);
  g_assert_cmpuint (entries->len, ==, N_MERGES + 1);
  newest = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (easel_journal_entry_get_title (newest), ==, "Undid 50 changes");
  for (guint i = 1; i < entries->len; i++)
    g_assert_cmpstr (easel_journal_entry_get_undone_by (g_ptr_array_index (entries, i)), ==, undo);

  redo = assert_undo (self, undo, merged);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM journal WHERE title = "
                                                "'Redid 50 changes'"),
                   ==, 1);
  g_free (assert_undo (self, "group-1", before));
  library_assert_sound (self);
}

/* One on top of the other, back and forth in one go. */
static void
test_chain_in_group (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *undo = NULL;
  g_autofree char *redo = NULL;
  g_autofree char *again = NULL;

  library_scene_init (&scene, self);
  before = library_dump (self);
  g_free (merge (self, scene.coat, scene.jacket, "group-1"));
  g_free (merge (self, scene.scarf, scene.coat, "group-1"));
  merged = library_dump (self);

  undo = assert_undo (self, "group-1", before);
  redo = assert_undo (self, undo, merged);
  again = assert_undo (self, redo, before);
  library_assert_sound (self);
}

/* What was taken back already is left out. */
static void
test_rest_of_group (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *merged = NULL;
  g_autofree char *merge_entry = NULL;
  g_autofree char *edit = NULL;
  g_autofree char *undo = NULL;
  EaselEditRequest request = { .name = "Mine" };
  const EaselChangeStamp stamp = { .group = "group-1" };
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  before = library_dump (self);
  merge_entry = merge (self, scene.coat, scene.jacket, "group-1");
  merged = library_dump (self);
  request.id = scene.coat;
  g_assert_true (easel_library_edit (self->library, &request, &stamp, &edit, &error));
  g_assert_no_error (error);

  undo = assert_undo (self, edit, merged);
  g_free (assert_undo (self, "group-1", before));
  assert_undo_refused (self, "group-1", EASEL_LIBRARY_ERROR_UNDONE, "This was undone already.");
  library_assert_sound (self);
}

/* An undo that was made in the group itself is none of it. */
static void
test_undo_in_group (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *entry = NULL;
  const EaselChangeStamp stamp = { .group = "group-1" };
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  before = library_dump (self);
  entry = merge (self, scene.coat, scene.jacket, "group-1");
  g_assert_true (easel_library_undo (self->library, entry, FALSE, &stamp, NULL, &error));
  g_assert_no_error (error);
  assert_undo_refused (self, "group-1", EASEL_LIBRARY_ERROR_UNDONE, "This was undone already.");
}

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/undo/merge", test_merge);
  ADD ("/undo/edit-and-archive", test_edit_and_archive);
  ADD ("/undo/twice", test_twice);
  ADD ("/undo/redo", test_redo);
  ADD ("/undo/again", test_again);
  ADD ("/undo/overwrite", test_overwrite);
  ADD ("/undo/keeps-other-edits", test_keeps_other_edits);
  ADD ("/undo/what-is-so-already", test_what_is_so_already);
  ADD ("/undo/chain", test_chain);
  ADD ("/undo/independent", test_independent);
  ADD ("/undo/overwrite-many", test_overwrite_many);
  ADD ("/undo/target-deleted", test_target_deleted);
  ADD ("/undo/source-deleted", test_source_deleted);
  ADD ("/undo/others-deleted", test_others_deleted);
  ADD ("/undo/link-deleted", test_link_deleted);
  ADD ("/undo/newer-analysis", test_newer_analysis);
  ADD ("/undo/group", test_group);
  ADD ("/undo/chain-in-group", test_chain_in_group);
  ADD ("/undo/rest-of-group", test_rest_of_group);
  ADD ("/undo/undo-in-group", test_undo_in_group);

  return g_test_run ();
}
