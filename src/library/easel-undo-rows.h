/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-change-recorder.h"

G_BEGIN_DECLS

/* easel_library_undo(), in the recorder's transaction. */
gboolean easel_undo_rows_apply (EaselChangeRecorder *recorder,
                                const char *change,
                                gboolean force,
                                const EaselChangeStamp *stamp,
                                char **entry,
                                GError **error);

G_END_DECLS
