/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "llm-testing.h"

#include "easel-demo-measure.h"
#include "easel-demo-provider.h"
#include "easel-image-check.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include <string.h>

static EaselProvider *
make_demo (void)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_config_new ("demo", "Demo",
                                                                      EASEL_PROVIDER_DEMO, NULL);
  EaselProvider *provider = easel_demo_provider_new (config);

  easel_demo_provider_set_pace (EASEL_DEMO_PROVIDER (provider), 0);
  return provider;
}

static EaselPrompt *
make_prompt (GBytes *picture, const char *name, JsonNode *schema)
{
  EaselPrompt *prompt = easel_prompt_new ("Look closely.");

  easel_prompt_add_text (prompt, EASEL_PROMPT_ROLE_USER, "What do you see?");
  if (picture != NULL)
    easel_prompt_add_image (prompt, picture, "image/png");
  if (schema != NULL)
    easel_prompt_set_schema (prompt, name, schema);
  return prompt;
}

static char *
answer (EaselProvider *provider, EaselPrompt *prompt)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselReply) reply = easel_provider_complete (provider, EASEL_DEMO_MODEL, prompt, NULL,
                                                          NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (easel_reply_get_complete (reply));
  g_assert_cmpstr (easel_reply_get_model (reply), ==, EASEL_DEMO_MODEL);
  return g_strdup (easel_reply_get_text (reply));
}

/* Everything the subset offers, and its corners. */
static const char *const schemas[] = {
  "{\"type\":\"object\",\"properties\":{}}",
  "{\"type\":\"object\"}",
  "{\"type\":\"string\"}",
  "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":7}",
  "{\"type\":\"array\"}",
  "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"array\",\"items\":{\"type\":\"array\","
  "\"items\":{\"type\":\"integer\",\"minimum\":-3,\"maximum\":-3}},\"maxItems\":1}}}",
  "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\",\"minimum\":0.2,\"maximum\":0.3}"
  ","
  "\"b\":{\"type\":\"integer\",\"minimum\":1.5},\"c\":{\"type\":\"integer\",\"maximum\":-20},"
  "\"d\":{\"type\":\"number\"},\"e\":{\"type\":\"boolean\"},\"f\":{\"type\":\"null\"},"
  "\"g\":{\"type\":[\"string\",\"null\"]}},\"required\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\"]"
  ","
  "\"additionalProperties\":false}",
  "{\"type\":\"object\",\"properties\":{\"a\":{\"enum\":[null,3,\"x\"]},\"b\":{\"enum\":[null]},"
  "\"c\":{\"type\":\"string\",\"enum\":[\"only\"]},\"color\":{\"type\":\"string\",\"enum\":"
  "[\"red\",\"navy\"]}},\"required\":[\"a\",\"b\",\"c\",\"color\"]}",
};

static void
test_schemas (void)
{
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (GBytes) picture = llm_testing_picture ();

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autoptr (JsonNode) schema = json_from_string (schemas[i], NULL);
      g_autoptr (EaselPrompt) seen = make_prompt (picture, "thing", schema);
      g_autoptr (EaselPrompt) read = make_prompt (NULL, "thing", schema);
      g_autofree char *one = NULL;
      g_autofree char *two = NULL;

      g_test_message ("%s", schemas[i]);
      one = answer (provider, seen);
      two = answer (provider, read);
      g_test_message ("%s", one);
    }
}

static void
test_analyzers (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "..", "data", "analyzers", NULL);
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_schemas = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (JsonParser) parser = json_parser_new ();
      g_autoptr (EaselPrompt) prompt = NULL;
      g_autofree char *text = NULL;
      JsonObject *analyzer;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      g_assert_true (json_parser_load_from_file (parser, path, NULL));
      analyzer = json_node_get_object (json_parser_get_root (parser));
      if (!json_object_has_member (analyzer, "schema"))
        continue;
      n_schemas++;
      prompt = make_prompt (picture, json_object_get_string_member (analyzer, "name"),
                            json_object_get_member (analyzer, "schema"));
      text = answer (provider, prompt);
      g_test_message ("%s", text);
      g_assert_nonnull (strstr (text, "Demo"));
    }
  g_assert_cmpuint (n_schemas, >=, 9);
}

