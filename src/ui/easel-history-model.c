/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-history-model.h"

struct _EaselHistoryModel
{
  GObject parent_instance;

  EaselLibrary *library; /* (owned) */
  char *entity;          /* (owned) (nullable) */
  char *group;           /* (owned) (nullable) */
  guint page_size;

  GPtrArray *entries; /* (owned) (element-type EaselJournalEntry) */
  GPtrArray *items;   /* (owned) (element-type EaselHistoryItem) */
  guint n_wanted;     /* how many entries are to be shown */
  gboolean has_more;  /* there are more of them */
  gboolean loaded;
  GError *error; /* (owned) (nullable) */

  GCancellable *cancellable; /* (owned) (nullable): of the reading under way */
  gboolean changed;          /* the library did, since that began */
};

typedef enum
{
  PROP_LOADED = 1,
} EaselHistoryModelProperty;

static GParamSpec *properties[PROP_LOADED + 1];

static void easel_history_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselHistoryModel,
                               easel_history_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      easel_history_model_list_model_init))

/* Folding --------------------------------------------------------------------------------- */

/* What an entry is folded by: with others only in the history of everything. */
static const char *
get_key (EaselHistoryModel *self, EaselJournalEntry *entry)
{
  const char *group = easel_journal_entry_get_group (entry);

  return group != NULL && self->entity == NULL && self->group == NULL
             ? group
             : easel_journal_entry_get_id (entry);
}

static const char *
get_item_key (EaselHistoryModel *self, EaselHistoryItem *item)
{
  return get_key (self, easel_history_item_get_entries (item)->pdata[0]);
}

/* (transfer full) (element-type GPtrArray): the entries of each item, in order */
static GPtrArray *
fold (EaselHistoryModel *self)
{
  g_autoptr (GHashTable) folds = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *folded = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->entries->len; i++)
    {
      EaselJournalEntry *entry = self->entries->pdata[i];
      const char *key = get_key (self, entry);
      GPtrArray *entries = g_hash_table_lookup (folds, key);

      if (entries == NULL)
        {
          entries = g_ptr_array_new_with_free_func (g_object_unref);
          g_ptr_array_add (folded, entries);
          g_hash_table_insert (folds, (gpointer) key, entries);
        }
      g_ptr_array_add (entries, g_object_ref (entry));
    }
  return folded;
}

/* (transfer full) (element-type EaselHistoryItem): for what was there, the item that was */
static GPtrArray *
make_items (EaselHistoryModel *self)
{
  g_autoptr (GPtrArray) folded = fold (self);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_insert (known, (gpointer) get_item_key (self, self->items->pdata[i]),
                         self->items->pdata[i]);

  for (guint i = 0; i < folded->len; i++)
    {
      GPtrArray *entries = folded->pdata[i];
      EaselHistoryItem *item = g_hash_table_lookup (known, get_key (self, entries->pdata[0]));

      if (item != NULL)
        g_ptr_array_add (items, g_object_ref (item));
      else
        g_ptr_array_add (items, easel_history_item_new (entries));
    }
  /* After the lookup: it goes by the entries the items had. */
  for (guint i = 0; i < folded->len; i++)
    easel_history_item_set_entries (items->pdata[i], folded->pdata[i]);
  return items;
}

/* Tells only what differs between the same beginning and the same end. */
static void
update_items (EaselHistoryModel *self)
{
  g_autoptr (GPtrArray) before = g_ptr_array_ref (self->items);
  GPtrArray *after = make_items (self);
  guint start = 0;
  guint end = 0;

  while (start < MIN (before->len, after->len) && before->pdata[start] == after->pdata[start])
    start++;
  while (end < MIN (before->len, after->len) - start
         && before->pdata[before->len - 1 - end] == after->pdata[after->len - 1 - end])
    end++;

  g_ptr_array_unref (self->items);
  self->items = after;
  if (before->len - start - end > 0 || after->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, before->len - start - end,
                                after->len - start - end);
}

/* Reading --------------------------------------------------------------------------------- */

static void read_entries (EaselHistoryModel *self);

/* A group must not be cut in two by the end of a page. */
static gboolean
ends_in_group (EaselHistoryModel *self)
{
  return self->has_more && self->entity == NULL && self->group == NULL && self->entries->len > 0
         && easel_journal_entry_get_group (self->entries->pdata[self->entries->len - 1]) != NULL;
}

/* How many of @found are newer than what there was. */
static guint
count_new (EaselHistoryModel *self, GPtrArray *found)
{
  if (self->entries->len == 0)
    return 0;
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (easel_journal_entry_get_id (found->pdata[i]),
                     easel_journal_entry_get_id (self->entries->pdata[0])))
      return i;
  return 0;
}

