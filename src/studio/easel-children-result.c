/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-children-result.h"

#include "easel-json.h"
#include "easel-run.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

/* Nine times the same sentence is one sentence. */
static GError *
make_all_failed_error (GPtrArray *outcomes, guint n_failed)
{
  const EaselFailure *first = NULL;
  gboolean same_reason = TRUE, same_words = TRUE;
  g_autofree char *message = NULL;

  for (guint i = 0; i < outcomes->len; i++)
    {
      const EaselFailure *failure
          = ((EaselChildOutcome *) g_ptr_array_index (outcomes, i))->failure;

      if (failure == NULL)
        continue;
      if (first == NULL)
        first = failure;
      same_reason = same_reason && g_str_equal (first->code, failure->code);
      same_words = same_words && g_str_equal (first->message, failure->message);
    }

  if (first == NULL)
    return easel_studio_error_new_all_failed (_ ("All of them were canceled."), NULL);
  if (same_words)
    return easel_studio_error_new_all_failed (first->message, first);
  message = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u job failed: %s",
                                          "All %u jobs failed. The first: %s", n_failed),
                             n_failed, first->message);
  return easel_studio_error_new_all_failed (message, same_reason ? first : NULL);
}

/* Appends the entities of a child's result to @entities. */
static void
add_entities (JsonArray *entities, const char *result)
{
  g_autoptr (JsonNode) node = result != NULL ? json_from_string (result, NULL) : NULL;
  JsonArray *list = easel_json_get_array (easel_json_node_get_object (node), "entities");

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    json_array_add_element (entities, json_array_dup_element (list, i));
}

/* Sets in @result how many of them ended in @state. */
static guint
count (JsonObject *result, GPtrArray *outcomes, EaselJobState state)
{
  guint n = 0;

  for (guint i = 0; i < outcomes->len; i++)
    n += ((EaselChildOutcome *) g_ptr_array_index (outcomes, i))->state == state;
  json_object_set_int_member (result, easel_job_state_to_string (state), n);
  return n;
}

JsonArray *
easel_children_list_entities (GPtrArray *outcomes)
{
  JsonArray *entities = json_array_new ();

  for (guint i = 0; i < outcomes->len; i++)
    add_entities (entities, ((EaselChildOutcome *) g_ptr_array_index (outcomes, i))->result);
  return entities;
}

guint
easel_children_count (GPtrArray *outcomes, JsonObject *result)
{
  guint n_completed = count (result, outcomes, EASEL_JOB_STATE_COMPLETED);

  count (result, outcomes, EASEL_JOB_STATE_FAILED);
  count (result, outcomes, EASEL_JOB_STATE_CANCELED);
  return n_completed;
}

JsonObject *
easel_children_result (GPtrArray *outcomes, const char *picture, GError **error)
{
  g_autoptr (JsonObject) result = json_object_new ();

  if (picture != NULL)
    {
      json_object_set_string_member (result, "picture", picture);
      json_object_set_array_member (result, "entities", easel_children_list_entities (outcomes));
    }
  if (easel_children_count (outcomes, result) > 0)
    return g_steal_pointer (&result);
  g_propagate_error (error, make_all_failed_error (
                                outcomes, (guint) json_object_get_int_member (result, "failed")));
  return NULL;
}
