/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch-reader.h"
#include "easel-http-provider.h"

G_BEGIN_DECLS

/* What the batches of all wire formats do alike. Blocking. */

/* (transfer full): the request @prompt as it goes into a batch under @key; pure */
typedef EaselRequestStream *(*EaselBatchBuildFunc) (const char *key,
                                                    const char *model,
                                                    EaselPrompt *prompt,
                                                    gpointer user_data);
/* A request has been written to the @length bytes at @from. */
typedef void (*EaselBatchWroteFunc) (guint index, gsize from, gsize length, gpointer user_data);

/**
 * easel_batch_http_write:
 * @separator: what goes between two requests
 * @wrote: (nullable)
 *
 * Has all of a batch's requests on disk. More than @limits is %EASEL_LLM_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full) (nullable)
 */
EaselSpool *easel_batch_http_write (EaselProvider *provider,
                                    const EaselBatchRequest *request,
                                    const char *separator,
                                    EaselBatchBuildFunc build,
                                    EaselBatchWroteFunc wrote,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error);

/* (transfer full) (nullable): the object that was answered */
JsonNode *easel_batch_http_ask (EaselProvider *provider,
                                const EaselClientRequest *request,
                                GCancellable *cancellable,
                                GError **error);
JsonNode *easel_batch_http_get (EaselProvider *provider,
                                const char *path,
                                GCancellable *cancellable,
                                GError **error);

/* %TRUE also when it is not there. */
gboolean easel_batch_http_delete (EaselProvider *provider,
                                  const char *path,
                                  GCancellable *cancellable,
                                  GError **error);

/* Whether an error means that something is not there. */
gboolean easel_batch_http_is_gone (const GError *error);

/* Whether an error means that the server read what was sent and would not have it, rather than that
 * it may have begun. */
gboolean easel_batch_http_is_refusal (const GError *error);

/* Reads a file of results, one a line. */
gboolean easel_batch_http_read (EaselProvider *provider,
                                const EaselClientRequest *request,
                                EaselBatchReader *reader,
                                GCancellable *cancellable,
                                GError **error);

/* (transfer full) (nullable): what is known of a batch that could not be asked for because of
 * @problem (transfer full): that it is gone; else @problem becomes @error */
EaselBatchStatus *
easel_batch_http_read_problem (EaselProvider *provider, GError *problem, GError **error);

/**
 * easel_batch_http_cancel:
 *
 * Has a provider stop, by posting @body (nullable) to @path. When it will not, that may be because
 * there is nothing left to stop: polling @id says so.
 */
gboolean easel_batch_http_cancel (EaselProvider *provider,
                                  const char *id,
                                  const char *path,
                                  const char *body,
                                  GCancellable *cancellable,
                                  GError **error);

/* What a server says when it knows nothing of batches is put into words. */
void easel_batch_http_explain (EaselProvider *provider, GError **error);

/* Whether a name that a server gave can be put into a path. */
gboolean easel_batch_http_is_name (const char *name, const char *prefix);

G_END_DECLS
