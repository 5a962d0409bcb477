/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "story-fixture.h"

#include "easel-engine-error.h"
#include "easel-library-changes.h"
#include "easel-story-job.h"

#include <string.h>

/* Stories in words: planned, asked about, written, saved, and written anew. */

#define CHAT "/chat/completions"
#define WRITTEN(number) "Text " number

/* (transfer full): what the job asks now */
static EaselProposal *
get_proposal (StudioFixture *fixture, EaselJob *job)
{
  g_autoptr (EaselJobDetails) details = studio_fixture_load (fixture, job);

  g_assert_nonnull (easel_job_details_get_last_ask (details));
  return easel_proposal_copy (easel_job_details_get_last_ask (details)->proposal);
}

/* (transfer full): STORY_OUTLINE with @new_text in the place of @old_text, as a decision's data */
static char *
edit_outline (const char *old_text, const char *new_text)
{
  g_autoptr (GString) outline = g_string_new (STORY_OUTLINE);

  g_assert_cmpuint (g_string_replace (outline, old_text, new_text, 1), ==, 1);
  return g_strdup_printf ("{\"values\":%s}", outline->str);
}

static EaselJob *
submit_asking (StudioFixture *fixture)
{
  EaselJob *job = story_fixture_submit (fixture, 0, TRUE);

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  return job;
}

/* Writing --------------------------------------------------------------------------------- */

static void
assert_story (EaselEntity *story, EaselJob *job)
{
  g_autoptr (GPtrArray) texts = easel_story_dup_texts (story);

  g_assert_cmpstr (easel_entity_get_kind (story), ==, "story");
  g_assert_cmpstr (easel_entity_get_name (story), ==, "The Paper Lighthouse");
  g_assert_cmpstr (easel_entity_get_job (story), ==, easel_job_get_id (job));
  g_assert_cmpstr (easel_entity_get_model (story), ==, "text-model");
  g_assert_cmpuint (texts->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (texts, 0), ==, STORY_TEXT ("1"));
  g_assert_cmpstr (g_ptr_array_index (texts, 2), ==, STORY_TEXT ("3"));
  g_assert_cmpstr (story_fixture_get_scene (story, 2).title, ==, "Wet Feet");
  g_assert_cmpstr (story_fixture_get_scene (story, 3).picture_prompt, ==,
                   "A lighthouse shines at night.");
}

static void
on_text (EaselJob *job, const char *more, gpointer user_data)
{
  GString *text = user_data;

  g_string_append (text, more);
}

static void
test_write (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  EaselJob *job = story_fixture_submit (fixture, 0, FALSE);
  g_autoptr (EaselEntity) story = NULL;
  g_autoptr (JsonObject) result = NULL;
  g_autofree char *plan = NULL;
  g_autofree char *third = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_PENDING);
  g_signal_connect (job, "text-appended", G_CALLBACK (on_text), text);
  story = story_fixture_complete (fixture, job);
  assert_story (story, job);
  g_assert_cmpstr (easel_job_get_title (job), ==, "The Paper Lighthouse");
  g_assert_cmpuint (easel_job_get_n_steps (job), ==, 6);
  g_assert_cmpint (easel_job_get_usage (job).input_tokens, ==, 400);

  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 4);
  plan = story_fixture_get_question (fixture, 0);
  g_assert_nonnull (strstr (plan, "a pilot with short curls"));
  g_assert_nonnull (strstr (plan, "\"minItems\":3"));
  /* Each scene knows the outline, and how what came before ends. */
  third = story_fixture_get_question (fixture, 3);
  g_assert_nonnull (strstr (third, "1. Low Tide: She finds a lighthouse."));
  g_assert_nonnull (strstr (third, STORY_TEXT ("1")));
  g_assert_nonnull (strstr (third, STORY_TEXT ("2")));

  /* Whoever looks at the job reads the story. */
  g_assert_cmpstr (text->str, ==,
                   "Low Tide\n\n" STORY_TEXT ("1") "\n\nWet Feet\n\n" STORY_TEXT (
                       "2") "\n\nThe Lamp\n\n" STORY_TEXT ("3") "\n\n");
  g_signal_handlers_disconnect_by_data (job, text);
  result = studio_fixture_get_result (fixture, job);
  g_assert_cmpint (json_object_get_int_member (result, "scenes"), ==, 3);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (result, "entities")), ==,
                    1);
}

