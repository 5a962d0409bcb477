/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "studio-fixture.h"

/* A thousand at once: they are all there at once, keep to their lanes, leave the main thread
 * alone, and do not keep a fresh one waiting. */

#ifdef __SANITIZE_ADDRESS__
#define N_PICTURES 300 /* slow enough */
#else
#define N_PICTURES 1000
#endif
#define LANES 4 /* as the fixture sets up its provider */

/* The longest the main context went without coming round. */
typedef struct
{
  gint64 last;
  gint64 longest;
  guint source;
} Stall;

static gboolean
on_tick (gpointer user_data)
{
  Stall *stall = user_data;
  gint64 now = g_get_monotonic_time ();

  stall->longest = MAX (stall->longest, now - stall->last);
  stall->last = now;
  return G_SOURCE_CONTINUE;
}

static void
stall_start (Stall *stall)
{
  stall->last = g_get_monotonic_time ();
  stall->longest = 0;
  stall->source = g_timeout_add_full (G_PRIORITY_HIGH, 1, on_tick, stall, NULL);
}

static GStrv
write_pictures (StudioFixture *fixture)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.png", i);

      g_strv_builder_take (builder, studio_fixture_write_picture (fixture, name, i));
    }
  return g_strv_builder_end (builder);
}

/* How many questions were open at the same time, by the server's own journal: it may write that
 * it has answered only after the next question has come. */
static guint
count_most_at_once (StudioFixture *fixture)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (fixture->server, NULL);
  guint now = 0, most = 0;

  for (guint i = 0; i < json_array_get_length (journal); i++)
    {
      JsonObject *line = json_array_get_object_element (journal, i);

      if (g_str_equal (json_object_get_string_member (line, "event"), "request"))
        now++;
      else
        now--;
      most = MAX (most, now);
    }
  return most;
}

static void
test_thousand (void)
{
  g_autoptr (StudioFixture) fixture = studio_fixture_new ("{" FIXTURE_QUESTION
                                                          ",\"echo_schema\":true,\"delay_ms\":5}");
  EaselQueue *queue = easel_studio_get_queue (fixture->studio);
  g_auto (GStrv) uris = write_pictures (fixture);
  g_autofree char *fresh_uri = studio_fixture_write_picture (fixture, "fresh.png", 12345);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GError) error = NULL;
  EaselJob *parent, *fresh;
  gint64 began = g_get_monotonic_time ();
  Stall stall;
  guint left;

  stall_start (&stall);
  jobs = easel_studio_analyze (fixture->studio, (const char *const *) uris, NULL, FALSE,
                               EASEL_ANALYZE_NOW, &error);
  g_assert_no_error (error);
  g_test_message ("%u jobs made in %.1f ms", jobs->len,
                  (double) (g_get_monotonic_time () - began) / 1000.0);
  g_assert_cmpuint (jobs->len, ==, N_PICTURES);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, N_PICTURES + 1);

  fresh = studio_fixture_analyze (fixture, fresh_uri, "outfit");
  g_assert_cmpint (studio_fixture_wait (fixture, fresh), ==, EASEL_JOB_STATE_COMPLETED);
  parent = easel_queue_lookup (queue, easel_job_get_parent (jobs->pdata[0]));
  left = N_PICTURES - easel_job_get_n_children_in (parent, EASEL_JOB_STATE_COMPLETED);
  g_test_message ("the fresh one was done with %u of the thousand to go", left);
  g_assert_cmpuint (left, >, N_PICTURES / 2);

  g_assert_cmpint (studio_fixture_wait (fixture, parent), ==, EASEL_JOB_STATE_COMPLETED);
  g_source_remove (stall.source);
  g_test_message ("all done after %.1f s; longest stall %.1f ms",
                  (double) (g_get_monotonic_time () - began) / 1e6, (double) stall.longest / 1e3);
  g_assert_cmpuint (studio_fixture_count_questions (fixture), ==, N_PICTURES + 1);
  g_assert_cmpuint (count_most_at_once (fixture), <=, 2 * LANES);
  g_assert_cmpuint (studio_fixture_count_entities (fixture, "outfit"), ==, N_PICTURES + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/many/thousand", test_thousand);

  return g_test_run ();
}
