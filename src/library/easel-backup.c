/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-backup.h"

G_DEFINE_QUARK (easel-backup-error-quark, easel_backup_error)

const char *const *
easel_backup_get_own_folders (void)
{
  static const char *const folders[] = { "analyzers", "generators", "story", NULL };

  return folders;
}
