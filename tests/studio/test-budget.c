/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-budget.h"
#include "easel-database.h"
#include "easel-store-schema.h"
#include "easel-test-picture.h"
#include "generate-fixture.h"

#include <string.h>

/* What a day may cost, and what becomes of jobs when that is spent. */

#define LIGHTHOUSE "{\"generator\":\"modular\",\"subject\":{\"text\":\"a lighthouse\"}}"

/* What a picture of the server's comes to: 50 tokens read and 100 written. */
#define PICTURE_COST (50 * 10 + 100 * 40)
/* And a question: 100 read; the answer is as long as it is. */
#define QUESTION_INPUT_COST (100 * 3)

/* The server is on this machine, and so it would be free: it gets prices, and one model of which
 * nobody knows it. */
static void
write_prices (StudioFixture *fixture)
{
  g_autofree char *url = easel_test_server_get_url (fixture->server, "/v1");
  g_autofree char *prices = g_strdup_printf (
      "{\"prices\":[{\"origin\":\"%s\",\"model\":\"painter\",\"input\":10,\"output\":40,"
      "\"pictures\":[{\"price\":0.0045}]},"
      "{\"origin\":\"%s\",\"model\":\"test-model\",\"input\":3,\"output\":7},"
      "{\"origin\":\"%s\",\"model\":\"mystery\"}]}",
      url, url, url);
  g_autofree char *path = studio_fixture_path (fixture, "data/prices.json");

  g_assert_true (g_file_set_contents (path, prices, -1, NULL));
}

static void
reopen (StudioFixture *fixture)
{
  g_autoptr (GError) error = NULL;

  studio_fixture_close (fixture);
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
}

static void
set_budget_of (StudioFixture *fixture, gint64 micros, guint lanes)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (fixture->studio);
  g_autofree char *url = easel_test_server_get_url (fixture->server, "/v1");
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Tester", "kind",
      (int) EASEL_PROVIDER_COMPATIBLE, "url", url, "lanes", (int) lanes, "daily-budget", micros,
      NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_async (providers, config, studio_fixture_on_result, &slot);
  saved = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_save_finish (providers, saved, &error);
  g_assert_no_error (error);
}

static void
set_budget (StudioFixture *fixture, gint64 micros)
{
  set_budget_of (fixture, micros, 1);
}

/* A studio whose server costs money, with a budget of so much. */
static StudioFixture *
fixture_new (gint64 micros)
{
  StudioFixture *fixture = generate_fixture_new (NULL);

  write_prices (fixture);
  reopen (fixture);
  set_budget (fixture, micros);
  return fixture;
}

static EaselJob *
draw (StudioFixture *fixture)
{
  EaselJob *job = generate_fixture_start (fixture, LIGHTHOUSE, 1);

  studio_fixture_wait (fixture, job);
  return job;
}

static void
assert_drawn (EaselJob *job)
{
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (easel_job_get_usage (job).cost_micros, ==, PICTURE_COST);
  g_assert_cmpint (easel_job_get_usage (job).images, ==, 1);
}

static void
assert_stopped (StudioFixture *fixture, EaselJob *job)
{
  studio_fixture_assert_fails (fixture, job, "budget", "Tester");
  g_assert_cmpstr (easel_job_get_failure (job)->remedy, ==, "raise-budget");
  g_assert_cmpint (easel_job_get_failure (job)->policy, ==, EASEL_RETRY_NEVER);
}

static void
retry (StudioFixture *fixture, EaselJob *job)
{
  g_assert_true (
      easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), NULL));
  studio_fixture_wait (fixture, job);
}

/* Does what @sql says to the file of jobs, as time does: nobody has it open. */
static void
change_jobs_file (StudioFixture *fixture, const char *sql)
{
  g_autofree char *path = studio_fixture_path (fixture, "data/jobs.sqlite");
  g_autoptr (GError) error = NULL;

  studio_fixture_close (fixture);
  {
    g_autoptr (sqlite3) db = easel_database_open (path, easel_store_schema_migrations,
                                                  easel_store_schema_n_migrations, &error);

    g_assert_no_error (error);
    easel_database_exec (db, sql, &error);
    g_assert_no_error (error);
  }
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
}