/* What is in the library goes in with all that is known of it, and is referred to. */
static void
test_ingredients (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  g_autofree char *character = story_fixture_add_entity (
      fixture, EASEL_ENTITY_CHARACTER, "Curly Pilot", "{\"hair_description\":\"copper curls\"}");
  g_autofree char *style = story_fixture_add_entity (fixture, EASEL_ENTITY_ART_STYLE, "Ink", "{}");
  g_autofree char *params = g_strdup_printf (
      "{'character': <'%s'>, 'theme': <'rain'>, 'scenes': <uint32 3>, 'art_style': <'%s'>,"
      " 'illustrations': <uint32 0>, 'audience': <'sailors'>, 'kind': <'outfit'>}",
      character, style);
  g_autoptr (GError) error = NULL;
  EaselJob *job = story_fixture_submit_text (fixture, params, &error);
  g_autoptr (EaselEntity) story = NULL;
  g_autofree char *question = NULL;

  g_assert_no_error (error);
  story = story_fixture_complete (fixture, job);
  g_assert_cmpstr (easel_story_get_character (story), ==, character);
  g_assert_cmpstr (easel_story_get_art_style (story), ==, style);
  for (guint i = 0; i < 4; i++)
    {
      g_clear_pointer (&question, g_free);
      question = story_fixture_get_question (fixture, i);
      g_assert_nonnull (strstr (question, "copper curls"));
      g_assert_nonnull (strstr (question, "sailors"));
      g_assert_nonnull (strstr (question, "A story of clothes"));
    }
}

static void
test_demo (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new (NULL);
  g_autoptr (EaselEntity) story = story_fixture_write (fixture);

  g_assert_nonnull (strstr (easel_entity_get_name (story), "Demo"));
  /* What it says there is no tag. */
  g_assert_null (easel_story_get_language (story));
  g_assert_cmpuint (easel_story_get_n_scenes (story), ==, 3);
  for (guint number = 1; number <= 3; number++)
    {
      EaselStoryScene scene = story_fixture_get_scene (story, number);

      g_assert_nonnull (strstr (scene.title, "Demo"));
      g_assert_nonnull (strstr (scene.text, "Demo"));
    }
}

/* Asked for before it was known who will be asked. */
static void
test_early (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  g_autoptr (EaselEntity) story = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  studio_fixture_close (fixture);
  studio_fixture_make (fixture);
  job = story_fixture_submit (fixture, 0, FALSE);
  g_assert_null (easel_job_get_model (job));
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  story = story_fixture_complete (fixture, job);
  assert_story (story, job);
}

/* Asking ---------------------------------------------------------------------------------- */

static void
test_approve (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  EaselJob *job = submit_asking (fixture);
  g_autoptr (EaselProposal) proposal = get_proposal (fixture, job);
  g_autoptr (EaselEntity) story = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_STORY), ==, 0);
  g_assert_cmpstr (proposal->view, ==, EASEL_STORY_VIEW);
  g_assert_cmpstr (proposal->title, ==, "Outline of “The Paper Lighthouse”");
  g_assert_nonnull (strstr (proposal->description, "3 scenes and 0 illustrations"));
  g_assert_nonnull (strstr (proposal->provenance, "\"model\":\"text-model\""));
  g_assert_nonnull (strstr (proposal->data, "{\"values\":{\"title\":\"The Paper Lighthouse\""));

  story_fixture_respond (fixture, job, EASEL_DECISION_APPROVE, NULL, NULL, &error);
  g_assert_no_error (error);
  story = story_fixture_complete (fixture, job);
  assert_story (story, job);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 4);
}

