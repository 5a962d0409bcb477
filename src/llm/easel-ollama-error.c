/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-ollama-error.h"

#include "easel-json.h"

GError *
easel_ollama_error_from_object (const char *host,
                                guint status,
                                JsonObject *object,
                                char **param,
                                gboolean *specific)
{
  *param = NULL;
  *specific = FALSE;
  /* Behind the first line the status stays 200; what stops a model then is the server's. */
  return easel_wire_error_new (
      easel_wire_error_of_status (status < 400 ? SOUP_STATUS_INTERNAL_SERVER_ERROR : status), host,
      easel_json_get_string (object, "message"), -1);
}
