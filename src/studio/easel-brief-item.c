/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-private.h"

struct _EaselBriefItem
{
  GObject parent_instance;

  char *id; /* (owned) */
  EaselBriefKind kind;
  EaselJob *job;   /* (owned) (nullable) */
  GPtrArray *jobs; /* (owned) (element-type EaselJob) */

  char *title;         /* (owned) */
  char *why;           /* (owned) (nullable) */
  char *provenance;    /* (owned) (nullable) */
  char *thumbnail;     /* (owned) (nullable): of the job */
  EaselEntity *first;  /* (owned) (nullable) */
  EaselEntity *second; /* (owned) (nullable) */
  guint n_conflicts;
  gboolean can_approve;
  gint64 time;

  double score;
  gint64 hidden_until;
  gboolean ready;
  GSequenceIter *iter; /* (unowned) (nullable) */
};

typedef enum
{
  PROP_ID = 1,
  PROP_KIND,
  PROP_TITLE,
  PROP_WHY,
  PROP_PROVENANCE,
  PROP_THUMBNAIL,
  PROP_SECOND_THUMBNAIL,
  PROP_JOB,
  PROP_FIRST,
  PROP_SECOND,
  PROP_CAN_APPROVE,
  PROP_N_CONFLICTS,
  PROP_TIME,
} EaselBriefItemProperty;

static GParamSpec *properties[PROP_TIME + 1];

G_DEFINE_FINAL_TYPE (EaselBriefItem, easel_brief_item, G_TYPE_OBJECT)

static void
easel_brief_item_finalize (GObject *object)
{
  EaselBriefItem *self = EASEL_BRIEF_ITEM (object);

  g_free (self->id);
  g_clear_object (&self->job);
  g_ptr_array_unref (self->jobs);
  g_free (self->title);
  g_free (self->why);
  g_free (self->provenance);
  g_free (self->thumbnail);
  g_clear_object (&self->first);
  g_clear_object (&self->second);

  G_OBJECT_CLASS (easel_brief_item_parent_class)->finalize (object);
}

static void
easel_brief_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselBriefItem *self = EASEL_BRIEF_ITEM (object);

  switch ((EaselBriefItemProperty) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_KIND:
      g_value_set_int (value, (int) self->kind);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_WHY:
      g_value_set_string (value, self->why);
      break;
    case PROP_PROVENANCE:
      g_value_set_string (value, self->provenance);
      break;
    case PROP_THUMBNAIL:
      g_value_set_string (value, easel_brief_item_get_thumbnail (self));
      break;
    case PROP_SECOND_THUMBNAIL:
      g_value_set_string (value, easel_brief_item_get_second_thumbnail (self));
      break;
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    case PROP_FIRST:
      g_value_set_object (value, self->first);
      break;
    case PROP_SECOND:
      g_value_set_object (value, self->second);
      break;
    case PROP_CAN_APPROVE:
      g_value_set_boolean (value, self->can_approve);
      break;
    case PROP_N_CONFLICTS:
      g_value_set_uint (value, self->n_conflicts);
      break;
    case PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_brief_item_class_init (EaselBriefItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = easel_brief_item_finalize;
  object_class->get_property = easel_brief_item_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_KIND] = g_param_spec_int ("kind", NULL, NULL, EASEL_BRIEF_REVIEW,
                                            EASEL_BRIEF_FINISHED, EASEL_BRIEF_REVIEW, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_WHY] = g_param_spec_string ("why", NULL, NULL, NULL, flags);
  properties[PROP_PROVENANCE] = g_param_spec_string ("provenance", NULL, NULL, NULL, flags);
  properties[PROP_THUMBNAIL] = g_param_spec_string ("thumbnail", NULL, NULL, NULL, flags);
  properties[PROP_SECOND_THUMBNAIL] = g_param_spec_string ("second-thumbnail", NULL, NULL, NULL,
                                                           flags);
  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, EASEL_TYPE_JOB, flags);
  properties[PROP_FIRST] = g_param_spec_object ("first", NULL, NULL, EASEL_TYPE_ENTITY, flags);
  properties[PROP_SECOND] = g_param_spec_object ("second", NULL, NULL, EASEL_TYPE_ENTITY, flags);
  properties[PROP_CAN_APPROVE] = g_param_spec_boolean ("can-approve", NULL, NULL, FALSE, flags);
  properties[PROP_N_CONFLICTS] = g_param_spec_uint ("n-conflicts", NULL, NULL, 0, G_MAXUINT, 0,
                                                    flags);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_brief_item_init (EaselBriefItem *self)
{
  self->title = g_strdup ("");
  self->jobs = g_ptr_array_new_with_free_func (g_object_unref);
}

