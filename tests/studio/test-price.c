/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyzer.h"
#include "easel-estimate.h"
#include "easel-price-list.h"
#include "easel-studio-error.h"

#include <glib/gstdio.h>
#include <string.h>

/* What models cost, and what something will come to. */

#define ORIGIN "\"origin\":\"https://api.example.com\""
#define SHIPPED                                                                                    \
  "{\"currency\":\"USD\",\"prices\":["                                                             \
  "{" ORIGIN ",\"model\":\"big\",\"input\":2,\"output\":10,\"date\":\"2026-03-01\"},"              \
  "{" ORIGIN ",\"model\":\"big*\",\"input\":1,\"output\":1,\"date\":\"2026-02-01\"},"              \
  "{" ORIGIN ",\"model\":\"big-turbo*\",\"input\":4,\"output\":4},"                                \
  "{" ORIGIN ",\"model\":\"painter\",\"input\":5,\"image_input\":8,\"output\":40,"                 \
  "\"date\":\"2026-01-01\",\"source\":\"A page.\",\"pictures\":["                                  \
  "{\"size\":\"1024x1024\",\"quality\":\"low\",\"price\":0.01},"                                   \
  "{\"size\":\"1024x1024\",\"quality\":\"high\",\"price\":0.2}]},"                                 \
  "{" ORIGIN ",\"model\":\"stamp\",\"pictures\":[{\"price\":0.04}]}]}"

typedef struct
{
  char *dir;
  EaselPriceList *prices;
  GStrv notices;
  EaselProviderConfig *remote;
} Fixture;

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      easel_price_list_load_finish (EASEL_PRICE_LIST (source), result, &fixture->notices, &error));
  g_assert_no_error (error);
}

/* @own: (nullable): what the person's file says */
static void
load (Fixture *fixture, const char *shipped, const char *own)
{
  g_autofree char *first = g_build_filename (fixture->dir, "shipped.json", NULL);
  g_autofree char *second = g_build_filename (fixture->dir, "own.json", NULL);
  const char *const paths[] = { first, second, NULL };

  g_assert_true (g_file_set_contents (first, shipped, -1, NULL));
  if (own != NULL)
    g_assert_true (g_file_set_contents (second, own, -1, NULL));
  g_clear_pointer (&fixture->notices, g_strfreev);
  easel_price_list_load_async (fixture->prices, paths, NULL, on_loaded, fixture);
  while (fixture->notices == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_remove (first);
  g_remove (second);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("easel-price-XXXXXX", NULL);
  fixture->prices = easel_price_list_new ();
  fixture->remote = easel_provider_config_new ("remote", "Remote", EASEL_PROVIDER_COMPATIBLE,
                                               "https://API.example.com/v1/");
  load (fixture, SHIPPED, NULL);
  g_assert_cmpuint (g_strv_length (fixture->notices), ==, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->prices);
  g_object_unref (fixture->remote);
  g_strfreev (fixture->notices);
  g_rmdir (fixture->dir);
  g_free (fixture->dir);
}

static gint64
cost_of (Fixture *fixture, EaselProviderConfig *config, const char *model, EaselUsage usage)
{
  return easel_price_cost (easel_price_list_find (fixture->prices, config, model), &usage, FALSE);
}

static const EaselUsage words = { .input_tokens = 1000, .output_tokens = 100 };

static void
test_find (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselProviderConfig) other = easel_provider_config_new (
      "other", "Other", EASEL_PROVIDER_COMPATIBLE, "https://api.example.org/v1");
  const EaselPrice *price = easel_price_list_find (fixture->prices, fixture->remote, "painter");

  /* Exactly this one, the longest beginning, any beginning, none. */
  g_assert_cmpint (cost_of (fixture, fixture->remote, "big", words), ==, 3000);
  g_assert_cmpint (cost_of (fixture, fixture->remote, "big-turbo-2026", words), ==, 4400);
  g_assert_cmpint (cost_of (fixture, fixture->remote, "big-2026", words), ==, 1100);
  g_assert_cmpint (cost_of (fixture, fixture->remote, "bi", words), ==, EASEL_PRICE_UNKNOWN);
  g_assert_cmpint (cost_of (fixture, fixture->remote, "stamp-2", words), ==, EASEL_PRICE_UNKNOWN);
  /* The same name at another place is another price. */
  g_assert_null (easel_price_list_find (fixture->prices, other, "big"));

  g_assert_cmpstr (price->date, ==, "2026-01-01");
  g_assert_cmpstr (price->source, ==, "A page.");
}

