/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselLocalModel:
 * @model: the name Ollama gets it by
 * @name: what people call it
 * @summary: one plain sentence, translated
 * @size: bytes that are to be got, about
 * @memory: bytes a machine should have to run it
 * @fits: whether the machine that was asked about has that much; %TRUE when it is not known
 * @recommended: whether it is the one to begin with there; of one at most
 *
 * A model that sees pictures and runs on people's own machines, as data/local-models.json tells.
 * Plain (owned) fields.
 */
typedef struct
{
  char *model;
  char *name;
  char *summary;
  guint64 size;
  guint64 memory;
  gboolean fits;
  gboolean recommended;
} EaselLocalModel;

EaselLocalModel *easel_local_model_copy (const EaselLocalModel *self);
void easel_local_model_free (EaselLocalModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselLocalModel, easel_local_model_free)

/* (transfer full) (nullable) (element-type EaselLocalModel): what the file says, in its order.
 * Pure; any thread. */
GPtrArray *easel_local_model_read (JsonNode *root, GError **error);

/**
 * easel_local_model_judge:
 * @models: (element-type EaselLocalModel)
 * @memory: what the machine has, in bytes; 0 when it is not known
 *
 * Says which of them fit, and which to begin with: the one that needs most, but no more than half
 * of the memory, as the rest of a person's programs are there too; else the first that fits.
 */
void easel_local_model_judge (GPtrArray *models, guint64 memory);

/**
 * easel_local_model_load_async:
 * @paths: (array zero-terminated=1): files; the last that is there counts
 * @here: whether they would run on this machine, whose memory is looked up
 *
 * Reads on a worker. Finish: (transfer full) (nullable) (element-type EaselLocalModel)
 */
void easel_local_model_load_async (const char *const *paths,
                                   gboolean here,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *easel_local_model_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
