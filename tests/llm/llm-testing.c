/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-anthropic-provider.h"
#include "easel-gemini-provider.h"
#include "easel-ollama-provider.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

EaselTestServer *
llm_testing_serve (const char *routes)
{
  g_autofree char *script = g_strdup_printf ("{\"routes\":[%s]}", routes);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "fixtures", NULL);
  g_autoptr (GError) error = NULL;
  EaselTestServer *server = easel_test_server_new (script, folder, 0, &error);

  g_assert_no_error (error);
  return server;
}

static EaselProvider *
make_provider (EaselProviderConfig *config, EaselKeyring *keyring)
{
  switch (easel_provider_config_get_kind (config))
    {
    case EASEL_PROVIDER_ANTHROPIC:
      return easel_anthropic_provider_new (config, keyring);
    case EASEL_PROVIDER_GEMINI:
      return easel_gemini_provider_new (config, keyring);
    case EASEL_PROVIDER_OLLAMA:
      return easel_ollama_provider_new (config, keyring);
    case EASEL_PROVIDER_DEMO:
    case EASEL_PROVIDER_OPENAI:
    case EASEL_PROVIDER_COMPATIBLE:
    default:
      return easel_openai_provider_new (config, keyring);
    }
}

EaselProvider *
llm_testing_provider_with_key (EaselTestServer *server,
                               EaselProviderKind kind,
                               EaselKeyring *keyring)
{
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselProviderConfig) config = g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", "test", "name", "Tester", "kind", (int) kind, "url", url,
      "needs-key", keyring != NULL, NULL);
  EaselProvider *provider = make_provider (config, keyring);

  easel_http_provider_set_timeouts (EASEL_HTTP_PROVIDER (provider), 5, 20, 20);
  return provider;
}

EaselProvider *
llm_testing_provider (EaselTestServer *server, EaselProviderKind kind)
{
  return llm_testing_provider_with_key (server, kind, NULL);
}

EaselKeyring *
llm_testing_keyring (const char *url, const char *key)
{
  EaselKeyring *keyring = easel_keyring_new ();
  g_autofree char *origin = easel_provider_url_get_origin (url);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  EaselKeyStorage storage;
  g_autoptr (GError) error = NULL;

  easel_keyring_store_async (keyring, "test", origin, key, TRUE, NULL, llm_testing_on_result,
                             &slot);
  result = llm_testing_wait (&slot);
  easel_keyring_store_finish (keyring, result, &storage, &error);
  g_assert_no_error (error);
  g_assert_cmpint (storage, ==, EASEL_KEY_SESSION_ONLY);
  return keyring;
}

EaselPrompt *
llm_testing_prompt (gboolean with_schema)
{
  EaselPrompt *prompt = easel_prompt_new ("Write alt text.");

  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, "Describe.");
  if (with_schema)
    {
      g_autoptr (JsonNode) schema = json_from_string (
          "{\"type\":\"object\",\"properties\":{\"alt\":{\"type\":\"string\"}},"
          "\"required\":[\"alt\"],\"additionalProperties\":false}",
          NULL);
      easel_prompt_set_schema (prompt, "alt", schema);
    }
  return prompt;
}

char *
llm_testing_read_request (EaselRequestStream *stream)
{
  gsize length = easel_request_stream_get_length (stream);
  char *text = g_malloc0 (length + 2);
  gsize got;

  /* There is as much as was said, and no more. */
  g_assert_true (
      g_input_stream_read_all (G_INPUT_STREAM (stream), text, length + 1, &got, NULL, NULL));
  g_assert_cmpuint (got, ==, length);
  return text;
}

void
llm_testing_assert_request (EaselRequestStream *stream, const char *expected)
{
  g_autofree char *text = llm_testing_read_request (stream);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (JsonNode) wanted = json_from_string (expected, NULL);

  g_assert_nonnull (node);
  g_assert_nonnull (wanted);
  if (!json_node_equal (node, wanted))
    g_error ("got %s\nwanted %s", text, expected);
}

GBytes *
llm_testing_picture (void)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 32);
  g_autoptr (GdkPixbuf) right = gdk_pixbuf_new_subpixbuf (pixbuf, 40, 0, 24, 32);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0xec7e20ff);
  gdk_pixbuf_fill (right, 0x1c2858ff);
  gdk_pixbuf_save_to_buffer (pixbuf, &data, &length, "png", &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

GBytes *
llm_testing_fixture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "fixtures", name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

GPtrArray *
llm_testing_requests (EaselTestServer *server)
{
  GPtrArray *requests = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (server, "request");

  for (guint i = 0; i < json_array_get_length (journal); i++)
    {
      JsonObject *line = json_array_get_object_element (journal, i);

      g_ptr_array_add (requests,
                       json_from_string (json_object_get_string_member (line, "body"), NULL));
    }
  return requests;
}

void
llm_testing_on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
  g_main_context_wakeup (NULL);
}

GAsyncResult *
llm_testing_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (result);
}