/* ----------------------------------------------------------------------------------------- */

static void
test_check (void)
{
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Tester", "kind",
      (int) EASEL_PROVIDER_OPENAI, "daily-budget", G_GINT64_CONSTANT (5000000), NULL);
  g_autoptr (EaselProviderConfig) free_of_it = easel_provider_config_new (
      "other", "Other", EASEL_PROVIDER_OPENAI, NULL);
  EaselSpending spent = { .calls = 9, .unpriced = 3, .cost_micros = 4999999 };
  g_autoptr (GError) error = NULL;

  g_assert_true (easel_budget_check (config, &spent, 0, &error));
  spent.cost_micros = 5000000;
  g_assert_false (easel_budget_check (config, &spent, 0, &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BUDGET);
  g_assert_cmpstr (error->message, ==,
                   "Today’s budget of $5.00 for Tester is used up: $5.00 was spent, besides 3 "
                   "calls whose price is not known.");
  g_clear_error (&error);
  g_assert_false (easel_budget_check (config, &EASEL_SPENDING_NONE, 6000000, &error));
  g_assert_cmpstr (error->message, ==,
                   "Today’s budget of $5.00 for Tester is used up: $0.00 was spent, and what is "
                   "under way comes to about $6.00.");
  g_clear_error (&error);
  spent.unpriced = 0;
  spent.cost_micros = 5031000;
  g_assert_false (easel_budget_check (config, &spent, 0, &error));
  g_assert_cmpstr (error->message, ==,
                   "Today’s budget of $5.00 for Tester is used up: $5.03 was spent.");
  g_assert_true (easel_budget_check (free_of_it, &spent, 0, NULL));
}

/* What each kind of asking cost is with the job, and in the sum of the day. */
static void
test_cost_is_kept (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (0);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "one.png", 1);
  EaselJob *analysis = studio_fixture_analyze (fixture, uri, "hair_color");
  EaselUsage usage;

  studio_fixture_wait (fixture, analysis);
  usage = easel_job_get_usage (analysis);
  g_assert_cmpint (usage.input_tokens, ==, 100);
  g_assert_cmpint (usage.cost_micros, ==, QUESTION_INPUT_COST + 7 * usage.output_tokens);
  assert_drawn (draw (fixture));
}

/* The job that would go beyond it is not asked for; raised, it goes on. */
static void
test_stop_and_raise (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (2 * PICTURE_COST);
  EaselJob *third;

  assert_drawn (draw (fixture));
  assert_drawn (draw (fixture));
  third = draw (fixture);
  assert_stopped (fixture, third);
  g_assert_nonnull (strstr (easel_job_get_failure (third)->message, "$0.0090"));
  g_assert_cmpuint (generate_fixture_count (fixture, GENERATE_PATH), ==, 2);

  retry (fixture, third);
  assert_stopped (fixture, third);
  set_budget (fixture, 3 * PICTURE_COST);
  retry (fixture, third);
  assert_drawn (third);
  g_assert_cmpuint (generate_fixture_count (fixture, GENERATE_PATH), ==, 3);
}

static void
wait_until_running (EaselJob *job)
{
  while (easel_job_get_state (job) != EASEL_JOB_STATE_RUNNING)
    g_main_context_iteration (NULL, TRUE);
}

/* What is being asked counts before it is answered: others wait, and go on when it is known what it
 * came to. Who is canceled meanwhile gives back the lane. */
