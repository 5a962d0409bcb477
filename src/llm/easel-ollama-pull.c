/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-ollama-pull.h"

#include "easel-json.h"
#include "easel-ollama-error.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  guint64 completed;
  guint64 total;
} Layer;

void
easel_ollama_pull_init (EaselOllamaPull *self,
                        const char *host,
                        EaselPullFunc func,
                        gpointer user_data)
{
  *self = (EaselOllamaPull) { .host = host, .func = func, .user_data = user_data };
  self->parser = json_parser_new ();
  self->layers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
easel_ollama_pull_clear (EaselOllamaPull *self)
{
  g_clear_object (&self->parser);
  g_clear_pointer (&self->layers, g_hash_table_unref);
}

/* Returns: whether there is more than before. A layer that is begun anew, because what came of it
 * was damaged, counts once. */
static gboolean
add_layer (EaselOllamaPull *self, const char *digest, gint64 completed, gint64 total)
{
  Layer *layer = g_hash_table_lookup (self->layers, digest);
  Layer before = { 0 };

  if (layer == NULL)
    {
      layer = g_new0 (Layer, 1);
      g_hash_table_insert (self->layers, g_strdup (digest), layer);
    }
  before = *layer;
  layer->total = MAX (layer->total, (guint64) MAX (total, 0));
  layer->completed = MAX (layer->completed, MIN ((guint64) MAX (completed, 0), layer->total));
  self->progress.total += layer->total - before.total;
  self->progress.completed += layer->completed - before.completed;
  return layer->total != before.total || layer->completed != before.completed;
}

/* Behind the first line there is no status any more, and no machine code either. What is looked for
 * are words of the operating system and of Go’s library, which the server passes on; they are no
 * wording of its own. */
static gboolean
set_error (EaselOllamaPull *self, GError *problem, GError **error)
{
  g_autoptr (GError) owned = problem;

  if (g_error_matches (owned, EASEL_LLM_ERROR, EASEL_LLM_ERROR_SERVER)
      && strstr (owned->message, "no space left on device") != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _ ("There is no space left where %s keeps its models."), self->host);
  else if (g_error_matches (owned, EASEL_LLM_ERROR, EASEL_LLM_ERROR_SERVER)
           && strstr (owned->message, "file does not exist") != NULL)
    g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_MODEL_NOT_FOUND,
                 _ ("There is no model of that name for %s."), self->host);
  else
    g_propagate_error (error, g_steal_pointer (&owned));
  return FALSE;
}

gboolean
easel_ollama_pull_fold_line (EaselOllamaPull *self, const char *line, gsize length, GError **error)
{
  GError *problem = NULL;
  JsonObject *object = easel_wire_error_parse (easel_ollama_error_from_object, self->host,
                                               self->parser, NULL, line, length, &problem);
  const char *digest = easel_json_get_string (object, "digest");
  EaselPullPhase phase = self->progress.phase;
  gboolean changed = FALSE;

  if (object == NULL)
    return set_error (self, problem, error);

  if (digest != NULL)
    {
      phase = EASEL_PULL_LOADING;
      changed = add_layer (self, digest, easel_json_get_int (object, "completed", 0),
                           easel_json_get_int (object, "total", 0));
    }
  else if (phase == EASEL_PULL_LOADING)
    phase = EASEL_PULL_CHECKING;
  self->ended = g_strcmp0 (easel_json_get_string (object, "status"), "success") == 0;

  changed = changed || phase != self->progress.phase;
  self->progress.phase = phase;
  if (changed && self->func != NULL)
    self->func (&self->progress, self->user_data);
  return TRUE;
}
