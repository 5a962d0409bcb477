/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-wire-error.h"

G_BEGIN_DECLS

/* An error object as Google spells it; an #EaselErrorObjectFunc. */
GError *easel_gemini_error_from_object (const char *host,
                                        guint status,
                                        JsonObject *object,
                                        char **param,
                                        gboolean *specific);

G_END_DECLS
