/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-struct.h"

static void
set_time (EaselJob *self, gint64 *field, gint64 time, EaselJobProperty property)
{
  if (*field == time)
    return;

  *field = time;
  easel_job_notify (self, property);
}

static void
set_count (EaselJob *self, guint *field, guint count, EaselJobProperty property)
{
  if (*field == count)
    return;

  *field = count;
  easel_job_notify (self, property);
}

/* Tells the parent, and its parents, what became of this child. */
static void
tell_parent (EaselJob *self, EaselJobState state_before, double progress_before)
{
  EaselJob *parent = self->parent;
  double parent_before;

  if (parent == NULL || parent->family == NULL)
    return;

  parent_before = easel_job_get_progress (parent);
  easel_family_child_changed (parent->family, state_before, self->state, progress_before,
                              easel_job_get_progress (self));
  if (state_before != self->state)
    easel_job_notify (parent, EASEL_JOB_PROP_N_CHILDREN);
  if (easel_job_get_progress (parent) != parent_before)
    {
      easel_job_notify (parent, EASEL_JOB_PROP_PROGRESS);
      tell_parent (parent, parent->state, parent_before);
    }
}

/* What it shows changed: that of a parent without its own thumbnail may have, too. */
static void
thumbnail_changed (EaselJob *self)
{
  EaselJob *parent = self->parent;

  easel_job_notify (self, EASEL_JOB_PROP_THUMBNAIL);
  if (parent != NULL && parent->family != NULL && easel_family_child_pictured (parent->family, self)
      && parent->thumbnail == NULL)
    thumbnail_changed (parent);
}

static EaselFamily *
ensure_family (EaselJob *self)
{
  if (self->family == NULL)
    self->family = easel_family_new ();
  return self->family;
}

/* @thumbnail_before: (nullable): the very text it was, which its job still holds */
static void
family_resized (EaselJob *self, double progress_before, const char *thumbnail_before)
{
  easel_job_notify (self, EASEL_JOB_PROP_N_CHILDREN);
  if (easel_job_get_thumbnail (self) != thumbnail_before)
    thumbnail_changed (self);
  if (easel_job_get_progress (self) == progress_before)
    return;

  easel_job_notify (self, EASEL_JOB_PROP_PROGRESS);
  tell_parent (self, self->state, progress_before);
}

void
easel_job_set_state (EaselJob *self, EaselJobState state)
{
  EaselJobState before = self->state;
  double progress_before = easel_job_get_progress (self);
  gboolean cancelable_before = easel_job_get_cancelable (self);

  self->state = state;
  easel_job_notify (self, EASEL_JOB_PROP_STATE);
  if (easel_job_get_cancelable (self) != cancelable_before)
    easel_job_notify (self, EASEL_JOB_PROP_CANCELABLE);
  if (easel_job_get_progress (self) != progress_before)
    easel_job_notify (self, EASEL_JOB_PROP_PROGRESS);
  tell_parent (self, before, progress_before);
}

void
easel_job_set_not_before (EaselJob *self, gint64 time)
{
  set_time (self, &self->not_before, time, EASEL_JOB_PROP_NOT_BEFORE);
}

void
easel_job_set_hidden_until (EaselJob *self, gint64 time)
{
  set_time (self, &self->hidden_until, time, EASEL_JOB_PROP_HIDDEN_UNTIL);
}

void
easel_job_set_progress (EaselJob *self, double progress)
{
  double before = easel_job_get_progress (self);

  self->progress = progress < 0 ? -1.0 : MIN (progress, 1.0);
  if (easel_job_get_progress (self) == before)
    return;

  easel_job_notify (self, EASEL_JOB_PROP_PROGRESS);
  tell_parent (self, self->state, before);
}

void
easel_job_set_message (EaselJob *self, const char *message)
{
  if (g_set_str (&self->message, message))
    easel_job_notify (self, EASEL_JOB_PROP_MESSAGE);
}

void
easel_job_set_steps (EaselJob *self, guint step, guint n_steps)
{
  set_count (self, &self->step, step, EASEL_JOB_PROP_STEP);
  set_count (self, &self->n_steps, n_steps, EASEL_JOB_PROP_N_STEPS);
}

void
easel_job_set_title (EaselJob *self, const char *title)
{
  if (g_set_str (&self->title, title))
    easel_job_notify (self, EASEL_JOB_PROP_TITLE);
}

void
easel_job_set_thumbnail (EaselJob *self, const char *path)
{
  if (g_set_str (&self->thumbnail, path))
    thumbnail_changed (self);
}

void
easel_job_set_outcome (EaselJob *self, const char *outcome)
{
  if (g_set_str (&self->outcome, outcome))
    easel_job_notify (self, EASEL_JOB_PROP_OUTCOME);
}

void
easel_job_set_deposit (EaselJob *self, const char *deposit)
{
  g_set_str (&self->deposit, deposit);
}

void
easel_job_add_usage (EaselJob *self, const EaselUsage *usage)
{
  if (easel_usage_is_none (usage))
    return;

  easel_usage_add (&self->usage, usage);
  easel_job_notify (self, EASEL_JOB_PROP_USAGE);
}

void
easel_job_take_failure (EaselJob *self, EaselFailure *failure)
{
  if (self->failure == NULL && failure == NULL)
    return;

  easel_failure_free (self->failure);
  self->failure = failure;
  easel_job_notify (self, EASEL_JOB_PROP_FAILURE);
}

void
easel_job_set_started (EaselJob *self, gint64 time)
{
  set_time (self, &self->started, time, EASEL_JOB_PROP_STARTED);
}

void
easel_job_set_finished (EaselJob *self, gint64 time)
{
  set_time (self, &self->finished, time, EASEL_JOB_PROP_FINISHED);
}

void
easel_job_set_attempts (EaselJob *self, guint attempts)
{
  set_count (self, &self->attempts, attempts, EASEL_JOB_PROP_ATTEMPTS);
}

void
easel_job_append_text (EaselJob *self, const char *more)
{
  if (*more == '\0')
    return;

  if (self->text == NULL)
    self->text = g_string_new (NULL);
  g_string_append (self->text, more);
  easel_job_notify (self, EASEL_JOB_PROP_TEXT);
  easel_job_emit_text_appended (self, more);
}

void
easel_job_clear_text (EaselJob *self)
{
  if (self->text == NULL)
    return;

  g_string_free (g_steal_pointer (&self->text), TRUE);
  easel_job_notify (self, EASEL_JOB_PROP_TEXT);
}

void
easel_job_add_children (EaselJob *self, GPtrArray *children)
{
  double before = easel_job_get_progress (self);
  const char *thumbnail = easel_job_get_thumbnail (self);

  if (children->len == 0)
    return;

  easel_family_add (ensure_family (self), children);
  family_resized (self, before, thumbnail);
}

void
easel_job_remove_child (EaselJob *self, EaselJob *child)
{
  double before = easel_job_get_progress (self);
  const char *thumbnail = easel_job_get_thumbnail (self);

  if (self->family == NULL)
    return;

  easel_family_remove (self->family, child);
  child->parent = NULL;
  family_resized (self, before, thumbnail);
}

GListStore *
easel_job_get_children (EaselJob *self)
{
  return easel_family_get_children (ensure_family (self));
}
