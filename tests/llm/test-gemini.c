/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-gemini-codec.h"
#include "easel-gemini-request.h"

#include <string.h>

/* What only generateContent has: requests, blocked prompts, pictures, model lists. */

#define PATH "/v1/models/m:streamGenerateContent"

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
  stream = easel_gemini_request_build ("m", prompt, EASEL_SCHEMA_MODE_FORMAT);
  llm_testing_assert_request (
      stream,
      "{\"systemInstruction\":{\"parts\":[{\"text\":\"Write alt text.\"}]},\"generationConfig\":{"
      "\"maxOutputTokens\":300,\"responseMimeType\":\"application/json\","
      "\"responseJsonSchema\":{\"type\":\"object\",\"properties\":{\"alt\":{\"type\":\"string\"}},"
      "\"required\":[\"alt\"],\"additionalProperties\":false}},\"contents\":[{\"role\":\"user\","
      "\"parts\":[{\"text\":\"Describe.\"},{\"inlineData\":{\"mimeType\":\"image/webp\",\"data\":"
      "\"AQIDBA==\"}}]},{\"role\":\"model\",\"parts\":[{\"text\":\"Hm.\"}]},{\"role\":\"user\","
      "\"parts\":[{\"text\":\"Again.\"}]}]}");
}

static void
test_path (void)
{
  g_autofree char *plain = easel_gemini_request_make_path ("gemini-3.8-flash");
  g_autofree char *full = easel_gemini_request_make_path ("models/gemini-3.8-flash");
  g_autofree char *odd = easel_gemini_request_make_path ("a/b?c");

  g_assert_cmpstr (plain, ==, "/models/gemini-3.8-flash:streamGenerateContent?alt=sse");
  g_assert_cmpstr (full, ==, plain);
  g_assert_cmpstr (odd, ==, "/models/a%2Fb%3Fc:streamGenerateContent?alt=sse");
}

static void
test_image_request (void)
{
  g_autoptr (EaselImageRequest) request = easel_image_request_new ("A barn");
  g_autoptr (GBytes) picture = g_bytes_new_static ("\1\2\3\4", 4);
  g_autoptr (EaselRequestStream) stream = NULL;

  easel_image_request_add_input (request, picture, "image/png", NULL);
  easel_image_request_set_aspect_ratio (request, "16:9");
  stream = easel_gemini_request_build_image (request);
  llm_testing_assert_request (
      stream, "{\"generationConfig\":{\"responseModalities\":[\"TEXT\",\"IMAGE\"],\"imageConfig\":{"
              "\"aspectRatio\":\"16:9\"}},\"contents\":[{\"role\":\"user\",\"parts\":["
              "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AQIDBA==\"}},"
              "{\"text\":\"A barn\"}]}]}");
}

static EaselImageReply *
paint (const char *routes, EaselImageReply **partial, GError **error)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (routes);
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_GEMINI);
  g_autoptr (EaselImageRequest) request = easel_image_request_new ("A barn");

  easel_image_request_set_aspect_ratio (request, "16:9");
  return easel_provider_generate_image (provider, "m", request, NULL, NULL, partial, NULL, error);
}

static void
test_image (void)
{
  static const char *const routes[] = {
    "{\"path\":\"" PATH "\",\"image\":true}",
    "{\"path\":\"" PATH "\",\"image\":true,\"piece_bytes\":1}",
    "{\"path\":\"" PATH "\",\"body_file\":\"gemini-image.sse\",\"piece_bytes\":7,"
    "\"headers\":{\"Content-Type\":\"text/event-stream\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselImageReply) reply = paint (routes[i], NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (easel_image_reply_get_mime_type (reply), ==, "image/png");
      g_assert_true (g_str_has_prefix (easel_image_reply_get_text (reply), "Here"));
      g_assert_cmpint (easel_image_reply_get_output_tokens (reply), ==, i < 2 ? 1290 : 16);
    }
}

