/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-import.h"

#include "easel-database.h"
#include "easel-id.h"
#include "easel-overnight-copies.h"
#include "easel-picture-fetch.h"
#include "easel-picture-folder.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* A step is a write to the disk that is waited for; what is not in one is done again after a
 * crash. */
#define SLICE 20

typedef struct
{
  const EaselOvernightWork *work; /* (unowned) */
  GPtrArray *listed;              /* (unowned) (element-type EaselOvernightItem) */
  guint start;                    /* of the slice that is worked on */
} Import;

/* (transfer full) */
static EaselAnalyzeParams *
copy_params (const EaselAnalyzeParams *params)
{
  g_autoptr (JsonObject) object = easel_analyze_params_to_object (params);

  return easel_analyze_params_from_object (object, NULL);
}

/* What is wrong with one picture is its own affair; anything else ends the run. */
static gboolean
take_failure (EaselOvernightItem *item, GError *failure, GError **error)
{
  g_autoptr (GError) owned = failure;
  g_autoptr (EaselFailure) described = easel_studio_describe_error (owned);

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || owned->domain == EASEL_DATABASE_ERROR || described->policy == EASEL_RETRY_WHEN_ONLINE)
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  item->failure = g_steal_pointer (&described);
  return TRUE;
}

/* Listing --------------------------------------------------------------------------------- */

static gboolean
list_one (const EaselOvernightWork *work,
          const EaselAnalyzeParams *source,
          GPtrArray *items,
          GError **error)
{
  g_autoptr (EaselOvernightItem) item = NULL;
  g_auto (GStrv) uris = NULL;
  GError *local = NULL;

  if (source->source != EASEL_PICTURE_SOURCE_FILE
      || !g_file_test (source->location, G_FILE_TEST_IS_DIR))
    {
      g_ptr_array_add (items, easel_overnight_item_new (copy_params (source)));
      return TRUE;
    }

  uris = easel_picture_folder_list (source->location, work->cancellable, &local);
  for (guint i = 0; uris != NULL && uris[i] != NULL; i++)
    g_ptr_array_add (
        items, easel_overnight_item_new (easel_analyze_params_new_for_uri (uris[i], NULL, FALSE)));
  if (uris != NULL)
    return TRUE;

  item = easel_overnight_item_new (copy_params (source));
  if (!take_failure (item, local, error))
    return FALSE;
  g_ptr_array_add (items, g_steal_pointer (&item));
  return TRUE;
}

static GPtrArray *
items_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) easel_overnight_item_free);
}

/* EaselStepFunc: what there is, with folders as their pictures */
static char *
list_step (EaselRun *run, gpointer user_data, GError **error)
{
  const EaselOvernightWork *work = ((Import *) user_data)->work;
  GPtrArray *pictures = work->params->pictures;
  g_autoptr (GPtrArray) items = items_new ();

  for (guint i = 0; i < pictures->len; i++)
    if (!list_one (work, g_ptr_array_index (pictures, i), items, error))
      return NULL;
  return easel_overnight_items_to_json (items);
}

/* Importing ------------------------------------------------------------------------------- */

/* (transfer full) (nullable): the picture's id */
static char *
take_picture (const EaselOvernightWork *work, const EaselAnalyzeParams *source, GError **error)
{
  GCancellable *cancellable = work->cancellable;
  const char *job = easel_run_get_job_id (work->run);
  g_autoptr (EaselEntity) picture = NULL;
  g_autofree char *fetched = NULL;

  if (source->source == EASEL_PICTURE_SOURCE_LIBRARY)
    return g_strdup (source->location);
  if (source->source == EASEL_PICTURE_SOURCE_URI)
    {
      fetched = easel_picture_fetch (source->location, source->name, NULL, NULL, cancellable,
                                     error);
      if (fetched == NULL)
        return NULL;
    }
  picture = easel_library_import_picture (work->library,
                                          fetched != NULL ? fetched : source->location,
                                          source->name, job, easel_id_new, cancellable, error);
  if (fetched != NULL)
    g_unlink (fetched);
  return picture != NULL ? g_strdup (easel_entity_get_id (picture)) : NULL;
}

