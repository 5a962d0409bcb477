/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselBackupError:
 * @EASEL_BACKUP_ERROR_NOT_THERE: the file is gone
 * @EASEL_BACKUP_ERROR_NO_PERMISSION: the file may not be read
 * @EASEL_BACKUP_ERROR_FOREIGN: it is no backup of a library
 * @EASEL_BACKUP_ERROR_TOO_NEW: a newer Easel wrote it
 * @EASEL_BACKUP_ERROR_DAMAGED: what is in it is not what was written
 * @EASEL_BACKUP_ERROR_CHANGED: it is another file than the one that was looked at
 *
 * Why a backup cannot be restored. Nothing was changed then; each message is a sentence for the
 * person.
 */
typedef enum
{
  EASEL_BACKUP_ERROR_NOT_THERE,
  EASEL_BACKUP_ERROR_NO_PERMISSION,
  EASEL_BACKUP_ERROR_FOREIGN,
  EASEL_BACKUP_ERROR_TOO_NEW,
  EASEL_BACKUP_ERROR_DAMAGED,
  EASEL_BACKUP_ERROR_CHANGED,
} EaselBackupError;

#define EASEL_BACKUP_ERROR (easel_backup_error_quark ())
GQuark easel_backup_error_quark (void);

/* The files of a backup that are not named after what is in them. */
#define EASEL_BACKUP_DATABASE "library.sqlite"
#define EASEL_BACKUP_MANIFEST "manifest.json"
#define EASEL_BACKUP_PRICES "prices.json"

/* (transfer none) (array zero-terminated=1): folders in the data folder, with files of the person's
 * own; those that end in .json belong to a backup */
const char *const *easel_backup_get_own_folders (void);
/* No file of a person's own is larger. */
#define EASEL_BACKUP_OWN_MAX_BYTES (1024 * 1024)

/* @fraction: 0 to 1. On the thread of the call it was handed to. */
typedef void (*EaselBackupProgress) (double fraction, gpointer user_data);

G_END_DECLS
