/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-line-reader.h"
#include "easel-ollama-pull.h"

#include <string.h>

/* Getting a model: progress, endings, cancelling, going on. */

#define PULL "{\"method\":\"POST\",\"path\":\"/api/pull\""

typedef struct
{
  GArray *completed; /* (owned) (element-type guint64) */
  EaselPullProgress last;
  GCancellable *cancellable; /* (nullable): cancelled at @cancel_at */
  guint64 cancel_at;
} Watch;

static void
watch_clear (Watch *watch)
{
  g_clear_pointer (&watch->completed, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Watch, watch_clear)

static void
on_progress (const EaselPullProgress *progress, gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpuint (progress->completed, >=, watch->last.completed);
  g_assert_cmpuint (progress->total, >=, watch->last.total);
  g_assert_cmpuint (progress->completed, <=, progress->total);
  g_assert_cmpint (progress->phase, >=, watch->last.phase);
  watch->last = *progress;
  if (watch->completed != NULL && progress->phase == EASEL_PULL_LOADING)
    g_array_append_val (watch->completed, progress->completed);
  if (watch->cancellable != NULL && progress->completed >= watch->cancel_at)
    g_cancellable_cancel (watch->cancellable);
}

static gboolean
on_line (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  return easel_ollama_pull_fold_line (user_data, data, length, error);
}

/* The recorded stream, cut anywhere. */
static void
test_fixture (void)
{
  g_autoptr (GBytes) stream = llm_testing_fixture ("ollama-pull.ndjson");
  g_autoptr (GBytes) expectation = llm_testing_fixture ("ollama-pull.expect.json");
  g_autofree char *text = g_strndup (g_bytes_get_data (expectation, NULL),
                                     g_bytes_get_size (expectation));
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonArray *expected = json_object_get_array_member (json_node_get_object (node), "progress");
  const char *data = g_bytes_get_data (stream, NULL);

  for (gsize size = 1; size <= g_bytes_get_size (stream); size += 7)
    {
      g_auto (Watch) watch = { g_array_new (FALSE, FALSE, sizeof (guint64)) };
      g_auto (EaselOllamaPull) pull = { 0 };
      g_autoptr (EaselLineReader) reader = easel_line_reader_new (4096, on_line, &pull);
      g_autoptr (GError) error = NULL;

      easel_ollama_pull_init (&pull, "Ollama", on_progress, &watch);
      for (gsize at = 0; at < g_bytes_get_size (stream); at += size)
        {
          gsize length = MIN (size, g_bytes_get_size (stream) - at);

          easel_line_reader_push (reader, data + at, length, &error);
          g_assert_no_error (error);
        }
      g_assert_true (pull.ended);
      g_assert_cmpint (watch.last.phase, ==, EASEL_PULL_CHECKING);
      g_assert_cmpuint (watch.completed->len, ==, json_array_get_length (expected));
      for (guint i = 0; i < watch.completed->len; i++)
        g_assert_cmpuint (g_array_index (watch.completed, guint64, i), ==,
                          (guint64) json_array_get_int_element (expected, i));
    }
}

/* Layers side by side, one that begins anew, numbers that make no sense. */
static void
test_never_back (void)
{
  static const char *const lines[] = {
    "{\"digest\":\"a\",\"total\":1000,\"completed\":600}",
    "{\"digest\":\"b\",\"total\":500,\"completed\":100}",
    "{\"digest\":\"a\",\"total\":1000,\"completed\":50}",
    "{\"digest\":\"a\",\"total\":10,\"completed\":20}",
    "{\"digest\":\"b\",\"total\":-5,\"completed\":-5}",
    "{\"digest\":\"b\",\"total\":500,\"completed\":9999}",
    "{\"digest\":\"a\"}",
    "{\"status\":\"something new\",\"more\":[]}",
  };
  g_auto (Watch) watch = { 0 };
  g_auto (EaselOllamaPull) pull = { 0 };
  g_autoptr (GError) error = NULL;

  easel_ollama_pull_init (&pull, "Ollama", on_progress, &watch);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      easel_ollama_pull_fold_line (&pull, lines[i], strlen (lines[i]), &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (watch.last.completed, ==, 1100);
  g_assert_cmpuint (watch.last.total, ==, 1500);
  g_assert_false (pull.ended);
}

typedef struct
{
  const char *name;
  const char *answer; /* the route from its status on */
  GQuark (*domain) (void);
  int code;
} Ending;

#define STREAM "\"headers\":{\"Content-Type\":\"application/x-ndjson\"},\"body\":\"" MANIFEST
#define MANIFEST "{\\\"status\\\":\\\"pulling manifest\\\"}\\n"
#define LAYER                                                                                      \
  "{\\\"status\\\":\\\"pulling 1\\\",\\\"digest\\\":\\\"sha256:1\\\",\\\"total\\\":1000,"          \
  "\\\"completed\\\":400}\\n"

static const Ending endings[] = {
  { "unknown-name", STREAM "{\\\"error\\\":\\\"pull model manifest: file does not exist\\\"}\\n\"",
    easel_llm_error_quark, EASEL_LLM_ERROR_MODEL_NOT_FOUND },
  { "refused", "\"status\":400,\"body\":{\"error\":\"model is required\"}", easel_llm_error_quark,
    EASEL_LLM_ERROR_BAD_REQUEST },
  { "later-error", STREAM LAYER "{\\\"error\\\":\\\"max retries exceeded: EOF\\\"}\\n\"",
    easel_llm_error_quark, EASEL_LLM_ERROR_SERVER },
  { "disk-full",
    STREAM LAYER "{\\\"error\\\":\\\"write /models/x: no space left on device\\\"}\\n\"",
    g_io_error_quark, G_IO_ERROR_NO_SPACE },
  { "cut", "\"pull\":{\"layers\":[1000],\"step\":100},\"cut_after\":400", easel_llm_error_quark,
    EASEL_LLM_ERROR_INCOMPLETE },
  { "no-success", STREAM LAYER "\"", easel_llm_error_quark, EASEL_LLM_ERROR_INCOMPLETE },
  { "page", "\"headers\":{\"Content-Type\":\"text/html\"},\"body\":\"<html>\"",
    easel_llm_error_quark, EASEL_LLM_ERROR_NOT_API },
  { "not-json", STREAM "nonsense\\n\"", easel_llm_error_quark, EASEL_LLM_ERROR_BAD_REPLY },
};

static void
test_ending (gconstpointer data)
{
  const Ending *ending = data;
  g_autofree char *route = g_strdup_printf (PULL ",%s}", ending->answer);
  g_autoptr (EaselTestServer) server = llm_testing_serve (route);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OLLAMA);
  g_auto (Watch) watch = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_provider_pull_model (provider, "m", on_progress, &watch, NULL, &error));
  g_assert_error (error, ending->domain (), ending->code);
  g_assert_nonnull (strstr (error->message, "Tester"));
}

