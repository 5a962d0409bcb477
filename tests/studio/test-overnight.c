/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-plan.h"
#include "easel-studio-private.h"
#include "studio-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>

/* Many pictures in one batch, with real clients against a server that speaks the formats. */

#define PATIENCE_MS 120000
#define PACE (30 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  const char *name;
  EaselProviderKind kind;
  const char *chat;    /* of a single question */
  const char *results; /* of a file of answers */
  guint n_pictures;
} Wire;

static const Wire wires[] = {
  { "openai", EASEL_PROVIDER_OPENAI, "/chat/completions", "/content", 500 },
  { "anthropic", EASEL_PROVIDER_ANTHROPIC, "/messages", "/results", 500 },
  /* With one less its answers would be no file. */
  { "gemini", EASEL_PROVIDER_GEMINI, ":streamGenerateContent", ":download", 501 },
};

static const char *victim;

static void
make (StudioFixture *self)
{
  const EaselOvernightPace pace = { PACE, PACE };
  g_autoptr (GError) error = NULL;

  studio_fixture_make (self);
  easel_studio_set_overnight_pace (self->studio, &pace);
  studio_fixture_open (self, &error);
  g_assert_no_error (error);
}

static void
set_script (StudioFixture *self, const char *batches, const char *routes)
{
  g_autofree char *script = g_strdup_printf ("{\"batches\":{%s},\"routes\":[%s]}", batches, routes);
  g_autoptr (GError) error = NULL;

  if (self->server == NULL)
    self->server = easel_test_server_new (script, NULL, 0, &error);
  else
    easel_test_server_set_script (self->server, script, &error);
  g_assert_no_error (error);
}

/* A dollar for a million tokens read, two for as many written; half of that in a batch. */
static void
write_prices (StudioFixture *self)
{
  g_autofree char *url = easel_test_server_get_url (self->server, "/v1");
  g_autofree char *path = studio_fixture_path (self, "data/prices.json");
  g_autofree char *prices = g_strdup_printf ("{\"prices\":[{\"origin\":\"%s\",\"model\":\"m\","
                                             "\"input\":1,\"output\":2,\"batch\":0.5}]}",
                                             url);

  g_assert_true (g_file_set_contents (path, prices, -1, NULL));
}

static void
use_wire (StudioFixture *self, EaselProviderKind kind, gint64 budget)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (self->studio);
  g_autofree char *url = easel_test_server_get_url (self->server, "/v1");
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Tester", "kind", (int) kind, "url", url,
      "lanes", 4, "daily-budget", budget, NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_async (providers, config, studio_fixture_on_result, &slot);
  saved = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_save_finish (providers, saved, &error);
  g_assert_no_error (error);
  studio_fixture_use_model (self, EASEL_MODEL_TASK_VISION, "test", "m");
}

static StudioFixture *
fixture_new (const Wire *wire, const char *batches, const char *routes)
{
  StudioFixture *self = studio_fixture_new_closed ();

  set_script (self, batches, routes);
  make (self);
  write_prices (self);
  use_wire (self, wire->kind, 0);
  studio_fixture_close (self);
  make (self);
  return self;
}

static guint
count_events (StudioFixture *self, const char *event)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (self->server, event);

  return json_array_get_length (journal);
}

/* How many requests went to a path that ends so. */
static guint
count_requests (StudioFixture *self, const char *method, const char *path)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (self->server, "request");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (journal); i++)
    {
      JsonObject *request = json_array_get_object_element (journal, i);

      n += g_str_equal (json_object_get_string_member (request, "method"), method)
           && g_str_has_suffix (json_object_get_string_member (request, "path"), path);
    }
  return n;
}

/* (transfer none): the job of @uris */
static EaselJob *
submit (StudioFixture *self, const char *const *uris, const char *const *analyzers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = easel_studio_analyze (self->studio, uris, analyzers, FALSE,
                                                     EASEL_ANALYZE_OVERNIGHT, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (jobs->len, ==, 1);
  return g_ptr_array_index (jobs, 0);
}

/* (transfer none): the job of a folder with @n pictures */
static EaselJob *
submit_pictures (StudioFixture *self, guint n)
{
  const char *const analyzers[] = { "expression", NULL };
  g_autofree char *path = studio_fixture_path (self, "pictures");
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);
      g_autofree char *file = studio_fixture_write_picture (self, name, i);
    }
  return submit (self, (const char *const[]) { uri, NULL }, analyzers);
}

