/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-family.h"

#include "easel-job-private.h"

struct _EaselFamily
{
  GListStore *children; /* (owned) */
  guint counts[EASEL_JOB_N_STATES];
  guint total;
  double done;        /* the sum of the children's progress */
  EaselJob *pictured; /* (unowned) (nullable): the first child with a thumbnail */
};

static double
share (EaselJobState state, double progress)
{
  return easel_job_state_is_final (state) ? 1.0 : CLAMP (progress, 0.0, 1.0);
}

static gboolean
is_pictured (EaselJob *child)
{
  return easel_job_get_thumbnail (child) != NULL;
}

static gboolean
comes_before (EaselJob *first, EaselJob *second)
{
  return easel_job_get_ticket (first)->serial < easel_job_get_ticket (second)->serial;
}

static EaselJob *
find_pictured (EaselFamily *self)
{
  for (guint i = 0; i < self->total; i++)
    {
      g_autoptr (EaselJob) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);

      if (is_pictured (child))
        return child;
    }
  return NULL;
}

EaselFamily *
easel_family_new (void)
{
  EaselFamily *self = g_new0 (EaselFamily, 1);

  self->children = g_list_store_new (EASEL_TYPE_JOB);
  return self;
}

void
easel_family_free (EaselFamily *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->children);
  g_free (self);
}

void
easel_family_add (EaselFamily *self, GPtrArray *children)
{
  for (guint i = 0; i < children->len; i++)
    {
      EaselJob *child = children->pdata[i];

      self->counts[easel_job_get_state (child)]++;
      self->done += share (easel_job_get_state (child), easel_job_get_progress (child));
      if (self->pictured == NULL && is_pictured (child))
        self->pictured = child;
    }
  self->total += children->len;
  g_list_store_splice (self->children, g_list_model_get_n_items (G_LIST_MODEL (self->children)), 0,
                       children->pdata, children->len);
}

void
easel_family_remove (EaselFamily *self, EaselJob *child)
{
  guint position;

  if (!g_list_store_find (self->children, child, &position))
    return;

  self->counts[easel_job_get_state (child)]--;
  self->done -= share (easel_job_get_state (child), easel_job_get_progress (child));
  self->total--;
  g_list_store_remove (self->children, position);
  if (self->pictured == child)
    self->pictured = find_pictured (self);
}

void
easel_family_child_changed (EaselFamily *self,
                            EaselJobState before,
                            EaselJobState after,
                            double progress_before,
                            double progress_after)
{
  self->counts[before]--;
  self->counts[after]++;
  self->done += share (after, progress_after) - share (before, progress_before);
}

gboolean
easel_family_child_pictured (EaselFamily *self, EaselJob *child)
{
  if (self->pictured == child)
    {
      if (!is_pictured (child))
        self->pictured = find_pictured (self);
      return TRUE;
    }
  if (!is_pictured (child) || (self->pictured != NULL && !comes_before (child, self->pictured)))
    return FALSE;

  self->pictured = child;
  return TRUE;
}

const char *
easel_family_get_thumbnail (EaselFamily *self)
{
  return self->pictured != NULL ? easel_job_get_thumbnail (self->pictured) : NULL;
}

void
easel_family_foreach (EaselFamily *self, GFunc func, gpointer user_data)
{
  for (guint i = 0; i < self->total; i++)
    {
      g_autoptr (GObject) child = g_list_model_get_item (G_LIST_MODEL (self->children), i);

      func (child, user_data);
    }
}

GListStore *
easel_family_get_children (EaselFamily *self)
{
  return self->children;
}

guint
easel_family_count (EaselFamily *self)
{
  return self->total;
}

guint
easel_family_count_in (EaselFamily *self, EaselJobState state)
{
  return self->counts[state];
}

double
easel_family_get_progress (EaselFamily *self)
{
  guint ended = self->counts[EASEL_JOB_STATE_COMPLETED] + self->counts[EASEL_JOB_STATE_FAILED]
                + self->counts[EASEL_JOB_STATE_CANCELED];

  /* Sums of fractions drift a little; the end must be exactly the end. */
  if (self->total == 0)
    return -1.0;
  return ended == self->total ? 1.0 : CLAMP (self->done / self->total, 0.0, 1.0);
}
