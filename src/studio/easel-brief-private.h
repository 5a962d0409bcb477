/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-brief.h"
#include "easel-library-tidy.h"
#include "easel-studio.h"

G_BEGIN_DECLS

/* What the files of the Brief share. */

typedef struct _EaselBriefStop EaselBriefStop;

struct _EaselBrief
{
  GObject parent_instance;

  EaselStudio *studio; /* (unowned): it owns this; %NULL once it is gone */

  GSequence *shown; /* (owned) (element-type EaselBriefItem): in order; owns them */
  GHashTable *all;  /* (owned): id → EaselBriefItem, those that are not shown too */
  guint timer;      /* when something that was put off comes back */

  GHashTable *stops;   /* (owned): id of its card → EaselBriefStop, which has the id */
  GHashTable *stopped; /* (owned) (element-type EaselJob EaselBriefStop): whose each job is */

  GHashTable *merging; /* (owned): what a pair is called → id of the job that merges it */
  gboolean is_listing; /* lookalikes are being read */
  gboolean list_again; /* and must be read once more */
};

EaselBrief *easel_brief_new (EaselStudio *studio);

/* (transfer none) (nullable) */
EaselBriefItem *easel_brief_lookup (EaselBrief *self, const char *id);
/* @item: (transfer full): not in it yet */
void easel_brief_add (EaselBrief *self, EaselBriefItem *item);
void easel_brief_remove (EaselBrief *self, EaselBriefItem *item);
/* Shows or hides @item, and puts it into its place. Call after anything about it has changed. */
void easel_brief_update (EaselBrief *self, EaselBriefItem *item);
void easel_brief_tell (EaselBrief *self, const char *message);

/* Jobs: easel-brief-jobs.c */
void easel_brief_follow_jobs (EaselBrief *self);

/* What a day's budget has stopped: easel-brief-budget.c */
void easel_brief_stop_free (EaselBriefStop *stop);
/* Whether it failed because of that, itself or its children. */
gboolean easel_brief_is_about_budget (EaselJob *job);
void easel_brief_look_at_budget (EaselBrief *self, EaselJob *job, gboolean removed);

/* Lookalikes: easel-brief-lookalikes.c */
void easel_brief_follow_lookalikes (EaselBrief *self);
void easel_brief_list_lookalikes (EaselBrief *self);
/* Whether a job is merging the two that @item is about. */
gboolean easel_brief_is_merging (EaselBrief *self, EaselBriefItem *item);
/* From now on @job merges this pair; the pair is not shown until it has ended. */
void
easel_brief_set_merging (EaselBrief *self, const char *first, const char *second, EaselJob *job);

/* The item's own; those (nullable) in the header may be %NULL. */
EaselBriefItem *easel_brief_item_new (const char *id, EaselBriefKind kind, EaselJob *job);
void easel_brief_item_set_words (EaselBriefItem *self,
                                 const char *title,
                                 const char *why,
                                 const char *provenance);
void easel_brief_item_set_entities (EaselBriefItem *self, EaselEntity *first, EaselEntity *second);
void easel_brief_item_set_thumbnail (EaselBriefItem *self, const char *path);
void easel_brief_item_set_conflicts (EaselBriefItem *self, guint n_conflicts, gboolean can_approve);
/* @jobs: (element-type EaselJob): all it stands for, if there is more than one */
void easel_brief_item_set_jobs (EaselBriefItem *self, GPtrArray *jobs);
void easel_brief_item_set_time (EaselBriefItem *self, gint64 time);

/* Of a kind, those with more come first. */
double easel_brief_item_get_score (EaselBriefItem *self);
void easel_brief_item_set_score (EaselBriefItem *self, double score);
/* Until when the person does not want to see it: 0, a Unix time in microseconds, or %G_MAXINT64. */
gint64 easel_brief_item_get_hidden_until (EaselBriefItem *self);
void easel_brief_item_set_hidden_until (EaselBriefItem *self, gint64 until);
/* Whether all is known that it needs to be shown. */
gboolean easel_brief_item_get_ready (EaselBriefItem *self);
void easel_brief_item_set_ready (EaselBriefItem *self);
/* (nullable): where it is shown */
GSequenceIter *easel_brief_item_get_iter (EaselBriefItem *self);
void easel_brief_item_set_iter (EaselBriefItem *self, GSequenceIter *iter);

G_END_DECLS
