/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-spec.h"

#include <glib/gi18n.h>

/* In characters: of what a story is about. */
#define MAX_DESCRIPTION 80

/* (transfer full) */
static char *
shorten (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_DESCRIPTION)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MAX_DESCRIPTION);
  return g_strconcat (start, "…", NULL);
}

/* (transfer full): until the story has one of its own */
static char *
make_title (const EaselStoryParams *params)
{
  if (params != NULL && params->action != EASEL_STORY_WRITE)
    /* Translators: a number */
    return g_strdup_printf (_ ("Scene %u of a Story"), params->scene);
  return g_strdup (_ ("Story"));
}

EaselJobSpec *
easel_story_spec_new (EaselProviderRegistry *providers,
                      const char *params,
                      const char *provider,
                      const char *model)
{
  g_autoptr (EaselStoryParams) read = easel_story_params_from_json (params, NULL);
  g_autofree char *title = make_title (read);
  EaselJobSpec *spec = easel_job_spec_new (EASEL_STORY_JOB_KIND, title, params);
  const char *words = NULL;

  if (read != NULL)
    words = read->action == EASEL_STORY_WRITE ? read->theme : read->comment;
  spec->description = words != NULL ? shorten (words) : NULL;
  /* An illustration is asked for by a child, of somebody else. */
  if (read != NULL && read->action == EASEL_STORY_ILLUSTRATE)
    return spec;
  spec->lane = easel_provider_registry_make_lane (providers, provider, model);
  spec->provider = g_strdup (provider);
  spec->model = g_strdup (model);
  return spec;
}
