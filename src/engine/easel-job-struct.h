/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-family.h"
#include "easel-job-private.h"

G_BEGIN_DECLS

/* For easel-job.c and easel-job-setters.c only. */

#define ID_LENGTH 36

struct _EaselJob
{
  GObject parent_instance;

  char id[ID_LENGTH + 1];
  const char *kind;      /* (interned) */
  const char *lane;      /* (interned) */
  char *title;           /* (owned) */
  char *description;     /* (owned) (nullable) */
  GRefString *provider;  /* (owned) (nullable) */
  GRefString *model;     /* (owned) (nullable) */
  char *key;             /* (owned) (nullable) */
  char *thumbnail;       /* (owned) (nullable) */
  char *message;         /* (owned) (nullable) */
  char *outcome;         /* (owned) (nullable) */
  char *deposit;         /* (owned) (nullable) */
  GString *text;         /* (owned) (nullable): NULL while empty */
  EaselFailure *failure; /* (owned) (nullable) */
  EaselJob *parent;      /* (unowned) (nullable): the queue keeps it as long as its children */
  EaselFamily *family;   /* (owned) (nullable): NULL while it has no children */

  gint64 created;
  gint64 started;
  gint64 finished;
  gint64 not_before;
  gint64 hidden_until;
  EaselUsage usage;
  double progress;

  guint step;
  guint n_steps;
  guint attempts;
  EaselJobState state;
  EaselJobTicket ticket;
};

typedef enum
{
  EASEL_JOB_PROP_ID = 1,
  EASEL_JOB_PROP_KIND,
  EASEL_JOB_PROP_TITLE,
  EASEL_JOB_PROP_DESCRIPTION,
  EASEL_JOB_PROP_STATE,
  EASEL_JOB_PROP_PROGRESS,
  EASEL_JOB_PROP_MESSAGE,
  EASEL_JOB_PROP_STEP,
  EASEL_JOB_PROP_N_STEPS,
  EASEL_JOB_PROP_PARENT,
  EASEL_JOB_PROP_N_CHILDREN,
  EASEL_JOB_PROP_PROVIDER,
  EASEL_JOB_PROP_MODEL,
  EASEL_JOB_PROP_THUMBNAIL,
  EASEL_JOB_PROP_OUTCOME,
  EASEL_JOB_PROP_CANCELABLE,
  EASEL_JOB_PROP_USAGE,
  EASEL_JOB_PROP_FAILURE,
  EASEL_JOB_PROP_CREATED,
  EASEL_JOB_PROP_STARTED,
  EASEL_JOB_PROP_FINISHED,
  EASEL_JOB_PROP_NOT_BEFORE,
  EASEL_JOB_PROP_HIDDEN_UNTIL,
  EASEL_JOB_PROP_ATTEMPTS,
  EASEL_JOB_PROP_TEXT,
} EaselJobProperty;

void easel_job_notify (EaselJob *self, EaselJobProperty property);

/* Tells that @more was appended to its text. */
void easel_job_emit_text_appended (EaselJob *self, const char *more);

G_END_DECLS
