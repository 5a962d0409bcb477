/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselTestServer:
 *
 * A real HTTP server on 127.0.0.1 that says what a script tells it to, byte by byte, and
 * keeps a journal of what came. README.md describes scripts and journal. All functions may
 * be called on any thread.
 */
typedef struct _EaselTestServer EaselTestServer;

/* @port: 0 for any. @folder: (nullable): what a script's files are relative to. */
EaselTestServer *
easel_test_server_new (const char *script, const char *folder, guint16 port, GError **error);

/* Stops listening, closes every connection and waits for their threads. */
void easel_test_server_free (EaselTestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselTestServer, easel_test_server_free)

guint16 easel_test_server_get_port (EaselTestServer *self);
/* (transfer full): such as "http://127.0.0.1:4711/v1" */
char *easel_test_server_get_url (EaselTestServer *self, const char *path);

/* Replaces the script and forgets the journal. */
gboolean easel_test_server_set_script (EaselTestServer *self, const char *script, GError **error);

/* Lets go all answers that are held, and those to come, until there is another script. */
void easel_test_server_release (EaselTestServer *self);

/* Also writes each journal line to @fd, at once. */
void easel_test_server_set_journal_fd (EaselTestServer *self, int fd);

/* (transfer full): the journal's lines so far with @event, or all for %NULL */
JsonArray *easel_test_server_get_journal (EaselTestServer *self, const char *event);

/* What does not come in so many milliseconds never comes. */
#define EASEL_TEST_SERVER_PATIENCE (120 * 1000)

/* Waits until @count lines with @event are in the journal. Returns: whether they are. */
gboolean
easel_test_server_wait (EaselTestServer *self, const char *event, guint count, guint timeout_ms);

G_END_DECLS
