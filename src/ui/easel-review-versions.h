/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Fills @group with the versions of a proposal, the last one active; hides it when there is only
 * one. */
void easel_review_versions_fill (AdwToggleGroup *group, guint n_versions);

G_END_DECLS
