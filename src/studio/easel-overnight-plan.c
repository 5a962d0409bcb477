/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-overnight-plan.h"

#include "easel-json.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* Of what a provider takes, how much is used: what a request is, beside its picture and its words,
 * is not known here. */
#define FILLED(limit) ((limit) / 10 * 9)
#define FRAME 2048

EaselOvernightItem *
easel_overnight_item_new (EaselAnalyzeParams *source)
{
  EaselOvernightItem *item = g_new0 (EaselOvernightItem, 1);

  item->source = source;
  item->ask = g_new0 (char *, 1);
  item->have = g_new0 (char *, 1);
  return item;
}

void
easel_overnight_item_free (EaselOvernightItem *item)
{
  g_clear_pointer (&item->source, easel_analyze_params_free);
  g_free (item->picture);
  g_strfreev (item->ask);
  g_strfreev (item->have);
  easel_failure_free (item->failure);
  g_free (item);
}

EaselOvernightPlan *
easel_overnight_plan_new (void)
{
  EaselOvernightPlan *plan = g_new0 (EaselOvernightPlan, 1);

  plan->items = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_overnight_item_free);
  plan->requests = g_array_new (FALSE, FALSE, sizeof (EaselOvernightRequest));
  return plan;
}

void
easel_overnight_plan_free (EaselOvernightPlan *plan)
{
  g_array_unref (plan->requests);
  g_ptr_array_unref (plan->items);
  g_free (plan);
}

static void
set_words (JsonObject *object, const char *member, GStrv words)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    json_array_add_string_element (array, words[i]);
  json_object_set_array_member (object, member, array);
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static JsonObject *
write_failure (const EaselFailure *failure)
{
  JsonObject *object = json_object_new ();

  set_text (object, "code", failure->code);
  set_text (object, "message", failure->message);
  set_text (object, "hint", failure->hint);
  set_text (object, "remedy", failure->remedy);
  return object;
}

/* (transfer full) (nullable) */
static EaselFailure *
read_failure (JsonObject *object)
{
  const char *code = easel_json_get_string (object, "code");
  const char *message = easel_json_get_string (object, "message");

  if (code == NULL || message == NULL)
    return NULL;
  return easel_failure_new (code, message, easel_json_get_string (object, "hint"),
                            easel_json_get_string (object, "remedy"), EASEL_RETRY_NEVER);
}

char *
easel_overnight_items_to_json (GPtrArray *items)
{
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < items->len; i++)
    {
      const EaselOvernightItem *item = g_ptr_array_index (items, i);
      JsonObject *element = json_object_new ();

      json_object_set_object_member (element, "source",
                                     easel_analyze_params_to_object (item->source));
      set_text (element, "picture", item->picture);
      json_object_set_int_member (element, "size", (gint64) item->size);
      set_words (element, "ask", item->ask);
      set_words (element, "have", item->have);
      if (item->failure != NULL)
        json_object_set_object_member (element, "failure", write_failure (item->failure));
      json_array_add_object_element (array, element);
    }
  json_object_set_array_member (object, "items", array);
  return easel_step_json_write (object);
}

gboolean
easel_overnight_items_from_json (const char *text, GPtrArray *items, GError **error)
{
  g_autoptr (JsonObject) object = easel_step_json_read (text, error);
  JsonArray *array = easel_json_get_array (object, "items");

  if (object == NULL)
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *element = easel_json_node_get_object (json_array_get_element (array, i));
      EaselAnalyzeParams *source = easel_analyze_params_from_object (
          easel_json_get_object (element, "source"), error);
      EaselOvernightItem *item;

      if (source == NULL)
        return FALSE;
      item = easel_overnight_item_new (source);
      item->picture = g_strdup (easel_json_get_string (element, "picture"));
      item->size = (gsize) easel_json_get_int (element, "size", 0);
      g_strfreev (item->ask);
      item->ask = easel_step_json_dup_strings (element, "ask");
      g_strfreev (item->have);
      item->have = easel_step_json_dup_strings (element, "have");
      item->failure = read_failure (easel_json_get_object (element, "failure"));
      g_ptr_array_add (items, item);
    }
  return TRUE;
}

void
easel_overnight_plan_list_requests (EaselOvernightPlan *plan)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->items->len; i++)
    {
      const EaselOvernightItem *item = g_ptr_array_index (plan->items, i);

      /* The same picture twice is one. */
      if (item->picture == NULL || !g_hash_table_add (seen, item->picture))
        continue;
      for (guint j = 0; item->ask[j] != NULL; j++)
        {
          const EaselOvernightRequest request = { i, item->ask[j] };

          g_array_append_val (plan->requests, request);
        }
    }
}

char *
easel_overnight_plan_dup_item_key (guint item, const char *analyzer)
{
  return g_strdup_printf ("%u/%s", item, analyzer);
}

char *
easel_overnight_plan_dup_key (const EaselOvernightPlan *plan, guint request)
{
  const EaselOvernightRequest *of = &g_array_index (plan->requests, EaselOvernightRequest, request);

  return easel_overnight_plan_dup_item_key (of->item, of->analyzer);
}

/* (transfer full): analyzer → how many bytes its words are, at most */
static GHashTable *
measure_words (const EaselOvernightPlan *plan, EaselAnalyzerCatalog *catalog)
{
  GHashTable *sizes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->requests->len; i++)
    {
      const char *name = g_array_index (plan->requests, EaselOvernightRequest, i).analyzer;
      EaselAnalyzer *analyzer;
      g_autoptr (JsonNode) schema = NULL;
      g_autofree char *shape = NULL;

      if (g_hash_table_contains (sizes, name))
        continue;
      analyzer = easel_analyzer_catalog_lookup (catalog, name, NULL);
      if (analyzer == NULL)
        continue;
      schema = easel_analyzer_dup_schema (analyzer);
      shape = json_to_string (schema, FALSE);
      g_hash_table_insert (
          sizes, (gpointer) name,
          GSIZE_TO_POINTER (2 * (strlen (shape) + strlen (easel_analyzer_get_prompt (analyzer)))));
    }
  return sizes;
}

GArray *
easel_overnight_plan_divide (const EaselOvernightPlan *plan,
                             EaselAnalyzerCatalog *catalog,
                             const EaselBatchLimits *limits)
{
  g_autoptr (GHashTable) words = measure_words (plan, catalog);
  GArray *ends = g_array_new (FALSE, FALSE, sizeof (guint));
  guint max_requests = MAX (FILLED (limits->max_requests), 1);
  gsize bytes = 0;
  guint start = 0;

  for (guint i = 0; i < plan->requests->len; i++)
    {
      const EaselOvernightRequest *request = &g_array_index (plan->requests, EaselOvernightRequest,
                                                             i);
      const EaselOvernightItem *item = g_ptr_array_index (plan->items, request->item);
      gsize size = (item->size + 2) / 3 * 4 + FRAME
                   + GPOINTER_TO_SIZE (g_hash_table_lookup (words, request->analyzer));

      if (i > start && (i - start >= max_requests || bytes + size > FILLED (limits->max_bytes)))
        {
          g_array_append_val (ends, i);
          start = i;
          bytes = 0;
        }
      bytes += size;
    }
  if (plan->requests->len > start)
    g_array_append_val (ends, plan->requests->len);
  return ends;
}
