/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselEntityPicker:
 *
 * A dialog that shows what there is in the library of some kinds, what is marked with a star first,
 * and lets one be picked. Where pictures are wanted, files can be opened too.
 *
 * Signals: `picked` (EaselEntity *entity); `file-picked` (const char *uri). It closes then.
 */
#define EASEL_TYPE_ENTITY_PICKER (easel_entity_picker_get_type ())
G_DECLARE_FINAL_TYPE (EaselEntityPicker, easel_entity_picker, EASEL, ENTITY_PICKER, AdwDialog)

/* @title: what it is for. @kinds: (array zero-terminated=1): at least one */
EaselEntityPicker *
easel_entity_picker_new (EaselLibrary *library, const char *title, const char *const *kinds);

G_END_DECLS
