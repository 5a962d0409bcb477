/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-entity.h"
#include "easel-library-changes.h"

G_BEGIN_DECLS

/* What an edit makes of an entity. Pure functions; any thread. */

/**
 * easel_edit_check:
 *
 * Returns: whether @request may be done to @entity; else %EASEL_LIBRARY_ERROR_INVALID with a
 *   sentence that names the field. What it leaves as it was is not looked at
 */
gboolean easel_edit_check (EaselEntity *entity, const EaselEditRequest *request, GError **error);

/* Makes @entity, which is the caller's own, what @request says. */
void easel_edit_apply (EaselEntity *entity, const EaselEditRequest *request);

/* Whether @request can only change tags. */
gboolean easel_edit_is_tagging (const EaselEditRequest *request);

G_END_DECLS