static void
test_edit (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  EaselJob *job = submit_asking (fixture);
  g_autofree char *data = edit_outline ("She carries it.", "A dog takes it away.");
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (EaselEntity) story = NULL;
  g_autoptr (GError) error = NULL;

  story_fixture_respond (fixture, job, EASEL_DECISION_EDIT, data, NULL, &error);
  g_assert_no_error (error);
  story = story_fixture_complete (fixture, job);
  g_assert_cmpstr (story_fixture_get_scene (story, 2).summary, ==, "A dog takes it away.");
  second = story_fixture_get_question (fixture, 2);
  third = story_fixture_get_question (fixture, 3);
  g_assert_nonnull (strstr (second, "What happens in the scene you write: A dog takes it away."));
  g_assert_nonnull (strstr (third, "2. Wet Feet: A dog takes it away."));
  g_assert_null (strstr (third, "She carries it."));
}

/* More scenes than were asked for are the person's own wish. */
static void
test_edit_adds_scene (void)
{
  g_autofree char *fallback = story_fixture_route ("Scene ", "More.", NULL);
  g_autofree char *first = story_fixture_routes ();
  g_autofree char *routes = g_strjoin (",", first, fallback, NULL);
  g_autoptr (StudioFixture) fixture = story_fixture_new (routes);
  EaselJob *job = submit_asking (fixture);
  g_autofree char *data = edit_outline (
      "]}", ",{\"title\":\"Home\",\"summary\":\"She sleeps.\",\"illustrated\":false,"
            "\"picture\":\"\"}]}");
  g_autoptr (EaselEntity) story = NULL;
  g_autoptr (GError) error = NULL;

  story_fixture_respond (fixture, job, EASEL_DECISION_EDIT, data, NULL, &error);
  g_assert_no_error (error);
  story = story_fixture_complete (fixture, job);
  g_assert_cmpuint (easel_story_get_n_scenes (story), ==, 4);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, "Scene 4 of 4"), ==, 1);
  g_assert_cmpuint (easel_job_get_n_steps (job), ==, 7);
}

static void
test_revise (void)
{
  g_autofree char *rest = story_fixture_routes ();
  g_autofree char *first = story_fixture_route ("json_schema", STORY_OUTLINE, ",\"times\":1");
  g_autoptr (GString) better = g_string_new (STORY_OUTLINE);
  g_autofree char *second = NULL;
  g_autofree char *routes = NULL;
  g_autoptr (StudioFixture) fixture = NULL;
  g_autoptr (EaselProposal) proposal = NULL;
  g_autoptr (EaselEntity) story = NULL;
  g_autofree char *question = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  g_string_replace (better, "The Paper Lighthouse", "The Ship", 0);
  second = story_fixture_route ("json_schema", better->str, NULL);
  routes = g_strjoin (",", first, second, rest, NULL);
  fixture = story_fixture_new (routes);
  job = submit_asking (fixture);
  story_fixture_respond (fixture, job, EASEL_DECISION_REVISE, NULL, "Begin with the ship", &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  proposal = get_proposal (fixture, job);
  g_assert_nonnull (strstr (proposal->data, "\"version\":2,\"comment\":\"Begin with the ship\""));
  question = story_fixture_get_question (fixture, 1);
  g_assert_nonnull (strstr (question, "Begin with the ship"));
  g_assert_nonnull (strstr (question, "The Paper Lighthouse"));

  story_fixture_respond (fixture, job, EASEL_DECISION_APPROVE, NULL, NULL, &error);
  g_assert_no_error (error);
  story = story_fixture_complete (fixture, job);
  g_assert_cmpstr (easel_entity_get_name (story), ==, "The Ship");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 5);
}

