/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"
#include "easel-job.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EaselBriefKind: in the order in which people see them
 * @EASEL_BRIEF_REVIEW: a job asks
 * @EASEL_BRIEF_FAILURE: a job failed, and a person can do something about it
 * @EASEL_BRIEF_LOOKALIKE: two things in the library may be one
 * @EASEL_BRIEF_FINISHED: a batch came to its end
 */
typedef enum
{
  EASEL_BRIEF_REVIEW,
  EASEL_BRIEF_FAILURE,
  EASEL_BRIEF_LOOKALIKE,
  EASEL_BRIEF_FINISHED,
} EaselBriefKind;

/**
 * EaselBriefItem:
 *
 * One thing that wants a person. Main thread only.
 *
 * Properties, all readable, for bindings, named as the functions below: `id`, `kind` (int),
 * `title`, `why`, `provenance`, `thumbnail`, `second-thumbnail`, `job`, `first`, `second`,
 * `can-approve`, `n-conflicts`, `time`. All but `id`, `kind`, `job` may change.
 */
#define EASEL_TYPE_BRIEF_ITEM (easel_brief_item_get_type ())
G_DECLARE_FINAL_TYPE (EaselBriefItem, easel_brief_item, EASEL, BRIEF_ITEM, GObject)

/* The job's id, or what a pair of lookalikes is called: the same as long as it is about the same.
 */
const char *easel_brief_item_get_id (EaselBriefItem *self);
EaselBriefKind easel_brief_item_get_kind (EaselBriefItem *self);

/* A heading, and a sentence or two: what it is about, and why it is here. */
const char *easel_brief_item_get_title (EaselBriefItem *self);
/* (nullable) */
const char *easel_brief_item_get_why (EaselBriefItem *self);
/* (nullable): who says so: a model, Easel itself … */
const char *easel_brief_item_get_provenance (EaselBriefItem *self);

/* (nullable): path of a small picture; of a merge or of lookalikes there may be two */
const char *easel_brief_item_get_thumbnail (EaselBriefItem *self);
const char *easel_brief_item_get_second_thumbnail (EaselBriefItem *self);

/* (transfer none) (nullable): none for lookalikes; of several the last */
EaselJob *easel_brief_item_get_job (EaselBriefItem *self);
/* (transfer none) (element-type EaselJob): all jobs it stands for: a day's budget may have stopped
 * many, and that is one thing to decide */
GPtrArray *easel_brief_item_get_jobs (EaselBriefItem *self);
/* (transfer none) (nullable): of a merge what is kept and what is folded into it, of lookalikes the
 * older one and the other */
EaselEntity *easel_brief_item_get_first (EaselBriefItem *self);
EaselEntity *easel_brief_item_get_second (EaselBriefItem *self);

/* Whether it may be approved without a look at it: a merge of two that do not contradict each
 * other, and that did not change since. */
gboolean easel_brief_item_get_can_approve (EaselBriefItem *self);
/* Of how many fields the two say different things. */
guint easel_brief_item_get_n_conflicts (EaselBriefItem *self);
/* When it came up: Unix time in microseconds */
gint64 easel_brief_item_get_time (EaselBriefItem *self);

G_END_DECLS
