/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-scene.h"

#define L EASEL_MERGE_SIDE_LEFT
#define R EASEL_MERGE_SIDE_RIGHT

typedef struct
{
  EaselMergeReviewModel *model;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->model = merge_scene_review (1, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->model);
}

static EaselMergeField *
find (Fixture *fixture, const char *name)
{
  EaselMergeField *field = merge_scene_find (fixture->model, name);

  g_assert_nonnull (field);
  return field;
}

static void
check (EaselMergeField *field, const char *value, EaselMergeOrigin origin, gboolean chosen)
{
  merge_scene_check (easel_merge_field_get_value (field), value);
  g_assert_cmpint (easel_merge_field_get_origin (field), ==, origin);
  g_assert_cmpint (easel_merge_field_get_chosen (field), ==, chosen);
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  const struct
  {
    const char *name;
    EaselMergeFieldType kind;
  } kinds[] = {
    { "name", EASEL_MERGE_FIELD_TEXT },       { "tags", EASEL_MERGE_FIELD_LIST },
    { "category", EASEL_MERGE_FIELD_CHOICE }, { "fabric", EASEL_MERGE_FIELD_TEXT },
    { "colors", EASEL_MERGE_FIELD_LIST },     { "lined", EASEL_MERGE_FIELD_CHOICE },
    { "size", EASEL_MERGE_FIELD_JSON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpint (easel_merge_field_get_kind (find (fixture, kinds[i].name)), ==, kinds[i].kind);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  EaselMergeField *field = find (fixture, "fabric");

  check (field, "\"Wool felt\"", EASEL_MERGE_ORIGIN_AI, FALSE);
  easel_merge_field_take (field, L);
  check (field, "\"Wool\"", EASEL_MERGE_ORIGIN_LEFT, TRUE);
  g_assert_true (easel_merge_field_is_side (field, L));
  easel_merge_field_take (field, R);
  check (field, "\"Heavy wool felt\"", EASEL_MERGE_ORIGIN_RIGHT, TRUE);
  easel_merge_field_set_text (field, "Loden");
  check (field, "\"Loden\"", EASEL_MERGE_ORIGIN_YOU, TRUE);

  /* Written by hand or taken, it is the same. */
  easel_merge_field_set_text (field, "Wool");
  check (field, "\"Wool\"", EASEL_MERGE_ORIGIN_LEFT, TRUE);
  easel_merge_field_set_text (field, "Wool felt");
  check (field, "\"Wool felt\"", EASEL_MERGE_ORIGIN_AI, FALSE);

  easel_merge_field_set_text (field, "Loden");
  easel_merge_field_reset (field);
  check (field, "\"Wool felt\"", EASEL_MERGE_ORIGIN_AI, FALSE);
}

/* Nothing is null where the kind can do without, and a text elsewhere. */
static void
test_no_text (Fixture *fixture, gconstpointer data)
{
  EaselMergeField *field = find (fixture, "occasion");

  check (field, "\"Opera\"", EASEL_MERGE_ORIGIN_RIGHT, FALSE);
  g_assert_true (easel_merge_field_can_take (field, L));
  easel_merge_field_take (field, L);
  check (field, "null", EASEL_MERGE_ORIGIN_LEFT, TRUE);
  g_assert_cmpstr (easel_merge_field_get_text (field), ==, "");
  g_assert_null (easel_merge_field_get_problem (field));
  easel_merge_field_set_text (find (fixture, "details"), "");
  check (find (fixture, "details"), "\"\"", EASEL_MERGE_ORIGIN_YOU, TRUE);
}

static void
test_name (Fixture *fixture, gconstpointer data)
{
  EaselMergeField *field = find (fixture, "name");

  check (field, "\"Red Coat\"", EASEL_MERGE_ORIGIN_LEFT, FALSE);
  easel_merge_field_set_text (field, " ");
  g_assert_nonnull (easel_merge_field_get_problem (field));
  g_assert_true (easel_merge_review_model_find_problem (fixture->model) == field);
  easel_merge_field_set_text (field, "Coat");
  g_assert_null (easel_merge_field_get_problem (field));
  g_assert_null (easel_merge_review_model_find_problem (fixture->model));
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  EaselMergeField *field = find (fixture, "colors");
  g_autoptr (JsonNode) gold = json_from_string ("\"Gold\"", NULL);

  g_assert_true (easel_merge_field_takes_texts (field));
  check (field, "[\"Red\",\"Black\",\"Gold\"]", EASEL_MERGE_ORIGIN_AI, FALSE);
  easel_merge_field_remove (field, 1);
  check (field, "[\"Red\",\"Gold\"]", EASEL_MERGE_ORIGIN_RIGHT, TRUE);
  easel_merge_field_add (field, gold);
  check (field, "[\"Red\",\"Gold\"]", EASEL_MERGE_ORIGIN_RIGHT, TRUE);
  easel_merge_field_remove (field, 1);
  g_assert_false (easel_merge_field_has (field, gold));
  check (field, "[\"Red\"]", EASEL_MERGE_ORIGIN_YOU, TRUE);
  easel_merge_field_add (field, gold);
  check (field, "[\"Red\",\"Gold\"]", EASEL_MERGE_ORIGIN_RIGHT, TRUE);
  /* What is proposed was not touched by any of this. */
  easel_merge_field_reset (field);
  check (field, "[\"Red\",\"Black\",\"Gold\"]", EASEL_MERGE_ORIGIN_AI, FALSE);
}

static void
test_tags (Fixture *fixture, gconstpointer data)
{
  EaselMergeField *field = find (fixture, "tags");
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr (JsonNode) tag = json_node_init_string (json_node_alloc (), text);

  easel_merge_field_add (field, tag);
  g_assert_nonnull (easel_merge_field_get_problem (field));
}

static void
test_choice (Fixture *fixture, gconstpointer data)
{
  EaselMergeField *field = find (fixture, "category");
  GPtrArray *choices = easel_merge_field_get_choices (field);

  g_assert_cmpuint (choices->len, ==, 3);
  easel_merge_field_set_value (field, choices->pdata[2]);
  check (field, "\"bags\"", EASEL_MERGE_ORIGIN_YOU, TRUE);
  easel_merge_field_reset (field);
  check (field, "\"outerwear\"", EASEL_MERGE_ORIGIN_BOTH, FALSE);
  g_assert_true (easel_merge_field_get_equal (field));

  /* Yes, no, and nothing. */
  field = find (fixture, "lined");
  g_assert_cmpuint (easel_merge_field_get_choices (field)->len, ==, 3);
  easel_merge_field_take (field, R);
  check (field, "false", EASEL_MERGE_ORIGIN_RIGHT, TRUE);
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  EaselMergeField *field = find (fixture, "size");

  easel_merge_field_set_text (field, "{\"chest\":");
  g_assert_nonnull (easel_merge_field_get_problem (field));
  g_assert_cmpstr (easel_merge_field_get_text (field), ==, "{\"chest\":");
  check (field, "{\"chest\":96}", EASEL_MERGE_ORIGIN_LEFT, FALSE);
  easel_merge_field_set_text (field, "{\"chest\":97}");
  g_assert_null (easel_merge_field_get_problem (field));
  check (field, "{\"chest\":97}", EASEL_MERGE_ORIGIN_YOU, TRUE);
  easel_merge_field_set_text (field, "{\"chest\":\"wide\"}");
  g_assert_nonnull (easel_merge_field_get_problem (field));
}

/* Where no model wrote it, none is named. */
static void
test_fallback (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselMergeReviewModel) plain = merge_scene_review (1, FALSE);
  EaselMergeField *field = merge_scene_find (plain, "fabric");

  check (field, "\"Wool felt\"", EASEL_MERGE_ORIGIN_COMBINED, FALSE);
}

static void
on_changed (EaselMergeField *field, gpointer data)
{
  *(guint *) data += 1;
}

static void
test_signal (Fixture *fixture, gconstpointer data)
{
  EaselMergeField *field = find (fixture, "fabric");
  guint n = 0;

  g_signal_connect (field, "changed", G_CALLBACK (on_changed), &n);
  easel_merge_field_take (field, L);
  g_assert_cmpuint (n, ==, 1);
  easel_merge_field_set_text (field, "Loden");
  g_assert_cmpuint (n, ==, 2);
  easel_merge_field_set_text (field, "Loden");
  g_assert_cmpuint (n, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/merge-field/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("kinds", test_kinds);
  ADD ("text", test_text);
  ADD ("no-text", test_no_text);
  ADD ("name", test_name);
  ADD ("list", test_list);
  ADD ("tags", test_tags);
  ADD ("choice", test_choice);
  ADD ("json", test_json);
  ADD ("fallback", test_fallback);
  ADD ("signal", test_signal);
#undef ADD

  return g_test_run ();
}
