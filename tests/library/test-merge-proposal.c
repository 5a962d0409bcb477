/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-attribute-schema.h"
#include "easel-entity-private.h"
#include "easel-library.h"
#include "easel-merge-value.h"
#include "easel-merge.h"

/* What is decided without a disk. */

static JsonNode *
parse (const char *json)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (json, &error);

  g_assert_no_error (error);
  return node;
}

/* @tags: (nullable): separated by blanks */
static EaselEntity *
make (const char *id, const char *kind, const char *name, const char *json, const char *tags)
{
  EaselEntity *entity = easel_entity_new (id, kind, name);
  g_autoptr (JsonNode) node = parse (json);

  easel_entity_set_attributes (entity, json_node_get_object (node));
  if (tags != NULL)
    {
      g_auto (GStrv) strv = g_strsplit (tags, " ", -1);

      easel_entity_set_tags (entity, (const char *const *) strv);
    }
  return entity;
}

static EaselEntity *
make_item (const char *id, const char *name, const char *json, const char *tags)
{
  return make (id, EASEL_ENTITY_CLOTHING_ITEM, name, json, tags);
}

static void
assert_json (JsonNode *node, const char *expected)
{
  g_autofree char *text = json_to_string (node, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

/* Values ---------------------------------------------------------------------------------- */

static void
assert_combined (const char *source, const char *target, const char *expected)
{
  g_autofree char *text = easel_merge_value_combine_texts (source, target);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_texts (void)
{
  /* The same to a reader. */
  assert_combined ("navy blue", "Navy  Blue.", "navy blue");
  assert_combined ("navy", "navy", "navy");
  /* One says it all. */
  assert_combined ("navy", "dark navy blue", "dark navy blue");
  assert_combined ("dark navy blue", "navy", "dark navy blue");
  /* But "red" is no part of "bordered". */
  assert_combined ("red", "bordered", "red");
  /* Terms are not put side by side; the fuller one wins, the source on a tie. */
  assert_combined ("navy", "midnight blue", "midnight blue");
  assert_combined ("midnight blue", "navy", "midnight blue");
  assert_combined ("orange", "amber", "orange");

  /* Sentences are said once each. */
  assert_combined ("Long sleeves with a zip at each wrist. Mission patch on the left chest.",
                   "Mission patch on the left chest. Six pockets with flaps, two on each leg.",
                   "Long sleeves with a zip at each wrist. Mission patch on the left chest. "
                   "Six pockets with flaps, two on each leg.");
  /* A fuller sentence takes the place of the shorter one. */
  assert_combined ("Long sleeves with a zip at each wrist. Mission patch on the chest.",
                   "Mission patch on the left chest, sewn on. It is a bit worn at the knees.",
                   "Long sleeves with a zip at each wrist. Mission patch on the left chest, sewn "
                   "on. It is a bit worn at the knees.");
  /* Left and right are not the same. */
  assert_combined ("There are two buttons on the left sleeve.",
                   "There are two buttons on the right sleeve.",
                   "There are two buttons on the left sleeve. There are two buttons on the right "
                   "sleeve.");
  /* Phrases without an end get one. */
  assert_combined ("crew neck, ribbed cuffs, slightly cropped at the waist",
                   "dropped shoulders, a boxy fit, and one patch pocket",
                   "crew neck, ribbed cuffs, slightly cropped at the waist; dropped shoulders, a "
                   "boxy fit, and one patch pocket");
  /* Other scripts have other full stops. */
  assert_combined ("a b c d e f g。 h i j", "k l m n o p q r",
                   "a b c d e f g。 h i j; k l m n o p q r");
}

static void
test_text_is_stable (void)
{
  const char *first = "Long sleeves with a zip at each wrist. Mission patch on the left chest.";
  const char *second = "Six pockets with flaps, two on each leg. A wide belt holds it together.";
  g_autofree char *once = easel_merge_value_combine_texts (first, second);
  g_autofree char *twice = easel_merge_value_combine_texts (once, second);
  g_autofree char *thrice = easel_merge_value_combine_texts (twice, first);

  g_assert_cmpstr (twice, ==, once);
  g_assert_cmpstr (thrice, ==, once);
}

static void
test_text_does_not_grow_for_ever (void)
{
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autofree char *combined = NULL;

  for (guint i = 0; i < 2000; i++)
    {
      g_string_append_printf (first, "This is number %u of what the first one has to say, and %s. ",
                              i, "there is very much more of it than anyone would read");
      g_string_append_printf (second, "Other %u. ", i);
    }
  g_string_append (first, first->str);
  combined = easel_merge_value_combine_texts (first->str, second->str);
  g_assert_cmpuint (strlen (combined), <=, MAX (first->len, EASEL_ATTRIBUTE_MAX_TEXT));
}

static void
assert_value (const char *source, const char *target, const char *expected)
{
  g_autoptr (JsonNode) own = source != NULL ? parse (source) : NULL;
  g_autoptr (JsonNode) other = target != NULL ? parse (target) : NULL;
  g_autoptr (JsonNode) combined = easel_merge_value_combine (own, other);

  if (expected == NULL)
    g_assert_null (combined);
  else
    assert_json (combined, expected);
}

static void
test_values (void)
{
  assert_value (NULL, NULL, NULL);
  assert_value ("\"a\"", NULL, "\"a\"");
  assert_value (NULL, "\"a\"", "\"a\"");
  assert_value ("null", "\"a\"", "\"a\"");
  assert_value ("\"a\"", "null", "\"a\"");
  assert_value ("null", NULL, "null");

  /* What says nothing gives way. */
  assert_value ("\"\"", "\"a\"", "\"a\"");
  assert_value ("\"not visible\"", "\"denim\"", "\"denim\"");
  assert_value ("\"denim\"", "\"Not visible.\"", "\"denim\"");
  assert_value ("[]", "[\"a\"]", "[\"a\"]");
  assert_value ("{\"a\":\"\"}", "{\"b\":\"x\"}", "{\"b\":\"x\"}");
  assert_value ("\"not visible\"", "\"\"", "\"not visible\"");

  assert_value ("[\"Red\",\"blue\"]", "[\"blue\",\"red\",\"green\"]",
                "[\"Red\",\"blue\",\"green\"]");
  /* What is there twice in the source may be meant so. */
  assert_value ("[\"sock\",\"sock\"]", "[\"sock\",\"sock\",\"shoe\"]",
                "[\"sock\",\"sock\",\"shoe\"]");
  assert_value ("[{\"item\":\"hat\"}]", "[{\"item\":\"hat\"},{\"item\":\"cap\"}]",
                "[{\"item\":\"hat\"},{\"item\":\"cap\"}]");
  assert_value ("[\"a\"]", "\"b\"", "[\"a\",\"b\"]");
  assert_value ("\"b\"", "[\"a\",\"b\"]", "[\"b\",\"a\"]");

  assert_value ("{\"a\":\"x\",\"c\":[1]}", "{\"a\":\"x y\",\"b\":\"z\",\"c\":[2]}",
                "{\"a\":\"x y\",\"c\":[1,2],\"b\":\"z\"}");

  /* These cannot be put together. */
  assert_value ("3", "4", "3");
  assert_value ("true", "false", "true");
  assert_value ("false", "true", "false");
  assert_value ("3", "\"a\"", "3");
  assert_value ("{\"a\":1}", "\"a\"", "{\"a\":1}");
}

static void
assert_conflict (const char *source, const char *target, gboolean expected)
{
  g_autoptr (JsonNode) own = source != NULL ? parse (source) : NULL;
  g_autoptr (JsonNode) other = target != NULL ? parse (target) : NULL;

  g_test_message ("%s and %s", source, target);
  g_assert_true (easel_merge_value_conflicts (own, other) == expected);
  g_assert_true (easel_merge_value_conflicts (other, own) == expected);
}

static void
test_conflicts (void)
{
  g_autoptr (EaselEntity) source = make_item (
      "1", "Coat", "{\"color\":\"navy\",\"size\":3,\"trims\":[\"a\"],\"fabric\":\"wool\"}", "a");
  g_autoptr (EaselEntity) target = make_item (
      "2", "Wool Coat", "{\"color\":\"black\",\"size\":4,\"trims\":[\"b\"],\"lining\":\"silk\"}",
      "b");

  assert_conflict (NULL, NULL, FALSE);
  assert_conflict ("\"a\"", NULL, FALSE);
  assert_conflict ("\"a\"", "\"not visible\"", FALSE);
  assert_conflict ("\"Navy.\"", "\"navy\"", FALSE);
  assert_conflict ("\"navy\"", "\"dark navy blue\"", FALSE);
  assert_conflict ("\"navy\"", "\"black\"", TRUE);
  assert_conflict ("\"navy\"", "3", TRUE);
  assert_conflict ("3", "3", FALSE);
  assert_conflict ("3", "4", TRUE);
  assert_conflict ("true", "false", TRUE);
  assert_conflict ("[1]", "[2]", FALSE);
  assert_conflict ("[\"a\"]", "\"b\"", FALSE);
  assert_conflict ("{\"a\":1,\"b\":\"x\"}", "{\"a\":1,\"c\":\"x\"}", FALSE);
  assert_conflict ("{\"a\":1}", "{\"a\":2}", TRUE);

  /* Color and size; one name says more than the other. */
  g_assert_cmpuint (easel_merge_count_conflicts (source, target), ==, 2);
  easel_entity_set_name (target, "Jacket");
  g_assert_cmpuint (easel_merge_count_conflicts (source, target), ==, 3);
}

static void
test_tags (void)
{
  static const char *const first[] = { "Space", " suit", "Ærø", NULL };
  static const char *const second[] = { "space", "SUIT ", "ærø", "new", NULL };
  g_auto (GStrv) tags = easel_merge_value_unite_tags (first, second);
  g_autofree char *joined = g_strjoinv ("|", tags);

  g_assert_cmpstr (joined, ==, "Space|suit|Ærø|new");
}

static void
assert_replaced (const char *json, const char *expected)
{
  g_autoptr (JsonNode) node = parse (json);
  g_autoptr (JsonNode) replaced = easel_merge_value_replace_text (node, "T", "S");

  if (expected == NULL)
    g_assert_null (replaced);
  else
    assert_json (replaced, expected);
}

static void
test_replace (void)
{
  assert_replaced ("{\"a\":\"T T\",\"T\":[\"t\",\"\"]}", NULL);
  assert_replaced ("[]", NULL);
  assert_replaced ("\"T\"", "\"S\"");
  assert_replaced ("{\"who\":\"T\",\"n\":1}", "{\"who\":\"S\",\"n\":1}");
  assert_replaced ("{\"cast\":[{\"id\":\"T\",\"as\":\"pilot\"}]}",
                   "{\"cast\":[{\"id\":\"S\",\"as\":\"pilot\"}]}");
  /* What is the same now is there once, but what was there twice stays. */
  assert_replaced ("[\"S\",\"x\",\"T\",\"x\"]", "[\"S\",\"x\",\"x\"]");
  assert_replaced ("[\"T\",\"S\"]", "[\"S\"]");
  assert_replaced ("[{\"id\":\"S\"},{\"id\":\"T\"},{\"id\":\"T\",\"n\":1}]",
                   "[{\"id\":\"S\"},{\"id\":\"S\",\"n\":1}]");
}

/* Merging --------------------------------------------------------------------------------- */

static void
assert_refused (EaselEntity *source, EaselEntity *target, int code, const char *sentence)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_merge_check (source, target, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, code);
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
test_check (void)
{
  g_autoptr (EaselEntity) coat = make_item ("1", "Coat", "{}", NULL);
  g_autoptr (EaselEntity) jacket = make_item ("2", "Jacket", "{}", NULL);
  g_autoptr (EaselEntity) suit = make ("3", EASEL_ENTITY_OUTFIT, "Suit", "{}", NULL);
  g_autoptr (EaselEntity) old = make_item ("4", "Old Coat", "{}", NULL);
  g_autoptr (GError) error = NULL;

  easel_entity_set_stored (old, 1, 1, 1, TRUE);

  g_assert_true (easel_merge_check (coat, jacket, &error));
  g_assert_no_error (error);
  assert_refused (coat, coat, EASEL_LIBRARY_ERROR_SAME, "“Coat” cannot be merged with itself.");
  assert_refused (coat, suit, EASEL_LIBRARY_ERROR_OTHER_KIND,
                  "“Coat” (Clothing Item) and “Suit” (Outfit) are not of the same kind, so they "
                  "cannot be merged.");
  assert_refused (coat, old, EASEL_LIBRARY_ERROR_ARCHIVED,
                  "“Old Coat” is archived, so it cannot be merged.");
  assert_refused (old, coat, EASEL_LIBRARY_ERROR_ARCHIVED,
                  "“Old Coat” is archived, so it cannot be merged.");
  assert_refused (NULL, coat, EASEL_LIBRARY_ERROR_NOT_FOUND,
                  "What was to be merged is no longer in the library.");
  assert_refused (coat, NULL, EASEL_LIBRARY_ERROR_NOT_FOUND,
                  "What was to be merged is no longer in the library.");
}

static const char item_schema[]
    = "{\"type\":\"object\",\"properties\":{\"suggested_name\":{\"type\":\"string\"},"
      "\"category\":{\"type\":\"string\",\"enum\":[\"tops\",\"outerwear\"]},"
      "\"color\":{\"type\":\"string\",\"description\":\"Main color first.\"},"
      "\"season\":{\"type\":\"string\",\"enum\":[\"summer\",\"winter\"]},"
      "\"trims\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"maxItems\":2}},"
      "\"required\":[\"suggested_name\",\"category\",\"color\",\"trims\"],"
      "\"additionalProperties\":false}";

static void
test_propose (void)
{
  g_autoptr (EaselEntity) source = make_item (
      "1", "Navy Coat",
      "{\"category\":\"outerwear\",\"color\":\"navy\",\"fabric\":\"not visible\","
      "\"trims\":[\"belt\"],\"size\":3}",
      "warm winter");
  g_autoptr (EaselEntity) target = make_item (
      "2", "Dark Blue Wool Coat",
      "{\"category\":\"outerwear\",\"color\":\"dark navy blue\",\"fabric\":\"wool\","
      "\"trims\":[\"Belt\",\"horn buttons\"],\"size\":4,\"details\":\"Double-breasted.\"}",
      "Winter sale");
  g_autoptr (JsonNode) proposal = easel_merge_propose_fieldwise (source, target);

  assert_json (proposal, "{\"name\":\"Navy Coat\",\"tags\":[\"warm\",\"winter\",\"sale\"],"
                         "\"attributes\":{\"category\":\"outerwear\",\"color\":\"dark navy blue\","
                         "\"fabric\":\"wool\",\"trims\":[\"belt\",\"horn buttons\"],\"size\":3,"
                         "\"details\":\"Double-breasted.\"}}");
}

/* (nullable) */
static JsonObject *
get_field (JsonNode *schema, const char *field)
{
  JsonObject *properties = json_object_get_object_member (json_node_get_object (schema),
                                                          "properties");
  JsonObject *attributes = json_object_get_object_member (properties, "attributes");
  JsonObject *fields = json_object_get_object_member (attributes, "properties");
  JsonArray *required = json_object_get_array_member (attributes, "required");

  g_assert_cmpuint (json_object_get_size (fields), ==, json_array_get_length (required));
  if (!json_object_has_member (fields, field))
    return NULL;
  return json_object_get_object_member (fields, field);
}

static void
assert_field (JsonNode *schema, const char *field, const char *expected)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), get_field (schema, field));

  assert_json (node, expected);
}

