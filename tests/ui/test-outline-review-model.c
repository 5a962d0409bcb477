/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library.h"
#include "easel-outline-review-model.h"
#include "easel-story-params.h"
#include "outline-scene.h"

static EaselOutlineReviewModel *
review (guint n_versions)
{
  g_autoptr (GPtrArray) outlines = outline_scene_propose (n_versions);

  return easel_outline_review_model_new (outlines);
}

static EaselOutlineReviewScene *
get_scene (EaselOutlineReviewModel *model, guint i)
{
  return easel_outline_review_model_get_scenes (model)->pdata[i];
}

static void
assert_titles (EaselOutlineReviewModel *model, const char *expected)
{
  GPtrArray *scenes = easel_outline_review_model_get_scenes (model);
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < scenes->len; i++)
    g_string_append_printf (
        titles, "%s%s", i > 0 ? ", " : "",
        easel_outline_review_scene_get_text (scenes->pdata[i], EASEL_OUTLINE_REVIEW_TITLE));
  g_assert_cmpstr (titles->str, ==, expected);
}

static void
assert_work (EaselOutlineReviewModel *model, const char *expected)
{
  g_autofree char *work = easel_outline_review_model_describe_work (model);

  g_assert_cmpstr (work, ==, expected);
}

/* Decisions ------------------------------------------------------------------------------- */

/* (transfer full): the outline that the decision is about */
static EaselStoryOutline *
read_decision (const EaselDecision *decision)
{
  g_autoptr (JsonNode) node = json_from_string (decision->data, NULL);
  g_autoptr (GError) error = NULL;
  EaselStoryOutline *outline = easel_story_outline_from_json (
      json_object_get_member (json_node_get_object (node), "values"), &error);

  g_assert_no_error (error);
  return outline;
}

static void
test_approve (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (1);
  g_autoptr (EaselDecision) decision = easel_outline_review_model_decide (model, FALSE, NULL);
  g_autoptr (EaselDecision) forced = easel_outline_review_model_decide (model, TRUE, NULL);

  g_assert_cmpint (decision->action, ==, EASEL_DECISION_APPROVE);
  g_assert_null (decision->data);
  g_assert_cmpstr (decision->door, ==, "window");
  g_assert_cmpint (forced->action, ==, EASEL_DECISION_APPROVE);
  g_assert_cmpstr (forced->data, ==, "{\"force\":true}");
}

static void
test_edit (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (1);
  g_autoptr (EaselDecision) decision = NULL;
  g_autoptr (EaselStoryOutline) outline = NULL;
  const EaselStoryPlannedScene *scene;

  easel_outline_review_model_set_title (model, " The Lighthouse ");
  easel_outline_review_scene_set_text (get_scene (model, 1), EASEL_OUTLINE_REVIEW_SUMMARY,
                                       "A dog takes it away.");
  easel_outline_review_scene_set_illustrated (get_scene (model, 1), TRUE);
  decision = easel_outline_review_model_decide (model, FALSE, NULL);
  g_assert_cmpint (decision->action, ==, EASEL_DECISION_EDIT);
  outline = read_decision (decision);
  g_assert_cmpstr (outline->title, ==, "The Lighthouse");
  g_assert_cmpstr (outline->language, ==, "en");
  g_assert_cmpuint (outline->scenes->len, ==, 4);
  scene = outline->scenes->pdata[1];
  g_assert_cmpstr (scene->title, ==, "Wet Feet");
  g_assert_cmpstr (scene->summary, ==, "A dog takes it away.");
  g_assert_true (scene->illustrated);
  g_assert_cmpstr (scene->picture, ==, "A woman walks up a beach.");
}

/* An earlier version is an edit, too. */
static void
test_decide_version (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (2);
  g_autoptr (EaselDecision) decision = NULL;
  g_autoptr (EaselStoryOutline) outline = NULL;

  easel_outline_review_model_set_version (model, 0);
  decision = easel_outline_review_model_decide (model, FALSE, NULL);
  g_assert_cmpint (decision->action, ==, EASEL_DECISION_EDIT);
  outline = read_decision (decision);
  g_assert_cmpstr (((EaselStoryPlannedScene *) outline->scenes->pdata[2])->title, ==, "The Storm");
}

/* Scenes ---------------------------------------------------------------------------------- */

static void
test_move (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (1);
  EaselOutlineReviewScene *first = get_scene (model, 0);

  g_assert_false (easel_outline_review_model_move (model, first, -1));
  g_assert_true (easel_outline_review_model_move (model, first, 1));
  assert_titles (model, "Wet Feet, Low Tide, The Storm, The Lamp");
  g_assert_false (easel_outline_review_model_move (model, get_scene (model, 3), 1));
  g_assert_true (easel_outline_review_model_move (model, get_scene (model, 3), -1));
  assert_titles (model, "Wet Feet, Low Tide, The Lamp, The Storm");
  g_assert_true (easel_outline_review_model_get_chosen (model));
}

