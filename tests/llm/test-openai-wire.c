/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-openai-codec.h"
#include "easel-openai-models.h"
#include "easel-openai-request.h"

#include <string.h>

/* The pure functions of Chat Completions: requests, whole answers, model lists, adapting. */

#define ALT_SCHEMA                                                                                 \
  "{\"type\":\"object\",\"properties\":{\"alt\":{\"type\":\"string\"}},\"required\":[\"alt\"],"    \
  "\"additionalProperties\":false}"

static void
assert_request (EaselPrompt *prompt, const EaselOpenaiDialect *dialect, const char *expected)
{
  g_autoptr (EaselRequestStream) stream = easel_openai_request_build ("m", prompt, dialect);

  llm_testing_assert_request (stream, expected);
}

static void
test_openai_request (void)
{
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  EaselOpenaiDialect dialect;

  easel_openai_dialect_init (&dialect, EASEL_PROVIDER_OPENAI);
  easel_prompt_set_max_tokens (prompt, 300);
  assert_request (
      prompt, &dialect,
      "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
      "\"max_completion_tokens\":300,\"response_format\":{\"type\":"
      "\"json_schema\",\"json_schema\":{\"name\":\"alt\",\"strict\":true,\"schema\":" ALT_SCHEMA
      "}},\"messages\":[{\"role\":\"developer\",\"content\":\"Write alt text.\"},"
      "{\"role\":\"user\",\"content\":\"Describe.\"}]}");
}

static void
test_compatible_request (void)
{
  g_autoptr (EaselPrompt) prompt = llm_testing_prompt (TRUE);
  EaselOpenaiDialect dialect;
  const char *quoted = "Write alt text.\\n\\nAnswer with one JSON object and nothing else. It must "
                       "fit this JSON Schema:\\n{\\\"type\\\":\\\"object\\\",\\\"properties\\\":"
                       "{\\\"alt\\\":{\\\"type\\\":\\\"string\\\"}},\\\"required\\\":[\\\"alt\\\"],"
                       "\\\"additionalProperties\\\":false}";
  g_autofree char *object = NULL;
  g_autofree char *none = NULL;

  easel_openai_dialect_init (&dialect, EASEL_PROVIDER_COMPATIBLE);
  easel_prompt_set_max_tokens (prompt, 300);

  dialect.format = EASEL_OPENAI_FORMAT_OBJECT;
  object = g_strdup_printf (
      "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},"
      "\"max_tokens\":300,\"response_format\":{\"type\":\"json_object\"},\"messages\":["
      "{\"role\":\"system\",\"content\":\"%s\"},{\"role\":\"user\",\"content\":\"Describe.\"}]}",
      quoted);
  assert_request (prompt, &dialect, object);

  dialect.format = EASEL_OPENAI_FORMAT_NONE;
  dialect.stream_options = FALSE;
  none = g_strdup_printf (
      "{\"model\":\"m\",\"stream\":true,\"max_tokens\":300,\"messages\":["
      "{\"role\":\"system\",\"content\":\"%s\"},{\"role\":\"user\",\"content\":\"Describe.\"}]}",
      quoted);
  assert_request (prompt, &dialect, none);
}

static void
test_messages (void)
{
  g_autoptr (EaselPrompt) prompt = easel_prompt_new (NULL);
  g_autoptr (GBytes) one = g_bytes_new_static ("a", 1);
  g_autoptr (GBytes) three = g_bytes_new_static ("abc", 3);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  EaselOpenaiDialect dialect;

  easel_openai_dialect_init (&dialect, EASEL_PROVIDER_OPENAI);
  dialect.stream_options = FALSE;
  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, "easel-picture-0- \"quoted\"\n");
  easel_prompt_add_image (prompt, one, "image/png");
  easel_prompt_add_image (prompt, three, "image/jpeg");
  easel_prompt_add_image (prompt, none, "image/gif");
  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_ASSISTANT, "No.");
  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, "Why?");
  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, "Say.");
  assert_request (
      prompt, &dialect,
      "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":["
      "{\"type\":\"text\",\"text\":\"easel-picture-0- \\\"quoted\\\"\\n\"},"
      "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,YQ==\"}},"
      "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/jpeg;base64,YWJj\"}},"
      "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/gif;base64,\"}}]},"
      "{\"role\":\"assistant\",\"content\":\"No.\"},"
      "{\"role\":\"user\",\"content\":\"Why?\\n\\nSay.\"}]}");
}

