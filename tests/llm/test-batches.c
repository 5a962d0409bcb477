/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-batch.h"

#include <glib/gstdio.h>
#include <string.h>

/* What holds for the batches of every wire format: the real clients against a real server that
 * speaks them. */

#define KEY "key-test-0123456789abcdef"
#define TOKEN "part-1"

/* More requests than Gemini takes without a file make it one. */
typedef struct
{
  const char *name;
  EaselProviderKind kind;
  guint n_requests;
  const char *submit_path;
} Wire;

static const Wire wires[] = {
  { "openai", EASEL_PROVIDER_OPENAI, 6, "/v1/batches" },
  { "anthropic", EASEL_PROVIDER_ANTHROPIC, 6, "/v1/messages/batches" },
  { "gemini", EASEL_PROVIDER_GEMINI, 6, "/v1/models/m:batchGenerateContent" },
  { "gemini-file", EASEL_PROVIDER_GEMINI, 501, "/v1/models/m:batchGenerateContent" },
};

typedef struct
{
  const Wire *wire;
  EaselTestServer *server;
  EaselProvider *provider;
  char *folder;
  char **keys;
  GHashTable *replies;  /* (element-type utf8 EaselReply): by key */
  GHashTable *failures; /* (element-type utf8 GError): by key */
  guint n_results;
  guint n_prompts;
  GBytes *picture;
} Fixture;

static void
start (Fixture *self, const Wire *wire, const char *batches, const char *routes, gboolean with_key)
{
  g_autofree char *script = g_strdup_printf (
      "{\"journal_pictures\":true,\"batches\":{%s},\"routes\":[%s]}", batches, routes);
  g_autoptr (EaselKeyring) keyring = NULL;
  g_autofree char *url = NULL;
  g_autoptr (GError) error = NULL;

  self->wire = wire;
  self->server = easel_test_server_new (script, NULL, 0, &error);
  g_assert_no_error (error);
  url = easel_test_server_get_url (self->server, "/v1");
  if (with_key)
    keyring = llm_testing_keyring (url, KEY);
  self->provider = llm_testing_provider_with_key (self->server, wire->kind, keyring);
  self->folder = g_dir_make_tmp ("easel-batches-XXXXXX", &error);
  g_assert_no_error (error);
  self->keys = g_new0 (char *, wire->n_requests + 1);
  for (guint i = 0; i < wire->n_requests; i++)
    self->keys[i] = g_strdup_printf ("r%u", i);
  self->replies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_error_free);
  self->picture = llm_testing_picture ();
}

static void
stop (Fixture *self)
{
  /* Nothing stays, whatever happened. */
  g_assert_no_errno (g_rmdir (self->folder));
  g_clear_object (&self->provider);
  g_clear_pointer (&self->server, easel_test_server_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->keys, g_strfreev);
  g_clear_pointer (&self->replies, g_hash_table_unref);
  g_clear_pointer (&self->failures, g_hash_table_unref);
  g_clear_pointer (&self->picture, g_bytes_unref);
}

static EaselPrompt *
make_prompt (guint index, gpointer user_data, GError **error)
{
  Fixture *self = user_data;
  EaselPrompt *prompt = llm_testing_prompt (TRUE);

  g_assert_cmpuint (index, ==, self->n_prompts++);
  easel_prompt_add_image (prompt, self->picture, "image/png");
  return prompt;
}

static EaselPrompt *
make_no_prompt (guint index, gpointer user_data, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "It has gone.");
  return NULL;
}

static char *
submit_as (Fixture *self, const char *token, EaselBatchPromptFunc func, GError **error)
{
  const EaselBatchRequest request = { .token = token,
                                      .model = "m",
                                      .n_requests = self->wire->n_requests,
                                      .keys = (const char *const *) self->keys,
                                      .prompt_func = func,
                                      .user_data = self,
                                      .folder = self->folder };

  self->n_prompts = 0;
  return easel_provider_submit_batch (self->provider, &request, NULL, error);
}

static char *
submit_with (Fixture *self, EaselBatchPromptFunc func, GError **error)
{
  return submit_as (self, TOKEN, func, error);
}

static char *
submit (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  char *id = submit_with (self, make_prompt, &error);

  g_assert_no_error (error);
  g_assert_nonnull (id);
  return id;
}

static EaselBatchStatus *
poll_once (Fixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  EaselBatchStatus *status = easel_provider_poll_batch (self->provider, id, NULL, &error);

  g_assert_no_error (error);
  return status;
}

