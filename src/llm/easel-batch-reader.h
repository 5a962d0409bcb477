/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch-result.h"
#include "easel-provider-client.h"

G_BEGIN_DECLS

/**
 * EaselBatchReader:
 *
 * Hands out what came of a batch: each key once, whatever the order in which results come, how
 * often, or with which others. A result that cannot be read costs no other one.
 */
typedef struct _EaselBatchReader EaselBatchReader;

/* @keys: of the requests, in order; they and @client must outlive it */
EaselBatchReader *easel_batch_reader_new (EaselProviderClient *client,
                                          const char *const *keys,
                                          EaselBatchReadFunc read,
                                          EaselBatchResultFunc func,
                                          gpointer user_data);
void easel_batch_reader_free (EaselBatchReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselBatchReader, easel_batch_reader_free)

/* One result; @object: (nullable): one that could not be read. @index: its place among all */
gboolean
easel_batch_reader_add (EaselBatchReader *self, JsonObject *object, guint index, GError **error);

/* A file of results, one a line. @call: one that was answered with success */
gboolean easel_batch_reader_read (EaselBatchReader *self,
                                  EaselHttpCall *call,
                                  GCancellable *cancellable,
                                  GError **error);

/* There is no more: whatever has no result yet has @why (transfer full) in its place. */
gboolean easel_batch_reader_finish (EaselBatchReader *self, GError *why, GError **error);

G_END_DECLS
