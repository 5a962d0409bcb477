/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-image-check.h"
#include "easel-openai-codec.h"
#include "easel-openai-image-codec.h"
#include "easel-openai-image-request.h"
#include "easel-sse-reader.h"

#include <string.h>

/* The pure functions of the Images API: requests, streams, whole answers, adapting; and taking
 * pictures out of JSON. */

/* Requests */

static EaselOpenaiImageDialect
dialect_of (EaselProviderKind kind)
{
  EaselOpenaiImageDialect dialect;

  easel_openai_image_dialect_init (&dialect, kind);
  return dialect;
}

/* The body, with @mime_type's boundary as “B”. */
static char *
build (EaselImageRequest *request, const EaselOpenaiImageDialect *dialect, char **mime_type)
{
  g_autofree char *type = NULL;
  g_autoptr (EaselRequestStream) stream = easel_openai_image_request_build ("m", request, dialect,
                                                                            &type);
  gsize length = easel_request_stream_get_length (stream);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) parts = g_strsplit (type, "boundary=", 2);
  gsize got;

  g_string_set_size (text, length + 1);
  /* There is as much as was said, and no more. */
  g_assert_true (
      g_input_stream_read_all (G_INPUT_STREAM (stream), text->str, length + 1, &got, NULL, NULL));
  g_assert_cmpuint (got, ==, length);
  g_string_set_size (text, got);

  if (parts[1] != NULL)
    {
      g_strdelimit (parts[1], "\"", ' ');
      g_string_replace (text, g_strstrip (parts[1]), "B", 0);
    }
  *mime_type = g_strdup (parts[0]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
assert_json (EaselImageRequest *request,
             const EaselOpenaiImageDialect *dialect,
             const char *expected)
{
  g_autofree char *mime_type = NULL;
  g_autofree char *text = build (request, dialect, &mime_type);

  g_assert_cmpstr (mime_type, ==, "application/json");
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpstr (easel_openai_image_request_get_path (request), ==, "/images/generations");
}

static void
test_generation (void)
{
  EaselOpenaiImageDialect openai = dialect_of (EASEL_PROVIDER_OPENAI);
  EaselOpenaiImageDialect compatible = dialect_of (EASEL_PROVIDER_COMPATIBLE);
  g_autoptr (EaselImageRequest) request = easel_image_request_new ("A “red” barn\n");

  assert_json (request, &openai,
               "{\"model\":\"m\",\"prompt\":\"A “red” barn\\n\",\"stream\":true,"
               "\"partial_images\":0}");
  assert_json (request, &compatible,
               "{\"model\":\"m\",\"prompt\":\"A “red” barn\\n\",\"response_format\":\"b64_json\"}");

  easel_image_request_set_aspect_ratio (request, "16:9");
  easel_image_request_set_seed (request, 7);
  easel_image_request_set_n_partials (request, 2);
  assert_json (request, &openai,
               "{\"model\":\"m\",\"prompt\":\"A “red” barn\\n\",\"size\":\"1536x864\","
               "\"stream\":true,\"partial_images\":2}");
  assert_json (request, &compatible,
               "{\"model\":\"m\",\"prompt\":\"A “red” barn\\n\",\"size\":\"1536x864\","
               "\"response_format\":\"b64_json\",\"seed\":7,\"stream\":true,\"partial_images\":2}");
}

#define FIELD(name, value)                                                                         \
  "--B\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define FILE_PART(name, file, type, data)                                                          \
  "--B\r\nContent-Disposition: form-data; name=\"" name "\"; filename=\"" file                     \
  "\"\r\nContent-Type: " type "\r\n\r\n" data "\r\n"

static void
test_edit (void)
{
  EaselOpenaiImageDialect openai = dialect_of (EASEL_PROVIDER_OPENAI);
  g_autoptr (EaselImageRequest) request = easel_image_request_new ("Wear the coat.");
  g_autoptr (GBytes) one = g_bytes_new_static ("one\r\n", 5);
  g_autoptr (GBytes) two = g_bytes_new_static ("--B--", 5);
  g_autofree char *single = NULL;
  g_autofree char *several = NULL;
  g_autofree char *type = NULL;
  g_autofree char *second_type = NULL;

  easel_image_request_add_input (request, one, "image/png", NULL);
  easel_image_request_set_aspect_ratio (request, "2:3");
  single = build (request, &openai, &type);
  g_assert_true (g_str_has_prefix (type, "multipart/form-data; "));
  g_assert_cmpstr (single, ==,
                   FIELD ("model", "m") FIELD ("prompt", "Wear the coat.") FIELD (
                       "size", "1024x1536") FIELD ("stream", "true") FIELD ("partial_images", "0")
                       FILE_PART ("image", "picture-1.png", "image/png", "one\r\n") "--B--\r\n");
  g_assert_cmpstr (easel_openai_image_request_get_path (request), ==, "/images/edits");

  easel_image_request_add_input (request, two, "image/webp", "the coat");
  openai.stream = FALSE;
  openai.size = EASEL_OPENAI_IMAGE_SIZE_NONE;
  several = build (request, &openai, &second_type);
  g_assert_cmpstr (several, ==,
                   FIELD ("model", "m") FIELD ("prompt", "Wear the coat.\n\nPicture 2: the coat")
                       FILE_PART ("image[]", "picture-1.png", "image/png", "one\r\n") FILE_PART (
                           "image[]", "picture-2.webp", "image/webp", "--B--") "--B--\r\n");
}

/* What OpenAI takes: both sides divisible by 16, the longer one at most three times the other. */
static void
test_sizes (void)
{
  const char *const *ratios = easel_image_request_get_aspect_ratios ();
  EaselOpenaiImageDialect dialect = dialect_of (EASEL_PROVIDER_OPENAI);

  g_assert_cmpuint (g_strv_length ((char **) ratios), ==, 7);
  for (guint i = 0; ratios[i] != NULL; i++)
    {
      g_autoptr (EaselImageRequest) request = easel_image_request_new ("x");
      const char *size;
      guint width;
      guint height;
      guint64 w;
      guint64 h;

      easel_image_request_set_aspect_ratio (request, ratios[i]);
      g_assert_true (easel_image_request_get_ratio (request, &width, &height));
      size = easel_openai_image_dialect_get_size (&dialect, request);
      w = g_ascii_strtoull (size, NULL, 10);
      h = g_ascii_strtoull (strchr (size, 'x') + 1, NULL, 10);
      g_assert_cmpuint (w * height, ==, h * width);
      g_assert_true (w % 16 == 0 && h % 16 == 0);
      g_assert_true (MAX (w, h) <= 3 * MIN (w, h));
    }
}

static void
test_adapting (void)
{
  g_autoptr (EaselImageRequest) request = easel_image_request_new ("x");
  EaselOpenaiImageDialect openai = dialect_of (EASEL_PROVIDER_OPENAI);
  EaselOpenaiImageDialect other = dialect_of (EASEL_PROVIDER_COMPATIBLE);

  /* Where a size makes no difference, lowering it is no use. */
  g_assert_false (easel_openai_image_dialect_adapt (&openai, request, "size", FALSE));
  easel_image_request_set_aspect_ratio (request, "16:9");
  g_assert_true (easel_openai_image_dialect_adapt (&openai, request, "size", FALSE));
  g_assert_cmpstr (easel_openai_image_dialect_get_size (&openai, request), ==, "1536x1024");
  g_assert_true (easel_openai_image_dialect_adapt (&openai, request, "size", FALSE));
  g_assert_null (easel_openai_image_dialect_get_size (&openai, request));
  g_assert_false (easel_openai_image_dialect_adapt (&openai, request, "size", FALSE));
  g_assert_true (easel_openai_image_dialect_adapt (&openai, request, "partial_images", FALSE));
  g_assert_false (easel_openai_image_dialect_streams (&openai, request));
  g_assert_false (easel_openai_image_dialect_adapt (&openai, request, "stream", FALSE));
  g_assert_false (easel_openai_image_dialect_adapt (&openai, request, "prompt", FALSE));

  /* A square is the same in both: one step leads on. */
  easel_image_request_set_aspect_ratio (request, "1:1");
  easel_image_request_set_seed (request, 1);
  easel_image_request_set_n_partials (request, 1);
  g_assert_true (easel_openai_image_dialect_adapt (&other, request, NULL, TRUE));
  g_assert_false (easel_openai_image_dialect_streams (&other, request));
  g_assert_true (easel_openai_image_dialect_adapt (&other, request, NULL, TRUE));
  g_assert_false (other.response_format);
  g_assert_true (easel_openai_image_dialect_adapt (&other, request, NULL, TRUE));
  g_assert_false (easel_openai_image_dialect_has_seed (&other, request));
  g_assert_true (easel_openai_image_dialect_adapt (&other, request, NULL, TRUE));
  g_assert_null (easel_openai_image_dialect_get_size (&other, request));
  g_assert_false (easel_openai_image_dialect_adapt (&other, request, NULL, TRUE));
}

/* Answers */

typedef struct
{
  EaselImageReply *reply;
  EaselImageFold image;
  guint n_partials;
} Fold;

static void
on_partial (GBytes *picture, gpointer user_data)
{
  Fold *fold = user_data;

  fold->n_partials++;
  g_assert_cmpuint (g_bytes_get_size (picture), ==, 69);
}

static gboolean
fold_event (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  Fold *fold = user_data;

  return easel_openai_image_codec_fold_event (&fold->image, event, data, length, error);
}

/* @cut: where to cut @stream in two */
static void
fold_stream (Fold *fold, const char *stream, gsize size, gsize cut, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (EaselBase64Lifter) lifter = easel_base64_lifter_new (1000);
  g_autoptr (EaselSseReader) reader = easel_sse_reader_new (65536, fold_event, fold);
  g_autoptr (GString) rest = g_string_new (NULL);

  fold->image = (EaselImageFold) { .reply = fold->reply,
                                   .host = "Tester",
                                   .parser = parser,
                                   .lifter = lifter,
                                   .picture_func = on_partial,
                                   .user_data = fold };
  g_assert_true (easel_base64_lifter_push (lifter, stream, cut, rest, NULL));
  if (!easel_sse_reader_push (reader, rest->str, rest->len, error))
    return;
  g_string_truncate (rest, 0);
  g_assert_true (easel_base64_lifter_push (lifter, stream + cut, size - cut, rest, NULL));
  easel_sse_reader_push (reader, rest->str, rest->len, error);
}

static void
check_recorded (EaselImageReply *reply)
{
  GBytes *picture = easel_image_reply_get_picture (reply);

  g_assert_nonnull (picture);
  g_assert_cmpstr (easel_image_check_sniff (picture), ==, "image/png");
  g_assert_cmpuint (g_bytes_get_size (picture), ==, 69);
  g_assert_cmpint (easel_image_reply_get_finish (reply), ==, EASEL_FINISH_STOP);
  g_assert_cmpstr (easel_image_reply_get_finish_reason (reply), ==, "completed");
  g_assert_cmpint (easel_image_reply_get_input_tokens (reply), ==, 8);
  g_assert_cmpint (easel_image_reply_get_output_tokens (reply), ==, 12);
}

/* Every single place to cut the recorded stream in two; and the same stream of an edit. */
static void
test_every_cut (void)
{
  g_autoptr (GBytes) bytes = llm_testing_fixture ("openaiimage-partial.sse");
  g_autoptr (GString) edit = g_string_new_len (g_bytes_get_data (bytes, NULL),
                                               (gssize) g_bytes_get_size (bytes));

  for (gsize cut = 0; cut <= g_bytes_get_size (bytes); cut++)
    {
      g_autoptr (EaselImageReply) reply = easel_image_reply_new ();
      Fold fold = { .reply = reply };
      g_autoptr (GError) error = NULL;

      fold_stream (&fold, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), cut, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (fold.n_partials, ==, 1);
      check_recorded (reply);
    }

  g_string_replace (edit, "image_generation.", "image_edit.", 0);
  {
    g_autoptr (EaselImageReply) reply = easel_image_reply_new ();
    Fold fold = { .reply = reply };
    g_autoptr (GError) error = NULL;

    fold_stream (&fold, edit->str, edit->len, 0, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (fold.n_partials, ==, 1);
    check_recorded (reply);
  }
}

static void
test_unknown_events (void)
{
  const char *stream
      = "event: image_generation.queued\ndata: {\"type\":\"image_generation.queued\",\"n\":3}\n\n"
        "data: {\"type\":\"response.in_progress\"}\n\ndata: {}\n\n"
        "event: image_generation.partial_image\ndata: {\"b64_json\":\"not Base64!\"}\n\n"
        "event: image_generation.completed\n"
        "data: {\"b64_json\":\"YWJj\",\"revised_prompt\":\"A barn, red\",\"model\":\"m-2\","
        "\"seed\":5}\n\ndata: [DONE]\n\n";
  g_autoptr (EaselImageReply) reply = easel_image_reply_new ();
  Fold fold = { .reply = reply };
  g_autoptr (GError) error = NULL;

  fold_stream (&fold, stream, strlen (stream), 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fold.n_partials, ==, 0);
  g_assert_cmpuint (g_bytes_get_size (easel_image_reply_get_picture (reply)), ==, 3);
  g_assert_cmpstr (easel_image_reply_get_revised_prompt (reply), ==, "A barn, red");
  g_assert_cmpstr (easel_image_reply_get_model (reply), ==, "m-2");
  g_assert_cmpint (easel_image_reply_get_seed (reply), ==, 5);
  g_assert_cmpint (easel_image_reply_get_input_tokens (reply), ==, -1);
}

static void
test_error_event (void)
{
  const char *stream = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":"
                       "\"image_generation_user_error\",\"code\":\"moderation_blocked\","
                       "\"message\":\"Your request was rejected.\"}}\n\n";
  g_autoptr (EaselImageReply) reply = easel_image_reply_new ();
  Fold fold = { .reply = reply };
  g_autoptr (GError) error = NULL;

  fold_stream (&fold, stream, strlen (stream), 0, &error);
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_REFUSED);
  g_assert_nonnull (strstr (error->message, "Your request was rejected."));
}

/* Lifting */

/* @json through a lifter, in pieces of @piece bytes. Returns: what stays. */
static char *
lift (EaselBase64Lifter *lifter, const char *json, gsize piece)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  gsize length = strlen (json);

  for (gsize at = 0; at < length; at += piece)
    g_assert_true (
        easel_base64_lifter_push (lifter, json + at, MIN (piece, length - at), rest, NULL));
  return g_string_free_and_steal (g_steal_pointer (&rest));
}