static void
test_remove (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (1);

  g_assert_true (easel_outline_review_model_get_can_remove (model));
  easel_outline_review_model_remove (model, get_scene (model, 1));
  assert_titles (model, "Low Tide, The Storm, The Lamp");
  g_assert_false (easel_outline_review_model_get_can_remove (model));

  easel_outline_review_model_restore (model);
  assert_titles (model, "Low Tide, Wet Feet, The Storm, The Lamp");
  g_assert_false (easel_outline_review_model_get_chosen (model));
  easel_outline_review_model_restore (model);
  assert_titles (model, "Low Tide, Wet Feet, The Storm, The Lamp");
}

static void
test_add (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (1);
  guint n = 4;

  for (; easel_outline_review_model_get_can_add (model); n++)
    {
      EaselOutlineReviewScene *scene = easel_outline_review_model_add (model);

      g_assert_true (scene == get_scene (model, n));
    }
  g_assert_cmpuint (n, ==, EASEL_STORY_MAX_SCENES);
}

/* What is said to be wrong is what the check of outlines refuses, and nothing else. */
static void
test_problems (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (1);
  EaselOutlineReviewScene *scene = get_scene (model, 1);
  EaselOutlineReviewPart part;

  g_assert_null (easel_outline_review_model_find_problem (model, &part));
  for (guint i = 0; i < EASEL_OUTLINE_REVIEW_N_PARTS; i++)
    {
      g_autofree char *before = g_strdup (easel_outline_review_scene_get_text (scene, i));
      g_autoptr (GError) error = NULL;

      easel_outline_review_scene_set_illustrated (scene, i == EASEL_OUTLINE_REVIEW_PICTURE);
      easel_outline_review_scene_set_text (scene, i, " ");
      g_assert_true (easel_outline_review_model_find_problem (model, &part) == scene);
      g_assert_cmpint (part, ==, i);
      g_assert_null (easel_outline_review_model_decide (model, FALSE, &error));
      g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
      easel_outline_review_scene_set_text (scene, i, before);
    }
  easel_outline_review_scene_set_illustrated (scene, FALSE);
  easel_outline_review_scene_set_text (scene, EASEL_OUTLINE_REVIEW_PICTURE, "");
  g_assert_null (easel_outline_review_model_find_problem (model, &part));
}

static void
test_title_problem (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (1);
  g_autofree char *none = easel_outline_review_model_describe_title_problem (model);
  g_autofree char *empty = NULL;
  g_autofree char *long_title = g_strnfill (1000, 'a');
  g_autofree char *too_long = NULL;

  g_assert_null (none);
  easel_outline_review_model_set_title (model, " ");
  empty = easel_outline_review_model_describe_title_problem (model);
  g_assert_nonnull (strstr (empty, "must not be empty"));
  easel_outline_review_model_set_title (model, long_title);
  too_long = easel_outline_review_model_describe_title_problem (model);
  g_assert_nonnull (strstr (too_long, "characters"));
}

static void
test_language (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (1);
  g_autoptr (EaselOutlineReviewModel) again = review (1);
  g_autofree char *none = easel_outline_review_model_describe_language_problem (model);
  g_autofree char *bad = NULL;
  g_autofree char *draft = NULL;
  g_autoptr (EaselDecision) decision = NULL;
  g_autoptr (EaselStoryOutline) outline = NULL;

  g_assert_null (none);
  g_assert_cmpstr (easel_outline_review_model_get_language (model), ==, "en");
  easel_outline_review_model_set_language (model, "English");
  bad = easel_outline_review_model_describe_language_problem (model);
  g_assert_nonnull (strstr (bad, "tag"));
  draft = easel_outline_review_model_write_draft (model);
  easel_outline_review_model_read_draft (again, draft);
  g_assert_cmpstr (easel_outline_review_model_get_language (again), ==, "English");

  easel_outline_review_model_set_language (model, "");
  decision = easel_outline_review_model_decide (model, FALSE, NULL);
  g_assert_cmpint (decision->action, ==, EASEL_DECISION_EDIT);
  outline = read_decision (decision);
  g_assert_null (outline->language);
}

static void
test_work (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (1);

  assert_work (model, "Writes 4 scenes and draws 2 pictures");
  easel_outline_review_scene_set_illustrated (get_scene (model, 0), FALSE);
  assert_work (model, "Writes 4 scenes and draws 1 picture");
  easel_outline_review_model_remove (model, get_scene (model, 3));
  assert_work (model, "Writes 3 scenes and draws no pictures");
}

/* Versions -------------------------------------------------------------------------------- */

