/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>

/* What was chosen on the command line; exactly one counts. */
typedef struct
{
  gboolean approve;
  char *edit;   /* (owned) (nullable): a file's name */
  char *revise; /* (owned) (nullable): a comment */
  gboolean cancel;
} Choice;

static void
choice_clear (Choice *choice)
{
  g_free (choice->edit);
  g_free (choice->revise);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Choice, choice_clear)

/* (transfer full) (nullable) */
static char *
read_edit (const char *name, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  /* A command has no main loop to hold up. */
  if (!g_file_get_contents (name, &text, NULL, error))
    return NULL;
  node = json_from_string (text, error);
  if (node == NULL)
    {
      g_prefix_error (error, _ ("“%s” is not JSON: "), name);
      return NULL;
    }
  return json_to_string (node, FALSE);
}

/* (transfer full) (nullable): the arguments of Respond */
static GVariant *
make_decision (const char *id, const Choice *choice, GError **error)
{
  g_autofree char *json = NULL;

  if (choice->approve + (choice->edit != NULL) + (choice->revise != NULL) + choice->cancel != 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("Choose one of --approve, --edit, --revise and --cancel."));
      return NULL;
    }
  if (choice->approve)
    return g_variant_new ("(sss)", id, "approve", "");
  if (choice->cancel)
    return g_variant_new ("(sss)", id, "cancel", "");

  if (choice->edit != NULL)
    json = read_edit (choice->edit, error);
  else
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "comment", choice->revise);
      json_node_take_object (node, object);
      json = json_to_string (node, FALSE);
    }
  if (json == NULL)
    return NULL;
  return g_variant_new ("(sss)", id, choice->edit != NULL ? "edit" : "revise", json);
}

int
easel_command_review (int argc, char **argv)
{
  g_auto (Choice) choice = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) decision = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GVariant) reply = NULL;
  const GOptionEntry entries[] = {
    { "approve", 0, 0, G_OPTION_ARG_NONE, &choice.approve, N_ ("Take the proposal"), NULL },
    { "edit", 0, 0, G_OPTION_ARG_FILENAME, &choice.edit,
      N_ ("Take the proposal as it is in this JSON file"), N_ ("FILE") },
    { "revise", 0, 0, G_OPTION_ARG_STRING, &choice.revise,
      N_ ("Ask for another proposal, with this comment"), N_ ("TEXT") },
    { "cancel", 0, 0, G_OPTION_ARG_NONE, &choice.cancel, N_ ("End the job; nothing is changed"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("ID"),
                            _ ("Answers a job that awaits input. “easel job ID --json” shows "
                               "what it proposes."),
                            entries, &error)
      || !easel_command_check_ids (argc - 1, argv + 1, &error))
    return easel_command_fail (error);
  decision = make_decision (argv[1], &choice, &error);
  if (decision == NULL)
    return easel_command_fail (error);

  g_variant_ref_sink (decision);
  client = easel_client_new (&error);
  if (client != NULL)
    reply = easel_client_call (client, EASEL_BUS_JOBS, "Respond", decision, &error);
  return reply != NULL ? EASEL_EXIT_DONE : easel_command_fail (error);
}
