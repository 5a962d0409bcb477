/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-sidebar-model.h"

#include <glib/gi18n.h>

/* From so many new jobs on, all are sorted anew instead of being placed one by one. */
#define MANY_JOBS 64

struct _EaselSidebarModel
{
  GObject parent_instance;

  EaselQueue *queue;      /* (owned) */
  EaselSectionList *list; /* (owned) */
  gboolean only_failed;
};

typedef enum
{
  PROP_ONLY_FAILED = 1,
} EaselSidebarModelProperty;

static GParamSpec *properties[PROP_ONLY_FAILED + 1];

G_DEFINE_FINAL_TYPE (EaselSidebarModel, easel_sidebar_model, G_TYPE_OBJECT)

static EaselSidebarSection
choose_section (EaselJob *job)
{
  const EaselFailure *failure = easel_job_get_failure (job);

  if (easel_job_get_n_children_in (job, EASEL_JOB_STATE_AWAITING_INPUT) > 0)
    return EASEL_SIDEBAR_NEEDS_YOU;

  switch (easel_job_get_state (job))
    {
    case EASEL_JOB_STATE_PENDING:
    case EASEL_JOB_STATE_QUEUED:
    case EASEL_JOB_STATE_RUNNING:
      return EASEL_SIDEBAR_ACTIVE;
    case EASEL_JOB_STATE_AWAITING_INPUT:
      return EASEL_SIDEBAR_NEEDS_YOU;
    case EASEL_JOB_STATE_FAILED:
      return failure != NULL && failure->remedy != NULL
                     && easel_job_get_hidden_until (job) != G_MAXINT64
                 ? EASEL_SIDEBAR_NEEDS_YOU
                 : EASEL_SIDEBAR_FINISHED;
    case EASEL_JOB_STATE_COMPLETED:
    case EASEL_JOB_STATE_CANCELED:
    default:
      return EASEL_SIDEBAR_FINISHED;
    }
}

const char *
easel_sidebar_section_get_title (EaselSidebarSection section)
{
  switch (section)
    {
    case EASEL_SIDEBAR_NEEDS_YOU:
      /* Translators: a heading over the jobs that wait for the person */
      return _ ("Needs You");
    case EASEL_SIDEBAR_ACTIVE:
      /* Translators: a heading over the jobs that run or wait for their turn */
      return _ ("Active");
    case EASEL_SIDEBAR_FINISHED:
      return _ ("Finished");
    default:
      g_return_val_if_reached ("");
    }
}

EaselSectionKey
easel_sidebar_key_for_job (EaselJob *job)
{
  EaselSectionKey key = {
    .section = choose_section (job),
    .rank = 0,
    .time = easel_job_get_created (job),
    .id = easel_job_get_id (job),
  };

  if (key.section == EASEL_SIDEBAR_ACTIVE)
    key.rank = easel_job_get_state (job) == EASEL_JOB_STATE_RUNNING ? 0 : 1;
  else if (key.section == EASEL_SIDEBAR_FINISHED)
    key.time = easel_job_get_finished (job);
  return key;
}

static gboolean
is_wanted (EaselSidebarModel *self, EaselJob *job)
{
  if (easel_job_get_parent (job) != NULL)
    return FALSE;
  return !self->only_failed || choose_section (job) == EASEL_SIDEBAR_NEEDS_YOU
         || easel_job_get_state (job) == EASEL_JOB_STATE_FAILED
         || easel_job_get_n_children_in (job, EASEL_JOB_STATE_FAILED) > 0;
}

static void update_job (EaselSidebarModel *self, EaselJob *job);

static void
on_hidden_changed (EaselSidebarModel *self, GParamSpec *pspec, EaselJob *job)
{
  if (easel_section_list_contains (self->list, job))
    update_job (self, job);
}

/* Only what needs the person can be put away, so only that is listened to. */
static void
watch_hidden (EaselSidebarModel *self, EaselJob *job, guint section)
{
  if (section == EASEL_SIDEBAR_NEEDS_YOU
      && g_signal_handler_find (job, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL,
                                on_hidden_changed, self)
             == 0)
    g_signal_connect_object (job, "notify::hidden-until", G_CALLBACK (on_hidden_changed), self,
                             G_CONNECT_SWAPPED);
}

static void
update_job (EaselSidebarModel *self, EaselJob *job)
{
  EaselSectionKey key;

  if (!is_wanted (self, job))
    {
      easel_section_list_remove (self->list, job);
      return;
    }
  key = easel_sidebar_key_for_job (job);
  watch_hidden (self, job, key.section);
  easel_section_list_place (self->list, job, &key);
}

