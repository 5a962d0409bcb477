/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-engine-error.h"
#include "easel-merge-decision.h"
#include "easel-merge-proposal.h"
#include "easel-merge.h"
#include "easel-studio-error.h"

#include <string.h>

/* What a merge asks, and what may be answered, as JSON. */

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

static EaselEntity *
make_entity (const char *id, const char *name, const char *attributes)
{
  EaselEntity *entity = easel_entity_new (id, EASEL_ENTITY_CLOTHING_ITEM, name);
  g_autoptr (JsonNode) node = parse (attributes);

  easel_entity_set_attributes (entity, json_node_get_object (node));
  return entity;
}

static EaselEntity *
make_source (void)
{
  EaselEntity *entity = make_entity ("source", "Navy coat",
                                     "{\"item\":\"coat\",\"color\":\"navy\",\"fabric\":\"wool\"}");
  const char *const tags[] = { "winter", NULL };

  easel_entity_set_tags (entity, tags);
  return entity;
}

static EaselEntity *
make_target (void)
{
  return make_entity ("target", "Blue coat",
                      "{\"item\":\"coat\",\"color\":\"blue\",\"fabric\":\"wool felt\"}");
}

#define VALUES                                                                                     \
  "{\"name\":\"Navy coat\",\"tags\":[\"winter\"],\"attributes\":{\"item\":\"coat\","               \
  "\"color\":\"navy blue\",\"fabric\":\"wool felt\"}}"

static EaselMergeProposal *
make_proposal (const char *fallback_reason)
{
  g_autoptr (EaselEntity) source = make_source ();
  g_autoptr (EaselEntity) target = make_target ();
  g_autoptr (EaselEntity) outfit = easel_entity_new ("outfit", EASEL_ENTITY_OUTFIT, "Rain “gear”");
  g_autoptr (GPtrArray) affected = g_ptr_array_new ();
  g_autoptr (JsonNode) schema = easel_merge_build_schema (source, target, NULL);
  g_autoptr (JsonNode) values = parse (VALUES);
  const char *const changed[] = { "“Navy coat” was changed in the meantime: color.", NULL };
  const EaselMergeProposalParts parts = {
    .source = source,
    .target = target,
    .schema = schema,
    .values = values,
    .fallback_reason = fallback_reason,
    .version = 2,
    .comment = "Shorter, please",
    .changed = changed,
    .affected = affected,
    .provider = "test",
    .model = "test-model",
    .prompt_revision = "1",
  };

  g_ptr_array_add (affected, outfit);
  g_ptr_array_add (affected, source);
  return easel_merge_proposal_new (&parts);
}

static void
assert_node (JsonNode *node, const char *expected)
{
  g_autofree char *text = json_to_string (node, FALSE);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_object (JsonObject *object, const char *expected)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  assert_node (node, expected);
}

static void
assert_is_whole (EaselMergeProposal *merge)
{
  const EaselMergeAffected *affected;

  g_assert_cmpstr (easel_entity_get_name (easel_merge_proposal_get_source (merge)), ==,
                   "Navy coat");
  g_assert_cmpstr (easel_entity_get_id (easel_merge_proposal_get_target (merge)), ==, "target");
  assert_node (easel_merge_proposal_get_values (merge), VALUES);
  assert_object (easel_merge_proposal_get_origins (merge), "{\"attributes\":{\"color\":\"ai\"}}");
  g_assert_cmpuint (easel_merge_proposal_get_n_conflicts (merge), ==, 2);
  g_assert_null (easel_merge_proposal_get_fallback_reason (merge));
  g_assert_cmpuint (easel_merge_proposal_get_version (merge), ==, 2);
  g_assert_cmpstr (easel_merge_proposal_get_comment (merge), ==, "Shorter, please");
  g_assert_cmpuint (g_strv_length ((GStrv) easel_merge_proposal_get_changed (merge)), ==, 1);
  g_assert_cmpstr (easel_merge_proposal_get_provider (merge), ==, "test");
  g_assert_cmpstr (easel_merge_proposal_get_model (merge), ==, "test-model");
  g_assert_cmpuint (easel_merge_proposal_get_affected_swapped (merge)->len, ==, 0);
  g_assert_cmpuint (easel_merge_proposal_get_affected (merge)->len, ==, 1);
  affected = g_ptr_array_index (easel_merge_proposal_get_affected (merge), 0);
  g_assert_cmpstr (affected->id, ==, "outfit");
  g_assert_cmpstr (affected->kind, ==, EASEL_ENTITY_OUTFIT);
  g_assert_cmpstr (affected->name, ==, "Rain “gear”");
}

