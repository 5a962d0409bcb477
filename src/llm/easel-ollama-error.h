/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-wire-error.h"

G_BEGIN_DECLS

/* An error in the middle of Ollama's stream, or one a gateway made an object of; an
 * #EaselErrorObjectFunc. Its own refusals are plain words, with a status that says it all. */
GError *easel_ollama_error_from_object (const char *host,
                                        guint status,
                                        JsonObject *object,
                                        char **param,
                                        gboolean *specific);

G_END_DECLS
