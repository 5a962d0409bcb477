/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include "easel-id.h"

#include <glib/gi18n.h>

/* What was chosen on the command line; exactly one of the first four counts. */
typedef struct
{
  gboolean approve;
  char *edit;   /* (owned) (nullable): a file's name */
  char *revise; /* (owned) (nullable): a comment */
  gboolean cancel;
  gboolean anyway;
  gboolean as_json;
} Choice;

static void
choice_clear (Choice *choice)
{
  g_free (choice->edit);
  g_free (choice->revise);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

static guint
count_actions (const Choice *choice)
{
  return choice->approve + (choice->edit != NULL) + (choice->revise != NULL) + choice->cancel;
}

static const char *
get_action (const Choice *choice)
{
  if (choice->edit != NULL)
    return "edit";
  if (choice->revise != NULL)
    return "revise";
  return choice->approve ? "approve" : "cancel";
}

/* Where the values are in what “easel job ID --json” printed, or in what was taken out of that;
 * what has no such place is the values themselves. (transfer none) */
static JsonObject *
find_values (JsonObject *object)
{
  static const char *const way[] = { "awaiting", "proposal", "values", NULL };

  for (guint i = 0; way[i] != NULL; i++)
    {
      JsonObject *inner = easel_command_get_object (object, way[i]);

      if (inner != NULL)
        object = inner;
    }
  return object;
}

/* (transfer full) (nullable): the JSON that goes with the answer, "" for none
 * @group: (nullable): what several answers share */
static char *
make_data (const Choice *choice, const char *group, GError **error)
{
  g_autoptr (JsonObject) data = json_object_new ();
  g_autoptr (JsonNode) node = NULL;

  if (choice->edit != NULL)
    {
      g_autoptr (JsonObject) file = easel_command_read_file (choice->edit, error);

      if (file == NULL)
        return NULL;
      json_object_set_object_member (data, "values", json_object_ref (find_values (file)));
    }
  if (choice->revise != NULL)
    json_object_set_string_member (data, "comment", choice->revise);
  if (choice->anyway)
    json_object_set_boolean_member (data, "force", TRUE);
  if (group != NULL)
    json_object_set_string_member (data, "group", group);
  if (json_object_get_size (data) == 0)
    return g_strdup ("");

  node = json_node_init_object (json_node_alloc (), data);
  return json_to_string (node, FALSE);
}

/* Answers each; one that is refused does not keep the others from it. */
static int
respond (const Choice *choice, int n_ids, char **ids)
{
  g_autofree char *group = choice->approve && n_ids > 1 ? easel_id_new () : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *data = make_data (choice, group, &error);
  g_autoptr (EaselClient) client = data != NULL ? easel_client_new (&error) : NULL;
  int exit_code = EASEL_EXIT_DONE;
  int n_done = 0;

  if (client == NULL)
    return easel_command_fail (error);
  for (int i = 0; i < n_ids; i++)
    {
      g_autoptr (GError) refusal = NULL;
      g_autoptr (GVariant) reply = easel_client_call (
          client, EASEL_BUS_JOBS, "Respond",
          g_variant_new ("(sss)", ids[i], get_action (choice), data), &refusal);

      if (reply == NULL)
        exit_code = easel_command_fail (refusal);
      else
        n_done++;
    }
  if (group != NULL && n_done > 0)
    g_print ("%s\n", group);
  return exit_code;
}

/* What waits for an answer. */
static int
list (gboolean as_json)
{
  const char *const states[] = { "awaiting_input", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = easel_client_new (&error);
  g_auto (GStrv) jobs = NULL;
  GVariantBuilder filter;

  g_variant_builder_init (&filter, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&filter, "{sv}", "states", g_variant_new_strv (states, -1));
  if (client != NULL)
    jobs = easel_command_get_list (client, EASEL_BUS_JOBS, "List",
                                   g_variant_new ("(a{sv})", &filter), &error);
  else
    g_variant_builder_clear (&filter);
  if (jobs == NULL)
    return easel_command_fail (error);

  for (guint i = 0; jobs[i] != NULL; i++)
    {
      g_autoptr (JsonObject) job = easel_command_read_object (jobs[i], &error);

      if (job == NULL)
        return easel_command_fail (error);
      if (as_json)
        g_print ("%s\n", jobs[i]);
      else
        g_print ("%s  %s\n", easel_command_get_text (job, "id"),
                 easel_command_get_text (job, "title"));
    }
  return EASEL_EXIT_DONE;
}

static gboolean
check (const Choice *choice, int n_ids, char **ids, GError **error)
{
  if (!easel_command_check_ids (n_ids, ids, error))
    return FALSE;
  if (count_actions (choice) != 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("Choose one of --approve, --edit, --revise and --cancel."));
      return FALSE;
    }
  if (n_ids > 1 && (choice->edit != NULL || choice->revise != NULL))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("Only one job at a time can be edited or revised."));
      return FALSE;
    }
  return TRUE;
}

static const char *
get_summary (void)
{
  return _ ("Answers jobs that await input; or lists them, when none is named.\n"
            "“easel job ID --json” shows what a job proposes: its “awaiting” has a “proposal”, and "
            "that has “values”. To change them, save that, edit the values, and answer with the "
            "file:\n"
            "\n"
            "  easel job ID --json > proposal.json\n"
            "  easel review ID --edit proposal.json\n"
            "\n"
            "Of such a file only the values count, and a file that has nothing else does as well. "
            "None of them may be left out. Approving several jobs at once makes a group of them, "
            "and prints its id: “easel undo” takes it.");
}

int
easel_command_review (int argc, char **argv)
{
  g_auto (Choice) choice = { 0 };
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "approve", 0, 0, G_OPTION_ARG_NONE, &choice.approve, N_ ("Take the proposal"), NULL },
    { "edit", 0, 0, G_OPTION_ARG_FILENAME, &choice.edit,
      N_ ("Take the proposal with the values in this JSON file"), N_ ("FILE") },
    { "revise", 0, 0, G_OPTION_ARG_STRING, &choice.revise,
      N_ ("Ask for another proposal, with this comment"), N_ ("TEXT") },
    { "cancel", 0, 0, G_OPTION_ARG_NONE, &choice.cancel, N_ ("End the job; nothing is changed"),
      NULL },
    { "anyway", 0, 0, G_OPTION_ARG_NONE, &choice.anyway,
      N_ ("Do it even if something was changed since it was proposed"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &choice.as_json, N_ ("List them as JSON, one a line"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("[ID…]"), get_summary (), entries, &error))
    return easel_command_fail (error);
  if (argc == 1 && count_actions (&choice) == 0)
    return list (choice.as_json);
  if (!check (&choice, argc - 1, argv + 1, &error))
    return easel_command_fail (error);
  return respond (&choice, argc - 1, argv + 1);
}