static void
wait_for (Fixture *self, const char *id, EaselBatchState state)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (EaselBatchStatus) status = poll_once (self, id);

      if (status->state == state)
        return;
    }
  g_assert_not_reached ();
}

static gboolean
on_result (const char *key,
           EaselReply *reply,
           const GError *failure,
           gpointer user_data,
           GError **error)
{
  Fixture *self = user_data;

  g_assert_true ((reply != NULL) != (failure != NULL));
  self->n_results++;
  if (reply != NULL)
    g_assert_true (g_hash_table_insert (self->replies, g_strdup (key), g_object_ref (reply)));
  else
    g_assert_true (g_hash_table_insert (self->failures, g_strdup (key), g_error_copy (failure)));
  return TRUE;
}

static gboolean
try_fetch (Fixture *self, const char *id, GError **error)
{
  self->n_results = 0;
  g_hash_table_remove_all (self->replies);
  g_hash_table_remove_all (self->failures);
  return easel_provider_fetch_batch (self->provider, id, (const char *const *) self->keys,
                                     on_result, self, NULL, error);
}

static void
fetch (Fixture *self, const char *id)
{
  g_autoptr (GError) error = NULL;
  gboolean ok = try_fetch (self, id, &error);

  g_assert_no_error (error);
  g_assert_true (ok);
  g_assert_cmpuint (self->n_results, ==, self->wire->n_requests);
}

static void
assert_failure (Fixture *self, const char *key, int code)
{
  g_assert_error ((GError *) g_hash_table_lookup (self->failures, key), EASEL_LLM_ERROR, code);
}

static void
assert_all_answered (Fixture *self)
{
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);

  for (guint i = 0; i < self->wire->n_requests; i++)
    {
      EaselReply *reply = g_hash_table_lookup (self->replies, self->keys[i]);
      g_autoptr (GError) error = NULL;

      g_assert_nonnull (reply);
      easel_provider_judge_reply (reply, easel_prompt_get_schema (prompt), &error);
      g_assert_no_error (error);
      g_assert_nonnull (easel_reply_get_json (reply));
      g_assert_cmpstr (easel_reply_get_model (reply), ==, "test-model");
      g_assert_cmpint (easel_reply_get_input_tokens (reply), ==, 100);
      g_assert_cmpint (easel_reply_get_output_tokens (reply), ==, 7);
    }
}

/* From the first byte to the last, with results twice, in another order, and of nobody. */
static void
test_whole (gconstpointer data)
{
  Fixture self = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *found = NULL;
  g_autoptr (EaselBatchStatus) first = NULL;
  g_autoptr (EaselBatchStatus) gone = NULL;
  g_autoptr (JsonArray) made = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time ();
  const char *others[] = { "batch_1", "msgbatch_1", NULL };

  start (&self, data, "\"noise\":true,\"polls\":2", "", TRUE);
  g_assert_true (
      easel_provider_find_batch (self.provider, TOKEN, 6, now, NULL, &found, NULL, &error));
  g_assert_null (found);

  id = submit (&self);
  made = easel_test_server_get_journal (self.server, "batch");
  g_assert_cmpuint (json_array_get_length (made), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (made, 0), "requests"),
                   ==, self.wire->n_requests);
  easel_provider_find_batch (self.provider, TOKEN, self.wire->n_requests, now, NULL, &found, NULL,
                             &error);
  g_assert_no_error (error);
  g_assert_nonnull (found);
  if (self.wire->kind != EASEL_PROVIDER_GEMINI)
    g_assert_cmpstr (found, ==, id);
  g_clear_pointer (&found, g_free);
  if (self.wire->kind == EASEL_PROVIDER_ANTHROPIC)
    g_assert_true (easel_provider_find_batch (self.provider, TOKEN, self.wire->n_requests, now,
                                              others, &found, NULL, &error));
  g_assert_null (found);

  first = poll_once (&self, id);
  g_assert_cmpint (first->state, ==, EASEL_BATCH_IN_PROGRESS);
  g_assert_cmpuint (first->n_requests, ==, self.wire->n_requests);
  wait_for (&self, id, EASEL_BATCH_ENDED);
  fetch (&self, id);
  assert_all_answered (&self);

  /* One that has ended is known by more than its time. */
  easel_provider_find_batch (self.provider, "part-2", self.wire->n_requests, now, NULL, &found,
                             NULL, &error);
  g_assert_no_error (error);
  g_assert_null (found);

  g_assert_true (easel_provider_cancel_batch (self.provider, id, NULL, &error));
  g_assert_true (easel_provider_forget_batch (self.provider, id, NULL, &error));
  g_assert_true (easel_provider_forget_batch (self.provider, id, NULL, &error));
  g_assert_no_error (error);
  if (self.wire->kind != EASEL_PROVIDER_OPENAI)
    {
      gone = poll_once (&self, id);
      g_assert_cmpint (gone->state, ==, EASEL_BATCH_FAILED);
      g_assert_error (gone->error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_UNANSWERED);
    }
  stop (&self);
}

