/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselReviewNotifier:
 *
 * Tells the person that something waits for their decision: one notification for all of it, while
 * they do not see it anyway. It is withdrawn when all is decided, wherever that was. What waited
 * when the program started is not told again, but what was put off is when its time has come.
 *
 * Adds the actions of its buttons to the application: `app.approve-job` (s: id) and
 * `app.snooze-jobs` (as: ids; for an hour). They may be activated before the studio is open. The
 * application itself has `app.review-job` (s: id). Main thread only.
 *
 * Property `reminding` (gboolean): whether something put off by this is to be told again: the
 * program should stay for it.
 */
#define EASEL_TYPE_REVIEW_NOTIFIER (easel_review_notifier_get_type ())
G_DECLARE_FINAL_TYPE (EaselReviewNotifier, easel_review_notifier, EASEL, REVIEW_NOTIFIER, GObject)

/* @application: a #GActionMap, not kept alive */
EaselReviewNotifier *easel_review_notifier_new (GApplication *application, EaselStudio *studio);

/* Whether the person sees what waits: a review is open in front of them. */
void easel_review_notifier_set_seen (EaselReviewNotifier *self, gboolean seen);

/* The person has come back: what is on the screen has done its work. */
void easel_review_notifier_withdraw (EaselReviewNotifier *self);

G_END_DECLS
