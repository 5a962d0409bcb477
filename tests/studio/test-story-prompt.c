/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-llm-error.h"
#include "easel-story-catalog.h"
#include "easel-story-prompt.h"
#include "easel-studio-error.h"

#include <glib/gstdio.h>
#include <string.h>

/* What models are told, word for word: see tests/data/stories/README.md. */

#define CHARACTER                                                                                  \
  "Smiling Curly-Haired Pilot\n- Age: about 35 to 45\n- Hair description: short brown curls"
#define FIRST_TEXT                                                                                 \
  "The sand was still warm. She had come to look for the wheel she had lost, and found a lamp. "   \
  "It burned in a tower no taller than her knee.\n\nThe tide was coming. “Not you as well,” she "  \
  "said, and took it up."
#define SECOND_TEXT "It was heavier after ten steps. After twenty it was taller than she was."

static char *
build_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "stories", name, NULL);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

/* @folder: (nullable): besides the one that ships */
static EaselStoryCatalog *
load (const char *folder, GStrv *notices)
{
  g_autofree char *shipped = g_build_filename (g_getenv ("EASEL_DATA_DIR"), "story", NULL);
  const char *const folders[] = { shipped, folder, NULL };
  EaselStoryCatalog *catalog = easel_story_catalog_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  easel_data_catalog_load_async (EASEL_DATA_CATALOG (catalog), folders, NULL, on_loaded, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  easel_data_catalog_load_finish (EASEL_DATA_CATALOG (catalog), result, notices, &error);
  g_assert_no_error (error);
  return catalog;
}

static EaselStoryTemplate *
lookup (EaselStoryCatalog *catalog, const char *name)
{
  g_autoptr (GError) error = NULL;
  EaselStoryTemplate *template = easel_story_catalog_lookup (catalog, name, &error);

  g_assert_no_error (error);
  return template;
}

static EaselStoryOutline *
read_outline (void)
{
  g_autofree char *path = build_path ("outline.json");
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;
  EaselStoryOutline *outline;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  outline = easel_story_outline_from_json (node, &error);
  g_assert_no_error (error);
  return outline;
}

static EaselStoryParams *
make_params (void)
{
  EaselStoryParams *params = easel_story_params_new ();

  params->character = g_strdup ("a pilot");
  params->theme = g_strdup ("a lighthouse made of paper");
  params->scenes = 3;
  params->illustrations = 2;
  return params;
}

/* All there is to wish for. */
static EaselStoryParams *
make_full_params (const char *kind, const char *perspective)
{
  EaselStoryParams *params = make_params ();

  params->audience = g_strdup ("children of eight to ten");
  params->prose_style = g_strdup ("dry, short sentences");
  g_set_str (&params->kind, kind);
  g_set_str (&params->perspective, perspective);
  return params;
}

/* Golden prompts -------------------------------------------------------------------------- */

static void
compare (EaselPrompt *prompt, const char *name)
{
  GPtrArray *parts = easel_prompt_get_parts (prompt);
  JsonNode *schema = easel_prompt_get_schema (prompt);
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *path = build_path (name);
  g_autofree char *golden = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < parts->len; i++)
    {
      const EaselPromptPart *part = g_ptr_array_index (parts, i);

      g_string_append_printf (told, "[%s]\n%s\n\n",
                              part->role == EASEL_PROMPT_ROLE_USER ? "user" : "assistant",
                              part->text);
    }
  if (schema != NULL)
    {
      g_autofree char *text = json_to_string (schema, TRUE);

      g_string_append_printf (told, "[schema %s]\n%s\n", easel_prompt_get_schema_name (prompt),
                              text);
    }
  if (g_getenv ("EASEL_WRITE_PROMPTS") != NULL)
    g_file_set_contents (path, told->str, -1, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &golden, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (told->str, ==, golden);
}

static void
test_plan (void)
{
  g_autoptr (EaselStoryCatalog) catalog = load (NULL, NULL);
  EaselStoryTemplate *plan = lookup (catalog, EASEL_STORY_PLAN);
  g_autoptr (EaselStoryParams) plain = make_params ();
  g_autoptr (EaselStoryParams) full = make_full_params ("transformation", "first");
  g_autoptr (EaselStoryParams) outfit = make_full_params ("outfit", "omniscient");
  g_autoptr (GPtrArray) rounds = g_ptr_array_new_with_free_func (easel_story_round_free);
  g_autoptr (EaselStoryOutline) outline = read_outline ();
  g_autoptr (JsonNode) json = easel_story_outline_to_json (outline);
  g_autoptr (EaselPrompt) plain_prompt = NULL;
  g_autoptr (EaselPrompt) full_prompt = NULL;
  g_autoptr (EaselPrompt) revised_prompt = NULL;

  plain_prompt = easel_story_plan_prompt_new (plan, plain, "a pilot", rounds);
  compare (plain_prompt, "plan.txt");
  full_prompt = easel_story_plan_prompt_new (plan, full, CHARACTER, rounds);
  compare (full_prompt, "plan-transformation.txt");
  g_ptr_array_add (rounds, easel_story_round_new (json, "Let the ship come first."));
  revised_prompt = easel_story_plan_prompt_new (plan, outfit, CHARACTER, rounds);
  compare (revised_prompt, "plan-outfit-revised.txt");
}

static void
test_scene (void)
{
  g_autoptr (EaselStoryCatalog) catalog = load (NULL, NULL);
  EaselStoryTemplate *scene = lookup (catalog, EASEL_STORY_SCENE);
  g_autoptr (EaselStoryParams) plain = make_params ();
  g_autoptr (EaselStoryParams) full = make_full_params ("outfit", "second");
  g_autoptr (EaselStoryOutline) outline = read_outline ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  EaselStorySceneRequest request = {
    .params = plain, .character = "a pilot", .outline = outline, .texts = texts, .number = 1
  };
  g_autoptr (EaselPrompt) first = easel_story_scene_prompt_new (scene, &request);
  g_autoptr (EaselPrompt) last = NULL;
  g_autoptr (EaselPrompt) again = NULL;

  compare (first, "scene-first.txt");

  g_ptr_array_add (texts, (char *) FIRST_TEXT);
  g_ptr_array_add (texts, (char *) SECOND_TEXT);
  request.params = full;
  request.character = CHARACTER;
  request.number = 3;
  last = easel_story_scene_prompt_new (scene, &request);
  compare (last, "scene-last.txt");

  g_ptr_array_add (texts, (char *) "The ship turned.");
  request.number = 2;
  request.comment = "Let it rain.";
  again = easel_story_scene_prompt_new (scene, &request);
  compare (again, "scene-again.txt");
}

/* Of a long story each prompt carries the ends, not all of it. */
static void
test_long_story (void)
{
  g_autoptr (EaselStoryCatalog) catalog = load (NULL, NULL);
  g_autoptr (EaselStoryParams) params = make_params ();
  g_autoptr (EaselStoryOutline) outline = read_outline ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new ("The very beginning. ");
  EaselStorySceneRequest request = { .params = params, .outline = outline, .texts = texts };
  g_autoptr (EaselPrompt) prompt = NULL;
  const EaselPromptPart *part;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, "Dünen über Dünen %u. ", i);
  g_ptr_array_add (texts, g_strdup_printf ("%sEnd of one.", text->str));
  g_ptr_array_add (texts, g_strdup_printf ("%sEnd of two.", text->str));
  request.number = 3;
  prompt = easel_story_scene_prompt_new (lookup (catalog, EASEL_STORY_SCENE), &request);
  part = g_ptr_array_index (easel_prompt_get_parts (prompt), 0);

  g_assert_true (g_utf8_validate (part->text, -1, NULL));
  g_assert_nonnull (strstr (part->text, "[1] … Dünen über Dünen 19"));
  g_assert_nonnull (strstr (part->text, "End of one."));
  g_assert_nonnull (strstr (part->text, "End of two."));
  g_assert_null (strstr (part->text, "The very beginning."));
  g_assert_cmpint (g_utf8_strlen (part->text, -1), <, 6000);
}

