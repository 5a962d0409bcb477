/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-test-journal.h"

#include "easel-test-form.h"

#include <errno.h>
#include <unistd.h>

/* What is longer, such as a batch of pictures, nobody reads. */
#define MAX_JOURNAL_BYTES (8 * 1024 * 1024)

void
easel_test_journal_write (int fd, const char *text, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, text, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return;
      text += written;
      length -= (gsize) written;
    }
}

static void
add_header (const char *name, const char *value, gpointer user_data)
{
  json_object_set_string_member (user_data, name, value);
}

/* The body as text; base64 pictures are left out unless @with_pictures. */
static char *
body_text (GByteArray *body, gboolean with_pictures)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) body->data, (gssize) body->len);
  g_autoptr (GRegex) base64 = g_regex_new (
      "(;base64,|\"(?=[A-Za-z0-9+/=]{256}))[A-Za-z0-9+/=\\\\]{64,}", G_REGEX_OPTIMIZE, 0, NULL);

  if (with_pictures)
    return g_steal_pointer (&text);
  return g_regex_replace (base64, text, -1, 0, "\\1…", 0, NULL);
}

void
easel_test_journal_describe (JsonObject *line,
                             EaselTestRequest *request,
                             gboolean with_bodies,
                             gboolean with_pictures)
{
  JsonObject *headers = json_object_new ();
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, request->body->data,
                                                         request->body->len);
  JsonArray *form = easel_test_form_read (request->headers, request->body, with_pictures);

  json_object_set_string_member (line, "method", request->method);
  json_object_set_string_member (line, "path", request->path);
  if (request->query != NULL)
    json_object_set_string_member (line, "query", request->query);
  soup_message_headers_foreach (request->headers, add_header, headers);
  json_object_set_object_member (line, "headers", headers);
  json_object_set_int_member (line, "body_length", request->body->len);
  json_object_set_string_member (line, "body_sha256", sha256);
  if (form != NULL)
    json_object_set_array_member (line, "form", form);
  else if (with_bodies && request->body->len > 0 && request->body->len <= MAX_JOURNAL_BYTES)
    {
      g_autofree char *text = body_text (request->body, with_pictures);
      json_object_set_string_member (line, "body", text);
    }
}
