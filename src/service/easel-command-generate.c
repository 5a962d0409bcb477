/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include "easel-recipe-check.h"

#include <glib/gi18n.h>

/* What was typed. */
typedef struct
{
  char *subject; /* (owned) (nullable), as the others */
  char *style;
  char **uses;
  char *text;
  char *aspect_ratio;
  char **options;
  char *prompt;
  char *recipe; /* a file's name */
  char *based_on;
  int variations;
  gint64 seed; /* below 0: not said */
  gboolean show_prompt;
  gboolean dry_run;
  gboolean list;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->subject);
  g_free (options->style);
  g_strfreev (options->uses);
  g_free (options->text);
  g_free (options->aspect_ratio);
  g_strfreev (options->options);
  g_free (options->prompt);
  g_free (options->recipe);
  g_free (options->based_on);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Words into params ------------------------------------------------------------------------ */

/* Whether a file is meant, though there is none. */
static gboolean
looks_like_file (const char *word)
{
  static const char *const ends[] = { ".png", ".jpg", ".jpeg", ".webp", ".gif", ".tiff", ".svg" };
  g_autofree char *lower = g_ascii_strdown (word, -1);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (g_str_has_suffix (lower, ends[i]))
      return TRUE;
  return g_path_is_absolute (word) || g_str_has_prefix (word, "./")
         || g_str_has_prefix (word, "../");
}

/* (transfer full) (nullable): what is meant by an id, a file, an address, a name or words, as the
 * bus has it */
static char *
find_ingredient (EaselClient *client, const char *word, GError **error)
{
  g_autofree char *found = NULL;

  if (strstr (word, "://") != NULL)
    return g_strdup (word);
  /* A command has no main loop to hold up. */
  if (g_file_test (word, G_FILE_TEST_EXISTS))
    {
      g_autofree char *path = g_canonicalize_filename (word, NULL);

      return g_filename_to_uri (path, NULL, error);
    }
  found = easel_command_find_entity_or_words (client, word, NULL, error);
  /* A typing error is not to be drawn, and paid. */
  if (found == NULL || !g_str_equal (found, word) || !looks_like_file (word))
    return g_steal_pointer (&found);
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               _ ("There is no file “%s”, and nothing in the library is called so."), word);
  return NULL;
}

static gboolean
add_ingredient (EaselClient *client,
                GVariantBuilder *params,
                const char *name,
                const char *word,
                GError **error)
{
  g_autofree char *value = word != NULL ? find_ingredient (client, word, error) : NULL;

  easel_command_add_text (params, name, value);
  return value != NULL || word == NULL;
}

static gboolean
add_uses (EaselClient *client, GVariantBuilder *params, char **words, GError **error)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (words == NULL)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      char *id = easel_command_find_entity (client, words[i], FALSE, error);

      if (id == NULL)
        return FALSE;
      g_strv_builder_take (ids, id);
    }
  list = g_strv_builder_end (ids);
  g_variant_builder_add (params, "{sv}", "use",
                         g_variant_new_strv ((const char *const *) list, -1));
  return TRUE;
}

/* (transfer floating) (nullable): yes, 3 or 0.5; %NULL when it is none of these */
static GVariant *
read_value (const char *text)
{
  char *end;
  gint64 whole;
  double number;

  if (g_ascii_strcasecmp (text, "yes") == 0 || g_ascii_strcasecmp (text, "true") == 0)
    return g_variant_new_boolean (TRUE);
  if (g_ascii_strcasecmp (text, "no") == 0 || g_ascii_strcasecmp (text, "false") == 0)
    return g_variant_new_boolean (FALSE);
  if (g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, &whole, NULL))
    return g_variant_new_int64 (whole);
  number = g_ascii_strtod (text, &end);
  return *text != '\0' && *end == '\0' ? g_variant_new_double (number) : NULL;
}

static gboolean
add_options (GVariantBuilder *params, char **words, GError **error)
{
  g_auto (GVariantBuilder) options = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (words == NULL)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *sign = strchr (words[i], '=');
      GVariant *value = sign != NULL ? read_value (sign + 1) : NULL;
      g_autofree char *name = NULL;

      if (value == NULL)
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       _ ("“%s” is not an option. Write it as “strength=0.5” or "
                          "“keep_identity=no”."),
                       words[i]);
          return FALSE;
        }
      name = g_strndup (words[i], (gsize) (sign - words[i]));
      g_variant_builder_add (&options, "{sv}", name, value);
    }
  g_variant_builder_add (params, "{sv}", "options", g_variant_builder_end (&options));
  return TRUE;
}

/* Recipes ---------------------------------------------------------------------------------- */

/* Where the recipe is in what “easel job ID --json” printed, or “easel library ID --json”; what has
 * no such place is the recipe itself. (transfer none) */
static JsonObject *
find_recipe (JsonObject *object)
{
  static const char *const places[] = { "params", "attributes" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      JsonObject *place = easel_command_get_object (object, places[i]);
      JsonObject *recipe = place != NULL ? easel_command_get_object (place, "recipe") : NULL;

      if (recipe != NULL)
        return recipe;
    }
  return object;
}

