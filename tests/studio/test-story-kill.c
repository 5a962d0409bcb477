/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-database.h"
#include "story-fixture.h"

#include <signal.h>

/* kill -9 in the middle of a story: afterwards only what is missing is asked for. */

#define PATIENCE_MS 120000
#define CHAT "/chat/completions"
#define IMAGES "/images/generations"

#define PARAMS                                                                                     \
  "{'character': <'a pilot'>, 'theme': <'a lighthouse'>, 'scenes': <uint32 3>,"                    \
  " 'illustrations': <uint32 2>}"

/* An answer that never comes. */
#define HANGING_SCENE                                                                              \
  "{" FIXTURE_QUESTION ",\"match\":{\"body_contains\":\"Scene 2 of 3\"},\"hang\":true,"            \
  "\"text\":\"Never.\"}"
#define HANGING_PICTURE                                                                            \
  "{\"method\":\"POST\",\"path\":\"/v1" IMAGES "\",\"hang\":true,\"image\":true}"

static const char *victim;

/* Begins the story in a process of its own, and kills it when the server has got @n_requests. */
static void
kill_after (StudioFixture *fixture, guint n_requests)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, victim,
                                                      fixture->dir, PARAMS, NULL);

  g_assert_no_error (error);
  g_assert_true (easel_test_server_wait (fixture->server, "request", n_requests, PATIENCE_MS));
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
}

/* (transfer full): a studio that is closed, whose models are on a server with these routes */
static StudioFixture *
prepare (const char *first_route)
{
  g_autofree char *rest = story_fixture_routes ();
  g_autofree char *routes = g_strjoin (",", first_route, rest, STORY_PICTURE_ROUTE, NULL);
  StudioFixture *fixture = story_fixture_new (routes);

  studio_fixture_close (fixture);
  return fixture;
}

/* Opens it again with a server that answers everything. (transfer none): the story's job */
static EaselJob *
go_on (StudioFixture *fixture)
{
  g_autofree char *rest = story_fixture_routes ();
  g_autofree char *routes = g_strjoin (",", rest, STORY_PICTURE_ROUTE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselJob) job = NULL;

  studio_fixture_set_routes (fixture, routes);
  studio_fixture_open (fixture, &error);
  g_assert_no_error (error);
  job = g_list_model_get_item (G_LIST_MODEL (easel_studio_get_queue (fixture->studio)), 0);
  g_assert_cmpstr (easel_job_get_kind (job), ==, "story");
  return job;
}

static void
assert_whole (StudioFixture *fixture, EaselEntity *story)
{
  g_assert_cmpstr (story_fixture_get_scene (story, 1).text, ==, STORY_TEXT ("1"));
  g_assert_cmpstr (story_fixture_get_scene (story, 2).text, ==, STORY_TEXT ("2"));
  g_assert_cmpstr (story_fixture_get_scene (story, 3).text, ==, STORY_TEXT ("3"));
  g_assert_nonnull (story_fixture_get_scene (story, 1).picture);
  g_assert_null (story_fixture_get_scene (story, 2).picture);
  g_assert_nonnull (story_fixture_get_scene (story, 3).picture);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_STORY), ==, 1);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, EASEL_ENTITY_PICTURE), ==, 2);
}

static void
test_in_scene_2 (void)
{
  g_autoptr (StudioFixture) fixture = prepare (HANGING_SCENE);
  g_autoptr (EaselEntity) story = NULL;

  kill_after (fixture, 3); /* the plan, scene 1, scene 2 */
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, "Scene 2 of 3"), ==, 1);

  story = story_fixture_complete (fixture, go_on (fixture));
  assert_whole (fixture, story);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, "json_schema"), ==, 0);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, "Scene 1 of 3"), ==, 0);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, "Scene 2 of 3"), ==, 1);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, "Scene 3 of 3"), ==, 1);
  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, ""), ==, 2);
}

static void
test_in_illustration_1 (void)
{
  g_autoptr (StudioFixture) fixture = prepare (HANGING_PICTURE);
  g_autoptr (EaselEntity) story = NULL;

  kill_after (fixture, 5); /* the plan, three scenes, one illustration at least */
  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, ""), >=, 1);

  story = story_fixture_complete (fixture, go_on (fixture));
  assert_whole (fixture, story);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, ""), ==, 0);
  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, ""), ==, 2);
}

/* Until the victim has one in its library. */
static void
wait_for_picture (StudioFixture *fixture)
{
  g_autofree char *path = studio_fixture_path (fixture, "data/library.sqlite");
  gint64 deadline = g_get_monotonic_time () + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;
  int n_pictures = 0;

  while (n_pictures == 0)
    {
      g_autoptr (sqlite3) db = NULL;
      sqlite3_stmt *count = NULL;

      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (10 * G_TIME_SPAN_MILLISECOND);
      sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL);
      if (sqlite3_prepare_v2 (db, "SELECT count(*) FROM entity WHERE kind = 'picture'", -1, &count,
                              NULL)
              == SQLITE_OK
          && sqlite3_step (count) == SQLITE_ROW)
        n_pictures = sqlite3_column_int (count, 0);
      sqlite3_finalize (count);
    }
}

/* One illustration is there, and only the other is missing. */
static void
test_between_illustrations (void)
{
  const char *first = "{\"method\":\"POST\",\"path\":\"/v1" IMAGES
                      "\",\"match\":{\"body_contains\":"
                      "\"A woman kneels on the sand.\"},\"image\":true}," HANGING_PICTURE;
  g_autoptr (StudioFixture) fixture = prepare (first);
  g_autoptr (EaselEntity) story = NULL;

  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, victim,
                                                      fixture->dir, PARAMS, NULL);

  g_assert_no_error (error);
  /* Both were asked for, and all but one have their answer. */
  g_assert_true (easel_test_server_wait (fixture->server, "request", 6, PATIENCE_MS));
  g_assert_true (easel_test_server_wait (fixture->server, "response", 5, PATIENCE_MS));
  wait_for_picture (fixture);
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);

  story = story_fixture_complete (fixture, go_on (fixture));
  assert_whole (fixture, story);
  g_assert_cmpuint (story_fixture_count (fixture, CHAT, ""), ==, 0);
  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, "A woman kneels"), ==, 0);
  g_assert_cmpuint (story_fixture_count (fixture, IMAGES, "A lighthouse shines"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  victim = argv[1];

  g_test_add_func ("/story-kill/in-scene-2", test_in_scene_2);
  g_test_add_func ("/story-kill/in-illustration-1", test_in_illustration_1);
  g_test_add_func ("/story-kill/between-illustrations", test_between_illustrations);

  return g_test_run ();
}
