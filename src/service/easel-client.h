/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-config.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the command line talks to. */
#define EASEL_BUS_PATH EASEL_APP_PATH
#define EASEL_BUS_JOBS "io.github.easelapp.Easel.Jobs1"
#define EASEL_BUS_LIBRARY "io.github.easelapp.Easel.Library1"
#define EASEL_BUS_PROVIDERS "io.github.easelapp.Easel.Providers1"

/**
 * EaselClient:
 *
 * A command's side of the bus. For a program without a main loop of its own: its functions
 * iterate the default context until they have an answer, and must not be called from one of
 * its callbacks.
 */
#define EASEL_TYPE_CLIENT (easel_client_get_type ())
G_DECLARE_FINAL_TYPE (EaselClient, easel_client, EASEL, CLIENT, GObject)

/**
 * easel_client_new:
 *
 * Connects to the session bus, and starts Easel in the background when it does not run.
 *
 * Returns: (transfer full) (nullable): the error is a sentence
 */
EaselClient *easel_client_new (GError **error);

/* (transfer none) */
GDBusConnection *easel_client_get_connection (EaselClient *self);

/* Starts Easel again if it ended meanwhile, and waits until it is there. */
gboolean easel_client_start (EaselClient *self, GError **error);

/**
 * easel_client_call:
 * @parameters: (nullable): a floating one is taken
 *
 * Calls a method and waits for its answer. A call that Easel refused
 * because it was just closing is made once more, to the next one.
 *
 * Returns: (transfer full) (nullable): the error is Easel's own
 */
GVariant *easel_client_call (EaselClient *self,
                             const char *interface,
                             const char *method,
                             GVariant *parameters,
                             GError **error);

/* Whether @error only says that there is no Easel any more, or that it is about to end. */
gboolean easel_client_is_gone (const GError *error);

G_END_DECLS
