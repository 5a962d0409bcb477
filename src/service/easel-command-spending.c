/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>

#define DAYS 30
#define MAX_DAYS 36600

static gboolean
print_provider (const char *json, GError **error)
{
  g_autoptr (JsonObject) provider = easel_command_read_object (json, error);
  const char *budget;

  if (provider == NULL)
    return FALSE;
  budget = easel_command_get_text (provider, "budget_text");
  g_print ("%-14s  %s\n", easel_command_get_text (provider, "provider"),
           easel_command_get_text (provider, "text"));
  if (*budget != '\0')
    g_print ("%-14s  %s\n", "", budget);
  return TRUE;
}

int
easel_command_spending (int argc, char **argv)
{
  gboolean as_json = FALSE;
  int days = DAYS;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autofree const char **providers = NULL;
  const GOptionEntry entries[] = {
    { "days", 'n', 0, G_OPTION_ARG_INT, &days, N_ ("Of how many days, with today; 30 unless given"),
      N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, NULL,
                            _ ("Tells what providers were asked in the last days, what that cost, "
                               "and what is left of today’s budgets."),
                            entries, &error))
    return easel_command_fail (error);
  if (argc > 1)
    return easel_command_refuse (EASEL_EXIT_USAGE,
                                 g_strdup_printf (_ ("“%s” is one word too many."), argv[1]));
  if (days < 1 || days > MAX_DAYS)
    return easel_command_refuse_usage (_ ("Give a number of days from 1."));

  client = easel_client_new (&error);
  if (client != NULL)
    reply = easel_client_call (client, EASEL_BUS_PROVIDERS, "Spending",
                               g_variant_new ("(u)", (guint) days), &error);
  if (reply == NULL)
    return easel_command_fail (error);

  g_variant_get (reply, "(^a&s)", &providers);
  for (guint i = 0; providers[i] != NULL; i++)
    if (as_json)
      g_print ("%s\n", providers[i]);
    else if (!print_provider (providers[i], &error))
      return easel_command_fail (error);
  if (providers[0] == NULL && !as_json)
    g_print ("%s\n", _ ("Nobody was asked anything."));
  return EASEL_EXIT_DONE;
}
