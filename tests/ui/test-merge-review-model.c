/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-decision.h"
#include "easel-merge.h"
#include "merge-scene.h"

static const char *
get_name (EaselMergeReviewModel *model, guint i)
{
  return easel_merge_field_get_name (easel_merge_review_model_get_fields (model)->pdata[i]);
}

static void
test_order (void)
{
  g_autoptr (EaselMergeReviewModel) model = merge_scene_review (1, TRUE);
  const char *const expected[] = { "name",   "details", "lined",  "size", /* conflicts */
                                   "fabric", "colors",  "season", "occasion", "tags", "category" };

  g_assert_cmpuint (easel_merge_review_model_get_fields (model)->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (get_name (model, i), ==, expected[i]);
}

/* Decisions ------------------------------------------------------------------------------- */

static EaselDecision *
decide (EaselMergeReviewModel *model, gboolean force, EaselMergeDecision **details)
{
  EaselDecision *decision = easel_merge_review_model_decide (model, force);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (decision->door, ==, "window");
  *details = easel_merge_decision_from_json (decision->data, &error);
  g_assert_no_error (error);
  return decision;
}

static void
test_approve (void)
{
  g_autoptr (EaselMergeReviewModel) model = merge_scene_review (1, TRUE);
  g_autoptr (EaselMergeDecision) details = NULL;
  g_autoptr (EaselDecision) decision = decide (model, FALSE, &details);

  g_assert_cmpint (decision->action, ==, EASEL_DECISION_APPROVE);
  g_assert_null (details->values);
  g_assert_false (details->swapped);
  g_assert_false (details->force);
}

static void
test_edit (void)
{
  g_autoptr (EaselMergeReviewModel) model = merge_scene_review (1, TRUE);
  g_autoptr (EaselMergeDecision) details = NULL;
  g_autoptr (EaselDecision) decision = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *attributes;

  easel_merge_field_set_text (merge_scene_find (model, "fabric"), "Loden");
  easel_merge_field_take (merge_scene_find (model, "occasion"), EASEL_MERGE_SIDE_LEFT);
  easel_merge_review_model_set_swapped (model, TRUE);
  decision = decide (model, TRUE, &details);

  g_assert_cmpint (decision->action, ==, EASEL_DECISION_EDIT);
  g_assert_true (details->swapped);
  g_assert_true (details->force);
  easel_merge_check_proposal (
      easel_merge_proposal_get_schema (easel_merge_review_model_get_proposal (model)),
      details->values, &error);
  g_assert_no_error (error);
  attributes = json_object_get_object_member (json_node_get_object (details->values), "attributes");
  g_assert_cmpstr (json_object_get_string_member (attributes, "fabric"), ==, "Loden");
  g_assert_true (json_object_get_null_member (attributes, "occasion"));
  g_assert_cmpstr (json_object_get_string_member (attributes, "season"), ==, "winter");
}

static void
test_take_all (void)
{
  g_autoptr (EaselMergeReviewModel) model = merge_scene_review (1, TRUE);
  GPtrArray *fields = easel_merge_review_model_get_fields (model);

  easel_merge_review_model_take_all (model, EASEL_MERGE_SIDE_RIGHT);
  for (guint i = 0; i < fields->len; i++)
    g_assert_true (easel_merge_field_is_side (fields->pdata[i], EASEL_MERGE_SIDE_RIGHT));
  g_assert_true (easel_merge_review_model_get_chosen (model));
  easel_merge_review_model_reset (model);
  g_assert_false (easel_merge_review_model_get_chosen (model));
}

static void
on_changed (EaselMergeReviewModel *model, gpointer data)
{
  *(guint *) data += 1;
}

/* Many fields are one change. */
static void
test_signal (void)
{
  g_autoptr (EaselMergeReviewModel) model = merge_scene_review (2, TRUE);
  guint n = 0;

  g_signal_connect (model, "changed", G_CALLBACK (on_changed), &n);
  easel_merge_review_model_take_all (model, EASEL_MERGE_SIDE_LEFT);
  g_assert_cmpuint (n, ==, 1);
  easel_merge_review_model_reset (model);
  g_assert_cmpuint (n, ==, 2);
  easel_merge_review_model_set_version (model, 0);
  g_assert_cmpuint (n, ==, 3);
  easel_merge_review_model_set_version (model, 0);
  g_assert_cmpuint (n, ==, 3);
  easel_merge_field_take (merge_scene_find (model, "fabric"), EASEL_MERGE_SIDE_LEFT);
  g_assert_cmpuint (n, ==, 4);
}

/* Versions -------------------------------------------------------------------------------- */

static void
test_versions (void)
{
  g_autoptr (EaselMergeReviewModel) model = merge_scene_review (2, TRUE);
  EaselMergeField *fabric = merge_scene_find (model, "fabric");
  EaselMergeField *details = merge_scene_find (model, "details");
  g_autoptr (EaselMergeDecision) decided = NULL;
  g_autoptr (EaselDecision) decision = NULL;

  g_assert_cmpuint (easel_merge_review_model_get_version (model), ==, 1);
  g_assert_true (easel_merge_review_model_get_differs (model, fabric));
  g_assert_false (easel_merge_review_model_get_differs (model, details));
  merge_scene_check (easel_merge_field_get_value (fabric), "\"Felt\"");

  /* What the person wrote stays. */
  easel_merge_field_set_text (details, "Long");
  easel_merge_review_model_set_version (model, 0);
  merge_scene_check (easel_merge_field_get_value (fabric), "\"Wool felt\"");
  merge_scene_check (easel_merge_field_get_value (details), "\"Long\"");
  g_assert_false (easel_merge_field_get_chosen (fabric));

  /* An older version is not what is under review. */
  easel_merge_field_reset (details);
  decision = decide (model, FALSE, &decided);
  g_assert_cmpint (decision->action, ==, EASEL_DECISION_EDIT);
}

/* Drafts ---------------------------------------------------------------------------------- */

static void
test_draft (void)
{
  g_autoptr (EaselMergeReviewModel) model = merge_scene_review (2, TRUE);
  g_autoptr (EaselMergeReviewModel) again = merge_scene_review (2, TRUE);
  g_autofree char *none = easel_merge_review_model_write_draft (model);
  g_autofree char *draft = NULL;
  g_autofree char *copy = NULL;

  g_assert_null (none);
  easel_merge_review_model_set_version (model, 0);
  easel_merge_review_model_set_swapped (model, TRUE);
  easel_merge_field_set_text (merge_scene_find (model, "name"), "Coat");
  easel_merge_field_take (merge_scene_find (model, "occasion"), EASEL_MERGE_SIDE_LEFT);
  easel_merge_field_remove (merge_scene_find (model, "colors"), 0);
  draft = easel_merge_review_model_write_draft (model);

  easel_merge_review_model_read_draft (again, draft);
  copy = easel_merge_review_model_write_draft (again);
  g_assert_cmpstr (copy, ==, draft);
  g_assert_true (easel_merge_review_model_get_swapped (again));
  g_assert_cmpuint (easel_merge_review_model_get_version (again), ==, 0);
  merge_scene_check (easel_merge_field_get_value (merge_scene_find (again, "name")), "\"Coat\"");
  merge_scene_check (easel_merge_field_get_value (merge_scene_find (again, "occasion")), "null");
  merge_scene_check (easel_merge_field_get_value (merge_scene_find (again, "colors")),
                     "[\"Black\",\"Gold\"]");
  g_assert_false (easel_merge_field_get_chosen (merge_scene_find (again, "details")));
}

static void
test_bad_draft (void)
{
  static const char *const drafts[] = { NULL,
                                        "",
                                        "[]",
                                        "{\"values\":1}",
                                        "{\"values\":{\"attributes\":[]},\"version\":7}",
                                        "{\"values\":{},\"version\":\"x\",\"swapped\":\"x\"}",
                                        "{\"values\":{\"attributes\":{\"nothing\":1}}}" };

  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      g_autoptr (EaselMergeReviewModel) model = merge_scene_review (1, TRUE);

      easel_merge_review_model_read_draft (model, drafts[i]);
      g_assert_false (easel_merge_review_model_get_chosen (model));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/merge-review-model/order", test_order);
  g_test_add_func ("/merge-review-model/approve", test_approve);
  g_test_add_func ("/merge-review-model/edit", test_edit);
  g_test_add_func ("/merge-review-model/take-all", test_take_all);
  g_test_add_func ("/merge-review-model/signal", test_signal);
  g_test_add_func ("/merge-review-model/versions", test_versions);
  g_test_add_func ("/merge-review-model/draft", test_draft);
  g_test_add_func ("/merge-review-model/bad-draft", test_bad_draft);

  return g_test_run ();
}
