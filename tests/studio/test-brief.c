/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "merge-fixture.h"

#include "easel-library-tidy.h"

#include <string.h>

/* What wants a person: it comes, goes when it was done, is put off and comes back. */

static EaselBriefItem *
get_item (EaselBrief *brief, guint position)
{
  EaselBriefItem *item = g_list_model_get_item (G_LIST_MODEL (brief), position);

  /* The list holds it. */
  g_assert_nonnull (item);
  g_object_unref (item);
  return item;
}

static gboolean
wake_up (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for_count (EaselBrief *brief, guint count)
{
  gint64 deadline = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  guint ticker = g_timeout_add (5, wake_up, NULL);

  while (easel_brief_get_count (brief) != count)
    {
      if (g_get_monotonic_time () > deadline)
        {
          for (guint i = 0; i < easel_brief_get_count (brief); i++)
            g_test_message ("%s", easel_brief_item_get_title (get_item (brief, i)));
          g_error ("there are %u instead of %u", easel_brief_get_count (brief), count);
        }
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (ticker);
}

/* Lets everything come that might. */
static void
settle (void)
{
  gint64 end = g_get_monotonic_time () + 150 * 1000;
  guint ticker = g_timeout_add (5, wake_up, NULL);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (ticker);
}

static EaselBrief *
reopen (StudioFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  studio_fixture_close (fixture);
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  return easel_studio_get_brief (fixture->studio);
}

static void
tidy (StudioFixture *fixture, gint64 n_found)
{
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job = easel_studio_tidy (fixture->studio, EASEL_ENTITY_CLOTHING_ITEM, &error);

  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  result = studio_fixture_get_result (fixture, job);
  g_assert_cmpint (json_object_get_int_member (result, "found"), ==, n_found);
}

#define HAT                                                                                        \
  "{\"category\":\"headwear\",\"item\":\"bowler hat\",\"fabric\":\"hard "                          \
  "felt\",\"color\":\"black\","                                                                    \
  "\"details\":\"narrow rim, silk ribbon\"}"

/* Two that look alike, and do not contradict each other. @number: which two */
static void
add_hats (StudioFixture *fixture, guint number)
{
  g_autofree char *first = g_strdup_printf ("hat-%02u", number);
  g_autofree char *second = g_strdup_printf ("other-hat-%02u", number);
  g_autofree char *name = g_strdup_printf ("Bowler hat %u", number);

  merge_fixture_add (fixture, first, name, HAT, NULL);
  merge_fixture_add (fixture, second, name, HAT, "stage");
}

static EaselJob *
ask_about_hats (StudioFixture *fixture, guint number)
{
  g_autofree char *first = g_strdup_printf ("hat-%02u", number);
  g_autofree char *second = g_strdup_printf ("other-hat-%02u", number);
  g_autoptr (GError) error = NULL;
  EaselJob *job = easel_studio_merge (fixture->studio, first, second, &error);

  g_assert_no_error (error);
  return job;
}

/* Reviews --------------------------------------------------------------------------------- */

static void
test_review (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  EaselBriefItem *item;
  EaselJob *job;

  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
  job = merge_fixture_ask (fixture);
  wait_for_count (brief, 1);
  item = get_item (brief, 0);
  g_assert_cmpint (easel_brief_item_get_kind (item), ==, EASEL_BRIEF_REVIEW);
  g_assert_cmpstr (easel_brief_item_get_id (item), ==, easel_job_get_id (job));
  g_assert_true (easel_brief_item_get_job (item) == job);
  g_assert_cmpstr (easel_brief_item_get_title (item), ==, "Merge “Blue coat” into “Navy coat”");
  g_assert_cmpstr (easel_brief_item_get_why (item), ==,
                   "They say different things about 2 fields.");
  g_assert_cmpstr (easel_brief_item_get_provenance (item), ==, "Proposed by text-model");
  g_assert_cmpuint (easel_brief_item_get_n_conflicts (item), ==, 2);
  g_assert_false (easel_brief_item_get_can_approve (item));
  g_assert_cmpint (easel_brief_item_get_time (item), >, 0);
  g_assert_cmpstr (easel_entity_get_id (easel_brief_item_get_first (item)), ==, MERGE_SOURCE);
  g_assert_cmpstr (easel_entity_get_id (easel_brief_item_get_second (item)), ==, MERGE_TARGET);

  json_object_unref (merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, NULL));
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
}

static void
test_fallback_review (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new ("{" FIXTURE_QUESTION
                                                         ",\"status\":500,\"body\":\"\"}");
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);

  merge_fixture_ask (fixture);
  wait_for_count (brief, 1);
  g_assert_true (g_str_has_prefix (easel_brief_item_get_provenance (get_item (brief, 0)),
                                   "Put together field by field. "));
}

