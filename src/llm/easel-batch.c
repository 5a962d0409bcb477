/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-batch.h"

#include "easel-batch-http.h"
#include "easel-json.h"

#include <string.h>

#define MAX_PAGES 50
/* How much older than what is looked for a list is looked through. */
#define LIST_TIME G_TIME_SPAN_HOUR

void
easel_batch_status_free (EaselBatchStatus *status)
{
  if (status == NULL)
    return;

  g_clear_error (&status->error);
  g_free (status);
}

/* (nullable): %NULL when it has none */
static const EaselBatchManners *
get_manners (EaselProvider *self)
{
  const EaselBatchManners *manners = EASEL_PROVIDER_GET_CLASS (self)->batches;

  return manners != NULL && (manners->has_batches == NULL || manners->has_batches (self)) ? manners
                                                                                          : NULL;
}

static EaselProviderClient *
get_client (EaselProvider *self)
{
  return easel_http_provider_get_client (EASEL_HTTP_PROVIDER (self));
}

static const char *
get_host (EaselProvider *self)
{
  return easel_provider_client_get_name (get_client (self));
}

/* (transfer full) (nullable) */
static JsonNode *
get_batch (EaselProvider *self,
           const EaselBatchManners *manners,
           const char *id,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *path = manners->make_path (id, "");

  return easel_batch_http_get (self, path, NULL, cancellable, error);
}