static void
test_schema (void)
{
  g_autoptr (JsonNode) kind_schema = parse (item_schema);
  g_autoptr (EaselEntity) source = make_item (
      "1", "Coat", "{\"category\":\"outerwear\",\"season\":\"winter\",\"size\":3,\"x\":null}",
      NULL);
  g_autoptr (EaselEntity) target = make_item (
      "2", "Jacket",
      "{\"category\":\"tops\",\"color\":\"navy\",\"trims\":[\"a\",\"b\",\"c\"],\"x\":null}", NULL);
  g_autoptr (JsonNode) schema = easel_merge_build_schema (source, target, kind_schema);
  g_autoptr (JsonNode) without = easel_merge_build_schema (source, target, NULL);
  JsonObject *members = json_object_get_object_member (json_node_get_object (schema), "properties");

  g_assert_cmpuint (json_object_get_size (members), ==, 3);
  assert_field (schema, "category", "{\"type\":\"string\",\"enum\":[\"tops\",\"outerwear\"]}");
  assert_field (schema, "color", "{\"type\":\"string\",\"description\":\"Main color first.\"}");
  /* What the kind can do without may go. */
  assert_field (schema, "season",
                "{\"type\":[\"string\",\"null\"],\"enum\":[\"summer\",\"winter\",null]}");
  /* What the kind does not know, and what is not as it says. */
  assert_field (schema, "size", "{\"type\":[\"integer\",\"null\"]}");
  assert_field (schema, "trims", "{\"type\":[\"array\",\"null\"],\"items\":{\"type\":\"string\"}}");
  /* A model invents nothing. */
  g_assert_null (get_field (schema, "suggested_name"));
  g_assert_null (get_field (schema, "x"));

  assert_field (without, "category", "{\"type\":[\"string\",\"null\"]}");
  /* The kind's own schema is not touched. */
  assert_json (kind_schema, item_schema);
}

