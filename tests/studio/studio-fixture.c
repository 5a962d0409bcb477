/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "studio-fixture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

/* Generous: nothing here takes long unless it never comes. */
#define PATIENCE_USEC (300 * G_USEC_PER_SEC)

void
studio_fixture_on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

GAsyncResult *
studio_fixture_wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (result);
}

char *
studio_fixture_path (StudioFixture *self, const char *name)
{
  return g_build_filename (self->dir, name, NULL);
}

static void
on_notice (EaselStudio *studio, const char *message, gpointer user_data)
{
  StudioFixture *self = user_data;

  g_test_message ("notice: %s", message);
  g_ptr_array_add (self->notices, g_strdup (message));
}

StudioFixture *
studio_fixture_new_closed (void)
{
  StudioFixture *self = g_new0 (StudioFixture, 1);
  g_autoptr (GError) error = NULL;
  g_autofree char *pictures = NULL;

  self->dir = g_dir_make_tmp ("easel-studio-XXXXXX", &error);
  g_assert_no_error (error);
  self->notices = g_ptr_array_new_with_free_func (g_free);
  pictures = studio_fixture_path (self, "pictures");
  g_assert_cmpint (g_mkdir (pictures, 0700), ==, 0);
  return self;
}

void
studio_fixture_make (StudioFixture *self)
{
  g_autofree char *data = studio_fixture_path (self, "data");
  g_autofree char *config = studio_fixture_path (self, "config");
  g_autofree char *cache = studio_fixture_path (self, "cache");

  self->studio = easel_studio_new (data, config, cache);
  g_signal_connect (self->studio, "notice", G_CALLBACK (on_notice), self);
}

gboolean
studio_fixture_open (StudioFixture *self, GError **error)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  if (self->studio == NULL)
    studio_fixture_make (self);
  easel_studio_open_async (self->studio, NULL, studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  return easel_studio_open_finish (self->studio, result, error);
}

/* A worker that has just answered may hold it for a moment longer. */
static void
assert_goes (EaselStudio *studio)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_USEC;
  gpointer kept = studio;

  g_object_add_weak_pointer (G_OBJECT (studio), &kept);
  g_object_unref (studio);
  while (kept != NULL && g_get_monotonic_time () < deadline)
    {
      g_usleep (1000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_null (kept);
}

void
studio_fixture_close (StudioFixture *self)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (self->studio == NULL)
    return;
  easel_studio_close_async (self->studio, studio_fixture_on_result, &slot);
  result = studio_fixture_wait_for_result (&slot);
  easel_studio_close_finish (self->studio, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  assert_goes (g_steal_pointer (&self->studio));
}

void
studio_fixture_set_routes (StudioFixture *self, const char *routes)
{
  g_autofree char *script = g_strdup_printf ("{\"routes\":[%s]}", routes);
  g_autoptr (GError) error = NULL;

  if (self->server == NULL)
    self->server = easel_test_server_new (script, NULL, 0, &error);
  else
    easel_test_server_set_script (self->server, script, &error);
  g_assert_no_error (error);
}

void
studio_fixture_use_server (StudioFixture *self, const char *model)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (self->studio);
  g_autofree char *url = easel_test_server_get_url (self->server, "/v1");
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Tester", "kind",
      (int) EASEL_PROVIDER_COMPATIBLE, "url", url, "lanes", 4, NULL);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_save_async (providers, config, studio_fixture_on_result, &slot);
  saved = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_save_finish (providers, saved, &error);
  g_assert_no_error (error);
  studio_fixture_use_model (self, EASEL_MODEL_TASK_VISION, "test", model);
}

void
studio_fixture_use_model (StudioFixture *self,
                          EaselModelTask task,
                          const char *provider,
                          const char *model)
{
  EaselProviderRegistry *providers = easel_studio_get_providers (self->studio);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) used = NULL;
  g_autoptr (GError) error = NULL;

  easel_provider_registry_use_async (providers, task, provider, model, studio_fixture_on_result,
                                     &slot);
  used = studio_fixture_wait_for_result (&slot);
  easel_provider_registry_use_finish (providers, used, &error);
  g_assert_no_error (error);
}

StudioFixture *
studio_fixture_new (const char *routes)
{
  StudioFixture *self = studio_fixture_new_closed ();
  g_autoptr (GError) error = NULL;

  studio_fixture_open (self, &error);
  g_assert_no_error (error);
  if (routes != NULL)
    {
      studio_fixture_set_routes (self, routes);
      studio_fixture_use_server (self, "test-model");
    }
  return self;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_chmod (path, 0700);
      dir = g_dir_open (path, 0, NULL);
      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *child = g_build_filename (path, name, NULL);

          remove_tree (child);
        }
    }
  g_remove (path);
}

