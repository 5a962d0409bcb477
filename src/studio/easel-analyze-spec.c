/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyze-spec.h"

#include "easel-analyze-job.h"

char *
easel_analyze_spec_list_titles (EaselAnalyzerCatalog *catalog, const char *const *names)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      EaselAnalyzer *analyzer = easel_analyzer_catalog_lookup (catalog, names[i], NULL);

      g_string_append_printf (titles, "%s%s", i > 0 ? ", " : "",
                              analyzer != NULL ? easel_analyzer_get_title (analyzer) : names[i]);
    }
  return g_string_free (g_steal_pointer (&titles), FALSE);
}

/* Whether the job itself will ask a model, as far as that can be known from its params. */
static gboolean
asks_itself (EaselAnalyzerCatalog *catalog, const EaselAnalyzeParams *params)
{
  g_autoptr (GPtrArray) analyzers = easel_analyzer_catalog_expand (
      catalog, (const char *const *) params->analyzers, NULL);

  return analyzers != NULL && analyzers->len == 1;
}

EaselJobSpec *
easel_analyze_spec_new (EaselAnalyzerCatalog *catalog,
                        EaselProviderRegistry *providers,
                        const EaselAnalyzeParams *params,
                        const char *provider,
                        const char *model)
{
  g_autofree char *titles = easel_analyze_spec_list_titles (
      catalog, (const char *const *) params->analyzers);
  g_autofree char *json = easel_analyze_params_to_json (params);
  EaselJobSpec *spec;

  /* A child of one picture's job tells itself apart by what it looks for. */
  if (params->source == EASEL_PICTURE_SOURCE_LIBRARY)
    {
      spec = easel_job_spec_new (EASEL_ANALYZE_JOB_KIND, titles, json);
      spec->description = g_strdup (params->name);
    }
  else
    {
      spec = easel_job_spec_new (EASEL_ANALYZE_JOB_KIND, params->name, json);
      spec->description = g_steal_pointer (&titles);
    }

  spec->provider = g_strdup (provider);
  spec->model = g_strdup (model);
  if (provider != NULL && asks_itself (catalog, params))
    spec->lane = easel_provider_registry_make_lane (providers, provider, model);
  return spec;
}
