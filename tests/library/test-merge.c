/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"
#include "easel-library-tidy.h"
#include "library-dump.h"
#include "library-scene.h"

/* Merging. Taking it back is in test-undo. */

static void
assert_merged (LibraryFixture *self, LibraryScene *scene)
{
  g_autoptr (EaselEntity) coat = library_fixture_get (self, scene->coat);
  g_autoptr (EaselEntity) jacket = library_fixture_get (self, scene->jacket);
  g_autofree char *tags = g_strjoinv ("|", (GStrv) easel_entity_get_tags (coat));

  g_assert_cmpstr (easel_entity_get_name (coat), ==, "Navy Coat");
  g_assert_cmpstr (tags, ==, "warm|winter|sale");
  library_assert_attributes (
      coat, "{\"category\":\"outerwear\",\"item\":\"wool coat\",\"fabric\":\"boiled "
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

  library_assert_list (library_list_pictures (self, scene->coat),
                       "source:%s source:%s source:%s preview:%s", scene->pictures[0],
                       scene->pictures[1], scene->pictures[2], scene->pictures[0]);
  /* Its link to what is itself now is gone. */
  library_assert_list (library_list_references (self, scene->coat), "with:%s", scene->scarf);
  library_assert_list (library_list_references (self, scene->both), "item:%s item:%s", scene->coat,
                       scene->scarf);
  library_assert_list (library_list_references (self, scene->twice), "item:%s spare:%s item:%s",
                       scene->coat, scene->coat, scene->scarf);
  library_assert_list (library_list_references (self, scene->old), "item:%s", scene->coat);
  library_assert_attributes (story, attributes);
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

/* Source, target, the three outfits, and the story. */
static void
assert_touched (GPtrArray *touched)
{
  static const char *const roles[] = { "source", "target", "link", "link", "link", "link" };

  g_assert_cmpuint (touched->len, ==, G_N_ELEMENTS (roles));
  for (guint i = 0; i < touched->len; i++)
    {
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
}

static void
assert_entry (EaselJournalEntry *entry)
{
  g_autofree char *summary = json_to_string (easel_journal_entry_get_summary (entry), FALSE);
  g_autoptr (JsonNode) json = easel_journal_entry_to_json (entry);
  JsonObject *object = json_node_get_object (json);

  g_assert_cmpstr (easel_journal_entry_get_id (entry), ==, "entry-1");
  g_assert_cmpstr (easel_journal_entry_get_kind (entry), ==, EASEL_CHANGE_MERGE);
  g_assert_cmpstr (easel_journal_entry_get_title (entry), ==,
                   "Merged “Dark Blue Wool Coat” into “Navy Coat”");
  g_assert_cmpint (easel_journal_entry_get_time (entry), >, G_GINT64_CONSTANT (1700000000000000));
  g_assert_cmpstr (easel_journal_entry_get_group (entry), ==, "group-1");
  g_assert_cmpstr (easel_journal_entry_get_job (entry), ==, "job-3");
  g_assert_cmpstr (easel_journal_entry_get_door (entry), ==, "notification");
  g_assert_null (easel_journal_entry_get_undone_by (entry));
  assert_touched (easel_journal_entry_get_touched (entry));

  g_assert_nonnull (strstr (summary, "{\"part\":\"attribute\",\"field\":\"color\",\"result\":"
                                     "\"combined\",\"origin\":\"person\"}"));
  g_assert_nonnull (strstr (summary, "{\"part\":\"attribute\",\"field\":\"item\",\"result\":"
                                     "\"target\"}"));
  g_assert_cmpstr (json_object_get_string_member (object, "door"), ==, "notification");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "entities")), ==,
                    6);
}

