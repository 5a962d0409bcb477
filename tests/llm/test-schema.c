/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-json-extract.h"
#include "easel-schema-dialect.h"
#include "easel-schema.h"

#include <string.h>

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

/* @complaint: (nullable): a part of the message; none for a schema that is fine */
static const struct
{
  const char *schema;
  const char *complaint;
} checks[] = {
  { "{\"type\":\"object\",\"title\":\"T\",\"description\":\"d\",\"properties\":{\"a\":{\"type\":"
    "[\"string\",\"null\"]},\"b\":{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"minimum\":"
    "1,\"maximum\":5},\"minItems\":1,\"maxItems\":3},\"c\":{\"enum\":[\"x\",2,null]}},"
    "\"required\":[\"a\"],\"additionalProperties\":false}",
    NULL },
  { "{\"type\":\"string\"}", NULL },
  { "\"string\"", "must be an object" },
  { "{}", "“type” is missing" },
  { "{\"type\":\"date\"}", "unknown type “date”" },
  { "{\"type\":3}", "must be a string or a list" },
  { "{\"type\":[\"string\",\"integer\"]}", "one type and “null”" },
  { "{\"type\":[\"null\"]}", "one type and “null”" },
  { "{\"type\":\"string\",\"pattern\":\"a\"}", "“pattern” is not supported" },
  { "{\"type\":\"string\",\"anyOf\":[]}", "“anyOf” is not supported" },
  { "{\"$ref\":\"#/x\"}", "“$ref” is not supported" },
  { "{\"type\":\"object\",\"additionalProperties\":true}", "can only be false" },
  { "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\"}}", "can only be false" },
  { "{\"type\":\"object\",\"properties\":[]}", "“properties” must be an object" },
  { "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"b\"]}",
    "names “b”" },
  { "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":\"a\"}",
    "must be a list" },
  { "{\"type\":\"string\",\"enum\":[]}", "“enum” must be a list" },
  { "{\"type\":\"string\",\"enum\":[{}]}", "plain values only" },
  { "{\"type\":\"array\",\"minItems\":\"1\"}", "“minItems” must be a number" },
  { "{\"type\":\"object\",\"properties\":{\"a/"
    "b\":{\"type\":\"array\",\"items\":{\"type\":\"x\"}}}}",
    "/properties/a~1b/items: unknown type" },
};

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      g_autoptr (JsonNode) schema = parse (checks[i].schema);
      g_autoptr (GError) error = NULL;
      gboolean ok = easel_schema_check (schema, &error);

      g_test_message ("%s", checks[i].schema);
      if (checks[i].complaint == NULL)
        {
          g_assert_no_error (error);
          g_assert_true (ok);
          continue;
        }
      g_assert_false (ok);
      g_assert_error (error, EASEL_SCHEMA_ERROR, EASEL_SCHEMA_ERROR_UNSUPPORTED);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, checks[i].complaint));
    }
}

#define OUTFIT                                                                                     \
  "{\"type\":\"object\",\"properties\":{"                                                          \
  "\"items\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":2,\"items\":{\"type\":\"object\","    \
  "\"properties\":{\"category\":{\"type\":\"string\",\"enum\":[\"tops\",\"bags\"]},"               \
  "\"note\":{\"type\":\"string\"}},\"required\":[\"category\"],\"additionalProperties\":false}},"  \
  "\"rating\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":5},"                                 \
  "\"share\":{\"type\":\"number\"},"                                                               \
  "\"season\":{\"type\":[\"string\",\"null\"]}},"                                                  \
  "\"required\":[\"items\"],\"additionalProperties\":false}"

static const struct
{
  const char *value;
  const char *complaint;
} values[] = {
  { "{\"items\":[{\"category\":\"tops\"}]}", NULL },
  { "{\"items\":[{\"category\":\"tops\",\"note\":\"n\"}],\"rating\":5,\"share\":1,\"season\":null}",
    NULL },
  { "{\"items\":[{\"category\":\"tops\"}],\"rating\":4.0,\"share\":0.5}", NULL },
  { "[]", "/: must be of type object" },
  { "null", "/: must be of type object" },
  { "{}", "/items: is missing" },
  { "{\"items\":{}}", "/items: must be of type array" },
  { "{\"items\":[]}", "/items: must have at least 1" },
  { "{\"items\":[{\"category\":\"tops\"},{\"category\":\"tops\"},{\"category\":\"tops\"}]}",
    "/items: must have at most 2" },
  { "{\"items\":[{\"category\":\"tops\"},{\"category\":\"socks\"}]}",
    "/items/1/category: must be one of [\"tops\",\"bags\"]" },
  { "{\"items\":[{\"category\":1}]}", "/items/0/category: must be of type string" },
  { "{\"items\":[{}]}", "/items/0/category: is missing" },
  { "{\"items\":[{\"category\":\"tops\",\"size/~\":1}]}", "/items/0/size~1~0: is not asked for" },
  { "{\"items\":[{\"category\":\"tops\",\"note\":null}]}",
    "/items/0/note: must be of type string" },
  { "{\"items\":[{\"category\":\"tops\"}],\"rating\":0}", "/rating: must be at least 1" },
  { "{\"items\":[{\"category\":\"tops\"}],\"rating\":6}", "/rating: must be at most 5" },
  { "{\"items\":[{\"category\":\"tops\"}],\"rating\":1.5}", "/rating: must be of type integer" },
  { "{\"items\":[{\"category\":\"tops\"}],\"rating\":\"3\"}", "/rating: must be of type integer" },
  { "{\"items\":[{\"category\":\"tops\"}],\"share\":true}", "/share: must be of type number" },
  { "{\"items\":[{\"category\":\"tops\"}],\"season\":7}",
    "/season: must be of type string or null" },
};