/* @known: (out): whether the library has the answer */
static gboolean
look_up (const EaselOvernightWork *work,
         const char *picture,
         EaselAnalyzer *analyzer,
         gboolean *known,
         GError **error)
{
  EaselRun *run = work->run;
  g_autoptr (GError) local = NULL;
  g_autoptr (EaselEntity) entity = NULL;

  *known = FALSE;
  if (work->params->again)
    return TRUE;
  entity = easel_library_find_analysis (work->library, picture, easel_analyzer_get_name (analyzer),
                                        easel_run_get_provider (run), easel_run_get_model (run),
                                        easel_analyzer_get_prompt_revision (analyzer), &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  *known = entity != NULL && !easel_entity_get_archived (entity);
  return TRUE;
}

static gboolean
sort_analyzers (const EaselOvernightWork *work, EaselOvernightItem *item, GError **error)
{
  g_autoptr (GStrvBuilder) ask = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) have = g_strv_builder_new ();

  for (guint i = 0; i < work->analyzers->len; i++)
    {
      EaselAnalyzer *analyzer = g_ptr_array_index (work->analyzers, i);
      gboolean known;

      if (!look_up (work, item->picture, analyzer, &known, error))
        return FALSE;
      g_strv_builder_add (known ? have : ask, easel_analyzer_get_name (analyzer));
    }
  g_strfreev (item->ask);
  item->ask = g_strv_builder_end (ask);
  g_strfreev (item->have);
  item->have = g_strv_builder_end (have);
  return TRUE;
}

static guint
get_max_edge (const EaselOvernightWork *work)
{
  g_autoptr (EaselProviderConfig) config = easel_provider_registry_get_config (
      work->providers, easel_run_get_provider (work->run));

  return config != NULL ? easel_provider_config_get_max_image_edge (config)
                        : EASEL_PROVIDER_MAX_IMAGE_EDGE;
}

static gboolean
import_item (const EaselOvernightWork *work, EaselOvernightItem *item, GError **error)
{
  GError *local = NULL;

  if (item->failure != NULL)
    return TRUE;
  item->picture = take_picture (work, item->source, &local);
  if (item->picture == NULL)
    return take_failure (item, local, error);
  if (!sort_analyzers (work, item, error))
    return FALSE;
  if (item->ask[0] == NULL
      || easel_overnight_copies_make (work->copies, work->library, item->picture,
                                      get_max_edge (work), &item->size, work->cancellable, &local))
    return TRUE;
  g_clear_pointer (&item->picture, g_free);
  return take_failure (item, local, error);
}

/* EaselStepFunc: some of the pictures */
static char *
import_step (EaselRun *run, gpointer user_data, GError **error)
{
  Import *import = user_data;
  g_autoptr (GPtrArray) items = items_new ();
  guint end = MIN (import->start + SLICE, import->listed->len);

  for (guint i = import->start; i < end; i++)
    {
      const EaselOvernightItem *listed = g_ptr_array_index (import->listed, i);
      EaselOvernightItem *item = easel_overnight_item_new (copy_params (listed->source));
      g_autofree char *message = NULL;

      g_ptr_array_add (items, item);
      item->failure = easel_failure_copy (listed->failure);
      /* Translators: a number, and of how many */
      message = g_strdup_printf (_ ("Importing %u of %u"), i + 1, import->listed->len);
      easel_run_set_progress (run, (double) i / import->listed->len, message);
      if (!import_item (import->work, item, error))
        return NULL;
    }
  return easel_overnight_items_to_json (items);
}

EaselOvernightPlan *
easel_overnight_import (const EaselOvernightWork *work, GError **error)
{
  g_autoptr (GPtrArray) listed = items_new ();
  g_autoptr (EaselOvernightPlan) plan = easel_overnight_plan_new ();
  Import import = { .work = work, .listed = listed };
  g_autofree char *list = easel_run_step (work->run, "list", NULL, list_step, &import, error);

  if (list == NULL || !easel_overnight_items_from_json (list, listed, error))
    return NULL;
  for (; import.start < listed->len; import.start += SLICE)
    {
      g_autofree char *key = g_strdup_printf ("%u", import.start);
      g_autofree char *slice = easel_run_step (work->run, "import", key, import_step, &import,
                                               error);

      if (slice == NULL || !easel_overnight_items_from_json (slice, plan->items, error))
        return NULL;
    }
  easel_overnight_plan_list_requests (plan);
  return g_steal_pointer (&plan);
}
