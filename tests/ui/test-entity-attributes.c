/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-attributes.h"

#include <json-glib/json-glib.h>

/* Every field an analyzer asks for has a name that can be translated. */
static void
check_fields (JsonObject *schema)
{
  JsonObject *properties = json_object_get_object_member (schema, "properties");
  JsonObjectIter iter;
  const char *field = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, properties);
  while (json_object_iter_next (&iter, &field, &node))
    {
      g_autofree char *label = easel_entity_attributes_describe_field (field);
      g_autofree char *unnamed = g_strdelimit (g_strdup (field), "_", ' ');
      JsonObject *type = json_node_get_object (node);
      JsonObject *items = json_object_has_member (type, "items")
                              ? json_object_get_object_member (type, "items")
                              : NULL;

      unnamed[0] = g_ascii_toupper (unnamed[0]);
      if (strchr (field, '_') != NULL)
        g_assert_cmpstr (label, !=, unnamed);
      if (items != NULL && json_object_has_member (items, "properties"))
        check_fields (items);
    }
}

static void
test_analyzers (void)
{
  const char *data_dir = g_getenv ("EASEL_DATA_DIR");
  g_autofree char *folder = g_build_filename (data_dir, "analyzers", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name = NULL;
  guint n_schemas = 0;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      JsonObject *root = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;

      json_parser_load_from_file (parser, path, &error);
      g_assert_no_error (error);
      root = json_node_get_object (json_parser_get_root (parser));
      if (!json_object_has_member (root, "schema"))
        continue;

      check_fields (json_object_get_object_member (root, "schema"));
      n_schemas++;
    }
  g_assert_cmpuint (n_schemas, >=, 9);
}

static void
assert_label (const char *field, const char *expected)
{
  g_autofree char *label = easel_entity_attributes_describe_field (field);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_labels (void)
{
  assert_label ("aesthetic", "Aesthetic");
  assert_label ("width", "Width");
  assert_label ("gaze_direction", "Gaze");
  assert_label ("something_new", "Something new");
  assert_label ("", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ui/entity-attributes/analyzers", test_analyzers);
  g_test_add_func ("/ui/entity-attributes/labels", test_labels);
  return g_test_run ();
}
