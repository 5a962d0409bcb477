/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command-provider.h"

#include "easel-provider-params.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *name;
  const char *usage; /* (nullable) */
  const char *summary;
  EaselCommandFunc func;
} Subcommand;

static const Subcommand subcommands[] = {
  { "add", N_ ("NAME --kind KIND"), N_ ("sets up a provider"), easel_command_provider_add },
  { "list", NULL, N_ ("lists the providers and what they are used for"),
    easel_command_provider_list },
  { "test", N_ ("NAME"), N_ ("asks a provider for its models"), easel_command_provider_test },
  { "remove", N_ ("NAME"), N_ ("removes a provider and its key"), easel_command_provider_remove },
  { "use", N_ ("NAME --task TASK --model MODEL"), N_ ("chooses who does a task"),
    easel_command_provider_use },
  { "pull", N_ ("NAME MODEL"), N_ ("has Ollama download a model"), easel_command_provider_pull },
};

/* Takes the one word a command has. */
static gboolean
take_name (int argc, char **argv, const char **name, GError **error)
{
  if (argc == 2)
    {
      *name = argv[1];
      return TRUE;
    }
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       argc < 2 ? _ ("The name of the provider is missing.")
                                : _ ("Only one provider can be named."));
  return FALSE;
}

int
easel_command_provider_list (int argc, char **argv)
{
  gboolean as_json = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autofree const char **providers = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, NULL,
                            _ ("Lists the providers and what they are used for."), entries, &error))
    return easel_command_fail (error);
  client = easel_client_new (&error);
  if (client != NULL)
    reply = easel_client_call (client, EASEL_BUS_PROVIDERS, "List", NULL, &error);
  if (reply == NULL)
    return easel_command_fail (error);

  g_variant_get (reply, "(^a&s)", &providers);
  for (guint i = 0; providers[i] != NULL; i++)
    {
      g_autoptr (JsonObject) provider = easel_command_read_object (providers[i], &error);
      JsonObject *uses;

      if (provider == NULL)
        return easel_command_fail (error);
      if (as_json)
        {
          g_print ("%s\n", providers[i]);
          continue;
        }
      g_print ("%-14s  %-10s  %s\n", easel_command_get_text (provider, "id"),
               easel_command_get_text (provider, "kind"), easel_command_get_text (provider, "url"));
      uses = easel_command_get_object (provider, "uses");
      for (GList *l = json_object_get_members (uses); l != NULL; l = g_list_delete_link (l, l))
        g_print ("%-14s  %-10s  %s\n", "", (const char *) l->data,
                 easel_command_get_text (uses, l->data));
    }
  return EASEL_EXIT_DONE;
}

static gboolean
print_models (GVariant *reply, gboolean as_json, GError **error)
{
  g_autofree const char **models = NULL;

  g_variant_get (reply, "(^a&s)", &models);
  for (guint i = 0; models[i] != NULL; i++)
    {
      g_autoptr (JsonObject) model = easel_command_read_object (models[i], error);
      JsonNode *vision;

      if (model == NULL)
        return FALSE;
      vision = json_object_get_member (model, "vision");
      if (as_json)
        g_print ("%s\n", models[i]);
      else if (vision != NULL && JSON_NODE_HOLDS_VALUE (vision))
        g_print ("%s  %s\n", easel_command_get_text (model, "id"),
                 json_node_get_boolean (vision) ? _ ("sees pictures") : _ ("only text"));
      else
        g_print ("%s\n", easel_command_get_text (model, "id"));
    }
  return TRUE;
}

int
easel_command_provider_test (int argc, char **argv)
{
  gboolean as_json = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GVariant) reply = NULL;
  const char *name;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("NAME"), _ ("Asks a provider for its models."),
                            entries, &error)
      || !take_name (argc, argv, &name, &error))
    return easel_command_fail (error);

  client = easel_client_new (&error);
  if (client != NULL)
    reply = easel_client_call (client, EASEL_BUS_PROVIDERS, "Test",
                               g_variant_new ("(@s)", easel_command_new_text (name)), &error);
  if (reply == NULL || !print_models (reply, as_json, &error))
    return easel_command_fail (error);
  return EASEL_EXIT_DONE;
}