static void
wait_for_message (EaselJob *job, const char *words)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;

  while (easel_job_get_message (job) == NULL || strstr (easel_job_get_message (job), words) == NULL
         || easel_job_get_not_before (job) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
}

/* (transfer full): the child at @index */
static EaselJob *
get_child (StudioFixture *self, EaselJob *job, guint index)
{
  g_autoptr (GListModel) children = easel_queue_get_children (easel_studio_get_queue (self->studio),
                                                              job);

  return g_list_model_get_item (children, index);
}

/* (transfer none): the one job without a parent of that kind */
static EaselJob *
find_top (StudioFixture *self, const char *kind)
{
  GListModel *jobs = G_LIST_MODEL (easel_studio_get_queue (self->studio));
  EaselJob *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (jobs, i);

      if (easel_job_get_parent (job) != NULL || !g_str_equal (easel_job_get_kind (job), kind))
        continue;
      g_assert_null (found);
      found = job;
    }
  return found;
}

static void
assert_no_copies (StudioFixture *self, EaselJob *job)
{
  g_autofree char *folder = studio_fixture_path (self, "cache/overnight");
  g_autofree char *own = g_build_filename (folder, easel_job_get_id (job), NULL);

  g_assert_false (g_file_test (own, G_FILE_TEST_EXISTS));
}

/* Killed ---------------------------------------------------------------------------------- */

static GSubprocess *
start_victim (StudioFixture *self, const char *pictures)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, victim, self->dir,
                                           pictures, NULL);

  g_assert_no_error (error);
  return process;
}

static void
kill_victim (GSubprocess *process)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
}

/* (transfer full): which requests come to nothing, and how */
static char *
make_failures (guint n, guint n_failures)
{
  static const char *const how[] = { "error", "refused", "expired", "missing", "broken" };
  g_autoptr (GString) fail = g_string_new (NULL);

  for (guint i = 0; i < n_failures; i++)
    g_string_append_printf (fail, "%s\"-%u\":\"%s\"", i > 0 ? "," : "", i * (n / n_failures) + 3,
                            how[i % G_N_ELEMENTS (how)]);
  return g_string_free (g_steal_pointer (&fail), FALSE);
}

static void
wait_for_results (StudioFixture *self, const Wire *wire)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;

  while (count_requests (self, "GET", wire->results) == 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (2000);
    }
}

static void
assert_children (StudioFixture *self, EaselJob *job, guint n, guint n_failures)
{
  gint64 cost = 0;
  guint n_failed = 0;

  g_assert_cmpuint (easel_job_get_n_children (job), ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (EaselJob) child = get_child (self, job, i);
      const EaselFailure *failure = easel_job_get_failure (child);
      EaselUsage usage = easel_job_get_usage (child);

      g_assert_nonnull (easel_job_get_thumbnail (child));
      g_assert_true (g_str_has_suffix (easel_job_get_title (child), ".png"));
      if (easel_job_get_state (child) == EASEL_JOB_STATE_FAILED)
        {
          n_failed++;
          g_test_message ("%s", failure->message);
          g_assert_cmpuint (strlen (failure->message), >, 0);
          continue;
        }
      g_assert_cmpint (easel_job_get_state (child), ==, EASEL_JOB_STATE_COMPLETED);
      g_assert_nonnull (easel_job_get_outcome (child));
      g_assert_cmpint (usage.cost_micros, ==,
                       (usage.input_tokens + 2 * usage.output_tokens + 1) / 2);
      cost += usage.cost_micros;
    }
  g_assert_cmpuint (n_failed, ==, n_failures);
  g_assert_cmpint (cost, >, 0);
}