static void
test_lifted (void)
{
  static const gsize pieces[] = { 1, 2, 3, 5, 64, 1023, 1024, 1025, 100000 };
  g_autofree char *data = g_strnfill (5000, 'x');
  g_autofree char *text = g_base64_encode ((const guchar *) data, 5000);
  g_autofree char *other = g_base64_encode ((const guchar *) data, 4999);
  g_autofree char *json = g_strdup_printf (": it's 5\" wide\n"
                                           "{\"a\\\"b\":\"YWJj\",\"b64_json\":\"%s\",\"n\": 1,"
                                           "\"s\":\"\\\\\",\"more\":[\"%s\"]}",
                                           text, other);

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (EaselBase64Lifter) lifter = easel_base64_lifter_new (5000);
      g_autofree char *rest = lift (lifter, json, pieces[i]);
      g_autoptr (GBytes) first = easel_base64_lifter_read (lifter, "easel-lifted-0");
      g_autoptr (GBytes) second = easel_base64_lifter_read (lifter, "easel-lifted-1");

      g_assert_cmpstr (rest, ==,
                       ": it's 5\" wide\n"
                       "{\"a\\\"b\":\"YWJj\",\"b64_json\":\"easel-lifted-0\",\"n\": 1,"
                       "\"s\":\"\\\\\",\"more\":[\"easel-lifted-1\"]}");
      g_assert_cmpmem (g_bytes_get_data (first, NULL), g_bytes_get_size (first), data, 5000);
      g_assert_cmpmem (g_bytes_get_data (second, NULL), g_bytes_get_size (second), data, 4999);

      easel_base64_lifter_forget (lifter, rest, strlen (rest));
      g_assert_null (easel_base64_lifter_read (lifter, "easel-lifted-0"));
      g_assert_null (easel_base64_lifter_read (lifter, "easel-lifted-1"));
    }
}

