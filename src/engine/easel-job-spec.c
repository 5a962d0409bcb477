/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-spec.h"

G_DEFINE_BOXED_TYPE (EaselJobSpec, easel_job_spec, easel_job_spec_copy, easel_job_spec_free)

EaselJobSpec *
easel_job_spec_new (const char *kind, const char *title, const char *params)
{
  EaselJobSpec *spec;

  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (title != NULL, NULL);
  g_return_val_if_fail (params != NULL, NULL);

  spec = g_new0 (EaselJobSpec, 1);
  spec->kind = g_strdup (kind);
  spec->title = g_strdup (title);
  spec->params = g_strdup (params);
  spec->usage = EASEL_USAGE_NONE;
  return spec;
}

EaselJobSpec *
easel_job_spec_copy (const EaselJobSpec *spec)
{
  EaselJobSpec *copy;

  if (spec == NULL)
    return NULL;

  copy = easel_job_spec_new (spec->kind, spec->title, spec->params);
  copy->description = g_strdup (spec->description);
  copy->lane = g_strdup (spec->lane);
  copy->provider = g_strdup (spec->provider);
  copy->model = g_strdup (spec->model);
  copy->parent = g_strdup (spec->parent);
  copy->key = g_strdup (spec->key);
  if (spec->attachment != NULL)
    copy->attachment = g_bytes_ref (spec->attachment);
  copy->thumbnail = g_strdup (spec->thumbnail);
  copy->failure = easel_failure_copy (spec->failure);
  copy->usage = spec->usage;
  return copy;
}

void
easel_job_spec_free (EaselJobSpec *spec)
{
  if (spec == NULL)
    return;

  g_free (spec->kind);
  g_free (spec->title);
  g_free (spec->description);
  g_free (spec->params);
  g_free (spec->lane);
  g_free (spec->provider);
  g_free (spec->model);
  g_free (spec->parent);
  g_free (spec->key);
  g_clear_pointer (&spec->attachment, g_bytes_unref);
  g_free (spec->thumbnail);
  easel_failure_free (spec->failure);
  g_free (spec);
}