/* @edit: replaces the proposal's members of the same name. @sentence: (nullable) */
static void
assert_proposal (const char *json, const char *sentence)
{
  g_autoptr (JsonNode) kind_schema = parse (item_schema);
  g_autoptr (EaselEntity) source = make_item (
      "1", "Coat", "{\"category\":\"outerwear\",\"season\":\"winter\",\"base_size\":3}", "warm");
  g_autoptr (EaselEntity) target = make_item ("2", "Jacket", "{\"color\":\"navy\"}", NULL);
  g_autoptr (JsonNode) schema = easel_merge_build_schema (source, target, kind_schema);
  g_autoptr (JsonNode) proposal = json != NULL ? parse (json) : NULL;
  g_autoptr (GError) error = NULL;
  gboolean fits = easel_merge_check_proposal (schema, proposal, &error);

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

#define FINE "\"category\":\"outerwear\",\"season\":\"winter\",\"base_size\":3,\"color\":\"navy\""

static void
test_check_proposal (void)
{
  g_autofree char *megabyte = g_strnfill (1000 * 1000, 'x');
  g_autofree char *big = g_strdup_printf (
      "{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"tops\",\"season\":null,"
      "\"base_size\":null,\"color\":\"%s\"}}",
      megabyte);
  g_autofree char *big_name = g_strdup_printf (
      "{\"name\":\"%s\",\"tags\":[],\"attributes\":{" FINE "}}", megabyte);
  g_autofree char *big_tag = g_strdup_printf (
      "{\"name\":\"Coat\",\"tags\":[\"%s\"],\"attributes\":{" FINE "}}", megabyte);

  assert_proposal ("{\"name\":\"Coat\",\"tags\":[\"warm\"],\"attributes\":{" FINE "}}", NULL);
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"tops\","
                   "\"season\":null,\"base_size\":null,\"color\":\"\"}}",
                   NULL);

  assert_proposal (NULL, "This is not a proposal for a merge.");
  assert_proposal ("[]", "This is not a proposal for a merge.");
  assert_proposal ("\"Coat\"", "This is not a proposal for a merge.");
  assert_proposal ("null", "This is not a proposal for a merge.");
  assert_proposal ("{}", "“name” is missing.");
  assert_proposal ("{\"name\":\"Coat\"}", "“tags” is missing.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[]}", "“attributes” is missing.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[],\"attributes\":{}}", "“category” is missing.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"tops\","
                   "\"season\":\"winter\",\"color\":\"navy\"}}",
                   "“base size” is missing.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[],\"attributes\":{" FINE ",\"id\":\"1\"}}",
                   "There is no field “id” here.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[],\"attributes\":{" FINE "},\"id\":\"2\"}",
                   "There is no field “id” here.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[],\"attributes\":{" FINE "},\"created\":0}",
                   "There is no field “created” here.");
  assert_proposal ("{\"name\":7,\"tags\":[],\"attributes\":{" FINE "}}", "“name” must be a text.");
  assert_proposal ("{\"name\":\"  \",\"tags\":[],\"attributes\":{" FINE "}}",
                   "A name must not be empty.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":\"warm\",\"attributes\":{" FINE "}}",
                   "“tags” must be a list.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[\"warm\",{}],\"attributes\":{" FINE "}}",
                   "“tags › 2” must be a text.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[\"\"],\"attributes\":{" FINE "}}",
                   "A tag must not be empty.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[],\"attributes\":[]}",
                   "“attributes” must be a group of fields.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":null,"
                   "\"season\":null,\"base_size\":null,\"color\":\"\"}}",
                   "“category” must be a text.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"tops\","
                   "\"season\":\"monsoon\",\"base_size\":null,\"color\":\"\"}}",
                   "“season” must be one of these: summer, winter.");
  assert_proposal ("{\"name\":\"Coat\",\"tags\":[],\"attributes\":{\"category\":\"tops\","
                   "\"season\":null,\"base_size\":\"3\",\"color\":\"\"}}",
                   "“base size” must be a whole number.");
  assert_proposal (big, "“color” is too long: 1.0 MB, where 250.0 kB is the most there can be.");
  assert_proposal (big_name,
                   "“name” is too long: 1.0 MB, where 250.0 kB is the most there can be.");
  assert_proposal (big_tag,
                   "“tags › 1” is too long: 1.0 MB, where 250.0 kB is the most there can be.");
}

