/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselTagDialog:
 *
 * The tags that several entities have in common: what is added or removed is so for each of them,
 * as changes that are taken back together. Tells of them by the action “win.tell-change”.
 */
#define EASEL_TYPE_TAG_DIALOG (easel_tag_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EaselTagDialog, easel_tag_dialog, EASEL, TAG_DIALOG, AdwDialog)

/* @entities: (element-type EaselEntity): at least one; a reference is taken */
EaselTagDialog *easel_tag_dialog_new (EaselLibrary *library, GPtrArray *entities);

/**
 * easel_tag_dialog_apply:
 * @before: the tags all had in common
 * @after: those all are to have
 *
 * Returns: (transfer full): @tags without what was removed, and with what was added
 */
GStrv easel_tag_dialog_apply (const char *const *tags,
                              const char *const *before,
                              const char *const *after);

G_END_DECLS