static void
test_image_endings (void)
{
  static const struct
  {
    const char *body;
    EaselLlmError code;
  } endings[] = {
    { "{\"candidates\":[{\"finishReason\":\"IMAGE_SAFETY\"}]}", EASEL_LLM_ERROR_REFUSED },
    { "{\"promptFeedback\":{\"blockReason\":\"IMAGE_SAFETY\"}}", EASEL_LLM_ERROR_REFUSED },
    { "{\"candidates\":[{\"finishReason\":\"NO_IMAGE\"}]}", EASEL_LLM_ERROR_BAD_REPLY },
    { "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"I cannot\"}]},\"finishReason\":"
      "\"STOP\"}]}",
      EASEL_LLM_ERROR_BAD_REPLY },
    { "{\"candidates\":[{\"content\":{\"parts\":[{\"inlineData\":{\"data\":\"!!\"}}]}}]}",
      EASEL_LLM_ERROR_BAD_REPLY },
    { "{\"candidates\":[{\"finishReason\":\"MAX_TOKENS\"}]}", EASEL_LLM_ERROR_TRUNCATED },
    { "{\"candidates\":[]}", EASEL_LLM_ERROR_INCOMPLETE },
    { "{\"something\":1}", EASEL_LLM_ERROR_NOT_API },
  };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *route = g_strdup_printf ("{\"body\":%s}", endings[i].body);
      g_autoptr (EaselImageReply) partial = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_null (paint (route, &partial, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, EASEL_LLM_ERROR, (int) endings[i].code);
    }
}

static void
test_image_refused (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (paint ("{\"status\":429,\"body\":[{\"error\":{\"status\":\"RESOURCE_EXHAUSTED\","
                        "\"details\":[{\"@type\":\"x/google.rpc.RetryInfo\",\"retryDelay\":"
                        "\"4s\"}]}}]}",
                        NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_RATE_LIMIT);
  g_assert_cmpint (easel_llm_error_get_retry_after (error), ==, 4000);
}

/* A whole answer, of a server that does not stream; and a blocked prompt, with a reason. */
static void
test_bodies (void)
{
  const char *whole
      = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"A \"},{\"text\":"
        "\"barn.\"}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{"
        "\"promptTokenCount\":7,\"candidatesTokenCount\":5,\"thoughtsTokenCount\":2}}";
  const char *blocked = "{\"promptFeedback\":{\"blockReason\":\"OTHER\",\"blockReasonMessage\":"
                        "\"Not this.\"}}";
  g_autoptr (EaselReply) reply = easel_reply_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  EaselReplyFold fold = { .reply = reply, .host = "Tester", .parser = parser };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) nothing = NULL;

  g_assert_true (easel_gemini_codec_fold_body (&fold, whole, strlen (whole), &error));
  g_assert_no_error (error);
  g_assert_cmpstr (easel_reply_get_text (reply), ==, "A barn.");
  g_assert_cmpint (easel_reply_get_input_tokens (reply), ==, 7);
  g_assert_cmpint (easel_reply_get_output_tokens (reply), ==, 7);

  g_assert_false (easel_gemini_codec_fold_body (&fold, blocked, strlen (blocked), &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Not this."));
  g_assert_false (easel_gemini_codec_fold_body (&fold, "{}", 2, &nothing));
  g_assert_error (nothing, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API);
}

static void
test_models (void)
{
  g_autoptr (EaselTestServer) server = llm_testing_serve (
      "{\"path\":\"/v1/models\",\"times\":1,\"body\":{\"models\":[{\"name\":\"models/a\","
      "\"displayName\":\"A\",\"supportedGenerationMethods\":[\"countTokens\","
      "\"generateContent\"]},{\"name\":\"models/embed\",\"supportedGenerationMethods\":["
      "\"embedContent\"]},{},7],\"nextPageToken\":\"x=/\"}},"
      "{\"path\":\"/v1/models\",\"body\":{\"models\":[{\"name\":\"b\"}]}}");
  g_autoptr (EaselProvider) provider = llm_testing_provider (server, EASEL_PROVIDER_GEMINI);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = easel_provider_list_models (provider, NULL, &error);
  g_autoptr (JsonArray) journal = easel_test_server_get_journal (server, "request");
  EaselModel *model;

  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 2);
  model = g_ptr_array_index (models, 0);
  g_assert_cmpstr (model->id, ==, "a");
  g_assert_cmpstr (model->name, ==, "A");
  g_assert_false (model->vision_known);
  model = g_ptr_array_index (models, 1);
  g_assert_cmpstr (model->id, ==, "b");
  g_assert_cmpstr (
      json_object_get_string_member (json_array_get_object_element (journal, 1), "query"), ==,
      "pageSize=200&pageToken=x%3D%2F");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gemini/request", test_request);
  g_test_add_func ("/gemini/path", test_path);
  g_test_add_func ("/gemini/image-request", test_image_request);
  g_test_add_func ("/gemini/image", test_image);
  g_test_add_func ("/gemini/image-endings", test_image_endings);
  g_test_add_func ("/gemini/image-refused", test_image_refused);
  g_test_add_func ("/gemini/bodies", test_bodies);
  g_test_add_func ("/gemini/models", test_models);
  return g_test_run ();
}
