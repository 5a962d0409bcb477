/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-openai-image-request.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

/* One member of the request, in whichever form it is sent. */
typedef void (*AddFunc) (gpointer target, const char *name, const char *value, gboolean is_string);

static void
add_to_json (gpointer target, const char *name, const char *value, gboolean is_string)
{
  json_builder_set_member_name (target, name);
  if (is_string)
    json_builder_add_string_value (target, value);
  else if (g_str_equal (value, "true"))
    json_builder_add_boolean_value (target, TRUE);
  else
    json_builder_add_int_value (target, g_ascii_strtoll (value, NULL, 10));
}

static void
add_to_form (gpointer target, const char *name, const char *value, gboolean is_string)
{
  soup_multipart_append_form_string (target, name, value);
}

static void
add_number (AddFunc add, gpointer target, const char *name, gint64 number)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  add (target, name, text, FALSE);
}

static void
add_members (AddFunc add,
             gpointer target,
             const char *model,
             EaselImageRequest *request,
             const EaselOpenaiImageDialect *dialect)
{
  g_autofree char *prompt = easel_image_request_dup_labelled_prompt (request);
  const char *size = easel_openai_image_dialect_get_size (dialect, request);

  add (target, "model", model, TRUE);
  add (target, "prompt", prompt, TRUE);
  if (size != NULL)
    add (target, "size", size, TRUE);
  if (dialect->response_format)
    add (target, "response_format", "b64_json", TRUE);
  if (easel_openai_image_dialect_has_seed (dialect, request))
    add_number (add, target, "seed", easel_image_request_get_seed (request));
  if (easel_openai_image_dialect_streams (dialect, request))
    {
      add (target, "stream", "true", FALSE);
      add_number (add, target, "partial_images", easel_image_request_get_n_partials (request));
    }
}

static EaselRequestStream *
build_json (const char *model, EaselImageRequest *request, const EaselOpenaiImageDialect *dialect)
{
  EaselRequestStream *stream = easel_request_stream_new ();
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  json_builder_begin_object (builder);
  add_members (add_to_json, builder, model, request, dialect);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  bytes = g_bytes_new_take (text, strlen (text));
  easel_request_stream_add (stream, bytes);
  return stream;
}

static char *
make_file_name (guint n, const char *mime_type)
{
  const char *kind = g_str_has_prefix (mime_type, "image/") ? mime_type + strlen ("image/")
                                                            : "picture";

  return g_strdup_printf ("picture-%u.%s", n + 1, kind);
}

/* Takes the form apart at @marks, and puts the pictures in their places. libsoup would have made
 * one more copy of them all. */
static void
add_pieces (EaselRequestStream *stream, GBytes *form, GPtrArray *marks, GPtrArray *inputs)
{
  gsize size;
  const char *start = g_bytes_get_data (form, &size);
  const char *rest = start;

  for (guint i = 0; i < inputs->len; i++)
    {
      EaselImageInput *input = g_ptr_array_index (inputs, i);
      const char *mark = g_ptr_array_index (marks, i);
      const char *found = memmem (rest, size - (gsize) (rest - start), mark, strlen (mark));
      g_autoptr (GBytes) before = g_bytes_new_from_bytes (form, (gsize) (rest - start),
                                                          (gsize) (found - rest));

      easel_request_stream_add (stream, before);
      easel_request_stream_add (stream, input->image);
      rest = found + strlen (mark);
    }
  {
    g_autoptr (GBytes) end = g_bytes_new_from_bytes (form, (gsize) (rest - start),
                                                     size - (gsize) (rest - start));

    easel_request_stream_add (stream, end);
  }
}

static EaselRequestStream *
build_form (const char *model,
            EaselImageRequest *request,
            const EaselOpenaiImageDialect *dialect,
            char **mime_type)
{
  EaselRequestStream *stream = easel_request_stream_new ();
  GPtrArray *inputs = easel_image_request_get_inputs (request);
  g_autoptr (SoupMultipart) form = soup_multipart_new ("multipart/form-data");
  g_autoptr (SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) bytes = NULL;

  add_members (add_to_form, form, model, request, dialect);
  for (guint i = 0; i < inputs->len; i++)
    {
      EaselImageInput *input = g_ptr_array_index (inputs, i);
      g_autofree char *name = make_file_name (i, input->mime_type);
      char *mark = g_uuid_string_random ();
      g_autoptr (GBytes) stand_in = g_bytes_new (mark, strlen (mark));

      g_ptr_array_add (marks, mark);
      soup_multipart_append_form_file (form, inputs->len > 1 ? "image[]" : "image", name,
                                       input->mime_type, stand_in);
    }
  soup_multipart_to_message (form, headers, &bytes);
  *mime_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  add_pieces (stream, bytes, marks, inputs);
  return stream;
}

const char *
easel_openai_image_request_get_path (EaselImageRequest *request)
{
  return easel_image_request_get_inputs (request)->len > 0 ? "/images/edits"
                                                           : "/images/generations";
}

EaselRequestStream *
easel_openai_image_request_build (const char *model,
                                  EaselImageRequest *request,
                                  const EaselOpenaiImageDialect *dialect,
                                  char **mime_type)
{
  if (easel_image_request_get_inputs (request)->len > 0)
    return build_form (model, request, dialect, mime_type);

  *mime_type = g_strdup ("application/json");
  return build_json (model, request, dialect);
}
