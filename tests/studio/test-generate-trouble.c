/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-database.h"
#include "generate-fixture.h"

#include <string.h>

/* What can go wrong on the way to a picture. */

#define REFUSAL "Your request was rejected by the safety system."
#define PLAIN "{\"generator\":\"modular\",\"subject\":{\"text\":\"a lighthouse\"}}"

/* Ten are wanted, one reply is no picture, and one is refused. */
static void
test_eight_of_ten (void)
{
  static const char routes[] = "{\"method\":\"POST\",\"path\":\"" GENERATE_PATH "\",\"times\":1,"
                               "\"body\":{\"data\":[{\"b64_json\":\"aGVsbG8=\"}]}},"
                               "{\"method\":\"POST\",\"path\":\"" GENERATE_PATH
                               "\",\"times\":1,\"status\":400,"
                               "\"body\":{\"error\":{\"code\":\"moderation_blocked\",\"type\":"
                               "\"image_generation_user_error\",\"message\":\"" REFUSAL "\"}}}";
  g_autoptr (StudioFixture) fixture = generate_fixture_new (routes);
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  EaselJob *job = generate_fixture_start (fixture, PLAIN, 10);
  g_autoptr (GListModel) children = NULL;
  g_autoptr (JsonObject) result = NULL;
  guint n_refused = 0, n_bad = 0;

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  result = studio_fixture_get_result (fixture, job);
  g_assert_cmpint (json_object_get_int_member (result, "completed"), ==, 8);
  g_assert_cmpint (json_object_get_int_member (result, "failed"), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (result, "entities")), ==,
                    8);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 8);

  children = easel_queue_get_children (queue, job);
  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (EaselJob) child = g_list_model_get_item (children, i);
      const EaselFailure *failure = easel_job_get_failure (child);

      if (failure == NULL)
        continue;
      g_test_message ("%s: %s: %s %s", easel_job_get_title (child), failure->code, failure->message,
                      failure->hint != NULL ? failure->hint : "");
      n_refused += g_str_equal (failure->code, "refused");
      n_bad += g_str_equal (failure->code, "bad-reply");
      if (g_str_equal (failure->code, "refused"))
        {
          g_assert_nonnull (strstr (failure->message, REFUSAL));
          g_assert_nonnull (failure->hint);
        }
    }
  g_assert_cmpuint (n_refused, ==, 1);
  g_assert_cmpuint (n_bad, ==, 1);

  /* Trying again asks for those two and no others. */
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (EaselJob) child = g_list_model_get_item (children, i);
      g_autoptr (GError) error = NULL;

      if (easel_job_get_state (child) != EASEL_JOB_STATE_FAILED)
        continue;
      g_assert_true (easel_queue_retry (queue, easel_job_get_id (child), &error));
      g_assert_no_error (error);
      g_assert_cmpint (studio_fixture_wait (fixture, child), ==, EASEL_JOB_STATE_COMPLETED);
    }
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 10);
  g_assert_cmpuint (generate_fixture_count (fixture, GENERATE_PATH), ==, 12);
}

static void
run_sql (StudioFixture *self, const char *file, const char *sql)
{
  g_autofree char *path = g_build_filename (self->dir, "data", file, NULL);
  sqlite3 *db;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
}

/* Starts again from what a kill leaves behind after the first @n_steps steps.
 * (transfer none): the job, which went on */
static EaselJob *
kill_after (StudioFixture *self, const char *id, const char *steps)
{
  g_autofree char *sql = g_strdup_printf (
      "DELETE FROM steps WHERE name NOT IN (%s);"
      "UPDATE jobs SET state = 'running', result = NULL, finished = 0;",
      steps);
  g_autoptr (GError) error = NULL;
  EaselJob *job;

  studio_fixture_close (self);
  run_sql (self, "jobs.sqlite", sql);
  studio_fixture_open (self, &error);
  g_assert_no_error (error);
  job = easel_queue_lookup (easel_studio_get_queue (self->studio), id);
  g_assert_nonnull (job);
  g_assert_cmpint (studio_fixture_wait (self, job), ==, EASEL_JOB_STATE_COMPLETED);
  return job;
}

