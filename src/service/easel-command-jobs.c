/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-command.h"

#include <glib/gi18n.h>
#include <inttypes.h>

/* What a job is doing, or what came of it, in a few words. */
static const char *
get_remark (JsonObject *job)
{
  JsonObject *error = easel_command_get_object (job, "error");
  const char *message = easel_command_get_text (job, "message");
  const char *outcome = easel_command_get_text (job, "outcome");

  if (error != NULL)
    return easel_command_get_text (error, "message");
  if (*message != '\0')
    return message;
  return *outcome != '\0' ? outcome : easel_command_get_text (job, "description");
}

/* (transfer full): "45 %", or "" when nobody can tell */
static char *
format_progress (JsonObject *job)
{
  JsonNode *node = json_object_get_member (job, "progress");

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("");
  return g_strdup_printf ("%.0f %%", 100 * json_node_get_double (node));
}

static void
print_line (JsonObject *job)
{
  g_autofree char *progress = format_progress (job);
  gboolean is_child = *easel_command_get_text (job, "parent") != '\0';

  g_print ("%s  %-14s  %5s  %s%s  %s\n", easel_command_get_text (job, "id"),
           easel_command_get_text (job, "state"), progress, is_child ? "  " : "",
           easel_command_get_text (job, "title"), get_remark (job));
}

static GVariant *
make_filter (char **states, int limit)
{
  GVariantBuilder filter;

  g_variant_builder_init (&filter, G_VARIANT_TYPE_VARDICT);
  if (states != NULL)
    g_variant_builder_add (&filter, "{sv}", "states",
                           g_variant_new_strv ((const char **) states, -1));
  if (limit > 0)
    g_variant_builder_add (&filter, "{sv}", "limit", g_variant_new_uint32 ((guint) limit));
  return g_variant_new ("(@a{sv})", g_variant_builder_end (&filter));
}

static int
print_jobs (GVariant *filter, gboolean as_json)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (filter);
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = easel_client_new (&error);
  g_auto (GStrv) jobs = NULL;

  if (client != NULL)
    jobs = easel_command_get_list (client, EASEL_BUS_JOBS, "List", owned, &error);
  if (jobs == NULL)
    return easel_command_fail (error);

  for (guint i = 0; jobs[i] != NULL; i++)
    {
      g_autoptr (JsonObject) job = NULL;

      if (as_json)
        {
          g_print ("%s\n", jobs[i]);
          continue;
        }
      job = easel_command_read_object (jobs[i], &error);
      if (job == NULL)
        return easel_command_fail (error);
      print_line (job);
    }
  return EASEL_EXIT_DONE;
}

int
easel_command_jobs (int argc, char **argv)
{
  g_auto (GStrv) states = NULL;
  gboolean as_json = FALSE;
  int limit = 0;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "state", 's', 0, G_OPTION_ARG_STRING_ARRAY, &states,
      N_ ("Only jobs in this state; may be given several times"), N_ ("STATE") },
    { "limit", 'n', 0, G_OPTION_ARG_INT, &limit, N_ ("Only so many of the newest"), N_ ("N") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, NULL,
                            _ ("Lists jobs in the order they were made.\n"
                               "States: pending, queued, running, awaiting_input, completed, "
                               "failed, canceled."),
                            entries, &error))
    return easel_command_fail (error);
  if (argc > 1)
    return easel_command_refuse (EASEL_EXIT_USAGE,
                                 g_strdup_printf (_ ("“%s” is one word too many."), argv[1]));
  return print_jobs (make_filter (states, limit), as_json);
}

/* One job -------------------------------------------------------------------------------- */

static void
print_field (const char *label, const char *value)
{
  if (*value != '\0')
    g_print ("%-10s %s\n", label, value);
}

static void
print_usage_field (JsonObject *job)
{
  JsonObject *usage = easel_command_get_object (job, "total_usage");
  gint64 input = json_object_get_int_member_with_default (usage, "input_tokens", 0);
  gint64 output = json_object_get_int_member_with_default (usage, "output_tokens", 0);
  g_autofree char *text = NULL;

  if (input == 0 && output == 0)
    return;
  /* Translators: tokens are the pieces of text a model reads and writes */
  text = g_strdup_printf (_ ("%" PRId64 " tokens in, %" PRId64 " out"), input, output);
  print_field (_ ("Usage"), text);
}