static void
test_at_once (gconstpointer status)
{
  g_autofree char *route = g_strdup_printf ("{\"method\":\"POST\",\"path\":\"" GENERATE_PATH
                                            "\",\"times\":1,\"hold_after\":0,%s}",
                                            (const char *) status);
  g_autoptr (StudioFixture) fixture = generate_fixture_new (route);
  EaselQueue *queue;
  EaselJob *first, *canceled, *second, *third, *other;

  write_prices (fixture);
  reopen (fixture);
  queue = easel_studio_get_queue (fixture->studio);
  set_budget_of (fixture, 2 * PICTURE_COST, 2);
  first = generate_fixture_start (fixture, LIGHTHOUSE, 1);
  while (generate_fixture_count (fixture, GENERATE_PATH) == 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }

  canceled = generate_fixture_start (fixture, LIGHTHOUSE, 1);
  wait_until_running (canceled);
  g_assert_true (easel_queue_cancel (queue, easel_job_get_id (canceled), NULL));
  second = generate_fixture_start (fixture, LIGHTHOUSE, 1);
  third = generate_fixture_start (fixture, LIGHTHOUSE, 1);
  wait_until_running (second);
  g_assert_cmpint (easel_job_get_state (first), ==, EASEL_JOB_STATE_RUNNING);
  g_assert_cmpuint (generate_fixture_count (fixture, GENERATE_PATH), ==, 1);

  easel_test_server_release (fixture->server);
  studio_fixture_wait (fixture, first);
  studio_fixture_wait (fixture, second);
  studio_fixture_wait (fixture, third);
  /* Which of those that waited comes first is nobody's choice. */
  other = easel_job_get_state (second) == EASEL_JOB_STATE_COMPLETED ? third : second;
  assert_drawn (other == third ? second : third);
  if (easel_job_get_state (first) == EASEL_JOB_STATE_FAILED)
    assert_drawn (other);
  else
    {
      assert_drawn (first);
      assert_stopped (fixture, other);
    }
  g_assert_cmpint (easel_job_get_state (canceled), ==, EASEL_JOB_STATE_CANCELED);
}

/* What was done before is kept: only what is missing is asked for afterwards. */
static void
test_work_is_kept (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (PICTURE_COST + 1);
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  EaselJob *job = generate_fixture_start (fixture, LIGHTHOUSE, 4);

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED), ==, 2);
  g_assert_cmpuint (easel_job_get_n_children_in (job, EASEL_JOB_STATE_FAILED), ==, 2);
  set_budget (fixture, 0);
  {
    g_autoptr (GListModel) children = easel_queue_get_children (queue, job);

    for (guint i = 0; i < 4; i++)
      {
        g_autoptr (EaselJob) child = g_list_model_get_item (children, i);

        if (easel_job_get_state (child) == EASEL_JOB_STATE_FAILED)
          retry (fixture, child);
        g_assert_cmpint (easel_job_get_state (child), ==, EASEL_JOB_STATE_COMPLETED);
      }
  }
  g_assert_cmpuint (generate_fixture_count (fixture, GENERATE_PATH), ==, 4);
}

static void
test_restart_and_next_day (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (PICTURE_COST);
  g_autofree char *id = NULL;
  EaselJob *job;

  assert_drawn (draw (fixture));
  reopen (fixture);
  job = draw (fixture);
  assert_stopped (fixture, job);
  id = g_strdup (easel_job_get_id (job));

  change_jobs_file (fixture, "UPDATE spending SET day = date (day, '-1 day')");
  job = easel_queue_lookup (easel_studio_get_queue (fixture->studio), id);
  retry (fixture, job);
  assert_drawn (job);
  assert_stopped (fixture, draw (fixture));
}

/* Money is not back because the list was tidied. */
static void
test_removed_jobs_count (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (PICTURE_COST);
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  EaselJob *job = draw (fixture);

  assert_drawn (job);
  g_assert_true (easel_queue_remove (queue, easel_job_get_id (job), NULL));
  while (g_list_model_get_n_items (G_LIST_MODEL (queue)) > 0)
    g_main_context_iteration (NULL, TRUE);
  assert_stopped (fixture, draw (fixture));
  reopen (fixture);
  assert_stopped (fixture, draw (fixture));
}

