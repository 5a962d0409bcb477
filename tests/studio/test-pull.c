/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "studio-fixture.h"

#include <string.h>

/* Getting a model as a job, what comes of it, and what is offered. */

#define PULL "\"method\":\"POST\",\"path\":\"/api/pull\""
#define SHOW "\"method\":\"POST\",\"path\":\"/api/show\""
#define TAGS(name)                                                                                 \
  ",{\"method\":\"GET\",\"path\":\"/api/tags\",\"body\":{\"models\":[{\"model\":\"" name "\"}]}}"
#define SEES ",{" SHOW ",\"body\":{\"capabilities\":[\"completion\",\"vision\"]}}"
#define BLIND ",{" SHOW ",\"body\":{\"capabilities\":[\"completion\"]}}"
#define SLOW                                                                                       \
  "{" PULL ",\"pull\":{\"layers\":[40000000,2000000],\"step\":1000000},\"piece_delay_ms\":10,"     \
  "\"hold_after\":4000}" /* somewhat more than half of it */
#define QUICK "{" PULL ",\"pull\":{\"layers\":[4000000]}}"

static void
add_ollama (StudioFixture *fixture)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (fixture->studio);
  g_autofree char *url = easel_test_server_get_url (fixture->server, "");
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new ("ollama", "Ollama",
                                                                      EASEL_PROVIDER_OLLAMA, url);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_async (providers, config, studio_fixture_on_result, &slot);
  saved = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_save_finish (providers, saved, &error);
  g_assert_no_error (error);
}

static StudioFixture *
new_fixture (const char *routes)
{
  StudioFixture *fixture = studio_fixture_new (NULL);

  studio_fixture_set_routes (fixture, routes);
  add_ollama (fixture);
  return fixture;
}

static EaselJob *
pull (StudioFixture *fixture, const char *model)
{
  g_autoptr (GError) error = NULL;
  EaselJob *job = easel_studio_pull_model (fixture->studio, "ollama", model, &error);

  g_assert_no_error (error);
  return job;
}

static guint
count (StudioFixture *fixture, const char *path)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (fixture->server, "request");
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (journal); i++)
    n += g_str_equal (
        json_object_get_string_member (json_array_get_object_element (journal, i), "path"), path);
  return n;
}

/* Until some of it has come; the progress that is shown never goes back. */
static void
wait_for_progress (EaselJob *job, double fraction)
{
  gint64 deadline = g_get_monotonic_time () + 120 * G_TIME_SPAN_SECOND;
  double before = -1;

  while (easel_job_get_progress (job) < fraction)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_assert_false (easel_job_state_is_final (easel_job_get_state (job)));
      g_assert_cmpfloat (easel_job_get_progress (job), >=, before);
      before = MAX (before, easel_job_get_progress (job));
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
}

/* It is chosen, or is so still, after a while. */
static void
assert_choice (StudioFixture *fixture, const char *provider, const char *model)
{
  g_autofree char *chosen = NULL;
  g_autofree char *chosen_model = NULL;

  for (guint i = 0; i < 100 || (g_strcmp0 (chosen, provider) != 0 && i < 100 * 1000); i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
      g_clear_pointer (&chosen, g_free);
      g_clear_pointer (&chosen_model, g_free);
      easel_provider_registry_get_choice (easel_studio_get_providers (fixture->studio),
                                          EASEL_MODEL_TASK_VISION, &chosen, &chosen_model);
    }
  g_assert_cmpstr (chosen, ==, provider);
  g_assert_cmpstr (chosen_model, ==, model);
}

