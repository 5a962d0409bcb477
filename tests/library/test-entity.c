/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-private.h"
#include "easel-library.h"

static void
test_kinds (void)
{
  const char *const *kinds = easel_entity_kind_get_all ();

  g_assert_cmpuint (g_strv_length ((GStrv) kinds), ==, 12);
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      g_assert_true (easel_entity_kind_is_valid (kinds[i]));
      g_assert_cmpstr (easel_entity_kind_get_title (kinds[i]), !=, kinds[i]);
      g_assert_cmpstr (easel_entity_kind_get_plural (kinds[i]), !=, kinds[i]);
    }
  g_assert_cmpstr (easel_entity_kind_get_title (EASEL_ENTITY_CLOTHING_ITEM), ==, "Clothing Item");
  g_assert_cmpstr (easel_entity_kind_get_plural (EASEL_ENTITY_CLOTHING_ITEM), ==, "Clothing");

  g_assert_false (easel_entity_kind_is_valid ("spaceship"));
  g_assert_false (easel_entity_kind_is_valid ("Outfit"));
  g_assert_false (easel_entity_kind_is_valid (""));
  g_assert_false (easel_entity_kind_is_valid (NULL));
  g_assert_cmpstr (easel_entity_kind_get_title ("spaceship"), ==, "spaceship");
}

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

static void
test_properties (void)
{
  g_autoptr (EaselEntity) entity = easel_entity_new ("id-1", EASEL_ENTITY_OUTFIT, "Flight Suit");
  g_autofree char *id = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *name = NULL;
  g_autofree char *thumbnail = NULL;
  gboolean archived = TRUE;
  gint64 created = -1;
  guint notified = 0;

  g_signal_connect (entity, "notify::name", G_CALLBACK (count_notify), &notified);
  easel_entity_set_name (entity, "Orange Flight Suit");
  easel_entity_set_name (entity, "Orange Flight Suit");
  g_assert_cmpuint (notified, ==, 1);

  g_object_get (entity, "id", &id, "kind", &kind, "name", &name, "thumbnail", &thumbnail,
                "archived", &archived, "created", &created, NULL);
  g_assert_cmpstr (id, ==, "id-1");
  g_assert_cmpstr (kind, ==, "outfit");
  g_assert_cmpstr (name, ==, "Orange Flight Suit");
  g_assert_null (thumbnail);
  g_assert_false (archived);
  g_assert_cmpint (created, ==, 0);
}

static void
test_empty (void)
{
  g_autoptr (EaselEntity) entity = easel_entity_new ("id-1", EASEL_ENTITY_OUTFIT, NULL);

  g_assert_cmpstr (easel_entity_get_name (entity), ==, "");
  g_assert_cmpuint (json_object_get_size (easel_entity_get_attributes (entity)), ==, 0);
  g_assert_cmpuint (g_strv_length ((GStrv) easel_entity_get_tags (entity)), ==, 0);
  easel_entity_set_tags (entity, NULL);
  g_assert_nonnull (easel_entity_get_tags (entity));
  g_assert_cmpuint (easel_entity_get_pictures (entity)->len, ==, 0);
  g_assert_cmpuint (easel_entity_get_references (entity)->len, ==, 0);
  g_assert_null (easel_entity_get_job (entity));
}

static void
test_json (void)
{
  static const char *const tags[] = { "space", "orange", NULL };
  g_autoptr (EaselEntity) entity = easel_entity_new ("id-1", EASEL_ENTITY_OUTFIT, "Suit");
  g_autoptr (JsonObject) attributes = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  json_object_set_string_member (attributes, "formality", "functional");
  easel_entity_set_attributes (entity, attributes);
  easel_entity_set_tags (entity, tags);
  easel_entity_add_picture (entity, "picture-1", "source");
  easel_entity_add_reference (entity, "item", "item-1");
  easel_entity_set_provenance (entity, "job-1", "outfit", "demo", NULL, "r1");

  node = easel_entity_to_json (entity);
  text = json_to_string (node, FALSE);
  g_assert_cmpstr (text, ==,
                   "{\"id\":\"id-1\",\"kind\":\"outfit\",\"name\":\"Suit\","
                   "\"attributes\":{\"formality\":\"functional\"},\"tags\":[\"space\",\"orange\"],"
                   "\"pictures\":[{\"picture\":\"picture-1\",\"role\":\"source\"}],"
                   "\"references\":[{\"role\":\"item\",\"target\":\"item-1\"}],"
                   "\"job\":\"job-1\",\"analyzer\":\"outfit\",\"provider\":\"demo\",\"model\":null,"
                   "\"prompt_revision\":\"r1\",\"archived\":false,"
                   "\"created\":\"1970-01-01T00:00:00Z\",\"updated\":\"1970-01-01T00:00:00Z\","
                   "\"revision\":0,\"thumbnail\":null}");
}

