/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-library-selection.h"

struct _EaselLibrarySelection
{
  GObject parent_instance;

  GListModel *model; /* (owned) */
  GHashTable *ids;   /* (owned) (element-type utf8): of what is selected */
  gboolean active;
};

typedef enum
{
  PROP_ACTIVE = 1,
  PROP_N_SELECTED,
} EaselLibrarySelectionProperty;

static GParamSpec *properties[PROP_N_SELECTED + 1];

static void easel_library_selection_list_model_init (GListModelInterface *iface);
static void easel_library_selection_selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (
    EaselLibrarySelection,
    easel_library_selection,
    G_TYPE_OBJECT,
    G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, easel_library_selection_list_model_init)
        G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL,
                               easel_library_selection_selection_model_init))

/* The list -------------------------------------------------------------------------------- */

static GType
easel_library_selection_get_item_type (GListModel *model)
{
  return EASEL_TYPE_ENTITY;
}

static guint
easel_library_selection_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (EASEL_LIBRARY_SELECTION (model)->model);
}

static gpointer
easel_library_selection_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (EASEL_LIBRARY_SELECTION (model)->model, position);
}

static void
easel_library_selection_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = easel_library_selection_get_item_type;
  iface->get_n_items = easel_library_selection_get_n_items;
  iface->get_item = easel_library_selection_get_item;
}

/* What is no longer shown is not selected. */
static void
forget_missing (EaselLibrarySelection *self)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_before = g_hash_table_size (self->ids);

  for (guint i = 0; n_before > 0 && i < g_list_model_get_n_items (self->model); i++)
    {
      g_autoptr (EaselEntity) entity = g_list_model_get_item (self->model, i);

      if (g_hash_table_contains (self->ids, easel_entity_get_id (entity)))
        g_hash_table_add (kept, g_strdup (easel_entity_get_id (entity)));
    }
  if (g_hash_table_size (kept) == n_before)
    return;
  g_hash_table_unref (self->ids);
  self->ids = g_steal_pointer (&kept);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

static void
on_items_changed (EaselLibrarySelection *self, guint position, guint n_removed, guint n_added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
  if (n_removed > 0)
    forget_missing (self);
}

/* The selection --------------------------------------------------------------------------- */

static gboolean
easel_library_selection_is_selected (GtkSelectionModel *model, guint position)
{
  EaselLibrarySelection *self = EASEL_LIBRARY_SELECTION (model);
  g_autoptr (EaselEntity) entity = g_list_model_get_item (self->model, position);

  return entity != NULL && g_hash_table_contains (self->ids, easel_entity_get_id (entity));
}

static GtkBitset *
easel_library_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n)
{
  GtkBitset *set = gtk_bitset_new_empty ();

  for (guint i = position; i < position + n; i++)
    if (easel_library_selection_is_selected (model, i))
      gtk_bitset_add (set, i);
  return set;
}

/* Of all in @mask, those in @selected are to be selected, and no other. */
static gboolean
easel_library_selection_set_selection (GtkSelectionModel *model,
                                       GtkBitset *selected,
                                       GtkBitset *mask)
{
  EaselLibrarySelection *self = EASEL_LIBRARY_SELECTION (model);
  guint n_items = g_list_model_get_n_items (self->model);
  guint first = G_MAXUINT;
  guint last = 0;

  if (!self->active)
    return FALSE;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (EaselEntity) entity = NULL;
      gboolean wanted = gtk_bitset_contains (selected, i);

      if (!gtk_bitset_contains (mask, i)
          || wanted == easel_library_selection_is_selected (model, i))
        continue;
      entity = g_list_model_get_item (self->model, i);
      if (wanted)
        g_hash_table_add (self->ids, g_strdup (easel_entity_get_id (entity)));
      else
        g_hash_table_remove (self->ids, easel_entity_get_id (entity));
      first = MIN (first, i);
      last = i;
    }
  if (first == G_MAXUINT)
    return TRUE;
  gtk_selection_model_selection_changed (model, first, last - first + 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
  return TRUE;
}

