/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity.h"

#include <gio/gio.h>
#include <json-glib/json-glib.h>

/* The files of data/analyzers: that each is complete, and keeps to the schemas that every
 * provider's schema mode takes. A new one is tested by being there; the fields of these are
 * what generators and stories make use of. */

typedef struct
{
  const char *analyzer;
  const char *entity;
  const char *fields; /* in order; optional ones end in ?, lists in [] */
} Expected;

static const Expected expected[] = {
  { "accessories", "accessories",
    "suggested_name jewelry[] bags? belts? scarves? hats? watches? other[] overall_style" },
  { "art_style", "art_style",
    "suggested_name medium technique color_palette[] brush_style? texture composition_style "
    "artistic_movement mood level_of_detail" },
  { "character_appearance", "character",
    "suggested_name age skin_tone face_description hair_description body_description" },
  { "expression", "expression",
    "suggested_name primary_emotion intensity mouth eyes eyebrows gaze_direction overall_mood" },
  { "hair_color", "hair_color",
    "suggested_name base_color undertones highlights? lowlights? technique? dimension finish" },
  { "hair_style", "hair_style",
    "suggested_name cut length layers texture volume parting front_styling overall_style" },
  { "makeup", "makeup",
    "suggested_name complexion eyes lips overall_style intensity color_palette[]" },
  { "outfit", "outfit",
    "suggested_name clothing_items[] style_genre formality aesthetic season? occasion?" },
  { "visual_style", "visual_style",
    "suggested_name subject_action setting framing camera_angle lighting mood" },
};

static const char *const categories[] = {
  "headwear", "eyewear", "earrings", "neckwear", "tops", "overtops",  "outerwear", "one_piece",
  "bottoms",  "belts",   "hosiery",  "footwear", "bags", "wristwear", "handwear",  NULL,
};

static char *
get_folder (void)
{
  return g_test_build_filename (G_TEST_DIST, "..", "data", "analyzers", NULL);
}

/* (transfer full) */
static JsonNode *
load (const char *analyzer)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *name = g_strconcat (analyzer, ".json", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)));
  return json_parser_steal_root (parser);
}

static gboolean
list_has (JsonArray *array, const char *text)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_str_equal (json_array_get_string_element (array, i), text))
      return TRUE;
  return FALSE;
}

static void check_schema (JsonObject *schema, const char *where);

static void
check_object (JsonObject *schema, const char *where)
{
  JsonObject *properties = json_object_get_object_member (schema, "properties");
  JsonArray *required = json_object_get_array_member (schema, "required");
  g_autoptr (GList) names = json_object_get_members (properties);

  g_assert_false (
      json_object_get_boolean_member_with_default (schema, "additionalProperties", TRUE));
  g_assert_nonnull (names);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *below = g_strdup_printf ("%s/%s", where, (const char *) l->data);

      check_schema (json_object_get_object_member (properties, l->data), below);
    }
  for (guint i = 0; i < json_array_get_length (required); i++)
    g_assert_true (
        json_object_has_member (properties, json_array_get_string_element (required, i)));
}

static void
check_schema (JsonObject *schema, const char *where)
{
  static const char *const keywords[] = {
    "type",     "properties", "required",    "additionalProperties",
    "items",    "enum",       "description", "minItems",
    "maxItems", "minimum",    "maximum",     "title",
    NULL,
  };
  const char *type = json_object_get_string_member (schema, "type");
  g_autoptr (GList) members = json_object_get_members (schema);

  g_test_message ("%s", where);
  for (GList *l = members; l != NULL; l = l->next)
    g_assert_true (g_strv_contains (keywords, l->data));

  /* A model answers better when it is told what goes in. The outermost is the answer itself. */
  if (strchr (where, '/') != NULL)
    g_assert_cmpuint (
        strlen (json_object_get_string_member_with_default (schema, "description", "")), >, 10);

  if (g_str_equal (type, "object"))
    check_object (schema, where);
  else if (g_str_equal (type, "array"))
    {
      g_autofree char *below = g_strconcat (where, "/*", NULL);

      check_schema (json_object_get_object_member (schema, "items"), below);
    }
  else
    g_assert_cmpstr (type, ==, "string");
}

/* (transfer full): the fields as in the table above */
static char *
describe_fields (JsonObject *schema)
{
  JsonObject *properties = json_object_get_object_member (schema, "properties");
  JsonArray *required = json_object_get_array_member (schema, "required");
  g_autoptr (GList) names = json_object_get_members (properties);
  g_autoptr (GString) fields = g_string_new (NULL);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonObject *field = json_object_get_object_member (properties, l->data);
      const char *type = json_object_get_string_member (field, "type");

      g_string_append_printf (fields, "%s%s%s%s", fields->len > 0 ? " " : "",
                              (const char *) l->data, g_str_equal (type, "array") ? "[]" : "",
                              list_has (required, l->data) ? "" : "?");
    }
  return g_string_free (g_steal_pointer (&fields), FALSE);
}

