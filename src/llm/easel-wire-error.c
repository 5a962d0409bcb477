/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-wire-error.h"

#include "easel-json.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* How much of what a server says is shown. */
#define MAX_WORDS 300

gboolean
easel_wire_error_find (const EaselErrorWord *words,
                       gsize n_words,
                       const char *word,
                       EaselLlmError *code)
{
  for (gsize i = 0; i < n_words; i++)
    if (g_strcmp0 (word, words[i].word) == 0)
      {
        *code = words[i].code;
        return TRUE;
      }
  return FALSE;
}

EaselLlmError
easel_wire_error_of_status (guint status)
{
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
    case SOUP_STATUS_FORBIDDEN:
      return EASEL_LLM_ERROR_KEY_REFUSED;
    case SOUP_STATUS_PAYMENT_REQUIRED:
      return EASEL_LLM_ERROR_QUOTA;
    case SOUP_STATUS_NOT_FOUND:
      return EASEL_LLM_ERROR_MODEL_NOT_FOUND;
    case SOUP_STATUS_METHOD_NOT_ALLOWED:
      return EASEL_LLM_ERROR_NOT_API;
    case SOUP_STATUS_REQUEST_TIMEOUT:
    case SOUP_STATUS_GATEWAY_TIMEOUT:
      return EASEL_LLM_ERROR_TIMEOUT;
    case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
      return EASEL_LLM_ERROR_TOO_LARGE;
    case 429:
      return EASEL_LLM_ERROR_RATE_LIMIT;
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
    case 529:
      return EASEL_LLM_ERROR_OVERLOADED;
    case SOUP_STATUS_CONFLICT:
      /* With another request: it passes. */
      return EASEL_LLM_ERROR_SERVER;
    default:
      if (status >= 500)
        return EASEL_LLM_ERROR_SERVER;
      if (status >= 300 && status < 400)
        return EASEL_LLM_ERROR_NOT_API;
      return EASEL_LLM_ERROR_BAD_REQUEST;
    }
}

/* The server's own words, on one line and not endless. */
static char *
tidy_words (const char *words)
{
  g_autofree char *text = words != NULL ? g_strstrip (g_strdup (words)) : NULL;

  if (text == NULL || *text == '\0')
    return NULL;
  for (char *p = text; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  if (g_utf8_strlen (text, -1) <= MAX_WORDS)
    return g_steal_pointer (&text);
  *g_utf8_offset_to_pointer (text, MAX_WORDS) = '\0';
  return g_strconcat (text, "…", NULL);
}

static char *
make_sentence (EaselLlmError code, const char *host)
{
  switch (code)
    {
    case EASEL_LLM_ERROR_KEY_REFUSED:
      return g_strdup_printf (_ ("%s did not accept the key."), host);
    case EASEL_LLM_ERROR_QUOTA:
      return g_strdup_printf (_ ("There is no credit left at %s."), host);
    case EASEL_LLM_ERROR_RATE_LIMIT:
      return g_strdup_printf (_ ("%s asks for fewer requests."), host);
    case EASEL_LLM_ERROR_OVERLOADED:
      return g_strdup_printf (_ ("%s is busy."), host);
    case EASEL_LLM_ERROR_MODEL_NOT_FOUND:
      return g_strdup_printf (_ ("%s does not have the model."), host);
    case EASEL_LLM_ERROR_CONTEXT_TOO_LONG:
      return g_strdup_printf (_ ("The request is longer than the model at %s reads."), host);
    case EASEL_LLM_ERROR_REFUSED:
      return g_strdup_printf (_ ("%s declined the request."), host);
    case EASEL_LLM_ERROR_TIMEOUT:
      return g_strdup_printf (_ ("%s took too long to answer."), host);
    case EASEL_LLM_ERROR_TOO_LARGE:
      return g_strdup_printf (_ ("The request is larger than %s takes."), host);
    case EASEL_LLM_ERROR_NOT_API:
      return g_strdup_printf (_ ("What answers at %s is not a model server."), host);
    case EASEL_LLM_ERROR_SERVER:
      return g_strdup_printf (_ ("%s failed to answer."), host);
    case EASEL_LLM_ERROR_BAD_REQUEST:
    case EASEL_LLM_ERROR_NO_PROVIDER:
    case EASEL_LLM_ERROR_NO_KEY:
    case EASEL_LLM_ERROR_KEYRING:
    case EASEL_LLM_ERROR_NO_VISION:
    case EASEL_LLM_ERROR_NO_IMAGES:
    case EASEL_LLM_ERROR_TRUNCATED:
    case EASEL_LLM_ERROR_INCOMPLETE:
    case EASEL_LLM_ERROR_BAD_REPLY:
    case EASEL_LLM_ERROR_OFFLINE:
    case EASEL_LLM_ERROR_UNREACHABLE:
    case EASEL_LLM_ERROR_TLS:
    case EASEL_LLM_ERROR_INSECURE:
    case EASEL_LLM_ERROR_UNANSWERED:
    default:
      return g_strdup_printf (_ ("%s did not understand the request."), host);
    }
}

static char *
make_message (EaselLlmError code, const char *host, const char *words)
{
  g_autofree char *sentence = make_sentence (code, host);
  g_autofree char *tidy = NULL;

  /* About a refused key servers tell parts of the key. */
  if (code != EASEL_LLM_ERROR_KEY_REFUSED)
    tidy = tidy_words (words);
  if (tidy == NULL)
    return g_steal_pointer (&sentence);
  /* Translators: a sentence, then what the server said about it */
  return g_strdup_printf (_ ("%s It says: “%s”"), sentence, tidy);
}

GError *
easel_wire_error_new (EaselLlmError code,
                      const char *host,
                      const char *words,
                      gint64 retry_after_ms)
{
  g_autofree char *message = make_message (code, host, words);

  return easel_llm_error_new (code, retry_after_ms, "%s", message);
}

/* OpenAI: {"error":{…}}; some gateways: [{"error":{…}}] or {"error":"text"}; older vLLM:
 * {"object":"error",…}. */
static JsonNode *
find_error (JsonNode *root)
{
  JsonObject *object;

  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root)
      && json_array_get_length (json_node_get_array (root)) > 0)
    root = json_array_get_element (json_node_get_array (root), 0);
  object = easel_json_node_get_object (root);
  if (g_strcmp0 (easel_json_get_string (object, "object"), "error") == 0)
    return root;
  return object != NULL ? json_object_get_member (object, "error") : NULL;
}

