/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in a form, without a window. */

#include "easel-create-form.h"
#include "recipe-scene.h"

#define SUBJECT "\"subject\":{\"picture\":\"portrait\"}"
#define RECIPE(generator, parts)                                                                   \
  "{\"generator\":\"" generator "\"," SUBJECT ",\"parts\":[" parts "],\"options\":{},\"seed\":-1}"
#define WEAR(what) "{\"slot\":\"clothing\",\"entity\":\"" what "\"}"

static EaselCreateForm *
make_form (RecipeScene *scene, const char *generator)
{
  g_autoptr (GError) error = NULL;
  EaselGenerator *found = easel_generator_catalog_lookup (scene->catalog, generator, &error);

  g_assert_no_error (error);
  return easel_create_form_new (found, easel_generator_catalog_get_categories (scene->catalog));
}

static EaselCreateForm *
fill_form (RecipeScene *scene, const char *text)
{
  g_autoptr (EaselRecipe) recipe = recipe_scene_read (text);
  EaselCreateForm *form = make_form (scene, easel_recipe_get_generator (recipe));

  easel_create_form_set_recipe (form, recipe);
  return form;
}

static void
learn (EaselCreateForm *form, RecipeScene *scene)
{
  easel_create_form_take_entities (form, easel_create_form_get_recipe (form), scene->entities);
}

static void
assert_says (EaselCreateForm *form, const char *text)
{
  g_autofree char *said = easel_recipe_to_text (easel_create_form_get_recipe (form));

  g_assert_cmpstr (said, ==, text);
}

/* @words: (nullable): %NULL when nothing is wrong there */
static void
assert_problem (EaselCreateForm *form, const char *slot, const char *words)
{
  g_autofree char *problem = easel_create_form_describe_problem (form, slot);

  if (words == NULL)
    g_assert_cmpstr (problem, ==, NULL);
  else if (problem == NULL || strstr (problem, words) == NULL)
    g_error ("“%s” is not in “%s”", words, problem != NULL ? problem : "");
}

/* Every recipe of the golden prompts goes in and comes out as it was, also when it is put together
 * piece by piece. */
