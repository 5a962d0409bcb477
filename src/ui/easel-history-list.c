/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-history-list.h"

#include "easel-history-row.h"

#include <glib/gi18n.h>

struct _EaselHistoryList
{
  GtkBox parent_instance;

  EaselHistoryModel *model; /* (owned) */
  char *here;               /* (owned) (nullable) */
  GPtrArray *rows;          /* (owned) (element-type EaselHistoryRow): unowned, one for each item */
};

G_DEFINE_FINAL_TYPE (EaselHistoryList, easel_history_list, GTK_TYPE_BOX)

/* A day is a box with a heading and a list. On an entity's page all days are one. */

static GtkWidget *
get_day (GtkWidget *row)
{
  return gtk_widget_get_parent (gtk_widget_get_parent (row));
}

static void
update_heading (GtkWidget *day, EaselHistoryItem *item)
{
  g_autofree char *words = easel_history_item_describe_day (item, g_get_real_time ());

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_first_child (day)), words);
}

static gboolean
belong_together (EaselHistoryList *self, EaselHistoryRow *row, EaselHistoryItem *item)
{
  return row != NULL
         && (self->here != NULL
             || easel_history_item_is_same_day (easel_history_row_get_item (row), item));
}

/* @before: (nullable): the day above it */
static GtkWidget *
insert_day (EaselHistoryList *self, GtkWidget *before)
{
  GtkWidget *day = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_HEADING, NULL);
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_visible (heading, self->here == NULL);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  if (self->here != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("History"), -1);
  else
    gtk_accessible_update_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    heading, NULL, -1);
  gtk_box_append (GTK_BOX (day), heading);
  gtk_box_append (GTK_BOX (day), list);
  gtk_box_insert_child_after (GTK_BOX (self), day, before);
  return day;
}

static void
insert_row (EaselHistoryList *self, guint position)
{
  g_autoptr (EaselHistoryItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  GtkWidget *row = easel_history_row_new (item, self->here);
  EaselHistoryRow *above = position > 0 ? self->rows->pdata[position - 1] : NULL;
  EaselHistoryRow *below = position < self->rows->len ? self->rows->pdata[position] : NULL;
  GtkWidget *day = NULL;
  int index = 0;

  if (belong_together (self, above, item))
    {
      day = get_day (GTK_WIDGET (above));
      index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (above)) + 1;
    }
  else if (belong_together (self, below, item))
    day = get_day (GTK_WIDGET (below));
  else
    day = insert_day (self, above != NULL ? get_day (GTK_WIDGET (above)) : NULL);

  gtk_list_box_insert (GTK_LIST_BOX (gtk_widget_get_last_child (day)), row, index);
  g_ptr_array_insert (self->rows, (int) position, row);
  update_heading (day, item);
}

static void
remove_row (EaselHistoryList *self, guint position)
{
  GtkWidget *row = g_ptr_array_remove_index (self->rows, position);
  GtkWidget *day = get_day (row);

  gtk_list_box_remove (GTK_LIST_BOX (gtk_widget_get_last_child (day)), row);
  if (gtk_widget_get_first_child (gtk_widget_get_last_child (day)) == NULL)
    gtk_box_remove (GTK_BOX (self), day);
}

static void
on_items_changed (EaselHistoryList *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = 0; i < n_removed; i++)
    remove_row (self, position);
  for (guint i = 0; i < n_added; i++)
    insert_row (self, position + i);
}

static void
easel_history_list_dispose (GObject *object)
{
  g_clear_object (&EASEL_HISTORY_LIST (object)->model);

  G_OBJECT_CLASS (easel_history_list_parent_class)->dispose (object);
}

static void
easel_history_list_finalize (GObject *object)
{
  EaselHistoryList *self = EASEL_HISTORY_LIST (object);

  g_ptr_array_unref (self->rows);
  g_free (self->here);

  G_OBJECT_CLASS (easel_history_list_parent_class)->finalize (object);
}

static void
easel_history_list_class_init (EaselHistoryListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_history_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = easel_history_list_finalize;
}

static void
easel_history_list_init (EaselHistoryList *self)
{
  self->rows = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 24);
}

void
easel_history_list_set_model (EaselHistoryList *self, EaselHistoryModel *model, const char *here)
{
  g_return_if_fail (EASEL_IS_HISTORY_LIST (self));
  g_return_if_fail (EASEL_IS_HISTORY_MODEL (model));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->here = g_strdup (here);
  g_signal_connect_object (model, "items-changed", G_CALLBACK (on_items_changed), self,
                           G_CONNECT_SWAPPED);
  on_items_changed (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (model)));
}
