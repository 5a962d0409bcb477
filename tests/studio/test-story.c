/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"
#include "easel-library.h"
#include "easel-story.h"
#include "easel-studio-error.h"

#include <string.h>

/* What a story is asked to be, its outline, and what becomes of them in the library. */

/* Params ---------------------------------------------------------------------------------- */

static EaselStoryParams *
read_params (const char *variant, GError **error)
{
  g_autoptr (GVariant) params = g_variant_parse (G_VARIANT_TYPE_VARDICT, variant, NULL, NULL, NULL);
  g_autoptr (EaselStoryParams) read = easel_story_params_new ();
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_assert_nonnull (params);
  g_variant_iter_init (&iter, params);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      g_autoptr (GVariant) owned = value;

      if (!easel_story_params_take (read, name, owned, error))
        return NULL;
    }
  return easel_story_params_check (read, error) ? g_steal_pointer (&read) : NULL;
}

#define PARAMS(more) "{'character': <'a pilot'>, 'theme': <'a lighthouse'>" more "}"

static void
test_params (void)
{
  static const char *const good[] = {
    PARAMS (""),
    PARAMS (", 'scenes': <uint32 3>"),
    PARAMS (", 'scenes': <uint32 10>, 'illustrations': <uint32 10>, 'kind': <'outfit'>"),
    PARAMS (", 'illustrations': <uint32 0>, 'perspective': <'omniscient'>"),
    PARAMS (", 'audience': <'adults'>, 'prose_style': <'noir'>, 'art_style': <'ink'>,"
            " 'stop_after_plan': <true>"),
    "{'action': <'rewrite'>, 'story': <'x'>, 'scene': <uint32 2>, 'comment': <'shorter'>}",
    "{'action': <'illustrate'>, 'story': <'x'>, 'scene': <uint32 1>}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselStoryParams) params = read_params (good[i], &error);
      g_autofree char *json = NULL;
      g_autofree char *again_json = NULL;
      g_autoptr (EaselStoryParams) again = NULL;
      g_autoptr (EaselStoryParams) copy = NULL;

      g_assert_no_error (error);
      json = easel_story_params_to_json (params);
      again = easel_story_params_from_json (json, &error);
      g_assert_no_error (error);
      copy = easel_story_params_copy (again);
      again_json = easel_story_params_to_json (copy);
      g_assert_cmpstr (again_json, ==, json);
    }
}

static void
test_bad_params (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *long_theme = g_strdup_printf ("{'character': <'a pilot'>, 'theme': <'%s'>}",
                                                 long_text);
  const struct
  {
    const char *params;
    const char *words;
  } bad[] = {
    { "{}", "needs a character" },
    { "{'character': <'a pilot'>}", "needs a theme" },
    { "{'character': <'  '>, 'theme': <'x'>}", "needs a character" },
    { "{'character': <'a pilot'>, 'theme': <'\\n'>}", "needs a theme" },
    { PARAMS (", 'scenes': <uint32 2>"), "3 to 10 scenes, not 2" },
    { PARAMS (", 'scenes': <uint32 11>"), "3 to 10 scenes, not 11" },
    { PARAMS (", 'illustrations': <uint32 11>, 'scenes': <uint32 10>"), "at most 10" },
    { PARAMS (", 'illustrations': <uint32 4>, 'scenes': <uint32 3>"), "(4) than scenes (3)" },
    { PARAMS (", 'kind': <'sad'>"), "“sad”" },
    { PARAMS (", 'kind': <''>"), "normal, transformation" },
    { PARAMS (", 'perspective': <'fourth'>"), "“fourth”" },
    { PARAMS (", 'action': <'sing'>"), "“sing”" },
    { PARAMS (", 'scenes': <'three'>"), "“scenes”" },
    { PARAMS (", 'theme': <uint32 3>"), "“theme”" },
    { PARAMS (", 'weather': <'rain'>"), "“weather”" },
    { PARAMS (", 'scene': <uint32 2>"), "“rewrite”" },
    { "{'action': <'rewrite'>, 'scene': <uint32 2>}", "which story" },
    { "{'action': <'illustrate'>, 'story': <'x'>}", "which scene" },
    { long_theme, "“theme” is too long" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_params (bad[i].params, &error));
      g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].words));
    }
}