/* What models add around a text ----------------------------------------------------------- */

static void
test_tidy (void)
{
  static const struct
  {
    const char *text;
    const char *tidied;
  } samples[] = {
    { "  The sea.\n", "The sea." },
    { "# Low Tide\n\nThe sea.", "The sea." },
    { "**Scene 1: Low tide**\n\nThe sea.\n\nThe end.", "The sea.\n\nThe end." },
    { "Low Tide\nThe sea.", "The sea." },
    { "Low tide, and nobody there.\n\nThe sea.", "Low tide, and nobody there.\n\nThe sea." },
    { "She had never seen the sea at low tide\nand was afraid.",
      "She had never seen the sea at low tide\nand was afraid." },
    { "Low Tide", "Low Tide" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *tidied = easel_story_tidy_text (samples[i].text, "Low Tide");

      g_assert_cmpstr (tidied, ==, samples[i].tidied);
    }
}

/* Files ----------------------------------------------------------------------------------- */

static void
assert_refused (const char *json, const char *words)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (EaselStoryTemplate) template = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (node);
  template = easel_story_template_new_from_json (node, "own.json", &error);
  g_assert_null (template);
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_STORY_FILE);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, "own.json"));
  g_assert_nonnull (strstr (error->message, words));
}

#define FILE_WITH(members)                                                                         \
  "{\"name\":\"plan\",\"title\":\"T\",\"description\":\"D\",\"icon\":\"i\",\"revision\":1" members \
  "}"

