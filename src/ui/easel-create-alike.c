/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-alike.h"

#include "easel-slot-row.h"

#include <glib/gi18n.h>

struct _EaselCreateAlike
{
  AdwPreferencesGroup parent_instance;

  EaselSlotRow *row;     /* (unowned): a child */
  EaselCreateForm *form; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselCreateAlike, easel_create_alike, ADW_TYPE_PREFERENCES_GROUP)

static void
update (EaselCreateAlike *self)
{
  const char *picture = easel_recipe_get_based_on (easel_create_form_get_recipe (self->form));
  EaselEntity *entity = picture != NULL ? easel_create_form_lookup_entity (self->form, picture)
                                        : NULL;

  /* The keyboard does not get lost with it. */
  if (picture == NULL && gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                            GTK_DIR_TAB_BACKWARD);
  easel_slot_row_show (self->row, EASEL_RECIPE_PICTURE, picture, entity);
  gtk_widget_set_visible (GTK_WIDGET (self), picture != NULL);
}

static void
on_filled (EaselCreateAlike *self, int source, const char *value, EaselEntity *entity)
{
  easel_create_form_learn (self->form, entity);
  easel_create_form_set_based_on (self->form, value);
}

static void
on_emptied (EaselCreateAlike *self)
{
  easel_create_form_set_based_on (self->form, NULL);
}

static void
easel_create_alike_dispose (GObject *object)
{
  EaselCreateAlike *self = EASEL_CREATE_ALIKE (object);

  g_clear_object (&self->form);

  G_OBJECT_CLASS (easel_create_alike_parent_class)->dispose (object);
}

static void
easel_create_alike_class_init (EaselCreateAlikeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_create_alike_dispose;
}

static void
easel_create_alike_init (EaselCreateAlike *self)
{
}

GtkWidget *
easel_create_alike_new (EaselCreateForm *form, EaselLibrary *library)
{
  static const char *const kinds[] = { EASEL_ENTITY_PICTURE, NULL };
  EaselCreateAlike *self;
  GtkWidget *row;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (form), NULL);
  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);

  self = g_object_new (EASEL_TYPE_CREATE_ALIKE, NULL);
  self->form = g_object_ref (form);
  /* Translators: names the row with a picture that there are to be more of. */
  row = easel_slot_row_new (library, _ ("More Like This Picture"), kinds, FALSE);
  self->row = EASEL_SLOT_ROW (row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_signal_connect_object (row, "filled", G_CALLBACK (on_filled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "emptied", G_CALLBACK (on_emptied), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