static void
test_identity (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "prompts", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (EaselRecipe) recipe = NULL;
      g_autofree char *normal = NULL;
      g_autoptr (EaselCreateForm) form = NULL;

      if (!g_str_has_suffix (name, ".json") || g_str_equal (name, "entities.json"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      recipe = recipe_scene_read (text);
      normal = easel_recipe_to_text (recipe);
      form = fill_form (scene, text);
      learn (form, scene);
      assert_says (form, normal);
      g_assert_true (easel_create_form_check (form, NULL));
      n++;
    }
  g_assert_cmpuint (n, >=, 12);
}

static void
put_part (EaselCreateForm *form, const EaselRecipePart *part)
{
  easel_create_form_put (form, part->slot, part->source, part->value);
}

static void
test_piece_by_piece (void)
{
  static const char whole[]
      = "{\"generator\":\"style-transfer\",\"subject\":{\"picture\":\"lake\"},\"parts\":["
        "{\"slot\":\"visual_style\",\"entity\":\"dusk\"},{\"slot\":\"art_style\",\"text\":\"ink\"}"
        ",{\"slot\":\"outfit\",\"file\":\"file:///tmp/a.png\"}],\"text\":\"“So”\","
        "\"aspect_ratio\":\"3:4\",\"options\":{\"keep_identity\":false,\"strength\":0.5},"
        "\"prompt\":\"All of it.\",\"seed\":7,\"based_on\":\"result\"}";
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autoptr (EaselRecipe) recipe = recipe_scene_read (whole);
  g_autoptr (EaselCreateForm) form = make_form (scene, "style-transfer");

  put_part (form, easel_recipe_get_subject (recipe));
  for (guint i = 0; i < easel_recipe_get_parts (recipe)->len; i++)
    put_part (form, easel_recipe_get_parts (recipe)->pdata[i]);
  easel_create_form_set_text (form, easel_recipe_get_text (recipe));
  easel_create_form_set_aspect_ratio (form, easel_recipe_get_aspect_ratio (recipe));
  easel_create_form_set_option (form, "strength", g_variant_new_double (0.5));
  easel_create_form_set_option (form, "keep_identity", g_variant_new_boolean (FALSE));
  easel_create_form_set_prompt (form, easel_recipe_get_prompt (recipe));
  easel_create_form_set_seed (form, 7);
  easel_create_form_set_based_on (form, "result");
  assert_says (form, whole);

  /* And empty again. */
  easel_create_form_remove (form, easel_recipe_get_subject (recipe));
  for (guint i = 0; i < easel_recipe_get_parts (recipe)->len; i++)
    easel_create_form_remove (form, easel_recipe_get_parts (recipe)->pdata[i]);
  easel_create_form_set_text (form, "");
  easel_create_form_set_aspect_ratio (form, NULL);
  easel_create_form_set_option (form, "strength", NULL);
  easel_create_form_set_option (form, "keep_identity", NULL);
  easel_create_form_set_prompt (form, NULL);
  easel_create_form_set_seed (form, EASEL_RECIPE_NO_SEED);
  easel_create_form_set_based_on (form, NULL);
  assert_says (form, "{\"generator\":\"style-transfer\",\"parts\":[],\"options\":{},\"seed\":-1}");
}

/* Each slot of every generator can be filled, replaced and emptied. */
static void
test_every_slot (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autoptr (GPtrArray) generators = easel_data_catalog_list (EASEL_DATA_CATALOG (scene->catalog));

  for (guint i = 0; i < generators->len; i++)
    {
      EaselGenerator *generator = generators->pdata[i];
      g_autoptr (EaselCreateForm) form = make_form (scene, easel_generator_get_name (generator));
      g_auto (GStrv) slots = easel_create_form_dup_slots (form);

      g_assert_cmpuint (g_strv_length (slots), ==, easel_generator_get_slots (generator)->len);
      for (guint j = 0; slots[j] != NULL; j++)
        {
          gboolean many = g_str_equal (slots[j], EASEL_SLOT_CLOTHING);
          g_auto (GStrv) kinds = easel_create_form_dup_kinds (form, slots[j]);
          g_autoptr (GPtrArray) parts = NULL;
          g_autoptr (GPtrArray) replaced = NULL;
          g_autoptr (GPtrArray) emptied = NULL;
          const EaselRecipePart *part;

          g_assert_cmpuint (g_strv_length (kinds), >, 0);
          easel_create_form_put (form, slots[j], EASEL_RECIPE_ENTITY, "one");
          easel_create_form_put (form, slots[j], EASEL_RECIPE_ENTITY, "one");
          easel_create_form_put (form, slots[j], EASEL_RECIPE_ENTITY, "two");
          parts = easel_create_form_list_parts (form, slots[j]);
          g_assert_cmpuint (parts->len, ==, many ? 2 : 1);
          part = parts->pdata[parts->len - 1];
          g_assert_cmpstr (part->value, ==, "two");

          easel_create_form_replace (form, part, EASEL_RECIPE_TEXT, "three");
          replaced = easel_create_form_list_parts (form, slots[j]);
          g_assert_cmpuint (replaced->len, ==, many ? 2 : 1);
          part = replaced->pdata[replaced->len - 1];
          g_assert_cmpstr (part->value, ==, "three");
          g_assert_cmpint (part->source, ==, EASEL_RECIPE_TEXT);

          for (guint k = 0; k < replaced->len; k++)
            {
              g_autoptr (GPtrArray) left = easel_create_form_list_parts (form, slots[j]);

              easel_create_form_remove (form, left->pdata[0]);
            }
          emptied = easel_create_form_list_parts (form, slots[j]);
          g_assert_cmpuint (emptied->len, ==, 0);
        }
    }
}

/* Garments are listed as they lie over each other, whatever comes first. */
static void
test_clothing (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autoptr (EaselCreateForm) form = fill_form (
      scene,
      RECIPE ("modular", "{\"slot\":\"clothing\",\"text\":\"a bow tie\"}," WEAR ("boots") "," WEAR (
                             "scarf") "," WEAR ("coat") "," WEAR ("trousers")));
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GString) order = g_string_new (NULL);

  learn (form, scene);
  parts = easel_create_form_list_parts (form, EASEL_SLOT_CLOTHING);
  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (order, "%s ", ((const EaselRecipePart *) parts->pdata[i])->value);
  g_assert_cmpstr (order->str, ==, "trousers coat boots scarf a bow tie ");
}

