/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-review-queue.h"

GPtrArray *
easel_review_queue_list (EaselQueue *queue)
{
  GListModel *jobs = G_LIST_MODEL (queue);
  GPtrArray *waiting = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (jobs); i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (jobs, i);

      if (easel_job_get_state (job) == EASEL_JOB_STATE_AWAITING_INPUT)
        g_ptr_array_add (waiting, g_steal_pointer (&job));
    }
  return waiting;
}

/* An id tells when a job was made: see easel-id.h. */
static int
compare (EaselJob *a, EaselJob *b)
{
  return strcmp (easel_job_get_id (a), easel_job_get_id (b));
}

EaselJob *
easel_review_queue_find_next (GPtrArray *waiting, EaselJob *job, int step)
{
  EaselJob *next = NULL;
  EaselJob *end = NULL;

  for (guint i = 0; i < waiting->len; i++)
    {
      EaselJob *other = g_ptr_array_index (waiting, i);
      int order = compare (other, job) * step;

      if (order == 0)
        continue;
      if (end == NULL || compare (other, end) * step < 0)
        end = other;
      if (order > 0 && (next == NULL || compare (other, next) * step < 0))
        next = other;
    }
  return next != NULL ? next : end;
}
