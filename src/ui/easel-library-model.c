/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-model.h"

typedef enum
{
  FETCH_NONE,
  FETCH_REPLACE, /* the answer to a new query takes the place of what is shown */
  FETCH_MERGE,   /* the same query again, because the library changed */
  FETCH_APPEND,  /* the next page */
} Fetch;

struct _EaselLibraryModel
{
  GObject parent_instance;

  EaselLibrary *library; /* (owned) */
  GPtrArray *items;      /* (owned) (element-type EaselEntity) */
  guint page_size;

  char *kind; /* (owned) (nullable) */
  char *text; /* (owned) (nullable) */
  gboolean archived;
  gboolean preferred_first;

  EaselLibraryModelState state;
  GError *error; /* (owned) (nullable) */

  Fetch fetch;
  GCancellable *cancellable; /* (owned) (nullable): of the fetch; NULL before the first query */
  guint n_changed;           /* entities that changed since the fetch began */
  gboolean wants_all;        /* without a limit, as soon as nothing is being read */
  gboolean has_more;         /* the last answer was as long as it was allowed to be */
};

typedef enum
{
  PROP_STATE = 1,
} EaselLibraryModelProperty;

static GParamSpec *properties[PROP_STATE + 1];

static void easel_library_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselLibraryModel,
                               easel_library_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      easel_library_model_list_model_init))

static void fetch (EaselLibraryModel *self, Fetch what);

static void
set_state (EaselLibraryModel *self, EaselLibraryModelState state)
{
  /* Also when it is the same: the question may have been another one. */
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static const char *
get_id (GPtrArray *entities, guint i)
{
  return easel_entity_get_id (g_ptr_array_index (entities, i));
}

static gboolean
is_unchanged (EaselEntity *a, EaselEntity *b)
{
  return easel_entity_get_revision (a) == easel_entity_get_revision (b)
         && g_strcmp0 (easel_entity_get_thumbnail (a), easel_entity_get_thumbnail (b)) == 0;
}

/* Puts @n_added entities of @source, from @first on, in the place of @n_removed. */
static void
splice (EaselLibraryModel *self,
        guint position,
        guint n_removed,
        GPtrArray *source,
        guint first,
        guint n_added)
{
  if (n_removed > 0)
    g_ptr_array_remove_range (self->items, position, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->items, (int) (position + i),
                        g_object_ref (g_ptr_array_index (source, first + i)));

  if (n_removed > 0 || n_added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* Both lists are in the order of the library, so one walk finds what came and what went. A
 * single splice of all would throw the view back to its start. */
static void
merge (EaselLibraryModel *self, GPtrArray *found)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_str_hash, g_str_equal);
  guint next = 0;
  guint position = 0;

  for (guint i = 0; i < found->len; i++)
    g_hash_table_add (wanted, (gpointer) get_id (found, i));

  while (next < found->len || position < self->items->len)
    {
      guint n_removed = 0;
      guint n_added = 0;

      if (next < found->len && position < self->items->len
          && g_str_equal (get_id (found, next), get_id (self->items, position)))
        {
          if (!is_unchanged (g_ptr_array_index (found, next),
                             g_ptr_array_index (self->items, position)))
            splice (self, position, 1, found, next, 1);
          next++;
          position++;
          continue;
        }

      while (position + n_removed < self->items->len
             && (next == found->len
                 || !g_hash_table_contains (wanted, get_id (self->items, position + n_removed))))
        n_removed++;
      while (next + n_added < found->len
             && (position + n_removed == self->items->len
                 || !g_str_equal (get_id (found, next + n_added),
                                  get_id (self->items, position + n_removed))))
        n_added++;

      splice (self, position, n_removed, found, next, n_added);
      next += n_added;
      position += n_added;
    }
}

static void
take_answer (EaselLibraryModel *self, Fetch what, GPtrArray *found)
{
  switch (what)
    {
    case FETCH_REPLACE:
      splice (self, 0, self->items->len, found, 0, found->len);
      break;
    case FETCH_MERGE:
      merge (self, found);
      break;
    case FETCH_APPEND:
      splice (self, self->items->len, 0, found, 0, found->len);
      break;
    case FETCH_NONE:
    default:
      g_assert_not_reached ();
    }
}

typedef struct
{
  EaselLibraryModel *model; /* (owned) */
  Fetch what;
  guint limit;
} FetchData;

static void
on_queried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree FetchData *data = user_data;
  g_autoptr (EaselLibraryModel) self = data->model;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = easel_library_query_finish (EASEL_LIBRARY (source), result, &error);

  /* A newer query took its place, and reports for itself. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_error (&self->error);
  if (found != NULL)
    {
      take_answer (self, data->what, found);
      self->has_more = data->limit > 0 && found->len == data->limit;
    }
  else
    {
      splice (self, 0, self->items->len, NULL, 0, 0);
      self->error = g_steal_pointer (&error);
      self->n_changed = 0;
    }
  self->fetch = FETCH_NONE;

  if (self->error != NULL)
    set_state (self, EASEL_LIBRARY_MODEL_FAILED);
  else if (self->items->len == 0)
    set_state (self, EASEL_LIBRARY_MODEL_EMPTY);
  else
    set_state (self, EASEL_LIBRARY_MODEL_READY);

  if (self->n_changed > 0 && self->fetch == FETCH_NONE)
    fetch (self, FETCH_MERGE);
  else if (self->wants_all && self->fetch == FETCH_NONE)
    easel_library_model_load_all (self);
}

static void
fetch (EaselLibraryModel *self, Fetch what)
{
  EaselLibraryQuery query = { .kind = self->kind,
                              .text = self->text,
                              .archived = self->archived,
                              .preferred_first = self->preferred_first };
  FetchData *data = g_new0 (FetchData, 1);

  switch (what)
    {
    case FETCH_REPLACE:
      query.limit = self->page_size;
      break;
    case FETCH_MERGE:
      /* New ones come first: without room for them the last ones would fall off the end. */
      query.limit = MAX (self->items->len + self->n_changed, self->page_size);
      break;
    case FETCH_APPEND:
      query.offset = self->items->len;
      query.limit = self->wants_all ? 0 : self->page_size;
      self->wants_all = FALSE;
      break;
    case FETCH_NONE:
    default:
      g_assert_not_reached ();
    }

  if (what != FETCH_APPEND)
    self->n_changed = 0;
  self->fetch = what;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  data->model = g_object_ref (self);
  data->what = what;
  data->limit = query.limit;
  easel_library_query_async (self->library, &query, self->cancellable, on_queried, data);
}

