/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-json-extract.h"

#include <string.h>

#define FENCE "```"
/* How many opening braces of a text are tried; prose may have some of its own. */
#define MAX_BRACES_TRIED 32

static JsonNode *
parse_range (const char *start, const char *end)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));

  return json_from_string (text, NULL);
}

static JsonNode *
parse_fenced (const char *text)
{
  const char *open = strstr (text, FENCE);
  const char *close;

  if (open == NULL)
    return NULL;
  /* The rest of the line may name a language. */
  open = strchr (open, '\n');
  close = open != NULL ? strstr (open, FENCE) : NULL;
  return close != NULL ? parse_range (open, close) : NULL;
}

static JsonNode *
parse_braces (const char *text)
{
  const char *end = strrchr (text, '}');
  const char *start = strchr (text, '{');

  for (guint i = 0; i < MAX_BRACES_TRIED && start != NULL && end != NULL && start < end; i++)
    {
      JsonNode *node = parse_range (start, end + 1);

      if (node != NULL)
        return node;
      start = strchr (start + 1, '{');
    }
  return NULL;
}

JsonNode *
easel_json_extract (const char *text)
{
  const char *thoughts_end;
  JsonNode *node;

  g_return_val_if_fail (text != NULL, NULL);

  /* Some local models think aloud before they answer. */
  thoughts_end = g_strrstr (text, "</think>");
  if (thoughts_end != NULL)
    text = thoughts_end + strlen ("</think>");

  node = json_from_string (text, NULL);
  if (node == NULL)
    node = parse_fenced (text);
  if (node == NULL)
    node = parse_braces (text);
  return node;
}
