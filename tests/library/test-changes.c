/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"
#include "easel-library-tidy.h"
#include "library-dump.h"
#include "library-scene.h"

/* Edit, archive, and their history. Merging is in test-merge, taking back in test-undo. */

/* Edit and archive ------------------------------------------------------------------------ */

static void
test_edit (LibraryFixture *self, gconstpointer data)
{
  static const char *const tags[] = { " new ", "NEW", "blue", NULL };
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (JsonNode) attributes = library_parse (
      "{\"category\":\"outerwear\",\"color\":\"black\"}");
  EaselEditRequest request = { .name = " Black Coat ", .tags = tags };
  g_autofree char *entry = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *tagged = NULL;
  g_autoptr (EaselEntity) coat = NULL;
  g_autoptr (EaselEntity) same = NULL;
  g_autofree char *joined = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) found = NULL;
  EaselHistoryQuery query = { 0 };
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  request.id = query.entity = scene.coat;
  request.attributes = json_node_get_object (attributes);
  g_assert_true (easel_library_edit (self->library, &request, NULL, &entry, &error));
  g_assert_no_error (error);
  coat = library_fixture_get (self, scene.coat);
  joined = g_strjoinv ("|", (GStrv) easel_entity_get_tags (coat));
  g_assert_cmpstr (easel_entity_get_name (coat), ==, "Black Coat");
  g_assert_cmpstr (joined, ==, "new|blue");
  library_assert_attributes (coat, "{\"category\":\"outerwear\",\"color\":\"black\"}");
  g_assert_cmpuint (easel_entity_get_revision (coat), ==, 2);
  found = library_fixture_query (self, NULL, "black");
  g_assert_cmpuint (found->len, ==, 1);

  /* The same once more is no change. */
  g_assert_true (easel_library_edit (self->library, &request, NULL, &nothing, &error));
  g_assert_no_error (error);
  g_assert_null (nothing);
  same = library_fixture_get (self, scene.coat);
  g_assert_cmpuint (easel_entity_get_revision (same), ==, 2);
  g_assert_cmpint (easel_entity_get_updated (same), ==, easel_entity_get_updated (coat));

  request = (EaselEditRequest) { .id = scene.coat, .tags = tags + 2 };
  g_assert_true (easel_library_edit (self->library, &request, NULL, &tagged, &error));
  g_assert_no_error (error);

  entries = easel_library_history (self->library, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpstr (easel_journal_entry_get_kind (g_ptr_array_index (entries, 0)), ==,
                   EASEL_CHANGE_TAG);
  g_assert_cmpstr (easel_journal_entry_get_title (g_ptr_array_index (entries, 0)), ==,
                   "Tagged “Black Coat”");
  g_assert_cmpstr (easel_journal_entry_get_kind (g_ptr_array_index (entries, 1)), ==,
                   EASEL_CHANGE_EDIT);
  g_assert_cmpstr (easel_journal_entry_get_title (g_ptr_array_index (entries, 1)), ==,
                   "Edited “Navy Coat”");
}

/* (transfer full): pictures 2 and 0 of @scene, in this order */
static GPtrArray *
list_other_pictures (LibraryScene *scene)
{
  static EaselEntityPicture pictures[2];
  GPtrArray *array = g_ptr_array_new ();

  pictures[0] = (EaselEntityPicture) { scene->pictures[2], (char *) "illustration" };
  pictures[1] = (EaselEntityPicture) { scene->pictures[0], (char *) "source" };
  g_ptr_array_add (array, &pictures[0]);
  g_ptr_array_add (array, &pictures[1]);
  return array;
}