/* Summaries ------------------------------------------------------------------------------- */

static void
test_compare (void)
{
  static const struct
  {
    const char *values[3]; /* source, target, result */
    EaselMergeResult result;
  } cases[] = {
    { { "\"a\"", "\"a\"", "\"a\"" }, EASEL_MERGE_RESULT_EQUAL },
    { { "\"a\"", "\"b\"", "\"a\"" }, EASEL_MERGE_RESULT_SOURCE },
    { { "\"a\"", NULL, "\"a\"" }, EASEL_MERGE_RESULT_SOURCE },
    { { "\"a\"", "\"b\"", "\"b\"" }, EASEL_MERGE_RESULT_TARGET },
    { { NULL, "\"b\"", "\"b\"" }, EASEL_MERGE_RESULT_TARGET },
    { { "\"not visible\"", "\"b\"", "\"b\"" }, EASEL_MERGE_RESULT_TARGET },
    { { "\"a\"", "\"b\"", "\"a b\"" }, EASEL_MERGE_RESULT_COMBINED },
    { { "\"a\"", "\"a\"", "\"b\"" }, EASEL_MERGE_RESULT_COMBINED },
    { { NULL, NULL, "\"b\"" }, EASEL_MERGE_RESULT_COMBINED },
    { { "\"a\"", "\"b\"", NULL }, EASEL_MERGE_RESULT_DROPPED },
    { { "\"a\"", NULL, "null" }, EASEL_MERGE_RESULT_DROPPED },
    { { NULL, "[1]", "[]" }, EASEL_MERGE_RESULT_DROPPED },
    { { NULL, "\"\"", NULL }, EASEL_MERGE_RESULT_EQUAL },
    { { "[1]", "[2]", "[1,2]" }, EASEL_MERGE_RESULT_COMBINED },
    { { "[1,2]", "[2]", "[1,2]" }, EASEL_MERGE_RESULT_SOURCE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) source = cases[i].values[0] != NULL ? parse (cases[i].values[0]) : NULL;
      g_autoptr (JsonNode) target = cases[i].values[1] != NULL ? parse (cases[i].values[1]) : NULL;
      g_autoptr (JsonNode) result = cases[i].values[2] != NULL ? parse (cases[i].values[2]) : NULL;
      EaselMergeResult back;

      g_test_message ("case %u", i);
      g_assert_cmpint (easel_merge_compare (source, target, result), ==, cases[i].result);
      g_assert_true (
          easel_merge_result_from_string (easel_merge_result_to_string (cases[i].result), &back));
      g_assert_cmpint (back, ==, cases[i].result);
    }
}

