/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch-manners.h"
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
/* @lead: (out) (optional): how far the clock of the server is ahead, in microseconds; 0 when that
 * cannot be told */
JsonNode *easel_batch_http_get (EaselProvider *provider,
                                const char *path,
                                gint64 *lead,
                                GCancellable *cancellable,
                                GError **error);

/* (transfer full) (nullable): what is called in @member of the answer what @request made */
char *easel_batch_http_create (EaselProvider *provider,
                               const EaselClientRequest *request,
                               const char *member,
                               GCancellable *cancellable,
                               GError **error);

/* (transfer full): where a thing is whose name the server made up */
char *easel_batch_http_make_path (const char *folder, const char *name, const char *verb);

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

/* What a server says when it knows nothing of batches is put into words. */
void easel_batch_http_explain (EaselProvider *provider, GError **error);

/* Whether a name that a server gave can be put into a path. */
gboolean easel_batch_http_is_name (const char *name, const char *prefix);

G_END_DECLS
