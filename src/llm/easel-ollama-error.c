/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-ollama-error.h"

#include "easel-json.h"

/* Of llama-server, which does the reading. */
static const EaselErrorWord error_words[] = {
  { "exceed_context_size_error", EASEL_LLM_ERROR_CONTEXT_TOO_LONG },
};

GError *
easel_ollama_error_from_object (const char *host,
                                guint status,
                                JsonObject *object,
                                char **param,
                                gboolean *specific)
{
  EaselLlmError code;

  *param = NULL;
  *specific = easel_wire_error_find (error_words, G_N_ELEMENTS (error_words),
                                     easel_json_get_string (object, "type"), &code);
  /* Behind the first line the status stays 200; what stops a model then is the server's. */
  if (!*specific)
    code = easel_wire_error_of_status (status < 400 ? SOUP_STATUS_INTERNAL_SERVER_ERROR : status);
  return easel_wire_error_new (code, host, easel_json_get_string (object, "message"), -1);
}
