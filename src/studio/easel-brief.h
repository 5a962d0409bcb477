/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-brief-item.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselSnooze: until when something can be put off
 * @EASEL_SNOOZE_AN_HOUR: in an hour
 * @EASEL_SNOOZE_TOMORROW: tomorrow morning, at nine
 * @EASEL_SNOOZE_NEXT_WEEK: next Monday morning, at nine
 */
typedef enum
{
  EASEL_SNOOZE_AN_HOUR,
  EASEL_SNOOZE_TOMORROW,
  EASEL_SNOOZE_NEXT_WEEK,
} EaselSnooze;

/* @now: in the person's time zone
 *
 * Returns: Unix time in microseconds. Pure; any thread */
gint64 easel_brief_snooze_time (EaselSnooze which, GDateTime *now);

/**
 * EaselBrief:
 *
 * What wants a person: a #GListModel of #EaselBriefItem, in the order of #EaselBriefKind, of each
 * kind the newest first. It follows the queue and the library. What was put off is not in it, and
 * comes back when its time comes. Main thread only; nothing here blocks.
 *
 * Property `count` (uint). Signal `notice` (const char *message): something could not be done.
 */
#define EASEL_TYPE_BRIEF (easel_brief_get_type ())
G_DECLARE_FINAL_TYPE (EaselBrief, easel_brief, EASEL, BRIEF, GObject)

/* Of the items in it; the same as its length. */
guint easel_brief_get_count (EaselBrief *self);

/* Puts it off. @until: Unix time in microseconds */
void easel_brief_snooze (EaselBrief *self, EaselBriefItem *item, gint64 until);

/* Puts it away for good; a job comes back when it asks or fails anew. Not for reviews: a job would
 * wait for good. Cancel it instead. */
void easel_brief_dismiss (EaselBrief *self, EaselBriefItem *item);

/* For failures: tries again all it stands for. */
void easel_brief_retry (EaselBrief *self, EaselBriefItem *item);

/* For lookalikes: they are two, now and later. */
void easel_brief_not_duplicates (EaselBrief *self, EaselBriefItem *item);

/* For lookalikes: asks for a merge, which keeps the older one.
 * Returns: (transfer none) (nullable) */
EaselJob *easel_brief_merge (EaselBrief *self, EaselBriefItem *item, GError **error);

/**
 * easel_brief_approve_all_async:
 * @door: where it was decided, as in #EaselDecision
 *
 * Approves every review that can be approved without a look, as one group. Calls back when each of
 * them has ended, or has come to ask again.
 *
 * Finish: @n_approved: (out): how many were done. @group: (out) (transfer full) (nullable): what
 * easel_library_undo() takes all of them back by; %NULL when there are none. Returns: %FALSE when
 * there was something to approve, and none of it could be done; with the first reason
 */
void easel_brief_approve_all_async (EaselBrief *self,
                                    const char *door,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean easel_brief_approve_all_finish (EaselBrief *self,
                                         GAsyncResult *result,
                                         guint *n_approved,
                                         char **group,
                                         GError **error);

G_END_DECLS