static void
test_failures (gconstpointer data)
{
  Fixture self = { 0 };
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  start (&self, data,
         "\"fail\":{\"r0\":\"error\",\"r1\":\"refused\",\"r2\":\"expired\",\"r3\":\"canceled\","
         "\"r4\":\"missing\"}",
         "", FALSE);
  id = submit (&self);
  wait_for (&self, id, EASEL_BATCH_ENDED);
  fetch (&self, id);
  assert_failure (&self, "r0", EASEL_LLM_ERROR_BAD_REQUEST);
  assert_failure (&self, "r2", EASEL_LLM_ERROR_UNANSWERED);
  assert_failure (&self, "r3", EASEL_LLM_ERROR_UNANSWERED);
  assert_failure (&self, "r4", EASEL_LLM_ERROR_UNANSWERED);
  g_assert_false (
      easel_provider_judge_reply (g_hash_table_lookup (self.replies, "r1"), NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_REFUSED);
  g_assert_nonnull (g_hash_table_lookup (self.replies, "r5"));
  stop (&self);
}

/* A line that is none costs its own row only. */
static void
test_broken_line (gconstpointer data)
{
  Fixture self = { 0 };
  g_autofree char *id = NULL;

  start (&self, data, "\"fail\":{\"r1\":\"broken\"}", "", FALSE);
  id = submit (&self);
  wait_for (&self, id, EASEL_BATCH_ENDED);
  fetch (&self, id);
  assert_failure (&self, "r1", EASEL_LLM_ERROR_BAD_REPLY);
  g_assert_nonnull (g_hash_table_lookup (self.replies, "r2"));
  stop (&self);
}

/* Results that stop in the middle are an error, and are all there the next time. */
static void
test_cut (gconstpointer data)
{
  static const char *const hows[] = { "\"cut_after\":900",
                                      "\"framing\":\"chunked\",\"cut_after\":900",
                                      "\"framing\":\"close\",\"cut_after\":900", "\"status\":503" };
  Fixture self = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (hows); i++)
    {
      g_autofree char *batches = g_strdup_printf ("\"results\":{\"times\":1,%s}", hows[i]);
      g_autofree char *id = NULL;
      g_autoptr (GError) error = NULL;

      start (&self, data, batches, "", FALSE);
      id = submit (&self);
      wait_for (&self, id, EASEL_BATCH_ENDED);
      g_assert_false (try_fetch (&self, id, &error));
      g_assert_true (easel_llm_error_can_retry (error));
      fetch (&self, id);
      assert_all_answered (&self);
      stop (&self);
    }
}

static void
test_ends (gconstpointer data)
{
  Fixture self = { 0 };
  g_autofree char *canceled = NULL;
  g_autofree char *expired = NULL;
  g_autofree char *failed = NULL;
  g_autoptr (EaselBatchStatus) status = NULL;
  g_autoptr (GError) error = NULL;

  /* What was answered before it was canceled is kept. */
  start (&self, data, "\"polls\":9,\"answered\":2", "", FALSE);
  canceled = submit (&self);
  g_assert_true (easel_provider_cancel_batch (self.provider, canceled, NULL, &error));
  if (self.wire->kind != EASEL_PROVIDER_GEMINI)
    wait_for (&self, canceled, EASEL_BATCH_CANCELING);
  wait_for (&self, canceled, EASEL_BATCH_ENDED);
  fetch (&self, canceled);
  g_assert_cmpuint (g_hash_table_size (self.replies), ==, 2);
  assert_failure (&self, "r2", EASEL_LLM_ERROR_UNANSWERED);
  stop (&self);

  start (&self, data, "\"ends\":\"expired\",\"answered\":3", "", FALSE);
  expired = submit (&self);
  wait_for (&self, expired, EASEL_BATCH_ENDED);
  fetch (&self, expired);
  g_assert_cmpuint (g_hash_table_size (self.replies), ==, 3);
  assert_failure (&self, "r3", EASEL_LLM_ERROR_UNANSWERED);
  stop (&self);

  if (((const Wire *) data)->kind == EASEL_PROVIDER_ANTHROPIC)
    return;
  start (&self, data, "\"ends\":\"failed\"", "", FALSE);
  failed = submit (&self);
  wait_for (&self, failed, EASEL_BATCH_FAILED);
  status = poll_once (&self, failed);
  g_assert_error (status->error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST);
  stop (&self);
}

