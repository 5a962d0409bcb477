/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselAnalyzerChooser:
 *
 * A button that says what pictures are analyzed for, and when, and opens the choice. It is
 * remembered in the settings' keys "analyzers" and "overnight", so that every chooser shows the
 * same.
 */
#define EASEL_TYPE_ANALYZER_CHOOSER (easel_analyzer_chooser_get_type ())
G_DECLARE_FINAL_TYPE (EaselAnalyzerChooser, easel_analyzer_chooser, EASEL, ANALYZER_CHOOSER, AdwBin)

/* Once. */
void easel_analyzer_chooser_set_studio (EaselAnalyzerChooser *self,
                                        EaselStudio *studio,
                                        GSettings *settings);

/* (transfer full): the names chosen; those that are gone are left out, once it is known which
 * there are */
GStrv easel_analyzer_chooser_get_choice (GSettings *settings, EaselStudio *studio);

/* Whether the person has chosen the night, be there a provider for it or not. */
gboolean easel_analyzer_chooser_wants_overnight (GSettings *settings);

/* When files and folders are analyzed without a question: overnight only where that can be. */
EaselAnalyzeWhen easel_analyzer_chooser_get_when (GSettings *settings, EaselStudio *studio);

G_END_DECLS