/* A person's word counts first, also where it is less exact. */
static void
test_own_file (Fixture *fixture, gconstpointer data)
{
  load (fixture, SHIPPED,
        "{\"prices\":[{" ORIGIN ",\"model\":\"big*\",\"input\":0,\"output\":0},"
        "{" ORIGIN ",\"model\":\"mine\",\"input\":7,\"output\":7},"
        "{\"origin\":\"http://localhost:8000\",\"model\":\"*\",\"input\":3,\"output\":3}]}");
  g_assert_cmpuint (g_strv_length (fixture->notices), ==, 0);
  g_assert_cmpint (cost_of (fixture, fixture->remote, "big", words), ==, 0);
  g_assert_cmpint (cost_of (fixture, fixture->remote, "mine", words), ==, 7700);
  g_assert_cmpint (
      cost_of (fixture, fixture->remote, "painter", (EaselUsage) { .output_tokens = 10 }), ==, 400);
}

static void
test_local_is_free (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselProviderConfig) local = easel_provider_config_new (
      "local", "Local", EASEL_PROVIDER_COMPATIBLE, "http://localhost:8000/v1");
  g_autoptr (EaselProviderConfig) demo = easel_provider_config_new ("demo", "Demo",
                                                                    EASEL_PROVIDER_DEMO, NULL);

  g_assert_cmpint (cost_of (fixture, local, "any", words), ==, 0);
  g_assert_cmpint (cost_of (fixture, demo, "demo", (EaselUsage) { .images = 1 }), ==, 0);

  /* A gateway on this machine may lead to one that is not. */
  load (fixture, SHIPPED,
        "{\"prices\":[{\"origin\":\"http://localhost:8000\",\"model\":\"*\",\"input\":3,"
        "\"output\":3}]}");
  g_assert_cmpint (cost_of (fixture, local, "any", words), ==, 3300);
}

static void
test_cost (Fixture *fixture, gconstpointer data)
{
  const EaselPrice *painter = easel_price_list_find (fixture->prices, fixture->remote, "painter");
  const EaselPrice *stamp = easel_price_list_find (fixture->prices, fixture->remote, "stamp");
  const EaselUsage drawn = { .input_tokens = 100, .output_tokens = 1000, .images = 1 };
  const EaselUsage picture = { .images = 2 };
  const EaselUsage nothing = EASEL_USAGE_NONE;

  g_assert_cmpint (easel_price_cost (painter, &drawn, FALSE), ==, 40500);
  g_assert_cmpint (easel_price_cost (painter, &drawn, TRUE), ==, 40800);
  /* Which of its two prices it was, nobody said. */
  g_assert_cmpint (easel_price_cost (painter, &picture, FALSE), ==, EASEL_PRICE_UNKNOWN);
  g_assert_cmpint (easel_price_cost (stamp, &picture, FALSE), ==, 80000);
  g_assert_cmpint (easel_price_cost (stamp, &drawn, FALSE), ==, EASEL_PRICE_UNKNOWN);
  g_assert_cmpint (easel_price_cost (painter, &nothing, FALSE), ==, EASEL_PRICE_UNKNOWN);
  g_assert_cmpint (easel_price_cost (NULL, &drawn, FALSE), ==, EASEL_PRICE_UNKNOWN);

  g_assert_cmpint (easel_price_get_picture_limit (painter), ==, 200000);
  g_assert_cmpint (easel_price_get_picture_limit (stamp), ==, 40000);
  g_assert_cmpint (easel_price_get_picture_limit (NULL), ==, EASEL_PRICE_UNKNOWN);
}