static void
test_not_lifted (void)
{
  g_autoptr (EaselBase64Lifter) lifter = easel_base64_lifter_new (10000);
  g_autofree char *words = g_strnfill (5000, ' ');
  g_autofree char *long_text = g_strdup_printf ("{\"text\":\"%s\"}", words);
  g_autofree char *kept = lift (lifter, long_text, 100);
  g_autofree char *fill = g_strnfill (2000, 'A');
  g_autofree char *broken = g_strdup_printf ("{\"b64_json\":\"%s%%\",\"c\":1}", fill);
  g_autofree char *rest = NULL;
  g_autofree char *unpadded = g_strndup (fill, 1999);
  g_autofree char *short_json = g_strdup_printf ("{\"b64_json\":\"%s\"}", unpadded);
  g_autofree char *short_rest = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) small = easel_base64_lifter_read (lifter, "YWI");

  g_assert_cmpstr (kept, ==, long_text);
  rest = lift (lifter, broken, 100);
  g_assert_cmpstr (rest, ==, "{\"b64_json\":\"easel-lifted-0\",\"c\":1}");
  g_assert_null (easel_base64_lifter_read (lifter, "easel-lifted-0"));
  g_assert_null (easel_base64_lifter_read (lifter, "no Base64"));
  g_assert_null (easel_base64_lifter_read (lifter, ""));
  g_assert_null (easel_base64_lifter_read (lifter, NULL));

  /* Padding may be missing. */
  short_rest = lift (lifter, short_json, 100);
  bytes = easel_base64_lifter_read (lifter, "easel-lifted-1");
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1499);
  g_assert_cmpmem (g_bytes_get_data (small, NULL), g_bytes_get_size (small), "ab", 2);
}