int
easel_command_provider_remove (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GVariant) reply = NULL;
  const char *name;
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };

  if (!easel_command_parse (&argc, &argv, _ ("NAME"), _ ("Removes a provider and its key."),
                            entries, &error)
      || !take_name (argc, argv, &name, &error))
    return easel_command_fail (error);

  client = easel_client_new (&error);
  if (client != NULL)
    reply = easel_client_call (client, EASEL_BUS_PROVIDERS, "Remove",
                               g_variant_new ("(@s)", easel_command_new_text (name)), &error);
  return reply != NULL ? EASEL_EXIT_DONE : easel_command_fail (error);
}

int
easel_command_provider_use (int argc, char **argv)
{
  g_autofree char *task_name = NULL;
  g_autofree char *model = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GVariant) reply = NULL;
  EaselModelTask task;
  const char *name;
  const GOptionEntry entries[] = {
    { "task", 0, 0, G_OPTION_ARG_STRING, &task_name, N_ ("What it is to do: vision, text or image"),
      N_ ("TASK") },
    { "model", 0, 0, G_OPTION_ARG_STRING, &model, N_ ("With which model"), N_ ("MODEL") },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("NAME"), _ ("Chooses who does a task."), entries,
                            &error)
      || !take_name (argc, argv, &name, &error))
    return easel_command_fail (error);
  if (task_name == NULL || model == NULL || *model == '\0')
    return easel_command_refuse_usage (_ ("Give both --task and --model."));
  if (!easel_model_task_from_string (task_name, &task))
    return easel_command_refuse (EASEL_EXIT_USAGE,
                                 g_strdup_printf (_ ("There is no task “%s”. Known are: %s."),
                                                  task_name, "vision, text, image"));

  client = easel_client_new (&error);
  if (client != NULL)
    reply = easel_client_call (
        client, EASEL_BUS_PROVIDERS, "Use",
        g_variant_new ("(s@ss)", task_name, easel_command_new_text (name), model), &error);
  return reply != NULL ? EASEL_EXIT_DONE : easel_command_fail (error);
}

int
easel_command_provider_pull (int argc, char **argv)
{
  GVariantBuilder params;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };

  if (!easel_command_parse (
          &argc, &argv, _ ("NAME MODEL"),
          _ ("Has Ollama download a model, such as gemma3:4b. Prints the job’s id; "
             "“easel wait” waits for it. A job that was canceled or failed goes "
             "on where it was with “easel retry”."),
          entries, &error))
    return easel_command_fail (error);
  if (argc != 3)
    return easel_command_refuse_usage (_ ("Name one provider and one model."));

  g_variant_builder_init (&params, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&params, "{sv}", "provider", easel_command_new_text (argv[1]));
  g_variant_builder_add (&params, "{sv}", "model", easel_command_new_text (argv[2]));
  return easel_command_submit ("pull", g_variant_builder_end (&params));
}

static void
print_help (void)
{
  g_print ("%s\n  easel provider %s\n\n%s\n", _ ("Usage:"), _ ("COMMAND …"), _ ("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (subcommands); i++)
    g_print ("  %-8s %s\n", subcommands[i].name, _ (subcommands[i].summary));
  g_print ("\n%s\n", _ ("“easel provider COMMAND --help” says more."));
}

int
easel_command_provider (int argc, char **argv)
{
  if (argc < 2)
    return easel_command_refuse (
        EASEL_EXIT_USAGE,
        g_strdup (_ ("Say what to do: add, list, test, remove, use, or pull with, a provider.")));
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      print_help ();
      return EASEL_EXIT_DONE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (subcommands); i++)
    if (g_str_equal (subcommands[i].name, argv[1]))
      {
        g_autofree char *name = g_strdup_printf ("provider %s", argv[1]);

        /* Its help calls it by both words. */
        argv[1] = name;
        return subcommands[i].func (argc - 1, argv + 1);
      }
  return easel_command_refuse (EASEL_EXIT_USAGE,
                               g_strdup_printf (_ ("There is no command “provider %s”. Known are: "
                                                   "add, list, test, remove, use, pull."),
                                                argv[1]));
}