/* The picture was drawn, and paid for: nobody asks for it a second time. */
static void
test_killed_before_save (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  EaselJob *job = generate_fixture_start (fixture, PLAIN, 1);
  g_autofree char *id = g_strdup (easel_job_get_id (job));
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonObject) after = NULL;

  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  before = studio_fixture_get_result (fixture, job);
  job = kill_after (fixture, id, "'resolve', 'draw'");
  after = studio_fixture_get_result (fixture, job);
  g_assert_true (json_object_equal (before, after));
  g_assert_cmpuint (generate_fixture_count (fixture, GENERATE_PATH), ==, 1);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 1);

  /* Even when the journal had not heard of it yet. */
  kill_after (fixture, id, "'resolve'");
  g_assert_cmpuint (generate_fixture_count (fixture, GENERATE_PATH), ==, 1);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 1);
}

static void
test_no_image_model (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new (GENERATE_ANSWER);
  EaselJob *job = generate_fixture_start (fixture, PLAIN, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJobDetails) details = NULL;

  studio_fixture_assert_fails (fixture, job, "no-image-model", "making pictures");
  g_assert_cmpstr (easel_job_get_failure (job)->remedy, ==, "choose-model");
  /* The recipe is kept with it, and goes on when there is one. */
  details = studio_fixture_load (fixture, job);
  g_assert_nonnull (strstr (details->params, "a lighthouse"));
  studio_fixture_use_model (fixture, EASEL_MODEL_TASK_IMAGE, "test", "painter");
  g_assert_true (
      easel_queue_retry (easel_studio_get_queue (fixture->studio), easel_job_get_id (job), &error));
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 1);
}

static void
test_gone (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  EaselJob *one = generate_fixture_start (
      fixture, "{\"generator\":\"modular\",\"subject\":{\"entity\":\"gone\"}}", 1);
  EaselJob *several = generate_fixture_start (
      fixture,
      "{\"generator\":\"modular\",\"subject\":{\"text\":\"a cat\"},"
      "\"parts\":[{\"slot\":\"makeup\",\"entity\":\"gone\"}]}",
      3);

  studio_fixture_assert_fails (fixture, one, "bad-recipe", "“Subject” is no longer");
  studio_fixture_assert_fails (fixture, several, "bad-recipe", "“Makeup” is no longer");
  g_assert_cmpuint (easel_job_get_n_children (several), ==, 0);
  g_assert_cmpuint (generate_fixture_count (fixture, GENERATE_PATH), ==, 0);
}

static void
test_damaged_reply (void)
{
  static const char route[]
      = "{\"method\":\"POST\",\"path\":\"" GENERATE_PATH "\","
        "\"body\":{\"data\":[{\"b64_json\":\"iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8\"}]}}";
  g_autoptr (StudioFixture) fixture = generate_fixture_new (route);
  EaselJob *job = generate_fixture_start (fixture, PLAIN, 1);

  studio_fixture_assert_fails (fixture, job, "bad-reply", NULL);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "picture"), ==, 0);
}

/* What can be said at once makes no job. */
static void
test_refused_at_once (void)
{
  static const struct
  {
    const char *recipe;
    guint variations;
    const char *words;
  } tries[] = {
    { PLAIN, 0, "1 to 10 variations, not 0" },
    { PLAIN, 11, "1 to 10 variations, not 11" },
    { "{\"generator\":\"modular\"}", 1, "There is no subject" },
    { "{\"generator\":\"sculpture\"}", 1, "Known are: modular, style-transfer" },
  };
  g_autoptr (StudioFixture) fixture = studio_fixture_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (EaselRecipe) recipe = generate_fixture_recipe ("%s", tries[i].recipe);
      g_autoptr (GError) error = NULL;

      g_assert_null (easel_studio_generate (fixture->studio, recipe, tries[i].variations, &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, tries[i].words));
    }
  g_assert_cmpuint (
      g_list_model_get_n_items (G_LIST_MODEL (easel_studio_get_queue (fixture->studio))), ==, 0);
}

/* (transfer none) (nullable) */
static EaselJob *
submit (StudioFixture *self, const char *kind, const char *params, GError **error)
{
  g_autoptr (GError) bad = NULL;
  g_autoptr (GVariant) variant = g_variant_parse (G_VARIANT_TYPE_VARDICT, params, NULL, NULL, &bad);
  g_autoptr (GPtrArray) jobs = NULL;

  g_assert_no_error (bad);
  jobs = easel_studio_submit (self->studio, kind, variant, error);
  return jobs != NULL ? g_ptr_array_index (jobs, 0) : NULL;
}