/* Pictures of every small size come out as they went in. */
static void
test_pictures_survive (void)
{
  EaselOpenaiDialect dialect;

  easel_openai_dialect_init (&dialect, EASEL_PROVIDER_OPENAI);
  for (gsize size = 0; size < 70; size++)
    {
      g_autofree guint8 *data = g_malloc (size + 1);
      g_autoptr (EaselPrompt) prompt = easel_prompt_new (NULL);
      g_autoptr (GBytes) picture = NULL;
      g_autoptr (EaselRequestStream) stream = NULL;
      g_autofree char *text = NULL;
      g_autofree char *encoded = NULL;
      g_autofree char *expected = NULL;

      for (gsize i = 0; i < size; i++)
        data[i] = (guint8) (i * 37 + size);
      picture = g_bytes_new (data, size);
      easel_prompt_add_image (prompt, picture, "image/png");
      stream = easel_openai_request_build ("m", prompt, &dialect);
      text = llm_testing_read_request (stream);
      encoded = g_base64_encode (data, size);
      expected = g_strdup_printf ("\"data:image/png;base64,%s\"", size > 0 ? encoded : "");
      g_assert_nonnull (strstr (text, expected));
    }
}

static void
assert_reads (EaselRequestStream *stream, gsize piece, const char *expected)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *buffer = g_malloc (piece);
  gssize got;

  while ((got = g_input_stream_read (G_INPUT_STREAM (stream), buffer, piece, NULL, NULL)) > 0)
    g_string_append_len (all, buffer, got);
  g_assert_cmpint (got, ==, 0);
  g_assert_cmpstr (all->str, ==, expected);
}

/* Read in pieces of every size, and a copy of what was read. */
static void
test_stream_pieces (void)
{
  static const guint8 data[] = { 0, 1, 2, 250, 251, 252, 253, 254, 255, 16 };

  for (gsize size = 0; size <= sizeof data; size++)
    for (gsize piece = 1; piece < 30; piece++)
      {
        g_autoptr (EaselRequestStream) stream = easel_request_stream_new ();
        g_autoptr (EaselRequestStream) again = NULL;
        g_autoptr (GBytes) text = g_bytes_new_static ("<>", 2);
        g_autoptr (GBytes) picture = g_bytes_new_static (data, size);
        g_autofree char *encoded = size > 0 ? g_base64_encode (data, size) : g_strdup ("");
        g_autofree char *expected = g_strdup_printf ("<>%s%s<>", encoded, encoded);

        easel_request_stream_add (stream, text);
        easel_request_stream_add_base64 (stream, picture);
        easel_request_stream_add_base64 (stream, picture);
        easel_request_stream_add (stream, text);
        g_assert_cmpuint (easel_request_stream_get_length (stream), ==, strlen (expected));
        assert_reads (stream, piece, expected);
        again = easel_request_stream_copy (stream);
        g_assert_cmpuint (easel_request_stream_get_length (again), ==, strlen (expected));
        assert_reads (again, piece, expected);
      }
}

static void
fold_body (const char *body, EaselReply *reply, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  EaselReplyFold fold = { .reply = reply, .host = "Tester", .parser = parser };

  easel_openai_codec_fold_body (&fold, body, strlen (body), error);
}

