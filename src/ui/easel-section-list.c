/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-section-list.h"

typedef struct
{
  GObject *item; /* (owned) */
  EaselSectionKey key;
} Entry;

struct _EaselSectionList
{
  GObject parent_instance;

  GType item_type;
  guint n_sections;
  GSequence **sections; /* (owned) (array length=n_sections): of Entry */
  GHashTable *iters;    /* (owned): item → GSequenceIter */
  GObject *selected;    /* (owned) (nullable) */
};

enum
{
  SIGNAL_PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);
static void section_model_init (GtkSectionModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselSectionList,
                               easel_section_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL,
                                                          section_model_init)
                                       G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                                                              selection_model_init))

int
easel_section_key_compare (const EaselSectionKey *a, const EaselSectionKey *b)
{
  if (a->section != b->section)
    return a->section < b->section ? -1 : 1;
  if (a->rank != b->rank)
    return a->rank < b->rank ? -1 : 1;
  if (a->time != b->time)
    return a->time > b->time ? -1 : 1;
  return -g_strcmp0 (a->id, b->id);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->item);
  g_free (entry);
}

static int
entry_compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return easel_section_key_compare (&((const Entry *) a)->key, &((const Entry *) b)->key);
}

static int
compare_entries (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return entry_compare (*(const Entry *const *) a, *(const Entry *const *) b, user_data);
}

static guint
section_size (EaselSectionList *self, guint section)
{
  return (guint) g_sequence_get_length (self->sections[section]);
}

static guint
section_start (EaselSectionList *self, guint section)
{
  guint start = 0;

  for (guint i = 0; i < section; i++)
    start += section_size (self, i);
  return start;
}

/* The section of @position, and where in it; %FALSE past the end. */
static gboolean
locate (EaselSectionList *self, guint position, guint *section, guint *offset)
{
  for (guint i = 0; i < self->n_sections; i++)
    {
      guint size = section_size (self, i);

      if (position < size)
        {
          *section = i;
          *offset = position;
          return TRUE;
        }
      position -= size;
    }
  return FALSE;
}

/* (transfer none) (nullable) */
static Entry *
entry_at (EaselSectionList *self, guint position)
{
  guint section, offset;

  if (!locate (self, position, &section, &offset))
    return NULL;
  return g_sequence_get (g_sequence_get_iter_at_pos (self->sections[section], (int) offset));
}

static guint
iter_position (EaselSectionList *self, GSequenceIter *iter)
{
  const Entry *entry = g_sequence_get (iter);

  return section_start (self, entry->key.section) + (guint) g_sequence_iter_get_position (iter);
}

/* List model ------------------------------------------------------------------------------ */

static GType
get_item_type (GListModel *model)
{
  return EASEL_SECTION_LIST (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  return g_hash_table_size (EASEL_SECTION_LIST (model)->iters);
}

static gpointer
get_item (GListModel *model, guint position)
{
  const Entry *entry = entry_at (EASEL_SECTION_LIST (model), position);

  return entry != NULL ? g_object_ref (entry->item) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Section model --------------------------------------------------------------------------- */

static void
get_section (GtkSectionModel *model, guint position, guint *out_start, guint *out_end)
{
  EaselSectionList *self = EASEL_SECTION_LIST (model);
  guint section, offset;

  if (locate (self, position, &section, &offset))
    {
      *out_start = position - offset;
      *out_end = *out_start + section_size (self, section);
    }
  else
    {
      *out_start = get_n_items (G_LIST_MODEL (model));
      *out_end = G_MAXUINT;
    }
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = get_section;
}

/* Selection model ------------------------------------------------------------------------- */

static gboolean
is_selected (GtkSelectionModel *model, guint position)
{
  EaselSectionList *self = EASEL_SECTION_LIST (model);
  const Entry *entry = self->selected != NULL ? entry_at (self, position) : NULL;

  return entry != NULL && entry->item == self->selected;
}

static GtkBitset *
get_selection_in_range (GtkSelectionModel *model, guint position, guint n_items)
{
  EaselSectionList *self = EASEL_SECTION_LIST (model);
  GtkBitset *selection = gtk_bitset_new_empty ();
  guint selected;

  if (self->selected != NULL && easel_section_list_find (self, self->selected, &selected))
    gtk_bitset_add (selection, selected);
  return selection;
}

static gboolean
select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  EaselSectionList *self = EASEL_SECTION_LIST (model);
  const Entry *entry = entry_at (self, position);

  if (entry == NULL)
    return FALSE;
  easel_section_list_select (self, entry->item);
  g_signal_emit (self, signals[SIGNAL_PICKED], 0);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection_in_range;
  iface->select_item = select_item;
}

/* Changes --------------------------------------------------------------------------------- */

/* GTK 4.18 leaves the header of a section with the item that was its first one, wherever that goes
 * then. */
static void
tell_of_first (EaselSectionList *self, guint section)
{
  gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), section_start (self, section), 1);
}

