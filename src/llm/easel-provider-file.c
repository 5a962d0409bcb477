/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-provider-file.h"

#include "easel-llm-error.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

#define PROVIDER_PREFIX "Provider "
#define TASK_PREFIX "Task "

/* In the file it is dollars, as a person would write them. */
#define MICROS 1e6
#define MAX_BUDGET 1e9

/* Where to begin when the file is missing or unreadable. */
static gboolean
load_key_file (const char *path, GKeyFile *file, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (g_key_file_load_from_file (file, path,
                                 G_KEY_FILE_KEEP_COMMENTS | G_KEY_FILE_KEEP_TRANSLATIONS, &problem)
      || g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT)
      || g_error_matches (problem, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

static void
set_aside (const char *path, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *suffix = g_date_time_format (now, "broken-%Y%m%d-%H%M%S");
  g_autofree char *target = g_strdup_printf ("%s.%s", path, suffix);
  g_autofree char *name = g_filename_display_basename (target);

  if (g_rename (path, target) == 0)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER,
                 _ ("The list of providers could not be read. It was kept as “%s”; set up your "
                    "providers again."),
                 name);
  else
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NO_PROVIDER,
                 _ ("The list of providers could not be read, nor moved out of the way: %s"),
                 g_strerror (errno));
}

static EaselProviderConfig *
read_config (GKeyFile *file, const char *group)
{
  g_autofree char *kind_name = g_key_file_get_string (file, group, "Kind", NULL);
  g_autofree char *name = g_key_file_get_string (file, group, "Name", NULL);
  g_autofree char *url = g_key_file_get_string (file, group, "Url", NULL);
  const char *id = group + strlen (PROVIDER_PREFIX);
  int lanes = g_key_file_get_integer (file, group, "Lanes", NULL);
  int edge = g_key_file_get_integer (file, group, "MaxImageEdge", NULL);
  int context = g_key_file_get_integer (file, group, "ContextTokens", NULL);
  double budget = g_key_file_get_double (file, group, "DailyBudget", NULL);
  EaselProviderKind kind;

  /* Of a kind this Easel does not know, or Demo, which is always there. */
  if (!easel_provider_kind_from_string (kind_name, &kind) || kind == EASEL_PROVIDER_DEMO)
    return NULL;

  return g_object_new (
      EASEL_TYPE_PROVIDER_CONFIG, "id", id, "name", name != NULL ? name : id, "kind", (int) kind,
      "url", url, "needs-key", g_key_file_get_boolean (file, group, "NeedsKey", NULL), "allow-http",
      g_key_file_get_boolean (file, group, "AllowHttp", NULL), "lanes",
      (guint) CLAMP (lanes, 1, EASEL_PROVIDER_MAX_LANES), "lanes-per-model",
      g_key_file_get_boolean (file, group, "LanesPerModel", NULL), "max-image-edge",
      edge > 0 ? (guint) CLAMP (edge, 16, 65535) : EASEL_PROVIDER_MAX_IMAGE_EDGE, "context-tokens",
      context > 0 ? (guint) MAX (context, EASEL_PROVIDER_MIN_CONTEXT_TOKENS)
                  : EASEL_PROVIDER_CONTEXT_TOKENS,
      "daily-budget",
      budget > 0 ? (gint64) llround (MIN (budget, MAX_BUDGET) * MICROS) : G_GINT64_CONSTANT (0),
      NULL);
}

EaselProviderFile *
easel_provider_file_read (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (EaselProviderFile) self = g_new0 (EaselProviderFile, 1);
  g_autoptr (GError) problem = NULL;
  g_auto (GStrv) groups = NULL;

  self->configs = g_ptr_array_new_with_free_func (g_object_unref);
  if (!load_key_file (path, file, &problem))
    {
      if (problem->domain == G_KEY_FILE_ERROR)
        set_aside (path, error);
      else
        g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      EaselProviderConfig *config = NULL;
      EaselModelTask task;

      if (g_str_has_prefix (groups[i], PROVIDER_PREFIX))
        config = read_config (file, groups[i]);
      if (config != NULL)
        g_ptr_array_add (self->configs, config);

      if (g_str_has_prefix (groups[i], TASK_PREFIX)
          && easel_model_task_from_string (groups[i] + strlen (TASK_PREFIX), &task)
          && self->providers[task] == NULL)
        {
          self->providers[task] = g_key_file_get_string (file, groups[i], "Provider", NULL);
          self->models[task] = g_key_file_get_string (file, groups[i], "Model", NULL);
        }
    }
  return g_steal_pointer (&self);
}