static gboolean
easel_library_selection_select_item (GtkSelectionModel *model,
                                     guint position,
                                     gboolean unselect_rest)
{
  g_autoptr (GtkBitset) one = gtk_bitset_new_range (position, 1);

  return !unselect_rest && easel_library_selection_set_selection (model, one, one);
}

static void
easel_library_selection_selection_model_init (GtkSelectionModelInterface *iface)
{
  /* The rest is made of these. */
  iface->is_selected = easel_library_selection_is_selected;
  iface->get_selection_in_range = easel_library_selection_get_selection_in_range;
  iface->set_selection = easel_library_selection_set_selection;
  iface->select_item = easel_library_selection_select_item;
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_library_selection_get_property (GObject *object,
                                      guint prop_id,
                                      GValue *value,
                                      GParamSpec *pspec)
{
  EaselLibrarySelection *self = EASEL_LIBRARY_SELECTION (object);

  switch ((EaselLibrarySelectionProperty) prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    case PROP_N_SELECTED:
      g_value_set_uint (value, g_hash_table_size (self->ids));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_library_selection_set_property (GObject *object,
                                      guint prop_id,
                                      const GValue *value,
                                      GParamSpec *pspec)
{
  EaselLibrarySelection *self = EASEL_LIBRARY_SELECTION (object);

  switch ((EaselLibrarySelectionProperty) prop_id)
    {
    case PROP_ACTIVE:
      easel_library_selection_set_active (self, g_value_get_boolean (value));
      break;
    case PROP_N_SELECTED:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_library_selection_dispose (GObject *object)
{
  g_clear_object (&EASEL_LIBRARY_SELECTION (object)->model);

  G_OBJECT_CLASS (easel_library_selection_parent_class)->dispose (object);
}

static void
easel_library_selection_finalize (GObject *object)
{
  g_hash_table_unref (EASEL_LIBRARY_SELECTION (object)->ids);

  G_OBJECT_CLASS (easel_library_selection_parent_class)->finalize (object);
}

static void
easel_library_selection_class_init (EaselLibrarySelectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = easel_library_selection_get_property;
  object_class->set_property = easel_library_selection_set_property;
  object_class->dispose = easel_library_selection_dispose;
  object_class->finalize = easel_library_selection_finalize;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_SELECTED] = g_param_spec_uint ("n-selected", NULL, NULL, 0, G_MAXUINT, 0,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_library_selection_init (EaselLibrarySelection *self)
{
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

EaselLibrarySelection *
easel_library_selection_new (GListModel *model)
{
  EaselLibrarySelection *self = NULL;

  g_return_val_if_fail (G_IS_LIST_MODEL (model), NULL);

  self = g_object_new (EASEL_TYPE_LIBRARY_SELECTION, NULL);
  self->model = g_object_ref (model);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

gboolean
easel_library_selection_get_active (EaselLibrarySelection *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_SELECTION (self), FALSE);

  return self->active;
}

void
easel_library_selection_set_active (EaselLibrarySelection *self, gboolean active)
{
  g_return_if_fail (EASEL_IS_LIBRARY_SELECTION (self));

  if (self->active == active)
    return;
  if (!active)
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self));
  self->active = active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

guint
easel_library_selection_get_n_selected (EaselLibrarySelection *self)
{
  g_return_val_if_fail (EASEL_IS_LIBRARY_SELECTION (self), 0);

  return g_hash_table_size (self->ids);
}

GPtrArray *
easel_library_selection_list (EaselLibrarySelection *self)
{
  GPtrArray *entities = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY_SELECTION (self), NULL);

  entities = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (self->model); i++)
    {
      g_autoptr (EaselEntity) entity = g_list_model_get_item (self->model, i);

      if (g_hash_table_contains (self->ids, easel_entity_get_id (entity)))
        g_ptr_array_add (entities, g_steal_pointer (&entity));
    }
  return entities;
}
