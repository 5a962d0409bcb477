/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>

/* What was typed. */
typedef struct
{
  char *character; /* (owned) (nullable), as the others */
  char *theme;
  char *audience;
  char *style;
  char *perspective;
  char *kind;
  char *art_style;
  int scenes;        /* below 0: not said */
  int illustrations; /* below 0: not said */
  gboolean stop_after_plan;
  gboolean dry_run;

  int rewrite;    /* which scene; 0: none */
  int illustrate; /* which scene; 0: none */
  char *comment;

  char *format; /* of an export */
  char *output; /* of an export */
} Options;

static void
options_clear (Options *options)
{
  g_free (options->character);
  g_free (options->theme);
  g_free (options->audience);
  g_free (options->style);
  g_free (options->perspective);
  g_free (options->kind);
  g_free (options->art_style);
  g_free (options->comment);
  g_free (options->format);
  g_free (options->output);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* @value: below 0 when it was not said */
static void
add_count (GVariantBuilder *params, const char *name, int value)
{
  if (value >= 0)
    g_variant_builder_add (params, "{sv}", name, g_variant_new_uint32 ((guint) value));
}

static int
submit (const Options *options, GVariant *params)
{
  return options->dry_run ? easel_command_estimate ("story", params)
                          : easel_command_submit ("story", params);
}

/* Writing --------------------------------------------------------------------------------- */

/* Puts the id in the place of an entity's name. */
static gboolean
find_ingredient (EaselClient *client, const char *kind, char **word, GError **error)
{
  char *found;

  if (*word == NULL)
    return TRUE;
  found = easel_command_find_entity_or_words (client, *word, kind, error);
  if (found == NULL)
    return FALSE;
  g_free (*word);
  *word = found;
  return TRUE;
}

static int
write_story (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = easel_client_new (&error);
  GVariantBuilder params;

  if (client == NULL || !find_ingredient (client, "character", &options->character, &error)
      || !find_ingredient (client, "art_style", &options->art_style, &error))
    return easel_command_fail (error);

  g_variant_builder_init (&params, G_VARIANT_TYPE_VARDICT);
  easel_command_add_text (&params, "character", options->character);
  easel_command_add_text (&params, "theme", options->theme);
  easel_command_add_text (&params, "audience", options->audience);
  easel_command_add_text (&params, "prose_style", options->style);
  easel_command_add_text (&params, "perspective", options->perspective);
  easel_command_add_text (&params, "kind", options->kind);
  easel_command_add_text (&params, "art_style", options->art_style);
  add_count (&params, "scenes", options->scenes);
  add_count (&params, "illustrations", options->illustrations);
  if (options->stop_after_plan)
    g_variant_builder_add (&params, "{sv}", "stop_after_plan", g_variant_new_boolean (TRUE));
  return submit (options, g_variant_builder_end (&params));
}

static int
change_scene (const Options *options, const char *action, int scene, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autofree char *story = easel_command_connect_and_find (word, &client, &error);
  GVariantBuilder params;

  if (story == NULL)
    return easel_command_fail (error);
  g_variant_builder_init (&params, G_VARIANT_TYPE_VARDICT);
  easel_command_add_text (&params, "action", action);
  easel_command_add_text (&params, "story", story);
  add_count (&params, "scene", scene);
  easel_command_add_text (&params, "comment", options->comment);
  return submit (options, g_variant_builder_end (&params));
}

/* Exporting ------------------------------------------------------------------------------- */

static int
export_story (const Options *options, const char *word)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autofree char *story = easel_command_connect_and_find (word, &client, &error);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->output);
  g_autofree char *uri = g_file_get_uri (file);
  g_autoptr (GVariant) reply = NULL;

  if (story != NULL)
    reply = easel_client_call (client, EASEL_BUS_LIBRARY, "ExportStory",
                               g_variant_new ("(sss)", story, options->format, uri), &error);
  return reply != NULL ? EASEL_EXIT_DONE : easel_command_fail (error);
}

/* ----------------------------------------------------------------------------------------- */

