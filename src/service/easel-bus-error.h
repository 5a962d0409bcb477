/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * easel_bus_error_register:
 *
 * Gives the codes of Easel's error domains names on the bus, so that the other side gets back
 * the GError this side had. Both sides call it before they use the bus; again is harmless.
 */
void easel_bus_error_register (void);

/* (transfer full): @error's sentence, without the name it had on the bus */
char *easel_bus_error_get_sentence (const GError *error);

G_END_DECLS