/* Nothing is left but the outline, in the job; thought better of, it costs nothing again. */
static void
test_cancel (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  EaselJob *job = submit_asking (fixture);
  g_autoptr (EaselProposal) proposal = NULL;
  g_autoptr (EaselEntity) story = NULL;
  g_autoptr (GError) error = NULL;

  story_fixture_respond (fixture, job, EASEL_DECISION_CANCEL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_CANCELED);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, NULL), ==, 0);
  proposal = get_proposal (fixture, job);
  g_assert_nonnull (strstr (proposal->data, "She finds a lighthouse."));

  easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), &error);
  g_assert_no_error (error);
  while (easel_job_get_state (job) == EASEL_JOB_STATE_CANCELED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  story_fixture_respond (fixture, job, EASEL_DECISION_APPROVE, NULL, NULL, &error);
  g_assert_no_error (error);
  story = story_fixture_complete (fixture, job);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 4);
}

static void
test_bad_edits (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  EaselJob *job = submit_asking (fixture);
  g_autofree char *blank = edit_outline ("She carries it.", " ");
  g_autofree char *no_picture = edit_outline ("A woman kneels on the sand.", "");
  const struct
  {
    EaselDecisionAction action;
    const char *data;
    const char *words;
  } bad[] = {
    { EASEL_DECISION_EDIT, "{\"values\":{\"title\":\"T\"}}", "“scenes” is missing" },
    { EASEL_DECISION_EDIT, "{\"values\":{\"title\":\"T\",\"scenes\":[]}}", "at least 3" },
    { EASEL_DECISION_EDIT, "{\"values\":[]}", "attributes" },
    { EASEL_DECISION_EDIT, blank, "“scenes › 2 › summary”" },
    { EASEL_DECISION_EDIT, no_picture, "“scenes › 1 › picture”" },
    { EASEL_DECISION_EDIT, "{}", "values" },
    { EASEL_DECISION_EDIT, "no", "JSON" },
    { EASEL_DECISION_APPROVE, "{\"values\":{}}", "edit" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (
          story_fixture_respond (fixture, job, bad[i].action, bad[i].data, NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].words));
      g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
    }
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 1);
}

/* Trouble --------------------------------------------------------------------------------- */

static void
test_bad_submissions (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  static const struct
  {
    const char *params;
    const char *words;
  } bad[] = {
    { "{}", "character" },
    { "{'character': <'a pilot'>}", "theme" },
    { "{'character': <'a pilot'>, 'theme': <'rain'>, 'scenes': <uint32 11>}", "11" },
    { "{'character': <'a pilot'>, 'theme': <'rain'>, 'scenes': <'five'>}", "“scenes”" },
    { "{'character': <'a pilot'>, 'theme': <'rain'>, 'kind': <'sad'>}", "“sad”" },
    { "{'action': <'rewrite'>, 'story': <'x'>}", "scene" },
    { "{'files': <['a.png']>}", "“files”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (story_fixture_submit_text (fixture, bad[i].params, &error));
      g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].words));
    }
}

static void
assert_fails (StudioFixture *fixture, const char *params, const char *code, const char *words)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job = story_fixture_submit_text (fixture, params, &error);

  g_assert_no_error (error);
  studio_fixture_assert_fails (fixture, job, code, words);
}

/* Found out before anything is paid for. */
static void
test_bad_ingredients (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  g_autofree char *coat = story_fixture_add_entity (fixture, EASEL_ENTITY_CLOTHING_ITEM,
                                                    "Navy Coat", "{}");
  g_autofree char *of_coat = g_strdup_printf ("{'character': <'%s'>, 'theme': <'x'>}", coat);
  g_autofree char *in_coat = g_strdup_printf (
      "{'character': <'a pilot'>, 'theme': <'x'>, 'art_style': <'%s'>}", coat);

  assert_fails (fixture, "{'character': <'01902f3e-0000-7000-8000-000000000000'>, 'theme': <'x'>}",
                "not-in-library", "character is no longer");
  assert_fails (fixture,
                "{'character': <'a pilot'>, 'theme': <'x'>,"
                " 'art_style': <'01902f3e-0000-7000-8000-000000000000'>}",
                "not-in-library", "art style is no longer");
  assert_fails (fixture, of_coat, "bad-params", "“Navy Coat” is of the kind “Clothing Item”");
  assert_fails (fixture, in_coat, "bad-params", "“Art Style”");
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 0);
}

