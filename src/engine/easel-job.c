/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-struct.h"

#include "easel-id.h"

#define FLAGS (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static GParamSpec *properties[EASEL_JOB_PROP_TEXT + 1];

static guint text_appended_signal;

G_DEFINE_FINAL_TYPE (EaselJob, easel_job, G_TYPE_OBJECT)

static GRefString *
intern (const char *text)
{
  return text != NULL ? g_ref_string_new_intern (text) : NULL;
}

/* The properties that are numbers, times or boxed. */
static void
get_figure (EaselJob *self, EaselJobProperty property, GValue *value)
{
  switch ((guint) property)
    {
    case EASEL_JOB_PROP_STEP:
      g_value_set_uint (value, self->step);
      break;
    case EASEL_JOB_PROP_N_STEPS:
      g_value_set_uint (value, self->n_steps);
      break;
    case EASEL_JOB_PROP_N_CHILDREN:
      g_value_set_uint (value, easel_job_get_n_children (self));
      break;
    case EASEL_JOB_PROP_ATTEMPTS:
      g_value_set_uint (value, self->attempts);
      break;
    case EASEL_JOB_PROP_CREATED:
      g_value_set_int64 (value, self->created);
      break;
    case EASEL_JOB_PROP_STARTED:
      g_value_set_int64 (value, self->started);
      break;
    case EASEL_JOB_PROP_FINISHED:
      g_value_set_int64 (value, self->finished);
      break;
    case EASEL_JOB_PROP_NOT_BEFORE:
      g_value_set_int64 (value, self->not_before);
      break;
    case EASEL_JOB_PROP_HIDDEN_UNTIL:
      g_value_set_int64 (value, self->hidden_until);
      break;
    case EASEL_JOB_PROP_USAGE:
      g_value_set_boxed (value, &self->usage);
      break;
    case EASEL_JOB_PROP_FAILURE:
      g_value_set_boxed (value, self->failure);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The properties that are text. */
static const char *
get_string (EaselJob *self, EaselJobProperty property)
{
  switch ((guint) property)
    {
    case EASEL_JOB_PROP_ID:
      return self->id;
    case EASEL_JOB_PROP_KIND:
      return self->kind;
    case EASEL_JOB_PROP_TITLE:
      return self->title;
    case EASEL_JOB_PROP_DESCRIPTION:
      return self->description;
    case EASEL_JOB_PROP_MESSAGE:
      return self->message;
    case EASEL_JOB_PROP_PARENT:
      return easel_job_get_parent (self);
    case EASEL_JOB_PROP_PROVIDER:
      return self->provider;
    case EASEL_JOB_PROP_MODEL:
      return self->model;
    case EASEL_JOB_PROP_THUMBNAIL:
      return easel_job_get_thumbnail (self);
    case EASEL_JOB_PROP_OUTCOME:
      return self->outcome;
    case EASEL_JOB_PROP_TEXT:
      return easel_job_get_text (self);
    default:
      g_return_val_if_reached (NULL);
    }
}

static void
easel_job_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselJob *self = EASEL_JOB (object);

  switch ((EaselJobProperty) prop_id)
    {
    case EASEL_JOB_PROP_ID:
    case EASEL_JOB_PROP_KIND:
    case EASEL_JOB_PROP_TITLE:
    case EASEL_JOB_PROP_DESCRIPTION:
    case EASEL_JOB_PROP_MESSAGE:
    case EASEL_JOB_PROP_PARENT:
    case EASEL_JOB_PROP_PROVIDER:
    case EASEL_JOB_PROP_MODEL:
    case EASEL_JOB_PROP_THUMBNAIL:
    case EASEL_JOB_PROP_OUTCOME:
    case EASEL_JOB_PROP_TEXT:
      g_value_set_string (value, get_string (self, (EaselJobProperty) prop_id));
      break;
    case EASEL_JOB_PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case EASEL_JOB_PROP_PROGRESS:
      g_value_set_double (value, easel_job_get_progress (self));
      break;
    case EASEL_JOB_PROP_CANCELABLE:
      g_value_set_boolean (value, easel_job_get_cancelable (self));
      break;
    case EASEL_JOB_PROP_STEP:
    case EASEL_JOB_PROP_N_STEPS:
    case EASEL_JOB_PROP_N_CHILDREN:
    case EASEL_JOB_PROP_ATTEMPTS:
    case EASEL_JOB_PROP_CREATED:
    case EASEL_JOB_PROP_STARTED:
    case EASEL_JOB_PROP_FINISHED:
    case EASEL_JOB_PROP_NOT_BEFORE:
    case EASEL_JOB_PROP_HIDDEN_UNTIL:
    case EASEL_JOB_PROP_USAGE:
    case EASEL_JOB_PROP_FAILURE:
      get_figure (self, (EaselJobProperty) prop_id, value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
forget_parent (gpointer child, gpointer user_data)
{
  EASEL_JOB (child)->parent = NULL;
}

static void
easel_job_dispose (GObject *object)
{
  EaselJob *self = EASEL_JOB (object);

  /* Somebody may hold on to a child for longer. */
  if (self->family != NULL)
    easel_family_foreach (self->family, forget_parent, NULL);
  g_clear_pointer (&self->family, easel_family_free);

  G_OBJECT_CLASS (easel_job_parent_class)->dispose (object);
}

static void
easel_job_finalize (GObject *object)
{
  EaselJob *self = EASEL_JOB (object);

  g_free (self->title);
  g_free (self->description);
  g_clear_pointer (&self->provider, g_ref_string_release);
  g_clear_pointer (&self->model, g_ref_string_release);
  g_free (self->key);
  g_free (self->thumbnail);
  g_free (self->message);
  g_free (self->outcome);
  g_free (self->deposit);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  easel_failure_free (self->failure);

  G_OBJECT_CLASS (easel_job_parent_class)->finalize (object);
}

static void
install_string (EaselJobProperty property, const char *name)
{
  properties[property] = g_param_spec_string (name, NULL, NULL, NULL, FLAGS);
}

static void
install_uint (EaselJobProperty property, const char *name)
{
  properties[property] = g_param_spec_uint (name, NULL, NULL, 0, G_MAXUINT, 0, FLAGS);
}

static void
install_time (EaselJobProperty property, const char *name)
{
  properties[property] = g_param_spec_int64 (name, NULL, NULL, 0, G_MAXINT64, 0, FLAGS);
}

static void
easel_job_class_init (EaselJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = easel_job_get_property;
  object_class->dispose = easel_job_dispose;
  object_class->finalize = easel_job_finalize;

  install_string (EASEL_JOB_PROP_ID, "id");
  install_string (EASEL_JOB_PROP_KIND, "kind");
  install_string (EASEL_JOB_PROP_TITLE, "title");
  install_string (EASEL_JOB_PROP_DESCRIPTION, "description");
  install_string (EASEL_JOB_PROP_MESSAGE, "message");
  install_string (EASEL_JOB_PROP_PARENT, "parent");
  install_string (EASEL_JOB_PROP_PROVIDER, "provider");
  install_string (EASEL_JOB_PROP_MODEL, "model");
  install_string (EASEL_JOB_PROP_THUMBNAIL, "thumbnail");
  install_string (EASEL_JOB_PROP_OUTCOME, "outcome");
  install_string (EASEL_JOB_PROP_TEXT, "text");
  install_uint (EASEL_JOB_PROP_STEP, "step");
  install_uint (EASEL_JOB_PROP_N_STEPS, "n-steps");
  install_uint (EASEL_JOB_PROP_N_CHILDREN, "n-children");
  install_uint (EASEL_JOB_PROP_ATTEMPTS, "attempts");
  install_time (EASEL_JOB_PROP_CREATED, "created");
  install_time (EASEL_JOB_PROP_STARTED, "started");
  install_time (EASEL_JOB_PROP_FINISHED, "finished");
  install_time (EASEL_JOB_PROP_NOT_BEFORE, "not-before");
  install_time (EASEL_JOB_PROP_HIDDEN_UNTIL, "hidden-until");
  properties[EASEL_JOB_PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, EASEL_TYPE_JOB_STATE,
                                                        EASEL_JOB_STATE_PENDING, FLAGS);
  properties[EASEL_JOB_PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1.0, 1.0,
                                                             -1.0, FLAGS);
  properties[EASEL_JOB_PROP_CANCELABLE] = g_param_spec_boolean ("cancelable", NULL, NULL, TRUE,
                                                                FLAGS);
  properties[EASEL_JOB_PROP_USAGE] = g_param_spec_boxed ("usage", NULL, NULL, EASEL_TYPE_USAGE,
                                                         FLAGS);
  properties[EASEL_JOB_PROP_FAILURE] = g_param_spec_boxed ("failure", NULL, NULL,
                                                           EASEL_TYPE_FAILURE, FLAGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  text_appended_signal = g_signal_new ("text-appended", G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);
}

static void
easel_job_init (EaselJob *self)
{
  self->usage = EASEL_USAGE_NONE;
  self->progress = -1.0;
}

void
easel_job_notify (EaselJob *self, EaselJobProperty property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
easel_job_emit_text_appended (EaselJob *self, const char *more)
{
  g_signal_emit (self, text_appended_signal, 0, more);
}

EaselJob *
easel_job_new (const EaselJobSpec *spec, EaselJob *parent)
{
  EaselJob *self = g_object_new (EASEL_TYPE_JOB, NULL);
  g_autofree char *id = easel_id_new ();

  memcpy (self->id, id, sizeof self->id);
  self->kind = g_intern_string (spec->kind);
  self->title = g_strdup (spec->title);
  easel_job_amend (self, spec);
  self->key = g_strdup (spec->key);
  self->thumbnail = g_strdup (spec->thumbnail);
  self->created = g_get_real_time ();
  self->parent = parent;
  return self;
}

EaselJob *
easel_job_new_from_record (EaselJobRecord *record, EaselJob *parent)
{
  g_autoptr (EaselJobRecord) owned = record;
  EaselJob *self = g_object_new (EASEL_TYPE_JOB, NULL);

  g_strlcpy (self->id, record->id, sizeof self->id);
  self->kind = g_intern_string (record->kind);
  self->lane = g_intern_string (record->lane);
  self->title = g_steal_pointer (&record->title);
  self->description = g_steal_pointer (&record->description);
  self->provider = intern (record->provider);
  self->model = intern (record->model);
  self->key = g_steal_pointer (&record->key);
  self->thumbnail = g_steal_pointer (&record->thumbnail);
  self->outcome = g_steal_pointer (&record->outcome);
  self->message = g_steal_pointer (&record->message);
  self->deposit = g_steal_pointer (&record->deposit);
  self->failure = g_steal_pointer (&record->failure);
  self->parent = parent;
  self->state = record->state;
  self->created = record->created;
  self->started = record->started;
  self->finished = record->finished;
  self->not_before = record->not_before;
  self->hidden_until = record->hidden_until;
  self->ticket.when_online = record->when_online;
  self->ticket.boost = record->boost;
  self->attempts = record->attempts;
  self->step = record->step;
  self->n_steps = record->n_steps;
  self->usage = record->usage;
  self->ticket.asked = record->asked;
  return self;
}

EaselJobRecord *
easel_job_to_record (EaselJob *self)
{
  EaselJobRecord *record = easel_job_record_new ();

  record->id = g_strdup (self->id);
  record->kind = g_strdup (self->kind);
  record->lane = g_strdup (self->lane);
  record->title = g_strdup (self->title);
  record->description = g_strdup (self->description);
  record->provider = g_strdup (self->provider);
  record->model = g_strdup (self->model);
  record->parent = g_strdup (easel_job_get_parent (self));
  record->key = g_strdup (self->key);
  record->thumbnail = g_strdup (self->thumbnail);
  record->outcome = g_strdup (self->outcome);
  record->message = self->state == EASEL_JOB_STATE_QUEUED ? g_strdup (self->message) : NULL;
  record->failure = easel_failure_copy (self->failure);
  record->state = self->state;
  record->created = self->created;
  record->started = self->started;
  record->finished = self->finished;
  record->not_before = self->not_before;
  record->hidden_until = self->hidden_until;
  record->when_online = self->ticket.when_online;
  record->boost = self->ticket.boost;
  record->attempts = self->attempts;
  record->step = self->step;
  record->n_steps = self->n_steps;
  record->usage = self->usage;
  record->asked = self->ticket.asked;
  return record;
}

EaselJobTicket *
easel_job_get_ticket (EaselJob *self)
{
  return &self->ticket;
}

const char *
easel_job_get_lane (EaselJob *self)
{
  return self->lane;
}

void
easel_job_amend (EaselJob *self, const EaselJobSpec *spec)
{
  self->lane = g_intern_string (spec->lane != NULL ? spec->lane : "local");
  if (g_set_str (&self->description, spec->description))
    easel_job_notify (self, EASEL_JOB_PROP_DESCRIPTION);
  g_clear_pointer (&self->provider, g_ref_string_release);
  self->provider = intern (spec->provider);
  easel_job_notify (self, EASEL_JOB_PROP_PROVIDER);
  g_clear_pointer (&self->model, g_ref_string_release);
  self->model = intern (spec->model);
  easel_job_notify (self, EASEL_JOB_PROP_MODEL);
}

const char *
easel_job_get_key (EaselJob *self)
{
  return self->key;
}

const char *
easel_job_get_deposit (EaselJob *self)
{
  return self->deposit;
}

EaselJob *
easel_job_get_parent_job (EaselJob *self)
{
  return self->parent;
}

EaselJob *
easel_job_get_top (EaselJob *self)
{
  while (self->parent != NULL)
    self = self->parent;
  return self;
}

gboolean
easel_job_children_have_ended (EaselJob *self)
{
  guint n_ended = easel_job_get_n_children_in (self, EASEL_JOB_STATE_COMPLETED)
                  + easel_job_get_n_children_in (self, EASEL_JOB_STATE_FAILED)
                  + easel_job_get_n_children_in (self, EASEL_JOB_STATE_CANCELED);

  return n_ended == easel_job_get_n_children (self);
}

const char *
easel_job_get_id (EaselJob *self)
{
  return self->id;
}

const char *
easel_job_get_kind (EaselJob *self)
{
  return self->kind;
}

const char *
easel_job_get_title (EaselJob *self)
{
  return self->title;
}

const char *
easel_job_get_description (EaselJob *self)
{
  return self->description;
}

EaselJobState
easel_job_get_state (EaselJob *self)
{
  return self->state;
}

double
easel_job_get_progress (EaselJob *self)
{
  if (self->state == EASEL_JOB_STATE_COMPLETED)
    return 1.0;
  if (easel_job_get_n_children (self) > 0)
    return easel_family_get_progress (self->family);
  return self->progress;
}

const char *
easel_job_get_message (EaselJob *self)
{
  return self->message;
}

guint
easel_job_get_step (EaselJob *self)
{
  return self->step;
}

guint
easel_job_get_n_steps (EaselJob *self)
{
  return self->n_steps;
}

const char *
easel_job_get_parent (EaselJob *self)
{
  return self->parent != NULL ? self->parent->id : NULL;
}

guint
easel_job_get_n_children (EaselJob *self)
{
  return self->family != NULL ? easel_family_count (self->family) : 0;
}

guint
easel_job_get_n_children_in (EaselJob *self, EaselJobState state)
{
  return self->family != NULL ? easel_family_count_in (self->family, state) : 0;
}

const char *
easel_job_get_provider (EaselJob *self)
{
  return self->provider;
}

const char *
easel_job_get_model (EaselJob *self)
{
  return self->model;
}

const char *
easel_job_get_thumbnail (EaselJob *self)
{
  if (self->thumbnail == NULL && self->family != NULL)
    return easel_family_get_thumbnail (self->family);
  return self->thumbnail;
}

const char *
easel_job_get_outcome (EaselJob *self)
{
  return self->outcome;
}

gboolean
easel_job_get_cancelable (EaselJob *self)
{
  return !easel_job_state_is_final (self->state);
}

EaselUsage
easel_job_get_usage (EaselJob *self)
{
  return self->usage;
}

EaselUsage
easel_job_get_total_usage (EaselJob *self)
{
  GListModel *children;
  EaselUsage total;

  g_return_val_if_fail (EASEL_IS_JOB (self), EASEL_USAGE_NONE);

  total = self->usage;
  if (self->family == NULL)
    return total;
  children = G_LIST_MODEL (easel_job_get_children (self));
  for (guint i = 0; i < g_list_model_get_n_items (children); i++)
    {
      g_autoptr (EaselJob) child = g_list_model_get_item (children, i);
      EaselUsage more = easel_job_get_total_usage (child);

      easel_usage_add (&total, &more);
    }
  return total;
}

const EaselFailure *
easel_job_get_failure (EaselJob *self)
{
  return self->failure;
}

gint64
easel_job_get_created (EaselJob *self)
{
  return self->created;
}

gint64
easel_job_get_started (EaselJob *self)
{
  return self->started;
}

gint64
easel_job_get_finished (EaselJob *self)
{
  return self->finished;
}

gint64
easel_job_get_not_before (EaselJob *self)
{
  return self->not_before;
}

gint64
easel_job_get_hidden_until (EaselJob *self)
{
  return self->hidden_until;
}

guint
easel_job_get_attempts (EaselJob *self)
{
  return self->attempts;
}

const char *
easel_job_get_text (EaselJob *self)
{
  return self->text != NULL ? self->text->str : "";
}