static void
on_library_changed (EaselLibraryModel *self, const char *const *ids)
{
  self->n_changed += g_strv_length ((char **) ids);

  if (self->cancellable != NULL && self->fetch == FETCH_NONE)
    fetch (self, FETCH_MERGE);
}

static GType
easel_library_model_get_item_type (GListModel *model)
{
  return EASEL_TYPE_ENTITY;
}

static guint
easel_library_model_get_n_items (GListModel *model)
{
  return EASEL_LIBRARY_MODEL (model)->items->len;
}

static gpointer
easel_library_model_get_item (GListModel *model, guint position)
{
  EaselLibraryModel *self = EASEL_LIBRARY_MODEL (model);

  if (position >= self->items->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->items, position));
}

static void
easel_library_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = easel_library_model_get_item_type;
  iface->get_n_items = easel_library_model_get_n_items;
  iface->get_item = easel_library_model_get_item;
}

static void
easel_library_model_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselLibraryModel *self = EASEL_LIBRARY_MODEL (object);

  switch ((EaselLibraryModelProperty) prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_library_model_dispose (GObject *object)
{
  EaselLibraryModel *self = EASEL_LIBRARY_MODEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_library_model_parent_class)->dispose (object);
}

static void
easel_library_model_finalize (GObject *object)
{
  EaselLibraryModel *self = EASEL_LIBRARY_MODEL (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->kind, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (easel_library_model_parent_class)->finalize (object);
}

static void
easel_library_model_class_init (EaselLibraryModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = easel_library_model_get_property;
  object_class->dispose = easel_library_model_dispose;
  object_class->finalize = easel_library_model_finalize;

  properties[PROP_STATE] = g_param_spec_int (
      "state", NULL, NULL, EASEL_LIBRARY_MODEL_LOADING, EASEL_LIBRARY_MODEL_FAILED,
      EASEL_LIBRARY_MODEL_LOADING,
      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_library_model_init (EaselLibraryModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

EaselLibraryModel *
easel_library_model_new (EaselLibrary *library, guint page_size)
{
  EaselLibraryModel *self = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (page_size > 0, NULL);

  self = g_object_new (EASEL_TYPE_LIBRARY_MODEL, NULL);
  self->library = g_object_ref (library);
  self->page_size = page_size;
  g_signal_connect_object (library, "changed", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
easel_library_model_set_query (EaselLibraryModel *self,
                               const char *kind,
                               const char *text,
                               gboolean archived)
{
  g_return_if_fail (EASEL_IS_LIBRARY_MODEL (self));

  if (self->cancellable != NULL && g_strcmp0 (self->kind, kind) == 0
      && g_strcmp0 (self->text, text) == 0 && self->archived == archived)
    return;

  g_set_str (&self->kind, kind);
  g_set_str (&self->text, text);
  self->archived = archived;
  self->wants_all = FALSE;
  easel_library_model_reload (self);
}

void
easel_library_model_set_preferred_first (EaselLibraryModel *self, gboolean preferred_first)
{
  g_return_if_fail (EASEL_IS_LIBRARY_MODEL (self));
  g_return_if_fail (self->cancellable == NULL);

  self->preferred_first = preferred_first;
}

const char *
easel_library_model_get_kind (EaselLibraryModel *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_MODEL (self), NULL);
  return self->kind;
}

const char *
easel_library_model_get_text (EaselLibraryModel *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_MODEL (self), NULL);
  return self->text;
}

void
easel_library_model_load_more (EaselLibraryModel *self)
{
  g_return_if_fail (EASEL_IS_LIBRARY_MODEL (self));

  if (self->has_more && self->fetch == FETCH_NONE)
    fetch (self, FETCH_APPEND);
}

void
easel_library_model_load_all (EaselLibraryModel *self)
{
  g_return_if_fail (EASEL_IS_LIBRARY_MODEL (self));

  self->wants_all = self->has_more || self->fetch != FETCH_NONE;
  if (self->wants_all && self->fetch == FETCH_NONE)
    fetch (self, FETCH_APPEND);
}

gboolean
easel_library_model_is_complete (EaselLibraryModel *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_MODEL (self), FALSE);
  return self->fetch == FETCH_NONE && !self->has_more;
}

void
easel_library_model_reload (EaselLibraryModel *self)
{
  g_return_if_fail (EASEL_IS_LIBRARY_MODEL (self));

  /* What failed has nothing to show meanwhile; everything else stays on screen. */
  if (self->state == EASEL_LIBRARY_MODEL_FAILED)
    set_state (self, EASEL_LIBRARY_MODEL_LOADING);
  fetch (self, FETCH_REPLACE);
}

EaselLibraryModelState
easel_library_model_get_state (EaselLibraryModel *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_MODEL (self), EASEL_LIBRARY_MODEL_LOADING);
  return self->state;
}

const GError *
easel_library_model_get_error (EaselLibraryModel *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_MODEL (self), NULL);
  return self->error;
}
