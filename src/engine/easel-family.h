/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselFamily:
 *
 * The children of one parent job with their counts and progress, kept up to date child by
 * child instead of by going through all of them. Main thread only.
 */
typedef struct _EaselFamily EaselFamily;

EaselFamily *easel_family_new (void);
void easel_family_free (EaselFamily *self);

void easel_family_add (EaselFamily *self, GPtrArray *children);
void easel_family_remove (EaselFamily *self, EaselJob *child);

/* To be called with what a child was and is, whenever one of the two changed. */
void easel_family_child_changed (EaselFamily *self,
                                 EaselJobState before,
                                 EaselJobState after,
                                 double progress_before,
                                 double progress_after);

/* To be called when the thumbnail of @child changed. Returns: whether the family's did */
gboolean easel_family_child_pictured (EaselFamily *self, EaselJob *child);

/* (nullable): that of the first child that has one */
const char *easel_family_get_thumbnail (EaselFamily *self);

void easel_family_foreach (EaselFamily *self, GFunc func, gpointer user_data);

/* (transfer none) */
GListStore *easel_family_get_children (EaselFamily *self);
guint easel_family_count (EaselFamily *self);
guint easel_family_count_in (EaselFamily *self, EaselJobState state);

/* 0 to 1; a child that has ended counts as done, whatever it came to. */
double easel_family_get_progress (EaselFamily *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselFamily, easel_family_free)

G_END_DECLS