static void
insert (EaselSectionList *self, GObject *item, const EaselSectionKey *key)
{
  Entry *entry = g_new (Entry, 1);
  GSequenceIter *iter;

  g_return_if_fail (key->section < self->n_sections);

  *entry = (Entry) { g_object_ref (item), *key };
  iter = g_sequence_insert_sorted (self->sections[key->section], entry, entry_compare, NULL);
  g_hash_table_insert (self->iters, item, iter);
  g_list_model_items_changed (G_LIST_MODEL (self), iter_position (self, iter), 0, 1);
  if (g_sequence_iter_is_begin (iter) && section_size (self, key->section) > 1)
    tell_of_first (self, key->section);
}

static void
take_out (EaselSectionList *self, GObject *item, GSequenceIter *iter)
{
  guint position = iter_position (self, iter);
  gboolean was_first = g_sequence_iter_is_begin (iter);
  guint section = ((const Entry *) g_sequence_get (iter))->key.section;

  g_hash_table_remove (self->iters, item);
  g_sequence_remove (iter);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  if (was_first && section_size (self, section) > 0)
    tell_of_first (self, section);
}

/* Whether @key keeps the entry at @iter between its neighbours. */
static gboolean
stays (GSequenceIter *iter, const EaselSectionKey *key)
{
  const Entry *entry = g_sequence_get (iter);
  GSequenceIter *next = g_sequence_iter_next (iter);

  if (entry->key.section != key->section)
    return FALSE;
  if (!g_sequence_iter_is_begin (iter))
    {
      const Entry *before = g_sequence_get (g_sequence_iter_prev (iter));

      if (easel_section_key_compare (&before->key, key) > 0)
        return FALSE;
    }
  if (!g_sequence_iter_is_end (next))
    {
      const Entry *after = g_sequence_get (next);

      if (easel_section_key_compare (key, &after->key) > 0)
        return FALSE;
    }
  return TRUE;
}

