/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-test-route.h"

#include <gio/gio.h>
#include <string.h>

static const char *const known_members[] = {
  "method",         "path",      "match",       "times",      "status",      "headers",
  "body",           "body_file", "body_base64", "raw",        "raw_base64",  "text",
  "echo_schema",    "fill",      "framing",     "pieces",     "piece_bytes", "delay_ms",
  "piece_delay_ms", "cut_after", "reset",       "hang",       "close",       "early",
  "image",          "note",      "pull",        "hold_after", NULL
};

static const char *const known_matches[] = { "headers", "body_contains", "body_lacks", NULL };

static gboolean
check_members (JsonObject *object, const char *const *known, GError **error)
{
  g_autoptr (GList) members = json_object_get_members (object);

  /* A misspelt member would make a test prove nothing. */
  for (GList *l = members; l != NULL; l = l->next)
    if (!g_strv_contains (known, l->data))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "unknown member “%s”",
                     (const char *) l->data);
        return FALSE;
      }
  return TRUE;
}

static JsonObject *
dup_object (JsonObject *object, const char *name)
{
  if (!json_object_has_member (object, name))
    return NULL;
  return json_object_ref (json_object_get_object_member (object, name));
}

static GBytes *
take_string (char *text)
{
  return g_bytes_new_take (text, strlen (text));
}

static gboolean
read_body (EaselTestRoute *self, JsonObject *object, const char *folder, GError **error)
{
  if (json_object_has_member (object, "body_file"))
    {
      g_autofree char *path = g_canonicalize_filename (
          json_object_get_string_member (object, "body_file"), folder);
      char *contents;
      gsize length;

      if (!g_file_get_contents (path, &contents, &length, error))
        return FALSE;
      self->body = g_bytes_new_take (contents, length);
    }
  else if (json_object_has_member (object, "body_base64"))
    {
      gsize length;
      guchar *data = g_base64_decode (json_object_get_string_member (object, "body_base64"),
                                      &length);
      self->body = g_bytes_new_take (data, length);
    }
  else if (json_object_has_member (object, "body"))
    {
      JsonNode *body = json_object_get_member (object, "body");

      if (JSON_NODE_HOLDS_VALUE (body))
        self->body = take_string (json_node_dup_string (body));
      else
        {
          self->body = take_string (json_to_string (body, FALSE));
          if (self->headers == NULL)
            self->headers = json_object_new ();
          if (!json_object_has_member (self->headers, "Content-Type"))
            json_object_set_string_member (self->headers, "Content-Type", "application/json");
        }
    }
  return TRUE;
}

static void
read_raw (EaselTestRoute *self, JsonObject *object)
{
  if (json_object_has_member (object, "raw"))
    self->raw = take_string (g_strdup (json_object_get_string_member (object, "raw")));
  else if (json_object_has_member (object, "raw_base64"))
    {
      gsize length;
      guchar *data = g_base64_decode (json_object_get_string_member (object, "raw_base64"),
                                      &length);
      self->raw = g_bytes_new_take (data, length);
    }
}

static gboolean
read_framing (EaselTestRoute *self, JsonObject *object, GError **error)
{
  const char *framing = json_object_get_string_member_with_default (object, "framing", NULL);

  self->framing_set = framing != NULL;
  if (framing == NULL || g_str_equal (framing, "length"))
    self->framing = EASEL_TEST_FRAMING_LENGTH;
  else if (g_str_equal (framing, "chunked"))
    self->framing = EASEL_TEST_FRAMING_CHUNKED;
  else if (g_str_equal (framing, "close"))
    self->framing = EASEL_TEST_FRAMING_CLOSE;
  else
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "unknown framing “%s”", framing);
      return FALSE;
    }
  return TRUE;
}

static void
read_pace (EaselTestRoute *self, JsonObject *object)
{
  if (json_object_has_member (object, "pieces"))
    {
      JsonArray *array = json_object_get_array_member (object, "pieces");

      self->pieces = g_array_new (FALSE, FALSE, sizeof (gsize));
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          gsize offset = (gsize) json_array_get_int_element (array, i);
          g_array_append_val (self->pieces, offset);
        }
    }
  self->piece_bytes = (gsize) json_object_get_int_member_with_default (object, "piece_bytes", 0);
  self->delay_ms = (guint) json_object_get_int_member_with_default (object, "delay_ms", 0);
  self->piece_delay_ms = (guint) json_object_get_int_member_with_default (object, "piece_delay_ms",
                                                                          0);
  self->cut_after = (gssize) json_object_get_int_member_with_default (object, "cut_after", -1);
  self->hold_after = (gssize) json_object_get_int_member_with_default (object, "hold_after", -1);
  self->reset = json_object_get_boolean_member_with_default (object, "reset", FALSE);
  self->hang = json_object_get_boolean_member_with_default (object, "hang", FALSE);
  self->close = json_object_get_boolean_member_with_default (object, "close", FALSE);
  self->early = json_object_get_boolean_member_with_default (object, "early", FALSE);
}