static void
test_summarize (void)
{
  g_autoptr (EaselEntity) source = make_item (
      "1", "Coat",
      "{\"category\":\"outerwear\",\"color\":\"navy\",\"fabric\":\"wool\",\"trims\":[\"a\",\"b\"],"
      "\"season\":\"winter\",\"note\":\"\"}",
      "warm old");
  g_autoptr (EaselEntity) target = make_item (
      "2", "Jacket",
      "{\"category\":\"outerwear\",\"color\":\"blue\",\"trims\":[\"b\",\"c\"],"
      "\"details\":\"belted\"}",
      "new");
  g_autoptr (JsonNode) proposal = parse (
      "{\"name\":\"Jacket\",\"tags\":[\"warm\",\"new\"],\"attributes\":{"
      "\"category\":\"outerwear\",\"color\":\"navy blue\",\"fabric\":\"wool\","
      "\"trims\":[\"a\",\"c\"],\"season\":null,\"note\":\"\",\"details\":\"belted\"}}");
  g_autoptr (JsonNode) origins = parse (
      "{\"name\":\"person\",\"tags\":\"ai\",\"attributes\":{\"color\":\"ai\","
      "\"trims\":\"person\",\"fabric\":\"a lie\",\"details\":3}}");
  g_autoptr (JsonNode) summary = NULL;

  easel_entity_add_picture (source, "p1", "source");
  easel_entity_add_picture (target, "p1", "source");
  easel_entity_add_picture (target, "p2", "source");
  easel_entity_add_reference (target, "item", "x");
  summary = easel_merge_summarize (source, target, proposal, json_node_get_object (origins));

  assert_json (
      summary,
      "[{\"part\":\"name\",\"result\":\"target\",\"origin\":\"person\",\"conflict\":true},"
      "{\"part\":\"attribute\",\"field\":\"category\",\"result\":\"equal\"},"
      "{\"part\":\"attribute\",\"field\":\"color\",\"result\":\"combined\",\"origin\":\"ai\","
      "\"conflict\":true},"
      "{\"part\":\"attribute\",\"field\":\"fabric\",\"result\":\"source\"},"
      "{\"part\":\"attribute\",\"field\":\"trims\",\"result\":\"combined\",\"origin\":\"person\","
      "\"lost\":[\"b\"]},"
      "{\"part\":\"attribute\",\"field\":\"season\",\"result\":\"dropped\"},"
      "{\"part\":\"attribute\",\"field\":\"details\",\"result\":\"target\"},"
      "{\"part\":\"tags\",\"result\":\"combined\",\"origin\":\"ai\",\"lost\":[\"old\"]},"
      "{\"part\":\"pictures\",\"result\":\"combined\"},"
      "{\"part\":\"references\",\"result\":\"target\"}]");
}

