/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselBusParam:
 *
 * A name that may occur in an a{sv} from outside, and its type.
 */
typedef struct
{
  const char *name;
  const char *type; /* such as "s" */
} EaselBusParam;

/* Whether @params (an a{sv}) has only what is in @known, and of the right type; else
 * %EASEL_STUDIO_ERROR_BAD_PARAMS with a sentence that says which. */
gboolean easel_bus_params_check (GVariant *params,
                                 const EaselBusParam *known,
                                 guint n_known,
                                 GError **error);

/* (transfer floating): the (as) of a method's answer
 * @texts: (element-type utf8): not NULL-terminated, and maybe empty */
GVariant *easel_bus_params_new_list (GPtrArray *texts);

/* (transfer full) (nullable): the file to be written, which must be one of this machine; else
 * %EASEL_STUDIO_ERROR_BAD_PARAMS */
GFile *easel_bus_params_read_file (const char *uri, GError **error);

G_END_DECLS