/* Whether a word is one every provider takes as a name. */
static gboolean
is_name (const char *word, gsize max_length)
{
  gsize length = word != NULL ? strlen (word) : 0;

  return length > 0 && length <= max_length
         && strspn (word, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_-") == length;
}

gboolean
easel_provider_get_batch_limits (EaselProvider *self, EaselBatchLimits *limits)
{
  const EaselBatchManners *manners;

  g_return_val_if_fail (EASEL_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (limits != NULL, FALSE);

  manners = get_manners (self);
  *limits = manners != NULL ? manners->limits : (EaselBatchLimits) { 0 };
  return manners != NULL;
}

char *
easel_provider_submit_batch (EaselProvider *self,
                             const EaselBatchRequest *request,
                             GCancellable *cancellable,
                             GError **error)
{
  const EaselBatchManners *manners = get_manners (self);

  g_return_val_if_fail (manners != NULL, NULL);
  g_return_val_if_fail (is_name (request->token, EASEL_BATCH_MAX_TOKEN), NULL);
  g_return_val_if_fail (request->n_requests > 0, NULL);
  g_return_val_if_fail (request->n_requests <= manners->limits.max_requests, NULL);
  for (guint i = 0; i < request->n_requests; i++)
    g_return_val_if_fail (is_name (request->keys[i], EASEL_BATCH_MAX_KEY), NULL);

  return manners->submit (self, request, cancellable, error);
}

/* Finding */

/* @found: what @list has seen so far. @next: where the next page begins; %NULL at the end */
static gboolean
look_at_page (const EaselBatchQuest *quest,
              const EaselBatchList *list,
              JsonObject *page,
              char **found,
              char **next,
              GError **error)
{
  JsonArray *elements = easel_json_get_array (page, list->names[0]);
  const char *more = easel_json_get_string (page, "nextPageToken");
  const char *last = NULL;
  gint64 created = G_MAXINT64;

  if (elements == NULL && list->names[1] != NULL)
    elements = easel_json_get_array (page, list->names[1]);
  for (guint i = 0; elements != NULL && i < json_array_get_length (elements); i++)
    {
      JsonObject *element = easel_json_node_get_object (json_array_get_element (elements, i));
      g_autofree char *name = NULL;

      if (element == NULL)
        continue;
      if (!list->look (quest, element, &name, error))
        return FALSE;
      if (name != NULL && (*found == NULL || list->by_time))
        g_set_str (found, name);
      last = easel_json_get_string (element, "id");
      created = list->read_created != NULL ? list->read_created (element) : G_MAXINT64;
    }
  if (more == NULL && easel_json_get_boolean (page, "has_more", FALSE))
    more = last;
  if (more != NULL && *more != '\0' && created >= quest->since - LIST_TIME)
    *next = g_uri_escape_string (more, NULL, FALSE);
  return TRUE;
}

/* @quest: gets the server's clock. @found: %NULL when it is not there */
static gboolean
look_through (EaselBatchQuest *quest, const EaselBatchList *list, char **found, GError **error)
{
  g_autofree char *next = g_strdup ("");
  g_autofree char *name = NULL;
  gint64 since = quest->since;

  for (guint i = 0; i < MAX_PAGES && next != NULL && (name == NULL || list->by_time); i++)
    {
      g_autofree char *path = g_strconcat (list->path, *next != '\0' ? list->cursor : "", next,
                                           NULL);
      gint64 lead;
      g_autoptr (JsonNode) page = easel_batch_http_get (quest->provider, path, &lead,
                                                        quest->cancellable, error);

      if (page == NULL)
        return FALSE;
      quest->since = since + lead;
      g_clear_pointer (&next, g_free);
      if (!look_at_page (quest, list, json_node_get_object (page), &name, &next, error))
        return FALSE;
    }
  *found = g_steal_pointer (&name);
  quest->since = since;
  return TRUE;
}

gboolean
easel_provider_find_batch (EaselProvider *self,
                           const char *token,
                           guint n_requests,
                           gint64 since,
                           const char *const *others,
                           char **id,
                           GCancellable *cancellable,
                           GError **error)
{
  const EaselBatchManners *manners = get_manners (self);
  EaselBatchQuest quest = { self, token, n_requests, since, others, cancellable };
  g_autofree char *file = NULL;

  g_return_val_if_fail (manners != NULL, FALSE);
  g_return_val_if_fail (is_name (token, EASEL_BATCH_MAX_TOKEN), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  *id = NULL;
  if (!look_through (&quest, manners->list, id, error))
    return FALSE;
  if (*id != NULL || manners->files == NULL)
    return TRUE;

  return look_through (&quest, manners->files, &file, error)
         && (file == NULL || manners->delete_file (self, file, cancellable, error));
}

/* Following */

EaselBatchStatus *
easel_provider_poll_batch (EaselProvider *self,
                           const char *id,
                           GCancellable *cancellable,
                           GError **error)
{
  const EaselBatchManners *manners = get_manners (self);
  g_autoptr (JsonNode) batch = NULL;
  g_autoptr (GError) problem = NULL;
  EaselBatchStatus *status;

  g_return_val_if_fail (manners != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  batch = get_batch (self, manners, id, cancellable, &problem);
  if (batch != NULL)
    return manners->read_status (get_host (self), json_node_get_object (batch));
  if (!easel_batch_http_is_gone (problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  status = g_new0 (EaselBatchStatus, 1);
  status->state = EASEL_BATCH_FAILED;
  status->error = easel_batch_error_gone (get_host (self));
  return status;
}

gboolean
easel_provider_fetch_batch (EaselProvider *self,
                            const char *id,
                            const char *const *keys,
                            EaselBatchResultFunc func,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error)
{
  const EaselBatchManners *manners = get_manners (self);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (EaselBatchReader) reader = NULL;
  JsonObject *batch;

  g_return_val_if_fail (manners != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (keys != NULL, FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  node = get_batch (self, manners, id, cancellable, error);
  if (node == NULL)
    return FALSE;
  batch = json_node_get_object (node);
  reader = easel_batch_reader_new (get_client (self), keys, manners->read_result, func, user_data);
  return manners->read_results (self, batch, reader, cancellable, error)
         && easel_batch_reader_finish (reader, manners->explain_missing (get_host (self), batch),
                                       error);
}

gboolean
easel_provider_cancel_batch (EaselProvider *self,
                             const char *id,
                             GCancellable *cancellable,
                             GError **error)
{
  const EaselBatchManners *manners = get_manners (self);
  g_autofree char *path = NULL;
  g_autoptr (EaselRequestStream) body = easel_request_stream_new ();
  g_autoptr (EaselBatchStatus) status = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (EaselHttpCall) call = NULL;
  g_autoptr (GBytes) answer = NULL;

  g_return_val_if_fail (manners != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  path = manners->make_path (id, manners->cancel_verb);
  easel_request_stream_add_text (body, manners->cancel_body);
  call = easel_provider_client_start (get_client (self), "POST", path, body, "application/json",
                                      cancellable, &problem);
  if (call != NULL)
    answer = easel_provider_client_read_answer (get_client (self), call, cancellable, &problem);
  if (answer != NULL || easel_batch_http_is_gone (problem))
    return TRUE;

  /* It may be that there is nothing left to stop. */
  status = easel_provider_poll_batch (self, id, cancellable, NULL);
  if (status != NULL && status->state != EASEL_BATCH_IN_PROGRESS)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

gboolean
easel_provider_forget_batch (EaselProvider *self,
                             const char *id,
                             GCancellable *cancellable,
                             GError **error)
{
  const EaselBatchManners *manners = get_manners (self);
  g_autoptr (JsonNode) batch = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (manners != NULL, FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  batch = get_batch (self, manners, id, cancellable, &problem);
  if (batch == NULL && !easel_batch_http_is_gone (problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  return manners->forget (self, id, easel_json_node_get_object (batch), cancellable, error);
}