/* Everything an entity has, as text. */
static EaselEntity *
make_stored (gint64 created, gint64 updated)
{
  static const char *const tags[] = { "space", "“orange”", NULL };
  EaselEntity *entity = easel_entity_new ("id-1", EASEL_ENTITY_OUTFIT, "Suit");
  g_autoptr (JsonNode) attributes = json_from_string (
      "{\"formality\":\"functional\",\"colors\":[\"orange\",\"white\"],"
      "\"fit\":{\"loose\":true,\"size\":4,\"weight\":12.5,\"note\":null}}",
      NULL);

  easel_entity_set_attributes (entity, json_node_get_object (attributes));
  easel_entity_set_tags (entity, tags);
  easel_entity_add_picture (entity, "picture-1", "source");
  easel_entity_add_picture (entity, "picture-2", "preview");
  easel_entity_add_reference (entity, "item", "item-1");
  easel_entity_set_provenance (entity, "job-1", "outfit", "demo", "model-1", "r1");
  easel_entity_set_stored (entity, created, updated, 7, TRUE);
  easel_entity_take_thumbnail (entity, g_strdup ("/thumbnails/picture-2.png"));
  return entity;
}

static void
assert_round_trip (EaselEntity *entity)
{
  g_autoptr (JsonNode) node = easel_entity_to_json (entity);
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr (JsonNode) read = json_from_string (text, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) again = easel_entity_from_json (read, &error);
  g_autoptr (JsonNode) node_again = NULL;
  g_autofree char *text_again = NULL;

  g_assert_no_error (error);
  node_again = easel_entity_to_json (again);
  text_again = json_to_string (node_again, FALSE);
  g_assert_cmpstr (text_again, ==, text);
  g_assert_cmpint (easel_entity_get_created (again), ==, easel_entity_get_created (entity));
  g_assert_cmpint (easel_entity_get_updated (again), ==, easel_entity_get_updated (entity));
  g_assert_cmpuint (easel_entity_get_revision (again), ==, easel_entity_get_revision (entity));
}

static void
test_from_json (void)
{
  g_autoptr (EaselEntity) empty = easel_entity_new ("id-1", EASEL_ENTITY_OUTFIT, NULL);

  assert_round_trip (empty);

  /* To the microsecond, whatever it is. */
  for (guint i = 0; i < 2000; i++)
    {
      gint64 created = ((gint64) g_test_rand_int () & G_MAXUINT32) * 1000 + i;
      g_autoptr (EaselEntity) entity = make_stored (
          created, G_GINT64_CONSTANT (1767225600000000) + g_test_rand_int_range (0, 1000000));

      assert_round_trip (entity);
    }
}

static void
assert_refused (JsonNode *node, const char *member)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) entity = easel_entity_from_json (node, &error);

  g_assert_null (entity);
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  if (member != NULL)
    g_assert_nonnull (strstr (error->message, member));
}

/* Each member in turn is something else, and then is not there. */
static void
test_from_json_refuses (void)
{
  static const char *const needed[] = { "id",      "kind",     "name",       "attributes",
                                        "tags",    "pictures", "references", "archived",
                                        "created", "updated",  "revision" };
  static const char *const nullable[] = { "job",   "analyzer",        "provider",
                                          "model", "prompt_revision", "thumbnail" };
  g_autoptr (EaselEntity) entity = make_stored (1, 2);
  g_autoptr (JsonNode) list = json_from_string ("[]", NULL);

  assert_refused (list, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autoptr (JsonNode) node = easel_entity_to_json (entity);
      JsonObject *object = json_node_get_object (node);

      json_object_set_double_member (object, needed[i], -1.5);
      assert_refused (node, needed[i]);
      json_object_set_null_member (object, needed[i]);
      assert_refused (node, needed[i]);
      json_object_remove_member (object, needed[i]);
      assert_refused (node, needed[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (nullable); i++)
    {
      g_autoptr (JsonNode) node = easel_entity_to_json (entity);
      g_autoptr (EaselEntity) without = NULL;

      json_object_set_int_member (json_node_get_object (node), nullable[i], 1);
      assert_refused (node, nullable[i]);
      json_object_remove_member (json_node_get_object (node), nullable[i]);
      without = easel_entity_from_json (node, NULL);
      g_assert_nonnull (without);
    }
}

static void
test_from_json_refuses_inside (void)
{
  static const struct
  {
    const char *member;
    const char *value;
    const char *named;
  } cases[] = {
    { "id", "\"\"", "id" },
    { "kind", "\"\"", "kind" },
    { "tags", "[\"one\",2]", "tags" },
    { "pictures", "[\"picture-1\"]", "pictures" },
    { "pictures", "[{\"picture\":\"picture-1\"}]", "role" },
    { "references", "[{\"role\":\"item\",\"target\":null}]", "target" },
    { "created", "\"yesterday\"", "created" },
    { "revision", "-1", "revision" },
    { "revision", "4294967296", "revision" },
    { "revision", "\"7\"", "revision" },
    { "archived", "0", "archived" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EaselEntity) entity = make_stored (1, 2);
      g_autoptr (JsonNode) node = easel_entity_to_json (entity);

      json_object_set_member (json_node_get_object (node), cases[i].member,
                              json_from_string (cases[i].value, NULL));
      assert_refused (node, cases[i].named);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/entity/kinds", test_kinds);
  g_test_add_func ("/entity/properties", test_properties);
  g_test_add_func ("/entity/empty", test_empty);
  g_test_add_func ("/entity/json", test_json);
  g_test_add_func ("/entity/from-json", test_from_json);
  g_test_add_func ("/entity/from-json-refuses", test_from_json_refuses);
  g_test_add_func ("/entity/from-json-refuses-inside", test_from_json_refuses_inside);

  return g_test_run ();
}