/* Canceled, it stops at once; tried again, it goes on, and its model is the one that looks. */
static void
test_goes_on (void)
{
  g_autoptr (StudioFixture) fixture = new_fixture (SLOW TAGS ("gemma3:4b") SEES);
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  EaselJob *job = pull (fixture, "gemma3:4b");
  g_autoptr (JsonObject) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (easel_job_get_title (job), ==, "Download gemma3:4b");
  wait_for_progress (job, 0.4);
  g_assert_nonnull (strstr (easel_job_get_message (job), " of 4"));
  easel_queue_cancel (queue, easel_job_get_id (job), &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_CANCELED);
  assert_choice (fixture, "demo", "demo-eyes");

  easel_test_server_release (fixture->server);
  easel_queue_retry (queue, easel_job_get_id (job), &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (count (fixture, "/api/pull"), ==, 2);
  g_assert_nonnull (strstr (easel_job_get_outcome (job), "42"));
  result = studio_fixture_get_result (fixture, job);
  g_assert_true (json_object_get_boolean_member (result, "vision"));
  g_assert_cmpint (json_object_get_int_member (result, "bytes"), ==, 42000000);
  assert_choice (fixture, "ollama", "gemma3:4b");
}

/* Easel ends in the middle: the next one goes on. */
static void
test_survives (void)
{
  g_autoptr (StudioFixture) fixture = new_fixture (SLOW TAGS ("gemma3:4b") SEES);
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *job = pull (fixture, "gemma3:4b");

  id = g_strdup (easel_job_get_id (job));
  wait_for_progress (job, 0.4);
  studio_fixture_close (fixture);
  easel_test_server_release (fixture->server);
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  job = easel_queue_lookup (easel_studio_get_queue (fixture->studio), id);
  g_assert_nonnull (job);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (count (fixture, "/api/pull"), ==, 2);
}

/* A choice stays, what does not see is not chosen, and "llava" is "llava:latest". */
static void
test_choice (void)
{
  g_autoptr (StudioFixture) fixture = new_fixture (QUICK TAGS ("qwen3:8b") BLIND);

  g_assert_cmpint (studio_fixture_wait (fixture, pull (fixture, "qwen3:8b")), ==,
                   EASEL_JOB_STATE_COMPLETED);
  assert_choice (fixture, "demo", "demo-eyes");

  studio_fixture_set_routes (fixture, QUICK TAGS ("llava:latest") SEES);
  g_assert_cmpint (studio_fixture_wait (fixture, pull (fixture, "llava")), ==,
                   EASEL_JOB_STATE_COMPLETED);
  assert_choice (fixture, "ollama", "llava:latest");

  studio_fixture_set_routes (fixture, QUICK TAGS ("gemma3:4b") SEES);
  g_assert_cmpint (studio_fixture_wait (fixture, pull (fixture, "gemma3:4b")), ==,
                   EASEL_JOB_STATE_COMPLETED);
  assert_choice (fixture, "ollama", "llava:latest");
}

/* A model that sees nothing is not asked about a picture, and there is a way to another one. */
static void
test_blind (void)
{
  static const char routes[]
      = "{\"method\":\"POST\",\"path\":\"/api/chat\",\"echo_schema\":true}" TAGS ("qwen3:8b") BLIND;
  g_autoptr (StudioFixture) fixture = new_fixture (routes);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "a.png", 1);
  EaselJob *job;

  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_VISION, "ollama", "qwen3:8b");
  job = studio_fixture_analyze (fixture, uri, "outfit");
  studio_fixture_assert_fails (fixture, job, "no-vision", "qwen3:8b");
  g_assert_cmpstr (easel_job_get_failure (job)->remedy, ==, "choose-model");
  g_assert_cmpuint (count (fixture, "/api/show"), ==, 1);
  g_assert_cmpuint (count (fixture, "/api/chat"), ==, 0);
}

static void
test_trouble (void)
{
  static const char manifest[]
      = "{" PULL ",\"times\":1,\"body\":\"{\\\"error\\\":\\\"pull model manifest: file does not "
        "exist\\\"}\\n\"},{" PULL ",\"body\":\"{\\\"error\\\":\\\"write /x: no space left on "
        "device\\\"}\\n\"}";
  g_autoptr (StudioFixture) fixture = new_fixture (manifest);
  g_autoptr (GError) error = NULL;

  studio_fixture_assert_fails (fixture, pull (fixture, "gema"), "model-not-found", "Ollama");
  studio_fixture_assert_fails (fixture, pull (fixture, "gemma3"), "disk-full", "Ollama");

  g_assert_null (easel_studio_pull_model (fixture->studio, "ollama", "a b", &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
  g_clear_error (&error);
  g_assert_null (easel_studio_pull_model (fixture->studio, "demo", "m", &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
  g_clear_error (&error);
  g_assert_null (easel_studio_pull_model (fixture->studio, "nobody", "m", &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER);
}

static const char *
find_recommended (GPtrArray *models, guint64 memory)
{
  const char *found = NULL;

  easel_local_model_judge (models, memory);
  for (guint i = 0; i < models->len; i++)
    {
      EaselLocalModel *model = g_ptr_array_index (models, i);

      if (!model->recommended)
        continue;
      g_assert_null (found);
      g_assert_true (model->fits);
      found = model->model;
    }
  return found;
}

/* What Easel comes with, and what of it is for which machine. */
static void
test_offers (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (NULL);
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new ("ollama", NULL,
                                                                      EASEL_PROVIDER_OLLAMA, NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) models = NULL;
  g_autoptr (GError) error = NULL;

  easel_studio_load_local_models_async (fixture->studio, config, NULL, studio_fixture_on_result,
                                        &slot);
  result = studio_fixture_wait_for_result (&slot);
  models = easel_studio_load_local_models_finish (fixture->studio, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (models->len, >=, 3);
  for (guint i = 1; i < models->len; i++)
    g_assert_cmpuint (((EaselLocalModel *) g_ptr_array_index (models, i - 1))->size, <,
                      ((EaselLocalModel *) g_ptr_array_index (models, i))->size);

  g_assert_null (find_recommended (models, 0));
  g_assert_null (find_recommended (models, G_GUINT64_CONSTANT (4000000000)));
  g_assert_cmpstr (find_recommended (models, G_GUINT64_CONSTANT (7800000000)), ==, "qwen3-vl:2b");
  g_assert_cmpstr (find_recommended (models, G_GUINT64_CONSTANT (16600000000)), ==, "gemma3:4b");
  g_assert_cmpstr (find_recommended (models, G_GUINT64_CONSTANT (33000000000)), ==, "gemma3:12b");
  g_assert_cmpstr (find_recommended (models, G_GUINT64_CONSTANT (99000000000)), ==, "gemma3:27b");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pull/goes-on", test_goes_on);
  g_test_add_func ("/pull/survives", test_survives);
  g_test_add_func ("/pull/choice", test_choice);
  g_test_add_func ("/pull/blind", test_blind);
  g_test_add_func ("/pull/trouble", test_trouble);
  g_test_add_func ("/pull/offers", test_offers);
  return g_test_run ();
}