static void
test_analyzer (gconstpointer data)
{
  g_autoptr (JsonNode) node = load (data);
  JsonObject *object = json_node_get_object (node);
  const char *prompt;

  g_assert_cmpstr (json_object_get_string_member (object, "name"), ==, data);
  g_assert_cmpstr (json_object_get_string_member (object, "title"), !=, "");
  g_assert_cmpstr (json_object_get_string_member (object, "description"), !=, "");
  g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "icon"), "-symbolic"));
  g_assert_cmpint (json_object_get_int_member (object, "revision"), >=, 1);

  if (json_object_has_member (object, "children"))
    return;

  g_assert_true (easel_entity_kind_is_valid (json_object_get_string_member (object, "entity")));

  /* No prompt may do without these. */
  prompt = json_object_get_string_member (object, "prompt");
  g_assert_nonnull (strstr (prompt, "not visible"));
  g_assert_nonnull (strstr (prompt, "Never say or hint who a person is"));
  g_assert_nonnull (strstr (prompt, "Leave out"));

  check_schema (json_object_get_object_member (object, "schema"), data);
}

static void
test_fields (gconstpointer data)
{
  const Expected *self = data;
  g_autoptr (JsonNode) node = load (self->analyzer);
  JsonObject *object = json_node_get_object (node);
  g_autofree char *fields = describe_fields (json_object_get_object_member (object, "schema"));

  g_assert_cmpstr (json_object_get_string_member (object, "entity"), ==, self->entity);
  g_assert_cmpstr (fields, ==, self->fields);
}

static void
test_outfit_items (void)
{
  g_autoptr (JsonNode) node = load ("outfit");
  JsonObject *object = json_node_get_object (node);
  JsonObject *items = json_object_get_object_member (object, "items");
  JsonArray *name_from = json_object_get_array_member (items, "name_from");
  JsonObject *list = json_object_get_object_member (
      json_object_get_object_member (json_object_get_object_member (object, "schema"),
                                     "properties"),
      json_object_get_string_member (items, "field"));
  JsonObject *item = json_object_get_object_member (list, "items");
  JsonArray *in_schema = json_object_get_array_member (
      json_object_get_object_member (json_object_get_object_member (item, "properties"),
                                     "category"),
      "enum");
  g_autofree char *fields = describe_fields (item);

  g_assert_cmpstr (json_object_get_string_member (items, "entity"), ==, EASEL_ENTITY_CLOTHING_ITEM);
  g_assert_cmpstr (json_object_get_string_member (items, "role"), ==, "item");
  g_assert_cmpstr (fields, ==, "category item fabric color details");
  g_assert_cmpuint (json_array_get_length (name_from), >, 0);
  for (guint i = 0; i < json_array_get_length (name_from); i++)
    g_assert_true (json_object_has_member (json_object_get_object_member (item, "properties"),
                                           json_array_get_string_element (name_from, i)));

  g_assert_cmpuint (json_array_get_length (in_schema), ==, g_strv_length ((GStrv) categories));
  for (guint i = 0; categories[i] != NULL; i++)
    g_assert_cmpstr (json_array_get_string_element (in_schema, i), ==, categories[i]);
}

static void
test_comprehensive (void)
{
  g_autoptr (JsonNode) node = load ("comprehensive");
  JsonObject *object = json_node_get_object (node);
  JsonArray *children = json_object_get_array_member (object, "children");

  g_assert_false (json_object_has_member (object, "schema"));
  g_assert_cmpuint (json_array_get_length (children), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_true (list_has (children, expected[i].analyzer));
}

/* One test a file, by the name it has without “.json”. */
static void
add_tests_of_files (void)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *analyzer = g_strdup (name);
      g_autofree char *path = NULL;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      analyzer[strlen (name) - strlen (".json")] = '\0';
      path = g_strconcat ("/analyzers/file/", analyzer, NULL);
      g_test_add_data_func_full (path, g_steal_pointer (&analyzer), test_analyzer, g_free);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_tests_of_files ();
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *path = g_strconcat ("/analyzers/fields/", expected[i].analyzer, NULL);

      g_test_add_data_func (path, &expected[i], test_fields);
    }
  g_test_add_func ("/analyzers/outfit-items", test_outfit_items);
  g_test_add_func ("/analyzers/comprehensive", test_comprehensive);

  return g_test_run ();
}