static void
test_bad_answers (void)
{
  static const char *const outlines[] = { "no JSON at all", "{\"title\":\"T\",\"scenes\":[]}" };
  g_autoptr (GString) blank = g_string_new (STORY_OUTLINE);

  for (guint i = 0; i < G_N_ELEMENTS (outlines); i++)
    {
      g_autofree char *route = story_fixture_route ("json_schema", outlines[i], NULL);
      g_autoptr (StudioFixture) fixture = story_fixture_new (route);
      EaselJob *job = story_fixture_submit (fixture, 0, FALSE);

      studio_fixture_assert_fails (fixture, job, "bad-reply", NULL);
      g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 2);
    }

  g_string_replace (blank, "She carries it.", "", 0);
  {
    g_autofree char *route = story_fixture_route ("json_schema", blank->str, NULL);
    g_autoptr (StudioFixture) fixture = story_fixture_new (route);
    EaselJob *job = story_fixture_submit (fixture, 0, FALSE);

    studio_fixture_assert_fails (fixture, job, "bad-reply", "“scenes › 2 › summary”");
  }
}

/* A blank scene is no scene; trying again asks for nothing that is there. */
static void
test_failed_scene (void)
{
  g_autofree char *rest = story_fixture_routes ();
  g_autofree char *bad = story_fixture_route ("Scene 2 of 3", " \n ", ",\"times\":1");
  g_autofree char *routes = g_strjoin (",", bad, rest, NULL);
  g_autoptr (StudioFixture) fixture = story_fixture_new (routes);
  EaselJob *job = story_fixture_submit (fixture, 0, FALSE);
  g_autoptr (EaselEntity) story = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  studio_fixture_assert_fails (fixture, job, "bad-reply", "empty");
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_STORY), ==, 0);
  easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), &error);
  g_assert_no_error (error);
  g_signal_connect (job, "text-appended", G_CALLBACK (on_text), text);
  while (easel_job_get_state (job) == EASEL_JOB_STATE_FAILED)
    g_main_context_iteration (NULL, TRUE);
  story = story_fixture_complete (fixture, job);
  assert_story (story, job);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, "json_schema"), ==, 1);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, "Scene 1 of 3"), ==, 1);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, "Scene 2 of 3"), ==, 2);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, "Scene 3 of 3"), ==, 1);
  /* What was written before is shown again. */
  g_assert_true (g_str_has_prefix (text->str, "Low Tide\n\n" STORY_TEXT ("1") "\n\nWet Feet"));
  g_signal_handlers_disconnect_by_data (job, text);
}

/* A scene anew ---------------------------------------------------------------------------- */

/* (transfer none): a job that writes scene 2 of @story anew */
static EaselJob *
rewrite (StudioFixture *fixture, EaselEntity *story)
{
  g_autofree char *params = g_strdup_printf ("{'action': <'rewrite'>, 'story': <'%s'>,"
                                             " 'scene': <uint32 2>, 'comment': <'Let it rain'>}",
                                             easel_entity_get_id (story));
  g_autoptr (GError) error = NULL;
  EaselJob *job = story_fixture_submit_text (fixture, params, &error);

  g_assert_no_error (error);
  return job;
}

