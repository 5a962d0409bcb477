/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-batch-reader.h"

#include "easel-json.h"
#include "easel-line-reader.h"

#include <glib/gi18n.h>

#define READ_SIZE 16384

struct _EaselBatchReader
{
  EaselProviderClient *client; /* (not owned) */
  const char *const *keys;     /* (not owned) */
  guint n_keys;
  EaselBatchReadFunc read;
  EaselBatchResultFunc func;
  gpointer user_data;

  GHashTable *open; /* (element-type utf8): keys without a result so far; not owned */
  JsonParser *parser;
  guint n_lines; /* of the file that is being read */
  gboolean has_unreadable;
  gboolean is_endless; /* how long a file was nobody said */
};

EaselBatchReader *
easel_batch_reader_new (EaselProviderClient *client,
                        const char *const *keys,
                        EaselBatchReadFunc read,
                        EaselBatchResultFunc func,
                        gpointer user_data)
{
  EaselBatchReader *self = g_new0 (EaselBatchReader, 1);

  self->client = client;
  self->keys = keys;
  self->n_keys = g_strv_length ((char **) keys);
  self->read = read;
  self->func = func;
  self->user_data = user_data;
  self->parser = json_parser_new ();
  self->open = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->n_keys; i++)
    g_hash_table_add (self->open, (gpointer) keys[i]);
  return self;
}

void
easel_batch_reader_free (EaselBatchReader *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->open);
  g_object_unref (self->parser);
  g_free (self);
}

gboolean
easel_batch_reader_add (EaselBatchReader *self, JsonObject *object, guint index, GError **error)
{
  g_auto (EaselBatchResult) result = { 0 };
  const char *key;

  if (object != NULL)
    self->read (easel_provider_client_get_name (self->client), object, &result);
  if (result.reply == NULL && result.failure == NULL)
    {
      self->has_unreadable = TRUE;
      return TRUE;
    }

  key = result.key;
  if (key == NULL && index < self->n_keys)
    key = self->keys[index];
  if (key == NULL || !g_hash_table_remove (self->open, key))
    return TRUE;
  return self->func (key, result.reply, result.failure, self->user_data, error);
}

static gboolean
on_line (const char *event, const char *data, gsize length, gpointer user_data, GError **error)
{
  EaselBatchReader *self = user_data;
  JsonObject *object = NULL;

  if (json_parser_load_from_data (self->parser, data, (gssize) length, NULL))
    object = easel_json_node_get_object (json_parser_get_root (self->parser));
  return easel_batch_reader_add (self, object, self->n_lines++, error);
}

gboolean
easel_batch_reader_read (EaselBatchReader *self,
                         EaselHttpCall *call,
                         GCancellable *cancellable,
                         GError **error)
{
  gsize max_line = easel_provider_client_get_max_reply (self->client);
  g_autoptr (EaselLineReader) lines = easel_line_reader_new (max_line, on_line, self);
  SoupMessageHeaders *headers = easel_http_call_get_headers (call);
  char buffer[READ_SIZE];
  gssize got;

  if (easel_wire_error_is_page (headers, NULL, 0))
    return easel_provider_client_set_page (self->client, error);

  self->n_lines = 0;
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_EOF)
    self->is_endless = TRUE;
  while ((got = easel_http_call_read (call, buffer, sizeof buffer, cancellable, error)) > 0)
    if (!easel_line_reader_push (lines, buffer, (gsize) got, error))
      return FALSE;
  /* A last line without an end counts as any other. */
  return got == 0 && easel_line_reader_push (lines, "\n", 1, error);
}

gboolean
easel_batch_reader_finish (EaselBatchReader *self, GError *why, GError **error)
{
  const char *host = easel_provider_client_get_name (self->client);
  g_autoptr (GError) reason = why;

  if (g_hash_table_size (self->open) == 0)
    return TRUE;

  /* It may have been cut off, and nobody would know. */
  if (self->is_endless)
    {
      g_set_error (error, EASEL_LLM_ERROR, EASEL_LLM_ERROR_INCOMPLETE,
                   _ ("%s closed the connection in the middle of the answer."), host);
      return FALSE;
    }
  if (self->has_unreadable)
    {
      g_clear_error (&reason);
      reason = easel_batch_error_unreadable (host);
    }
  for (guint i = 0; i < self->n_keys; i++)
    if (g_hash_table_remove (self->open, self->keys[i])
        && !self->func (self->keys[i], NULL, reason, self->user_data, error))
      return FALSE;
  return TRUE;
}
