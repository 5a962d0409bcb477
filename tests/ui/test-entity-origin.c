/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-origin.h"
#include "library-scene.h"

static GPtrArray *
list_entries (LibraryFixture *self, const char *id)
{
  const EaselHistoryQuery query = { .entity = id };
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = easel_library_history (self->library, &query, &error);

  g_assert_no_error (error);
  return entries;
}

static GHashTable *
find_all (LibraryFixture *self, const char *id)
{
  g_autoptr (GPtrArray) entries = list_entries (self, id);

  return easel_entity_origin_find_all (entries, id);
}

static void
assert_origin (const EaselEntityOrigin *origin, EaselEntityOriginKind kind, const char *name)
{
  g_assert_nonnull (origin);
  g_assert_cmpint (origin->kind, ==, kind);
  g_assert_cmpstr (origin->name, ==, name);
}

static void
undo (LibraryFixture *self, const char *change)
{
  g_autoptr (GError) error = NULL;

  easel_library_undo (self->library, change, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* A merge in which a model wrote the color, and the person the details. */
static char *
merge (LibraryFixture *self, const LibraryScene *scene)
{
  g_autoptr (JsonNode) proposal = library_propose (self, scene->coat, scene->jacket);
  JsonObject *attributes = json_object_get_object_member (json_node_get_object (proposal),
                                                          "attributes");
  g_autoptr (JsonNode) origins = library_parse (
      "{\"attributes\":{\"color\":\"ai\",\"details\":\"person\"}}");
  const EaselMergeRequest request = {
    .source = scene->coat,
    .target = scene->jacket,
    .proposal = proposal,
    .origins = json_node_get_object (origins),
  };
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  json_object_set_string_member (attributes, "color", "deep navy");
  json_object_set_string_member (attributes, "details", "Mine");
  easel_library_merge (self->library, &request, NULL, &entry, &error);
  g_assert_no_error (error);
  return entry;
}

static void
test_merged (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *entry = NULL;
  g_autoptr (GHashTable) origins = NULL;
  g_autoptr (GHashTable) undone = NULL;

  library_scene_init (&scene, self);
  entry = merge (self, &scene);
  origins = find_all (self, scene.coat);
  assert_origin (easel_entity_origin_lookup_name (origins), EASEL_ENTITY_ORIGIN_SOURCE,
                 "Navy Coat");
  assert_origin (easel_entity_origin_lookup_tags (origins), EASEL_ENTITY_ORIGIN_COMBINED, NULL);
  assert_origin (easel_entity_origin_lookup (origins, "fabric"), EASEL_ENTITY_ORIGIN_TARGET,
                 "Dark Blue Wool Coat");
  assert_origin (easel_entity_origin_lookup (origins, "color"), EASEL_ENTITY_ORIGIN_AI, NULL);
  assert_origin (easel_entity_origin_lookup (origins, "details"), EASEL_ENTITY_ORIGIN_YOU, NULL);
  /* Both say the same. */
  g_assert_null (easel_entity_origin_lookup (origins, "category"));

  undo (self, entry);
  undone = find_all (self, scene.coat);
  g_assert_cmpuint (g_hash_table_size (undone), ==, 0);
}

/* What the person wrote later counts, as long as it was not taken back. */
static void
test_edited (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *entry = NULL;
  g_autofree char *edited = NULL;
  g_autoptr (GHashTable) origins = NULL;
  g_autoptr (GHashTable) undone = NULL;

  library_scene_init (&scene, self);
  entry = merge (self, &scene);
  edited = library_edit (self, scene.coat, "color", "black");
  origins = find_all (self, scene.coat);
  assert_origin (easel_entity_origin_lookup (origins, "color"), EASEL_ENTITY_ORIGIN_YOU, NULL);
  assert_origin (easel_entity_origin_lookup (origins, "fabric"), EASEL_ENTITY_ORIGIN_TARGET,
                 "Dark Blue Wool Coat");

  undo (self, edited);
  undone = find_all (self, scene.coat);
  assert_origin (easel_entity_origin_lookup (undone, "color"), EASEL_ENTITY_ORIGIN_AI, NULL);
}

static void
test_merged_into (LibraryFixture *self, gconstpointer data)
{
  g_auto (LibraryScene) scene = { 0 };
  g_autofree char *entry = NULL;
  g_autoptr (GPtrArray) of_target = NULL;
  g_autoptr (GPtrArray) of_source = NULL;
  g_autoptr (GHashTable) of_user = NULL;
  g_autoptr (GPtrArray) undone = NULL;
  const char *name = NULL;

  library_scene_init (&scene, self);
  entry = merge (self, &scene);
  of_target = list_entries (self, scene.jacket);
  g_assert_cmpstr (easel_entity_origin_find_merged_into (of_target, scene.jacket, &name), ==,
                   scene.coat);
  g_assert_cmpstr (name, ==, "Navy Coat");
  of_source = list_entries (self, scene.coat);
  g_assert_null (easel_entity_origin_find_merged_into (of_source, scene.coat, NULL));
  /* An outfit of both is touched by it, and nothing else. */
  of_user = find_all (self, scene.both);
  g_assert_cmpuint (g_hash_table_size (of_user), ==, 0);

  undo (self, entry);
  undone = list_entries (self, scene.jacket);
  g_assert_null (easel_entity_origin_find_merged_into (undone, scene.jacket, NULL));
}

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/ui/entity-origin/merged", test_merged);
  ADD ("/ui/entity-origin/edited", test_edited);
  ADD ("/ui/entity-origin/merged-into", test_merged_into);
  return g_test_run ();
}
