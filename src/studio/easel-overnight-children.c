/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-children.h"

#include "easel-analyze-spec.h"
#include "easel-studio-error.h"

/* (transfer full): one analyzer about a picture. @answer: (nullable): if it is there already */
static EaselJobSpec *
new_spec (const EaselOvernightChildren *self,
          guint item_index,
          const char *analyzer,
          JsonObject *answer)
{
  const EaselOvernightItem *item = g_ptr_array_index (self->plan->items, item_index);
  const char *const names[] = { analyzer, NULL };
  g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_new_for_picture (
      item->picture, item->source->name, names, self->params->again);
  EaselJobSpec *spec;
  char *analyzers;

  params->answer = answer != NULL ? json_object_ref (answer) : NULL;
  spec = easel_analyze_spec_new (self->catalog, self->providers, params,
                                 easel_run_get_provider (self->run),
                                 easel_run_get_model (self->run));
  spec->key = easel_overnight_plan_dup_item_key (item_index, analyzer);
  spec->thumbnail = easel_library_get_thumbnail_path (self->library, item->picture);

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
new_unimported (const EaselOvernightChildren *self, guint item_index)
{
  const EaselOvernightItem *item = g_ptr_array_index (self->plan->items, item_index);
  g_autoptr (JsonObject) object = easel_analyze_params_to_object (item->source);
  g_autoptr (EaselAnalyzeParams) params = easel_analyze_params_from_object (object, NULL);
  EaselJobSpec *spec;

  g_strfreev (params->analyzers);
  params->analyzers = g_strdupv (self->params->analyzers);
  params->again = self->params->again;
  spec = easel_analyze_spec_new (self->catalog, self->providers, params,
                                 easel_run_get_provider (self->run),
                                 easel_run_get_model (self->run));
  spec->key = easel_overnight_plan_dup_item_key (item_index, "");
  spec->failure = easel_failure_copy (item->failure);
  return spec;
}

static void
add_if_new (const EaselOvernightChildren *self, GPtrArray *specs, EaselJobSpec *spec)
{
  if (easel_run_has_child (self->run, spec->key))
    easel_job_spec_free (spec);
  else
    g_ptr_array_add (specs, spec);
}

GPtrArray *
easel_overnight_children_new_settled (const EaselOvernightChildren *self)
{
  GPtrArray *specs = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_job_spec_free);

  for (guint i = 0; i < self->plan->items->len; i++)
    {
      const EaselOvernightItem *item = g_ptr_array_index (self->plan->items, i);

      if (item->failure != NULL)
        add_if_new (self, specs, new_unimported (self, i));
      for (guint j = 0; item->failure == NULL && item->have[j] != NULL; j++)
        add_if_new (self, specs, new_spec (self, i, item->have[j], NULL));
    }
  return specs;
}

EaselJobSpec *
easel_overnight_children_new_answered (const EaselOvernightChildren *self,
                                       guint request,
                                       JsonObject *answer)
{
  const EaselOvernightRequest *of = &g_array_index (self->plan->requests, EaselOvernightRequest,
                                                    request);

  return new_spec (self, of->item, of->analyzer, answer);
}

EaselJobSpec *
easel_overnight_children_new_failed (const EaselOvernightChildren *self,
                                     guint request,
                                     const GError *reason,
                                     EaselUsage usage)
{
  const EaselOvernightRequest *of = &g_array_index (self->plan->requests, EaselOvernightRequest,
                                                    request);
  EaselJobSpec *spec = new_spec (self, of->item, of->analyzer, NULL);

  spec->failure = easel_studio_describe_error (reason);
  spec->usage = usage;
  return spec;
}