/* Put off, it is away, also after a restart; and comes back by itself. */
static void
test_snooze (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);

  merge_fixture_ask (fixture);
  wait_for_count (brief, 1);
  easel_brief_snooze (brief, get_item (brief, 0), g_get_real_time () + G_TIME_SPAN_HOUR);
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
  settle ();
  brief = reopen (fixture);
  settle ();
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);

  merge_fixture_add (fixture, "scarf", "Scarf", HAT, NULL);
  easel_studio_merge (fixture->studio, "scarf", MERGE_TARGET, NULL);
  wait_for_count (brief, 1);
  easel_brief_snooze (brief, get_item (brief, 0), g_get_real_time () + 200 * 1000);
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
  wait_for_count (brief, 1);
}

/* A job that asks anew is about something else. */
static void
test_snoozed_and_revised (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  EaselJob *job = merge_fixture_ask (fixture);
  g_autoptr (GError) error = NULL;

  wait_for_count (brief, 1);
  easel_brief_snooze (brief, get_item (brief, 0), G_MAXINT64);
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
  merge_fixture_respond (fixture, job, EASEL_DECISION_REVISE, NULL, "Shorter", &error);
  g_assert_no_error (error);
  wait_for_count (brief, 1);
}

/* Failures and batches -------------------------------------------------------------------- */

static void
test_failure (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (
      "{" FIXTURE_QUESTION ",\"status\":401,\"body\":{\"error\":{\"message\":\"Bad key\","
      "\"code\":\"invalid_api_key\"}}}");
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  EaselJob *job = studio_fixture_analyze (fixture, uri, "outfit");
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  g_autoptr (GError) error = NULL;
  EaselBriefItem *item;
  EaselQueue *queue;

  studio_fixture_assert_fails (fixture, job, "key-refused", NULL);
  wait_for_count (brief, 1);
  item = get_item (brief, 0);
  g_assert_cmpint (easel_brief_item_get_kind (item), ==, EASEL_BRIEF_FAILURE);
  g_assert_cmpstr (easel_brief_item_get_title (item), ==, "cat.png");
  g_assert_nonnull (strstr (easel_brief_item_get_why (item), "key"));
  g_assert_nonnull (easel_brief_item_get_thumbnail (item));

  easel_brief_dismiss (brief, item);
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
  settle ();
  brief = reopen (fixture);
  settle ();
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);

  /* It fails anew, and says so anew. */
  queue = easel_studio_get_queue (fixture->studio);
  easel_queue_retry (queue, id, &error);
  g_assert_no_error (error);
  wait_for_count (brief, 1);
}

/* What nobody can do anything about is no business of the Brief's. */
static void
test_failure_without_remedy (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *uri = studio_fixture_write_bytes (fixture, "notes.png", "Dear diary", -1);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);

  studio_fixture_assert_fails (fixture, studio_fixture_analyze (fixture, uri, "outfit"),
                               "not-a-picture", NULL);
  settle ();
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
}

static void
wait_for_batch (StudioFixture *fixture, GPtrArray *jobs)
{
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  const char *parent = easel_job_get_parent (g_ptr_array_index (jobs, 0));

  studio_fixture_wait (fixture, easel_queue_lookup (queue, parent));
}