/* Ollama passes on as a text what the program behind it said as an object.
 * Returns: (transfer none): @node, or the error object in its text, which @parser keeps */
static JsonNode *
unwrap (JsonParser *parser, JsonNode *node)
{
  const char *text = easel_json_node_get_string (node);
  JsonNode *inner = NULL;

  if (text != NULL && *text == '{' && json_parser_load_from_data (parser, text, -1, NULL))
    inner = find_error (json_parser_get_root (parser));
  return inner != NULL && JSON_NODE_HOLDS_OBJECT (inner) ? inner : node;
}

static GError *
error_of_page (const char *host, guint status)
{
  EaselLlmError code = easel_wire_error_of_status (status);

  /* A page instead of an answer: a busy server's front says so in HTML too; anything else
   * is a proxy or a wrong address. */
  if (status < 500 && status != 429 && status != SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE
      && status != SOUP_STATUS_UNAUTHORIZED)
    code = EASEL_LLM_ERROR_NOT_API;
  return easel_wire_error_new (code, host, NULL, -1);
}

gboolean
easel_wire_error_is_page (SoupMessageHeaders *headers, const char *data, gsize length)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  if (type != NULL && (g_str_equal (type, "text/html") || g_str_has_suffix (type, "xhtml+xml")))
    return TRUE;
  while (length > 0 && g_ascii_isspace (*data))
    {
      data++;
      length--;
    }
  return length > 0 && *data == '<';
}

static GError *
read_body (EaselErrorObjectFunc read_object,
           const char *host,
           guint status,
           SoupMessageHeaders *headers,
           const char *data,
           gsize length,
           char **param,
           gboolean *specific)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonParser) inner = json_parser_new ();
  EaselLlmError code = easel_wire_error_of_status (status);
  JsonNode *node = NULL;

  if (easel_wire_error_is_page (headers, data, length))
    return error_of_page (host, status);

  if (length > 0 && json_parser_load_from_data (parser, data, (gssize) length, NULL))
    node = unwrap (inner, find_error (json_parser_get_root (parser)));
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return read_object (host, status, json_node_get_object (node), param, specific);

  /* A 404 that does not speak of an error in the API's way is no word about a model. */
  if (status == SOUP_STATUS_NOT_FOUND && node == NULL)
    code = EASEL_LLM_ERROR_NOT_API;
  return easel_wire_error_new (code, host, easel_json_node_get_string (node), -1);
}

