/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"
#include "easel-library-tidy.h"
#include "library-dump.h"
#include "library-scene.h"

/* Merge, edit, archive, and their history. Taking back is in test-undo. */

static JsonNode *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  return node;
}

static void
assert_attributes (EaselEntity *entity, const char *expected)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (),
                                                     easel_entity_get_attributes (entity));
  g_autofree char *text = json_to_string (node, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void G_GNUC_PRINTF (2, 3) assert_list (char *list, const char *format, ...)
{
  g_autofree char *actual = list;
  g_autofree char *expected = NULL;
  va_list args;

  va_start (args, format);
  expected = g_strdup_vprintf (format, args);
  va_end (args);
  g_assert_cmpstr (actual, ==, expected);
}

/* Merge ----------------------------------------------------------------------------------- */

static void
assert_merged (LibraryFixture *self, LibraryScene *scene)
{
  g_autoptr (EaselEntity) coat = library_fixture_get (self, scene->coat);
  g_autoptr (EaselEntity) jacket = library_fixture_get (self, scene->jacket);
  g_autofree char *tags = g_strjoinv ("|", (GStrv) easel_entity_get_tags (coat));

  g_assert_cmpstr (easel_entity_get_name (coat), ==, "Navy Coat");
  g_assert_cmpstr (tags, ==, "warm|winter|sale");
  assert_attributes (coat,
                     "{\"category\":\"outerwear\",\"item\":\"wool coat\",\"fabric\":\"boiled "
                     "wool\",\"color\":\"dark navy blue\",\"details\":\"Knee-length with a wide "
                     "notched collar. Horn buttons. Two flap pockets and a vent at the back.\","
                     "\"lining\":[\"silk\"]}");
  g_assert_cmpstr (easel_entity_get_job (coat), ==, "job-1");
  g_assert_cmpuint (easel_entity_get_revision (coat), ==, 2);
  g_assert_cmpint (easel_entity_get_updated (coat), >, easel_entity_get_created (coat));
  g_assert_false (easel_entity_get_archived (coat));

  g_assert_true (easel_entity_get_archived (jacket));
  g_assert_cmpstr (easel_entity_get_name (jacket), ==, "Dark Blue Wool Coat");
  g_assert_cmpuint (easel_entity_get_revision (jacket), ==, 2);
}

static void
assert_moved (LibraryFixture *self, LibraryScene *scene)
{
  g_autoptr (EaselEntity) story = library_fixture_get (self, scene->story);
  g_autofree char *attributes = g_strdup_printf (
      "{\"title\":\"Cold\",\"wears\":[\"%s\"],\"scenes\":[{\"text\":\"Snow.\",\"in\":\"%s\"}],"
      "\"note\":\"%s is not an id here\"}",
      scene->coat, scene->coat, scene->jacket);

  assert_list (library_list_pictures (self, scene->coat),
               "source:%s source:%s source:%s preview:%s", scene->pictures[0], scene->pictures[1],
               scene->pictures[2], scene->pictures[0]);
  /* Its link to what is itself now is gone. */
  assert_list (library_list_references (self, scene->coat), "with:%s", scene->scarf);
  assert_list (library_list_references (self, scene->both), "item:%s item:%s", scene->coat,
               scene->scarf);
  assert_list (library_list_references (self, scene->twice), "item:%s spare:%s item:%s",
               scene->coat, scene->coat, scene->scarf);
  assert_list (library_list_references (self, scene->old), "item:%s", scene->coat);
  assert_attributes (story, attributes);
}

/* Looks into every column of every table for the id of what was folded into another. */
static void
assert_nothing_points_at (LibraryFixture *self, const char *id)
{
  g_autofree char *dump = library_dump (self);
  g_auto (GStrv) lines = g_strsplit (dump, "\n", -1);
  g_autofree char *quoted = g_strdup_printf ("'%s'", id);
  g_autofree char *in_json = g_strdup_printf ("\"%s\"", id);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean is_own = g_str_has_prefix (lines[i], "entity: ")
                            ? g_strrstr (lines[i], "| 1 |") != NULL
                            : g_str_has_prefix (lines[i], "entity_picture: ")
                                  || g_str_has_prefix (lines[i], "entity_reference: ");
      const char *place = strstr (lines[i], quoted);

      g_assert_null (strstr (lines[i], in_json));
      if (place == NULL)
        continue;
      g_test_message ("%s", lines[i]);
      /* Only its own row, and its own links, which name it first. */
      g_assert_true (is_own);
      if (!g_str_has_prefix (lines[i], "entity: "))
        g_assert_true (place == strchr (lines[i], '\''));
      g_assert_null (strstr (place + 1, quoted));
    }
}

