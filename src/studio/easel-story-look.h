/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-library.h"

G_BEGIN_DECLS

/* What goes into a story: each is the id of something in the library, or words. Blocking: worker
 * threads only.
 *
 * Each fails with %EASEL_LIBRARY_ERROR_NOT_FOUND when it is gone, or with
 * %EASEL_STUDIO_ERROR_BAD_PARAMS when it is something else. */

/* (transfer full) (nullable): what the character is like, in words */
char *easel_story_look_at_character (EaselLibrary *library, const char *character, GError **error);

/* @art_style: (nullable) */
gboolean
easel_story_look_check_art_style (EaselLibrary *library, const char *art_style, GError **error);

G_END_DECLS
