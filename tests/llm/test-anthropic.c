/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-anthropic-codec.h"
#include "easel-anthropic-models.h"
#include "easel-anthropic-request.h"
#include "easel-schema-dialect.h"

#include <string.h>

/* What only Messages has: requests, answers, model lists, keys. */

#define KEY "sk-ant-0123456789"

static void
test_request (void)
{
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (GBytes) picture = g_bytes_new_static ("\1\2\3\4", 4);
  g_autoptr (EaselRequestStream) stream = NULL;

  easel_prompt_add_image (prompt, picture, "image/webp");
  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_ASSISTANT, "Hm.");
  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, "Again.");
  easel_prompt_set_max_tokens (prompt, 300);
  stream = easel_anthropic_request_build ("m", prompt, EASEL_SCHEMA_MODE_FORMAT);
  llm_testing_assert_request (
      stream,
      "{\"model\":\"m\",\"max_tokens\":300,\"stream\":true,\"system\":\"Write alt text.\","
      "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\","
      "\"properties\":{\"alt\":{\"type\":\"string\"}},\"required\":[\"alt\"],"
      "\"additionalProperties\":false}}},\"messages\":[{\"role\":\"user\",\"content\":["
      "{\"type\":\"text\",\"text\":\"Describe.\"},{\"type\":\"image\",\"source\":{\"type\":"
      "\"base64\",\"media_type\":\"image/webp\",\"data\":\"AQIDBA==\"}}]},"
      "{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Hm.\"}]},"
      "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Again.\"}]}]}");
}

/* A limit is always said; without the schema mode the schema is among the instructions. */
static void
test_request_in_words (void)
{
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (EaselRequestStream) stream = easel_anthropic_request_build ("m", prompt,
                                                                         EASEL_SCHEMA_MODE_WORDS);

  llm_testing_assert_request (
      stream,
      "{\"model\":\"m\",\"max_tokens\":16384,\"stream\":true,\"system\":\"Write alt text.\\n\\n"
      "Answer with one JSON object and nothing else. It must fit this JSON Schema:\\n{\\\"type\\\":"
      "\\\"object\\\",\\\"properties\\\":{\\\"alt\\\":{\\\"type\\\":\\\"string\\\"}},"
      "\\\"required\\\":"
      "[\\\"alt\\\"],\\\"additionalProperties\\\":false}\",\"messages\":[{\"role\":\"user\","
      "\"content\":[{\"type\":\"text\",\"text\":\"Describe.\"}]}]}");
}

static void
test_boundless_schema (void)
{
  g_autoptr (JsonNode) schema = json_from_string (
      "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":"
      "5,"
      "\"description\":\"How many\"},\"list\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":3,"
      "\"items\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":[\"string\",\"null\"]}}}}},"
      "\"required\":[\"n\"]}",
      NULL);
  g_autoptr (JsonNode) got = easel_schema_to_boundless (schema);
  g_autoptr (JsonNode) wanted = json_from_string (
      "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\","
      "\"description\":\"How many (minimum: 1) (maximum: 5)\"},\"list\":{\"type\":\"array\","
      "\"minItems\":1,\"description\":\"(maxItems: 3)\",\"items\":{\"type\":\"object\","
      "\"properties\":{\"x\":{\"type\":[\"string\",\"null\"]}},\"additionalProperties\":false}}},"
      "\"required\":[\"n\"],\"additionalProperties\":false}",
      NULL);
  g_autofree char *text = json_to_string (got, FALSE);

  g_test_message ("%s", text);
  g_assert_true (json_node_equal (got, wanted));
}

static void
test_whole_answer (void)
{
  const char *body = "{\"id\":\"msg_01\",\"type\":\"message\",\"role\":\"assistant\",\"model\":"
                     "\"claude\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm\"},"
                     "{\"type\":\"text\",\"text\":\"A red \"},{\"type\":\"later\",\"text\":\"no\"},"
                     "{\"type\":\"text\",\"text\":\"barn.\"}],\"stop_reason\":\"end_turn\","
                     "\"usage\":{\"input_tokens\":25,\"output_tokens\":9}}";
  g_autoptr (EaselReply) reply = easel_reply_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  EaselReplyFold fold = { .reply = reply, .host = "Tester", .parser = parser };
  g_autoptr (GError) error = NULL;

  easel_anthropic_codec_fold_body (&fold, body, strlen (body), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_reply_get_text (reply), ==, "A red barn.");
  g_assert_cmpstr (easel_reply_get_model (reply), ==, "claude");
  g_assert_cmpint (easel_reply_get_finish (reply), ==, EASEL_FINISH_STOP);
  g_assert_cmpint (easel_reply_get_output_tokens (reply), ==, 9);

  easel_anthropic_codec_fold_body (&fold, "{}", 2, &error);
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API);
}