static gint64
parse_number (const char *text, double scale)
{
  char *end;
  double value = g_ascii_strtod (text, &end);

  if (end == text || !isfinite (value) || value < 0 || value > G_MAXINT32)
    return -1;
  while (g_ascii_isspace (*end))
    end++;
  return *end == '\0' ? (gint64) ceil (value * scale) : -1;
}

gint64
easel_wire_error_read_now (SoupMessageHeaders *headers, gint64 now_ms)
{
  const char *text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * 1000 : now_ms;
}

gint64
easel_wire_error_read_retry_after (SoupMessageHeaders *headers, gint64 now_ms)
{
  const char *text = soup_message_headers_get_one (headers, "retry-after-ms");
  gint64 wait = text != NULL ? parse_number (text, 1) : -1;
  g_autoptr (GDateTime) date = NULL;

  text = soup_message_headers_get_one (headers, "Retry-After");
  if (wait >= 0 || text == NULL)
    return wait;

  wait = parse_number (text, 1000);
  if (wait >= 0)
    return wait;
  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return -1;
  return MAX (0, g_date_time_to_unix (date) * 1000 - easel_wire_error_read_now (headers, now_ms));
}

GError *
easel_wire_error_read (EaselErrorObjectFunc read_object,
                       const char *host,
                       guint status,
                       SoupMessageHeaders *headers,
                       const char *data,
                       gsize length,
                       char **param,
                       gboolean *specific)
{
  const char *should_retry = soup_message_headers_get_one (headers, "x-should-retry");
  gint64 wait = easel_wire_error_read_retry_after (headers, g_get_real_time () / 1000);
  g_autofree char *named = NULL;
  gboolean said = FALSE;
  g_autoptr (GError) read = read_body (read_object, host, status, headers, data, length, &named,
                                       &said);
  GError *error = easel_llm_error_new ((EaselLlmError) read->code,
                                       wait >= 0 ? wait : easel_llm_error_get_retry_after (read),
                                       "%s", read->message);

  if (should_retry != NULL)
    easel_llm_error_set_can_retry (error, g_ascii_strcasecmp (should_retry, "true") == 0);
  if (param != NULL)
    *param = g_steal_pointer (&named);
  if (specific != NULL)
    *specific = said;
  return error;
}

static gboolean
set_bad_json (GError **error, const char *host, const char *why)
{
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_BAD_REPLY,
               _ ("%s sent an answer that cannot be read (%s)."), host, why);
  return FALSE;
}

static void
set_object_error (EaselErrorObjectFunc read_object,
                  const char *host,
                  JsonNode *node,
                  GError **error)
{
  g_autoptr (JsonParser) inner = json_parser_new ();
  JsonObject *object = easel_json_node_get_object (unwrap (inner, node));
  g_autoptr (JsonObject) plain = NULL;
  g_autofree char *param = NULL;
  gboolean specific;

  if (object == NULL)
    {
      plain = json_object_new ();
      if (easel_json_node_get_string (node) != NULL)
        json_object_set_string_member (plain, "message", easel_json_node_get_string (node));
      object = plain;
    }
  g_propagate_error (error, read_object (host, SOUP_STATUS_OK, object, &param, &specific));
}

JsonObject *
easel_wire_error_parse (EaselErrorObjectFunc read_object,
                        const char *host,
                        JsonParser *parser,
                        const char *event,
                        const char *data,
                        gsize length,
                        GError **error)
{
  g_autoptr (GError) cause = NULL;
  JsonObject *object;
  JsonNode *problem;

  if (!json_parser_load_from_data (parser, data, (gssize) length, &cause))
    {
      set_bad_json (error, host, cause->message);
      return NULL;
    }
  object = easel_json_node_get_object (json_parser_get_root (parser));
  problem = find_error (json_parser_get_root (parser));
  if (problem != NULL && !JSON_NODE_HOLDS_NULL (problem))
    {
      set_object_error (read_object, host, problem, error);
      return NULL;
    }
  if (object == NULL)
    {
      set_bad_json (error, host, "not an object");
      return NULL;
    }
  if (g_strcmp0 (event, "error") == 0)
    {
      set_object_error (read_object, host, json_parser_get_root (parser), error);
      return NULL;
    }
  return object;
}

gboolean
easel_wire_error_set_not_api (const char *host, GError **error)
{
  g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_NOT_API,
               _ ("What answers at the address of %s is not a model server."), host);
  return FALSE;
}