static void
test_round_trip (void)
{
  g_autoptr (EaselMergeProposal) merge = make_proposal (NULL);
  g_autoptr (EaselProposal) proposal = easel_merge_proposal_to_proposal (merge);
  g_autoptr (EaselMergeProposal) again = NULL;
  g_autoptr (EaselProposal) twice = NULL;
  g_autoptr (JsonNode) basis = NULL;
  g_autoptr (GError) error = NULL;

  assert_is_whole (merge);
  g_assert_cmpstr (proposal->view, ==, "merge");
  g_assert_cmpstr (proposal->title, ==, "Merge “Blue coat” into “Navy coat”");
  g_assert_cmpstr (proposal->description, ==, "“Navy coat” was changed in the meantime: color.");
  basis = parse (proposal->basis);
  g_assert_cmpstr (json_object_get_string_member (
                       json_array_get_object_element (json_node_get_array (basis), 1), "id"),
                   ==, "target");

  again = easel_merge_proposal_from_proposal (proposal, &error);
  g_assert_no_error (error);
  assert_is_whole (again);
  g_assert_true (json_node_equal (easel_merge_proposal_get_summary (merge),
                                  easel_merge_proposal_get_summary (again)));
  g_assert_true (json_node_equal (easel_merge_proposal_get_schema (merge),
                                  easel_merge_proposal_get_schema (again)));
  twice = easel_merge_proposal_to_proposal (again);
  g_assert_cmpstr (twice->data, ==, proposal->data);
  g_assert_cmpstr (twice->provenance, ==, proposal->provenance);
  g_assert_cmpstr (twice->basis, ==, proposal->basis);
}

/* Nobody wrote a fallback: no model is named, and nothing counts as its words. */
static void
test_fallback (void)
{
  g_autoptr (EaselMergeProposal) merge = make_proposal ("The model declined.");
  g_autoptr (EaselProposal) proposal = easel_merge_proposal_to_proposal (merge);
  g_autoptr (EaselMergeProposal) again = easel_merge_proposal_from_proposal (proposal, NULL);

  g_assert_cmpstr (easel_merge_proposal_get_fallback_reason (again), ==, "The model declined.");
  assert_object (easel_merge_proposal_get_origins (again), "{\"attributes\":{}}");
  g_assert_null (easel_merge_proposal_get_model (again));
  g_assert_null (proposal->provenance);
}

/* What is as proposed stays the model's; what is one side's is nobody's; the rest is the
 * person's. */
static void
test_find_origins (void)
{
  g_autoptr (EaselMergeProposal) merge = make_proposal (NULL);
  g_autoptr (JsonNode) values = parse (
      "{\"name\":\"Deep blue coat\",\"tags\":[\"winter\",\"rain\"],\"attributes\":"
      "{\"item\":null,\"color\":\"navy blue\",\"fabric\":\"wool\"}}");
  g_autoptr (JsonObject) origins = easel_merge_proposal_find_origins (merge, values);

  assert_object (origins, "{\"attributes\":{\"item\":\"person\",\"color\":\"ai\"},"
                          "\"name\":\"person\",\"tags\":\"person\"}");
}

static void
assert_unreadable (const char *view, const char *data)
{
  g_autoptr (EaselProposal) proposal = easel_proposal_new ("?", view, data, EASEL_DECISION_APPROVE);
  g_autoptr (EaselMergeProposal) merge = NULL;
  g_autoptr (GError) error = NULL;

  merge = easel_merge_proposal_from_proposal (proposal, &error);
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
  g_assert_null (merge);
}

