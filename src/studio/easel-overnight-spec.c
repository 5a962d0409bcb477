/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-spec.h"

#include "easel-analyze-spec.h"
#include "easel-overnight-job.h"
#include "easel-overnight-recall-job.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

char *
easel_overnight_dup_title (guint n_pictures)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u Picture", "%u Pictures", n_pictures),
                          n_pictures);
}

EaselJobSpec *
easel_overnight_spec_new (EaselAnalyzerCatalog *catalog,
                          const EaselOvernightParams *params,
                          const char *provider,
                          const char *model)
{
  const EaselAnalyzeParams *first = g_ptr_array_index (params->pictures, 0);
  g_autofree char *titles = easel_analyze_spec_list_titles (
      catalog, (const char *const *) params->analyzers);
  g_autofree char *title = params->pictures->len == 1
                               ? g_strdup (first->name)
                               : easel_overnight_dup_title (params->pictures->len);
  g_autofree char *json = easel_overnight_params_to_json (params);
  EaselJobSpec *spec = easel_job_spec_new (EASEL_OVERNIGHT_JOB_KIND, title, json);

  /* Translators: what is looked for, such as “Outfit, Makeup” */
  spec->description = g_strdup_printf (_ ("%s, overnight"), titles);
  spec->lane = g_strdup (EASEL_OVERNIGHT_LANE);
  spec->provider = g_strdup (provider);
  spec->model = g_strdup (model);
  return spec;
}

EaselJobSpec *
easel_overnight_recall_spec_new (EaselJob *job, const char *deposit)
{
  EaselJobSpec *spec = easel_job_spec_new (EASEL_OVERNIGHT_RECALL_JOB_KIND,
                                           easel_job_get_title (job), deposit);

  spec->description = g_strdup (_ ("Canceling with the provider"));
  spec->lane = g_strdup (EASEL_OVERNIGHT_LANE);
  spec->provider = g_strdup (easel_job_get_provider (job));
  spec->model = g_strdup (easel_job_get_model (job));
  return spec;
}

void
easel_overnight_set_no_batches (GError **error, const char *provider)
{
  /* Translators: a provider */
  g_set_error (
      error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_NO_BATCHES,
      _ ("%s does not work overnight. Analyze the pictures now, or choose a model of another "
         "provider."),
      provider);
}