/* A file that is half right is not used at all, and the other is. */
static void
test_bad_files (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *file;
    const char *words;
  } bad[] = {
    { "{\"prices\":", "own.json" },
    { "{}", "prices" },
    { "[]", "prices" },
    { "{\"prices\":[7]}", "prices" },
    { "{\"currency\":\"EUR\",\"prices\":[]}", "EUR" },
    { "{\"prices\":[{" ORIGIN ",\"model\":\"big\",\"input\":0},{" ORIGIN "}]}", "Price 2" },
    { "{\"prices\":[{\"model\":\"big\"}]}", "origin" },
    { "{\"prices\":[{\"origin\":\"nowhere\",\"model\":\"big\"}]}", "nowhere" },
    { "{\"prices\":[{" ORIGIN ",\"model\":\"b*g\"}]}", "b*g" },
    { "{\"prices\":[{" ORIGIN ",\"model\":\"big\",\"input\":\"2\"}]}", "input" },
    { "{\"prices\":[{" ORIGIN ",\"model\":\"big\",\"output\":-2}]}", "output" },
    { "{\"prices\":[{" ORIGIN ",\"model\":\"big\",\"pictures\":{}}]}", "pictures" },
    { "{\"prices\":[{" ORIGIN ",\"model\":\"big\",\"pictures\":[{}]}]}", "price" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      load (fixture, SHIPPED, bad[i].file);
      g_assert_cmpuint (g_strv_length (fixture->notices), ==, 1);
      g_test_message ("%s", fixture->notices[0]);
      g_assert_nonnull (strstr (fixture->notices[0], bad[i].words));
      g_assert_cmpint (cost_of (fixture, fixture->remote, "big", words), ==, 3000);
    }
}

/* The file that is shipped can be read, and says when and where each price was found. */
static void
test_shipped_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("EASEL_DATA_DIR"), "prices.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonArray *prices;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  load (fixture, text, NULL);
  g_assert_cmpuint (g_strv_length (fixture->notices), ==, 0);

  node = json_from_string (text, NULL);
  prices = json_object_get_array_member (json_node_get_object (node), "prices");
  for (guint i = 0; i < json_array_get_length (prices); i++)
    {
      JsonObject *price = json_array_get_object_element (prices, i);
      g_autoptr (GDateTime) date = NULL;
      g_autofree char *time = g_strconcat (json_object_get_string_member (price, "date"),
                                           "T00:00:00Z", NULL);

      date = g_date_time_new_from_iso8601 (time, NULL);
      g_assert_nonnull (date);
      g_assert_cmpuint (strlen (json_object_get_string_member (price, "source")), >, 10);
    }
}