/* What does not begin leaves nothing on disk, and says why. */
static void
test_refused (gconstpointer data)
{
  const Wire *wire = data;
  Fixture self = { 0 };
  g_autofree char *routes = g_strdup_printf (
      "{\"method\":\"POST\",\"path\":\"%s\",\"status\":429,\"headers\":{\"Retry-After\":\"7\"},"
      "\"body\":{\"error\":{\"message\":\"Slow down.\"}}}",
      wire->submit_path);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) own = NULL;

  start (&self, data, "", routes, FALSE);
  g_assert_null (submit_with (&self, make_prompt, &refusal));
  g_assert_error (refusal, EASEL_LLM_ERROR, EASEL_LLM_ERROR_RATE_LIMIT);
  g_assert_cmpint (easel_llm_error_get_retry_after (refusal), ==, 7000);
  g_assert_null (submit_with (&self, make_no_prompt, &own));
  g_assert_error (own, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  stop (&self);
}

/* What was uploaded for a batch that did not begin is no more there once it was looked for. */
static void
test_orphan (gconstpointer data)
{
  const Wire *wire = data;
  Fixture self = { 0 };
  g_autofree char *routes = g_strdup_printf (
      "{\"method\":\"POST\",\"path\":\"%s\",\"times\":2,\"status\":503}", wire->submit_path);
  gint64 now = g_get_real_time ();
  g_autofree char *id = NULL;
  g_autofree char *found = NULL;
  g_autoptr (JsonArray) requests = NULL;
  const char *deleted = NULL;
  g_autoptr (GError) error = NULL;

  start (&self, data, "", routes, FALSE);
  g_assert_null (submit_as (&self, TOKEN, make_prompt, &error));
  g_assert_true (easel_llm_error_can_retry (error));
  g_clear_error (&error);
  g_assert_null (submit_as (&self, "part-2", make_prompt, &error));
  g_clear_error (&error);

  easel_provider_find_batch (self.provider, TOKEN, wire->n_requests, now, NULL, &found, NULL,
                             &error);
  g_assert_no_error (error);
  g_assert_null (found);
  id = submit (&self);
  easel_provider_find_batch (self.provider, TOKEN, wire->n_requests, now, NULL, &found, NULL,
                             &error);
  g_assert_no_error (error);
  g_assert_nonnull (found);

  requests = easel_test_server_get_journal (self.server, "request");
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);

      if (g_str_equal (json_object_get_string_member (request, "method"), "DELETE"))
        {
          g_assert_null (deleted);
          deleted = json_object_get_string_member (request, "path");
        }
    }
  g_assert_nonnull (deleted);
  g_assert_true (g_str_has_suffix (deleted, "in-1"));
  stop (&self);
}

/* A batch is known by its time: that of the server, whatever this machine's clock says. */
static void
test_clocks (gconstpointer data)
{
  static const char *const clocks[] = { "\"clock\":-7200", "\"clock\":7200" };
  Fixture self = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      gint64 now = g_get_real_time ();
      g_autofree char *id = NULL;
      g_autofree char *found = NULL;
      g_autofree char *later = NULL;
      g_autoptr (GError) error = NULL;

      start (&self, data, clocks[i], "", FALSE);
      id = submit (&self);
      easel_provider_find_batch (self.provider, TOKEN, self.wire->n_requests, now, NULL, &found,
                                 NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (found, ==, id);
      easel_provider_find_batch (self.provider, TOKEN, self.wire->n_requests,
                                 now + G_TIME_SPAN_HOUR, NULL, &later, NULL, &error);
      g_assert_no_error (error);
      g_assert_null (later);
      stop (&self);
    }
}

/* Whose an ended batch is its results say: when they cannot be had, nobody knows. */
static void
test_unknown (void)
{
  Fixture self = { 0 };
  g_autofree char *id = NULL;
  g_autofree char *found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time ();

  start (&self, &wires[1], "\"results\":{\"times\":1,\"status\":503}", "", FALSE);
  id = submit (&self);
  wait_for (&self, id, EASEL_BATCH_ENDED);
  g_assert_false (easel_provider_find_batch (self.provider, "part-2", self.wire->n_requests, now,
                                             NULL, &found, NULL, &error));
  g_assert_true (easel_llm_error_can_retry (error));
  g_clear_error (&error);
  g_assert_true (easel_provider_find_batch (self.provider, "part-2", self.wire->n_requests, now,
                                            NULL, &found, NULL, &error));
  g_assert_null (found);
  stop (&self);
}