/* Its words why come from the stream's last event. */
static void
test_refusal_explained (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{\"path\":\"/v1/messages\",\"body\":{\"type\":\"message\",\"content\":[],\"stop_reason\":"
      "\"refusal\",\"stop_details\":{\"type\":\"refusal\",\"category\":\"cyber\",\"explanation\":"
      "\"I would rather not.\"}}}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_ANTHROPIC);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "I would rather not."));
}

static void
test_models (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{\"path\":\"/v1/models\",\"times\":1,\"body\":{\"data\":[{\"type\":\"model\",\"id\":\"a\","
      "\"display_name\":\"A\",\"capabilities\":{\"image_input\":{\"supported\":true}}},"
      "{\"id\":\"b\",\"capabilities\":{\"image_input\":{\"supported\":false}}},{\"id\":7},\"x\"],"
      "\"has_more\":true,\"last_id\":\"b c\"}},"
      "{\"path\":\"/v1/models\",\"body\":{\"data\":[{\"id\":\"d\",\"capabilities\":{}}],"
      "\"has_more\":false,\"last_id\":\"d\"}}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_ANTHROPIC);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = easel_provider_list_models (provider, NULL, &error);
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (server, "request");
  EaselModel *model;

  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 3);
  model = g_ptr_array_index (models, 0);
  g_assert_cmpstr (model->id, ==, "a");
  g_assert_cmpstr (model->name, ==, "A");
  g_assert_true (model->vision_known && model->vision);
  model = g_ptr_array_index (models, 1);
  g_assert_true (model->vision_known && !model->vision);
  model = g_ptr_array_index (models, 2);
  g_assert_false (model->vision_known);
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (journal, 1), "query"), ==,
      "limit=100&after_id=b%20c");
}

static JsonObject *
sent_headers (EaselTestServer *server, guint n)
{
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (server, "request");

  g_assert_cmpuint (n, <, json_array_get_length (journal));
  return json_object_ref (
      json_object_get_object_member (json_array_get_object_element (journal, n), "headers"));
}

/* A gateway that wants the key as a token gets it so, and from then on at once. */
static void
test_bearer (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{\"match\":{\"headers\":{\"Authorization\":\"Bearer " KEY "\"}},\"text\":\"Hi\"},"
      "{\"status\":401,\"body\":{\"error\":{\"type\":\"authentication_error\"}}}");
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselKeyring) keyring = llm_testing_keyring (url, KEY);
  g_autoptr (EaselProvider) provider = llm_testing_provider_with_key (
      server, EASEL_PROVIDER_ANTHROPIC, keyring);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselReply) reply = easel_provider_complete (provider, "m", prompt, NULL, NULL,
                                                              NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (easel_reply_get_text (reply), ==, "Hi");
    }
  {
    g_autoptr (JsonObject) first = sent_headers (server, 0);
    g_autoptr (JsonObject) third = sent_headers (server, 2);

    g_assert_cmpstr (json_object_get_string_member (first, "x-api-key"), ==, KEY);
    g_assert_false (json_object_has_member (first, "Authorization"));
    g_assert_cmpstr (json_object_get_string_member (first, "anthropic-version"), ==, "2026-10-21");
    g_assert_false (json_object_has_member (third, "x-api-key"));
  }
}

static void
test_key_refused (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{\"status\":401,\"body\":{\"type\":\"error\",\"error\":{\"type\":\"authentication_error\","
      "\"message\":\"no " KEY "\"}}}");
  g_autofree char *url = easel_test_server_get_url (server, "/v1");
  g_autoptr (EaselKeyring) keyring = llm_testing_keyring (url, KEY);
  g_autoptr (EaselProvider) provider = llm_testing_provider_with_key (
      server, EASEL_PROVIDER_ANTHROPIC, keyring);
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (FALSE);
  g_autoptr (JsonArray) journal = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_provider_complete (provider, "m", prompt, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_KEY_REFUSED);
  g_assert_null (strstr (error->message, KEY));
  journal = easel_test_server_get_journal (server, "request");
  g_assert_cmpuint (json_array_get_length (journal), ==, 2);
}

int
main (int argc, char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/anthropic/request", test_request);
  g_test_add_func ("/anthropic/request-in-words", test_request_in_words);
  g_test_add_func ("/anthropic/boundless-schema", test_boundless_schema);
  g_test_add_func ("/anthropic/whole-answer", test_whole_answer);
  g_test_add_func ("/anthropic/refusal-explained", test_refusal_explained);
  g_test_add_func ("/anthropic/models", test_models);
  g_test_add_func ("/anthropic/bearer", test_bearer);
  g_test_add_func ("/anthropic/key-refused", test_key_refused);
  return g_test_run ();
}