EaselTestRoute *
easel_test_route_new (JsonObject *object, const char *folder, GError **error)
{
  g_autoptr (EaselTestRoute) self = g_new0 (EaselTestRoute, 1);

  if (!check_members (object, known_members, error))
    return NULL;

  self->method = g_strdup (json_object_get_string_member_with_default (object, "method", "*"));
  self->path = g_strdup (json_object_get_string_member_with_default (object, "path", "*"));
  self->times = json_object_get_int_member_with_default (object, "times", -1);
  self->status = (guint) json_object_get_int_member_with_default (object, "status", 200);
  self->headers = dup_object (object, "headers");
  self->text = g_strdup (json_object_get_string_member_with_default (object, "text", NULL));
  self->echo_schema = json_object_get_boolean_member_with_default (object, "echo_schema", FALSE);
  self->fill = dup_object (object, "fill");
  self->image = json_object_get_boolean_member_with_default (object, "image", FALSE);

  self->pull = dup_object (object, "pull");

  if (json_object_has_member (object, "match"))
    {
      JsonObject *match = json_object_get_object_member (object, "match");

      if (!check_members (match, known_matches, error))
        return NULL;
      self->match_headers = dup_object (match, "headers");
      self->body_contains = g_strdup (
          json_object_get_string_member_with_default (match, "body_contains", NULL));
      self->body_lacks = g_strdup (
          json_object_get_string_member_with_default (match, "body_lacks", NULL));
    }

  read_pace (self, object);
  read_raw (self, object);
  if (!read_framing (self, object, error) || !read_body (self, object, folder, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
easel_test_route_free (EaselTestRoute *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->path);
  g_clear_pointer (&self->match_headers, json_object_unref);
  g_free (self->body_contains);
  g_free (self->body_lacks);
  g_clear_pointer (&self->headers, json_object_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->raw, g_bytes_unref);
  g_free (self->text);
  g_clear_pointer (&self->fill, json_object_unref);
  g_clear_pointer (&self->pull, json_object_unref);
  g_clear_pointer (&self->pieces, g_array_unref);
  g_free (self);
}

void
easel_test_request_clear (EaselTestRequest *self)
{
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->query, g_free);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->body, g_byte_array_unref);
}

static gboolean
headers_match (JsonObject *wanted, SoupMessageHeaders *headers)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, wanted);
  while (json_object_iter_next (&iter, &name, &value))
    if (g_strcmp0 (soup_message_headers_get_one (headers, name), json_node_get_string (value)) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
contains (GByteArray *body, const char *text)
{
  return body->len > 0 && memmem (body->data, body->len, text, strlen (text)) != NULL;
}

gboolean
easel_test_route_matches (EaselTestRoute *self, EaselTestRequest *request)
{
  if (self->times == 0)
    return FALSE;
  if (!g_str_equal (self->method, "*") && !g_str_equal (self->method, request->method))
    return FALSE;
  if (!g_str_equal (self->path, "*") && !g_str_equal (self->path, request->path))
    return FALSE;
  if (self->match_headers != NULL && !headers_match (self->match_headers, request->headers))
    return FALSE;
  if (self->body_contains != NULL && !contains (request->body, self->body_contains))
    return FALSE;
  return self->body_lacks == NULL || !contains (request->body, self->body_lacks);
}

GString *
easel_test_route_make_head (EaselTestRoute *self,
                            gsize body_length,
                            EaselTestFraming framing,
                            const char *stream_type)
{
  GString *head = g_string_new (NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  gboolean has_type = FALSE;

  g_string_append_printf (head, "HTTP/1.1 %u %s\r\n", self->status,
                          soup_status_get_phrase (self->status));
  if (self->headers != NULL)
    {
      json_object_iter_init_ordered (&iter, self->headers);
      while (json_object_iter_next_ordered (&iter, &name, &value))
        {
          has_type = has_type || g_ascii_strcasecmp (name, "Content-Type") == 0;
          g_string_append_printf (head, "%s: %s\r\n", name, json_node_get_string (value));
        }
    }
  if (!has_type)
    g_string_append_printf (head, "Content-Type: %s\r\n",
                            stream_type != NULL ? stream_type : "application/json");
  if (framing == EASEL_TEST_FRAMING_LENGTH)
    g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n", body_length);
  else if (framing == EASEL_TEST_FRAMING_CHUNKED)
    g_string_append (head, "Transfer-Encoding: chunked\r\n");
  if (self->close || framing == EASEL_TEST_FRAMING_CLOSE)
    g_string_append (head, "Connection: close\r\n");
  g_string_append (head, "\r\n");

  return head;
}