/* Applying -------------------------------------------------------------------------------- */

static void
test_apply (void)
{
  g_autoptr (EaselEntity) source = make_item (
      "1", "Coat", "{\"color\":\"navy\",\"season\":\"winter\",\"later\":\"x\"}", "warm");
  g_autoptr (EaselEntity) target = make_item ("2", "Jacket",
                                              "{\"fabric\":\"wool\",\"later\":\"x y\"}", "new");
  /* Made before "later" was there, and while there was a "gone". */
  g_autoptr (JsonNode) proposal = parse (
      "{\"name\":\"Navy Coat\",\"tags\":[\"warm\",\"Warm\",\"new\"],\"attributes\":{"
      "\"color\":\"navy blue\",\"season\":null,\"fabric\":\"\",\"gone\":\"z\"}}");
  g_autoptr (EaselEntity) merged = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (JsonNode) expected = NULL;

  easel_entity_set_provenance (source, "job-1", "outfit", "demo", "pixels", "r1");
  easel_entity_set_provenance (target, "job-2", "outfit", "other", "m", "r2");
  easel_entity_set_stored (source, 5000000, 6000000, 7, FALSE);
  easel_entity_set_stored (target, 1000000, 9000000, 9, FALSE);
  easel_entity_add_picture (source, "p1", "source");
  easel_entity_add_picture (source, "2", "source");
  easel_entity_add_picture (target, "p1", "preview");
  easel_entity_add_picture (target, "p1", "source");
  easel_entity_add_picture (target, "1", "source");
  easel_entity_add_reference (source, "with", "2");
  easel_entity_add_reference (source, "item", "x");
  easel_entity_add_reference (target, "with", "1");
  easel_entity_add_reference (target, "with", "2");
  easel_entity_add_reference (target, "item", "x");
  easel_entity_add_reference (target, "item", "y");

  merged = easel_merge_apply_to (source, target, proposal);
  json = easel_entity_to_json (merged);
  expected = parse (
      "{\"id\":\"1\",\"kind\":\"clothing_item\",\"name\":\"Navy Coat\",\"attributes\":{"
      "\"color\":\"navy blue\",\"later\":\"x y\",\"fabric\":\"\",\"gone\":\"z\"},"
      "\"tags\":[\"warm\",\"new\"],\"pictures\":[{\"picture\":\"p1\",\"role\":\"source\"},"
      "{\"picture\":\"p1\",\"role\":\"preview\"}],\"references\":[{\"role\":\"item\","
      "\"target\":\"x\"},{\"role\":\"item\",\"target\":\"y\"}],\"job\":\"job-1\","
      "\"analyzer\":\"outfit\",\"provider\":\"demo\",\"model\":\"pixels\","
      "\"prompt_revision\":\"r1\",\"archived\":false,\"created\":\"1970-01-01T00:00:05Z\","
      "\"updated\":\"1970-01-01T00:00:06Z\",\"revision\":7,\"thumbnail\":null}");
  {
    g_autofree char *text = json_to_string (json, TRUE);
    g_autofree char *expected_text = json_to_string (expected, TRUE);

    g_assert_cmpstr (text, ==, expected_text);
  }

  /* Neither of the two was touched. */
  g_assert_cmpstr (easel_entity_get_name (source), ==, "Coat");
  g_assert_cmpuint (json_object_get_size (easel_entity_get_attributes (source)), ==, 3);
  g_assert_cmpuint (easel_entity_get_references (source)->len, ==, 2);
}

