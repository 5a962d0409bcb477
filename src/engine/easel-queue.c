/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-queue-private.h"

#include "easel-store-jobs.h"

#include <glib/gi18n.h>

typedef enum
{
  PROP_DATA_DIR = 1,
  PROP_NETWORK_MONITOR,
  PROP_OPEN,
  PROP_PAUSED,
  PROP_N_RUNNING,
  PROP_N_QUEUED,
  PROP_N_NEEDS_PERSON,
} EaselQueueProperty;

static GParamSpec *properties[PROP_N_NEEDS_PERSON + 1];

enum
{
  JOB_ADDED,
  JOB_CHANGED,
  JOB_REMOVED,
  NOTICE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void easel_queue_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselQueue,
                               easel_queue,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      easel_queue_list_model_init))

static GType
easel_queue_get_item_type (GListModel *model)
{
  return EASEL_TYPE_JOB;
}

static guint
easel_queue_get_n_items (GListModel *model)
{
  return EASEL_QUEUE (model)->jobs->len;
}

static gpointer
easel_queue_get_item (GListModel *model, guint position)
{
  EaselQueue *self = EASEL_QUEUE (model);

  return position < self->jobs->len ? g_object_ref (self->jobs->pdata[position]) : NULL;
}

static void
easel_queue_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = easel_queue_get_item_type;
  iface->get_n_items = easel_queue_get_n_items;
  iface->get_item = easel_queue_get_item;
}

static void
wait_is_over (EaselJob *job, gpointer user_data)
{
  EaselQueue *self = user_data;

  easel_job_set_not_before (job, 0);
  easel_job_get_ticket (job)->when_online = FALSE;
  easel_queue_enqueue (self, job);
  easel_queue_schedule (self);
}

static gboolean
dispatch_timer (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch_timer };

static gboolean
lane_goes_on (gpointer user_data)
{
  easel_queue_schedule (user_data);
  return G_SOURCE_CONTINUE;
}

static void
paused_written (gpointer data, const GError *error, gpointer user_data)
{
  g_autoptr (EaselQueue) self = user_data;

  if (error != NULL)
    easel_queue_emit_notice (self, error->message);
}

static void
set_paused (EaselQueue *self, gboolean paused)
{
  /* Before it is open nobody knows what is on disk. */
  if (self->phase != EASEL_QUEUE_OPEN || self->paused == paused)
    return;

  easel_store_post (self->store, EASEL_STORE_DURABLE, easel_store_set_paused,
                    GUINT_TO_POINTER (paused ? 1 : 0), NULL, paused_written, g_object_ref (self));
  easel_queue_set_paused_as_loaded (self, paused);
  easel_queue_schedule (self);
}