/* Killed when the provider has the batch, and once more while the answers come. */
static void
test_killed (gconstpointer data)
{
  const Wire *wire = data;
  const guint n = wire->n_pictures;
  const guint n_failures = 20;
  g_autofree char *fail = make_failures (n, n_failures);
  g_autofree char *batches = g_strdup_printf (
      "\"polls\":2,\"noise\":true,\"fail\":{%s},\"results\":{\"hang\":true,\"times\":1}", fail);
  g_autoptr (StudioFixture) fixture = fixture_new (wire, batches, "");
  g_autofree char *pictures = studio_fixture_path (fixture, "pictures");
  g_autoptr (GSubprocess) first = NULL;
  g_autoptr (GSubprocess) second = NULL;
  g_autoptr (JsonArray) made = NULL;
  EaselJob *job;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);
      g_autofree char *file = studio_fixture_write_picture (fixture, name, i);
    }
  studio_fixture_close (fixture);
  first = start_victim (fixture, pictures);
  g_assert_true (easel_test_server_wait (fixture->server, "batch", 1, PATIENCE_MS));
  kill_victim (first);

  second = start_victim (fixture, NULL);
  wait_for_results (fixture, wire);
  kill_victim (second);

  make (fixture);
  job = find_top (fixture, "overnight");
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_EXPRESSION), ==,
                    n - n_failures);
  assert_children (fixture, job, n, n_failures);
  assert_no_copies (fixture, job);

  made = easel_test_server_get_journal (fixture->server, "batch");
  g_assert_cmpuint (json_array_get_length (made), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (made, 0), "requests"),
                   ==, n);
  g_assert_cmpuint (count_requests (fixture, "POST", wire->chat), ==, 0);
}

/* Trouble --------------------------------------------------------------------------------- */

/* What has failed is asked for by itself, now, and what has its answer is not sent. */
static void
test_retry (gconstpointer data)
{
  const Wire *wire = data;
  g_autofree char *answer = g_strdup_printf (
      "{\"method\":\"POST\",\"path\":\"/v1/chat/completions\","
      "\"echo_schema\":true}");
  g_autoptr (StudioFixture) fixture = fixture_new (wire, "\"fail\":{\"-1\":\"error\"}", answer);
  EaselJob *job = submit_pictures (fixture, 3);
  g_autoptr (EaselJob) child = NULL;

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  for (guint i = 0; child == NULL; i++)
    {
      g_autoptr (EaselJob) candidate = get_child (fixture, job, i);

      if (easel_job_get_failure (candidate) != NULL)
        child = g_steal_pointer (&candidate);
    }
  g_assert_true (
      easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (child), NULL));
  g_assert_cmpint (studio_fixture_wait (fixture, child), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (count_requests (fixture, "POST", wire->chat), ==, 1);

  job = submit_pictures (fixture, 3);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 3);
  g_assert_cmpuint (count_events (fixture, "batch"), ==, 1);
}

/* A second job tells the provider, also when Easel ends before it could. */
static void
test_cancel (gconstpointer data)
{
  const Wire *wire = data;
  g_autoptr (StudioFixture) fixture = fixture_new (wire, "\"polls\":1000,\"answered\":1", "");
  EaselJob *job = submit_pictures (fixture, 3);
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  EaselJob *recall;

  wait_for_message (job, "Waiting for Tester");
  g_assert_true (easel_queue_cancel (easel_studio_get_queue (fixture->studio), id, NULL));
  g_assert_nonnull (find_top (fixture, "overnight-recall"));
  studio_fixture_close (fixture);
  make (fixture);

  recall = find_top (fixture, "overnight-recall");
  g_assert_cmpint (studio_fixture_wait (fixture, recall), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpstr (easel_job_get_outcome (recall), ==, "Canceled with the provider");
  g_assert_cmpint (easel_job_get_usage (recall).output_tokens, >, 0);
  job = easel_queue_lookup (easel_studio_get_queue (fixture->studio), id);
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_CANCELED);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_EXPRESSION), ==, 0);

  /* A retry sends it anew. */
  g_assert_true (easel_queue_retry (easel_studio_get_queue (fixture->studio), id, NULL));
  wait_for_message (job, "Waiting for Tester");
  g_assert_cmpuint (count_events (fixture, "batch"), ==, 2);
}

/* The key is refused while it waits: it asks later. */
static void
test_patience (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (
      &wires[0], "\"polls\":2",
      "{\"method\":\"GET\",\"path\":\"*\",\"status\":401,\"times\":2,\"body\":"
      "{\"error\":{\"message\":\"No.\",\"code\":\"invalid_api_key\"}}}");
  EaselJob *job = submit_pictures (fixture, 2);

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED), ==, 2);
  g_assert_cmpuint (count_events (fixture, "batch"), ==, 1);
}

