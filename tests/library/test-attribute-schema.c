/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-attribute-schema.h"
#include "easel-library.h"

static JsonNode *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  return node;
}

static const char *const schema_json
    = "{\"type\":\"object\",\"properties\":{"
      "\"color\":{\"type\":\"string\"},"
      "\"base_color\":{\"type\":[\"string\",\"null\"]},"
      "\"kind\":{\"type\":\"string\",\"enum\":[\"tops\",\"bags\"]},"
      "\"count\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":9},"
      "\"weight\":{\"type\":\"number\"},"
      "\"worn\":{\"type\":\"boolean\"},"
      "\"palette\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":3,"
      "\"items\":{\"type\":\"string\"}},"
      "\"clothing_items\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{"
      "\"item\":{\"type\":\"string\"}},\"required\":[\"item\"],"
      "\"additionalProperties\":false}}},"
      "\"required\":[\"color\"],\"additionalProperties\":false}";

/* @sentence: (nullable): %NULL when it fits */
static void
assert_check (const char *json, const char *sentence)
{
  g_autoptr (JsonNode) schema = parse (schema_json);
  g_autoptr (JsonNode) value = parse (json);
  g_autoptr (GError) error = NULL;
  gboolean fits = easel_attribute_schema_check (json_node_get_object (schema), NULL, value, &error);

  if (strlen (json) < 300)
    g_test_message ("%s", json);
  if (sentence == NULL)
    {
      g_assert_no_error (error);
      g_assert_true (fits);
      return;
    }
  g_assert_false (fits);
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_check (void)
{
  assert_check ("{\"color\":\"red\"}", NULL);
  assert_check ("{\"color\":\"\",\"base_color\":null,\"kind\":\"bags\",\"count\":9,\"weight\":3,"
                "\"worn\":false,\"palette\":[\"a\"],\"clothing_items\":[{\"item\":\"hat\"}]}",
                NULL);
  assert_check ("{\"color\":\"red\",\"weight\":0.5,\"base_color\":\"red\",\"clothing_items\":[]}",
                NULL);

  assert_check ("[]", "“attributes” must be a group of fields.");
  assert_check ("null", "“attributes” must be a group of fields.");
  assert_check ("\"red\"", "“attributes” must be a group of fields.");
  assert_check ("{}", "“color” is missing.");
  assert_check ("{\"color\":null}", "“color” must be a text.");
  assert_check ("{\"color\":1}", "“color” must be a text.");
  assert_check ("{\"color\":\"red\",\"base_color\":[]}", "“base color” must be a text.");
  assert_check ("{\"color\":\"red\",\"sice\":1}", "There is no field “sice” here.");
  assert_check ("{\"color\":\"red\",\"kind\":\"hats\"}",
                "“kind” must be one of these: tops, bags.");
  assert_check ("{\"color\":\"red\",\"count\":1.5}", "“count” must be a whole number.");
  assert_check ("{\"color\":\"red\",\"count\":0}", "“count” must be at least 1.");
  assert_check ("{\"color\":\"red\",\"count\":10}", "“count” must be at most 9.");
  assert_check ("{\"color\":\"red\",\"weight\":\"1\"}", "“weight” must be a number.");
  assert_check ("{\"color\":\"red\",\"worn\":\"yes\"}", "“worn” must be yes or no.");
  assert_check ("{\"color\":\"red\",\"worn\":1}", "“worn” must be yes or no.");
  assert_check ("{\"color\":\"red\",\"palette\":\"red\"}", "“palette” must be a list.");
  assert_check ("{\"color\":\"red\",\"palette\":[\"a\",2]}", "“palette › 2” must be a text.");
  assert_check ("{\"color\":\"red\",\"palette\":[]}", "“palette” must have at least 1 entry.");
  assert_check ("{\"color\":\"red\",\"palette\":[\"a\",\"b\",\"c\",\"d\"]}",
                "“palette” must not have more than 3 entries.");
  assert_check ("{\"color\":\"red\",\"clothing_items\":[{\"item\":\"hat\"},{}]}",
                "“clothing items › 2 › item” is missing.");
  assert_check ("{\"color\":\"red\",\"clothing_items\":[{\"item\":\"hat\",\"id\":1}]}",
                "There is no field “clothing items › 1 › id” here.");
}

static void
test_sizes (void)
{
  g_autofree char *megabyte = g_strnfill (1000 * 1000, 'x');
  g_autofree char *quarter = g_strnfill (EASEL_ATTRIBUTE_MAX_TEXT, 'x');
  g_autofree char *one = g_strdup_printf ("{\"color\":\"%s\"}", megabyte);
  g_autofree char *deep = g_strdup_printf ("{\"items\":[{\"front_styling\":\"%s\"}]}", megabyte);
  g_autofree char *most = g_strdup_printf ("{\"color\":\"%s\"}", quarter);
  g_autofree char *many = g_strdup_printf ("[\"%s\",\"%s\",\"%s\",\"%s\"]", quarter, quarter,
                                           quarter, quarter);
  g_autoptr (JsonNode) fits = parse (most);
  g_autoptr (JsonNode) all = parse (many);
  g_autoptr (JsonNode) below = parse (deep);
  g_autoptr (GError) error = NULL;

  assert_check (one, "“color” is too long: 1.0 MB, where 250.0 kB is the most there can be.");
  g_assert_true (easel_attribute_schema_check_size (NULL, fits, &error));
  g_assert_no_error (error);

  g_assert_false (easel_attribute_schema_check_size (NULL, below, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "“items › 1 › front styling” is too long: "));
  g_clear_error (&error);

  g_assert_false (easel_attribute_schema_check_size (NULL, all, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
  g_assert_cmpstr (
      error->message, ==,
      "This is too much for one entry of the library: 1.0 MB is the most there can be.");
}

static void
assert_inferred (const char *json, const char *expected)
{
  g_autoptr (JsonNode) value = parse (json);
  g_autoptr (JsonObject) schema = easel_attribute_schema_infer (value);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), schema);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = json_to_string (node, FALSE);

  g_assert_cmpstr (text, ==, expected);
  g_assert_true (easel_attribute_schema_check (schema, "x", value, &error));
  g_assert_no_error (error);

  /* And what may be left away may be null. */
  easel_attribute_schema_make_nullable (schema);
  g_assert_true (easel_attribute_schema_check (schema, "x", value, &error));
  json_node_init_null (value);
  g_assert_true (easel_attribute_schema_check (schema, "x", value, &error));
  g_assert_no_error (error);
}

static void
test_infer (void)
{
  assert_inferred ("\"red\"", "{\"type\":\"string\"}");
  assert_inferred ("1", "{\"type\":\"integer\"}");
  assert_inferred ("1.5", "{\"type\":\"number\"}");
  assert_inferred ("true", "{\"type\":\"boolean\"}");
  assert_inferred ("[]", "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}");
  assert_inferred ("[1,2.5]", "{\"type\":\"array\",\"items\":{\"type\":\"number\"}}");
  assert_inferred ("[2.5,1]", "{\"type\":\"array\",\"items\":{\"type\":\"number\"}}");
  /* What no schema says in one type is left open. */
  assert_inferred ("[1,\"a\"]", "{\"type\":\"array\"}");
  assert_inferred ("[[1],[],[2]]", "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":"
                                   "{\"type\":\"integer\"}}}");
  assert_inferred ("[{\"a\":1},{\"a\":2,\"b\":\"x\"}]",
                   "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"a\":"
                   "{\"type\":\"integer\"},\"b\":{\"type\":\"string\"}},\"required\":[\"a\"],"
                   "\"additionalProperties\":false}}");
  assert_inferred ("[{\"a\":1},{\"a\":\"x\"}]",
                   "{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"a\":{}},"
                   "\"required\":[\"a\"],\"additionalProperties\":false}}");
  assert_inferred ("{}", "{\"type\":\"object\",\"properties\":{},\"required\":[],"
                         "\"additionalProperties\":false}");
}

static void
test_nullable_enum (void)
{
  g_autoptr (JsonNode) schema = parse ("{\"type\":\"string\",\"enum\":[\"a\"]}");
  g_autoptr (JsonNode) null = json_node_new (JSON_NODE_NULL);
  g_autoptr (JsonNode) other = parse ("\"b\"");
  g_autoptr (GError) error = NULL;

  easel_attribute_schema_make_nullable (json_node_get_object (schema));
  g_assert_true (easel_attribute_schema_check (json_node_get_object (schema), "x", null, NULL));
  g_assert_false (easel_attribute_schema_check (json_node_get_object (schema), "x", other, &error));
  g_assert_cmpstr (error->message, ==, "“x” must be one of these: a.");
}

static void
test_names_and_tags (void)
{
  static const char *const blank[] = { "a", " ", NULL };
  static const char *const fine[] = { "a", "Ærø", NULL };
  g_autofree char *long_name = g_strnfill (EASEL_ENTITY_MAX_NAME + 1, 'n');
  const char *const long_tags[] = { long_name, NULL };
  g_autoptr (GPtrArray) many = g_ptr_array_new_null_terminated (0, NULL, TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_true (easel_attribute_schema_check_name (long_name + 1, &error));
  g_assert_false (easel_attribute_schema_check_name (long_name, &error));
  g_assert_cmpstr (error->message, ==, "A name must not have more than 400 characters.");
  g_clear_error (&error);
  g_assert_false (easel_attribute_schema_check_name (" \n", &error));
  g_assert_cmpstr (error->message, ==, "A name must not be empty.");
  g_clear_error (&error);

  g_assert_true (easel_attribute_schema_check_tags (fine, &error));
  g_assert_true (easel_attribute_schema_check_tags (NULL, &error));
  g_assert_false (easel_attribute_schema_check_tags (blank, &error));
  g_assert_cmpstr (error->message, ==, "A tag must not be empty.");
  g_clear_error (&error);
  g_assert_false (easel_attribute_schema_check_tags (long_tags, &error));
  g_assert_cmpstr (error->message, ==, "A tag must not have more than 100 characters.");
  g_clear_error (&error);

  for (guint i = 0; i < EASEL_ENTITY_MAX_TAGS + 1; i++)
    g_ptr_array_add (many, (gpointer) "tag");
  g_assert_false (easel_attribute_schema_check_tags ((const char *const *) many->pdata, &error));
  g_assert_cmpstr (error->message, ==, "There must not be more than 200 tags.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attribute-schema/check", test_check);
  g_test_add_func ("/attribute-schema/sizes", test_sizes);
  g_test_add_func ("/attribute-schema/infer", test_infer);
  g_test_add_func ("/attribute-schema/nullable-enum", test_nullable_enum);
  g_test_add_func ("/attribute-schema/names-and-tags", test_names_and_tags);

  return g_test_run ();
}
