/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-contact-model.h"

struct _EaselContactModel
{
  GObject parent_instance;

  EaselLibrary *library;     /* (owned) */
  EaselQueue *queue;         /* (owned) (nullable) */
  GListModel *jobs;          /* (owned) (nullable) (element-type EaselJob) */
  GListStore *all;           /* (owned) (element-type EaselContactItem) */
  GtkCustomFilter *filter;   /* (owned) */
  GtkFilterListModel *shown; /* (owned): of @all */
};

static void easel_contact_model_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselContactModel,
                               easel_contact_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      easel_contact_model_list_model_init))

/* The list -------------------------------------------------------------------------------- */

static GType
easel_contact_model_get_item_type (GListModel *model)
{
  return EASEL_TYPE_CONTACT_ITEM;
}

static guint
easel_contact_model_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (EASEL_CONTACT_MODEL (model)->shown));
}

static gpointer
easel_contact_model_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (EASEL_CONTACT_MODEL (model)->shown), position);
}

static void
easel_contact_model_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = easel_contact_model_get_item_type;
  iface->get_n_items = easel_contact_model_get_n_items;
  iface->get_item = easel_contact_model_get_item;
}

/* What is in it --------------------------------------------------------------------------- */

static gboolean
is_shown (gpointer item, gpointer user_data)
{
  return easel_contact_item_get_state (item) != EASEL_CONTACT_GONE;
}

static void
on_state_changed (EaselContactModel *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

/* @items: (element-type EaselContactItem) */
static void
splice (EaselContactModel *self, guint position, guint n_removed, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    g_signal_connect_object (items->pdata[i], "notify::state", G_CALLBACK (on_state_changed), self,
                             G_CONNECT_SWAPPED);
  g_list_store_splice (self->all, position, n_removed, items->pdata, items->len);
}

static void
on_jobs_changed (EaselContactModel *self, guint position, guint n_removed, guint n_added)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (EaselJob) job = g_list_model_get_item (self->jobs, position + i);

      g_ptr_array_add (items, easel_contact_item_new_for_job (self->library, self->queue, job));
    }
  splice (self, position, n_removed, items);
}

static void
on_library_changed (EaselContactModel *self, const char *const *ids)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->all)); i++)
    {
      g_autoptr (EaselContactItem) item = g_list_model_get_item (G_LIST_MODEL (self->all), i);
      const char *id = easel_contact_item_get_id (item);

      if (id != NULL && g_strv_contains (ids, id))
        easel_contact_item_reload (item);
    }
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_contact_model_dispose (GObject *object)
{
  EaselContactModel *self = EASEL_CONTACT_MODEL (object);

  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->all);
  g_clear_object (&self->jobs);
  g_clear_object (&self->queue);
  g_clear_object (&self->library);

  G_OBJECT_CLASS (easel_contact_model_parent_class)->dispose (object);
}

static void
easel_contact_model_class_init (EaselContactModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_contact_model_dispose;
}

static void
easel_contact_model_init (EaselContactModel *self)
{
  self->all = g_list_store_new (EASEL_TYPE_CONTACT_ITEM);
  self->filter = gtk_custom_filter_new (is_shown, NULL, NULL);
  self->shown = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->all)),
                                           GTK_FILTER (g_object_ref (self->filter)));
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (g_list_model_items_changed),
                           self, G_CONNECT_SWAPPED);
}

static EaselContactModel *
new_model (EaselLibrary *library)
{
  EaselContactModel *self = g_object_new (EASEL_TYPE_CONTACT_MODEL, NULL);

  self->library = g_object_ref (library);
  g_signal_connect_object (library, "changed", G_CALLBACK (on_library_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

EaselContactModel *
easel_contact_model_new_for_job (EaselLibrary *library, EaselQueue *queue, EaselJob *job)
{
  EaselContactModel *self = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (EASEL_IS_QUEUE (queue), NULL);
  g_return_val_if_fail (EASEL_IS_JOB (job), NULL);

  self = new_model (library);
  self->queue = g_object_ref (queue);
  self->jobs = easel_queue_get_children (queue, job);
  g_signal_connect_object (self->jobs, "items-changed", G_CALLBACK (on_jobs_changed), self,
                           G_CONNECT_SWAPPED);
  on_jobs_changed (self, 0, 0, g_list_model_get_n_items (self->jobs));
  return self;
}

EaselContactModel *
easel_contact_model_new_for_pictures (EaselLibrary *library, const char *const *pictures)
{
  EaselContactModel *self = NULL;
  g_autoptr (GPtrArray) items = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (pictures != NULL, NULL);

  self = new_model (library);
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; pictures[i] != NULL; i++)
    g_ptr_array_add (items, easel_contact_item_new_for_picture (library, pictures[i]));
  splice (self, 0, 0, items);
  return self;
}

void
easel_contact_model_reload (EaselContactModel *self)
{
  g_return_if_fail (EASEL_IS_CONTACT_MODEL (self));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->all)); i++)
    {
      g_autoptr (EaselContactItem) item = g_list_model_get_item (G_LIST_MODEL (self->all), i);

      if (easel_contact_item_get_state (item) == EASEL_CONTACT_WAITING)
        easel_contact_item_reload (item);
    }
}

EaselContactItem *
easel_contact_model_get (EaselContactModel *self, guint position)
{
  g_return_val_if_fail (EASEL_IS_CONTACT_MODEL (self), NULL);

  return easel_contact_model_get_item (G_LIST_MODEL (self), position);
}

gboolean
easel_contact_model_find (EaselContactModel *self, const char *id, guint *position)
{
  guint n_items;

  g_return_val_if_fail (EASEL_IS_CONTACT_MODEL (self), FALSE);

  n_items = easel_contact_model_get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (EaselContactItem) item = easel_contact_model_get (self, i);

      if (g_strcmp0 (easel_contact_item_get_id (item), id) == 0)
        {
          *position = i;
          return TRUE;
        }
    }
  return FALSE;
}

guint
easel_contact_model_step (EaselContactModel *self, guint from, int direction, guint skip)
{
  guint n_items;

  g_return_val_if_fail (EASEL_IS_CONTACT_MODEL (self), from);

  n_items = easel_contact_model_get_n_items (G_LIST_MODEL (self));
  for (guint i = 1; i < n_items; i++)
    {
      guint position = (from + (direction > 0 ? i : n_items - i)) % n_items;
      g_autoptr (EaselContactItem) item = easel_contact_model_get (self, position);

      if (position != skip && easel_contact_item_is_picture (item))
        return position;
    }
  return from;
}

GStrv
easel_contact_model_list_pictures (EaselContactModel *self)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  guint n_items;

  g_return_val_if_fail (EASEL_IS_CONTACT_MODEL (self), NULL);

  builder = g_strv_builder_new ();
  n_items = easel_contact_model_get_n_items (G_LIST_MODEL (self));
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (EaselContactItem) item = easel_contact_model_get (self, i);

      if (easel_contact_item_is_picture (item))
        g_strv_builder_add (builder, easel_contact_item_get_id (item));
    }
  return g_strv_builder_end (builder);
}
