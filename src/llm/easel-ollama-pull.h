/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselOllamaPull:
 * @host: whom to name in sentences
 * @func: (nullable): told after each line that changed something
 * @progress: over all layers so far
 * @ended: the server said that the model is there
 *
 * How far a model has come, folded from the lines of /api/pull. Each layer is counted by itself,
 * and what is still to come is only known when its turn has come. Not thread-safe.
 */
typedef struct
{
  const char *host;
  EaselPullFunc func;
  gpointer user_data;
  EaselPullProgress progress;
  gboolean ended;

  JsonParser *parser; /* (owned) */
  GHashTable *layers; /* (owned) (element-type utf8 Layer): by digest */
} EaselOllamaPull;

void easel_ollama_pull_init (EaselOllamaPull *self,
                             const char *host,
                             EaselPullFunc func,
                             gpointer user_data);
void easel_ollama_pull_clear (EaselOllamaPull *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EaselOllamaPull, easel_ollama_pull_clear)

/* Adds one line. What is not known is skipped; an error becomes its error:
 * %EASEL_LLM_ERROR_MODEL_NOT_FOUND, %G_IO_ERROR_NO_SPACE, else %EASEL_LLM_ERROR_SERVER. Pure but
 * for what @func does. */
gboolean
easel_ollama_pull_fold_line (EaselOllamaPull *self, const char *line, gsize length, GError **error);

G_END_DECLS