static void
test_unreadable (void)
{
  static const char *const members[] = { "source", "target",  "schema",
                                         "values", "origins", "summary" };
  g_autoptr (EaselMergeProposal) merge = make_proposal (NULL);
  g_autoptr (EaselProposal) proposal = easel_merge_proposal_to_proposal (merge);

  assert_unreadable ("json", proposal->data);
  assert_unreadable ("merge", "");
  assert_unreadable ("merge", "[]");
  assert_unreadable ("merge", "{\"values\":");
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (JsonNode) node = parse (proposal->data);
      g_autofree char *text = NULL;

      json_object_set_string_member (json_node_get_object (node), members[i], "teapot");
      text = json_to_string (node, FALSE);
      assert_unreadable ("merge", text);
      json_object_set_object_member (json_node_get_object (node), members[i], json_object_new ());
      g_free (text);
      text = json_to_string (node, FALSE);
      if (!g_str_equal (members[i], "origins"))
        assert_unreadable ("merge", text);
    }
}

/* Decisions ------------------------------------------------------------------------------- */

static void
test_decision (void)
{
  static const char *const text
      = "{\"values\":{\"name\":\"Coat\"},\"origins\":{\"name\":\"person\",\"attributes\":"
        "{\"color\":\"ai\"}},\"swapped\":true,\"force\":true,\"group\":\"g\"}";
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselMergeDecision) decision = easel_merge_decision_from_json (text, &error);
  g_autoptr (EaselMergeDecision) empty = NULL;
  g_autofree char *again = NULL;
  g_autofree char *nothing = NULL;

  g_assert_no_error (error);
  g_assert_true (decision->swapped);
  g_assert_true (decision->force);
  g_assert_cmpstr (decision->group, ==, "g");
  again = easel_merge_decision_to_json (decision);
  g_assert_cmpstr (again, ==, text);

  empty = easel_merge_decision_from_json (NULL, &error);
  g_assert_no_error (error);
  g_assert_null (empty->values);
  g_assert_false (empty->force);
  nothing = easel_merge_decision_to_json (empty);
  g_assert_cmpstr (nothing, ==, "{}");
}

static void
test_bad_decisions (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "", "JSON" },
    { "yes", "JSON" },
    { "{\"values\":{}", "JSON" },
    { "[]", "JSON" },
    { "null", "JSON" },
    { "\xff\xfe", "JSON" },
    { "{\"forced\":true}", "“forced”" },
    { "{\"name\":\"Coat\",\"tags\":[],\"attributes\":{}}", "“name”" },
    { "{\"values\":[]}", "“values”" },
    { "{\"values\":null}", "“values”" },
    { "{\"force\":\"yes\"}", "“force”" },
    { "{\"force\":1}", "“force”" },
    { "{\"swapped\":null}", "“swapped”" },
    { "{\"group\":7}", "“group”" },
    { "{\"group\":\"\"}", "“group”" },
    { "{\"origins\":\"ai\"}", "“origins”" },
    { "{\"origins\":{\"name\":\"aunt\"}}", "“origins”" },
    { "{\"origins\":{\"id\":\"ai\"}}", "“origins”" },
    { "{\"origins\":{\"attributes\":\"ai\"}}", "“origins”" },
    { "{\"origins\":{\"attributes\":{\"color\":{}}}}", "“origins”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselMergeDecision) decision = easel_merge_decision_from_json (cases[i].text,
                                                                                &error);

      g_assert_null (decision);
      g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].words));
    }
}

/* A megabyte of brackets is no reason to run out of stack. */
static void
test_deep_decision (void)
{
  g_autofree char *text = g_strnfill (1000000, '[');
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselMergeDecision) decision = easel_merge_decision_from_json (text, &error);

  g_assert_null (decision);
  g_assert_error (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge-proposal/round-trip", test_round_trip);
  g_test_add_func ("/merge-proposal/fallback", test_fallback);
  g_test_add_func ("/merge-proposal/find-origins", test_find_origins);
  g_test_add_func ("/merge-proposal/unreadable", test_unreadable);
  g_test_add_func ("/merge-decision/members", test_decision);
  g_test_add_func ("/merge-decision/bad", test_bad_decisions);
  g_test_add_func ("/merge-decision/deep", test_deep_decision);

  return g_test_run ();
}
