/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-private.h"

/* A computer that sleeps does not count the time; so nothing is waited for at once for longer than
 * this, in milliseconds. */
#define LONGEST_WAIT (60 * 1000)

#define MORNING 9

typedef enum
{
  PROP_COUNT = 1,
} EaselBriefProperty;

static GParamSpec *properties[PROP_COUNT + 1];

enum
{
  SIGNAL_NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void easel_brief_init_model (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselBrief,
                               easel_brief,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, easel_brief_init_model))

void
easel_brief_tell (EaselBrief *self, const char *message)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, message);
}

/* The list -------------------------------------------------------------------------------- */

/* By kind, then what is most alike, then the newest first. */
static int
compare_items (gconstpointer one, gconstpointer other, gpointer user_data)
{
  EaselBriefItem *a = (EaselBriefItem *) one;
  EaselBriefItem *b = (EaselBriefItem *) other;
  double score_a = easel_brief_item_get_score (a);
  double score_b = easel_brief_item_get_score (b);
  gint64 time_a = easel_brief_item_get_time (a);
  gint64 time_b = easel_brief_item_get_time (b);

  if (easel_brief_item_get_kind (a) != easel_brief_item_get_kind (b))
    return easel_brief_item_get_kind (a) < easel_brief_item_get_kind (b) ? -1 : 1;
  if (score_a > score_b || score_a < score_b)
    return score_a > score_b ? -1 : 1;
  if (time_a != time_b)
    return time_a > time_b ? -1 : 1;
  return g_strcmp0 (easel_brief_item_get_id (b), easel_brief_item_get_id (a));
}