static void
update_all (EaselSidebarModel *self)
{
  guint n_jobs = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (EaselSectionKey));

  for (guint i = 0; i < n_jobs; i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (is_wanted (self, job))
        {
          EaselSectionKey key = easel_sidebar_key_for_job (job);

          watch_hidden (self, job, key.section);
          g_array_append_val (keys, key);
          g_ptr_array_add (jobs, g_steal_pointer (&job));
        }
    }
  easel_section_list_replace_all (self->list, jobs, (const EaselSectionKey *) keys->data);
}

static void
on_items_changed (EaselSidebarModel *self, guint position, guint removed, guint added)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (G_LIST_MODEL (self->queue), i);

      if (is_wanted (self, job))
        g_ptr_array_add (jobs, g_steal_pointer (&job));
    }
  if (jobs->len >= MANY_JOBS)
    update_all (self);
  else
    for (guint i = 0; i < jobs->len; i++)
      update_job (self, jobs->pdata[i]);
}

/* A child's state can put its batch elsewhere. */
static void
on_job_changed (EaselSidebarModel *self, EaselJob *job, EaselJobState before)
{
  const char *parent_id = easel_job_get_parent (job);
  EaselJob *parent = parent_id != NULL ? easel_queue_lookup (self->queue, parent_id) : NULL;

  if (parent_id == NULL)
    update_job (self, job);
  else if (parent != NULL)
    on_job_changed (self, parent, easel_job_get_state (parent));
}

static void
on_job_removed (EaselSidebarModel *self, EaselJob *job)
{
  if (easel_section_list_get_selected (self->list) == (gpointer) job)
    easel_section_list_select (self->list, NULL);
  easel_section_list_remove (self->list, job);
}

static void
easel_sidebar_model_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselSidebarModel *self = EASEL_SIDEBAR_MODEL (object);

  switch ((EaselSidebarModelProperty) prop_id)
    {
    case PROP_ONLY_FAILED:
      g_value_set_boolean (value, self->only_failed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_sidebar_model_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  EaselSidebarModel *self = EASEL_SIDEBAR_MODEL (object);

  switch ((EaselSidebarModelProperty) prop_id)
    {
    case PROP_ONLY_FAILED:
      easel_sidebar_model_set_only_failed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_sidebar_model_dispose (GObject *object)
{
  EaselSidebarModel *self = EASEL_SIDEBAR_MODEL (object);

  g_clear_object (&self->list);
  g_clear_object (&self->queue);

  G_OBJECT_CLASS (easel_sidebar_model_parent_class)->dispose (object);
}

static void
easel_sidebar_model_class_init (EaselSidebarModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_sidebar_model_dispose;
  object_class->get_property = easel_sidebar_model_get_property;
  object_class->set_property = easel_sidebar_model_set_property;

  properties[PROP_ONLY_FAILED] = g_param_spec_boolean ("only-failed", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                           | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_sidebar_model_init (EaselSidebarModel *self)
{
  self->list = easel_section_list_new (EASEL_TYPE_JOB, EASEL_SIDEBAR_N_SECTIONS);
}

EaselSidebarModel *
easel_sidebar_model_new (EaselQueue *queue)
{
  EaselSidebarModel *self = g_object_new (EASEL_TYPE_SIDEBAR_MODEL, NULL);

  self->queue = g_object_ref (queue);
  g_signal_connect_object (queue, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "job-changed", G_CALLBACK (on_job_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (queue, "job-removed", G_CALLBACK (on_job_removed), self,
                           G_CONNECT_SWAPPED);
  update_all (self);
  return self;
}

EaselSectionList *
easel_sidebar_model_get_list (EaselSidebarModel *self)
{
  g_return_val_if_fail (EASEL_IS_SIDEBAR_MODEL (self), NULL);

  return self->list;
}

gboolean
easel_sidebar_model_get_only_failed (EaselSidebarModel *self)
{
  g_return_val_if_fail (EASEL_IS_SIDEBAR_MODEL (self), FALSE);

  return self->only_failed;
}

void
easel_sidebar_model_set_only_failed (EaselSidebarModel *self, gboolean only_failed)
{
  g_return_if_fail (EASEL_IS_SIDEBAR_MODEL (self));

  if (self->only_failed == only_failed)
    return;
  self->only_failed = only_failed;
  update_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ONLY_FAILED]);
}
