/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-store-file.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselStore:
 *
 * The durable store on its own thread. Work is done in the order it was posted; what has
 * come in by the time the thread looks is one transaction, one commit.
 */
#define EASEL_TYPE_STORE (easel_store_get_type ())
G_DECLARE_FINAL_TYPE (EaselStore, easel_store, EASEL, STORE, GObject)

/**
 * EaselStoreDurability:
 * @EASEL_STORE_LAZY: may be lost when the power fails just now
 * @EASEL_STORE_DURABLE: is on disk when it counts as done
 */
typedef enum
{
  EASEL_STORE_LAZY,
  EASEL_STORE_DURABLE,
} EaselStoreDurability;

/**
 * EaselStoreFunc:
 * @data: what to do, and where answers go
 *
 * Work, on the store's thread, inside a transaction. May be called again with the same
 * @data when the transaction it shared was undone.
 */
typedef gboolean (*EaselStoreFunc) (EaselStoreFile *file, gpointer data, GError **error);

/**
 * EaselStoreDone:
 * @data: as given with the work
 * @error: (nullable): why it was not done
 *
 * Called in the main context the store was made in.
 */
typedef void (*EaselStoreDone) (gpointer data, const GError *error, gpointer user_data);

EaselStore *easel_store_new (const char *data_dir);

/**
 * easel_store_open:
 *
 * Opens the file, or what can be saved of it. Work posted before it counts as opened, and
 * after it was closed, gets %EASEL_ENGINE_ERROR_NOT_OPEN. May be tried again after an error.
 *
 * @done: its @data is an #EaselStoreContents
 */
void easel_store_open (EaselStore *self, EaselStoreDone done, gpointer user_data);

/* Does what was posted, closes the file and ends the thread. */
void easel_store_close (EaselStore *self, EaselStoreDone done, gpointer user_data);

/**
 * easel_store_post:
 * @data: (transfer full)
 * @done: (nullable)
 *
 * Any thread.
 */
void easel_store_post (EaselStore *self,
                       EaselStoreDurability durability,
                       EaselStoreFunc func,
                       gpointer data,
                       GDestroyNotify free_data,
                       EaselStoreDone done,
                       gpointer user_data);

/**
 * easel_store_call:
 * @data: (transfer none)
 *
 * Waits until the work is committed. For worker threads; never the main thread.
 */
gboolean easel_store_call (EaselStore *self,
                           EaselStoreDurability durability,
                           EaselStoreFunc func,
                           gpointer data,
                           GError **error);

G_END_DECLS