/* What is new comes on top, and nothing falls off the end for it. */
static void
take_entries (EaselHistoryModel *self, GPtrArray *found)
{
  self->n_wanted += count_new (self, found);
  self->has_more = found->len > self->n_wanted;
  if (self->has_more)
    g_ptr_array_set_size (found, (int) self->n_wanted);
  g_ptr_array_unref (self->entries);
  self->entries = g_ptr_array_ref (found);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (EaselHistoryModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = easel_library_history_finish (EASEL_LIBRARY (source), result,
                                                              &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&error);
  if (found != NULL)
    {
      take_entries (self, found);
      if (ends_in_group (self))
        {
          easel_history_model_load_more (self);
          return;
        }
      update_items (self);
    }

  self->loaded = TRUE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  if (self->changed && self->cancellable == NULL)
    read_entries (self);
}

/* Always from the newest on, as there may be newer ones each time, and with room for those. */
static void
read_entries (EaselHistoryModel *self)
{
  const EaselHistoryQuery query = {
    .entity = self->entity,
    .change = self->group,
    .limit = self->n_wanted + self->page_size,
  };

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->changed = FALSE;
  easel_library_history_async (self->library, &query, self->cancellable, on_read,
                               g_object_ref (self));
}

static void
on_library_changed (EaselHistoryModel *self, const char *const *ids)
{
  if (self->entity != NULL && !g_strv_contains (ids, self->entity))
    return;
  if (self->cancellable != NULL)
    self->changed = TRUE;
  else if (self->loaded)
    easel_history_model_reload (self);
}

/* Object ---------------------------------------------------------------------------------- */

static GType
easel_history_model_get_item_type (GListModel *model)
{
  return EASEL_TYPE_HISTORY_ITEM;
}

static guint
easel_history_model_get_n_items (GListModel *model)
{
  return EASEL_HISTORY_MODEL (model)->items->len;
}

static gpointer
easel_history_model_get_item (GListModel *model, guint position)
{
  EaselHistoryModel *self = EASEL_HISTORY_MODEL (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
easel_history_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = easel_history_model_get_item_type;
  iface->get_n_items = easel_history_model_get_n_items;
  iface->get_item = easel_history_model_get_item;
}

static void
easel_history_model_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselHistoryModel *self = EASEL_HISTORY_MODEL (object);

  switch ((EaselHistoryModelProperty) prop_id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_history_model_dispose (GObject *object)
{
  EaselHistoryModel *self = EASEL_HISTORY_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_history_model_parent_class)->dispose (object);
}

static void
easel_history_model_finalize (GObject *object)
{
  EaselHistoryModel *self = EASEL_HISTORY_MODEL (object);

  g_free (self->entity);
  g_free (self->group);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->items);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (easel_history_model_parent_class)->finalize (object);
}

static void
easel_history_model_class_init (EaselHistoryModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = easel_history_model_get_property;
  object_class->dispose = easel_history_model_dispose;
  object_class->finalize = easel_history_model_finalize;

  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_history_model_init (EaselHistoryModel *self)
{
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

EaselHistoryModel *
easel_history_model_new (EaselLibrary *library,
                         const char *entity,
                         const char *group,
                         guint page_size)
{
  EaselHistoryModel *self = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (page_size > 0, NULL);

  self = g_object_new (EASEL_TYPE_HISTORY_MODEL, NULL);
  self->library = g_object_ref (library);
  self->entity = g_strdup (entity);
  self->group = g_strdup (group);
  self->page_size = page_size;
  self->n_wanted = page_size;
  g_signal_connect_object (library, "changed", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
easel_history_model_reload (EaselHistoryModel *self)
{
  g_return_if_fail (EASEL_IS_HISTORY_MODEL (self));

  read_entries (self);
}

gboolean
easel_history_model_has_more (EaselHistoryModel *self)
{
  g_return_val_if_fail (EASEL_IS_HISTORY_MODEL (self), FALSE);

  return self->has_more;
}

void
easel_history_model_load_more (EaselHistoryModel *self)
{
  g_return_if_fail (EASEL_IS_HISTORY_MODEL (self));

  if (!self->has_more || self->cancellable != NULL)
    return;
  self->n_wanted += self->page_size;
  read_entries (self);
}

gboolean
easel_history_model_is_loaded (EaselHistoryModel *self)
{
  g_return_val_if_fail (EASEL_IS_HISTORY_MODEL (self), FALSE);

  return self->loaded;
}

const GError *
easel_history_model_get_error (EaselHistoryModel *self)
{
  g_return_val_if_fail (EASEL_IS_HISTORY_MODEL (self), NULL);

  return self->error;
}
