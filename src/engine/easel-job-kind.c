/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-kind.h"

typedef struct
{
  char *name; /* (owned) */
} EaselJobKindPrivate;

typedef enum
{
  PROP_NAME = 1,
} EaselJobKindProperty;

static GParamSpec *properties[PROP_NAME + 1];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (EaselJobKind, easel_job_kind, G_TYPE_OBJECT)

static EaselFailure *
easel_job_kind_default_describe_error (EaselJobKind *self, const GError *error)
{
  return easel_failure_new ("failed", error->message, NULL, NULL, EASEL_RETRY_NEVER);
}

static void
easel_job_kind_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselJobKindPrivate *priv = easel_job_kind_get_instance_private (EASEL_JOB_KIND (object));

  switch ((EaselJobKindProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, priv->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_job_kind_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EaselJobKindPrivate *priv = easel_job_kind_get_instance_private (EASEL_JOB_KIND (object));

  switch ((EaselJobKindProperty) prop_id)
    {
    case PROP_NAME:
      priv->name = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_job_kind_finalize (GObject *object)
{
  EaselJobKindPrivate *priv = easel_job_kind_get_instance_private (EASEL_JOB_KIND (object));

  g_free (priv->name);

  G_OBJECT_CLASS (easel_job_kind_parent_class)->finalize (object);
}

static void
easel_job_kind_class_init (EaselJobKindClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = easel_job_kind_get_property;
  object_class->set_property = easel_job_kind_set_property;
  object_class->finalize = easel_job_kind_finalize;

  klass->describe_error = easel_job_kind_default_describe_error;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_job_kind_init (EaselJobKind *self)
{
}

const char *
easel_job_kind_get_name (EaselJobKind *self)
{
  EaselJobKindPrivate *priv = easel_job_kind_get_instance_private (self);

  g_return_val_if_fail (EASEL_IS_JOB_KIND (self), NULL);

  return priv->name;
}

char *
easel_job_kind_run (EaselJobKind *self, EaselRun *run, GError **error)
{
  g_return_val_if_fail (EASEL_IS_JOB_KIND (self), NULL);
  g_return_val_if_fail (EASEL_JOB_KIND_GET_CLASS (self)->run != NULL, NULL);

  return EASEL_JOB_KIND_GET_CLASS (self)->run (self, run, error);
}

EaselFailure *
easel_job_kind_describe_error (EaselJobKind *self, const GError *error)
{
  g_return_val_if_fail (EASEL_IS_JOB_KIND (self), NULL);
  g_return_val_if_fail (error != NULL, NULL);

  return EASEL_JOB_KIND_GET_CLASS (self)->describe_error (self, error);
}

EaselJobSpec *
easel_job_kind_recall (EaselJobKind *self, EaselJob *job, const char *deposit)
{
  EaselJobKindClass *klass;

  g_return_val_if_fail (EASEL_IS_JOB_KIND (self), NULL);
  g_return_val_if_fail (deposit != NULL, NULL);

  klass = EASEL_JOB_KIND_GET_CLASS (self);
  return klass->recall != NULL ? klass->recall (self, job, deposit) : NULL;
}