static void
test_rewrite (void)
{
  g_autofree char *rest = story_fixture_routes ();
  g_autofree char *other = story_fixture_route ("Let it rain", "It rained.", NULL);
  g_autofree char *routes = g_strjoin (",", other, rest, NULL);
  g_autoptr (StudioFixture) fixture = story_fixture_new (routes);
  EaselLibrary *library = easel_studio_get_library (fixture->studio);
  g_autoptr (EaselEntity) story = story_fixture_write (fixture);
  g_autoptr (EaselEntity) changed = NULL;
  g_autoptr (EaselEntity) undone = NULL;
  g_autoptr (JsonObject) result = NULL;
  g_autofree char *question = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job = rewrite (fixture, story);

  changed = story_fixture_complete (fixture, job);
  g_assert_cmpstr (story_fixture_get_scene (changed, 1).text, ==, STORY_TEXT ("1"));
  g_assert_cmpstr (story_fixture_get_scene (changed, 2).text, ==, "It rained.");
  g_assert_cmpstr (easel_job_get_title (job), ==, "Scene 2 of “The Paper Lighthouse”");
  question = story_fixture_get_question (fixture, 4);
  g_assert_nonnull (strstr (question, STORY_TEXT ("2")));
  g_assert_nonnull (strstr (question, STORY_TEXT ("3")));
  g_assert_nonnull (strstr (question, "a pilot with short curls"));

  result = studio_fixture_get_result (fixture, job);
  easel_library_undo (library, json_object_get_string_member (result, "entry"), FALSE, NULL, NULL,
                      &error);
  g_assert_no_error (error);
  undone = story_fixture_get (fixture, easel_entity_get_id (story));
  g_assert_cmpstr (story_fixture_get_scene (undone, 2).text, ==, STORY_TEXT ("2"));
}

static void
test_rewrite_cannot (void)
{
  g_autoptr (StudioFixture) fixture = story_fixture_new_writing ();
  g_autoptr (EaselEntity) story = story_fixture_write (fixture);
  g_autofree char *coat = story_fixture_add_entity (fixture, EASEL_ENTITY_CLOTHING_ITEM,
                                                    "Navy Coat", "{}");
  g_autofree char *too_far = g_strdup_printf (
      "{'action': <'rewrite'>, 'story': <'%s'>, 'scene': <uint32 4>}", easel_entity_get_id (story));
  g_autofree char *of_coat = g_strdup_printf (
      "{'action': <'rewrite'>, 'story': <'%s'>, 'scene': <uint32 1>}", coat);

  assert_fails (fixture, too_far, "bad-params", "no scene 4. It has 3.");
  assert_fails (fixture, of_coat, "bad-params", "“Navy Coat” is not a story.");
  assert_fails (fixture, "{'action': <'rewrite'>, 'story': <'gone'>, 'scene': <uint32 1>}",
                "not-in-library", NULL);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/story-job/write", test_write);
  g_test_add_func ("/story-job/ingredients", test_ingredients);
  g_test_add_func ("/story-job/demo", test_demo);
  g_test_add_func ("/story-job/early", test_early);
  g_test_add_func ("/story-job/approve", test_approve);
  g_test_add_func ("/story-job/edit", test_edit);
  g_test_add_func ("/story-job/edit-adds-scene", test_edit_adds_scene);
  g_test_add_func ("/story-job/revise", test_revise);
  g_test_add_func ("/story-job/cancel", test_cancel);
  g_test_add_func ("/story-job/bad-edits", test_bad_edits);
  g_test_add_func ("/story-job/bad-submissions", test_bad_submissions);
  g_test_add_func ("/story-job/bad-ingredients", test_bad_ingredients);
  g_test_add_func ("/story-job/bad-answers", test_bad_answers);
  g_test_add_func ("/story-job/failed-scene", test_failed_scene);
  g_test_add_func ("/story-job/rewrite", test_rewrite);
  g_test_add_func ("/story-job/rewrite-cannot", test_rewrite_cannot);

  return g_test_run ();
}