/* In the words of the command line: what goes where is found out. */
static void
test_submit (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autofree char *uri = studio_fixture_write_picture (fixture, "cat.png", 1);
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autofree char *grin = generate_fixture_add (fixture, "expression", "Grin",
                                                "{\"mouth\":\"wide\"}", NULL);
  g_autofree char *params = g_strdup_printf (
      "{'subject': <'%s'>, 'use': <['%s']>, 'text': <'By a window'>, 'variations': <uint32 2>,"
      "'seed': <int64 5>, 'aspect_ratio': <'1:1'>}",
      path, grin);
  g_autofree char *transform = g_strdup_printf (
      "{'name': <'style-transfer'>, 'subject': <'%s'>, 'style': <'linocut'>,"
      "'options': <{'strength': <0.9>}>}",
      uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) first = NULL;
  g_autoptr (JsonObject) second = NULL;
  g_autofree char *recipe = NULL;
  g_autoptr (JsonNode) node = NULL;
  EaselJob *job;

  job = submit (fixture, "generate", params, &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  first = studio_fixture_get_result (fixture, job);
  node = json_node_init_object (json_node_alloc (),
                                json_object_get_object_member (first, "recipe"));
  recipe = json_to_string (node, FALSE);
  g_test_message ("%s", recipe);
  g_assert_nonnull (strstr (recipe, "\"slot\":\"expression\""));
  g_assert_nonnull (strstr (recipe, "\"subject\":{\"picture\":\""));

  job = submit (fixture, "transform", transform, &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  second = studio_fixture_get_result (fixture, job);
  g_assert_nonnull (strstr (json_object_get_string_member (second, "prompt"), "linocut"));
  g_assert_nonnull (strstr (json_object_get_string_member (second, "prompt"), "\nFull. "));
}

static void
test_submit_refused (void)
{
  static const char *const tries[][3] = {
    { "generate", "{'subject': <'a cat'>, 'variations': <uint32 0>}", "not 0" },
    { "generate", "{'subject': <7>}", "subject" },
    { "generate", "{'subjects': <'a cat'>}", "subjects" },
    { "generate", "@a{sv} {}", "There is no subject" },
    { "generate", "{'recipe': <'{}'>}", "generator" },
    { "generate", "{'subject': <'a cat'>, 'options': <{'speed': <1.0>}>}", "speed" },
    { "transform", "{'subject': <'a cat'>}", "name" },
    { "transform", "{'name': <'sculpture'>, 'subject': <'a cat'>}", "Known are: modular" },
    { "transform", "{'name': <'art-style'>, 'subject': <'/tmp/a.png'>}", "“Art Style” is empty" },
  };
  g_autoptr (StudioFixture) fixture = studio_fixture_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (submit (fixture, tries[i][0], tries[i][1], &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, tries[i][2]));
    }
}

/* What comes before the generators are known waits, and asks the right one. */
static void
test_before_open (void)
{
  g_autoptr (StudioFixture) fixture = generate_fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  EaselJob *job, *unknown;

  studio_fixture_close (fixture);
  studio_fixture_make (fixture);
  job = generate_fixture_start (fixture, PLAIN, 1);
  unknown = generate_fixture_start (fixture, "{\"generator\":\"sculpture\"}", 1);
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (studio_fixture_wait (fixture, job), ==, EASEL_JOB_STATE_COMPLETED);
  g_assert_cmpstr (easel_job_get_model (job), ==, "painter");
  g_assert_cmpuint (easel_job_get_n_children (job), ==, 0);
  studio_fixture_assert_fails (fixture, unknown, "unknown-generator", "sculpture");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/generate-trouble/eight-of-ten", test_eight_of_ten);
  g_test_add_func ("/generate-trouble/killed-before-save", test_killed_before_save);
  g_test_add_func ("/generate-trouble/no-image-model", test_no_image_model);
  g_test_add_func ("/generate-trouble/gone", test_gone);
  g_test_add_func ("/generate-trouble/damaged-reply", test_damaged_reply);
  g_test_add_func ("/generate-trouble/refused-at-once", test_refused_at_once);
  g_test_add_func ("/generate-trouble/submit", test_submit);
  g_test_add_func ("/generate-trouble/submit-refused", test_submit_refused);
  g_test_add_func ("/generate-trouble/before-open", test_before_open);

  return g_test_run ();
}