static void
test_merge (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *entry = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (EaselEntity) cached = NULL;
  g_autoptr (EaselEntity) also_cached = NULL;
  g_autofree char *refused = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  g_assert_true (library_merge (self, scene.coat, scene.jacket, NULL, &entry, &error));
  g_assert_no_error (error);
  g_assert_true (easel_id_is_valid (entry));

  assert_merged (self, &scene);
  assert_moved (self, &scene);
  assert_nothing_points_at (self, scene.jacket);
  library_fixture_wait_changed (self, scene.story);
  library_fixture_wait_changed (self, scene.jacket);

  /* The cache answers with what is kept, whichever made it. */
  cached = easel_library_find_analysis (self->library, scene.pictures[2], "outfit", "p", "n", "r1",
                                        &error);
  g_assert_cmpstr (easel_entity_get_id (cached), ==, scene.coat);
  also_cached = easel_library_find_analysis (self->library, scene.pictures[0], "outfit", "p", "m",
                                             "r1", &error);
  g_assert_cmpstr (easel_entity_get_id (also_cached), ==, scene.coat);

  /* What was no duplicate of the one is none of the other. */
  refused = g_strdup_printf ("SELECT count(*) FROM not_duplicates WHERE first = min ('%s', '%s') "
                             "AND second = max ('%s', '%s')",
                             scene.coat, scene.scarf, scene.coat, scene.scarf);
  g_assert_cmpint (library_fixture_count (self, refused), ==, 1);

  /* And the search finds it by the words it has now. */
  found = library_fixture_query (self, NULL, "boiled silk");
  g_assert_cmpuint (found->len, ==, 1);
  library_assert_sound (self);
}