void
easel_provider_file_free (EaselProviderFile *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->configs);
  for (guint i = 0; i < EASEL_N_MODEL_TASKS; i++)
    {
      g_free (self->providers[i]);
      g_free (self->models[i]);
    }
  g_free (self);
}

static gboolean
write_key_file (const char *path, GKeyFile *file, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  gsize length;
  g_autofree char *data = g_key_file_to_data (file, &length, NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("The folder for settings could not be made: %s"), g_strerror (errno));
      return FALSE;
    }
  return g_file_set_contents_full (path, data, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

gboolean
easel_provider_file_save (const char *path, EaselProviderConfig *config, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *group = g_strconcat (PROVIDER_PREFIX, easel_provider_config_get_id (config),
                                        NULL);

  if (!load_key_file (path, file, error))
    return FALSE;

  g_key_file_set_string (file, group, "Name", easel_provider_config_get_name (config));
  g_key_file_set_string (file, group, "Kind",
                         easel_provider_kind_to_string (easel_provider_config_get_kind (config)));
  if (easel_provider_config_get_url (config) != NULL)
    g_key_file_set_string (file, group, "Url", easel_provider_config_get_url (config));
  else
    g_key_file_remove_key (file, group, "Url", NULL);
  g_key_file_set_boolean (file, group, "NeedsKey", easel_provider_config_get_needs_key (config));
  g_key_file_set_boolean (file, group, "AllowHttp", easel_provider_config_get_allow_http (config));
  g_key_file_set_integer (file, group, "Lanes", (int) easel_provider_config_get_lanes (config));
  g_key_file_set_boolean (file, group, "LanesPerModel",
                          easel_provider_config_get_lanes_per_model (config));
  g_key_file_set_integer (file, group, "MaxImageEdge",
                          (int) easel_provider_config_get_max_image_edge (config));
  g_key_file_set_integer (file, group, "ContextTokens",
                          (int) easel_provider_config_get_context_tokens (config));
  if (easel_provider_config_get_daily_budget (config) > 0)
    g_key_file_set_double (file, group, "DailyBudget",
                           (double) easel_provider_config_get_daily_budget (config) / MICROS);
  else
    g_key_file_remove_key (file, group, "DailyBudget", NULL);
  return write_key_file (path, file, error);
}

gboolean
easel_provider_file_remove (const char *path, const char *id, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *group = g_strconcat (PROVIDER_PREFIX, id, NULL);

  if (!load_key_file (path, file, error))
    return FALSE;

  g_key_file_remove_group (file, group, NULL);
  for (int i = 0; i < (int) EASEL_N_MODEL_TASKS; i++)
    {
      g_autofree char *task = g_strconcat (TASK_PREFIX,
                                           easel_model_task_to_string ((EaselModelTask) i), NULL);
      g_autofree char *provider = g_key_file_get_string (file, task, "Provider", NULL);

      if (g_strcmp0 (provider, id) == 0)
        g_key_file_remove_group (file, task, NULL);
    }
  return write_key_file (path, file, error);
}

gboolean
easel_provider_file_use (const char *path,
                         EaselModelTask task,
                         const char *provider,
                         const char *model,
                         GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *group = g_strconcat (TASK_PREFIX, easel_model_task_to_string (task), NULL);

  if (!load_key_file (path, file, error))
    return FALSE;

  g_key_file_set_string (file, group, "Provider", provider);
  g_key_file_set_string (file, group, "Model", model);
  return write_key_file (path, file, error);
}
