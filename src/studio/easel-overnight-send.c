/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-send.h"

#include "easel-analyze-answer.h"
#include "easel-json.h"
#include "easel-overnight-copies.h"
#include "easel-overnight-spec.h"
#include "easel-step-json.h"

#include <glib/gi18n.h>

/* EaselStepFunc: {"ends": […]} */
static char *
divide_step (EaselRun *run, gpointer user_data, GError **error)
{
  EaselOvernightWork *work = user_data;
  EaselBatchLimits limits;
  g_autoptr (GArray) ends = NULL;
  JsonObject *object;
  JsonArray *array;

  if (!easel_overnight_work_need_provider (work, error))
    return NULL;
  if (!easel_provider_get_batch_limits (work->provider, &limits))
    {
      easel_overnight_set_no_batches (error, easel_overnight_work_get_name (work));
      return NULL;
    }
  ends = easel_overnight_plan_divide (work->plan, work->catalog, &limits);
  object = json_object_new ();
  array = json_array_new ();
  for (guint i = 0; i < ends->len; i++)
    json_array_add_int_element (array, g_array_index (ends, guint, i));
  json_object_set_array_member (object, "ends", array);
  return easel_step_json_write (object);
}

/* (transfer full): those of @requests that have no job yet */
static GArray *
find_unanswered (EaselOvernightWork *work, guint start, guint end)
{
  GArray *requests = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = start; i < MIN (end, work->plan->requests->len); i++)
    {
      g_autofree char *key = easel_overnight_plan_dup_key (work->plan, i);

      if (!easel_run_has_child (work->run, key))
        g_array_append_val (requests, i);
    }
  return requests;
}

/* EaselBatchPromptFunc */
static EaselPrompt *
make_prompt (guint index, gpointer user_data, GError **error)
{
  EaselOvernightWork *work = ((gpointer *) user_data)[0];
  const EaselOvernightBatch *batch = ((gpointer *) user_data)[1];
  const EaselOvernightRequest *request = &g_array_index (
      work->plan->requests, EaselOvernightRequest, g_array_index (batch->requests, guint, index));
  const EaselOvernightItem *item = g_ptr_array_index (work->plan->items, request->item);
  EaselAnalyzer *analyzer = easel_analyzer_catalog_lookup (work->catalog, request->analyzer, error);
  const char *mime_type;
  g_autoptr (GBytes) image = NULL;
  g_autofree char *message = NULL;

  if (analyzer == NULL)
    return NULL;
  /* Translators: a provider, a number, and of how many */
  message = g_strdup_printf (_ ("Sending to %s · %u of %u"), easel_overnight_work_get_name (work),
                             index + 1, batch->requests->len);
  easel_run_set_progress (work->run, (double) index / batch->requests->len, message);
  image = easel_overnight_copies_load (
      work->copies, work->library, item->picture,
      easel_provider_config_get_max_image_edge (easel_provider_get_config (work->provider)),
      &mime_type, work->cancellable, error);
  return image != NULL ? easel_analyze_prompt_new (analyzer, image, mime_type) : NULL;
}

/* It is noted before it is sent, so it is looked for there before it is sent again. */
static gboolean
submit (EaselOvernightWork *work, EaselOvernightBatch *batch, gboolean is_new, GError **error)
{
  gpointer data[] = { work, batch };
  g_auto (GStrv) keys = easel_overnight_batch_dup_keys (batch);
  const EaselBatchRequest request = { .token = batch->token,
                                      .model = easel_run_get_model (work->run),
                                      .n_requests = batch->requests->len,
                                      .keys = (const char *const *) keys,
                                      .prompt_func = make_prompt,
                                      .user_data = data,
                                      .folder = work->copies };

  if (!is_new
      && !easel_overnight_batch_find (batch, work->batches, work->provider, work->cancellable,
                                      error))
    return FALSE;
  if (batch->id != NULL)
    return easel_overnight_work_save (work, error);

  if (!easel_model_notes_check_vision (work->notes, easel_provider_get_config (work->provider),
                                       easel_run_get_model (work->run), error)
      || !easel_overnight_work_reserve (work, error))
    return FALSE;
  g_mkdir_with_parents (work->copies, 0700);
  batch->id = easel_provider_submit_batch (work->provider, &request, work->cancellable, error);
  return batch->id != NULL && easel_overnight_work_save (work, error);
}

/* (nullable) */
static EaselOvernightBatch *
find_batch (EaselOvernightWork *work, guint part)
{
  for (guint i = 0; i < work->batches->len; i++)
    {
      EaselOvernightBatch *batch = g_ptr_array_index (work->batches, i);

      if (batch->part == part)
        return batch;
    }
  return NULL;
}

static gboolean
send_part (EaselOvernightWork *work, guint part, guint start, guint end, GError **error)
{
  EaselOvernightBatch *batch = find_batch (work, part);
  gboolean is_new = batch == NULL;
  g_autoptr (GArray) requests = find_unanswered (work, start, end);

  if (requests->len == 0 || (batch != NULL && batch->id != NULL))
    return TRUE;
  if (!easel_overnight_work_need_provider (work, error))
    return FALSE;
  if (is_new)
    {
      batch = easel_overnight_batch_new (part, g_steal_pointer (&requests));
      g_ptr_array_add (work->batches, batch);
    }
  return submit (work, batch, is_new, error);
}

gboolean
easel_overnight_send (EaselOvernightWork *work, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) object = NULL;
  JsonArray *ends;
  guint start = 0;

  if (work->plan->requests->len == 0)
    return TRUE;
  text = easel_run_step (work->run, "divide", NULL, divide_step, work, error);
  object = text != NULL ? easel_step_json_read (text, error) : NULL;
  ends = easel_json_get_array (object, "ends");
  if (object == NULL)
    return FALSE;
  for (guint i = 0; ends != NULL && i < json_array_get_length (ends); i++)
    {
      guint end = (guint) json_array_get_int_element (ends, i);

      if (!send_part (work, i, start, end, error))
        return FALSE;
      start = end;
    }
  return TRUE;
}