static void
test_merge_entry (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  const EaselHistoryQuery query = { 0 };
  g_autoptr (JsonNode) origins = parse ("{\"attributes\":{\"color\":\"person\"}}");
  g_autoptr (JsonNode) proposal = NULL;
  const EaselChangeStamp stamp = {
    .entry = "entry-1", .group = "group-1", .job = "job-3", .door = "notification"
  };
  EaselMergeRequest request = { 0 };
  g_autofree char *entry = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  EaselJournalEntry *made;
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *summary = NULL;
  GPtrArray *touched;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  proposal = library_propose (self, scene.coat, scene.jacket);
  json_object_set_string_member (
      json_object_get_object_member (json_node_get_object (proposal), "attributes"), "color",
      "midnight");
  request = (EaselMergeRequest) {
    .source = scene.coat,
    .target = scene.jacket,
    .proposal = proposal,
    .origins = json_node_get_object (origins),
  };
  g_assert_true (easel_library_merge (self->library, &request, &stamp, &entry, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (entry, ==, "entry-1");

  entries = easel_library_history (self->library, &query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  made = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (easel_journal_entry_get_id (made), ==, "entry-1");
  g_assert_cmpstr (easel_journal_entry_get_kind (made), ==, EASEL_CHANGE_MERGE);
  g_assert_cmpstr (easel_journal_entry_get_title (made), ==,
                   "Merged “Dark Blue Wool Coat” into “Navy Coat”");
  g_assert_cmpint (easel_journal_entry_get_time (made), >, G_GINT64_CONSTANT (1700000000000000));
  g_assert_cmpstr (easel_journal_entry_get_group (made), ==, "group-1");
  g_assert_cmpstr (easel_journal_entry_get_job (made), ==, "job-3");
  g_assert_cmpstr (easel_journal_entry_get_door (made), ==, "notification");
  g_assert_null (easel_journal_entry_get_undone_by (made));

  /* Source, target, the three outfits, and the story. */
  touched = easel_journal_entry_get_touched (made);
  g_assert_cmpuint (touched->len, ==, 6);
  for (guint i = 0; i < touched->len; i++)
    {
      static const char *const roles[] = { "source", "target", "link", "link", "link", "link" };
      const EaselJournalTouch *touch = g_ptr_array_index (touched, i);
      g_autofree char *fields = g_strjoinv (", ", touch->fields);

      g_assert_cmpstr (touch->role, ==, roles[i]);
      if (i == 0)
        g_assert_cmpstr (fields, ==, "item, fabric, color, details, lining, tags, pictures, links");
      else if (i == 1)
        g_assert_cmpstr (fields, ==, "archived");
      else if (g_str_equal (touch->name, "Tale"))
        g_assert_cmpstr (fields, ==, "wears, scenes");
      else
        g_assert_cmpstr (fields, ==, "links");
    }

  summary = json_to_string (easel_journal_entry_get_summary (made), FALSE);
  g_assert_nonnull (strstr (summary, "{\"part\":\"attribute\",\"field\":\"color\",\"result\":"
                                     "\"combined\",\"origin\":\"person\"}"));
  g_assert_nonnull (strstr (summary, "{\"part\":\"attribute\",\"field\":\"item\",\"result\":"
                                     "\"target\"}"));

  json = easel_journal_entry_to_json (made);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (json), "door"), ==,
                   "notification");
  g_assert_cmpuint (json_array_get_length (
                        json_object_get_array_member (json_node_get_object (json), "entities")),
                    ==, 6);
}

/* A step that a crash cut off after its work runs again. */
static void
test_merge_again (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (JsonNode) proposal = NULL;
  const EaselChangeStamp stamp = { .entry = "entry-1", .job = "job-3" };
  EaselMergeRequest request = { 0 };
  g_autofree char *entry = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *dump_again = NULL;
  g_autofree char *undo = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  proposal = library_propose (self, scene.coat, scene.jacket);
  request = (EaselMergeRequest) { .source = scene.coat,
                                  .target = scene.jacket,
                                  .proposal = proposal };
  g_assert_true (easel_library_merge (self->library, &request, &stamp, NULL, &error));
  g_assert_no_error (error);
  dump = library_dump (self);
  library_fixture_reopen (self);

  g_assert_true (easel_library_merge (self->library, &request, &stamp, &entry, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (entry, ==, "entry-1");
  dump_again = library_dump (self);
  library_assert_same_dump (dump_again, dump);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM journal"), ==, 1);

  /* Nor is it made again when a person has taken it back meanwhile. */
  g_assert_true (easel_library_undo (self->library, entry, FALSE, NULL, &undo, &error));
  g_assert_no_error (error);
  g_assert_true (easel_library_merge (self->library, &request, &stamp, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (library_fixture_count (self, "SELECT archived FROM entity WHERE name = 'Dark "
                                                "Blue Wool Coat'"),
                   ==, 0);
}

static void
assert_merge_refused (LibraryFixture *self,
                      const char *source,
                      const char *target,
                      const char *proposal_json,
                      int code,
                      const char *sentence)
{
  g_autoptr (JsonNode) proposal = parse (proposal_json);
  const EaselMergeRequest request = {
    .source = source, .target = target, .proposal = proposal, .force = TRUE
  };
  g_autofree char *dump = library_dump (self);
  g_autofree char *dump_after = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_library_merge (self->library, &request, NULL, &entry, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, code);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_null (entry);
  dump_after = library_dump (self);
  library_assert_same_dump (dump_after, dump);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM journal"), ==, 0);
}

static void
test_merge_refused (LibraryFixture *self, gconstpointer data)
{
  static const char fine[] = "{\"name\":\"X\",\"tags\":[],\"attributes\":{\"category\":\"a\"}}";
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (EaselEntity) hat = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, "Hat",
                                                     "{\"category\":\"headwear\"}", NULL);
  g_autofree char *megabyte = g_strnfill (1000 * 1000, 'x');
  g_autofree char *big = g_strdup_printf (
      "{\"name\":\"X\",\"tags\":[],\"attributes\":{\"category\":\"%s\"}}", megabyte);
  const char *id = easel_entity_get_id (hat);

  library_scene_init (&scene, self);
  library_fixture_add (self, hat);

  assert_merge_refused (self, id, id, fine, EASEL_LIBRARY_ERROR_SAME,
                        "“Hat” cannot be merged with itself.");
  assert_merge_refused (self, id, scene.both, fine, EASEL_LIBRARY_ERROR_OTHER_KIND,
                        "“Hat” (Clothing Item) and “Both” (Outfit) are not of the same kind, so "
                        "they cannot be merged.");
  assert_merge_refused (self, scene.both, scene.old, fine, EASEL_LIBRARY_ERROR_ARCHIVED,
                        "“Old” is archived, so it cannot be merged.");
  assert_merge_refused (self, id, "nothing", fine, EASEL_LIBRARY_ERROR_NOT_FOUND,
                        "It is no longer in the library.");
  assert_merge_refused (self, "nothing", id, fine, EASEL_LIBRARY_ERROR_NOT_FOUND,
                        "It is no longer in the library.");

  assert_merge_refused (self, id, scene.scarf, "[]", EASEL_LIBRARY_ERROR_INVALID,
                        "This is not a proposal for a merge.");
  assert_merge_refused (self, id, scene.scarf, "{\"name\":\"X\",\"tags\":[],\"attributes\":{}}",
                        EASEL_LIBRARY_ERROR_INVALID, "“category” is missing.");
  assert_merge_refused (self, id, scene.scarf,
                        "{\"name\":\"X\",\"tags\":[],\"attributes\":{\"category\":\"a\","
                        "\"id\":\"b\"}}",
                        EASEL_LIBRARY_ERROR_INVALID, "There is no field “id” here.");
  assert_merge_refused (self, id, scene.scarf,
                        "{\"name\":\"X\",\"tags\":[],\"attributes\":{\"category\":[]}}",
                        EASEL_LIBRARY_ERROR_INVALID, "“category” must be a text.");
  assert_merge_refused (self, id, scene.scarf, big, EASEL_LIBRARY_ERROR_INVALID,
                        "“category” is too long: 1.0 MB, where 250.0 kB is the most there can "
                        "be.");
}

/* Every kind can be merged; of pictures all that shows them moves. */
static void
test_merge_kinds (LibraryFixture *self, gconstpointer data)
{
  const char *const *kinds = easel_entity_kind_get_all ();

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_autoptr (EaselEntity) first = NULL;
      g_autoptr (EaselEntity) second = NULL;
      g_autofree char *entry = NULL;
      g_autofree char *dump = NULL;
      g_autofree char *dump_after = NULL;
      g_autoptr (GError) error = NULL;

      if (g_str_equal (kinds[i], EASEL_ENTITY_PICTURE))
        continue;
      first = library_make_entity (kinds[i], "One", "{\"mood\":\"calm\",\"n\":[1]}", NULL);
      second = library_make_entity (kinds[i], "Two", "{\"mood\":\"calm sea\",\"n\":[2]}", NULL);
      library_fixture_add (self, first);
      library_fixture_add (self, second);
      dump = library_dump (self);
      g_assert_true (library_merge (self, easel_entity_get_id (first), easel_entity_get_id (second),
                                    NULL, &entry, &error));
      g_assert_no_error (error);
      g_assert_true (easel_library_undo (self->library, entry, FALSE, NULL, NULL, &error));
      g_assert_no_error (error);
      dump_after = library_dump (self);
      library_assert_same_dump (dump_after, dump);
    }
  library_assert_sound (self);
}

static void
test_merge_pictures (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *path = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *dump_after = NULL;
  g_autoptr (EaselEntity) cached = NULL;
  g_autoptr (EaselEntity) kept = NULL;
  g_autoptr (EaselEntity) again = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  /* The cache has an answer for both pictures to the one question. */
  dump = library_dump (self);
  g_assert_true (library_merge (self, scene.pictures[0], scene.pictures[2], NULL, &entry, &error));
  g_assert_no_error (error);

  assert_list (library_list_pictures (self, scene.jacket), "source:%s source:%s preview:%s",
               scene.pictures[1], scene.pictures[0], scene.pictures[0]);
  cached = easel_library_find_analysis (self->library, scene.pictures[0], "outfit", "p", "m", "r1",
                                        &error);
  g_assert_cmpstr (easel_entity_get_id (cached), ==, scene.coat);
  again = easel_library_find_analysis (self->library, scene.pictures[0], "outfit", "p", "n", "r1",
                                       &error);
  g_assert_cmpstr (easel_entity_get_id (again), ==, scene.jacket);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM analysis"), ==, 2);

  /* Both files stay, each with what it is like. */
  path = easel_library_get_picture_path (self->library, scene.pictures[2], &error);
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  kept = library_fixture_get (self, scene.pictures[0]);
  g_assert_cmpint (json_object_get_int_member (easel_entity_get_attributes (kept), "width"), ==,
                   40);

  g_assert_true (easel_library_undo (self->library, entry, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  dump_after = library_dump (self);
  library_assert_same_dump (dump_after, dump);
}

/* What a proposal was made from may be something else by the time it is approved. */
static void
test_merge_changed (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (JsonNode) proposal = NULL;
  EaselMergeRequest request = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (EaselEntity) coat = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *dump_after = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  proposal = library_propose (self, scene.coat, scene.jacket);
  request = (EaselMergeRequest) {
    .source = scene.coat,
    .target = scene.jacket,
    .source_revision = 1,
    .target_revision = 1,
    .proposal = proposal,
  };

  first = library_edit (self, scene.coat, "base_color", "blue");
  second = library_edit (self, scene.coat, NULL, "My Coat");
  third = library_edit (self, scene.jacket, "color", "black");
  dump = library_dump (self);
  g_assert_false (easel_library_merge (self->library, &request, NULL, &entry, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  g_assert_cmpstr (error->message, ==,
                   "“My Coat” was changed in the meantime: name, base color. “Dark Blue Wool "
                   "Coat” was changed in the meantime: color.");
  g_clear_error (&error);
  dump_after = library_dump (self);
  library_assert_same_dump (dump_after, dump);

  /* What came back to what it was is no change, although it was changed twice. */
  g_assert_true (easel_library_undo (self->library, third, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (easel_library_undo (self->library, second, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (easel_library_merge (self->library, &request, NULL, &entry, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  g_assert_cmpstr (error->message, ==, "“Navy Coat” was changed in the meantime: base color.");
  g_clear_error (&error);

  /* A schema of today would ask for the new field; the person decides on the old proposal. */
  {
    g_autoptr (EaselEntity) old_coat = library_fixture_get (self, scene.coat);
    g_autoptr (EaselEntity) old_jacket = library_fixture_get (self, scene.jacket);
    g_autoptr (JsonNode) schema = NULL;

    json_object_remove_member (easel_entity_get_attributes (old_coat), "base_color");
    schema = easel_merge_build_schema (old_coat, old_jacket, NULL);
    request.schema = schema;
    request.force = TRUE;
    g_assert_true (easel_library_merge (self->library, &request, NULL, &entry, &error));
    g_assert_no_error (error);
  }
  coat = library_fixture_get (self, scene.coat);
  g_assert_cmpstr (json_object_get_string_member (easel_entity_get_attributes (coat), "base_color"),
                   ==, "blue");
  g_assert_cmpstr (json_object_get_string_member (easel_entity_get_attributes (coat), "color"), ==,
                   "dark navy blue");
}

/* Links are kept whatever they are, so they do not matter to a proposal. */
static void
test_merge_with_links_changed (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (JsonNode) proposal = NULL;
  EaselMergeRequest request = { 0 };
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  proposal = library_propose (self, scene.both, scene.twice);
  request = (EaselMergeRequest) {
    .source = scene.both,
    .target = scene.twice,
    .source_revision = 1,
    .target_revision = 1,
    .proposal = proposal,
  };
  g_assert_true (library_merge (self, scene.coat, scene.jacket, NULL, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (easel_library_merge (self->library, &request, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_list (library_list_references (self, scene.both), "item:%s item:%s spare:%s", scene.coat,
               scene.scarf, scene.coat);
}

/* A revision the journal does not know, as after a damaged file was salvaged. */
static void
test_changed_unknown (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  EaselEditRequest request = { .revision = 1, .name = "Other" };
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  request.id = scene.coat;
  sql = g_strdup_printf ("UPDATE entity SET revision = 3 WHERE id = '%s'", scene.coat);
  library_fixture_exec (self, sql);
  g_assert_false (easel_library_edit (self->library, &request, NULL, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  g_assert_cmpstr (error->message, ==, "“Navy Coat” was changed in the meantime.");
}

/* Edit and archive ------------------------------------------------------------------------ */

static void
test_edit (LibraryFixture *self, gconstpointer data)
{
  static const char *const tags[] = { " new ", "NEW", "blue", NULL };
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (JsonNode) attributes = parse ("{\"category\":\"outerwear\",\"color\":\"black\"}");
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
  assert_attributes (coat, "{\"category\":\"outerwear\",\"color\":\"black\"}");
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

static void
assert_edit_refused (LibraryFixture *self,
                     const char *id,
                     const char *json,
                     const char *schema_json,
                     const char *sentence)
{
  g_autoptr (JsonNode) attributes = parse (json);
  g_autoptr (JsonNode) schema = schema_json != NULL ? parse (schema_json) : NULL;
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
  assert_list (library_list_references (self, scene.both), "item:%s item:%s item:%s", scene.coat,
               scene.scarf, scene.jacket);

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

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **done = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  *done = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static void
test_async (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *name = g_strdup ("Shawl");
  g_auto (GStrv) tags = g_strsplit ("red wool", " ", -1);
  g_autofree char *group = g_strdup ("group-1");
  g_autoptr (JsonNode) attributes = parse ("{\"category\":\"neckwear\",\"n\":1}");
  g_autoptr (JsonNode) proposal = NULL;
  EaselEditRequest edit = { .name = name, .tags = (const char *const *) tags };
  EaselMergeRequest merge = { 0 };
  EaselChangeStamp stamp = { .group = group };
  const char *ids[] = { NULL, NULL };
  g_autoptr (GAsyncResult) edited = NULL;
  g_autoptr (GAsyncResult) merged = NULL;
  g_autoptr (GAsyncResult) archived = NULL;
  g_autoptr (GAsyncResult) undone = NULL;
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GAsyncResult) read = NULL;
  g_autofree char *entry = NULL;
  g_autofree char *merge_entry = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *dump_after = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  dump = library_dump (self);
  edit.id = ids[0] = scene.scarf;
  edit.attributes = json_node_get_object (attributes);
  easel_library_edit_async (self->library, &edit, &stamp, NULL, on_done, &edited);
  /* The request is the caller's, and may go away. */
  memset (name, 'x', strlen (name));
  memset (group, 'x', strlen (group));
  memset (tags[0], 'x', strlen (tags[0]));
  json_object_set_int_member (json_node_get_object (attributes), "n", 2);
  g_assert_true (easel_library_edit_finish (self->library, wait_for (&edited), &entry, &error));
  g_assert_no_error (error);
  g_assert_nonnull (entry);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity WHERE name = 'Shawl' "
                                                "AND tags = '[\"red\",\"wool\"]' AND "
                                                "attributes ->> 'n' = 1"),
                   ==, 1);

  proposal = library_propose (self, scene.coat, scene.jacket);
  merge = (EaselMergeRequest) { .source = scene.coat,
                                .target = scene.jacket,
                                .proposal = proposal };
  stamp.group = "group-1";
  easel_library_merge_async (self->library, &merge, &stamp, NULL, on_done, &merged);
  json_object_remove_member (json_node_get_object (proposal), "name");
  g_assert_true (
      easel_library_merge_finish (self->library, wait_for (&merged), &merge_entry, &error));
  g_assert_no_error (error);

  easel_library_set_archived_async (self->library, ids, TRUE, &stamp, NULL, on_done, &archived);
  g_assert_true (
      easel_library_set_archived_finish (self->library, wait_for (&archived), NULL, &error));
  g_assert_no_error (error);

  easel_library_history_async (self->library, &(EaselHistoryQuery) { .change = "group-1" }, NULL,
                               on_done, &read);
  entries = easel_library_history_finish (self->library, wait_for (&read), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 3);

  easel_library_undo_async (self->library, "group-1", FALSE, NULL, NULL, on_done, &undone);
  g_assert_true (easel_library_undo_finish (self->library, wait_for (&undone), NULL, &error));
  g_assert_no_error (error);
  dump_after = library_dump (self);
  library_assert_same_dump (dump_after, dump);

  g_clear_pointer (&entry, g_free);
  easel_library_undo_async (self->library, "group-1", FALSE, NULL, NULL, on_done, &failed);
  g_assert_false (easel_library_undo_finish (self->library, wait_for (&failed), &entry, &error));
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
  library_fixture_exec (self, "DROP TABLE journal_entity; DROP TABLE journal; "
                              "DROP TABLE not_duplicates; DROP TABLE fingerprint; "
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

  ADD ("/changes/merge", test_merge);
  ADD ("/changes/merge-entry", test_merge_entry);
  ADD ("/changes/merge-again", test_merge_again);
  ADD ("/changes/merge-refused", test_merge_refused);
  ADD ("/changes/merge-kinds", test_merge_kinds);
  ADD ("/changes/merge-pictures", test_merge_pictures);
  ADD ("/changes/merge-changed", test_merge_changed);
  ADD ("/changes/merge-with-links-changed", test_merge_with_links_changed);
  ADD ("/changes/changed-unknown", test_changed_unknown);
  ADD ("/changes/edit", test_edit);
  ADD ("/changes/edit-refused", test_edit_refused);
  ADD ("/changes/edit-changed", test_edit_changed);
  ADD ("/changes/archive", test_archive);
  ADD ("/changes/history", test_history);
  ADD ("/changes/async", test_async);
  ADD ("/changes/closed", test_closed);
  ADD ("/changes/old-file", test_old_file);

  return g_test_run ();
}