/* What is on disk may be anything, too. */
static void
test_bad_json (void)
{
  static const char *const bad[] = {
    "",
    "null",
    "[1]",
    "{}",
    "{\"action\":\"write\"}",
    "{\"action\":7}",
    "{\"action\":\"write\",\"character\":[],\"theme\":{}}",
    "{\"action\":\"write\",\"character\":\"a\",\"theme\":\"b\",\"scenes\":-4}",
    "{\"action\":\"rewrite\",\"story\":\"a\",\"scene\":\"b\"}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (easel_story_params_from_json (bad[i], &error));
      g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
    }
}

/* Outline --------------------------------------------------------------------------------- */

#define SCENE(title, illustrated, picture)                                                         \
  "{\"title\":\"" title "\",\"summary\":\"S\",\"illustrated\":" illustrated                        \
  ",\"picture\":\"" picture "\"}"
#define OUTLINE(scenes) "{\"title\":\"The Sea\",\"scenes\":[" scenes "]}"
#define THREE SCENE ("A", "true", "a") "," SCENE ("B", "false", "") "," SCENE ("C", "false", "c")

static EaselStoryOutline *
read_outline (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  g_assert_nonnull (node);
  return easel_story_outline_from_json (node, error);
}

static void
test_outline (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselStoryOutline) outline = read_outline (OUTLINE (THREE), &error);
  g_autoptr (JsonNode) json = NULL;
  g_autofree char *text = NULL;
  g_autofree char *lines = NULL;

  g_assert_no_error (error);
  json = easel_story_outline_to_json (outline);
  text = json_to_string (json, FALSE);
  g_assert_cmpstr (text, ==, OUTLINE (THREE));
  lines = easel_story_outline_to_text (outline);
  g_assert_cmpstr (lines, ==, "1. A: S\n2. B: S\n3. C: S");
  g_assert_null (outline->language);
}

#define IN(language) "{\"title\":\"T\",\"language\":" language ",\"scenes\":[" THREE "]}"

static void
test_outline_language (void)
{
  static const char *const said[] = { IN ("\"ar\""), IN ("\" pt-BR \""), IN ("\"zh-Hant-TW\""),
                                      IN ("\"\""), IN ("null") };
  static const char *const kept[] = { IN ("\"ar\""), IN ("\"pt-BR\""), IN ("\"zh-Hant-TW\""),
                                      "{\"title\":\"T\",\"scenes\":[" THREE "]}",
                                      "{\"title\":\"T\",\"scenes\":[" THREE "]}" };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (EaselStoryOutline) outline = read_outline (said[i], &error);
      g_autoptr (JsonNode) json = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      json = easel_story_outline_to_json (outline);
      text = json_to_string (json, FALSE);
      g_assert_cmpstr (text, ==, kept[i]);
    }
}

static void
test_bad_outline (void)
{
  static const struct
  {
    const char *json;
    const char *words;
  } bad[] = {
    { "[]", "attributes" },
    { "{\"title\":\"T\"}", "“scenes” is missing" },
    { OUTLINE (""), "“scenes” must have at least 3" },
    { OUTLINE (THREE "," THREE "," THREE "," THREE), "“scenes” must not have more than 10" },
    { OUTLINE (THREE ",7"), "“scenes › 4”" },
    { OUTLINE (SCENE ("", "true", "a") "," THREE), "“scenes › 1 › title” must not be empty" },
    { OUTLINE (THREE "," SCENE ("D", "true", " ")), "“scenes › 4 › picture” must not be empty" },
    { OUTLINE (THREE "," SCENE ("D", "1", "d")), "“scenes › 4 › illustrated” must be yes or no" },
    { OUTLINE (THREE ",{\"title\":\"D\"}"), "“scenes › 4 › summary” is missing" },
    { OUTLINE (THREE ",{\"title\":\"D\",\"mood\":1}"), "“scenes › 4 › summary” is missing" },
    { "{\"title\":\" \",\"scenes\":[" THREE "]}", "“title” must not be empty" },
    { IN ("\"Klingon, I think\""), "language" },
    { IN ("\"e\""), "language" },
    { IN ("\"en-\""), "language" },
    { IN ("5"), "“language” must be a text" },
    { "{\"title\":\"T\",\"author\":\"A\",\"scenes\":[" THREE "]}", "“author”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_outline (bad[i].json, &error));
      g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].words));
    }
}