static void
items_changed (EaselBrief *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static void
show (EaselBrief *self, EaselBriefItem *item)
{
  GSequenceIter *iter = g_sequence_insert_sorted (self->shown, g_object_ref (item), compare_items,
                                                  NULL);

  easel_brief_item_set_iter (item, iter);
  items_changed (self, (guint) g_sequence_iter_get_position (iter), 0, 1);
}

static void
hide (EaselBrief *self, EaselBriefItem *item)
{
  GSequenceIter *iter = easel_brief_item_get_iter (item);
  guint position = (guint) g_sequence_iter_get_position (iter);

  easel_brief_item_set_iter (item, NULL);
  g_sequence_remove (iter);
  items_changed (self, position, 1, 0);
}

static gboolean
is_in_place (EaselBriefItem *item)
{
  GSequenceIter *iter = easel_brief_item_get_iter (item);
  GSequenceIter *next = g_sequence_iter_next (iter);

  if (!g_sequence_iter_is_begin (iter)
      && compare_items (g_sequence_get (g_sequence_iter_prev (iter)), item, NULL) > 0)
    return FALSE;
  return g_sequence_iter_is_end (next) || compare_items (item, g_sequence_get (next), NULL) < 0;
}

static gboolean
should_show (EaselBrief *self, EaselBriefItem *item)
{
  return easel_brief_item_get_ready (item)
         && easel_brief_item_get_hidden_until (item) <= g_get_real_time ()
         && !easel_brief_is_merging (self, item);
}

/* What was put off ------------------------------------------------------------------------ */

static void schedule (EaselBrief *self);

static gboolean
on_time (gpointer user_data)
{
  EaselBrief *self = user_data;
  g_autoptr (GPtrArray) items = g_hash_table_get_values_as_ptr_array (self->all);

  self->timer = 0;
  for (guint i = 0; i < items->len; i++)
    if (easel_brief_item_get_hidden_until (g_ptr_array_index (items, i)) != 0)
      easel_brief_update (self, g_ptr_array_index (items, i));
  schedule (self);
  return G_SOURCE_REMOVE;
}

/* One timer, for whatever comes back first. */
static void
schedule (EaselBrief *self)
{
  gint64 now = g_get_real_time ();
  gint64 first = G_MAXINT64;
  GHashTableIter iter;
  gpointer item;

  g_clear_handle_id (&self->timer, g_source_remove);
  g_hash_table_iter_init (&iter, self->all);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    {
      gint64 until = easel_brief_item_get_hidden_until (item);

      if (until > now)
        first = MIN (first, until);
    }
  if (first != G_MAXINT64)
    self->timer = g_timeout_add ((guint) MIN ((first - now) / 1000 + 1, LONGEST_WAIT), on_time,
                                 self);
}

/* Object ---------------------------------------------------------------------------------- */

static GType
easel_brief_get_item_type (GListModel *model)
{
  return EASEL_TYPE_BRIEF_ITEM;
}

static guint
easel_brief_get_n_items (GListModel *model)
{
  return (guint) g_sequence_get_length (EASEL_BRIEF (model)->shown);
}

static gpointer
easel_brief_get_item (GListModel *model, guint position)
{
  EaselBrief *self = EASEL_BRIEF (model);

  if (position >= (guint) g_sequence_get_length (self->shown))
    return NULL;
  return g_object_ref (g_sequence_get (g_sequence_get_iter_at_pos (self->shown, (int) position)));
}

static void
easel_brief_init_model (GListModelInterface *iface)
{
  iface->get_item_type = easel_brief_get_item_type;
  iface->get_n_items = easel_brief_get_n_items;
  iface->get_item = easel_brief_get_item;
}

static void
easel_brief_dispose (GObject *object)
{
  EaselBrief *self = EASEL_BRIEF (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_weak_pointer (&self->studio);

  G_OBJECT_CLASS (easel_brief_parent_class)->dispose (object);
}

static void
easel_brief_finalize (GObject *object)
{
  EaselBrief *self = EASEL_BRIEF (object);

  g_sequence_free (self->shown);
  g_hash_table_unref (self->all);
  g_hash_table_unref (self->stopped);
  g_hash_table_unref (self->stops);
  g_hash_table_unref (self->merging);

  G_OBJECT_CLASS (easel_brief_parent_class)->finalize (object);
}

static void
easel_brief_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselBrief *self = EASEL_BRIEF (object);

  switch ((EaselBriefProperty) prop_id)
    {
    case PROP_COUNT:
      g_value_set_uint (value, easel_brief_get_count (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_brief_class_init (EaselBriefClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_brief_dispose;
  object_class->finalize = easel_brief_finalize;
  object_class->get_property = easel_brief_get_property;

  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_NOTICE] = g_signal_new ("notice", EASEL_TYPE_BRIEF, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
easel_brief_init (EaselBrief *self)
{
  self->shown = g_sequence_new (g_object_unref);
  self->all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->stops = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) easel_brief_stop_free);
  self->stopped = g_hash_table_new (NULL, NULL);
  self->merging = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

EaselBrief *
easel_brief_new (EaselStudio *studio)
{
  EaselBrief *self = g_object_new (EASEL_TYPE_BRIEF, NULL);

  g_set_weak_pointer (&self->studio, studio);
  easel_brief_follow_jobs (self);
  easel_brief_follow_lookalikes (self);
  return self;
}

EaselBriefItem *
easel_brief_lookup (EaselBrief *self, const char *id)
{
  return g_hash_table_lookup (self->all, id);
}

void
easel_brief_add (EaselBrief *self, EaselBriefItem *item)
{
  g_hash_table_insert (self->all, g_strdup (easel_brief_item_get_id (item)), item);
  easel_brief_update (self, item);
}

void
easel_brief_remove (EaselBrief *self, EaselBriefItem *item)
{
  g_autoptr (EaselBriefItem) kept = g_object_ref (item);

  g_hash_table_remove (self->all, easel_brief_item_get_id (item));
  if (easel_brief_item_get_iter (item) != NULL)
    hide (self, item);
}

void
easel_brief_update (EaselBrief *self, EaselBriefItem *item)
{
  gboolean is_shown = easel_brief_item_get_iter (item) != NULL;
  gboolean shows = should_show (self, item);

  if (is_shown && (!shows || !is_in_place (item)))
    {
      hide (self, item);
      is_shown = FALSE;
    }
  if (shows && !is_shown)
    show (self, item);
  if (easel_brief_item_get_hidden_until (item) > g_get_real_time ())
    schedule (self);
}

guint
easel_brief_get_count (EaselBrief *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF (self), 0);

  return (guint) g_sequence_get_length (self->shown);
}

/* What a person does ---------------------------------------------------------------------- */

gint64
easel_brief_snooze_time (EaselSnooze which, GDateTime *now)
{
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) morning = NULL;

  if (which == EASEL_SNOOZE_AN_HOUR)
    return g_date_time_to_unix_usec (now) + G_TIME_SPAN_HOUR;

  day = g_date_time_add_days (
      now, which == EASEL_SNOOZE_TOMORROW ? 1 : 8 - g_date_time_get_day_of_week (now));
  morning = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (day),
                             g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                             MORNING, 0, 0);
  return g_date_time_to_unix_usec (morning);
}

static void
on_hidden (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselBrief) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_library_hide_lookalike_finish (EASEL_LIBRARY (source), result, &error))
    easel_brief_tell (self, error->message);
}

