/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-batch.h"

#include "easel-analyze-answer.h"
#include "easel-json.h"
#include "easel-step-json.h"

#define TOKEN_PREFIX "easel-"

/* Of the time that has passed, how much more to wait. */
#define PACE 8

EaselOvernightBatch *
easel_overnight_batch_new (guint part, GArray *requests)
{
  EaselOvernightBatch *batch = g_new0 (EaselOvernightBatch, 1);
  g_autofree char *uuid = g_uuid_string_random ();
  g_auto (GStrv) pieces = g_strsplit (uuid, "-", -1);
  g_autofree char *plain = g_strjoinv ("", pieces);

  batch->part = part;
  batch->token = g_strconcat (TOKEN_PREFIX, plain, NULL);
  batch->since = g_get_real_time ();
  batch->requests = requests;
  return batch;
}

void
easel_overnight_batch_free (EaselOvernightBatch *batch)
{
  g_free (batch->token);
  g_clear_pointer (&batch->requests, g_array_unref);
  g_free (batch->id);
  g_free (batch);
}

GStrv
easel_overnight_batch_dup_keys (const EaselOvernightBatch *batch)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; i < batch->requests->len; i++)
    g_strv_builder_take (
        keys, g_strdup_printf ("%s-%u", batch->token, g_array_index (batch->requests, guint, i)));
  return g_strv_builder_end (keys);
}

gboolean
easel_overnight_batch_read_key (const EaselOvernightBatch *batch, const char *key, guint *request)
{
  gsize length = strlen (batch->token);
  guint64 number;

  if (!g_str_has_prefix (key, batch->token) || key[length] != '-'
      || !g_ascii_string_to_unsigned (key + length + 1, 10, 0, G_MAXUINT, &number, NULL))
    return FALSE;
  *request = (guint) number;
  return TRUE;
}

char *
easel_overnight_batches_to_json (GPtrArray *batches)
{
  JsonObject *object;
  JsonArray *array;

  if (batches->len == 0)
    return NULL;

  object = json_object_new ();
  array = json_array_new ();
  for (guint i = 0; i < batches->len; i++)
    {
      const EaselOvernightBatch *batch = g_ptr_array_index (batches, i);
      JsonObject *element = json_object_new ();
      JsonArray *requests = json_array_new ();

      json_object_set_int_member (element, "part", batch->part);
      json_object_set_string_member (element, "token", batch->token);
      json_object_set_int_member (element, "since", batch->since);
      for (guint j = 0; j < batch->requests->len; j++)
        json_array_add_int_element (requests, g_array_index (batch->requests, guint, j));
      json_object_set_array_member (element, "requests", requests);
      if (batch->id != NULL)
        json_object_set_string_member (element, "id", batch->id);
      json_array_add_object_element (array, element);
    }
  json_object_set_array_member (object, "batches", array);
  return easel_step_json_write (object);
}

/* (transfer full) (nullable) */
static EaselOvernightBatch *
read_batch (JsonObject *element)
{
  JsonArray *requests = easel_json_get_array (element, "requests");
  const char *token = easel_json_get_string (element, "token");
  EaselOvernightBatch *batch;

  if (token == NULL || requests == NULL)
    return NULL;

  batch = g_new0 (EaselOvernightBatch, 1);
  batch->part = (guint) easel_json_get_int (element, "part", 0);
  batch->token = g_strdup (token);
  batch->since = easel_json_get_int (element, "since", 0);
  batch->id = g_strdup (easel_json_get_string (element, "id"));
  batch->requests = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      guint request = (guint) json_array_get_int_element (requests, i);

      g_array_append_val (batch->requests, request);
    }
  return batch;
}

GPtrArray *
easel_overnight_batches_from_json (const char *text)
{
  GPtrArray *batches = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_overnight_batch_free);
  g_autoptr (JsonObject) object = text != NULL ? easel_step_json_read (text, NULL) : NULL;
  JsonArray *array = easel_json_get_array (object, "batches");

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      EaselOvernightBatch *batch = read_batch (
          easel_json_node_get_object (json_array_get_element (array, i)));

      if (batch != NULL)
        g_ptr_array_add (batches, batch);
    }
  return batches;
}

gboolean
easel_overnight_batch_find (EaselOvernightBatch *batch,
                            GPtrArray *batches,
                            EaselProvider *provider,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
  g_auto (GStrv) ids = NULL;

  for (guint i = 0; i < batches->len; i++)
    {
      const EaselOvernightBatch *other = g_ptr_array_index (batches, i);

      if (other->id != NULL)
        g_strv_builder_add (others, other->id);
    }
  ids = g_strv_builder_end (others);
  return easel_provider_find_batch (provider, batch->token, batch->requests->len, batch->since,
                                    (const char *const *) ids, &batch->id, cancellable, error);
}

EaselUsage
easel_overnight_batch_usage (EaselBudget *budget, EaselRun *run, EaselReply *reply)
{
  const EaselPrice *price = easel_budget_find_price (budget, run);
  EaselUsage usage = EASEL_USAGE_NONE;

  if (reply == NULL)
    return usage;
  usage = easel_analyze_usage (reply);
  usage.cost_micros = easel_price_in_batch (price, easel_price_cost (price, &usage, TRUE));
  return usage;
}

gboolean
easel_overnight_pace_wait (const EaselOvernightPace *pace,
                           EaselRun *run,
                           gint64 since,
                           const char *message,
                           GError **error)
{
  gint64 now = g_get_real_time ();
  gint64 delay = CLAMP ((now - since) / PACE, pace->first, pace->longest);

  return easel_run_wait_until (run, now + delay, message, error);
}