static void
test_whole_answer (void)
{
  g_autoptr (EaselReply) reply = easel_reply_new ();
  g_autoptr (GError) error = NULL;

  fold_body ("{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt\","
             "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":"
             "\"A red barn.\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
             "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":5,\"total_tokens\":17}}",
             reply, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_reply_get_text (reply), ==, "A red barn.");
  g_assert_cmpstr (easel_reply_get_model (reply), ==, "gpt");
  g_assert_cmpint (easel_reply_get_finish (reply), ==, EASEL_FINISH_STOP);
  g_assert_cmpint (easel_reply_get_input_tokens (reply), ==, 12);
  g_assert_cmpint (easel_reply_get_output_tokens (reply), ==, 5);
  g_assert_true (easel_reply_get_complete (reply));
}

static void
test_odd_answers (void)
{
  static const struct
  {
    const char *body;
    const char *text;
    EaselFinish finish;
    int error; /* -1: none */
  } odd[] = {
    { "{\"choices\":[{\"message\":{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":"
      "\"x\"},{\"type\":\"text\",\"text\":\"b\"}]},\"finish_reason\":\"length\"}]}",
      "ab", EASEL_FINISH_LENGTH, -1 },
    { "{\"choices\":[{\"message\":{\"content\":null},\"finish_reason\":\"content_filter\"}]}", "",
      EASEL_FINISH_REFUSED, -1 },
    { "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":\"new_reason\"}]}", "x",
      EASEL_FINISH_OTHER, -1 },
    { "{\"choices\":[{\"message\":{\"content\":\"x\"},\"finish_reason\":null}],\"error\":null}",
      "x", EASEL_FINISH_NONE, -1 },
    { "{\"choices\":[7,null,{\"message\":[]},{\"message\":{\"content\":9,\"refusal\":{}},"
      "\"finish_reason\":3}],\"usage\":\"none\",\"model\":5}",
      "", EASEL_FINISH_NONE, -1 },
    { "{\"choices\":[{\"index\":1,\"message\":{\"content\":\"second\"}},{\"index\":0,\"message\":"
      "{\"content\":\"first\"},\"finish_reason\":\"stop\"}]}",
      "first", EASEL_FINISH_STOP, -1 },
    { "{\"choices\":[]}", "", EASEL_FINISH_NONE, -1 },
    { "{\"hello\":1}", "", EASEL_FINISH_NONE, EASEL_LLM_ERROR_NOT_API },
    { "{\"error\":{\"message\":\"m\",\"code\":\"model_not_found\"}}", "", EASEL_FINISH_NONE,
      EASEL_LLM_ERROR_MODEL_NOT_FOUND },
    { "{\"error\":\"text\"}", "", EASEL_FINISH_NONE, EASEL_LLM_ERROR_SERVER },
    { "[]", "", EASEL_FINISH_NONE, EASEL_LLM_ERROR_BAD_REPLY },
    { "null", "", EASEL_FINISH_NONE, EASEL_LLM_ERROR_BAD_REPLY },
    { "{\"choices\":[", "", EASEL_FINISH_NONE, EASEL_LLM_ERROR_BAD_REPLY },
    { "OK", "", EASEL_FINISH_NONE, EASEL_LLM_ERROR_BAD_REPLY },
    { "{\"choices\":[{\"message\":{\"content\":\"\xff\xfe\"}}]}", "", EASEL_FINISH_NONE,
      EASEL_LLM_ERROR_BAD_REPLY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (EaselReply) reply = easel_reply_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      fold_body (odd[i].body, reply, &error);
      if (odd[i].error >= 0)
        g_assert_error (error, EASEL_LLM_ERROR, odd[i].error);
      else
        g_assert_no_error (error);
      g_assert_cmpstr (easel_reply_get_text (reply), ==, odd[i].text);
      g_assert_cmpint (easel_reply_get_finish (reply), ==, odd[i].finish);
      g_assert_cmpint (easel_reply_get_complete (reply), ==, odd[i].finish != EASEL_FINISH_NONE);
    }
}

static void
test_models (void)
{
  const char *body
      = "{\"object\":\"list\",\"data\":[{\"id\":\"a\",\"owned_by\":\"llamacpp\",\"shutdown_date\":"
        "null},{\"id\":\"b\",\"name\":\"B\",\"architecture\":{\"input_modalities\":[\"text\","
        "\"image\"]}},{\"id\":\"c\",\"architecture\":{\"input_modalities\":[\"text\"]}},"
        "{\"id\":\"d\",\"capabilities\":[\"completion\",\"multimodal\"]},{\"id\":\"e\","
        "\"capabilities\":{\"vision\":false}},{\"id\":\"\"},{\"name\":\"no id\"},7]}";
  g_autofree char *owner = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) models = easel_openai_models_read ("Tester", body, strlen (body), &owner,
                                                           &error);
  const gboolean known[] = { FALSE, TRUE, TRUE, TRUE, TRUE };
  const gboolean vision[] = { FALSE, TRUE, FALSE, TRUE, FALSE };

  g_assert_no_error (error);
  g_assert_cmpuint (models->len, ==, 5);
  g_assert_cmpstr (owner, ==, "llamacpp");
  for (guint i = 0; i < models->len; i++)
    {
      EaselModel *model = g_ptr_array_index (models, i);

      g_assert_cmpint (model->id[0], ==, 'a' + (int) i);
      g_assert_cmpint (model->vision_known, ==, known[i]);
      g_assert_cmpint (model->vision, ==, vision[i]);
    }
  g_assert_cmpstr (((EaselModel *) g_ptr_array_index (models, 1))->name, ==, "B");
}

