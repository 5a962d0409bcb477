/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-bus-search.h"

#include "easel-bus-params.h"
#include "easel-config.h"

/* More of either are not shown by any shell. */
#define MAX_FOUND 12

/* Well under a frame, so that drawing goes on between two slices. */
#define SLICE_USEC 3000

#define ENTITY_PREFIX "entity:"
#define JOB_PREFIX "job:"

/* Searching ------------------------------------------------------------------------------- */

typedef struct
{
  EaselStudio *studio;               /* (owned) */
  char *text;                        /* (owned): the words */
  GDBusMethodInvocation *invocation; /* (owned) */
  GPtrArray *results;                /* (owned) (element-type utf8) */
  guint next;                        /* jobs before this position are still to be looked at */
  guint n_jobs;                      /* of @results */
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->studio);
  g_free (search->text);
  g_ptr_array_unref (search->results);
  g_free (search);
}

/* What was asked for in one go is one result, not one for each picture. */
static gboolean
job_fits (EaselJob *job, const char *text)
{
  const char *description = easel_job_get_description (job);
  g_autofree char *words = NULL;

  if (easel_job_get_parent (job) != NULL)
    return FALSE;
  words = g_strjoin (" ", easel_job_get_title (job), description, NULL);
  return g_str_match_string (text, words, TRUE);
}

/* Jobs belong to the main thread, so that many are looked at in slices. Those that come or go
 * between two may be missed, or found by the next search. */
static gboolean
search_jobs (gpointer user_data)
{
  Search *search = user_data;
  GListModel *jobs = G_LIST_MODEL (easel_studio_get_queue (search->studio));
  gint64 end = g_get_monotonic_time () + SLICE_USEC;

  while (search->next > 0 && search->n_jobs < MAX_FOUND)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (jobs, --search->next);

      if (job != NULL && job_fits (job, search->text))
        {
          g_ptr_array_add (search->results, g_strconcat (JOB_PREFIX, easel_job_get_id (job), NULL));
          search->n_jobs++;
        }
      if (g_get_monotonic_time () >= end)
        return G_SOURCE_CONTINUE;
    }
  g_dbus_method_invocation_return_value (search->invocation,
                                         easel_bus_params_new_list (search->results));
  return G_SOURCE_REMOVE;
}

static void
on_queried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Search *search = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entities = easel_library_query_finish (EASEL_LIBRARY (source), result,
                                                               &error);

  if (entities == NULL)
    g_message ("The library cannot be searched: %s", error->message);
  for (guint i = 0; entities != NULL && i < entities->len; i++)
    g_ptr_array_add (search->results,
                     g_strconcat (ENTITY_PREFIX, easel_entity_get_id (entities->pdata[i]), NULL));
  search->next = g_list_model_get_n_items (G_LIST_MODEL (easel_studio_get_queue (search->studio)));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, search_jobs, search, search_free);
}

/* @terms: (as) */
static void
start_search (EaselStudio *studio, GVariant *terms, GDBusMethodInvocation *invocation)
{
  g_autofree const char **words = g_variant_get_strv (terms, NULL);
  g_autofree char *text = g_strjoinv (" ", (GStrv) words);
  EaselLibraryQuery query = { .limit = MAX_FOUND };
  Search *search;

  g_strstrip (text);
  if (*text == '\0')
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(as)", NULL));
      return;
    }
  search = g_new0 (Search, 1);
  search->studio = g_object_ref (studio);
  search->text = g_steal_pointer (&text);
  search->invocation = invocation;
  search->results = g_ptr_array_new_with_free_func (g_free);
  query.text = search->text;
  easel_library_query_async (easel_studio_get_library (studio), &query, NULL, on_queried, search);
}

void
easel_bus_search_initial (EaselStudio *studio,
                          GVariant *parameters,
                          GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) terms = g_variant_get_child_value (parameters, 0);

  start_search (studio, terms, invocation);
}

/* Not all that was found before is in the previous results, so these are no place to look. */
void
easel_bus_search_again (EaselStudio *studio,
                        GVariant *parameters,
                        GDBusMethodInvocation *invocation)
{
  g_autoptr (GVariant) terms = g_variant_get_child_value (parameters, 1);

  start_search (studio, terms, invocation);
}

/* Telling --------------------------------------------------------------------------------- */

/* One result as it is shown. */
typedef struct
{
  char *id;          /* (owned) */
  char *name;        /* (owned) (nullable): %NULL as long as it is not known */
  char *description; /* (owned) (nullable) */
  char *thumbnail;   /* (owned) (nullable): a path, maybe of a file that is gone */
} Meta;

typedef struct
{
  EaselLibrary *library; /* (owned) */
  GPtrArray *metas;      /* (owned) (element-type Meta) */
} Telling;

static void
meta_free (gpointer data)
{
  Meta *meta = data;

  g_free (meta->id);
  g_free (meta->name);
  g_free (meta->description);
  g_free (meta->thumbnail);
  g_free (meta);
}

static void
telling_free (gpointer data)
{
  Telling *telling = data;

  g_object_unref (telling->library);
  g_ptr_array_unref (telling->metas);
  g_free (telling);
}