/* What a file is like stays with the file. */
static void
test_pictures (void)
{
  g_autoptr (EaselEntity) source = make ("1", EASEL_ENTITY_PICTURE, "A.png",
                                         "{\"format\":\"png\",\"width\":3,\"caption\":\"a dog\"}",
                                         NULL);
  g_autoptr (EaselEntity) target = make (
      "2", EASEL_ENTITY_PICTURE, "B.jpg",
      "{\"format\":\"jpeg\",\"width\":9,\"original_name\":\"B.jpg\",\"mood\":\"calm\"}", NULL);
  g_autoptr (JsonNode) proposal = easel_merge_propose_fieldwise (source, target);
  g_autoptr (JsonNode) schema = easel_merge_build_schema (source, target, NULL);
  g_autoptr (EaselEntity) merged = easel_merge_apply_to (source, target, proposal);
  g_autoptr (JsonNode) attributes = json_node_init_object (json_node_alloc (),
                                                           easel_entity_get_attributes (merged));

  assert_json (proposal, "{\"name\":\"A.png\",\"tags\":[],\"attributes\":{\"caption\":\"a dog\","
                         "\"mood\":\"calm\"}}");
  g_assert_null (get_field (schema, "width"));
  assert_json (attributes,
               "{\"format\":\"png\",\"width\":3,\"caption\":\"a dog\",\"mood\":\"calm\"}");
}