/* Which scenes are illustrated: "101" */
static char *
list_illustrated (const EaselStoryOutline *outline)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < outline->scenes->len; i++)
    {
      const EaselStoryPlannedScene *scene = g_ptr_array_index (outline->scenes, i);

      g_string_append_c (list, scene->illustrated ? '1' : '0');
    }
  return g_string_free (list, FALSE);
}

static void
test_settle (void)
{
  static const struct
  {
    const char *said;
    guint wanted;
    const char *settled;
  } samples[] = {
    { "11111", 2, "11000" }, { "00000", 2, "10100" }, { "00000", 0, "00000" },
    { "11111", 0, "00000" }, { "01000", 3, "11100" }, { "00000", 5, "11111" },
    { "10101", 3, "10101" }, { "00000", 4, "11101" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (EaselStoryOutline) outline = easel_story_outline_new ("T");
      g_autofree char *settled = NULL;

      for (const char *c = samples[i].said; *c != '\0'; c++)
        easel_story_outline_add_scene (outline, "A", "S", *c == '1', "p");
      easel_story_outline_settle (outline, samples[i].wanted);
      settled = list_illustrated (outline);
      g_assert_cmpstr (settled, ==, samples[i].settled);
    }
}

/* The entity ------------------------------------------------------------------------------ */

static EaselEntity *
make_story (const char *character)
{
  g_autoptr (EaselStoryParams) params = easel_story_params_new ();
  g_autoptr (EaselStoryOutline) outline = read_outline (OUTLINE (THREE), NULL);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  params->character = g_strdup (character);
  params->theme = g_strdup ("the sea");
  params->art_style = g_strdup ("ink");
  g_ptr_array_add (texts, (char *) "One.");
  g_ptr_array_add (texts, (char *) "Two.");
  g_ptr_array_add (texts, (char *) "Three.");
  return easel_story_new ("story", params, outline, texts);
}

static void
test_story (void)
{
  g_autofree char *character = easel_id_new ();
  g_autoptr (EaselEntity) story = make_story (character);
  g_autoptr (EaselStoryParams) params = easel_story_dup_params (story);
  g_autoptr (EaselStoryOutline) outline = easel_story_dup_outline (story);
  g_autoptr (JsonNode) json = easel_story_outline_to_json (outline);
  g_autofree char *text = json_to_string (json, FALSE);
  g_autoptr (GPtrArray) texts = easel_story_dup_texts (story);
  g_autoptr (GError) error = NULL;
  EaselStoryScene scene;

  g_assert_cmpstr (easel_entity_get_kind (story), ==, "story");
  g_assert_cmpstr (easel_entity_get_name (story), ==, "The Sea");
  g_assert_cmpstr (text, ==, OUTLINE (THREE));
  g_assert_cmpuint (texts->len, ==, 3);
  g_assert_cmpstr (params->theme, ==, "the sea");
  g_assert_cmpstr (params->character, ==, character);
  g_assert_cmpstr (params->art_style, ==, "ink");
  g_assert_cmpuint (easel_entity_get_references (story)->len, ==, 2);
  g_assert_false (json_object_has_member (easel_entity_get_attributes (story), "character"));

  g_assert_true (easel_story_check (story, &error));
  g_assert_true (easel_story_get_scene (story, 3, &scene, &error));
  g_assert_cmpstr (scene.text, ==, "Three.");
  g_assert_cmpstr (scene.picture_prompt, ==, "c");
  g_assert_null (scene.picture);
  g_assert_false (easel_story_get_scene (story, 4, &scene, &error));
  g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
}

static void
test_replace (void)
{
  g_autoptr (EaselEntity) story = make_story ("a pilot");
  g_autoptr (JsonObject) rewritten = easel_story_replace_text (story, 2, "Other.");
  g_autoptr (JsonObject) illustrated = NULL;
  g_autoptr (GPtrArray) pictures = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GPtrArray) shared = NULL;
  EaselStoryScene scene;
  const EaselEntityPicture *picture;

  /* The story itself is as it was. */
  g_assert_true (easel_story_get_scene (story, 2, &scene, NULL));
  g_assert_cmpstr (scene.text, ==, "Two.");
  easel_entity_set_attributes (story, rewritten);
  g_assert_true (easel_story_get_scene (story, 2, &scene, NULL));
  g_assert_cmpstr (scene.text, ==, "Other.");

  easel_entity_add_picture (story, "cover", "preview");
  illustrated = easel_story_replace_picture (story, 3, "third");
  pictures = easel_story_list_pictures (story, 3, "third");
  g_assert_cmpuint (pictures->len, ==, 2);
  easel_entity_set_attributes (story, illustrated);
  g_assert_true (easel_story_get_scene (story, 3, &scene, NULL));
  g_assert_cmpstr (scene.picture, ==, "third");
  g_assert_true (scene.illustrated);

  again = easel_story_list_pictures (story, 1, "first");
  g_assert_cmpuint (again->len, ==, 3);
  picture = g_ptr_array_index (again, 0);
  g_assert_cmpstr (picture->picture, ==, "first");
  g_assert_cmpstr (picture->role, ==, "illustration");
  picture = g_ptr_array_index (again, 2);
  g_assert_cmpstr (picture->picture, ==, "cover");

  shared = easel_story_list_pictures (story, 1, "third");
  g_assert_cmpuint (shared->len, ==, 2);
}