static void
test_batch (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (FIXTURE_ANSWER);
  g_autofree char *one = studio_fixture_write_picture (fixture, "one.png", 1);
  g_autofree char *two = studio_fixture_write_picture (fixture, "two.png", 2);
  g_autofree char *bad = studio_fixture_write_bytes (fixture, "bad.png", "Dear diary", -1);
  const char *const good_uris[] = { one, two, NULL };
  const char *const uris[] = { one, bad, NULL };
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  g_autoptr (GPtrArray) jobs = easel_studio_analyze (fixture->studio, good_uris, NULL, FALSE,
                                                     EASEL_ANALYZE_NOW, NULL);
  g_autoptr (GPtrArray) more = NULL;

  wait_for_batch (fixture, jobs);
  wait_for_count (brief, 1);
  g_assert_cmpint (easel_brief_item_get_kind (get_item (brief, 0)), ==, EASEL_BRIEF_FINISHED);
  g_assert_cmpstr (easel_brief_item_get_title (get_item (brief, 0)), ==, "2 Pictures");
  g_assert_cmpstr (easel_brief_item_get_why (get_item (brief, 0)), ==, "All 2 are done.");

  /* The newest is first; and they are there after a restart, until they are dismissed. */
  more = easel_studio_analyze (fixture->studio, uris, NULL, FALSE, EASEL_ANALYZE_NOW, NULL);
  wait_for_batch (fixture, more);
  wait_for_count (brief, 2);
  g_assert_cmpstr (easel_brief_item_get_why (get_item (brief, 0)), ==, "1 of 2 failed.");
  brief = reopen (fixture);
  wait_for_count (brief, 2);
  g_assert_cmpstr (easel_brief_item_get_why (get_item (brief, 0)), ==, "1 of 2 failed.");
  easel_brief_dismiss (brief, get_item (brief, 0));
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 1);
  g_assert_cmpstr (easel_brief_item_get_why (get_item (brief, 0)), ==, "All 2 are done.");
  settle ();
  brief = reopen (fixture);
  settle ();
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 1);
}

/* Lookalikes ------------------------------------------------------------------------------ */

static void
test_lookalikes (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new (NULL);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  EaselBriefItem *item;
  g_autofree char *id = NULL;

  add_hats (fixture, 1);
  tidy (fixture, 1);
  wait_for_count (brief, 1);
  item = get_item (brief, 0);
  id = g_strdup (easel_brief_item_get_id (item));
  g_assert_cmpint (easel_brief_item_get_kind (item), ==, EASEL_BRIEF_LOOKALIKE);
  g_assert_cmpstr (easel_brief_item_get_title (item), ==,
                   "“Bowler hat 1” and “Bowler hat 1” may be the same");
  g_assert_nonnull (strstr (easel_brief_item_get_why (item), "names"));
  g_assert_cmpstr (easel_entity_get_id (easel_brief_item_get_first (item)), ==, "hat-01");
  g_assert_null (easel_brief_item_get_job (item));

  easel_brief_snooze (brief, item, g_get_real_time () + 300 * 1000);
  wait_for_count (brief, 0);
  wait_for_count (brief, 1);
  g_assert_cmpstr (easel_brief_item_get_id (get_item (brief, 0)), ==, id);

  brief = reopen (fixture);
  wait_for_count (brief, 1);
  easel_brief_dismiss (brief, get_item (brief, 0));
  wait_for_count (brief, 0);
  tidy (fixture, 1);
  settle ();
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
}

static void
test_most_alike_first (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new (NULL);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);

  merge_fixture_add (fixture, "glove", "Riding gloves", "{\"item\":\"gloves\",\"color\":\"red\"}",
                     NULL);
  merge_fixture_add (fixture, "other-glove", "Riding gloves",
                     "{\"item\":\"gloves\",\"color\":\"brown\"}", NULL);
  add_hats (fixture, 1);
  tidy (fixture, 2);
  wait_for_count (brief, 2);
  g_assert_cmpstr (easel_brief_item_get_title (get_item (brief, 0)), ==,
                   "“Bowler hat 1” and “Bowler hat 1” may be the same");
}

static void
test_not_duplicates (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new (NULL);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);

  add_hats (fixture, 1);
  tidy (fixture, 1);
  wait_for_count (brief, 1);
  easel_brief_not_duplicates (brief, get_item (brief, 0));
  wait_for_count (brief, 0);
  tidy (fixture, 0);
  settle ();
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
}

/* A pair that is being merged is one card, not two. */
static void
test_merge_lookalikes (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new (NULL);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  add_hats (fixture, 1);
  tidy (fixture, 1);
  wait_for_count (brief, 1);
  job = easel_brief_merge (brief, get_item (brief, 0), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
  wait_for_count (brief, 1);
  g_assert_cmpint (easel_brief_item_get_kind (get_item (brief, 0)), ==, EASEL_BRIEF_REVIEW);
  g_assert_true (easel_brief_item_get_can_approve (get_item (brief, 0)));

  /* Also after a restart. */
  brief = reopen (fixture);
  wait_for_count (brief, 1);
  settle ();
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 1);
  job = easel_brief_item_get_job (get_item (brief, 0));

  merge_fixture_respond (fixture, job, EASEL_DECISION_CANCEL, NULL, NULL, &error);
  g_assert_no_error (error);
  wait_for_count (brief, 1);
  g_assert_cmpint (easel_brief_item_get_kind (get_item (brief, 0)), ==, EASEL_BRIEF_LOOKALIKE);

  job = easel_brief_merge (brief, get_item (brief, 0), &error);
  g_assert_no_error (error);
  studio_fixture_wait (fixture, job);
  json_object_unref (merge_fixture_complete (fixture, job, EASEL_DECISION_APPROVE, NULL));
  settle ();
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
}

