/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command-library.h"

#include <glib/gi18n.h>

typedef struct
{
  char *kind; /* (owned) (nullable) */
  char *text; /* (owned) (nullable) */
  int limit;
  gboolean archived;
  gboolean as_json;

  /* What is done instead of listing; at most one. */
  gboolean where_used;
  gboolean history;
  gboolean edit;
  gboolean archive;
  gboolean unarchive;
  gboolean recipe;
  gboolean save;
  gboolean keep_here;

  gboolean anyway;
  gboolean force;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->kind);
  g_free (options->text);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
print_entity (const char *json, gboolean as_json, GError **error)
{
  g_autoptr (JsonObject) entity = NULL;

  if (as_json)
    {
      g_print ("%s\n", json);
      return TRUE;
    }
  entity = easel_command_read_object (json, error);
  if (entity == NULL)
    return FALSE;
  g_print ("%s  %-13s  %s\n", easel_command_get_text (entity, "id"),
           easel_command_get_text (entity, "kind"), easel_command_get_text (entity, "name"));
  return TRUE;
}

/* @parameters: a floating one is taken */
static gboolean
print_list (EaselClient *client,
            const char *method,
            GVariant *parameters,
            gboolean as_json,
            GError **error)
{
  g_auto (GStrv) entities = easel_command_get_list (client, EASEL_BUS_LIBRARY, method, parameters,
                                                    error);

  if (entities == NULL)
    return FALSE;
  for (guint i = 0; entities[i] != NULL; i++)
    if (!print_entity (entities[i], as_json, error))
      return FALSE;
  return TRUE;
}

static GVariant *
make_filter (const Options *options)
{
  GVariantBuilder filter;

  g_variant_builder_init (&filter, G_VARIANT_TYPE_VARDICT);
  if (options->kind != NULL)
    g_variant_builder_add (&filter, "{sv}", "kind", g_variant_new_string (options->kind));
  if (options->text != NULL)
    g_variant_builder_add (&filter, "{sv}", "text", g_variant_new_string (options->text));
  if (options->archived)
    g_variant_builder_add (&filter, "{sv}", "archived", g_variant_new_boolean (TRUE));
  if (options->limit > 0)
    g_variant_builder_add (&filter, "{sv}", "limit", g_variant_new_uint32 ((guint) options->limit));
  return g_variant_new ("(@a{sv})", g_variant_builder_end (&filter));
}

/* Each that is named, or what uses it. */
static gboolean
print_named (EaselClient *client, char **words, const Options *options, GError **error)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *id = easel_command_find_entity (client, words[i], FALSE, error);
      g_autofree char *json = NULL;

      if (id == NULL)
        return FALSE;
      if (options->where_used)
        {
          if (!print_list (client, "WhereUsed", g_variant_new ("(s)", id), options->as_json, error))
            return FALSE;
          continue;
        }
      json = easel_command_get (client, EASEL_BUS_LIBRARY, id, error);
      if (json == NULL || !print_entity (json, options->as_json, error))
        return FALSE;
    }
  return TRUE;
}

static int
print (int n_words, char **words, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;

  if (options->where_used && n_words == 0)
    return easel_command_refuse_usage (_ ("Name the entity that is used."));
  client = easel_client_new (&error);
  if (client != NULL && n_words > 0)
    print_named (client, words, options, &error);
  else if (client != NULL)
    print_list (client, "List", make_filter (options), options->as_json, &error);
  return error != NULL ? easel_command_fail (error) : EASEL_EXIT_DONE;
}

static int
act (int n_words, char **words, const Options *options)
{
  if (options->where_used + options->history + options->edit + options->archive + options->unarchive
          + options->recipe + options->save + options->keep_here
      > 1)
    return easel_command_refuse_usage (_ ("Choose one of --where-used, --history, --edit, "
                                          "--archive, --unarchive, --recipe, --save and "
                                          "--keep-here."));
  if (options->history)
    return easel_command_library_history (n_words, words, options->limit, options->as_json);
  if (options->edit)
    return easel_command_library_edit (n_words, words, options->anyway);
  if (options->archive || options->unarchive)
    return easel_command_library_archive (n_words, words, options->archive);
  if (options->recipe)
    return easel_command_library_recipe (n_words, words);
  if (options->save)
    return easel_command_library_save (n_words, words, options->force);
  if (options->keep_here)
    return easel_command_library_keep_here (n_words, words);
  return print (n_words, words, options);
}

static const char *
get_summary (void)
{
  return _ ("Lists what is in the library, the newest first; shows the entities named; or changes "
            "them. Each is named by its id, or by its name when nothing else is called so.\n"
            "To edit one, save what “easel library ENTITY --json” prints, change its name, tags or "
            "attributes, and give that file to “easel library --edit ENTITY FILE”. What makes a "
            "change prints its id, for “easel undo”.");
}

int
easel_command_library (int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "kind", 'k', 0, G_OPTION_ARG_STRING, &options.kind,
      N_ ("Only this kind, such as outfit; without it, all but pictures"), N_ ("KIND") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &options.text, N_ ("Only what has these words"),
      N_ ("TEXT") },
    { "archived", 0, 0, G_OPTION_ARG_NONE, &options.archived, N_ ("What is archived"), NULL },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &options.limit, N_ ("Only so many of the newest"),
      N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.as_json, N_ ("Print one JSON object a line"),
      NULL },
    { "where-used", 0, 0, G_OPTION_ARG_NONE, &options.where_used,
      N_ ("List what uses the entities instead"), NULL },
    { "history", 0, 0, G_OPTION_ARG_NONE, &options.history,
      N_ ("List the changes of the entity, or of all, instead"), NULL },
    { "edit", 0, 0, G_OPTION_ARG_NONE, &options.edit,
      N_ ("Change the entity to what is in a JSON file"), NULL },
    { "anyway", 0, 0, G_OPTION_ARG_NONE, &options.anyway,
      N_ ("Change it even if it was changed since"), NULL },
    { "archive", 0, 0, G_OPTION_ARG_NONE, &options.archive, N_ ("Put the entities away"), NULL },
    { "unarchive", 0, 0, G_OPTION_ARG_NONE, &options.unarchive, N_ ("Bring them back"), NULL },
    { "recipe", 0, 0, G_OPTION_ARG_NONE, &options.recipe,
      N_ ("Print what the picture was made by, for “easel generate --recipe”"), NULL },
    { "save", 0, 0, G_OPTION_ARG_NONE, &options.save, N_ ("Write the picture into a file"), NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &options.force, N_ ("Replace that file if it is there"),
      NULL },
    { "keep-here", 0, 0, G_OPTION_ARG_NONE, &options.keep_here,
      N_ ("Send nothing of the library to other machines (“on”, “off”), or say whether that is so"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("[ENTITY…] [FILE]"), get_summary (), entries, &error))
    return easel_command_fail (error);
  return act (argc - 1, argv + 1, &options);
}
