/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-request-stream.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * EaselHttpCall:
 *
 * One HTTP request and its answer, blocking, on the thread that made it. It has a connection
 * of its own, which is closed when the call is freed: a cancelled answer stops costing at
 * once, and no request ever meets a connection that died while idle. Failures come as
 * EASEL_LLM_ERROR, cancelling as %G_IO_ERROR_CANCELLED. Nothing is logged.
 */
typedef struct _EaselHttpCall EaselHttpCall;

/**
 * easel_http_call_new:
 * @name: whom to name in sentences
 * @url: http or https; plain http to another machine is %EASEL_LLM_ERROR_INSECURE
 * @allow_http: unless that is allowed
 *
 * Returns: (transfer full) (nullable)
 */
EaselHttpCall *easel_http_call_new (const char *name,
                                    const char *method,
                                    const char *url,
                                    gboolean allow_http,
                                    GError **error);
void easel_http_call_free (EaselHttpCall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselHttpCall, easel_http_call_free)

/* To connect; from when a body was sent until the answer begins; and without a byte from the server
 * at any other time. */
void easel_http_call_set_timeouts (EaselHttpCall *self,
                                   guint connect_seconds,
                                   guint answer_seconds,
                                   guint silence_seconds);

/* A header that has "Bearer " before the key */
#define EASEL_HTTP_BEARER "Authorization"

/* @header: static. @key: sent in it, to the origin of the URL only; not kept */
void easel_http_call_set_key (EaselHttpCall *self, const char *header, const char *key);

/* Any other header. */
void easel_http_call_set_header (EaselHttpCall *self, const char *name, const char *value);

/* Takes the key out of @error's message, where a server's words may have repeated it. */
void easel_http_call_hide_key (EaselHttpCall *self, GError *error);

void
easel_http_call_set_body (EaselHttpCall *self, const char *mime_type, EaselRequestStream *body);

/* Sends, and waits for status and headers. Over plain http that may be a refusal the server sent
 * while it was still being sent to; over TLS such a one is lost when it then hangs up. Redirects
 * are followed within the origin only. */
gboolean easel_http_call_send (EaselHttpCall *self, GCancellable *cancellable, GError **error);

/* After it was sent. */
guint easel_http_call_get_status (EaselHttpCall *self);
gboolean easel_http_call_is_success (EaselHttpCall *self);
/* (transfer none) */
SoupMessageHeaders *easel_http_call_get_headers (EaselHttpCall *self);

/* Returns: the number of bytes, 0 at the end, -1 on error */
gssize easel_http_call_read (EaselHttpCall *self,
                             char *buffer,
                             gsize size,
                             GCancellable *cancellable,
                             GError **error);

/* (transfer full) (nullable): the rest; more than @max_bytes is %EASEL_LLM_ERROR_TOO_LARGE */
GBytes *easel_http_call_read_all (EaselHttpCall *self,
                                  gsize max_bytes,
                                  GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