/* Pictures are a part of what is edited, and come back as they were. */
static void
test_edit_pictures (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (GPtrArray) pictures = NULL;
  EaselEditRequest request = { 0 };
  EaselEntityPicture nowhere = { (char *) "nowhere", (char *) "source" };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) late = NULL;

  library_scene_init (&scene, self);
  before = library_list_pictures (self, scene.coat);
  pictures = list_other_pictures (&scene);
  request = (EaselEditRequest) { .id = scene.coat, .pictures = pictures };
  g_assert_true (easel_library_edit (self->library, &request, NULL, &entry, &error));
  g_assert_no_error (error);
  library_assert_list (library_list_pictures (self, scene.coat), "illustration:%s source:%s",
                       scene.pictures[2], scene.pictures[0]);

  /* Whoever has seen others is told; whoever edits something else need not be. */
  request.revision = 1;
  g_assert_false (easel_library_edit (self->library, &request, NULL, NULL, &late));
  g_assert_error (late, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  g_assert_nonnull (strstr (late->message, "pictures"));
  g_assert_true (easel_library_edit (
      self->library, &(EaselEditRequest) { .id = scene.coat, .revision = 1, .name = "Parka" }, NULL,
      NULL, &error));
  request.revision = 0;
  g_assert_true (easel_library_undo (self->library, entry, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  after = library_list_pictures (self, scene.coat);
  g_assert_cmpstr (after, ==, before);

  g_ptr_array_add (pictures, &nowhere);
  g_assert_false (easel_library_edit (self->library, &request, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  library_assert_list (library_list_pictures (self, scene.coat), "%s", before);
}

/* No entry, but whoever has seen it before is told. */
static void
test_complete (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (JsonNode) attributes = library_parse ("{\"color\":\"black\"}");
  g_autoptr (GPtrArray) pictures = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (EaselEntity) coat = NULL;
  EaselEditRequest request = { 0 };
  EaselHistoryQuery query = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) late = NULL;

  library_scene_init (&scene, self);
  pictures = list_other_pictures (&scene);
  request = (EaselEditRequest) { .id = scene.coat,
                                 .revision = 1,
                                 .attributes = json_node_get_object (attributes),
                                 .pictures = pictures };
  g_assert_true (easel_library_complete (self->library, &request, &error));
  g_assert_no_error (error);
  coat = library_fixture_get (self, scene.coat);
  library_assert_attributes (coat, "{\"color\":\"black\"}");
  g_assert_cmpuint (easel_entity_get_revision (coat), ==, 2);
  library_assert_list (library_list_pictures (self, scene.coat), "illustration:%s source:%s",
                       scene.pictures[2], scene.pictures[0]);
  query.entity = scene.coat;
  entries = easel_library_history (self->library, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 0);

  g_assert_false (easel_library_complete (self->library, &request, &late));
  g_assert_error (late, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
}

static void
assert_edit_refused (LibraryFixture *self,
                     const char *id,
                     const char *json,
                     const char *schema_json,
                     const char *sentence)
{
  g_autoptr (JsonNode) attributes = library_parse (json);
  g_autoptr (JsonNode) schema = schema_json != NULL ? library_parse (schema_json) : NULL;
  const EaselEditRequest request = { .id = id,
                                     .attributes = json_node_get_object (attributes),
                                     .schema = schema };
  g_autofree char *dump = library_dump (self);
  g_autofree char *dump_after = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = easel_library_edit (self->library, &request, NULL, NULL, &error);

  if (sentence == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (done);
      return;
    }
  g_assert_false (done);
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
  dump_after = library_dump (self);
  library_assert_same_dump (dump_after, dump);
}

static void
test_edit_refused (LibraryFixture *self, gconstpointer data)
{
  static const char schema[]
      = "{\"type\":\"object\",\"properties\":{\"suggested_name\":{\"type\":\"string\"},"
        "\"mood\":{\"type\":\"string\",\"enum\":[\"calm\",\"wild\"]},"
        "\"base_color\":{\"type\":\"string\"},\"notes\":{\"type\":\"array\",\"items\":{"
        "\"type\":\"string\"}}},\"required\":[\"suggested_name\",\"mood\"],"
        "\"additionalProperties\":false}";
  g_autoptr (EaselEntity) entity = library_make_entity (
      EASEL_ENTITY_MAKEUP, "Look", "{\"mood\":\"gone out of the schema\",\"old\":[1]}", NULL);
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  const char *id = easel_entity_get_id (entity);
  g_autofree char *megabyte = g_strnfill (1000 * 1000, 'x');
  g_autofree char *big = g_strdup_printf ("{\"mood\":\"%s\"}", megabyte);
  static const char *const blank[] = { "", NULL };
  EaselEditRequest request = { .id = id, .name = "  " };
  g_autoptr (GError) error = NULL;

  library_fixture_add (self, entity);

  /* What was there before may be as it was. */
  assert_edit_refused (self, id,
                       "{\"mood\":\"gone out of the schema\",\"old\":[1],\"base_color\":\"red\"}",
                       schema, NULL);
  assert_edit_refused (self, id, "{\"mood\":\"odd\",\"old\":[1]}", schema,
                       "“mood” must be one of these: calm, wild.");
  assert_edit_refused (self, id, "{\"base_color\":\"red\"}", schema, "“mood” is missing.");
  assert_edit_refused (self, id, "{\"mood\":\"calm\",\"base_color\":7}", schema,
                       "“base color” must be a text.");
  assert_edit_refused (self, id, "{\"mood\":\"calm\",\"notes\":[\"a\",2]}", schema,
                       "“notes › 2” must be a text.");
  assert_edit_refused (self, id, "{\"mood\":\"calm\",\"new\":7}", schema,
                       "There is no field “new” here.");
  assert_edit_refused (self, id, big, NULL,
                       "“mood” is too long: 1.0 MB, where 250.0 kB is the most there can be.");
  /* Without a schema a person may do as they like. */
  assert_edit_refused (self, id, "{\"anything\":{\"goes\":[null,1]}}", NULL, NULL);

  assert_edit_refused (self, easel_entity_get_id (picture), "{\"width\":3}", NULL,
                       "“width” says what the file is like, so it cannot be changed.");
  assert_edit_refused (self, easel_entity_get_id (picture), "{}", NULL,
                       "“format” says what the file is like, so it cannot be changed.");

  g_assert_false (easel_library_edit (self->library, &request, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "A name must not be empty.");
  g_clear_error (&error);
  request = (EaselEditRequest) { .id = id, .tags = blank };
  g_assert_false (easel_library_edit (self->library, &request, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_clear_error (&error);
  request = (EaselEditRequest) { .id = "nothing", .name = "X" };
  g_assert_false (easel_library_edit (self->library, &request, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
}

static void
test_edit_changed (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  EaselEditRequest request = { .revision = 1, .name = "Mine" };
  g_autofree char *other = NULL;
  g_autoptr (EaselEntity) coat = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  request.id = scene.coat;
  other = library_edit (self, scene.coat, "color", "black");
  g_assert_false (easel_library_edit (self->library, &request, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  g_assert_cmpstr (error->message, ==, "“Navy Coat” was changed in the meantime: color.");
  g_clear_error (&error);

  request.force = TRUE;
  g_assert_true (easel_library_edit (self->library, &request, NULL, NULL, &error));
  g_assert_no_error (error);
  coat = library_fixture_get (self, scene.coat);
  g_assert_cmpstr (easel_entity_get_name (coat), ==, "Mine");
  g_assert_cmpuint (easel_entity_get_revision (coat), ==, 3);
}

static void
test_archive (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  const char *ids[] = { NULL, NULL, NULL };
  const char *with_gone[] = { NULL, "gone", NULL };
  g_autofree char *entry = NULL;
  g_autofree char *nothing = NULL;
  g_autofree char *back = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  const EaselHistoryQuery query = { 0 };
  g_autoptr (EaselEntity) coat = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  ids[0] = with_gone[0] = scene.coat;
  ids[1] = scene.old;

  g_assert_true (easel_library_set_archived (self->library, ids, TRUE, NULL, &entry, &error));
  g_assert_no_error (error);
  coat = library_fixture_get (self, scene.coat);
  g_assert_true (easel_entity_get_archived (coat));
  library_fixture_wait_changed (self, scene.coat);
  /* What points at it goes on doing so. */
  library_assert_list (library_list_references (self, scene.both), "item:%s item:%s item:%s",
                       scene.coat, scene.scarf, scene.jacket);

  g_assert_true (easel_library_set_archived (self->library, ids, TRUE, NULL, &nothing, &error));
  g_assert_no_error (error);
  g_assert_null (nothing);

  g_assert_false (easel_library_set_archived (self->library, with_gone, FALSE, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity WHERE archived"), ==,
                   2);

  ids[1] = NULL;
  g_assert_true (easel_library_set_archived (self->library, ids, FALSE, NULL, &back, &error));
  g_assert_no_error (error);
  entries = easel_library_history (self->library, &query, &error);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpstr (easel_journal_entry_get_title (g_ptr_array_index (entries, 0)), ==,
                   "Unarchived “Navy Coat”");
  g_assert_cmpstr (easel_journal_entry_get_kind (g_ptr_array_index (entries, 0)), ==,
                   EASEL_CHANGE_UNARCHIVE);
  g_assert_cmpstr (easel_journal_entry_get_title (g_ptr_array_index (entries, 1)), ==,
                   "Archived 2 things");
}

/* History --------------------------------------------------------------------------------- */

static void
assert_history (LibraryFixture *self, const EaselHistoryQuery *query, const char *titles)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = easel_library_history (self->library, query, &error);
  g_autoptr (GString) list = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? "|" : "",
                            easel_journal_entry_get_title (g_ptr_array_index (entries, i)));
  g_assert_cmpstr (list->str, ==, titles);
}

static void
test_history (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *edit = NULL;
  g_autofree char *merge = NULL;
  const EaselChangeStamp stamp = { .job = "job-9", .group = "group-9" };
  EaselEditRequest request = { .name = "Shawl" };
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  assert_history (self, &(EaselHistoryQuery) { 0 }, "");

  edit = library_edit (self, scene.jacket, "color", "black");
  request.id = scene.scarf;
  g_assert_true (easel_library_edit (self->library, &request, &stamp, NULL, &error));
  g_assert_true (library_merge (self, scene.coat, scene.jacket, "group-9", &merge, &error));
  g_assert_no_error (error);

  assert_history (self, &(EaselHistoryQuery) { 0 },
                  "Merged “Dark Blue Wool Coat” into “Navy Coat”|Edited “Red Scarf”|Edited “Dark "
                  "Blue Wool Coat”");
  assert_history (self, &(EaselHistoryQuery) { .limit = 1, .offset = 1 }, "Edited “Red Scarf”");
  assert_history (self, &(EaselHistoryQuery) { .offset = 2 }, "Edited “Dark Blue Wool Coat”");
  assert_history (self, &(EaselHistoryQuery) { .entity = scene.scarf }, "Edited “Red Scarf”");
  assert_history (self, &(EaselHistoryQuery) { .entity = scene.jacket },
                  "Merged “Dark Blue Wool Coat” into “Navy Coat”|Edited “Dark Blue Wool Coat”");
  assert_history (self, &(EaselHistoryQuery) { .entity = scene.twice },
                  "Merged “Dark Blue Wool Coat” into “Navy Coat”");
  assert_history (self, &(EaselHistoryQuery) { .job = "job-9" }, "Edited “Red Scarf”");
  assert_history (self, &(EaselHistoryQuery) { .change = "group-9" },
                  "Merged “Dark Blue Wool Coat” into “Navy Coat”|Edited “Red Scarf”");
  assert_history (self, &(EaselHistoryQuery) { .change = edit }, "Edited “Dark Blue Wool Coat”");
  assert_history (self, &(EaselHistoryQuery) { .entity = "nothing" }, "");
  library_assert_sound (self);
}

/* The rest -------------------------------------------------------------------------------- */

/* The request is the caller's, and may go away. */
static void
test_async_edit (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *name = g_strdup ("Shawl");
  g_auto (GStrv) tags = g_strsplit ("red wool", " ", -1);
  g_autofree char *group = g_strdup ("group-1");
  g_autoptr (JsonNode) attributes = library_parse ("{\"category\":\"neckwear\",\"n\":1}");
  EaselEditRequest edit = { .name = name, .tags = (const char *const *) tags };
  const EaselChangeStamp stamp = { .group = group };
  g_autoptr (GAsyncResult) edited = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  edit.id = scene.scarf;
  edit.attributes = json_node_get_object (attributes);
  easel_library_edit_async (self->library, &edit, &stamp, NULL, library_on_done, &edited);
  memset (name, 'x', strlen (name));
  memset (group, 'x', strlen (group));
  memset (tags[0], 'x', strlen (tags[0]));
  json_object_set_int_member (json_node_get_object (attributes), "n", 2);

  g_assert_true (
      easel_library_edit_finish (self->library, library_wait_for (&edited), &entry, &error));
  g_assert_no_error (error);
  g_assert_nonnull (entry);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity WHERE name = 'Shawl' "
                                                "AND tags = '[\"red\",\"wool\"]' AND "
                                                "attributes ->> 'n' = 1"),
                   ==, 1);
  g_assert_cmpint (
      library_fixture_count (self, "SELECT count(*) FROM journal WHERE grouping = 'group-1'"), ==,
      1);
}

static void
test_async_group (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  const EaselChangeStamp stamp = { .group = "group-1" };
  const char *ids[] = { NULL, NULL };
  g_autoptr (GAsyncResult) archived = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  ids[0] = scene.scarf;
  library_merge (self, scene.coat, scene.jacket, "group-1", NULL, &error);
  g_assert_no_error (error);
  easel_library_set_archived_async (self->library, ids, TRUE, &stamp, NULL, library_on_done,
                                    &archived);
  g_assert_true (easel_library_set_archived_finish (self->library, library_wait_for (&archived),
                                                    NULL, &error));
  g_assert_no_error (error);

  easel_library_history_async (self->library, &(EaselHistoryQuery) { .change = "group-1" }, NULL,
                               library_on_done, &read);
  entries = easel_library_history_finish (self->library, library_wait_for (&read), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 2);
}

static void
test_async_undo (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GAsyncResult) failed = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  before = library_dump (self);
  g_assert_true (library_merge (self, scene.coat, scene.jacket, "group-1", NULL, &error));
  easel_library_undo_async (self->library, "group-1", FALSE, NULL, NULL, library_on_done, &undone);
  g_assert_true (
      easel_library_undo_finish (self->library, library_wait_for (&undone), NULL, &error));
  g_assert_no_error (error);
  after = library_dump (self);
  library_assert_same_dump (after, before);

  easel_library_undo_async (self->library, "group-1", FALSE, NULL, NULL, library_on_done, &failed);
  g_assert_false (
      easel_library_undo_finish (self->library, library_wait_for (&failed), &entry, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_UNDONE);
  g_assert_null (entry);
}

static void
test_closed (LibraryFixture *self, gconstpointer data)
{
  const EaselEditRequest request = { .id = "x", .name = "y" };
  const EaselHistoryQuery query = { 0 };
  g_autoptr (GError) error = NULL;

  easel_library_close (self->library);
  g_assert_false (easel_library_edit (self->library, &request, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
  g_clear_error (&error);
  g_assert_null (easel_library_history (self->library, &query, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
}

/* A library of the version before there was a journal. */
static void
test_old_file (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *dump = NULL;
  g_autofree char *dump_after = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  library_fixture_exec (self, "DELETE FROM not_duplicates");
  dump = library_dump (self);
  easel_library_close (self->library);
  library_fixture_exec (self,
                        "DROP TABLE journal_entity; DROP TABLE journal; "
                        "DROP TABLE not_duplicates; DROP TABLE fingerprint; DROP TABLE lookalike; "
                        "DROP TABLE recipe; DROP TABLE setting; "
                        "PRAGMA user_version = 1");
  library_fixture_reopen (self);
  dump_after = library_dump (self);
  library_assert_same_dump (dump_after, dump);

  g_assert_true (library_merge (self, scene.coat, scene.jacket, NULL, &entry, &error));
  g_assert_no_error (error);
  g_assert_true (easel_library_undo (self->library, entry, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  library_assert_sound (self);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/changes/edit", test_edit);
  ADD ("/changes/edit-pictures", test_edit_pictures);
  ADD ("/changes/complete", test_complete);
  ADD ("/changes/edit-refused", test_edit_refused);
  ADD ("/changes/edit-changed", test_edit_changed);
  ADD ("/changes/archive", test_archive);
  ADD ("/changes/history", test_history);
  ADD ("/changes/async-edit", test_async_edit);
  ADD ("/changes/async-group", test_async_group);
  ADD ("/changes/async-undo", test_async_undo);
  ADD ("/changes/closed", test_closed);
  ADD ("/changes/old-file", test_old_file);

  return g_test_run ();
}