static void
test_adapting (void)
{
  EaselOpenaiDialect dialect;

  easel_openai_dialect_init (&dialect, EASEL_PROVIDER_COMPATIBLE);

  /* What the server names is what changes. */
  g_assert_true (easel_openai_dialect_adapt (&dialect, "max_tokens", TRUE, FALSE));
  g_assert_true (dialect.max_completion_tokens);
  g_assert_false (easel_openai_dialect_adapt (&dialect, "max_tokens", TRUE, FALSE));
  g_assert_true (easel_openai_dialect_adapt (&dialect, "max_completion_tokens", TRUE, FALSE));
  g_assert_false (dialect.max_completion_tokens);
  g_assert_true (easel_openai_dialect_adapt (&dialect, "response_format.json_schema", TRUE, FALSE));
  g_assert_cmpint (dialect.format, ==, EASEL_OPENAI_FORMAT_OBJECT);
  g_assert_false (easel_openai_dialect_adapt (&dialect, "response_format", FALSE, FALSE));
  g_assert_false (easel_openai_dialect_adapt (&dialect, "model", TRUE, FALSE));
  g_assert_false (easel_openai_dialect_adapt (&dialect, NULL, TRUE, FALSE));

  /* Nothing named: one level after the other, to an end. */
  g_assert_true (easel_openai_dialect_adapt (&dialect, NULL, TRUE, TRUE));
  g_assert_cmpint (dialect.format, ==, EASEL_OPENAI_FORMAT_NONE);
  g_assert_true (easel_openai_dialect_adapt (&dialect, NULL, TRUE, TRUE));
  g_assert_false (dialect.stream_options);
  g_assert_false (easel_openai_dialect_adapt (&dialect, NULL, TRUE, TRUE));

  easel_openai_dialect_init (&dialect, EASEL_PROVIDER_OPENAI);
  g_assert_true (easel_openai_dialect_adapt (&dialect, "messages[0].role", FALSE, FALSE));
  g_assert_false (dialect.developer_role);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/openai-wire/openai-request", test_openai_request);
  g_test_add_func ("/openai-wire/compatible-request", test_compatible_request);
  g_test_add_func ("/openai-wire/messages", test_messages);
  g_test_add_func ("/openai-wire/pictures-survive", test_pictures_survive);
  g_test_add_func ("/openai-wire/stream-pieces", test_stream_pieces);
  g_test_add_func ("/openai-wire/whole-answer", test_whole_answer);
  g_test_add_func ("/openai-wire/odd-answers", test_odd_answers);
  g_test_add_func ("/openai-wire/models", test_models);
  g_test_add_func ("/openai-wire/adapting", test_adapting);
  return g_test_run ();
}