EaselBriefItem *
easel_brief_item_new (const char *id, EaselBriefKind kind, EaselJob *job)
{
  EaselBriefItem *self = g_object_new (EASEL_TYPE_BRIEF_ITEM, NULL);

  self->id = g_strdup (id);
  self->kind = kind;
  self->job = job != NULL ? g_object_ref (job) : NULL;
  if (job != NULL)
    g_ptr_array_add (self->jobs, g_object_ref (job));
  return self;
}

static void
set_text (EaselBriefItem *self, char **member, const char *text, EaselBriefItemProperty property)
{
  if (g_set_str (member, text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
easel_brief_item_set_words (EaselBriefItem *self,
                            const char *title,
                            const char *why,
                            const char *provenance)
{
  set_text (self, &self->title, title, PROP_TITLE);
  set_text (self, &self->why, why, PROP_WHY);
  set_text (self, &self->provenance, provenance, PROP_PROVENANCE);
}

void
easel_brief_item_set_entities (EaselBriefItem *self, EaselEntity *first, EaselEntity *second)
{
  if (g_set_object (&self->first, first))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THUMBNAIL]);
    }
  if (g_set_object (&self->second, second))
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECOND]);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SECOND_THUMBNAIL]);
    }
}

void
easel_brief_item_set_thumbnail (EaselBriefItem *self, const char *path)
{
  set_text (self, &self->thumbnail, path, PROP_THUMBNAIL);
}

void
easel_brief_item_set_conflicts (EaselBriefItem *self, guint n_conflicts, gboolean can_approve)
{
  if (self->n_conflicts != n_conflicts)
    {
      self->n_conflicts = n_conflicts;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_CONFLICTS]);
    }
  if (self->can_approve != can_approve)
    {
      self->can_approve = can_approve;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_APPROVE]);
    }
}

void
easel_brief_item_set_jobs (EaselBriefItem *self, GPtrArray *jobs)
{
  g_ptr_array_unref (self->jobs);
  self->jobs = g_ptr_array_ref (jobs);
}

void
easel_brief_item_set_time (EaselBriefItem *self, gint64 time)
{
  if (self->time == time)
    return;

  self->time = time;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TIME]);
}

double
easel_brief_item_get_score (EaselBriefItem *self)
{
  return self->score;
}

void
easel_brief_item_set_score (EaselBriefItem *self, double score)
{
  self->score = score;
}

gint64
easel_brief_item_get_hidden_until (EaselBriefItem *self)
{
  return self->hidden_until;
}

void
easel_brief_item_set_hidden_until (EaselBriefItem *self, gint64 until)
{
  self->hidden_until = until;
}

gboolean
easel_brief_item_get_ready (EaselBriefItem *self)
{
  return self->ready;
}

void
easel_brief_item_set_ready (EaselBriefItem *self)
{
  self->ready = TRUE;
}

GSequenceIter *
easel_brief_item_get_iter (EaselBriefItem *self)
{
  return self->iter;
}

void
easel_brief_item_set_iter (EaselBriefItem *self, GSequenceIter *iter)
{
  self->iter = iter;
}

const char *
easel_brief_item_get_id (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), NULL);

  return self->id;
}

EaselBriefKind
easel_brief_item_get_kind (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), EASEL_BRIEF_REVIEW);

  return self->kind;
}

const char *
easel_brief_item_get_title (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), NULL);

  return self->title;
}

const char *
easel_brief_item_get_why (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), NULL);

  return self->why;
}

const char *
easel_brief_item_get_provenance (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), NULL);

  return self->provenance;
}

const char *
easel_brief_item_get_thumbnail (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), NULL);

  return self->first != NULL ? easel_entity_get_thumbnail (self->first) : self->thumbnail;
}

const char *
easel_brief_item_get_second_thumbnail (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), NULL);

  return self->second != NULL ? easel_entity_get_thumbnail (self->second) : NULL;
}

EaselJob *
easel_brief_item_get_job (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), NULL);

  return self->job;
}

GPtrArray *
easel_brief_item_get_jobs (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), NULL);

  return self->jobs;
}

EaselEntity *
easel_brief_item_get_first (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), NULL);

  return self->first;
}

EaselEntity *
easel_brief_item_get_second (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), NULL);

  return self->second;
}

gboolean
easel_brief_item_get_can_approve (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), FALSE);

  return self->can_approve;
}

guint
easel_brief_item_get_n_conflicts (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), 0);

  return self->n_conflicts;
}

gint64
easel_brief_item_get_time (EaselBriefItem *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_ITEM (self), 0);

  return self->time;
}
