/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* From so many files on, and for a folder, the person is asked. */
#define EASEL_ANALYZE_DIALOG_MANY 20

#define EASEL_ANALYZE_DIALOG_ANALYZE "analyze"

/**
 * EaselAnalyzeDialog:
 *
 * Asks whether many pictures are analyzed now or overnight, and says about what each costs. It is
 * there at once; what is in folders is counted meanwhile. What is chosen is suggested the next
 * time. Response: %EASEL_ANALYZE_DIALOG_ANALYZE.
 */
#define EASEL_TYPE_ANALYZE_DIALOG (easel_analyze_dialog_get_type ())
G_DECLARE_FINAL_TYPE (EaselAnalyzeDialog,
                      easel_analyze_dialog,
                      EASEL,
                      ANALYZE_DIALOG,
                      AdwAlertDialog)

/* For a studio that has batches. @uris, @analyzers: see easel_studio_analyze() */
EaselAnalyzeDialog *easel_analyze_dialog_new (EaselStudio *studio,
                                              GSettings *settings,
                                              const char *const *uris,
                                              const char *const *analyzers);

const char *const *easel_analyze_dialog_get_uris (EaselAnalyzeDialog *self);
const char *const *easel_analyze_dialog_get_analyzers (EaselAnalyzeDialog *self);
EaselAnalyzeWhen easel_analyze_dialog_get_when (EaselAnalyzeDialog *self);

G_END_DECLS