static void
test_problems (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autoptr (EaselCreateForm) empty = make_form (scene, "outfit");
  g_autoptr (EaselCreateForm) gone = fill_form (
      scene,
      RECIPE ("modular", "{\"slot\":\"makeup\",\"entity\":\"gone\"},{\"slot\":\"hair_style\","
                         "\"entity\":\"bob\"}"));
  g_autoptr (EaselCreateForm) torn = fill_form (
      scene, RECIPE ("modular", WEAR ("boots") "," WEAR ("sneakers")));
  g_autoptr (EaselCreateForm) strange = fill_form (
      scene,
      RECIPE ("outfit", "{\"slot\":\"makeup\",\"text\":\"red\"},{\"slot\":\"socks\",\"text\":"
                        "\"red\"},{\"slot\":\"outfit\",\"text\":\"a suit\"}"));
  g_autoptr (EaselCreateForm) ratio = fill_form (scene, "{\"generator\":\"modular\"," SUBJECT
                                                        ",\"aspect_ratio\":\"7:1\"}");
  g_auto (GStrv) slots = easel_create_form_dup_slots (strange);

  /* Not before the person says to begin. */
  assert_problem (empty, EASEL_SLOT_SUBJECT, NULL);
  assert_problem (empty, NULL, NULL);
  easel_create_form_insist (empty);
  assert_problem (empty, EASEL_SLOT_SUBJECT, "There is no subject");
  assert_problem (empty, NULL, NULL);
  easel_create_form_put (empty, EASEL_SLOT_SUBJECT, EASEL_RECIPE_PICTURE, "portrait");
  assert_problem (empty, EASEL_SLOT_SUBJECT, NULL);
  assert_problem (empty, NULL, "at least 1");

  /* Not before it was looked for. */
  assert_problem (gone, EASEL_SLOT_MAKEUP, NULL);
  learn (gone, scene);
  assert_problem (gone, EASEL_SLOT_MAKEUP, "“Makeup” is no longer in the library");
  assert_problem (gone, EASEL_SLOT_HAIR_STYLE, NULL);
  assert_problem (gone, EASEL_SLOT_SUBJECT, NULL);
  assert_problem (gone, NULL, NULL);
  g_assert_false (easel_create_form_check (gone, NULL));

  learn (torn, scene);
  assert_problem (torn, EASEL_SLOT_CLOTHING, "“Footwear”");
  assert_problem (torn, NULL, NULL);

  assert_problem (strange, EASEL_SLOT_MAKEUP, "no place for “Makeup”");
  assert_problem (strange, "socks", "no slot “socks”");
  assert_problem (strange, EASEL_SLOT_OUTFIT, NULL);
  g_assert_true (g_strv_contains ((const char *const *) slots, EASEL_SLOT_MAKEUP));
  g_assert_true (g_strv_contains ((const char *const *) slots, "socks"));

  assert_problem (ratio, EASEL_SLOT_SUBJECT, NULL);
  assert_problem (ratio, NULL, "7:1");
}

static void
test_finding_a_slot (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autoptr (EaselCreateForm) modular = make_form (scene, "modular");
  g_autoptr (EaselCreateForm) item = make_form (scene, "preview-item");

  g_assert_cmpstr (easel_create_form_find_slot (modular, "picture"), ==, "subject");
  g_assert_cmpstr (easel_create_form_find_slot (modular, "character"), ==, "subject");
  g_assert_cmpstr (easel_create_form_find_slot (modular, "clothing_item"), ==, "clothing");
  g_assert_cmpstr (easel_create_form_find_slot (modular, "hair_color"), ==, "hair_color");
  g_assert_cmpstr (easel_create_form_find_slot (modular, "story"), ==, NULL);
  g_assert_cmpstr (easel_create_form_find_slot (item, "clothing_item"), ==, "subject");
  g_assert_cmpstr (easel_create_form_find_slot (item, "makeup"), ==, NULL);
}

static void
on_changed (EaselCreateForm *form, guint *n)
{
  (*n)++;
}

static void
test_signal (void)
{
  g_autoptr (RecipeScene) scene = recipe_scene_new ();
  g_autoptr (EaselCreateForm) form = make_form (scene, "modular");
  guint n = 0;

  g_signal_connect (form, "changed", G_CALLBACK (on_changed), &n);
  easel_create_form_set_text (form, "by the sea");
  g_assert_cmpuint (n, ==, 1);
  easel_create_form_set_text (form, "by the sea");
  g_assert_cmpuint (n, ==, 1);
  easel_create_form_set_variations (form, 4);
  g_assert_cmpuint (n, ==, 2);
  easel_create_form_set_variations (form, 99);
  g_assert_cmpuint (easel_create_form_get_variations (form), ==, 10);
  easel_create_form_set_variations (form, 0);
  g_assert_cmpuint (easel_create_form_get_variations (form), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/create-form/identity", test_identity);
  g_test_add_func ("/create-form/piece-by-piece", test_piece_by_piece);
  g_test_add_func ("/create-form/every-slot", test_every_slot);
  g_test_add_func ("/create-form/clothing", test_clothing);
  g_test_add_func ("/create-form/problems", test_problems);
  g_test_add_func ("/create-form/finding-a-slot", test_finding_a_slot);
  g_test_add_func ("/create-form/signal", test_signal);

  return g_test_run ();
}