/* The address of the results may lead elsewhere: the key does not go there. */
static void
test_elsewhere (void)
{
  g_autoptr (EaselTestServer) other = llm_testing_serve ("{\"body\":\"\"}");
  g_autofree char *target = easel_test_server_get_url (other, "/results");
  g_autofree char *batches = g_strdup_printf ("\"results_url\":\"%s\"", target);
  g_autofree char *id = NULL;
  g_autoptr (JsonArray) caught = NULL;
  g_autoptr (GError) error = NULL;
  Fixture self = { 0 };

  start (&self, &wires[1], batches, "", TRUE);
  id = submit (&self);
  wait_for (&self, id, EASEL_BATCH_ENDED);
  g_assert_false (try_fetch (&self, id, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY);
  caught = easel_test_server_get_journal (other, "request");
  g_assert_cmpuint (json_array_get_length (caught), ==, 0);
  stop (&self);
}

/* Gemini's results are in one place or another, with keys or by their order. */
static void
test_gemini_forms (void)
{
  static const char *const forms[] = { "\"place\":\"response\"", "\"keyless\":true",
                                       "\"place\":\"response\",\"keyless\":true" };
  Fixture self = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    for (guint j = 2; j < G_N_ELEMENTS (wires); j++)
      {
        g_autofree char *batches = g_strdup_printf ("%s,\"fail\":{\"r3\":\"error\"}", forms[i]);
        g_autofree char *id = NULL;

        start (&self, &wires[j], batches, "", FALSE);
        id = submit (&self);
        wait_for (&self, id, EASEL_BATCH_ENDED);
        fetch (&self, id);
        assert_failure (&self, "r3", EASEL_LLM_ERROR_BAD_REQUEST);
        g_assert_cmpuint (g_hash_table_size (self.replies), ==, wires[j].n_requests - 1);
        stop (&self);
      }
}

/* Only who is known to have batches has them. */
static void
test_limits (void)
{
  static const struct
  {
    EaselProviderKind kind;
    const char *url;
    gboolean has;
  } cases[] = {
    { EASEL_PROVIDER_OPENAI, "https://api.openai.com/v1", TRUE },
    { EASEL_PROVIDER_COMPATIBLE, "https://api.openai.com/v1", TRUE },
    { EASEL_PROVIDER_COMPATIBLE, "https://openrouter.ai/api/v1", FALSE },
    { EASEL_PROVIDER_COMPATIBLE, "http://localhost:8000/v1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (EaselProviderConfig) config = easel_provider_config_new ("p", "P", cases[i].kind,
                                                                          cases[i].url);
      g_autoptr (EaselProvider) provider = easel_openai_provider_new (config, NULL);
      EaselBatchLimits limits;

      g_assert_cmpint (easel_provider_get_batch_limits (provider, &limits), ==, cases[i].has);
      g_assert_cmpint (limits.max_requests > 0 && limits.max_bytes > 0, ==, cases[i].has);
    }
}

static void
add (const Wire *wire, const char *name, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/batches/%s/%s", wire->name, name);

  g_test_add_data_func (path, wire, func);
}

int
main (int argc, char **argv)
{
  /* With no keyring service in reach, a key is kept in memory. */
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    {
      gboolean in_file = !g_str_equal (wires[i].name, "gemini");

      add (&wires[i], "whole", test_whole);
      add (&wires[i], "failures", test_failures);
      add (&wires[i], "ends", test_ends);
      add (&wires[i], "refused", test_refused);
      /* All in one piece they are broken together, when asked for. */
      if (in_file)
        {
          add (&wires[i], "broken-line", test_broken_line);
          add (&wires[i], "cut", test_cut);
        }
    }
  add (&wires[0], "orphan", test_orphan);
  add (&wires[3], "orphan", test_orphan);
  add (&wires[1], "clocks", test_clocks);
  g_test_add_func ("/batches/unknown", test_unknown);
  g_test_add_func ("/batches/elsewhere", test_elsewhere);
  g_test_add_func ("/batches/gemini-forms", test_gemini_forms);
  g_test_add_func ("/batches/limits", test_limits);
  return g_test_run ();
}