static gboolean
add_recipe_file (GVariantBuilder *params, const char *name, GError **error)
{
  g_autoptr (JsonObject) file = easel_command_read_file (name, error);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *json = NULL;

  if (file == NULL)
    return FALSE;
  node = json_node_init_object (json_node_alloc (), find_recipe (file));
  json = json_to_string (node, FALSE);
  easel_command_add_text (params, "recipe", json);
  return TRUE;
}

/* More like @picture (an id): by what it was made from itself. */
static gboolean
add_recipe_of (EaselClient *client, GVariantBuilder *params, const char *picture, GError **error)
{
  g_autofree char *json = easel_command_get_recipe (client, picture, error);

  easel_command_add_text (params, "recipe", json);
  return json != NULL;
}

/* ------------------------------------------------------------------------------------------ */

static gboolean
add_based_on (EaselClient *client, GVariantBuilder *params, const Options *options, GError **error)
{
  g_autofree char *picture = NULL;

  if (options->based_on == NULL)
    return TRUE;
  picture = easel_command_find_entity (client, options->based_on, FALSE, error);
  easel_command_add_text (params, "based_on", picture);
  if (picture == NULL || options->subject != NULL || options->recipe != NULL)
    return picture != NULL;
  return add_recipe_of (client, params, picture, error);
}

/* (transfer floating) (nullable)
 * @generator: (nullable): of a transform */
static GVariant *
make_params (EaselClient *client, const Options *options, const char *generator, GError **error)
{
  g_auto (GVariantBuilder) params = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE_VARDICT);

  if (generator != NULL)
    g_variant_builder_add (&params, "{sv}", "name", easel_command_new_text (generator));
  easel_command_add_text (&params, "text", options->text);
  easel_command_add_text (&params, "aspect_ratio", options->aspect_ratio);
  easel_command_add_text (&params, "prompt", options->prompt);
  if (options->seed >= 0)
    g_variant_builder_add (&params, "{sv}", "seed", g_variant_new_int64 (options->seed));
  g_variant_builder_add (&params, "{sv}", "variations",
                         g_variant_new_uint32 ((guint) options->variations));
  /* The bus has no negative ones. */
  if (!easel_recipe_check_variations (options->variations, error)
      || !add_ingredient (client, &params, "subject", options->subject, error)
      || !add_ingredient (client, &params, "style", options->style, error)
      || !add_uses (client, &params, options->uses, error)
      || !add_options (&params, options->options, error)
      || !add_based_on (client, &params, options, error)
      || (options->recipe != NULL && !add_recipe_file (&params, options->recipe, error)))
    return NULL;
  return g_variant_builder_end (&params);
}

static int
show_prompt (EaselClient *client, const char *kind, GVariant *params)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = easel_client_call (
      client, EASEL_BUS_JOBS, "BuildPrompt", g_variant_new ("(s@a{sv})", kind, params), &error);
  const char *prompt;

  if (reply == NULL)
    return easel_command_fail (error);
  g_variant_get (reply, "(&s@as)", &prompt, NULL);
  g_print ("%s\n", prompt);
  return EASEL_EXIT_DONE;
}

/* @generator: (nullable): of a transform */
static int
make (const Options *options, const char *generator)
{
  const char *kind = generator != NULL ? "transform" : "generate";
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = easel_client_new (&error);
  GVariant *params = client != NULL ? make_params (client, options, generator, &error) : NULL;

  if (params == NULL)
    return easel_command_fail (error);
  if (options->show_prompt)
    return show_prompt (client, kind, params);
  return options->dry_run ? easel_command_estimate (kind, params)
                          : easel_command_submit (kind, params);
}

/* Listing ---------------------------------------------------------------------------------- */

/* "strength (0 to 1), keep_identity (yes or no)" */
static void
print_options (JsonArray *options)
{
  for (guint i = 0; i < json_array_get_length (options); i++)
    {
      JsonObject *option = json_array_get_object_element (options, i);
      const char *name = easel_command_get_text (option, "name");

      g_print ("%s%s", i == 0 ? "                  " : ", ", name);
      if (g_str_equal (easel_command_get_text (option, "type"), "boolean"))
        g_print (" (%s)", _ ("yes or no"));
      else
        {
          /* Translators: the smallest and the largest number there may be */
          g_print (_ (" (%g to %g)"), json_object_get_double_member (option, "minimum"),
                   json_object_get_double_member (option, "maximum"));
        }
    }
  if (json_array_get_length (options) > 0)
    g_print ("\n");
}

static int
list (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = easel_client_new (&error);
  g_auto (GStrv) generators = NULL;

  if (client != NULL)
    generators = easel_command_get_list (client, EASEL_BUS_JOBS, "ListGenerators", NULL, &error);
  if (generators == NULL)
    return easel_command_fail (error);
  for (guint i = 0; generators[i] != NULL; i++)
    {
      g_autoptr (JsonObject) generator = easel_command_read_object (generators[i], &error);

      if (generator == NULL)
        return easel_command_fail (error);
      g_print ("%-16s  %s\n", easel_command_get_text (generator, "name"),
               easel_command_get_text (generator, "description"));
      print_options (json_object_get_array_member (generator, "options"));
    }
  return EASEL_EXIT_DONE;
}