static int
run (Options *options, int n_words, char **words)
{
  guint n_actions = (options->rewrite != 0) + (options->illustrate != 0)
                    + (options->format != NULL);

  if (n_actions > 1)
    return easel_command_refuse_usage (_ ("Choose one of --rewrite, --illustrate and --export."));
  if (n_actions == 0 && n_words > 0)
    return easel_command_refuse_usage (
        _ ("Say what is to be done with the story: --rewrite, --illustrate or "
           "--export."));
  if (options->dry_run && options->format != NULL)
    return easel_command_refuse_usage (_ ("An export costs nothing."));
  if (n_actions == 0)
    return write_story (options);
  if (n_words != 1)
    return easel_command_refuse_usage (_ ("Name one story."));
  if (options->rewrite < 0 || options->illustrate < 0)
    return easel_command_refuse_usage (_ ("Say which scene it is about. The first one is 1."));
  if (options->rewrite > 0)
    return change_scene (options, "rewrite", options->rewrite, words[0]);
  if (options->illustrate > 0)
    return change_scene (options, "illustrate", options->illustrate, words[0]);
  if (options->output == NULL)
    return easel_command_refuse_usage (_ ("Say where to: “-o FILE”."));
  return export_story (options, words[0]);
}

static const char *
get_summary (void)
{
  return _ ("Writes an illustrated story, and prints the id of its job; or does something with a "
            "story that is there:\n"
            "\n"
            "  easel story --character ENTITY|TEXT --theme TEXT [--scenes N] …\n"
            "  easel story --rewrite N [--comment TEXT] STORY\n"
            "  easel story --illustrate N [--comment TEXT] STORY\n"
            "  easel story --export FORMAT -o FILE STORY\n"
            "\n"
            "What is in the library is named by its id, or by its name when nothing else is called "
            "so; anything else is words. With --stop-after-plan the outline awaits an answer "
            "before anything is written: “easel review”.");
}

int
easel_command_story (int argc, char **argv)
{
  g_auto (Options) options = { .scenes = -1, .illustrations = -1 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "character", 'c', 0, G_OPTION_ARG_STRING, &options.character,
      N_ ("Who it is about: a character of the library, or words"), N_ ("ENTITY|TEXT") },
    { "theme", 't', 0, G_OPTION_ARG_STRING, &options.theme, N_ ("What it is about"), N_ ("TEXT") },
    { "audience", 0, 0, G_OPTION_ARG_STRING, &options.audience, N_ ("Who reads it"), N_ ("TEXT") },
    { "prose-style", 0, 0, G_OPTION_ARG_STRING, &options.style, N_ ("How it is written"),
      N_ ("TEXT") },
    { "perspective", 0, 0, G_OPTION_ARG_STRING, &options.perspective,
      N_ ("Who tells it: “third” if not given, “first”, “second”, “omniscient”"), N_ ("NAME") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.kind,
      N_ ("“normal” if not given, “transformation”, “outfit”"), N_ ("NAME") },
    { "scenes", 0, 0, G_OPTION_ARG_INT, &options.scenes, N_ ("How many scenes, 3 to 10"),
      N_ ("N") },
    { "max-illustrations", 0, 0, G_OPTION_ARG_INT, &options.illustrations,
      N_ ("How many scenes are illustrated, 0 to 10"), N_ ("N") },
    { "art-style", 0, 0, G_OPTION_ARG_STRING, &options.art_style,
      N_ ("How it is drawn: an art style of the library, or words"), N_ ("ENTITY|TEXT") },
    { "stop-after-plan", 0, 0, G_OPTION_ARG_NONE, &options.stop_after_plan,
      N_ ("Ask about the outline before anything is written"), NULL },
    { "rewrite", 0, 0, G_OPTION_ARG_INT, &options.rewrite, N_ ("Write this scene anew"), N_ ("N") },
    { "illustrate", 0, 0, G_OPTION_ARG_INT, &options.illustrate, N_ ("Draw this scene anew"),
      N_ ("N") },
    { "comment", 0, 0, G_OPTION_ARG_STRING, &options.comment, N_ ("What is to be otherwise"),
      N_ ("TEXT") },
    { "export", 0, 0, G_OPTION_ARG_STRING, &options.format,
      N_ ("Write it into a file: “epub”, “pdf”, “html”, “markdown”"), N_ ("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_ ("The file to write"),
      N_ ("FILE") },
    EASEL_COMMAND_DRY_RUN (&options.dry_run),
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("[STORY]"), get_summary (), entries, &error))
    return easel_command_fail (error);
  return run (&options, argc - 1, argv + 1);
}