/* Another name is another name on the card. */
static void
test_renamed (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new (NULL);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  const EaselEditRequest request = { .id = "hat-01", .name = "Derby" };
  g_autoptr (GError) error = NULL;

  add_hats (fixture, 1);
  tidy (fixture, 1);
  wait_for_count (brief, 1);
  easel_library_edit (easel_studio_get_library (fixture->studio), &request, NULL, NULL, &error);
  g_assert_no_error (error);
  while (strstr (easel_brief_item_get_title (get_item (brief, 0)), "Derby") == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* All of it ------------------------------------------------------------------------------- */

static void
test_order (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new (NULL);
  g_autofree char *one = studio_fixture_write_picture (fixture, "one.png", 1);
  g_autofree char *two = studio_fixture_write_picture (fixture, "two.png", 2);
  const char *const uris[] = { one, two, NULL };
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  g_autoptr (GPtrArray) jobs = NULL;
  EaselJob *newest;

  add_hats (fixture, 1);
  tidy (fixture, 1);
  wait_for_count (brief, 1);
  jobs = easel_studio_analyze (fixture->studio, uris, NULL, FALSE, EASEL_ANALYZE_NOW, NULL);
  wait_for_batch (fixture, jobs);
  wait_for_count (brief, 2);
  studio_fixture_assert_fails (fixture,
                               studio_fixture_analyze (fixture, "file:///nowhere/gone.png", NULL),
                               "vanished", NULL);
  merge_fixture_ask (fixture);
  wait_for_count (brief, 4);
  add_hats (fixture, 2);
  newest = ask_about_hats (fixture, 2);
  wait_for_count (brief, 5);

  g_assert_true (easel_brief_item_get_job (get_item (brief, 0)) == newest);
  for (guint i = 1; i < 5; i++)
    g_assert_cmpint (easel_brief_item_get_kind (get_item (brief, i)), ==, (int) i - 1);
}

/* Approving all --------------------------------------------------------------------------- */

static gboolean
approve_all (EaselBrief *brief, guint *n_approved, char **group, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  easel_brief_approve_all_async (brief, "window", NULL, studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  return easel_brief_approve_all_finish (brief, result, n_approved, group, error);
}

/* A server that fails is fast, and does as well as any: its proposals are approved all the same. */
static StudioFixture *
new_with_hats (guint n_hats)
{
  StudioFixture *fixture = merge_fixture_new ("{" FIXTURE_QUESTION
                                              ",\"status\":500,\"body\":\"\"}");

  for (guint i = 0; i < n_hats; i++)
    add_hats (fixture, i);
  return fixture;
}

static void
test_approve_all (void)
{
  g_autoptr (StudioFixture) fixture = new_with_hats (50);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;
  guint n_approved;

  for (guint i = 0; i < 50; i++)
    ask_about_hats (fixture, i);
  wait_for_count (brief, 50);
  merge_fixture_ask (fixture);
  wait_for_count (brief, 51);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_CLOTHING_ITEM), ==, 102);

  g_assert_true (approve_all (brief, &n_approved, &group, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_approved, ==, 50);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_CLOTHING_ITEM), ==, 52);
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 1);
  g_assert_false (easel_brief_item_get_can_approve (get_item (brief, 0)));

  merge_fixture_undo (fixture, group);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_CLOTHING_ITEM), ==, 102);
}

static void
test_approve_nothing (void)
{
  g_autoptr (StudioFixture) fixture = merge_fixture_new_asking ();
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;
  guint n_approved = 7;

  merge_fixture_ask (fixture);
  wait_for_count (brief, 1);
  g_assert_true (approve_all (brief, &n_approved, &group, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_approved, ==, 0);
  g_assert_null (group);
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 1);
}