/* ------------------------------------------------------------------------------------------ */

/* What only one of the two commands takes stands in the same places. */
static gboolean
parse (Options *options,
       gboolean is_transform,
       const char *summary,
       int *argc,
       char ***argv,
       GError **error)
{
  const GOptionEntry style = { "style",
                               0,
                               0,
                               G_OPTION_ARG_STRING,
                               &options->style,
                               N_ ("What it is changed by: a style, an outfit, a picture, words"),
                               N_ ("FILE|ENTITY|TEXT") };
  const GOptionEntry recipe = { "recipe",
                                'r',
                                0,
                                G_OPTION_ARG_FILENAME,
                                &options->recipe,
                                N_ ("Make it by this recipe; other options change it"),
                                N_ ("FILE") };
  const GOptionEntry listing = {
    "list", 'l', 0, G_OPTION_ARG_NONE, &options->list, N_ ("List the names, and what each does"),
    NULL
  };
  const GOptionEntry entries[] = {
    { "subject", 's', 0, G_OPTION_ARG_STRING, &options->subject,
      N_ ("Who or what it is of: a picture, a character, words…"), N_ ("FILE|ENTITY|TEXT") },
    is_transform ? style : recipe,
    { "use", 'u', 0, G_OPTION_ARG_STRING_ARRAY, &options->uses,
      N_ ("What goes in, such as an outfit; may be given several times"), N_ ("ENTITY") },
    { "text", 't', 0, G_OPTION_ARG_STRING, &options->text, N_ ("What else is wished for"),
      N_ ("TEXT") },
    { "option", 'o', 0, G_OPTION_ARG_STRING_ARRAY, &options->options,
      N_ ("What can be chosen, such as strength=0.5; may be given several times"),
      N_ ("NAME=VALUE") },
    { "aspect", 0, 0, G_OPTION_ARG_STRING, &options->aspect_ratio,
      N_ ("Width to height, such as 3:4"), N_ ("RATIO") },
    { "variations", 'n', 0, G_OPTION_ARG_INT, &options->variations,
      N_ ("How many pictures, 1 to 10"), N_ ("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed,
      N_ ("A number that gives the same again, where the model can"), N_ ("N") },
    { "based-on", 0, 0, G_OPTION_ARG_STRING, &options->based_on,
      N_ ("More like this picture of the library"), N_ ("PICTURE") },
    { "prompt", 0, 0, G_OPTION_ARG_STRING, &options->prompt,
      N_ ("What the model is told, in place of what Easel would tell it"), N_ ("TEXT") },
    { "show-prompt", 0, 0, G_OPTION_ARG_NONE, &options->show_prompt,
      N_ ("Print what the model would be told, and make nothing"), NULL },
    EASEL_COMMAND_DRY_RUN (&options->dry_run),
    is_transform ? listing : (GOptionEntry) G_OPTION_ENTRY_NULL,
    G_OPTION_ENTRY_NULL,
  };

  return easel_command_parse (argc, argv, is_transform ? _ ("NAME") : NULL, summary, entries,
                              error);
}

int
easel_command_generate (int argc, char **argv)
{
  g_auto (Options) options = { .variations = 1, .seed = -1 };
  g_autoptr (GError) error = NULL;

  if (!parse (
          &options, FALSE,
          _ ("Makes new pictures of a subject, and prints the id of their job.\n"
             "A subject is a file, an address, something in the library, or words. What is in the "
             "library is named by its id, or by its name when nothing else is called so.\n"
             "To make a picture again with a change, save what “easel library PICTURE --recipe” "
             "prints, and add what is to be otherwise to “easel generate --recipe FILE”. With "
             "nothing but --based-on it is made by that picture’s own recipe."),
          &argc, &argv, &error))
    return easel_command_fail (error);
  if (argc > 1)
    return easel_command_refuse_usage (
        _ ("Say what the picture is of with --subject, and what goes in with --use."));
  return make (&options, NULL);
}

int
easel_command_transform (int argc, char **argv)
{
  g_auto (Options) options = { .variations = 1, .seed = -1 };
  g_autoptr (GError) error = NULL;

  if (!parse (&options, TRUE,
              _ ("Does one thing to a subject, such as “style-transfer”, and prints the id of its "
                 "job. “easel transform --list” lists what there is.\n"
                 "A subject or style is a file, an address, something in the library, or words."),
              &argc, &argv, &error))
    return easel_command_fail (error);
  if (options.list)
    return list ();
  if (argc != 2)
    return easel_command_refuse_usage (
        _ ("Say what is to be done. “easel transform --list” lists what there is."));
  if (options.subject == NULL)
    return easel_command_refuse_usage (_ ("Say what it is done to: “--subject”."));
  return make (&options, argv[1]);
}
