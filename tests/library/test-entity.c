/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity.h"

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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/entity/kinds", test_kinds);
  g_test_add_func ("/entity/properties", test_properties);
  g_test_add_func ("/entity/empty", test_empty);
  g_test_add_func ("/entity/json", test_json);

  return g_test_run ();
}
