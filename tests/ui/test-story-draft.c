/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A story while it is being written, from what its job has left so far. */

#include "easel-job-details-private.h"
#include "easel-story-chapter.h"
#include "easel-story-draft.h"

#define OUTLINE(title, second)                                                                     \
  "{\"title\":\"" title "\",\"scenes\":["                                                          \
  "{\"title\":\"Low Tide\",\"summary\":\"A\",\"illustrated\":true,\"picture\":\"Sand.\"},"         \
  "{\"title\":\"" second "\",\"summary\":\"B\",\"illustrated\":false,\"picture\":\"\"},"           \
  "{\"title\":\"The Lamp\",\"summary\":\"C\",\"illustrated\":false,\"picture\":\"\"}]}"

static void
add_step (EaselJobDetails *details, const char *name, const char *result)
{
  EaselStepRecord *step = g_new0 (EaselStepRecord, 1);

  step->name = g_strdup (name);
  step->result = g_strdup (result);
  g_ptr_array_add (details->steps, step);
}

static EaselJobDetails *
new_planned (void)
{
  EaselJobDetails *details = easel_job_details_new ();

  add_step (details, "look", "{\"character\":\"a pilot\"}");
  add_step (details, "plan", "{\"outline\":" OUTLINE ("The Lighthouse", "Wet Feet") "}");
  return details;
}

/* @expected: "Title: text" of each scene, with an asterisk where more is to come */
static void
assert_scenes (const EaselStoryDraft *draft, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < draft->scenes->len; i++)
    {
      const EaselStoryDraftScene *scene = draft->scenes->pdata[i];

      g_string_append_printf (text, "%s%s: %s%s", i > 0 ? " | " : "", scene->title, scene->text,
                              scene->is_writing ? "*" : "");
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_nothing (void)
{
  g_autoptr (EaselJobDetails) details = easel_job_details_new ();
  g_autoptr (EaselStoryDraft) draft = easel_story_draft_new (details, "");

  g_assert_null (draft->title);
  g_assert_cmpuint (draft->scenes->len, ==, 0);
}

static void
test_planned (void)
{
  g_autoptr (EaselJobDetails) details = new_planned ();
  g_autoptr (EaselStoryDraft) draft = easel_story_draft_new (details, "");
  const EaselStoryDraftScene *first = NULL;

  g_assert_cmpstr (draft->title, ==, "The Lighthouse");
  assert_scenes (draft, "Low Tide:  | Wet Feet:  | The Lamp: ");
  first = draft->scenes->pdata[0];
  g_assert_true (first->illustrated);
  g_assert_cmpstr (first->picture_prompt, ==, "Sand.");
}

/* The stream may be ahead of the steps. */
static void
test_live (void)
{
  g_autoptr (EaselJobDetails) details = new_planned ();
  g_autoptr (EaselStoryDraft) draft = NULL;

  draft = easel_story_draft_new (details, "Low Tide\n\nThe sea");
  assert_scenes (draft, "Low Tide: The sea* | Wet Feet:  | The Lamp: ");
  easel_story_draft_free (draft);
  draft = easel_story_draft_new (details,
                                 "Low Tide\n\nThe sea.\n\nLow Tide again.\n\nWet Feet\n\nShe");
  assert_scenes (draft, "Low Tide: The sea.\n\nLow Tide again. | Wet Feet: She* | The Lamp: ");
}

static void
test_steps (void)
{
  g_autoptr (EaselJobDetails) details = new_planned ();
  g_autoptr (EaselStoryDraft) draft = NULL;

  add_step (details, "scene-1", "{\"text\":\"The sea, tidied.\"}");
  draft = easel_story_draft_new (details, "Low Tide\n\nThe sea.\n\nWet Feet\n\nShe");
  assert_scenes (draft, "Low Tide: The sea, tidied. | Wet Feet: She* | The Lamp: ");

  /* After a restart nothing was streamed yet. */
  easel_story_draft_free (draft);
  draft = easel_story_draft_new (details, "");
  assert_scenes (draft, "Low Tide: The sea, tidied. | Wet Feet:  | The Lamp: ");
}

/* The newest plan counts, and more than that what a person made of it. */
static void
test_revised (void)
{
  g_autoptr (EaselJobDetails) details = new_planned ();
  g_autoptr (EaselStoryDraft) draft = NULL;
  EaselAskRecord *ask = NULL;

  add_step (details, "plan", "{\"outline\":" OUTLINE ("The Second", "Dry Feet") "}");
  draft = easel_story_draft_new (details, "");
  g_assert_cmpstr (draft->title, ==, "The Second");
  easel_story_draft_free (draft);

  ask = g_new0 (EaselAskRecord, 1);
  ask->proposal = easel_proposal_new ("Outline", "outline", "{}", EASEL_DECISION_APPROVE);
  ask->decision = easel_decision_new (
      EASEL_DECISION_EDIT, "{\"values\":" OUTLINE ("The Third", "No Feet") "}", NULL, "window");
  g_ptr_array_add (details->asks, ask);
  draft = easel_story_draft_new (details, "");
  g_assert_cmpstr (draft->title, ==, "The Third");
  assert_scenes (draft, "Low Tide:  | No Feet:  | The Lamp: ");
}

static void
test_strange (void)
{
  g_autoptr (EaselJobDetails) details = easel_job_details_new ();
  g_autoptr (EaselStoryDraft) draft = NULL;

  add_step (details, "plan", "[]");
  add_step (details, "scene-1", "{\"text\":7}");
  draft = easel_story_draft_new (details, "Low Tide\n\nThe sea");
  g_assert_cmpuint (draft->scenes->len, ==, 0);
}

static void
test_markup (void)
{
  g_autofree char *markup = easel_story_chapter_make_markup (
      "She said *no* & <left>.\n\nThen **nothing**.");

  g_assert_cmpstr (markup, ==, "She said <i>no</i> &amp; &lt;left&gt;.\n\nThen <b>nothing</b>.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/story-draft/nothing", test_nothing);
  g_test_add_func ("/story-draft/planned", test_planned);
  g_test_add_func ("/story-draft/live", test_live);
  g_test_add_func ("/story-draft/steps", test_steps);
  g_test_add_func ("/story-draft/revised", test_revised);
  g_test_add_func ("/story-draft/strange", test_strange);
  g_test_add_func ("/story-draft/markup", test_markup);

  return g_test_run ();
}