static void
clear (EaselSectionList *self)
{
  guint n_items = g_hash_table_size (self->iters);

  g_hash_table_remove_all (self->iters);
  for (guint i = 0; i < self->n_sections; i++)
    g_sequence_remove_range (g_sequence_get_begin_iter (self->sections[i]),
                             g_sequence_get_end_iter (self->sections[i]));
  if (n_items > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_items, 0);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_section_list_finalize (GObject *object)
{
  EaselSectionList *self = EASEL_SECTION_LIST (object);

  for (guint i = 0; i < self->n_sections; i++)
    g_sequence_free (self->sections[i]);
  g_free (self->sections);
  g_hash_table_unref (self->iters);
  g_clear_object (&self->selected);

  G_OBJECT_CLASS (easel_section_list_parent_class)->finalize (object);
}

static void
easel_section_list_class_init (EaselSectionListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_section_list_finalize;

  signals[SIGNAL_PICKED] = g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_section_list_init (EaselSectionList *self)
{
  self->iters = g_hash_table_new (NULL, NULL);
}

EaselSectionList *
easel_section_list_new (GType item_type, guint n_sections)
{
  EaselSectionList *self = g_object_new (EASEL_TYPE_SECTION_LIST, NULL);

  self->item_type = item_type;
  self->n_sections = n_sections;
  self->sections = g_new (GSequence *, n_sections);
  for (guint i = 0; i < n_sections; i++)
    self->sections[i] = g_sequence_new (entry_free);
  return self;
}

void
easel_section_list_place (EaselSectionList *self, gpointer item, const EaselSectionKey *key)
{
  GSequenceIter *iter;
  g_autoptr (GObject) kept = NULL;

  g_return_if_fail (EASEL_IS_SECTION_LIST (self));
  g_return_if_fail (G_IS_OBJECT (item));

  iter = g_hash_table_lookup (self->iters, item);
  if (iter != NULL && stays (iter, key))
    {
      ((Entry *) g_sequence_get (iter))->key = *key;
      return;
    }
  if (iter != NULL)
    {
      kept = g_object_ref (item);
      take_out (self, item, iter);
    }
  insert (self, item, key);
}

void
easel_section_list_remove (EaselSectionList *self, gpointer item)
{
  GSequenceIter *iter;
  g_autoptr (GObject) kept = NULL;

  g_return_if_fail (EASEL_IS_SECTION_LIST (self));

  iter = g_hash_table_lookup (self->iters, item);
  if (iter == NULL)
    return;
  kept = g_object_ref (item);
  take_out (self, item, iter);
}

void
easel_section_list_replace_all (EaselSectionList *self,
                                GPtrArray *items,
                                const EaselSectionKey *keys)
{
  g_autofree Entry **entries = NULL;

  g_return_if_fail (EASEL_IS_SECTION_LIST (self));

  clear (self);
  /* Sorting an array and then the sequence's appending is much faster than its own sorting. */
  entries = g_new (Entry *, items->len);
  for (guint i = 0; i < items->len; i++)
    {
      entries[i] = g_new (Entry, 1);
      *entries[i] = (Entry) { g_object_ref (items->pdata[i]), keys[i] };
    }
  g_sort_array (entries, items->len, sizeof (Entry *), compare_entries, NULL);
  for (guint i = 0; i < items->len; i++)
    g_hash_table_insert (self->iters, entries[i]->item,
                         g_sequence_append (self->sections[entries[i]->key.section], entries[i]));
  if (items->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, items->len);
}

gboolean
easel_section_list_contains (EaselSectionList *self, gpointer item)
{
  g_return_val_if_fail (EASEL_IS_SECTION_LIST (self), FALSE);

  return g_hash_table_contains (self->iters, item);
}

guint
easel_section_list_get_section_size (EaselSectionList *self, guint section)
{
  g_return_val_if_fail (EASEL_IS_SECTION_LIST (self), 0);
  g_return_val_if_fail (section < self->n_sections, 0);

  return section_size (self, section);
}

guint
easel_section_list_get_section_at (EaselSectionList *self, guint position)
{
  guint section, offset;

  g_return_val_if_fail (EASEL_IS_SECTION_LIST (self), 0);

  return locate (self, position, &section, &offset) ? section : self->n_sections;
}

gboolean
easel_section_list_find (EaselSectionList *self, gpointer item, guint *position)
{
  GSequenceIter *iter;

  g_return_val_if_fail (EASEL_IS_SECTION_LIST (self), FALSE);

  iter = g_hash_table_lookup (self->iters, item);
  if (iter != NULL && position != NULL)
    *position = iter_position (self, iter);
  return iter != NULL;
}

gpointer
easel_section_list_get_selected (EaselSectionList *self)
{
  g_return_val_if_fail (EASEL_IS_SECTION_LIST (self), NULL);

  return self->selected;
}

void
easel_section_list_select (EaselSectionList *self, gpointer item)
{
  g_autoptr (GObject) before = NULL;
  guint position;

  g_return_if_fail (EASEL_IS_SECTION_LIST (self));

  if (self->selected == item)
    return;
  before = g_steal_pointer (&self->selected);
  self->selected = item != NULL ? g_object_ref (item) : NULL;

  if (before != NULL && easel_section_list_find (self, before, &position))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
  if (item != NULL && easel_section_list_find (self, item, &position))
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, 1);
}