/* An unknown price counts as a call, and the sentence says so. */
static void
test_unknown_prices (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (PICTURE_COST);
  EaselJob *job;

  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_IMAGE, "test", "mystery");
  for (guint i = 0; i < 2; i++)
    {
      job = draw (fixture);
      g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_COMPLETED);
      g_assert_cmpint (easel_job_get_usage (job).cost_micros, ==, -1);
    }
  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_IMAGE, "test", "painter");
  assert_drawn (draw (fixture));
  job = draw (fixture);
  assert_stopped (fixture, job);
  g_assert_nonnull (
      strstr (easel_job_get_failure (job)->message, "besides 2 calls whose price is not known"));
}

/* An answer that came to nothing was paid for. */
static void
test_refusals_cost (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (
      "{\"method\":\"POST\",\"path\":\"" GENERATE_PATH "\",\"times\":1,\"body\":{\"data\":[{"
      "\"b64_json\":\"aGVsbG8=\"}],\"usage\":{\"input_tokens\":50,\"output_tokens\":100}}}");
  EaselJob *job;

  write_prices (fixture);
  reopen (fixture);
  set_budget (fixture, PICTURE_COST);
  job = draw (fixture);
  studio_fixture_assert_fails (fixture, job, "bad-reply", NULL);
  g_assert_cmpint (easel_job_get_usage (job).cost_micros, ==, PICTURE_COST);
  assert_stopped (fixture, draw (fixture));
}

/* Each unfinished picture is paid for: they are asked for only where it is known what that is. */
static void
test_sketches_have_a_price (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (0);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_IMAGE, "test", "mystery");
  g_assert_cmpint (easel_job_get_state (draw (fixture)), ==, EASEL_JOB_STATE_COMPLETED);
  before = generate_fixture_bodies (fixture, GENERATE_PATH);
  g_assert_nonnull (strstr (before, "mystery"));
  g_assert_null (strstr (before, "partial_images"));

  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_IMAGE, "test", "painter");
  assert_drawn (draw (fixture));
  after = generate_fixture_bodies (fixture, GENERATE_PATH);
  g_assert_nonnull (strstr (after, "\"partial_images\":2"));
}

/* A picture that was begun, and did not come, is a call that counts. */
static void
test_cut_picture_counts (void)
{
  g_autoptr (GBytes) picture = easel_test_picture_new (8, 8, 0x336699);
  g_autofree char *text = g_base64_encode (g_bytes_get_data (picture, NULL),
                                           g_bytes_get_size (picture));
  g_autofree char *routes = g_strdup_printf (
      "{\"method\":\"POST\",\"path\":\"" GENERATE_PATH "\",\"times\":1,\"headers\":{"
      "\"Content-Type\":\"text/event-stream\"},\"body\":\"data: {\\\"type\\\":"
      "\\\"image_generation.partial_image\\\",\\\"b64_json\\\":\\\"%s\\\"}\\n\\n"
      "data: {\\\"error\\\":{\\\"code\\\":\\\"moderation_blocked\\\","
      "\\\"message\\\":\\\"No.\\\"}}\\n\\n\"}",
      text);
  g_autoptr (StudioFixture) fixture = generate_fixture_new (routes);
  EaselJob *job;

  write_prices (fixture);
  reopen (fixture);
  set_budget (fixture, PICTURE_COST);
  g_assert_cmpint (easel_job_get_state (draw (fixture)), ==, EASEL_JOB_STATE_FAILED);
  assert_drawn (draw (fixture));
  job = draw (fixture);
  assert_stopped (fixture, job);
  g_assert_nonnull (
      strstr (easel_job_get_failure (job)->message, "besides 1 call whose price is not known"));
}

/* A merge that may not ask is put together without a model, and says why. */
static void
test_merge_goes_on (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (PICTURE_COST);
  g_autofree char *one = generate_fixture_add (fixture, "accessories", "One",
                                               "{\"overall_style\":\"plain\"}", NULL);
  g_autofree char *other = generate_fixture_add (fixture, "accessories", "Other",
                                                 "{\"overall_style\":\"bold\"}", NULL);
  g_autoptr (EaselJobDetails) details = NULL;
  g_autoptr (JsonNode) asked = NULL;
  EaselJob *job;

  assert_drawn (draw (fixture));
  job = easel_studio_merge (fixture->studio, one, other, NULL);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_AWAITING_INPUT);
  details = studio_fixture_load (fixture, job);
  asked = json_from_string (easel_job_details_get_last_ask (details)->proposal->data, NULL);
  g_assert_nonnull (
      strstr (json_object_get_string_member (json_node_get_object (asked), "fallback"), "budget"));
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, 0);
}

