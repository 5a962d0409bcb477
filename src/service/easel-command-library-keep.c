/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command-library.h"

#include <glib/gi18n.h>

#define ON "on"
#define OFF "off"

static gboolean
print_keep_here (EaselClient *client, GError **error)
{
  g_autoptr (GVariant) reply = easel_client_call (client, EASEL_BUS_LIBRARY, "GetKeepHere", NULL,
                                                  error);
  gboolean keep_here;

  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(b)", &keep_here);
  g_print ("%s\n", keep_here ? ON : OFF);
  return TRUE;
}

static gboolean
set_keep_here (EaselClient *client, const char *word, GError **error)
{
  gboolean keep_here = g_str_equal (word, ON);
  g_autoptr (GVariant) reply = easel_client_call (client, EASEL_BUS_LIBRARY, "SetKeepHere",
                                                  g_variant_new ("(b)", keep_here), error);

  return reply != NULL;
}

int
easel_command_library_keep_here (int n_words, char **words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;

  if (n_words > 1 || (n_words == 1 && !g_str_equal (words[0], ON) && !g_str_equal (words[0], OFF)))
    return easel_command_refuse_usage (_ ("Say “on” or “off”, or neither."));
  client = easel_client_new (&error);
  if (client != NULL && n_words == 1)
    set_keep_here (client, words[0], &error);
  else if (client != NULL)
    print_keep_here (client, &error);
  return error != NULL ? easel_command_fail (error) : EASEL_EXIT_DONE;
}