/* (transfer full) */
static Meta *
new_meta (EaselStudio *studio, const char *id)
{
  Meta *meta = g_new0 (Meta, 1);
  EaselJob *job = NULL;
  const EaselFailure *failure;

  meta->id = g_strdup (id);
  if (g_str_has_prefix (id, JOB_PREFIX))
    job = easel_queue_lookup (easel_studio_get_queue (studio), id + strlen (JOB_PREFIX));
  if (job == NULL)
    return meta;

  failure = easel_job_get_state (job) == EASEL_JOB_STATE_FAILED ? easel_job_get_failure (job)
                                                                : NULL;
  meta->name = g_strdup (easel_job_get_title (job));
  meta->description = g_strdup (failure != NULL ? failure->message
                                                : easel_job_get_description (job));
  meta->thumbnail = g_strdup (easel_job_get_thumbnail (job));
  return meta;
}

/* What is gone meanwhile stays without a name. */
static void
look_up (Meta *meta, EaselLibrary *library)
{
  g_autoptr (EaselEntity) entity = NULL;

  if (!g_str_has_prefix (meta->id, ENTITY_PREFIX))
    return;
  entity = easel_library_get (library, meta->id + strlen (ENTITY_PREFIX), NULL);
  if (entity == NULL)
    return;
  meta->name = g_strdup (easel_entity_get_name (entity));
  meta->description = g_strdup (easel_entity_kind_get_title (easel_entity_get_kind (entity)));
  meta->thumbnail = g_strdup (easel_entity_get_thumbnail (entity));
}

static void
add_meta (GVariantBuilder *metas, const Meta *meta)
{
  g_autoptr (GIcon) icon = NULL;
  g_autoptr (GVariant) serialized = NULL;

  if (meta->thumbnail != NULL && g_file_test (meta->thumbnail, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GFile) file = g_file_new_for_path (meta->thumbnail);

      icon = g_file_icon_new (file);
    }
  else
    icon = g_themed_icon_new (EASEL_APP_ID);
  serialized = g_icon_serialize (icon);

  g_variant_builder_open (metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (meta->id));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (meta->name));
  if (meta->description != NULL && *meta->description != '\0')
    g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (meta->description));
  g_variant_builder_add (metas, "{sv}", "icon", serialized);
  g_variant_builder_close (metas);
}

static void
tell_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Telling *telling = task_data;
  GVariantBuilder metas;

  g_variant_builder_init (&metas, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < telling->metas->len; i++)
    {
      Meta *meta = telling->metas->pdata[i];

      look_up (meta, telling->library);
      if (meta->name != NULL)
        add_meta (&metas, meta);
    }
  g_task_return_pointer (task, g_variant_ref_sink (g_variant_new ("(aa{sv})", &metas)),
                         (GDestroyNotify) g_variant_unref);
}

static void
on_told (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  g_autoptr (GVariant) reply = g_task_propagate_pointer (G_TASK (result), &error);

  if (reply != NULL)
    g_dbus_method_invocation_return_value (user_data, reply);
  else
    g_dbus_method_invocation_take_error (user_data, error);
}

void
easel_bus_search_get_metas (EaselStudio *studio,
                            GVariant *parameters,
                            GDBusMethodInvocation *invocation)
{
  Telling *telling = g_new (Telling, 1);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_told, invocation);
  g_autofree const char **ids = NULL;

  g_variant_get (parameters, "(^a&s)", &ids);
  telling->library = g_object_ref (easel_studio_get_library (studio));
  telling->metas = g_ptr_array_new_with_free_func (meta_free);
  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (telling->metas, new_meta (studio, ids[i]));
  g_task_set_source_tag (task, easel_bus_search_get_metas);
  g_task_set_static_name (task, "tell search results");
  g_task_set_task_data (task, telling, telling_free);
  g_task_run_in_thread (task, tell_in_thread);
}

/* Showing --------------------------------------------------------------------------------- */

static void
activate (GApplication *application, const char *action, const char *target)
{
  g_action_group_activate_action (G_ACTION_GROUP (application), action,
                                  g_variant_new_string (target));
}

gboolean
easel_bus_search_activate (GApplication *application, GDBusMethodInvocation *invocation)
{
  const char *method = g_dbus_method_invocation_get_method_name (invocation);
  GVariant *parameters = g_dbus_method_invocation_get_parameters (invocation);

  if (g_str_equal (method, "ActivateResult"))
    {
      const char *id;

      g_variant_get_child (parameters, 0, "&s", &id);
      if (g_str_has_prefix (id, ENTITY_PREFIX))
        activate (application, "show-entity", id + strlen (ENTITY_PREFIX));
      else if (g_str_has_prefix (id, JOB_PREFIX))
        activate (application, "show-job", id + strlen (JOB_PREFIX));
    }
  else if (g_str_equal (method, "LaunchSearch"))
    {
      g_autofree const char **words = NULL;
      g_autofree char *text = NULL;

      g_variant_get_child (parameters, 0, "^a&s", &words);
      text = g_strjoinv (" ", (GStrv) words);
      activate (application, "search-library", text);
    }
  else
    return FALSE;
  g_dbus_method_invocation_return_value (invocation, NULL);
  return TRUE;
}