/* The Brief -------------------------------------------------------------------------------- */

static EaselBriefItem *
get_only_item (EaselBrief *brief)
{
  EaselBriefItem *item;

  g_assert_cmpuint (easel_brief_get_count (brief), ==, 1);
  item = g_list_model_get_item (G_LIST_MODEL (brief), 0);
  g_object_unref (item);
  return item;
}

/* All that a budget stopped on one day is one thing to decide. */
static void
test_one_card (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (PICTURE_COST);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  EaselBriefItem *item;
  EaselJob *single, *several;

  assert_drawn (draw (fixture));
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
  single = draw (fixture);
  item = get_only_item (brief);
  g_assert_cmpstr (easel_brief_item_get_title (item), ==, easel_job_get_title (single));
  g_assert_true (easel_brief_item_get_job (item) == single);

  /* Three of a family that comes to nothing: it has no card of its own. */
  several = generate_fixture_start (fixture, LIGHTHOUSE, 3);
  studio_fixture_wait (fixture, several);
  studio_fixture_assert_fails (fixture, several, "all-failed", "budget");
  item = get_only_item (brief);
  g_assert_cmpint (easel_brief_item_get_kind (item), ==, EASEL_BRIEF_FAILURE);
  g_assert_cmpstr (easel_brief_item_get_title (item), ==, "4 Jobs Stopped by the Daily Budget");
  g_assert_nonnull (strstr (easel_brief_item_get_why (item), "Raise the budget"));
  g_assert_cmpuint (easel_brief_item_get_jobs (item)->len, ==, 4);

  /* It is there after a restart, and trying again does all of them. */
  reopen (fixture);
  brief = easel_studio_get_brief (fixture->studio);
  item = get_only_item (brief);
  g_assert_cmpuint (easel_brief_item_get_jobs (item)->len, ==, 4);
  set_budget (fixture, 0);
  easel_brief_retry (brief, item);
  while (generate_fixture_count (fixture, GENERATE_PATH) < 5
         || studio_fixture_count_entities (fixture, "picture") < 5)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (generate_fixture_count (fixture, GENERATE_PATH), ==, 5);
}

static void
test_card_is_put_away (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (PICTURE_COST);
  EaselBrief *brief = easel_studio_get_brief (fixture->studio);
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  EaselJob *first, *second;

  draw (fixture);
  first = draw (fixture);
  second = draw (fixture);
  easel_brief_snooze (brief, get_only_item (brief), g_get_real_time () + G_TIME_SPAN_HOUR);
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
  easel_queue_set_hidden_until (queue, easel_job_get_id (first), 0, NULL);
  g_assert_cmpuint (easel_brief_item_get_jobs (get_only_item (brief))->len, ==, 2);
  easel_brief_dismiss (brief, get_only_item (brief));
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);

  /* What comes afterwards is new. */
  draw (fixture);
  g_assert_cmpuint (easel_brief_item_get_jobs (get_only_item (brief))->len, ==, 1);
  g_assert_true (easel_queue_remove (queue, easel_job_get_id (second), NULL));
  easel_brief_dismiss (brief, get_only_item (brief));
  g_assert_cmpuint (easel_brief_get_count (brief), ==, 0);
}

/* (transfer container) */
static GPtrArray *
load_spending (StudioFixture *fixture, guint n_days)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *spending;

  easel_studio_load_spending_async (fixture->studio, n_days, NULL, studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  spending = easel_studio_load_spending_finish (fixture->studio, result, &error);
  g_assert_no_error (error);
  return spending;
}