static void
test_validate (void)
{
  g_autoptr (JsonNode) schema = parse (OUTFIT);

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (JsonNode) value = parse (values[i].value);
      g_autoptr (GError) error = NULL;
      gboolean ok = easel_schema_validate (schema, value, &error);

      g_test_message ("%s", values[i].value);
      if (values[i].complaint == NULL)
        {
          g_assert_no_error (error);
          g_assert_true (ok);
          continue;
        }
      g_assert_false (ok);
      g_assert_error (error, EASEL_SCHEMA_ERROR, EASEL_SCHEMA_ERROR_MISMATCH);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, values[i].complaint));
    }
}

static void
test_open_objects (void)
{
  g_autoptr (JsonNode) schema = parse (
      "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}");
  g_autoptr (JsonNode) value = parse ("{\"b\":1}");

  g_assert_true (easel_schema_validate (schema, value, NULL));
}

static void
assert_json (JsonNode *node, const char *expected)
{
  g_autofree char *text = json_to_string (node, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_strict (void)
{
  g_autoptr (JsonNode) schema = parse (
      "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},"
      "\"b\":{\"type\":\"string\",\"enum\":[\"x\"]},"
      "\"c\":{\"type\":[\"integer\",\"null\"],\"minimum\":1},"
      "\"d\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":"
      "{\"e\":{\"type\":\"boolean\"}}}}},\"required\":[\"a\",\"d\"]}");
  g_autofree char *before = json_to_string (schema, FALSE);
  g_autoptr (JsonNode) strict = easel_schema_to_strict (schema);
  g_autoptr (JsonNode) again = easel_schema_to_strict (strict);

  assert_json (strict, "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},"
                       "\"b\":{\"type\":[\"string\",\"null\"],\"enum\":[\"x\",null]},"
                       "\"c\":{\"type\":[\"integer\",\"null\"],\"minimum\":1},"
                       "\"d\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":"
                       "{\"e\":{\"type\":[\"boolean\",\"null\"]}},\"required\":[\"e\"],"
                       "\"additionalProperties\":false}}},"
                       "\"required\":[\"a\",\"b\",\"c\",\"d\"],\"additionalProperties\":false}");
  g_assert_true (easel_schema_check (strict, NULL));
  g_assert_true (json_node_equal (strict, again));
  assert_json (schema, before);
}

static void
test_prune_nulls (void)
{
  g_autoptr (JsonNode) schema = parse (
      "{\"type\":\"object\",\"properties\":{\"kept\":{\"type\":[\"string\",\"null\"]},"
      "\"dropped\":{\"type\":\"string\"},\"list\":{\"type\":\"array\",\"items\":"
      "{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"string\"}}}}},"
      "\"required\":[\"kept\"]}");
  g_autoptr (JsonNode) value = parse (
      "{\"kept\":null,\"dropped\":null,\"list\":[{\"x\":null},{\"x\":\"y\"}]}");
  g_autofree char *before = json_to_string (value, FALSE);
  g_autoptr (JsonNode) pruned = easel_schema_prune_nulls (schema, value);

  assert_json (pruned, "{\"kept\":null,\"list\":[{},{\"x\":\"y\"}]}");
  assert_json (value, before);
}

/* @json: (nullable): what is found */
static const struct
{
  const char *text;
  const char *json;
} answers[] = {
  { "{\"a\":1}", "{\"a\":1}" },
  { "  \n{\"a\":1}\n ", "{\"a\":1}" },
  { "[1,2]", "[1,2]" },
  { "```json\n{\"a\":1}\n```", "{\"a\":1}" },
  { "Here you are:\n\n```\n{\"a\":1}\n```\nAnything else?", "{\"a\":1}" },
  { "Sure! {\"a\":{\"b\":\"}\"}} I hope this helps.", "{\"a\":{\"b\":\"}\"}}" },
  { "With {braces} before: {\"a\":1}", "{\"a\":1}" },
  { "<think>Perhaps {\"a\":0}?</think>\n{\"a\":1}", "{\"a\":1}" },
  { "```json\n{\"a\":1\n``` or rather {\"a\":2}", "{\"a\":2}" },
  { "I cannot see a picture.", NULL },
  { "", NULL },
  { "{\"a\":", NULL },
  { "} and {", NULL },
  { "```json\n", NULL },
};

static void
test_extract (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (JsonNode) node = easel_json_extract (answers[i].text);

      g_test_message ("%s", answers[i].text);
      if (answers[i].json == NULL)
        g_assert_null (node);
      else
        {
          g_assert_nonnull (node);
          assert_json (node, answers[i].json);
        }
    }
}

/* An answer of the worst kind must not take for ever. */
static void
test_extract_hostile (void)
{
  g_autofree char *braces = g_strnfill (200000, '{');
  g_autofree char *text = g_strconcat (braces, "}", NULL);
  g_autoptr (JsonNode) node = easel_json_extract (text);

  g_assert_null (node);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/schema/check", test_check);
  g_test_add_func ("/schema/validate", test_validate);
  g_test_add_func ("/schema/open-objects", test_open_objects);
  g_test_add_func ("/schema/strict", test_strict);
  g_test_add_func ("/schema/prune-nulls", test_prune_nulls);
  g_test_add_func ("/schema/extract", test_extract);
  g_test_add_func ("/schema/extract-hostile", test_extract_hostile);
  return g_test_run ();
}