/* Two about the same hat: what the first did has to be looked at before the second. */
static void
test_approve_overlapping (void)
{
  g_autoptr (StudioFixture) fixture = new_with_hats (1);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;
  guint n_approved;

  merge_fixture_add (fixture, "third-hat", "Bowler hat 0", HAT, "opera");
  ask_about_hats (fixture, 0);
  easel_studio_merge (fixture->studio, "hat-00", "third-hat", &error);
  g_assert_no_error (error);
  wait_for_count (brief, 2);
  g_assert_true (approve_all (brief, &n_approved, &group, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_approved, ==, 1);
  wait_for_count (brief, 1);

  /* Either its answer was refused, or it came to ask again. */
  if (easel_brief_item_get_can_approve (get_item (brief, 0)))
    {
      g_assert_false (approve_all (brief, &n_approved, NULL, &error));
      g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
    }
  else
    g_assert_nonnull (strstr (easel_brief_item_get_why (get_item (brief, 0)), "changed"));
}

/* What changed before is told, and nothing is done. */
static void
test_approve_changed (void)
{
  g_autoptr (StudioFixture) fixture = new_with_hats (1);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  g_autoptr (GError) error = NULL;
  g_autofree char *group = NULL;
  guint n_approved;

  ask_about_hats (fixture, 0);
  wait_for_count (brief, 1);
  merge_fixture_edit (fixture, "hat-00", "brown");
  g_assert_false (approve_all (brief, &n_approved, &group, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED);
  g_assert_cmpuint (n_approved, ==, 0);
  g_assert_null (group);
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 1);
}

/* Times ----------------------------------------------------------------------------------- */

static void
assert_snooze (EaselSnooze which, const char *now, const char *expected)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (now, zone);
  g_autoptr (GDateTime) until = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *text = NULL;

  until = g_date_time_new_from_unix_utc_usec (easel_brief_snooze_time (which, time));
  local = g_date_time_to_timezone (until, zone);
  text = g_date_time_format (local, "%FT%T");
  g_assert_cmpstr (text, ==, expected);
}

static void
test_snooze_times (void)
{
  assert_snooze (EASEL_SNOOZE_AN_HOUR, "2026-03-04T23:30:00", "2026-03-05T00:30:00");
  assert_snooze (EASEL_SNOOZE_TOMORROW, "2026-03-04T23:30:00", "2026-03-05T09:00:00");
  assert_snooze (EASEL_SNOOZE_TOMORROW, "2026-03-05T00:30:00", "2026-03-06T09:00:00");
  /* A Wednesday, a Sunday, and a Monday */
  assert_snooze (EASEL_SNOOZE_NEXT_WEEK, "2026-03-04T08:00:00", "2026-03-09T09:00:00");
  assert_snooze (EASEL_SNOOZE_NEXT_WEEK, "2026-03-08T23:00:00", "2026-03-09T09:00:00");
  assert_snooze (EASEL_SNOOZE_NEXT_WEEK, "2026-03-09T08:00:00", "2026-03-16T09:00:00");
  /* Nine in the morning, also when the clocks were changed at night; and past the year's end. */
  assert_snooze (EASEL_SNOOZE_TOMORROW, "2026-03-28T20:00:00", "2026-03-29T09:00:00");
  assert_snooze (EASEL_SNOOZE_NEXT_WEEK, "2026-12-31T20:00:00", "2027-01-04T09:00:00");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/brief/review", test_review);
  g_test_add_func ("/brief/fallback-review", test_fallback_review);
  g_test_add_func ("/brief/snooze", test_snooze);
  g_test_add_func ("/brief/snoozed-and-revised", test_snoozed_and_revised);
  g_test_add_func ("/brief/failure", test_failure);
  g_test_add_func ("/brief/failure-without-remedy", test_failure_without_remedy);
  g_test_add_func ("/brief/batch", test_batch);
  g_test_add_func ("/brief/lookalikes", test_lookalikes);
  g_test_add_func ("/brief/most-alike-first", test_most_alike_first);
  g_test_add_func ("/brief/not-duplicates", test_not_duplicates);
  g_test_add_func ("/brief/merge-lookalikes", test_merge_lookalikes);
  g_test_add_func ("/brief/renamed", test_renamed);
  g_test_add_func ("/brief/order", test_order);
  g_test_add_func ("/brief/approve-all", test_approve_all);
  g_test_add_func ("/brief/approve-nothing", test_approve_nothing);
  g_test_add_func ("/brief/approve-overlapping", test_approve_overlapping);
  g_test_add_func ("/brief/approve-changed", test_approve_changed);
  g_test_add_func ("/brief/snooze-times", test_snooze_times);

  return g_test_run ();
}