static void
assert_texts (const EaselSpending *spending, const char *use, const char *cost)
{
  g_autofree char *described_use = easel_provider_spending_describe_use (spending);
  g_autofree char *described_cost = easel_provider_spending_describe_cost (spending);

  g_assert_cmpstr (described_use, ==, use);
  g_assert_cmpstr (described_cost, ==, cost);
}

/* What the days came to, who has what left, and a parent that is the sum of its children. */
static void
test_spending (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (100 * PICTURE_COST);
  EaselJob *several = generate_fixture_start (fixture, LIGHTHOUSE, 2);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) days = NULL;
  g_autofree char *budget = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) node = NULL;
  const EaselProviderSpending *spending;

  g_assert_cmpint (studio_fixture_wait (fixture, several), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (easel_job_get_usage (several).images, ==, 0);
  g_assert_cmpint (easel_job_get_total_usage (several).images, ==, 2);
  g_assert_cmpint (easel_job_get_total_usage (several).cost_micros, ==, 2 * PICTURE_COST);
  change_jobs_file (fixture, "INSERT INTO spending (day, provider, calls, unpriced, input_tokens,"
                             "  output_tokens, images, cost_micros) VALUES"
                             "  (date ('now', '-9 days'), 'test', 7, 3, 5000, 600, 1, 2000000),"
                             "  (date ('now', '-12 days'), 'gone', 1, 1, 10, 1, 0, 0),"
                             "  (date ('now', '-40 days'), 'test', 99, 0, 0, 0, 0, 9)");

  all = load_spending (fixture, 30);
  g_assert_cmpuint (all->len, ==, 2);
  spending = all->pdata[0];
  g_assert_cmpstr (spending->name, ==, "Tester");
  g_assert_cmpuint (spending->days->len, ==, 2);
  assert_texts (&spending->total,
                "9 calls, 3 pictures, 5900 tokens, "
                "3 calls whose price is not known",
                "$2.01");
  assert_texts (&spending->today, "2 calls, 2 pictures, 300 tokens", "$0.0090");
  budget = easel_provider_spending_describe_budget (spending);
  g_assert_cmpstr (budget, ==, "$0.0090 of $0.45 spent today, $0.44 left");
  node = easel_provider_spending_to_json (spending);
  json = json_to_string (node, FALSE);
  g_assert_nonnull (strstr (json, "\"left_today\":0.44"));

  spending = all->pdata[1];
  g_assert_cmpstr (spending->name, ==, "gone");
  assert_texts (&spending->total, "1 call, 11 tokens", "price not known");
  g_assert_null (easel_provider_spending_describe_budget (spending));

  days = load_spending (fixture, 1);
  g_assert_cmpuint (days->len, ==, 1);
  assert_texts (&((EaselProviderSpending *) days->pdata[0])->total,
                "2 calls, 2 pictures, 300 tokens", "$0.0090");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/budget/check", test_check);
  g_test_add_func ("/budget/cost-is-kept", test_cost_is_kept);
  g_test_add_func ("/budget/stop-and-raise", test_stop_and_raise);
  g_test_add_data_func ("/budget/at-once/drawn", "\"image\":true", test_at_once);
  g_test_add_data_func ("/budget/at-once/refused", "\"status\":401", test_at_once);
  g_test_add_func ("/budget/work-is-kept", test_work_is_kept);
  g_test_add_func ("/budget/restart-and-next-day", test_restart_and_next_day);
  g_test_add_func ("/budget/removed-jobs-count", test_removed_jobs_count);
  g_test_add_func ("/budget/unknown-prices", test_unknown_prices);
  g_test_add_func ("/budget/refusals-cost", test_refusals_cost);
  g_test_add_func ("/budget/sketches-have-a-price", test_sketches_have_a_price);
  g_test_add_func ("/budget/cut-picture-counts", test_cut_picture_counts);
  g_test_add_func ("/budget/merge-goes-on", test_merge_goes_on);
  g_test_add_func ("/budget/one-card", test_one_card);
  g_test_add_func ("/budget/card-is-put-away", test_card_is_put_away);
  g_test_add_func ("/budget/spending", test_spending);

  return g_test_run ();
}