static void
test_lifted_too_large (void)
{
  g_autoptr (EaselBase64Lifter) lifter = easel_base64_lifter_new (3000);
  g_autofree char *fill = g_strnfill (8000, 'A');
  g_autoptr (GString) rest = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (easel_base64_lifter_push (lifter, "{\"a\":\"", 6, rest, &error));
  g_assert_false (easel_base64_lifter_push (lifter, fill, 8000, rest, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE);
}

/* Pictures */

static void
test_check (void)
{
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (picture, 0, g_bytes_get_size (picture) - 12);
  g_autoptr (GBytes) page = g_bytes_new_static ("<svg></svg>", 11);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autofree guint8 *scratched = g_memdup2 (g_bytes_get_data (picture, NULL),
                                            g_bytes_get_size (picture));
  g_autoptr (GBytes) damaged = NULL;
  GBytes *bad[] = { cut, page, none, NULL };
  g_autoptr (GError) fine = NULL;

  g_assert_cmpstr (easel_image_check (picture, "Tester", NULL, &fine), ==, "image/png");
  g_assert_no_error (fine);

  for (gsize i = 40; i < 60; i++)
    scratched[i] ^= 0x5a;
  damaged = g_bytes_new (scratched, g_bytes_get_size (picture));
  bad[G_N_ELEMENTS (bad) - 1] = damaged;
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (easel_image_check (bad[i], "Tester", NULL, &error));
      g_test_message ("%s", error->message);
      g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY);
      g_assert_nonnull (strstr (error->message, "Tester"));
    }
}