static void
print_entities (JsonObject *job)
{
  JsonObject *result = easel_command_get_object (job, "result");
  JsonNode *node = result != NULL ? json_object_get_member (result, "entities") : NULL;
  JsonArray *entities;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  entities = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (entities); i++)
    {
      JsonObject *entity = json_array_get_object_element (entities, i);

      g_print ("%-10s %s  %s  %s\n", i == 0 ? _ ("Made") : "",
               easel_command_get_text (entity, "id"), easel_command_get_text (entity, "kind"),
               easel_command_get_text (entity, "name"));
    }
}

/* What “easel undo” takes. */
static void
print_change (JsonObject *job)
{
  JsonObject *result = easel_command_get_object (job, "result");

  if (result != NULL)
    print_field (_ ("Change"), easel_command_get_text (result, "entry"));
}

static void
print_decisions (JsonObject *job)
{
  JsonNode *node = json_object_get_member (job, "decisions");
  JsonArray *decisions = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                      : NULL;

  for (guint i = 0; decisions != NULL && i < json_array_get_length (decisions); i++)
    {
      JsonObject *decision = json_array_get_object_element (decisions, i);

      g_print (
          "%-10s %s  %s  %s  %s\n", i == 0 ? _ ("Decided") : "",
          easel_command_get_text (decision, "time"), easel_command_get_text (decision, "action"),
          easel_command_get_text (decision, "door"), easel_command_get_text (decision, "comment"));
    }
}

static void
print_awaiting (JsonObject *job)
{
  JsonObject *awaiting = easel_command_get_object (job, "awaiting");

  if (awaiting == NULL)
    return;
  print_field (_ ("Asks"), easel_command_get_text (awaiting, "title"));
  print_field ("", easel_command_get_text (awaiting, "description"));
}

static void
print_job (JsonObject *job)
{
  JsonObject *error = easel_command_get_object (job, "error");
  g_autofree char *progress = format_progress (job);

  print_field (_ ("Job"), easel_command_get_text (job, "id"));
  print_field (_ ("Title"), easel_command_get_text (job, "title"));
  print_field (_ ("About"), easel_command_get_text (job, "description"));
  print_field (_ ("State"), easel_command_get_text (job, "state"));
  print_field (_ ("Progress"), progress);
  print_field (_ ("Doing"), easel_command_get_text (job, "message"));
  print_field (_ ("Outcome"), easel_command_get_text (job, "outcome"));
  print_field (_ ("Part of"), easel_command_get_text (job, "parent"));
  print_field (_ ("Provider"), easel_command_get_text (job, "provider"));
  print_field (_ ("Model"), easel_command_get_text (job, "model"));
  print_field (_ ("Created"), easel_command_get_text (job, "created"));
  print_field (_ ("Started"), easel_command_get_text (job, "started"));
  print_field (_ ("Finished"), easel_command_get_text (job, "finished"));
  print_usage_field (job);
  if (error != NULL)
    {
      print_field (_ ("Error"), easel_command_get_text (error, "message"));
      print_field ("", easel_command_get_text (error, "hint"));
    }
  print_entities (job);
  print_change (job);
  print_decisions (job);
  print_awaiting (job);
}

int
easel_command_job (int argc, char **argv)
{
  gboolean as_json = FALSE;
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselClient) client = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_ ("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!easel_command_parse (&argc, &argv, _ ("ID…"), _ ("Shows jobs with all there is to know."),
                            entries, &error)
      || !easel_command_check_ids (argc - 1, argv + 1, &error))
    return easel_command_fail (error);

  client = easel_client_new (&error);
  for (int i = 1; client != NULL && error == NULL && i < argc; i++)
    {
      g_autofree char *json = easel_command_get (client, EASEL_BUS_JOBS, argv[i], &error);
      g_autoptr (JsonObject) job = json != NULL ? easel_command_read_object (json, &error) : NULL;

      if (job != NULL && as_json)
        g_print ("%s\n", json);
      else if (job != NULL)
        print_job (job);
    }
  return error != NULL ? easel_command_fail (error) : EASEL_EXIT_DONE;
}