/* Whatever there is, the proposal without a model fits, and loses no element of a list. */
static char *
make_value (guint depth)
{
  static const char *const values[] = {
    "null", "\"\"", "\"navy\"", "\"dark navy blue\"", "\"not visible\"", "7",
    "2.5",  "true", "[]",       "[\"a\",\"B\"]",      "[1,2]",           "[\"x\",3,null]",
    "{}",
  };
  guint which = (guint) g_test_rand_int_range (0, G_N_ELEMENTS (values) + 2);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (which < G_N_ELEMENTS (values) || depth == 0)
    return g_strdup (values[which % G_N_ELEMENTS (values)]);
  first = make_value (depth - 1);
  second = make_value (depth - 1);
  return which == G_N_ELEMENTS (values) ? g_strdup_printf ("[{\"a\":%s},{\"b\":%s}]", first, second)
                                        : g_strdup_printf ("{\"a\":%s,\"b\":%s}", first, second);
}

static char *
make_attributes (void)
{
  GString *json = g_string_new ("{");

  for (guint i = 0; i < 6; i++)
    if (g_test_rand_bit ())
      {
        static const char *const names[] = { "category", "color", "season", "trims", "x", "y" };
        g_autofree char *value = make_value (2);

        g_string_append_printf (json, "%s\"%s\":%s", json->len > 1 ? "," : "", names[i], value);
      }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static void
test_fieldwise_fits (void)
{
  g_autoptr (JsonNode) kind_schema = parse (item_schema);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *own = make_attributes ();
      g_autofree char *other = make_attributes ();
      g_autoptr (EaselEntity) source = make_item ("1", "Coat", own, "a b");
      g_autoptr (EaselEntity) target = make_item ("2", "Jacket", other, "b c");
      g_autoptr (JsonNode) proposal = easel_merge_propose_fieldwise (source, target);
      g_autoptr (JsonNode) schema = easel_merge_build_schema (source, target,
                                                              i % 2 == 0 ? kind_schema : NULL);
      g_autoptr (JsonNode) summary = NULL;
      g_autoptr (GError) error = NULL;

      easel_merge_check_proposal (schema, proposal, &error);
      if (error != NULL)
        g_test_message ("%s and %s", own, other);
      g_assert_no_error (error);

      summary = easel_merge_summarize (source, target, proposal, NULL);
      for (guint j = 0; j < json_array_get_length (json_node_get_array (summary)); j++)
        {
          JsonObject *field = json_array_get_object_element (json_node_get_array (summary), j);

          g_assert_cmpstr (json_object_get_string_member (field, "result"), !=, "dropped");
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge-proposal/texts", test_texts);
  g_test_add_func ("/merge-proposal/text-is-stable", test_text_is_stable);
  g_test_add_func ("/merge-proposal/text-does-not-grow-for-ever", test_text_does_not_grow_for_ever);
  g_test_add_func ("/merge-proposal/values", test_values);
  g_test_add_func ("/merge-proposal/conflicts", test_conflicts);
  g_test_add_func ("/merge-proposal/tags", test_tags);
  g_test_add_func ("/merge-proposal/replace", test_replace);
  g_test_add_func ("/merge-proposal/check", test_check);
  g_test_add_func ("/merge-proposal/propose", test_propose);
  g_test_add_func ("/merge-proposal/schema", test_schema);
  g_test_add_func ("/merge-proposal/check-proposal", test_check_proposal);
  g_test_add_func ("/merge-proposal/compare", test_compare);
  g_test_add_func ("/merge-proposal/summarize", test_summarize);
  g_test_add_func ("/merge-proposal/apply", test_apply);
  g_test_add_func ("/merge-proposal/pictures", test_pictures);
  g_test_add_func ("/merge-proposal/fieldwise-fits", test_fieldwise_fits);

  return g_test_run ();
}