/* A picture of very many pixels in very few bytes. */
static void
test_check_bomb (void)
{
  static const char bomb[] = "GIF89a\x60\xea\x60\xea\x80\0\0\0\0\0\xff\xff\xff"
                             ",\0\0\0\0\x60\xea\x60\xea\0\2\2L\1\0;";
  g_autoptr (GBytes) bytes = g_bytes_new_static (bomb, sizeof bomb - 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_image_check (bytes, "Tester", NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/image-wire/generation", test_generation);
  g_test_add_func ("/image-wire/edit", test_edit);
  g_test_add_func ("/image-wire/sizes", test_sizes);
  g_test_add_func ("/image-wire/adapting", test_adapting);
  g_test_add_func ("/image-wire/every-cut", test_every_cut);
  g_test_add_func ("/image-wire/unknown-events", test_unknown_events);
  g_test_add_func ("/image-wire/error-event", test_error_event);
  g_test_add_func ("/image-wire/lifted", test_lifted);
  g_test_add_func ("/image-wire/not-lifted", test_not_lifted);
  g_test_add_func ("/image-wire/lifted-too-large", test_lifted_too_large);
  g_test_add_func ("/image-wire/check", test_check);
  g_test_add_func ("/image-wire/check-bomb", test_check_bomb);
  return g_test_run ();
}