/* People may write whatever they like into what is theirs. */
static void
test_odd_story (void)
{
  static const char *const attributes[] = {
    "{}",
    "{\"scenes\":7}",
    "{\"scenes\":[]}",
    "{\"scenes\":[7,{\"text\":[]},{\"picture\":1}]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (attributes); i++)
    {
      g_autoptr (EaselEntity) story = easel_entity_new ("s", EASEL_ENTITY_STORY, "Odd");
      g_autoptr (JsonNode) node = json_from_string (attributes[i], NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) texts = NULL;
      g_autoptr (EaselStoryOutline) outline = NULL;

      easel_entity_set_attributes (story, json_node_get_object (node));
      texts = easel_story_dup_texts (story);
      outline = easel_story_dup_outline (story);
      g_assert_cmpuint (texts->len, ==, outline->scenes->len);
      if (texts->len == 0)
        {
          g_assert_false (easel_story_check (story, &error));
          g_assert_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS);
          continue;
        }
      for (guint number = 1; number <= texts->len; number++)
        {
          g_autoptr (JsonObject) changed = easel_story_replace_text (story, number, "T");
          g_autoptr (JsonObject) illustrated = easel_story_replace_picture (story, number, "p");

          g_assert_nonnull (changed);
          g_assert_nonnull (illustrated);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/story/params", test_params);
  g_test_add_func ("/story/bad-params", test_bad_params);
  g_test_add_func ("/story/bad-json", test_bad_json);
  g_test_add_func ("/story/outline", test_outline);
  g_test_add_func ("/story/outline-language", test_outline_language);
  g_test_add_func ("/story/bad-outline", test_bad_outline);
  g_test_add_func ("/story/settle", test_settle);
  g_test_add_func ("/story/entity", test_story);
  g_test_add_func ("/story/replace", test_replace);
  g_test_add_func ("/story/odd", test_odd_story);

  return g_test_run ();
}
