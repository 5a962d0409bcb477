/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library-backup.h"
#include "easel-proposal.h"

G_BEGIN_DECLS

/* EaselProposal.view */
#define EASEL_RESTORE_VIEW "restore"

/**
 * EaselRestorePlan:
 * @file: what people call the backup
 * @created: when it was made, as ISO 8601
 * @digest: what tells it from every other
 * @counts: what comes of it
 *
 * What a person is asked before a backup is restored, and what was done. Owned fields.
 */
typedef struct
{
  char *file;
  char *created;
  char *digest;
  EaselRestoreCounts counts;
} EaselRestorePlan;

void easel_restore_plan_free (EaselRestorePlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselRestorePlan, easel_restore_plan_free)

/* (transfer full): JSON text */
char *easel_restore_plan_to_json (const EaselRestorePlan *plan);
/* (transfer full) (nullable) */
EaselRestorePlan *easel_restore_plan_from_json (const char *json, GError **error);

/* (transfer full) */
EaselProposal *easel_restore_plan_to_proposal (const EaselRestorePlan *plan);

/* Whether there is something to restore at all. */
gboolean easel_restore_plan_adds (const EaselRestorePlan *plan);

/* (transfer full): "12 entries · 4 pictures"; "" for nothing */
char *easel_restore_plan_count (const EaselRestoreCounts *added);
/* What becomes of what is there already: a sentence or two. */
const char *easel_restore_plan_get_note (const EaselRestorePlan *plan);

G_END_DECLS