void
easel_brief_snooze (EaselBrief *self, EaselBriefItem *item, gint64 until)
{
  g_autoptr (GPtrArray) jobs = NULL;

  g_return_if_fail (EASEL_IS_BRIEF (self));
  g_return_if_fail (EASEL_IS_BRIEF_ITEM (item));

  if (self->studio == NULL)
    return;
  /* The item itself may be gone before the last of them is hidden. */
  jobs = g_ptr_array_ref (easel_brief_item_get_jobs (item));
  if (jobs->len == 0)
    easel_library_hide_lookalike_async (easel_studio_get_library (self->studio),
                                        easel_entity_get_id (easel_brief_item_get_first (item)),
                                        easel_entity_get_id (easel_brief_item_get_second (item)),
                                        until, NULL, on_hidden, g_object_ref (self));
  for (guint i = 0; i < jobs->len; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!easel_queue_set_hidden_until (easel_studio_get_queue (self->studio),
                                         easel_job_get_id (jobs->pdata[i]), until, &error))
        easel_brief_tell (self, error->message);
    }
}

void
easel_brief_dismiss (EaselBrief *self, EaselBriefItem *item)
{
  g_return_if_fail (EASEL_IS_BRIEF (self));
  g_return_if_fail (EASEL_IS_BRIEF_ITEM (item));
  g_return_if_fail (easel_brief_item_get_kind (item) != EASEL_BRIEF_REVIEW);

  easel_brief_snooze (self, item, G_MAXINT64);
}

/* (transfer none): what is to be tried again for @job: all it is a part of, if that failed too */
static EaselJob *
find_whole (EaselQueue *queue, EaselJob *job)
{
  const char *id = easel_job_get_parent (job);
  EaselJob *parent = id != NULL ? easel_queue_lookup (queue, id) : NULL;

  if (parent == NULL || easel_job_get_state (parent) != EASEL_JOB_STATE_FAILED)
    return job;
  return find_whole (queue, parent);
}

void
easel_brief_retry (EaselBrief *self, EaselBriefItem *item)
{
  EaselQueue *queue;
  g_autoptr (GPtrArray) jobs = NULL;

  g_return_if_fail (EASEL_IS_BRIEF (self));
  g_return_if_fail (EASEL_IS_BRIEF_ITEM (item));
  g_return_if_fail (easel_brief_item_get_kind (item) == EASEL_BRIEF_FAILURE);

  if (self->studio == NULL)
    return;
  queue = easel_studio_get_queue (self->studio);
  jobs = g_ptr_array_ref (easel_brief_item_get_jobs (item));
  for (guint i = 0; i < jobs->len; i++)
    {
      EaselJob *whole = find_whole (queue, jobs->pdata[i]);
      g_autoptr (GError) error = NULL;

      /* With its parent it may have been queued already. */
      if (easel_job_get_state (whole) == EASEL_JOB_STATE_FAILED
          && !easel_queue_retry (queue, easel_job_get_id (whole), &error))
        easel_brief_tell (self, error->message);
    }
}

static void
on_refused (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselBrief) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!easel_library_set_not_duplicates_finish (EASEL_LIBRARY (source), result, &error))
    easel_brief_tell (self, error->message);
}

void
easel_brief_not_duplicates (EaselBrief *self, EaselBriefItem *item)
{
  g_return_if_fail (EASEL_IS_BRIEF (self));
  g_return_if_fail (EASEL_IS_BRIEF_ITEM (item));
  g_return_if_fail (easel_brief_item_get_kind (item) == EASEL_BRIEF_LOOKALIKE);

  if (self->studio == NULL)
    return;
  easel_library_set_not_duplicates_async (easel_studio_get_library (self->studio),
                                          easel_entity_get_id (easel_brief_item_get_first (item)),
                                          easel_entity_get_id (easel_brief_item_get_second (item)),
                                          TRUE, NULL, on_refused, g_object_ref (self));
}

EaselJob *
easel_brief_merge (EaselBrief *self, EaselBriefItem *item, GError **error)
{
  const char *first;
  const char *second;
  EaselJob *job;

  g_return_val_if_fail (EASEL_IS_BRIEF (self), NULL);
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (item), NULL);
  g_return_val_if_fail (easel_brief_item_get_kind (item) == EASEL_BRIEF_LOOKALIKE, NULL);
  g_return_val_if_fail (self->studio != NULL, NULL);

  first = easel_entity_get_id (easel_brief_item_get_first (item));
  second = easel_entity_get_id (easel_brief_item_get_second (item));
  job = easel_studio_merge (self->studio, first, second, error);
  if (job != NULL)
    easel_brief_set_merging (self, first, second, job);
  return job;
}
