/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-record.h"

EaselJobRecord *
easel_job_record_new (void)
{
  EaselJobRecord *record = g_new0 (EaselJobRecord, 1);

  record->usage = EASEL_USAGE_NONE;
  return record;
}

void
easel_job_record_free (EaselJobRecord *record)
{
  if (record == NULL)
    return;

  g_free (record->id);
  g_free (record->kind);
  g_free (record->title);
  g_free (record->description);
  g_free (record->lane);
  g_free (record->provider);
  g_free (record->model);
  g_free (record->parent);
  g_free (record->key);
  g_free (record->thumbnail);
  g_free (record->outcome);
  g_free (record->message);
  g_free (record->deposit);
  g_clear_pointer (&record->failure, easel_failure_free);
  g_free (record);
}
