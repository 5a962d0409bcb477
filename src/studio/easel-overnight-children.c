/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-children.h"

#include "easel-analyze-spec.h"
#include "easel-studio-error.h"

/* (transfer full): one analyzer about a picture. @answer: (nullable): if it is there already */
static EaselJobSpec *
new_spec (const EaselOvernightWork *work,
          guint item_index,
          const char *analyzer,
          JsonObject *answer)
{
  const EaselOvernightItem *item = g_ptr_array_index (work->plan->items, item_index);
  const char *const names[] = { analyzer, NULL };
  g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_new_for_picture (
      item->picture, item->source->name, names, work->params->again);
  EaselJobSpec *spec;
  char *analyzers;

  params->answer = answer != NULL ? json_object_ref (answer) : NULL;
  spec = easel_analyze_spec_new (work->catalog, work->providers, params,
                                 easel_run_get_provider (work->run),
                                 easel_run_get_model (work->run));
  spec->key = easel_overnight_plan_dup_item_key (item_index, analyzer);
  spec->thumbnail = easel_library_get_thumbnail_path (work->library, item->picture);

  /* Among many pictures, each is told by its name. */
  analyzers = spec->title;
  spec->title = spec->description;
  spec->description = analyzers;

  /* Whoever asks nobody needs not wait for those who do. */
  if (answer != NULL)
    g_clear_pointer (&spec->lane, g_free);
  return spec;
}

/* (transfer full): an item that could not be imported; when it is retried, that is tried again */
static EaselJobSpec *
new_unimported (const EaselOvernightWork *work, guint item_index)
{
  const EaselOvernightItem *item = g_ptr_array_index (work->plan->items, item_index);
  g_autoptr (JsonObject) object = easel_analyze_params_to_object (item->source);
  g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_from_object (object, NULL);
  EaselJobSpec *spec;

  g_strfreev (params->analyzers);
  params->analyzers = g_strdupv (work->params->analyzers);
  params->again = work->params->again;
  spec = easel_analyze_spec_new (work->catalog, work->providers, params,
                                 easel_run_get_provider (work->run),
                                 easel_run_get_model (work->run));
  spec->key = easel_overnight_plan_dup_item_key (item_index, "");
  spec->failure = easel_failure_copy (item->failure);
  return spec;
}

GPtrArray *
easel_overnight_children_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);
}

gboolean
easel_overnight_children_make (const EaselOvernightWork *work, GPtrArray *specs, GError **error)
{
  g_autoptr (GPtrArray) outcomes = NULL;

  return specs->len == 0 || easel_run_join_children (work->run, specs, &outcomes, error);
}

static void
add_if_new (const EaselOvernightWork *work, GPtrArray *specs, EaselJobSpec *spec)
{
  if (easel_run_has_child (work->run, spec->key))
    easel_job_spec_free (spec);
  else
    g_ptr_array_add (specs, spec);
}

gboolean
easel_overnight_children_settle (const EaselOvernightWork *work, GError **error)
{
  g_autoptr (GPtrArray) specs = easel_overnight_children_new ();

  for (guint i = 0; i < work->plan->items->len; i++)
    {
      const EaselOvernightItem *item = g_ptr_array_index (work->plan->items, i);

      if (item->failure != NULL)
        add_if_new (work, specs, new_unimported (work, i));
      for (guint j = 0; item->failure == NULL && item->have[j] != NULL; j++)
        add_if_new (work, specs, new_spec (work, i, item->have[j], NULL));
    }
  return easel_overnight_children_make (work, specs, error);
}

EaselJobSpec *
easel_overnight_children_new_answered (const EaselOvernightWork *work,
                                       guint request,
                                       JsonObject *answer)
{
  const EaselOvernightRequest *of = &g_array_index (work->plan->requests, EaselOvernightRequest,
                                                    request);

  return new_spec (work, of->item, of->analyzer, answer);
}

EaselJobSpec *
easel_overnight_children_new_failed (const EaselOvernightWork *work,
                                     guint request,
                                     const GError *reason,
                                     EaselUsage usage)
{
  const EaselOvernightRequest *of = &g_array_index (work->plan->requests, EaselOvernightRequest,
                                                    request);
  EaselJobSpec *spec = new_spec (work, of->item, of->analyzer, NULL);

  spec->failure = easel_studio_describe_error (reason);
  spec->usage = usage;
  return spec;
}