void
studio_fixture_free (StudioFixture *self)
{
  studio_fixture_close (self);
  g_clear_pointer (&self->server, easel_test_server_free);
  remove_tree (self->dir);
  g_free (self->dir);
  g_ptr_array_unref (self->notices);
  g_free (self);
}

guint
studio_fixture_count_questions (StudioFixture *self)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (self->server, "request");
  guint count = 0;

  for (guint i = 0; i < json_array_get_length (journal); i++)
    count += g_str_equal (
        json_object_get_string_member (json_array_get_object_element (journal, i), "path"),
        "/v1/chat/completions");
  return count;
}

char *
studio_fixture_write_bytes (StudioFixture *self, const char *name, const char *data, gssize n)
{
  g_autofree char *path = g_build_filename (self->dir, "pictures", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, data, n, &error);
  g_assert_no_error (error);
  return g_filename_to_uri (path, NULL, NULL);
}

char *
studio_fixture_write_picture (StudioFixture *self, const char *name, guint number)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 24, 16);
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  gdk_pixbuf_fill (pixbuf, (number * 2654435761u) | 0xff);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "png", &error, NULL);
  g_assert_no_error (error);
  return studio_fixture_write_bytes (self, name, data, (gssize) length);
}

static gboolean
has_settled (EaselJob *job)
{
  EaselJobState state = easel_job_get_state (job);

  return easel_job_state_is_final (state) || state == EASEL_JOB_STATE_AWAITING_INPUT;
}

static gboolean
wake_up (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

EaselJobState
studio_fixture_wait (StudioFixture *self, EaselJob *job)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_USEC;
  guint ticker = g_timeout_add (1000, wake_up, NULL);

  while (!has_settled (job))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("%s is still %s after minutes: %s", easel_job_get_title (job),
                 easel_job_state_to_string (easel_job_get_state (job)),
                 easel_job_get_message (job));
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (ticker);
  return easel_job_get_state (job);
}

EaselJob *
studio_fixture_analyze (StudioFixture *self, const char *uri, const char *analyzers)
{
  const char *const uris[] = { uri, NULL };
  g_auto (GStrv) names = g_strsplit (analyzers != NULL ? analyzers : "outfit", ",", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = easel_studio_analyze (
      self->studio, uris, (const char *const *) names, FALSE, EASEL_ANALYZE_NOW, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (jobs->len, ==, 1);
  return g_ptr_array_index (jobs, 0);
}

JsonObject *
studio_fixture_complete (StudioFixture *self, const char *uri, const char *analyzers)
{
  EaselJob *job = studio_fixture_analyze (self, uri, analyzers);

  studio_fixture_wait (self, job);
  if (easel_job_get_failure (job) != NULL)
    g_test_message ("%s", easel_job_get_failure (job)->message);
  g_assert_cmpint (easel_job_get_state (job), ==, EASEL_JOB_STATE_COMPLETED);
  return studio_fixture_get_result (self, job);
}

void
studio_fixture_assert_fails (StudioFixture *self,
                             EaselJob *job,
                             const char *code,
                             const char *words)
{
  const EaselFailure *failure;

  g_assert_cmpint (studio_fixture_wait (self, job), ==, EASEL_JOB_STATE_FAILED);
  failure = easel_job_get_failure (job);
  g_assert_nonnull (failure);
  g_test_message ("%s: %s %s", failure->code, failure->message,
                  failure->hint != NULL ? failure->hint : "");
  g_assert_cmpstr (failure->code, ==, code);
  if (words != NULL)
    g_assert_nonnull (strstr (failure->message, words));
}

EaselJobDetails *
studio_fixture_load (StudioFixture *self, EaselJob *job)
{
  EaselQueue *queue = easel_studio_get_queue (self->studio);
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  EaselJobDetails *details;

  easel_queue_load_details_async (queue, easel_job_get_id (job), NULL, studio_fixture_on_result,
                                  &slot);
  result = studio_fixture_wait_for_result (&slot);
  details = easel_queue_load_details_finish (queue, result, &error);
  g_assert_no_error (error);
  return details;
}

JsonObject *
studio_fixture_get_result (StudioFixture *self, EaselJob *job)
{
  g_autoptr (EaselJobDetails) details = studio_fixture_load (self, job);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (details->result);
  node = json_from_string (details->result, &error);
  g_assert_no_error (error);
  return json_node_dup_object (node);
}

guint
studio_fixture_count_entities (StudioFixture *self, const char *kind)
{
  EaselLibraryQuery query = { .kind = kind };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entities = easel_library_query (easel_studio_get_library (self->studio),
                                                        &query, &error);

  g_assert_no_error (error);
  return entities->len;
}