static void
test_bad_files (void)
{
  assert_refused ("[]", "not a JSON object");
  assert_refused (FILE_WITH (""), "“prompt”");
  assert_refused (FILE_WITH (",\"prompt\":\"one\""), "“prompt”");
  assert_refused (FILE_WITH (",\"prompt\":[\"{theme} {weather}\"]"), "“{weather}”");
  assert_refused (FILE_WITH (",\"prompt\":[\"a\"],\"words\":[]"), "“words”");
  assert_refused (FILE_WITH (",\"prompt\":[\"a\"],\"words\":{\"kind\":1}"), "“kind”");
  assert_refused (FILE_WITH (",\"prompt\":[\"a\"],\"schema\":1"), "“schema”");
  assert_refused (FILE_WITH (",\"prompt\":[\"a\"],\"schema\":{\"type\":\"date\"}"), "");
}

/* The person's own file takes the place of the one that ships. One that cannot work is told of. */
static void
test_own_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("easel-story-XXXXXX", NULL);
  g_autofree char *plan = g_build_filename (folder, "plan.json", NULL);
  g_autofree char *scene = g_build_filename (folder, "scene.json", NULL);
  g_autoptr (EaselStoryCatalog) shipped = load (NULL, NULL);
  g_autoptr (EaselStoryCatalog) catalog = NULL;
  g_auto (GStrv) notices = NULL;
  g_autoptr (GError) error = NULL;
  const EaselStoryPlace places[] = { { "theme", "rain" } };
  g_autofree char *filled = NULL;

  g_file_set_contents (plan,
                       "{\"name\":\"plan\",\"title\":\"T\",\"description\":\"D\",\"icon\":\"i\","
                       "\"revision\":1,\"prompt\":[\"No schema\"]}",
                       -1, &error);
  g_assert_no_error (error);
  g_file_set_contents (
      scene,
      "{\"name\":\"scene\",\"title\":\"T\",\"description\":\"D\",\"icon\":\"i\","
      "\"revision\":1,\"prompt\":[\"About {theme}, {not a place}\",\"{comment}\"]}",
      -1, &error);
  g_assert_no_error (error);

  catalog = load (folder, &notices);
  g_assert_cmpuint (g_strv_length (notices), ==, 1);
  g_assert_nonnull (strstr (notices[0], "“scenes”"));
  g_assert_null (easel_story_catalog_lookup (catalog, EASEL_STORY_PLAN, &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_STORY_FILE);
  filled = easel_story_template_fill (lookup (catalog, EASEL_STORY_SCENE), places, 1);
  g_assert_cmpstr (filled, ==, "About rain, {not a place}");
  g_assert_cmpstr (easel_story_template_get_revision (lookup (catalog, EASEL_STORY_SCENE)), !=,
                   easel_story_template_get_revision (lookup (shipped, EASEL_STORY_SCENE)));

  g_assert_cmpint (g_remove (plan), ==, 0);
  g_assert_cmpint (g_remove (scene), ==, 0);
  g_assert_cmpint (g_remove (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/story-prompt/plan", test_plan);
  g_test_add_func ("/story-prompt/scene", test_scene);
  g_test_add_func ("/story-prompt/long-story", test_long_story);
  g_test_add_func ("/story-prompt/tidy", test_tidy);
  g_test_add_func ("/story-prompt/bad-files", test_bad_files);
  g_test_add_func ("/story-prompt/own-files", test_own_files);

  return g_test_run ();
}
