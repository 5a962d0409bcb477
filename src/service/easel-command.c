/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include "easel-bus-error.h"
#include "easel-engine-error.h"
#include "easel-id.h"
#include "easel-library.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

gboolean
easel_command_parse (int *argc,
                     char ***argv,
                     const char *usage,
                     const char *summary,
                     const GOptionEntry *entries,
                     GError **error)
{
  g_autofree char *name = g_strdup_printf ("easel %s", (*argv)[0]);
  g_autoptr (GOptionContext) context = g_option_context_new (usage);

  g_set_prgname (name);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;

  /* What is left may begin with the "--" that ends the options. */
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      (*argv)++;
      (*argc)--;
    }
  return TRUE;
}

static gboolean
is_usage (const GError *error)
{
  return error->domain == G_OPTION_ERROR || error->domain == G_CONVERT_ERROR
         || g_error_matches (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS)
         || g_error_matches (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_UNKNOWN_ANALYZER)
         || g_error_matches (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_UNKNOWN_GENERATOR)
         || g_error_matches (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_RECIPE)
         || g_error_matches (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_BAD_DECISION)
         || g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_SAME)
         || g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_INVALID);
}

/* Names of files are whatever somebody chose: one may not steer the terminal it is printed on.
 * Replaces control characters in place. */
static char *
make_printable (char *text)
{
  for (char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (!g_unichar_iscntrl (character))
        continue;
      memset (c, ' ', (gsize) (g_utf8_next_char (c) - c));
    }
  return text;
}

static void make_node_printable (JsonNode *node);

static void
make_member_printable (JsonObject *object, const char *name, JsonNode *node, gpointer user_data)
{
  make_node_printable (node);
}

static void
make_element_printable (JsonArray *array, guint position, JsonNode *node, gpointer user_data)
{
  make_node_printable (node);
}

static void
make_node_printable (JsonNode *node)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      g_autofree char *text = make_printable (json_node_dup_string (node));

      json_node_set_string (node, text);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), make_member_printable, NULL);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), make_element_printable, NULL);
}

int
easel_command_refuse (int exit_code, char *sentence)
{
  g_autofree char *owned = sentence;
  /* What was typed is in it, and need not be text. */
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);

  g_printerr ("easel: %s\n", make_printable (valid));
  return exit_code;
}

int
easel_command_refuse_usage (const char *sentence)
{
  return easel_command_refuse (EASEL_EXIT_USAGE, g_strdup (sentence));
}

static gboolean
can_be_forced (const GError *error)
{
  return g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_CHANGED)
         || g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_WOULD_OVERWRITE);
}

int
easel_command_fail (const GError *error)
{
  g_autofree char *sentence = easel_bus_error_get_sentence (error);

  if (can_be_forced (error))
    /* Translators: a sentence that says what is in the way */
    return easel_command_refuse (
        EASEL_EXIT_FAILED,
        g_strdup_printf (_ ("%s With “--anyway” it is done all the same."), sentence));
  return easel_command_refuse (is_usage (error) ? EASEL_EXIT_USAGE : EASEL_EXIT_FAILED,
                               g_steal_pointer (&sentence));
}

JsonObject *
easel_command_read_object (const char *json, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (json, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _ ("Easel’s answer cannot be read."));
      return NULL;
    }
  make_node_printable (node);
  return json_node_dup_object (node);
}

const char *
easel_command_get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : "";
}

JsonObject *
easel_command_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

GVariant *
easel_command_new_text (const char *word)
{
  return g_variant_new_take_string (g_utf8_make_valid (word, -1));
}

void
easel_command_add_text (GVariantBuilder *params, const char *name, const char *value)
{
  if (value != NULL)
    g_variant_builder_add (params, "{sv}", name, g_variant_new_string (value));
}

gboolean
easel_command_check_ids (int n_ids, char **ids, GError **error)
{
  if (n_ids < 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                           _ ("The id of a job is missing. “easel jobs” lists them."));
      return FALSE;
    }
  for (int i = 0; i < n_ids; i++)
    if (!easel_id_is_valid (ids[i]))
      {
        g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                     _ ("“%s” is not an id. “easel jobs” lists them."), ids[i]);
        return FALSE;
      }
  return TRUE;
}

char *
easel_command_get (EaselClient *client, const char *interface, const char *id, GError **error)
{
  g_autoptr (GVariant) reply = easel_client_call (client, interface, "Get",
                                                  g_variant_new ("(s)", id), error);
  char *json;

  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "(s)", &json);
  return json;
}

GStrv
easel_command_get_list (EaselClient *client,
                        const char *interface,
                        const char *method,
                        GVariant *parameters,
                        GError **error)
{
  g_autoptr (GVariant) reply = easel_client_call (client, interface, method, parameters, error);
  GStrv list;

  if (reply == NULL)
    return NULL;
  g_variant_get (reply, "(^as)", &list);
  return list;
}

int
easel_command_submit (const char *kind, GVariant *params)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (params);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = easel_client_new (&error);
  g_auto (GStrv) ids = NULL;

  if (client != NULL)
    ids = easel_command_get_list (client, EASEL_BUS_JOBS, "SubmitAll",
                                  g_variant_new ("(s@a{sv})", kind, owned), &error);
  if (ids == NULL)
    return easel_command_fail (error);
  for (guint i = 0; ids[i] != NULL; i++)
    g_print ("%s\n", ids[i]);
  return EASEL_EXIT_DONE;
}

int
easel_command_estimate (const char *kind, GVariant *params)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (params);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = easel_client_new (&error);
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (JsonObject) estimate = NULL;
  const char *json;
  const char *date;

  if (client != NULL)
    reply = easel_client_call (client, EASEL_BUS_JOBS, "Estimate",
                               g_variant_new ("(s@a{sv})", kind, owned), &error);
  if (reply != NULL)
    {
      g_variant_get (reply, "(&s)", &json);
      estimate = easel_command_read_object (json, &error);
    }
  if (estimate == NULL)
    return easel_command_fail (error);
  date = easel_command_get_text (estimate, "date");
  g_print ("%s\n", easel_command_get_text (estimate, "text"));
  if (json_object_has_member (estimate, "overnight")
      && JSON_NODE_HOLDS_OBJECT (json_object_get_member (estimate, "overnight")))
    {
      /* Translators: %s is what it costs, such as “about $0.06” */
      g_print (
          _ ("Overnight: %s"),
          easel_command_get_text (json_object_get_object_member (estimate, "overnight"), "text"));
      g_print ("\n");
    }
  if (*date != '\0')
    {
      /* Translators: %s is a date, as in 2026-11-24 */
      g_print (_ ("Prices of %s"), date);
      g_print ("\n");
    }
  return EASEL_EXIT_DONE;
}

JsonObject *
easel_command_read_file (const char *name, GError **error)
{
  g_autofree char *shown = g_filename_display_name (name);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) cause = NULL;
  gsize length;

  /* A command has no main loop to hold up. */
  if (!g_file_get_contents (name, &text, &length, &cause))
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, cause->message);
      return NULL;
    }
  if (g_utf8_validate (text, (gssize) length, NULL))
    node = json_from_string (text, NULL);
  if (node == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("“%s” is not JSON."), shown);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("What is in “%s” is not a JSON object."), shown);
      return NULL;
    }
  return json_node_dup_object (node);
}
