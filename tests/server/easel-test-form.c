/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-test-form.h"

static void
add_part (JsonArray *form, SoupMessageHeaders *headers, GBytes *body, gboolean with_files)
{
  JsonObject *part = json_object_new ();
  g_autoptr (GHashTable) params = NULL;
  g_autofree char *disposition = NULL;
  const char *file_name = NULL;
  const char *name = NULL;

  if (soup_message_headers_get_content_disposition (headers, &disposition, &params))
    {
      name = g_hash_table_lookup (params, "name");
      file_name = g_hash_table_lookup (params, "filename");
    }
  json_object_set_string_member (part, "name", name != NULL ? name : "");

  if (file_name != NULL)
    {
      g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);

      json_object_set_string_member (part, "file_name", file_name);
      json_object_set_string_member (part, "type",
                                     soup_message_headers_get_content_type (headers, NULL));
      json_object_set_int_member (part, "size", (gint64) g_bytes_get_size (body));
      json_object_set_string_member (part, "sha256", sha256);
      if (with_files)
        {
          g_autofree char *base64 = g_base64_encode (g_bytes_get_data (body, NULL),
                                                     g_bytes_get_size (body));

          json_object_set_string_member (part, "base64", base64);
        }
    }
  else
    {
      g_autofree char *value = g_utf8_make_valid (g_bytes_get_data (body, NULL),
                                                  (gssize) g_bytes_get_size (body));

      json_object_set_string_member (part, "value", value);
    }
  json_array_add_object_element (form, part);
}

JsonArray *
easel_test_form_read (SoupMessageHeaders *headers, GByteArray *body, gboolean with_files)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (SoupMultipart) multipart = NULL;
  JsonArray *form;

  if (g_strcmp0 (type, "multipart/form-data") != 0)
    return NULL;

  bytes = g_bytes_new (body->data, body->len);
  multipart = soup_multipart_new_from_message (headers, bytes);
  form = json_array_new ();
  for (int i = 0; multipart != NULL && i < soup_multipart_get_length (multipart); i++)
    {
      SoupMessageHeaders *part_headers;
      GBytes *part_body;

      soup_multipart_get_part (multipart, i, &part_headers, &part_body);
      add_part (form, part_headers, part_body, with_files);
    }
  return form;
}

static void
add_value (JsonObject *object, const char *name, const char *value)
{
  gint64 number;

  if (g_str_equal (value, "true"))
    json_object_set_boolean_member (object, name, TRUE);
  else if (g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
    json_object_set_int_member (object, name, number);
  else
    json_object_set_string_member (object, name, value);
}

JsonNode *
easel_test_form_to_json (JsonArray *form)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < json_array_get_length (form); i++)
    {
      JsonObject *part = json_array_get_object_element (form, i);

      if (json_object_has_member (part, "value"))
        add_value (object, json_object_get_string_member (part, "name"),
                   json_object_get_string_member (part, "value"));
    }
  json_node_take_object (node, object);
  return node;
}
