/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-config.h"

G_BEGIN_DECLS

#define EASEL_N_MODEL_TASKS (EASEL_MODEL_TASK_IMAGE + 1)

/**
 * EaselProviderFile:
 * @configs: (element-type EaselProviderConfig): in the file's order, without Demo
 * @providers, @models: (nullable): what was chosen for each #EaselModelTask
 *
 * The key file of providers, as it is read and changed on disk. Groups and keys Easel does
 * not know, such as a newer Easel's, stay in it. All functions block: worker threads only.
 */
typedef struct
{
  GPtrArray *configs;
  char *providers[EASEL_N_MODEL_TASKS];
  char *models[EASEL_N_MODEL_TASKS];
} EaselProviderFile;

/**
 * easel_provider_file_read:
 *
 * Reads @path; a missing file is an empty one. A file that is no key file is set aside under
 * another name, which the error tells.
 *
 * Returns: (transfer full) (nullable)
 */
EaselProviderFile *easel_provider_file_read (const char *path, GError **error);
void easel_provider_file_free (EaselProviderFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselProviderFile, easel_provider_file_free)

/* Each reads the file, changes one thing, and puts the new one in its place. The file is for
 * its owner's eyes only, and so is its folder when it is made here. */
gboolean easel_provider_file_save (const char *path, EaselProviderConfig *config, GError **error);
/* Also forgets the tasks it was chosen for. */
gboolean easel_provider_file_remove (const char *path, const char *id, GError **error);
gboolean easel_provider_file_use (const char *path,
                                  EaselModelTask task,
                                  const char *provider,
                                  const char *model,
                                  GError **error);

G_END_DECLS
