/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* (transfer full): called on a worker */
typedef JsonNode *(*EaselBusWriteFunc) (gpointer object);

/**
 * easel_bus_writer_answer:
 * @invocation: (transfer full)
 * @objects: (transfer full): immutable ones, read from disk
 *
 * Answers with an (as) that has each of @objects as JSON. A long list is written on a worker.
 */
void easel_bus_writer_answer (GDBusMethodInvocation *invocation,
                              GPtrArray *objects,
                              EaselBusWriteFunc write);

G_END_DECLS
