/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider.h"

G_BEGIN_DECLS

/* Reading what Ollama has, as pure functions. Any thread. */

/* (transfer full) (nullable) (element-type EaselModel): from the answer of /api/tags */
GPtrArray *
easel_ollama_models_read (const char *host, const char *data, gsize length, GError **error);

/* Whether the answer of /api/show says what a model can do; @vision: (out) */
gboolean easel_ollama_models_read_vision (const char *data, gsize length, gboolean *vision);

/* Whether the answer of /api/show says that Ollama hands on to another machine what the model is
 * sent. */
gboolean easel_ollama_models_read_remote (const char *data, gsize length);
/* Whether the name of a model says so. */
gboolean easel_ollama_models_is_cloud (const char *model);

G_END_DECLS
