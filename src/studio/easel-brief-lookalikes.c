/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-private.h"

#include "easel-text.h"

#include <glib/gi18n.h>

/* What the Brief says about things in the library that look alike. */

/* What looks alike, in words -------------------------------------------------------------- */

/* (transfer full) */
static char *
describe_reasons (EaselLookalikeReasons reasons)
{
  static const struct
  {
    EaselLookalikeReasons reason;
    const char *sentence;
  } known[] = {
    { EASEL_LOOKALIKE_PICTURE, N_ ("They were made from the same picture.") },
    { EASEL_LOOKALIKE_LOOKS, N_ ("Their pictures look alike.") },
    { EASEL_LOOKALIKE_NAME, N_ ("Their names are alike.") },
    { EASEL_LOOKALIKE_ATTRIBUTES, N_ ("They are described in much the same words.") },
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (reasons & known[i].reason)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", _ (known[i].sentence));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
fill_item (EaselBriefItem *item, const EaselLookalike *lookalike)
{
  g_autofree char *why = describe_reasons (lookalike->reasons);
  g_autofree char *first = easel_text_isolate (easel_entity_get_name (lookalike->first));
  g_autofree char *second = easel_text_isolate (easel_entity_get_name (lookalike->second));
  /* Translators: two names */
  g_autofree char *title = g_strdup_printf (_ ("“%s” and “%s” may be the same"), first, second);

  easel_brief_item_set_words (item, title, why, _ ("Found on this computer, without a model"));
  easel_brief_item_set_entities (item, lookalike->first, lookalike->second);
  easel_brief_item_set_score (item, lookalike->score);
  easel_brief_item_set_time (item, lookalike->found);
  easel_brief_item_set_hidden_until (item, lookalike->hidden_until);
  easel_brief_item_set_ready (item);
}

/* (transfer full) */
static char *
make_key (EaselEntity *first, EaselEntity *second)
{
  return easel_lookalike_pair_key (easel_entity_get_id (first), easel_entity_get_id (second));
}

/* What a job is merging ------------------------------------------------------------------- */

gboolean
easel_brief_is_merging (EaselBrief *self, EaselBriefItem *item)
{
  return easel_brief_item_get_kind (item) == EASEL_BRIEF_LOOKALIKE
         && g_hash_table_contains (self->merging, easel_brief_item_get_id (item));
}

void
easel_brief_set_merging (EaselBrief *self, const char *first, const char *second, EaselJob *job)
{
  char *key = easel_lookalike_pair_key (first, second);
  EaselBriefItem *item = easel_brief_lookup (self, key);

  g_hash_table_replace (self->merging, key, g_strdup (easel_job_get_id (job)));
  if (item != NULL)
    easel_brief_update (self, item);
}

/* Pairs whose job has ended, one way or the other, speak for themselves again. */
static void
forget_ended (EaselBrief *self)
{
  EaselQueue *queue = easel_studio_get_queue (self->studio);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->merging);
  while (g_hash_table_iter_next (&iter, NULL, &id))
    {
      EaselJob *job = easel_queue_lookup (queue, id);

      if (job == NULL || easel_job_state_is_final (easel_job_get_state (job)))
        g_hash_table_iter_remove (&iter);
    }
}

/* Listing --------------------------------------------------------------------------------- */

static void
take_lookalike (EaselBrief *self, const EaselLookalike *lookalike, GHashTable *gone)
{
  g_autofree char *key = make_key (lookalike->first, lookalike->second);
  EaselBriefItem *item = easel_brief_lookup (self, key);

  g_hash_table_remove (gone, key);
  if (item != NULL)
    {
      fill_item (item, lookalike);
      easel_brief_update (self, item);
      return;
    }
  item = easel_brief_item_new (key, EASEL_BRIEF_LOOKALIKE, NULL);
  fill_item (item, lookalike);
  easel_brief_add (self, item);
}

/* (transfer full): a set of those that are there now. Keys are owned by the set */
static GHashTable *
list_items (EaselBrief *self)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;
  gpointer item;

  g_hash_table_iter_init (&iter, self->all);
  while (g_hash_table_iter_next (&iter, &id, &item))
    if (easel_brief_item_get_kind (item) == EASEL_BRIEF_LOOKALIKE)
      g_hash_table_add (ids, g_strdup (id));
  return ids;
}

static void
take_lookalikes (EaselBrief *self, GPtrArray *lookalikes)
{
  g_autoptr (GHashTable) gone = list_items (self);
  GHashTableIter iter;
  gpointer id;

  forget_ended (self);
  for (guint i = 0; i < lookalikes->len; i++)
    take_lookalike (self, g_ptr_array_index (lookalikes, i), gone);

  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    easel_brief_remove (self, easel_brief_lookup (self, id));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselBrief) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lookalikes = easel_library_list_lookalikes_finish (EASEL_LIBRARY (source),
                                                                           result, &error);
  gboolean again = self->list_again;

  self->is_listing = FALSE;
  self->list_again = FALSE;
  if (self->studio == NULL)
    return;
  if (lookalikes != NULL)
    take_lookalikes (self, lookalikes);
  else if (!g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN))
    easel_brief_tell (self, error->message);
  if (again)
    easel_brief_list_lookalikes (self);
}

void
easel_brief_list_lookalikes (EaselBrief *self)
{
  gboolean is_open;

  g_object_get (self->studio, "ready", &is_open, NULL);
  if (!is_open)
    return;
  if (self->is_listing)
    {
      self->list_again = TRUE;
      return;
    }
  self->is_listing = TRUE;
  easel_library_list_lookalikes_async (easel_studio_get_library (self->studio), NULL, on_listed,
                                       g_object_ref (self));
}

/* A name that was edited is another name on the card too. */
static void
on_library_changed (EaselLibrary *library, const char *const *ids, EaselBrief *self)
{
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer item;

  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (changed, (gpointer) ids[i]);
  g_hash_table_iter_init (&iter, self->all);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (easel_brief_item_get_kind (item) == EASEL_BRIEF_LOOKALIKE
        && (g_hash_table_contains (changed, easel_entity_get_id (easel_brief_item_get_first (item)))
            || g_hash_table_contains (changed,
                                      easel_entity_get_id (easel_brief_item_get_second (item)))))
      {
        easel_brief_list_lookalikes (self);
        return;
      }
}

void
easel_brief_follow_lookalikes (EaselBrief *self)
{
  EaselLibrary *library = easel_studio_get_library (self->studio);

  g_signal_connect_object (library, "lookalikes-changed", G_CALLBACK (easel_brief_list_lookalikes),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (library, "changed", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect_object (self->studio, "notify::ready", G_CALLBACK (easel_brief_list_lookalikes),
                           self, G_CONNECT_SWAPPED);
  easel_brief_list_lookalikes (self);
}