/* Refused as a whole: it says why, and a retry sends it anew. Expired: the rows say so. */
static void
test_ends (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (&wires[0], "\"ends\":\"failed\"", "");
  EaselJob *job = submit_pictures (fixture, 4);

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_FAILED);
  g_test_message ("%s", easel_job_get_failure (job)->message);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 0);

  set_script (fixture, "\"ends\":\"expired\",\"answered\":1", "");
  g_assert_true (
      easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), NULL));
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED), ==, 1);
  g_assert_cmpuint (easel_job_get_n_children_in (job, EASEL_JOB_STATE_FAILED), ==, 3);
}

/* What it will cost must fit into today's budget; who has no batches is not asked for one. */
static void
test_refused (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (&wires[0], "", "");
  g_autoptr (EaselEstimate) estimate = easel_studio_estimate_analysis (fixture->studio, 500, NULL,
                                                                       NULL);
  const char *const uris[] = { "file:///nowhere.png", NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (estimate->overnight);
  g_assert_cmpint (ABS (2 * estimate->overnight_micros - estimate->cost_micros), <=, 1);
  use_wire (fixture, wires[0].kind, 100);
  studio_fixture_assert_fails (fixture, submit_pictures (fixture, 3), "budget", "Tester");
  g_assert_cmpuint (count_events (fixture, "batch"), ==, 0);

  use_wire (fixture, EASEL_PROVIDER_COMPATIBLE, 0);
  g_assert_false (easel_studio_get_batch_limits (fixture->studio, NULL));
  g_assert_null (
      easel_studio_analyze (fixture->studio, uris, NULL, FALSE, EASEL_ANALYZE_OVERNIGHT, &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_NO_BATCHES);
}

/* What is not answered yet counts, also after a restart, until it is or is taken back. */
static void
test_under_way (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (&wires[0], "\"polls\":100000", "");
  g_autofree char *id = NULL;
  EaselJob *first, *next;

  use_wire (fixture, wires[0].kind, 5000);
  first = submit_pictures (fixture, 3);
  id = g_strdup (easel_job_get_id (first));
  wait_for_message (first, "Waiting for");
  studio_fixture_assert_fails (fixture, submit_pictures (fixture, 3), "budget", "under way");
  studio_fixture_close (fixture);
  make (fixture);
  studio_fixture_assert_fails (fixture, submit_pictures (fixture, 3), "budget", "under way");
  g_assert_cmpuint (count_events (fixture, "batch"), ==, 1);

  set_script (fixture, "", "");
  g_assert_true (easel_queue_cancel (easel_studio_get_queue (fixture->studio), id, NULL));
  next = submit_pictures (fixture, 3);
  g_assert_cmpint (studio_fixture_wait (fixture, next), ==, EASEL_JOB_STATE_COMPLETED);
}

/* No batch holds more than a provider takes, and all requests are in one. */
static void
test_divide (void)
{
  const EaselBatchLimits few = { .max_requests = 10, .max_bytes = 10 * 1000 * 1000 };
  const EaselBatchLimits small = { .max_requests = 1000, .max_bytes = 100 * 1000 };
  g_autoptr (EaselOvernightPlan) plan = easel_overnight_plan_new ();
  g_autoptr (EaselAnalyzerCatalog) catalog = easel_analyzer_catalog_new ();
  g_autoptr (GArray) by_number = NULL;
  g_autoptr (GArray) by_size = NULL;

  for (guint i = 0; i < 25; i++)
    {
      EaselOvernightItem *item = easel_overnight_item_new (
          easel_analyze_params_new_for_uri ("file:///a.png", NULL, FALSE));

      item->picture = g_strdup_printf ("%u", i);
      item->size = i == 20 ? 90 * 1000 : 15 * 1000;
      g_strfreev (item->ask);
      item->ask = g_strsplit ("outfit", ",", -1);
      g_ptr_array_add (plan->items, item);
    }
  easel_overnight_plan_list_requests (plan);
  g_assert_cmpuint (plan->requests->len, ==, 25);

  by_number = easel_overnight_plan_divide (plan, catalog, &few);
  g_assert_cmpuint (by_number->len, ==, 3);
  g_assert_cmpuint (g_array_index (by_number, guint, 0), ==, 9);
  g_assert_cmpuint (g_array_index (by_number, guint, 2), ==, 25);

  /* Four of 22 kB in Base64; what is too large for any is alone. */
  by_size = easel_overnight_plan_divide (plan, catalog, &small);
  g_assert_cmpuint (g_array_index (by_size, guint, 0), ==, 4);
  g_assert_cmpuint (g_array_index (by_size, guint, 4), ==, 20);
  g_assert_cmpuint (g_array_index (by_size, guint, 5), ==, 21);
  g_assert_cmpuint (g_array_index (by_size, guint, by_size->len - 1), ==, 25);
}

/* In the words of the command line and the bus. */
static void
test_words (void)
{
  g_autoptr (StudioFixture) fixture = fixture_new (&wires[0], "\"polls\":1000", "");
  g_autofree char *uri = studio_fixture_write_picture (fixture, "one.png", 1);
  g_autofree char *text = g_strdup_printf ("{'files': <['%s']>, 'when': <'overnight'>}", uri);
  g_autoptr (GVariant) params = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, NULL, NULL, NULL);
  g_autoptr (GVariant) wrong = g_variant_parse (
      G_VARIANT_TYPE_VARDICT, "{'files': <['/a.png']>, 'when': <'soon'>}", NULL, NULL, NULL);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (EaselEstimate) estimate = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_studio_submit (fixture->studio, "analyze", wrong, &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
  g_clear_error (&error);
  jobs = easel_studio_submit (fixture->studio, "analyze", params, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_job_get_kind (jobs->pdata[0]), ==, "overnight");
  wait_for_message (jobs->pdata[0], "Waiting for Tester");

  estimate = easel_studio_estimate_analysis (fixture->studio, 500, NULL, NULL);
  json = easel_estimate_to_json (estimate);
  g_assert_cmpfloat (
      json_object_get_double_member (
          json_object_get_object_member (json_node_get_object (json), "overnight"), "cost"),
      >, 0);
}

/* Two analyzers are two questions; the same picture is one; what is none has its row. */
static void
test_mixed (void)
{
  const char *const analyzers[] = { "expression", "makeup", NULL };
  g_autoptr (StudioFixture) fixture = fixture_new (&wires[0], "", "");
  g_autofree char *one = studio_fixture_write_picture (fixture, "one.png", 1);
  g_autofree char *two = studio_fixture_write_picture (fixture, "two.png", 1);
  g_autofree char *bad = studio_fixture_write_bytes (fixture, "bad.png", "no", 2);
  EaselJob *job = submit (fixture, (const char *const[]) { one, two, bad, NULL }, analyzers);
  g_autoptr (JsonArray) made = NULL;
  g_autoptr (EaselJob) child = NULL;

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  made = easel_test_server_get_journal (fixture->server, "batch");
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (made, 0), "requests"),
                   ==, 2);
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 3);
  child = get_child (fixture, job, 0);
  g_assert_cmpstr (easel_job_get_failure (child)->code, ==, "not-a-picture");
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_EXPRESSION), ==, 1);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_MAKEUP), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  victim = argv[1];

  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    {
      g_autofree char *killed = g_strdup_printf ("/overnight/killed/%s", wires[i].name);
      g_autofree char *cancel = g_strdup_printf ("/overnight/cancel/%s", wires[i].name);

      g_test_add_data_func (killed, &wires[i], test_killed);
      g_test_add_data_func (cancel, &wires[i], test_cancel);
    }
  g_test_add_data_func ("/overnight/retry", &wires[0], test_retry);
  g_test_add_func ("/overnight/patience", test_patience);
  g_test_add_func ("/overnight/ends", test_ends);
  g_test_add_func ("/overnight/refused", test_refused);
  g_test_add_func ("/overnight/under-way", test_under_way);
  g_test_add_func ("/overnight/mixed", test_mixed);
  g_test_add_func ("/overnight/divide", test_divide);
  g_test_add_func ("/overnight/words", test_words);
  return g_test_run ();
}