static void
test_versions (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (2);

  g_assert_cmpuint (easel_outline_review_model_get_version (model), ==, 1);
  assert_titles (model, "Low Tide, Wet Feet, The Calm, The Lamp");
  g_assert_false (easel_outline_review_model_get_differs (model, get_scene (model, 1)));
  g_assert_true (easel_outline_review_model_get_differs (model, get_scene (model, 2)));

  /* Each keeps what was made of it. */
  easel_outline_review_scene_set_text (get_scene (model, 0), EASEL_OUTLINE_REVIEW_TITLE, "Tide");
  g_assert_true (easel_outline_review_model_get_differs (model, get_scene (model, 0)));
  easel_outline_review_model_set_version (model, 0);
  assert_titles (model, "Low Tide, Wet Feet, The Storm, The Lamp");
  g_assert_true (easel_outline_review_model_get_differs (model, get_scene (model, 2)));
  easel_outline_review_model_set_version (model, 1);
  assert_titles (model, "Tide, Wet Feet, The Calm, The Lamp");

  easel_outline_review_model_set_version (model, 0);
  easel_outline_review_model_reset (model);
  g_assert_cmpuint (easel_outline_review_model_get_version (model), ==, 1);
  assert_titles (model, "Low Tide, Wet Feet, The Calm, The Lamp");
  g_assert_false (easel_outline_review_model_get_chosen (model));
}

static void
count (guint *n)
{
  *n += 1;
}

static void
test_signal (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (2);
  g_autoptr (EaselOutlineReviewScene) removed = g_object_ref (get_scene (model, 3));
  guint n = 0;

  g_signal_connect_swapped (model, "changed", G_CALLBACK (count), &n);
  easel_outline_review_scene_set_text (get_scene (model, 0), EASEL_OUTLINE_REVIEW_TITLE, "Tide");
  g_assert_cmpuint (n, ==, 1);
  easel_outline_review_scene_set_text (get_scene (model, 0), EASEL_OUTLINE_REVIEW_TITLE, "Tide");
  g_assert_cmpuint (n, ==, 1);
  easel_outline_review_model_remove (model, removed);
  g_assert_cmpuint (n, ==, 2);
  easel_outline_review_scene_set_text (removed, EASEL_OUTLINE_REVIEW_TITLE, "Gone");
  g_assert_cmpuint (n, ==, 2);
  easel_outline_review_model_set_version (model, 0);
  g_assert_cmpuint (n, ==, 3);
}

/* Drafts ---------------------------------------------------------------------------------- */

static void
test_draft (void)
{
  g_autoptr (EaselOutlineReviewModel) model = review (2);
  g_autoptr (EaselOutlineReviewModel) again = review (2);
  g_autofree char *none = easel_outline_review_model_write_draft (model);
  g_autofree char *draft = NULL;
  g_autofree char *copy = NULL;

  g_assert_null (none);
  easel_outline_review_model_add (model);
  easel_outline_review_model_set_version (model, 0);
  easel_outline_review_model_set_title (model, "");
  easel_outline_review_model_remove (model, get_scene (model, 0));
  draft = easel_outline_review_model_write_draft (model);

  easel_outline_review_model_read_draft (again, draft);
  copy = easel_outline_review_model_write_draft (again);
  g_assert_cmpstr (copy, ==, draft);
  g_assert_cmpuint (easel_outline_review_model_get_version (again), ==, 0);
  g_assert_cmpstr (easel_outline_review_model_get_title (again), ==, "");
  assert_titles (again, "Wet Feet, The Storm, The Lamp");
  easel_outline_review_model_set_version (again, 1);
  assert_titles (again, "Low Tide, Wet Feet, The Calm, The Lamp, ");
}

static void
test_bad_draft (void)
{
  static const char *const drafts[] = {
    NULL,
    "",
    "[]",
    "{\"changed\":1,\"version\":0}",
    "{\"changed\":{},\"version\":7}",
    "{\"changed\":{},\"version\":\"x\"}",
    "{\"changed\":{\"0\":{\"title\":\"T\",\"scenes\":[]}},\"version\":0}",
    "{\"changed\":{\"0\":{\"title\":\"T\",\"scenes\":[1,2,3]}},\"version\":0}",
    "{\"changed\":{\"7\":{}},\"version\":0}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (drafts); i++)
    {
      g_autoptr (EaselOutlineReviewModel) model = review (1);

      easel_outline_review_model_read_draft (model, drafts[i]);
      g_assert_false (easel_outline_review_model_get_chosen (model));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outline-review-model/approve", test_approve);
  g_test_add_func ("/outline-review-model/edit", test_edit);
  g_test_add_func ("/outline-review-model/decide-version", test_decide_version);
  g_test_add_func ("/outline-review-model/move", test_move);
  g_test_add_func ("/outline-review-model/remove", test_remove);
  g_test_add_func ("/outline-review-model/add", test_add);
  g_test_add_func ("/outline-review-model/problems", test_problems);
  g_test_add_func ("/outline-review-model/title-problem", test_title_problem);
  g_test_add_func ("/outline-review-model/language", test_language);
  g_test_add_func ("/outline-review-model/work", test_work);
  g_test_add_func ("/outline-review-model/versions", test_versions);
  g_test_add_func ("/outline-review-model/signal", test_signal);
  g_test_add_func ("/outline-review-model/draft", test_draft);
  g_test_add_func ("/outline-review-model/bad-draft", test_bad_draft);

  return g_test_run ();
}