static void
test_measured (void)
{
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (JsonNode) schema = json_from_string (
      "{\"type\":\"object\",\"properties\":{\"suggested_name\":{\"type\":\"string\"},"
      "\"color_palette\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
      "\"framing\":{\"type\":\"string\"},\"base_color\":{\"type\":\"string\"}}}",
      NULL);
  g_autoptr (EaselPrompt) prompt = make_prompt (picture, "art_style", schema);
  g_autofree char *text = answer (provider, prompt);

  g_assert_cmpstr (text, ==,
                   "{\"suggested_name\":\"Demo Art Style in Orange and Navy\","
                   "\"color_palette\":[\"orange\",\"navy\"],"
                   "\"framing\":\"Demo: landscape format, 64 × 32\",\"base_color\":\"orange\"}");
}

static void
test_measures (void)
{
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autofree char *data = NULL;
  g_autoptr (GBytes) photo = NULL;
  g_autoptr (GError) error = NULL;
  EaselDemoMeasure measure;
  gsize length;

  g_assert_true (easel_demo_measure_picture (&measure, picture, &error));
  g_assert_cmpstr (measure.colors[0], ==, "orange");
  g_assert_cmpstr (measure.colors[1], ==, "navy");
  g_assert_null (measure.colors[2]);
  g_assert_cmpint (measure.width, ==, 64);
  g_assert_cmpint (measure.height, ==, 32);
  g_assert_cmpstr (easel_demo_measure_get_orientation_word (&measure), ==, "landscape");

  g_assert_true (g_file_get_contents (path, &data, &length, &error));
  photo = g_bytes_new (data, length);
  g_assert_true (easel_demo_measure_picture (&measure, photo, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (measure.brightness, >, 0.1);
  g_assert_cmpfloat (measure.brightness, <, 0.9);
  g_assert_nonnull (measure.colors[2]);
}

static void
test_same_again (void)
{
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (EaselProvider) other = make_demo ();
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (JsonNode) schema = json_from_string (schemas[6], NULL);
  g_autoptr (EaselPrompt) prompt = make_prompt (picture, "thing", schema);
  g_autofree char *one = answer (provider, prompt);
  g_autofree char *two = answer (other, prompt);

  g_assert_cmpstr (one, ==, two);
}

static void
test_without_schema (void)
{
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (EaselPrompt) seen = make_prompt (picture, NULL, NULL);
  g_autoptr (EaselPrompt) read = make_prompt (NULL, NULL, NULL);
  g_autofree char *described = answer (provider, seen);
  g_autofree char *answered = answer (provider, read);

  g_assert_true (g_str_has_prefix (described, "Demo: a picture in landscape format"));
  g_assert_nonnull (strstr (described, "orange and navy"));
  g_assert_true (g_str_has_prefix (answered, "Demo"));
}

static void
test_not_a_picture (void)
{
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  GBytes *all[] = { junk, nothing };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (EaselPrompt) prompt = make_prompt (all[i], NULL, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (easel_provider_complete (provider, EASEL_DEMO_MODEL, prompt, NULL, NULL, NULL,
                                              NULL, &error));
      g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST);
    }
}

typedef struct
{
  GCancellable *cancellable;
  guint n_pieces;
  guint cancel_at;
} Listener;

static void
on_text (const char *text, gpointer user_data)
{
  Listener *listener = user_data;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  if (++listener->n_pieces == listener->cancel_at)
    g_cancellable_cancel (listener->cancellable);
}

static void
test_streams_and_cancels (void)
{
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (GBytes) picture = llm_testing_picture ();
  g_autoptr (EaselPrompt) prompt = make_prompt (picture, NULL, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Listener whole = { cancellable, 0, 0 };
  Listener cut = { cancellable, 0, 3 };
  g_autoptr (EaselReply) reply = NULL;
  g_autoptr (EaselReply) partial = NULL;
  g_autoptr (GError) error = NULL;

  reply = easel_provider_complete (provider, EASEL_DEMO_MODEL, prompt, on_text, &whole, NULL,
                                   cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (whole.n_pieces, >, 10);

  /* At a pace at which only cancelling can end it soon. */
  easel_demo_provider_set_pace (EASEL_DEMO_PROVIDER (provider), 1000);
  g_assert_null (easel_provider_complete (provider, EASEL_DEMO_MODEL, prompt, on_text, &cut,
                                          &partial, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (cut.n_pieces, ==, 3);
  g_assert_cmpuint (strlen (easel_reply_get_text (partial)), <,
                    strlen (easel_reply_get_text (reply)));
}

static void
test_models (void)
{
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (GPtrArray) models = easel_provider_list_models (provider, NULL, NULL);
  EaselModel *model;

  g_assert_cmpuint (models->len, ==, 1);
  model = g_ptr_array_index (models, 0);
  g_assert_cmpstr (model->id, ==, "demo-eyes");
  g_assert_true (model->vision_known && model->vision);
}

/* Drawing */

static GBytes *
draw (EaselProvider *provider,
      const char *words,
      const char *aspect_ratio,
      gint64 seed,
      GBytes *input)
{
  g_autoptr (EaselImageRequest) request = easel_image_request_new (words);
  g_autoptr (EaselImageReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  easel_image_request_set_aspect_ratio (request, aspect_ratio);
  easel_image_request_set_seed (request, seed);
  if (input != NULL)
    easel_image_request_add_input (request, input, "image/png", NULL);
  reply = easel_provider_generate_image (provider, EASEL_DEMO_MODEL, request, NULL, NULL, NULL,
                                         NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_image_reply_get_mime_type (reply), ==, "image/png");
  g_assert_cmpstr (easel_image_reply_get_model (reply), ==, EASEL_DEMO_MODEL);
  g_assert_true (g_str_has_prefix (easel_image_reply_get_text (reply), "Demo"));
  g_assert_cmpint (easel_image_reply_get_seed (reply), ==, MAX (seed, 0));
  g_assert_cmpint (easel_image_reply_get_output_tokens (reply), ==, 0);
  return g_bytes_ref (easel_image_reply_get_picture (reply));
}

static gboolean
has_color (GBytes *picture, const char *color)
{
  EaselDemoMeasure measure;
  g_autoptr (GError) error = NULL;

  easel_demo_measure_picture (&measure, picture, &error);
  g_assert_no_error (error);
  return g_strv_contains (measure.colors, color);
}

static void
test_draws (void)
{
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (EaselProvider) other = make_demo ();
  g_autoptr (GBytes) input = llm_testing_picture ();
  g_autoptr (GBytes) first = draw (provider, "a barn in the evening", NULL, -1, NULL);
  g_autoptr (GBytes) again = draw (other, "a barn in the evening", NULL, 0, NULL);
  g_autoptr (GBytes) seeded = draw (provider, "a barn in the evening", NULL, 1, NULL);
  g_autoptr (GBytes) reworded = draw (provider, "a barn in the morning", NULL, -1, NULL);
  g_autoptr (GBytes) from_input = draw (provider, "a barn in the evening", NULL, -1, input);
  g_autoptr (GBytes) colored = draw (provider, "A Magenta coat, and a sky blue scarf", NULL, -1,
                                     NULL);

  g_assert_true (g_bytes_equal (first, again));
  g_assert_false (g_bytes_equal (first, seeded));
  g_assert_false (g_bytes_equal (first, reworded));
  g_assert_false (g_bytes_equal (first, from_input));
  g_assert_true (has_color (from_input, "orange") && has_color (from_input, "navy"));
  g_assert_true (has_color (colored, "magenta") && has_color (colored, "sky blue"));
  g_assert_false (has_color (first, "magenta"));
}

static GdkPixbuf *
decode (GBytes *picture)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (picture);
  g_autoptr (GError) error = NULL;
  GdkPixbuf *pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, &error);

  g_assert_no_error (error);
  return pixbuf;
}

/* In every format, with the word in its corner: white strokes on a picture that is all black. */
static void
test_draws_formats (void)
{
  const char *const *ratios = easel_image_request_get_aspect_ratios ();
  g_autoptr (EaselProvider) provider = make_demo ();

  for (guint i = 0; ratios[i] != NULL; i++)
    {
      g_autoptr (GBytes) picture = draw (provider, "black", ratios[i], -1, NULL);
      g_autoptr (GdkPixbuf) pixbuf = decode (picture);
      int width = gdk_pixbuf_get_width (pixbuf);
      int height = gdk_pixbuf_get_height (pixbuf);
      const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
      g_auto (GStrv) sides = g_strsplit (ratios[i], ":", 2);
      double wanted = g_ascii_strtod (sides[0], NULL) / g_ascii_strtod (sides[1], NULL);
      guint n_white = 0;

      g_assert_cmpint (MAX (width, height), ==, 768);
      g_assert_cmpfloat_with_epsilon ((double) width / height, wanted, 0.005);
      for (int y = height * 17 / 20; y < height; y++)
        for (int x = width / 2; x < width; x++)
          if (pixels[y * gdk_pixbuf_get_rowstride (pixbuf) + 3 * x] > 225)
            n_white++;
      g_assert_cmpuint (n_white, >, 200);
    }
}

typedef struct
{
  GCancellable *cancellable;
  guint n_pictures;
  guint cancel_at;
  GBytes *last;
} Viewer;

static void
on_picture (GBytes *picture, gpointer user_data)
{
  Viewer *viewer = user_data;
  g_autoptr (GError) error = NULL;

  easel_image_check (picture, "Demo", NULL, &error);
  g_assert_no_error (error);
  g_assert_false (viewer->last != NULL && g_bytes_equal (viewer->last, picture));
  g_clear_pointer (&viewer->last, g_bytes_unref);
  viewer->last = g_bytes_ref (picture);
  if (++viewer->n_pictures == viewer->cancel_at)
    g_cancellable_cancel (viewer->cancellable);
}

static void
test_sketches_and_cancels (void)
{
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (EaselImageRequest) request = easel_image_request_new ("A barn");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (EaselImageReply) reply = NULL;
  g_autoptr (EaselImageReply) partial = NULL;
  Viewer viewer = { cancellable, 0, 0, NULL };
  g_autoptr (GError) error = NULL;

  easel_image_request_set_n_partials (request, 3);
  reply = easel_provider_generate_image (provider, EASEL_DEMO_MODEL, request, on_picture, &viewer,
                                         NULL, cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (viewer.n_pictures, ==, 2);

  /* At a pace at which only cancelling can end it soon. */
  easel_demo_provider_set_pace (EASEL_DEMO_PROVIDER (provider), 1000);
  viewer.cancel_at = 3;
  g_assert_null (easel_provider_generate_image (provider, EASEL_DEMO_MODEL, request, on_picture,
                                                &viewer, &partial, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (viewer.n_pictures, ==, 3);
  g_assert_true (g_bytes_equal (easel_image_reply_get_partial (partial), viewer.last));
  g_bytes_unref (viewer.last);
}

static void
test_draws_from_junk (void)
{
  g_autoptr (EaselProvider) provider = make_demo ();
  g_autoptr (EaselImageRequest) request = easel_image_request_new ("A barn");
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);
  g_autoptr (GError) error = NULL;

  easel_image_request_add_input (request, junk, "image/png", NULL);
  g_assert_null (easel_provider_generate_image (provider, EASEL_DEMO_MODEL, request, NULL, NULL,
                                                NULL, NULL, &error));
  g_assert_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REQUEST);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/demo/schemas", test_schemas);
  g_test_add_func ("/demo/analyzers", test_analyzers);
  g_test_add_func ("/demo/measured", test_measured);
  g_test_add_func ("/demo/measures", test_measures);
  g_test_add_func ("/demo/same-again", test_same_again);
  g_test_add_func ("/demo/without-schema", test_without_schema);
  g_test_add_func ("/demo/not-a-picture", test_not_a_picture);
  g_test_add_func ("/demo/streams-and-cancels", test_streams_and_cancels);
  g_test_add_func ("/demo/models", test_models);
  g_test_add_func ("/demo/draws", test_draws);
  g_test_add_func ("/demo/draws-formats", test_draws_formats);
  g_test_add_func ("/demo/draws-from-junk", test_draws_from_junk);
  g_test_add_func ("/demo/sketches-and-cancels", test_sketches_and_cancels);
  return g_test_run ();
}