/* What came before a cancel is not sent again, and the connection was closed at once. */
static void
test_goes_on (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      PULL ",\"pull\":{\"layers\":[10000,500],\"step\":500},\"piece_delay_ms\":10}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_OLLAMA);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Watch) first = { .cancellable = cancellable, .cancel_at = 3000 };
  g_auto (Watch) second = { g_array_new (FALSE, FALSE, sizeof (guint64)) };
  g_autoptr (GPtrArray) requests = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (easel_provider_can_pull (provider));
  g_assert_false (
      easel_provider_pull_model (provider, "gemma3:4b", on_progress, &first, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (first.last.completed, <, 10000);
  g_clear_error (&error);
  g_assert_true (easel_test_server_wait (server, "closed", 1, EASEL_TEST_SERVER_PATIENCE));

  easel_provider_pull_model (provider, "gemma3:4b", on_progress, &second, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_array_index (second.completed, guint64, 1), >=, 3000);
  g_assert_cmpuint (second.last.completed, ==, 10500);
  g_assert_cmpuint (second.last.total, ==, 10500);
  requests = llm_testing_requests (server);
  g_assert_cmpuint (requests->len, ==, 2);
  g_assert_cmpstr (json_object_get_string_member (
                       json_node_get_object (g_ptr_array_index (requests, 0)), "model"),
                   ==, "gemma3:4b");
}

static void
test_cannot (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve ("{\"text\":\"Hi\"}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_provider_can_pull (provider));
  g_assert_false (easel_provider_pull_model (provider, "m", NULL, NULL, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ollama-pull/fixture", test_fixture);
  g_test_add_func ("/ollama-pull/never-back", test_never_back);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat ("/ollama-pull/", endings[i].name, NULL);

      g_test_add_data_func (path, &endings[i], test_ending);
    }
  g_test_add_func ("/ollama-pull/goes-on", test_goes_on);
  g_test_add_func ("/ollama-pull/cannot", test_cannot);
  return g_test_run ();
}