static void
test_merge_entry (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  const EaselHistoryQuery query = { 0 };
  g_autoptr (JsonNode) origins = library_parse ("{\"attributes\":{\"color\":\"person\"}}");
  g_autoptr (JsonNode) proposal = NULL;
  const EaselChangeStamp stamp = {
    .entry = "entry-1", .group = "group-1", .job = "job-3", .door = "notification"
  };
  EaselMergeRequest request = { 0 };
  g_autofree char *entry = NULL;
  g_autoptr (GPtrArray) entries = NULL;
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
  assert_entry (g_ptr_array_index (entries, 0));
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
  g_autoptr (JsonNode) proposal = library_parse (proposal_json);
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

  library_assert_list (library_list_pictures (self, scene.jacket), "source:%s source:%s preview:%s",
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

static void
assert_merge_changed (LibraryFixture *self, const EaselMergeRequest *request, const char *sentence)
{
  const char *const ids[] = { request->source, request->target, NULL };
  const guint revisions[] = { request->source_revision, request->target_revision };
  g_autofree char *dump = library_dump (self);
  g_autofree char *dump_after = NULL;
  g_autofree char *entry = NULL;
  g_autoptr (GError) before = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_library_check_unchanged (self->library, ids, revisions, &before));
  g_assert_error (before, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  g_assert_cmpstr (before->message, ==, sentence);
  g_assert_false (easel_library_merge (self->library, request, NULL, &entry, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_null (entry);
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
  assert_merge_changed (self, &request,
                        "“My Coat” was changed in the meantime: name, base color. “Dark Blue Wool "
                        "Coat” was changed in the meantime: color.");

  /* What came back to what it was is no change, although it was changed twice. */
  g_assert_true (easel_library_undo (self->library, third, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (easel_library_undo (self->library, second, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_merge_changed (self, &request, "“Navy Coat” was changed in the meantime: base color.");
  g_assert_true (easel_library_undo (self->library, first, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (easel_library_merge (self->library, &request, NULL, NULL, &error));
  g_assert_no_error (error);
}

/* The person decides for what they have seen; what they have not seen is not lost by it. */
static void
test_merge_anyway (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autoptr (EaselEntity) old_coat = NULL;
  g_autoptr (EaselEntity) old_jacket = NULL;
  g_autoptr (EaselEntity) coat = NULL;
  g_autoptr (JsonNode) proposal = NULL;
  g_autoptr (JsonNode) schema = NULL;
  EaselMergeRequest request = { 0 };
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  old_coat = library_fixture_get (self, scene.coat);
  old_jacket = library_fixture_get (self, scene.jacket);
  proposal = easel_merge_propose_fieldwise (old_coat, old_jacket);
  schema = easel_merge_build_schema (old_coat, old_jacket, NULL);
  g_free (library_edit (self, scene.coat, "base_color", "blue"));
  g_free (library_edit (self, scene.coat, "color", "black"));

  request = (EaselMergeRequest) {
    .source = scene.coat,
    .target = scene.jacket,
    .source_revision = 1,
    .target_revision = 1,
    .schema = schema,
    .proposal = proposal,
    .force = TRUE,
  };
  g_assert_true (easel_library_merge (self->library, &request, NULL, NULL, &error));
  g_assert_no_error (error);
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
  library_assert_list (library_list_references (self, scene.both), "item:%s item:%s spare:%s",
                       scene.coat, scene.scarf, scene.coat);
}

static void
test_check_unchanged (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  const char *ids[] = { NULL, NULL, NULL, NULL };
  guint revisions[] = { 1, 1, 1 };
  const char *archived[] = { NULL, NULL };
  g_autofree char *edited = NULL;
  g_autoptr (GError) error = NULL;

  library_scene_init (&scene, self);
  ids[0] = scene.coat;
  ids[1] = scene.scarf;
  ids[2] = scene.jacket;
  g_assert_true (easel_library_check_unchanged (self->library, &ids[3], revisions, &error));
  g_assert_true (easel_library_check_unchanged (self->library, ids, revisions, &error));
  g_assert_no_error (error);

  edited = library_edit (self, scene.scarf, "color", "green");
  archived[0] = scene.jacket;
  g_assert_true (easel_library_set_archived (self->library, archived, TRUE, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (easel_library_check_unchanged (self->library, ids, revisions, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  g_assert_cmpstr (error->message, ==, "“Red Scarf” was changed in the meantime: color.");
  g_clear_error (&error);

  /* Whoever has seen it is told nothing, nor who does not care. */
  revisions[1] = 2;
  revisions[2] = 0;
  g_assert_true (easel_library_check_unchanged (self->library, ids, revisions, &error));
  g_assert_no_error (error);

  ids[2] = "gone";
  revisions[1] = 1;
  g_assert_false (easel_library_check_unchanged (self->library, ids, revisions, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
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

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/merge/whole", test_merge);
  ADD ("/merge/entry", test_merge_entry);
  ADD ("/merge/again", test_merge_again);
  ADD ("/merge/refused", test_merge_refused);
  ADD ("/merge/kinds", test_merge_kinds);
  ADD ("/merge/pictures", test_merge_pictures);
  ADD ("/merge/changed", test_merge_changed);
  ADD ("/merge/anyway", test_merge_anyway);
  ADD ("/merge/with-links-changed", test_merge_with_links_changed);
  ADD ("/merge/check-unchanged", test_check_unchanged);
  ADD ("/merge/changed-unknown", test_changed_unknown);

  return g_test_run ();
}
