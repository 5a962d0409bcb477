/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-notifier.h"

#include <glib/gi18n.h>

/* Jobs that end within this time are told of together. */
#define GATHER_MS 300

/* The notification that stands for several jobs. */
#define SEVERAL_ID "jobs"

struct _EaselNotifier
{
  GObject parent_instance;

  GApplication *application; /* (unowned): owns the service, which owns this */
  EaselStudio *studio;       /* (owned) */
  gboolean window_active;

  GPtrArray *ended; /* (owned) (element-type EaselJob): to be told of */
  guint timeout;    /* source that tells of @ended; 0 while it is empty */
  GHashTable *sent; /* (owned) (element-type utf8): ids of notifications on screen */
};

G_DEFINE_FINAL_TYPE (EaselNotifier, easel_notifier, G_TYPE_OBJECT)

static void
send (EaselNotifier *self, const char *id, GNotification *notification)
{
  g_application_send_notification (self->application, id, notification);
  g_hash_table_add (self->sent, g_strdup (id));
}

static char *
describe_children (EaselJob *job)
{
  guint n_completed = easel_job_get_n_children_in (job, EASEL_JOB_STATE_COMPLETED);
  guint n_failed = easel_job_get_n_children_in (job, EASEL_JOB_STATE_FAILED);
  g_autofree char *completed = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u done", "%u done", n_completed), n_completed);

  if (n_failed == 0)
    return g_steal_pointer (&completed);
  return g_strdup_printf (
      /* Translators: how many went well, as "3 done", and how many did not */
      g_dngettext (GETTEXT_PACKAGE, "%s, %u failed", "%s, %u failed", n_failed), completed,
      n_failed);
}

/* (transfer full): what came of it, in a sentence */
static char *
describe (EaselJob *job)
{
  const EaselFailure *failure = easel_job_get_failure (job);

  switch (easel_job_get_state (job))
    {
    case EASEL_JOB_STATE_FAILED:
      return g_strdup (failure != NULL ? failure->message : _ ("It failed."));
    case EASEL_JOB_STATE_COMPLETED:
      if (easel_job_get_n_children (job) > 0)
        return describe_children (job);
      return g_strdup (easel_job_get_description (job));
    case EASEL_JOB_STATE_PENDING:
    case EASEL_JOB_STATE_QUEUED:
    case EASEL_JOB_STATE_RUNNING:
    case EASEL_JOB_STATE_AWAITING_INPUT:
    case EASEL_JOB_STATE_CANCELED:
    default:
      return NULL;
    }
}

/* (transfer full): a heading */
static char *
make_title (EaselJob *job)
{
  const char *title = easel_job_get_title (job);

  /* Translators: headings of notifications; %s is a picture's name */
  if (easel_job_get_state (job) == EASEL_JOB_STATE_FAILED)
    return g_strdup_printf (_ ("“%s” Failed"), title);
  return g_strdup_printf (_ ("“%s” Is Done"), title);
}

static void
tell_one (EaselNotifier *self, EaselJob *job)
{
  const char *job_id = easel_job_get_id (job);
  g_autofree char *id = g_strdup_printf ("job-%s", job_id);
  g_autofree char *body = describe (job);
  g_autofree char *title = make_title (job);
  g_autoptr (GNotification) notification = g_notification_new (title);

  if (body != NULL)
    g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.show-job", "s", job_id);
  send (self, id, notification);
}

static void
tell_several (EaselNotifier *self)
{
  guint n_failed = 0;
  g_autofree char *title = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u Job Is Done", "%u Jobs Are Done", self->ended->len),
      self->ended->len);
  g_autoptr (GNotification) notification = g_notification_new (title);

  for (guint i = 0; i < self->ended->len; i++)
    n_failed += easel_job_get_state (g_ptr_array_index (self->ended, i)) == EASEL_JOB_STATE_FAILED;
  if (n_failed > 0)
    {
      g_autofree char *body = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%u of them failed.", "%u of them failed.", n_failed),
          n_failed);

      g_notification_set_body (notification, body);
    }
  g_notification_set_default_action_and_target (
      notification, "app.show-job", "s", easel_job_get_id (g_ptr_array_index (self->ended, 0)));
  send (self, SEVERAL_ID, notification);
}

static void
tell (gpointer user_data)
{
  EaselNotifier *self = user_data;

  self->timeout = 0;
  if (self->ended->len == 1)
    tell_one (self, g_ptr_array_index (self->ended, 0));
  else if (self->ended->len > 1)
    tell_several (self);
  g_ptr_array_set_size (self->ended, 0);
}

static gboolean
is_worth_telling (EaselJob *job)
{
  switch (easel_job_get_state (job))
    {
    case EASEL_JOB_STATE_COMPLETED:
    case EASEL_JOB_STATE_FAILED:
      return easel_job_get_parent (job) == NULL;
    case EASEL_JOB_STATE_PENDING:
    case EASEL_JOB_STATE_QUEUED:
    case EASEL_JOB_STATE_RUNNING:
    case EASEL_JOB_STATE_AWAITING_INPUT: /* which EaselReviewNotifier tells */
    case EASEL_JOB_STATE_CANCELED:       /* by the person, who knows */
    default:
      return FALSE;
    }
}

static void
on_job_changed (EaselNotifier *self, EaselJob *job, EaselJobState before)
{
  if (self->window_active || !is_worth_telling (job))
    return;
  g_ptr_array_add (self->ended, g_object_ref (job));
  if (self->timeout == 0)
    self->timeout = g_timeout_add_once (GATHER_MS, tell, self);
}

static void
easel_notifier_dispose (GObject *object)
{
  EaselNotifier *self = EASEL_NOTIFIER (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_clear_pointer (&self->ended, g_ptr_array_unref);
  g_clear_pointer (&self->sent, g_hash_table_unref);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (easel_notifier_parent_class)->dispose (object);
}

static void
easel_notifier_class_init (EaselNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_notifier_dispose;
}

static void
easel_notifier_init (EaselNotifier *self)
{
  self->ended = g_ptr_array_new_with_free_func (g_object_unref);
  self->sent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

EaselNotifier *
easel_notifier_new (GApplication *application, EaselStudio *studio)
{
  EaselNotifier *self = g_object_new (EASEL_TYPE_NOTIFIER, NULL);

  self->application = application;
  self->studio = g_object_ref (studio);
  g_signal_connect_object (easel_studio_get_queue (studio), "job-changed",
                           G_CALLBACK (on_job_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
easel_notifier_set_window_active (EaselNotifier *self, gboolean active)
{
  GHashTableIter iter;
  gpointer id;

  g_return_if_fail (EASEL_IS_NOTIFIER (self));

  self->window_active = active;
  if (!active)
    return;

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_ptr_array_set_size (self->ended, 0);
  g_hash_table_iter_init (&iter, self->sent);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_application_withdraw_notification (self->application, id);
      g_hash_table_iter_remove (&iter);
    }
}

void
easel_notifier_flush (EaselNotifier *self)
{
  g_return_if_fail (EASEL_IS_NOTIFIER (self));

  if (self->timeout == 0)
    return;
  g_clear_handle_id (&self->timeout, g_source_remove);
  tell (self);
}