static void
test_format (void)
{
  static const struct
  {
    gint64 micros;
    const char *text;
  } cases[] = { { 0, "$0.00" },        { 99, "less than $0.0001" }, { 100, "$0.0001" },
                { 3120, "$0.0031" },   { 10000, "$0.01" },          { 1200000, "$1.20" },
                { 12345678, "$12.35" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = easel_price_format (cases[i].micros);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Estimates -------------------------------------------------------------------------------- */

static void
assert_text (const EaselEstimate *estimate, const char *expected)
{
  g_autofree char *text = easel_estimate_to_text (estimate);

  g_assert_cmpstr (text, ==, expected);
}

/* Its prompt has 36 characters, and its schema as many as it has. */
static EaselAnalyzer *
make_analyzer (void)
{
  g_autoptr (JsonNode) json = json_from_string (
      "{\"name\":\"hat\",\"title\":\"Hat\",\"description\":\"A hat\",\"icon\":\"hat-symbolic\","
      "\"revision\":1,\"entity\":\"accessories\",\"prompt\":\"Look at the hat and say what it "
      "is.\",\"schema\":{\"type\":\"object\",\"properties\":{\"suggested_name\":{\"type\":"
      "\"string\",\"description\":\"Its name\"}},\"required\":[\"suggested_name\"],"
      "\"additionalProperties\":false}}",
      NULL);
  g_autoptr (GError) error = NULL;
  EaselAnalyzer *analyzer = easel_analyzer_new_from_json (json, "hat.json", &error);

  g_assert_no_error (error);
  return analyzer;
}

static void
test_estimate_analysis (Fixture *fixture, gconstpointer data)
{
  const EaselPrice *price = easel_price_list_find (fixture->prices, fixture->remote, "big");
  g_autoptr (GPtrArray) analyzers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (EaselEstimate) known = NULL;
  g_autoptr (EaselEstimate) small = NULL;
  g_autoptr (EaselEstimate) unknown = NULL;
  g_autofree char *date = NULL;

  g_ptr_array_add (analyzers, make_analyzer ());
  g_ptr_array_add (analyzers, make_analyzer ());
  known = easel_estimate_new_for_analysis (price, analyzers, 3, 1024);
  g_assert_cmpuint (known->calls, ==, 6);
  g_assert_cmpuint (known->pictures, ==, 0);
  g_assert_cmpint (known->input_tokens, >, 6 * 1024);
  g_assert_cmpint (known->input_tokens, <, 6 * 1100);
  g_assert_cmpint (known->cost_micros, ==, 2 * known->input_tokens + 10 * known->output_tokens);
  g_assert_false (known->at_most);
  date = easel_estimate_describe_date (known);
  g_assert_cmpstr (date, ==, "Prices of 1 March 2026");

  /* Smaller pictures are fewer tokens. */
  small = easel_estimate_new_for_analysis (price, analyzers, 3, 512);
  g_assert_cmpint (small->input_tokens, ==, known->input_tokens - 6 * 768);

  unknown = easel_estimate_new_for_analysis (NULL, analyzers, 1, 1024);
  g_assert_cmpuint (unknown->calls, ==, 2);
  g_assert_cmpint (unknown->cost_micros, ==, EASEL_PRICE_UNKNOWN);
  g_assert_null (easel_estimate_describe_date (unknown));
}

/* In a batch only part of the price is paid, where the provider says so. */
static void
test_in_batch (void)
{
  g_autoptr (JsonNode) half = json_from_string (
      "{\"origin\":\"https://example.org\",\"model\":\"m\","
      "\"input\":2,\"output\":8,\"batch\":0.5}",
      NULL);
  g_autoptr (JsonNode) wrong = json_from_string (
      "{\"origin\":\"https://example.org\",\"model\":\"m\",\"batch\":\"half\"}", NULL);
  g_autoptr (EaselPrice) price = easel_price_new_from_json (half, NULL);
  g_autoptr (EaselPrice) unsaid = easel_price_new_free ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (easel_price_in_batch (price, 1001), ==, 501);
  g_assert_cmpint (easel_price_in_batch (price, EASEL_PRICE_UNKNOWN), ==, EASEL_PRICE_UNKNOWN);
  g_assert_cmpint (easel_price_in_batch (unsaid, 0), ==, 0);
  g_assert_cmpint (easel_price_in_batch (unsaid, 10), ==, EASEL_PRICE_UNKNOWN);
  g_assert_cmpint (easel_price_in_batch (NULL, 10), ==, EASEL_PRICE_UNKNOWN);
  g_assert_null (easel_price_new_from_json (wrong, &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PRICES);
}

static EaselGenerator *
read_generator (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".json", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("EASEL_DATA_DIR"), "generators", file, NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GError) error = NULL;
  EaselGenerator *generator;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  json = json_from_string (text, &error);
  g_assert_no_error (error);
  generator = easel_generator_new_from_json (json, file, &error);
  g_assert_no_error (error);
  return generator;
}

static EaselRecipe *
read_recipe (const char *text)
{
  g_autoptr (GError) error = NULL;
  EaselRecipe *recipe = easel_recipe_new_from_text (text, &error);

  g_assert_no_error (error);
  return recipe;
}

static void
test_estimate_recipe (Fixture *fixture, gconstpointer data)
{
  const EaselPrice *painter = easel_price_list_find (fixture->prices, fixture->remote, "painter");
  const EaselPrice *stamp = easel_price_list_find (fixture->prices, fixture->remote, "stamp");
  const EaselPrice *big = easel_price_list_find (fixture->prices, fixture->remote, "big");
  g_autoptr (EaselGenerator) modular = read_generator ("modular");
  g_autoptr (EaselGenerator) ideas = read_generator ("outfit-ideas");
  g_autoptr (EaselRecipe) alone = read_recipe (
      "{\"generator\":\"modular\",\"subject\":{\"text\":\"a lighthouse\"},\"prompt\":\"Sixteen "
      "letters\"}");
  g_autoptr (EaselRecipe) shown = read_recipe (
      "{\"generator\":\"modular\",\"subject\":{\"picture\":\"0190a8f0-0000-7000-8000-"
      "000000000001\"},\"prompt\":\"Sixteen letters\"}");
  g_autoptr (EaselRecipe) wish = read_recipe (
      "{\"generator\":\"outfit-ideas\",\"text\":\"for a walk in the rain\"}");
  g_autoptr (EaselEstimate) limit = easel_estimate_new_for_recipe (painter, modular, alone, 4,
                                                                   1024);
  g_autoptr (EaselEstimate) edit = easel_estimate_new_for_recipe (painter, modular, shown, 1, 1024);
  g_autoptr (EaselEstimate) flat = easel_estimate_new_for_recipe (stamp, modular, alone, 3, 1024);
  g_autoptr (EaselEstimate) by_tokens = easel_estimate_new_for_recipe (big, modular, alone, 1,
                                                                       1024);
  g_autoptr (EaselEstimate) thought = easel_estimate_new_for_recipe (big, ideas, wish, 2, 1024);

  /* Four pictures at $0.20 at most; with each four tokens at $5 for a million, and two unfinished
   * ones of a hundred tokens at $40. */
  g_assert_cmpuint (limit->calls, ==, 4);
  g_assert_cmpint (limit->output_tokens, ==, 4 * 2 * 100);
  g_assert_cmpint (limit->cost_micros, ==, 4 * (200000 + 4 * 5 + 2 * 100 * 40));
  assert_text (limit, "4 calls, about 820 tokens, 4 pictures, up to $0.83");
  /* The picture that goes along is read as tokens of a picture. */
  g_assert_cmpint (edit->cost_micros, ==, 200000 + (4 + 1024) * 8 + 2 * 100 * 40);
  assert_text (edit, "1 call, about 1200 tokens, 1 picture, up to $0.22");
  /* Unfinished ones are not asked for where nobody says what tokens cost. */
  g_assert_cmpint (flat->cost_micros, ==, 120000);
  assert_text (flat, "3 calls, about 12 tokens, 3 pictures, about $0.12");
  /* How many tokens a picture will be, nobody can say. */
  g_assert_cmpint (by_tokens->cost_micros, ==, EASEL_PRICE_UNKNOWN);
  assert_text (by_tokens, "1 call, about 200 tokens, 1 picture, price not known");

  g_assert_cmpuint (thought->calls, ==, 2);
  g_assert_cmpuint (thought->pictures, ==, 0);
  g_assert_cmpint (thought->cost_micros, ==,
                   2 * thought->input_tokens + 10 * thought->output_tokens);
}

static void
test_estimate_story (Fixture *fixture, gconstpointer data)
{
  const EaselPrice *big = easel_price_list_find (fixture->prices, fixture->remote, "big");
  const EaselPrice *stamp = easel_price_list_find (fixture->prices, fixture->remote, "stamp");
  g_autoptr (EaselPrice) gift = easel_price_new_free ();
  g_autoptr (EaselStoryParams) params = easel_story_params_new ();
  g_autoptr (EaselStoryParams) scene = easel_story_params_new_for_scene (EASEL_STORY_ILLUSTRATE,
                                                                         "story", 2, NULL);
  g_autoptr (EaselEstimate) whole = NULL;
  g_autoptr (EaselEstimate) plain = NULL;
  g_autoptr (EaselEstimate) half_known = NULL;
  g_autoptr (EaselEstimate) drawn = NULL;
  g_autoptr (EaselEstimate) free_of_charge = NULL;

  params->scenes = 3;
  params->illustrations = 10;
  whole = easel_estimate_new_for_story (big, stamp, params, 1024);
  /* A plan, three scenes, and no more illustrations than scenes. */
  g_assert_cmpuint (whole->calls, ==, 1 + 3 + 3);
  g_assert_cmpuint (whole->pictures, ==, 3);
  g_assert_cmpint (whole->output_tokens, ==, 150 + 3 * 130 + 3 * 600);
  g_assert_cmpint (whole->cost_micros, ==,
                   2 * (1200 + 3 * 1000) + 10 * whole->output_tokens + 3 * 40000);

  /* One side that is not known makes all of it unknown; without pictures nobody paints. */
  half_known = easel_estimate_new_for_story (big, NULL, params, 1024);
  g_assert_cmpint (half_known->cost_micros, ==, EASEL_PRICE_UNKNOWN);
  params->illustrations = 0;
  plain = easel_estimate_new_for_story (big, NULL, params, 1024);
  g_assert_cmpuint (plain->calls, ==, 4);
  g_assert_cmpint (plain->cost_micros, >, 0);

  drawn = easel_estimate_new_for_story (NULL, stamp, scene, 1024);
  g_assert_cmpuint (drawn->calls, ==, 1);
  g_assert_cmpint (drawn->cost_micros, ==, 40000);

  free_of_charge = easel_estimate_new_for_story (gift, gift, params, 1024);
  assert_text (free_of_charge, "4 calls, about 6500 tokens, free of charge");
}

static void
test_estimate_merge (Fixture *fixture, gconstpointer data)
{
  const EaselPrice *big = easel_price_list_find (fixture->prices, fixture->remote, "big");
  g_autoptr (EaselEstimate) estimate = easel_estimate_new_for_merge (big);
  g_autoptr (JsonNode) node = easel_estimate_to_json (estimate);
  JsonObject *object = json_node_get_object (node);

  g_assert_cmpuint (estimate->calls, ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "calls"), ==, 1);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "cost"),
                                  (double) estimate->cost_micros / 1e6, 1e-9);
  g_assert_cmpstr (json_object_get_string_member (object, "date"), ==, "2026-03-01");
  assert_text (estimate, json_object_get_string_member (object, "text"));
}

#define ADD(name, func) g_test_add ("/price/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("find", test_find);
  ADD ("own-file", test_own_file);
  ADD ("local-is-free", test_local_is_free);
  ADD ("cost", test_cost);
  ADD ("bad-files", test_bad_files);
  ADD ("shipped-file", test_shipped_file);
  g_test_add_func ("/price/format", test_format);
  ADD ("estimate-analysis", test_estimate_analysis);
  g_test_add_func ("/price/in-batch", test_in_batch);
  ADD ("estimate-recipe", test_estimate_recipe);
  ADD ("estimate-story", test_estimate_story);
  ADD ("estimate-merge", test_estimate_merge);

  return g_test_run ();
}
