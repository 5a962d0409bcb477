/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-listing.h"

#include "easel-bus-params.h"

#include <glib/gi18n.h>

/* Well under a frame, so that drawing goes on between two slices. */
#define SLICE_USEC 3000

typedef struct
{
  EaselStudio *studio;               /* (owned) */
  GDBusMethodInvocation *invocation; /* (owned) (nullable): until answered */
  GPtrArray *jobs;                   /* (owned) (element-type EaselJob) */
  guint next;                        /* the first of @jobs that is not yet in @texts */
  GPtrArray *texts;                  /* (owned) (element-type utf8) */
} Listing;

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_object_unref (listing->studio);
  g_ptr_array_unref (listing->jobs);
  g_ptr_array_unref (listing->texts);
  g_free (listing);
}

static gboolean
continue_listing (gpointer user_data)
{
  Listing *listing = user_data;
  gint64 end = g_get_monotonic_time () + SLICE_USEC;

  while (listing->next < listing->jobs->len)
    {
      EaselJob *job = g_ptr_array_index (listing->jobs, listing->next++);
      g_autoptr (JsonNode) node = easel_studio_job_to_json (listing->studio, job, NULL);

      g_ptr_array_add (listing->texts, json_to_string (node, FALSE));
      if (g_get_monotonic_time () >= end)
        return G_SOURCE_CONTINUE;
    }
  g_dbus_method_invocation_return_value (listing->invocation,
                                         easel_bus_params_new_list (listing->texts));
  return G_SOURCE_REMOVE;
}

typedef struct
{
  gboolean states[EASEL_JOB_N_STATES];
  const char *kind;   /* (nullable) */
  const char *parent; /* (nullable): "" for jobs without a parent */
  guint limit;        /* 0 for all */
} Filter;

static gboolean
read_states (Filter *filter, GVariant *params, GError **error)
{
  g_autofree const char **names = NULL;

  if (!g_variant_lookup (params, "states", "^a&s", &names))
    {
      for (guint i = 0; i < EASEL_JOB_N_STATES; i++)
        filter->states[i] = TRUE;
      return TRUE;
    }
  for (guint i = 0; names[i] != NULL; i++)
    {
      EaselJobState state;

      if (!easel_job_state_from_string (names[i], &state))
        {
          g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                       _ ("There is no state “%s”. Known are: %s."), names[i],
                       "pending, queued, running, awaiting_input, completed, failed, canceled");
          return FALSE;
        }
      filter->states[state] = TRUE;
    }
  return TRUE;
}

static gboolean
read_filter (Filter *filter, GVariant *params, GError **error)
{
  static const EaselBusParam known[] = {
    { "states", "as" },
    { "kind", "s" },
    { "parent", "s" },
    { "limit", "u" },
  };

  if (!easel_bus_params_check (params, known, G_N_ELEMENTS (known), error)
      || !read_states (filter, params, error))
    return FALSE;
  g_variant_lookup (params, "kind", "&s", &filter->kind);
  g_variant_lookup (params, "parent", "&s", &filter->parent);
  g_variant_lookup (params, "limit", "u", &filter->limit);
  return TRUE;
}

static gboolean
fits (const Filter *filter, EaselJob *job)
{
  const char *parent = easel_job_get_parent (job);

  if (!filter->states[easel_job_get_state (job)])
    return FALSE;
  if (filter->kind != NULL && !g_str_equal (filter->kind, easel_job_get_kind (job)))
    return FALSE;
  return filter->parent == NULL || g_str_equal (filter->parent, parent != NULL ? parent : "");
}

/* (transfer full): in order of creation */
static GPtrArray *
collect (EaselQueue *queue, const Filter *filter)
{
  GPtrArray *jobs = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_jobs = g_list_model_get_n_items (G_LIST_MODEL (queue));

  for (guint i = 0; i < n_jobs; i++)
    {
      EaselJob *job = g_list_model_get_item (G_LIST_MODEL (queue), i);

      if (fits (filter, job))
        g_ptr_array_add (jobs, job);
      else
        g_object_unref (job);
    }
  if (filter->limit > 0 && jobs->len > filter->limit)
    g_ptr_array_remove_range (jobs, 0, jobs->len - filter->limit);
  return jobs;
}

gboolean
easel_job_listing_start (EaselStudio *studio,
                         GVariant *filter_params,
                         GDBusMethodInvocation *invocation,
                         GError **error)
{
  Filter filter = { 0 };
  Listing *listing;

  if (!read_filter (&filter, filter_params, error))
    return FALSE;

  listing = g_new0 (Listing, 1);
  listing->studio = g_object_ref (studio);
  listing->invocation = invocation;
  listing->jobs = collect (easel_studio_get_queue (studio), &filter);
  listing->texts = g_ptr_array_new_with_free_func (g_free);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, continue_listing, listing, listing_free);
  return TRUE;
}