static void
easel_queue_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselQueue *self = EASEL_QUEUE (object);

  switch ((EaselQueueProperty) prop_id)
    {
    case PROP_DATA_DIR:
      g_value_set_string (value, self->data_dir);
      break;
    case PROP_NETWORK_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_OPEN:
      g_value_set_boolean (value, self->phase == EASEL_QUEUE_OPEN);
      break;
    case PROP_PAUSED:
      g_value_set_boolean (value, self->paused);
      break;
    case PROP_N_RUNNING:
      g_value_set_uint (value, self->n_running);
      break;
    case PROP_N_QUEUED:
      g_value_set_uint (value, self->n_queued);
      break;
    case PROP_N_NEEDS_PERSON:
      g_value_set_uint (value, self->n_needs_person);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_queue_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EaselQueue *self = EASEL_QUEUE (object);

  switch ((EaselQueueProperty) prop_id)
    {
    case PROP_DATA_DIR:
      self->data_dir = g_value_dup_string (value);
      break;
    case PROP_NETWORK_MONITOR:
      g_set_object (&self->monitor, g_value_get_object (value));
      break;
    case PROP_PAUSED:
      set_paused (self, g_value_get_boolean (value));
      break;
    case PROP_OPEN:
    case PROP_N_RUNNING:
    case PROP_N_QUEUED:
    case PROP_N_NEEDS_PERSON:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_queue_constructed (GObject *object)
{
  EaselQueue *self = EASEL_QUEUE (object);

  G_OBJECT_CLASS (easel_queue_parent_class)->constructed (object);

  self->attachments = g_build_filename (self->data_dir, "attachments", NULL);
  self->store = easel_store_new (self->data_dir);
}

static void
easel_queue_finalize (GObject *object)
{
  EaselQueue *self = EASEL_QUEUE (object);

  /* Each run holds the queue, so none is left here. */
  easel_relay_stop (self->relay);
  easel_relay_unref (self->relay);
  g_source_destroy (self->lane_timer);
  g_source_unref (self->lane_timer);
  easel_waits_free (self->waits);
  easel_scheduler_free (self->scheduler);
  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_hash_table_unref (self->runs);
  g_hash_table_unref (self->unsaved);
  g_ptr_array_unref (self->held);
  g_clear_error (&self->open_error);
  g_hash_table_unref (self->unwritten);
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->jobs);
  g_hash_table_unref (self->kinds);
  g_clear_object (&self->store);
  g_clear_object (&self->monitor);
  g_free (self->attachments);
  g_free (self->data_dir);

  G_OBJECT_CLASS (easel_queue_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  properties[PROP_DATA_DIR] = g_param_spec_string ("data-dir", NULL, NULL, NULL, once);
  properties[PROP_NETWORK_MONITOR] = g_param_spec_object ("network-monitor", NULL, NULL,
                                                          G_TYPE_NETWORK_MONITOR, once);
  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE, readable);
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_RUNNING] = g_param_spec_uint ("n-running", NULL, NULL, 0, G_MAXUINT, 0,
                                                  readable);
  properties[PROP_N_QUEUED] = g_param_spec_uint ("n-queued", NULL, NULL, 0, G_MAXUINT, 0, readable);
  properties[PROP_N_NEEDS_PERSON] = g_param_spec_uint ("n-needs-person", NULL, NULL, 0, G_MAXUINT,
                                                       0, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_queue_class_init (EaselQueueClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = easel_queue_get_property;
  object_class->set_property = easel_queue_set_property;
  object_class->constructed = easel_queue_constructed;
  object_class->finalize = easel_queue_finalize;
  install_properties (object_class);

  signals[JOB_ADDED] = g_signal_new ("job-added", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, EASEL_TYPE_JOB);
  signals[JOB_CHANGED] = g_signal_new ("job-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 2, EASEL_TYPE_JOB, EASEL_TYPE_JOB_STATE);
  signals[JOB_REMOVED] = g_signal_new ("job-removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, EASEL_TYPE_JOB);
  signals[NOTICE] = g_signal_new ("notice", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
easel_queue_init (EaselQueue *self)
{
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->runs = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->unwritten = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->unsaved = easel_queue_new_unsaved_table ();
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->scheduler = easel_scheduler_new ();
  self->waits = easel_waits_new (wait_is_over, self);
  self->relay = easel_relay_new (easel_queue_apply_report, self);
  self->pool = g_thread_pool_new_full (easel_queue_run_in_pool, NULL, NULL, -1, FALSE, NULL);
  easel_queue_set_backoff (self, 5, 2000, 5 * 60 * 1000, 60 * 1000);
  easel_queue_set_close_timeout (self, 10 * 1000);

  self->lane_timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_callback (self->lane_timer, lane_goes_on, self, NULL);
  g_source_set_static_name (self->lane_timer, "[easel] held lanes");
  g_source_attach (self->lane_timer, g_main_context_get_thread_default ());
}

void
easel_queue_set_backoff (EaselQueue *self,
                         guint max_attempts,
                         guint base_ms,
                         guint cap_ms,
                         guint online_ms)
{
  self->backoff = (EaselBackoff) { .max_attempts = max_attempts,
                                   .base = base_ms * G_TIME_SPAN_MILLISECOND,
                                   .cap = cap_ms * G_TIME_SPAN_MILLISECOND,
                                   .online = online_ms * G_TIME_SPAN_MILLISECOND };
}

/* Returns: the position of @job, or of the first that was made after it */
static guint
find_position (EaselQueue *self, EaselJob *job)
{
  gint64 serial = easel_job_get_ticket (job)->serial;
  guint low = 0;
  guint high = self->jobs->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (easel_job_get_ticket (self->jobs->pdata[middle])->serial < serial)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Each parent hears of its new children once. */
static void
add_to_families (GPtrArray *jobs)
{
  g_autoptr (GPtrArray) siblings = g_ptr_array_new ();
  EaselJob *parent = NULL;

  for (guint i = 0; i < jobs->len; i++)
    {
      EaselJob *job = jobs->pdata[i];

      if (easel_job_get_parent_job (job) != parent && parent != NULL)
        {
          easel_job_add_children (parent, siblings);
          g_ptr_array_set_size (siblings, 0);
        }
      parent = easel_job_get_parent_job (job);
      if (parent != NULL)
        g_ptr_array_add (siblings, job);
    }
  if (parent != NULL)
    easel_job_add_children (parent, siblings);
}

void
easel_queue_insert (EaselQueue *self, guint position, GPtrArray *jobs)
{
  gint64 serial = position < self->jobs->len
                      ? easel_job_get_ticket (self->jobs->pdata[position])->serial - jobs->len
                      : self->next_serial;

  for (guint i = 0; i < jobs->len; i++)
    {
      EaselJob *job = jobs->pdata[i];

      easel_job_get_ticket (job)->serial = serial++;
      g_hash_table_insert (self->by_id, (gpointer) easel_job_get_id (job), job);
      g_ptr_array_insert (self->jobs, (int) (position + i), g_object_ref (job));
    }
  self->next_serial = MAX (self->next_serial, serial);

  g_object_freeze_notify (G_OBJECT (self));
  add_to_families (jobs);
  for (guint i = 0; i < jobs->len; i++)
    easel_queue_recount (self, jobs->pdata[i]);
  g_object_thaw_notify (G_OBJECT (self));

  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, jobs->len);
  for (guint i = 0; i < jobs->len; i++)
    g_signal_emit (self, signals[JOB_ADDED], 0, jobs->pdata[i]);
}

void
easel_queue_take_out (EaselQueue *self, EaselJob *job)
{
  g_autoptr (EaselJob) kept = g_object_ref (job);
  EaselJob *parent = easel_job_get_parent_job (job);
  guint position = find_position (self, job);

  g_return_if_fail (position < self->jobs->len && self->jobs->pdata[position] == job);

  easel_queue_uncount (self, job);
  g_hash_table_remove (self->unwritten, job);
  g_hash_table_remove (self->by_id, easel_job_get_id (job));
  g_ptr_array_remove_index (self->jobs, position);
  if (parent != NULL)
    easel_job_remove_child (parent, job);

  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  g_signal_emit (self, signals[JOB_REMOVED], 0, job);
}

void
easel_queue_set_not_open (GError **error)
{
  g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_NOT_OPEN,
                       _ ("Easel’s list of jobs is not open."));
}

EaselJob *
easel_queue_lookup_or_error (EaselQueue *self, const char *id, GError **error)
{
  EaselJob *job = easel_queue_lookup (self, id);

  if (self->phase == EASEL_QUEUE_CLOSED)
    {
      easel_queue_set_not_open (error);
      return NULL;
    }
  if (job == NULL)
    g_set_error_literal (error, EASEL_ENGINE_ERROR, EASEL_ENGINE_ERROR_UNKNOWN_JOB,
                         _ ("There is no such job."));
  return job;
}

void
easel_queue_set_close_timeout (EaselQueue *self, guint ms)
{
  self->close_timeout_ms = ms;
}

void
easel_queue_set_counts (EaselQueue *self, guint running, guint queued, guint person)
{
  const struct
  {
    guint *count;
    guint value;
    EaselQueueProperty property;
  } counts[] = {
    { &self->n_running, running, PROP_N_RUNNING },
    { &self->n_queued, queued, PROP_N_QUEUED },
    { &self->n_needs_person, person, PROP_N_NEEDS_PERSON },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (*counts[i].count != counts[i].value)
      {
        *counts[i].count = counts[i].value;
        g_object_notify_by_pspec (G_OBJECT (self), properties[counts[i].property]);
      }
}

void
easel_queue_set_paused_as_loaded (EaselQueue *self, gboolean paused)
{
  if (self->paused == paused)
    return;

  self->paused = paused;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSED]);
}

void
easel_queue_emit_notice (EaselQueue *self, const char *message)
{
  g_signal_emit (self, signals[NOTICE], 0, message);
}

void
easel_queue_emit_changed (EaselQueue *self, EaselJob *job, EaselJobState before)
{
  g_signal_emit (self, signals[JOB_CHANGED], 0, job, before);
}

void
easel_queue_set_phase (EaselQueue *self, EaselQueuePhase phase)
{
  gboolean was_open = self->phase == EASEL_QUEUE_OPEN;

  self->phase = phase;
  if (was_open != (phase == EASEL_QUEUE_OPEN))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

EaselQueue *
easel_queue_new (const char *data_dir)
{
  g_return_val_if_fail (data_dir != NULL, NULL);

  return g_object_new (EASEL_TYPE_QUEUE, "data-dir", data_dir, NULL);
}

void
easel_queue_add_kind (EaselQueue *self, EaselJobKind *kind)
{
  g_return_if_fail (EASEL_IS_QUEUE (self));
  g_return_if_fail (EASEL_IS_JOB_KIND (kind));

  g_hash_table_replace (self->kinds, (gpointer) easel_job_kind_get_name (kind),
                        g_object_ref (kind));
}

void
easel_queue_set_lane_capacity (EaselQueue *self, const char *lane, guint capacity)
{
  g_return_if_fail (EASEL_IS_QUEUE (self));
  g_return_if_fail (lane != NULL);

  easel_scheduler_set_capacity (self->scheduler, lane, capacity);
  easel_queue_schedule (self);
}

EaselJob *
easel_queue_lookup (EaselQueue *self, const char *id)
{
  g_return_val_if_fail (EASEL_IS_QUEUE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return g_hash_table_lookup (self->by_id, id);
}

GListModel *
easel_queue_get_children (EaselQueue *self, EaselJob *job)
{
  g_return_val_if_fail (EASEL_IS_QUEUE (self), NULL);
  g_return_val_if_fail (EASEL_IS_JOB (job), NULL);

  return G_LIST_MODEL (g_object_ref (easel_job_get_children (job)));
}
