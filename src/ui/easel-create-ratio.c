/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-ratio.h"

#include "easel-create-ratio-icon.h"
#include "easel-image-request.h"

#include <glib/gi18n.h>

struct _EaselCreateRatio
{
  AdwBin parent_instance;

  EaselCreateForm *form; /* (owned) */
  AdwWrapBox *box;       /* (unowned): the child */
  GHashTable *buttons;   /* (owned) (element-type utf8 GtkToggleButton): "" is the generator's */
  gboolean shows;        /* what the form says, which is nothing new to it */
};

G_DEFINE_FINAL_TYPE (EaselCreateRatio, easel_create_ratio, ADW_TYPE_BIN)

static void
update (EaselCreateRatio *self)
{
  const char *ratio = easel_recipe_get_aspect_ratio (easel_create_form_get_recipe (self->form));
  GtkToggleButton *button = g_hash_table_lookup (self->buttons, ratio != NULL ? ratio : "");

  self->shows = TRUE;
  if (button != NULL)
    gtk_toggle_button_set_active (button, TRUE);
  self->shows = FALSE;
}

static void
on_toggled (EaselCreateRatio *self, GtkToggleButton *button)
{
  const char *ratio = g_object_get_data (G_OBJECT (button), "ratio");

  if (!self->shows && gtk_toggle_button_get_active (button))
    easel_create_form_set_aspect_ratio (self->form, ratio);
}

/* @ratio: (nullable) */
static void
add_button (EaselCreateRatio *self, const char *ratio, const char *label, const char *name)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *text = gtk_label_new (label);

  gtk_widget_add_css_class (text, "caption");
  gtk_widget_add_css_class (text, "numeric");
  gtk_box_append (GTK_BOX (box), easel_create_ratio_icon_new (ratio));
  gtk_box_append (GTK_BOX (box), text);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "ratio");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "ratio", g_strdup (ratio), g_free);
  if (g_hash_table_size (self->buttons) > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                 g_hash_table_lookup (self->buttons, ""));
  g_hash_table_insert (self->buttons, g_strdup (ratio != NULL ? ratio : ""), button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->box, button);
}

static void
easel_create_ratio_dispose (GObject *object)
{
  EaselCreateRatio *self = EASEL_CREATE_RATIO (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->buttons, g_hash_table_unref);

  G_OBJECT_CLASS (easel_create_ratio_parent_class)->dispose (object);
}

static void
easel_create_ratio_class_init (EaselCreateRatioClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_create_ratio_dispose;
}

static void
easel_create_ratio_init (EaselCreateRatio *self)
{
  GtkWidget *box = g_object_new (ADW_TYPE_WRAP_BOX, "child-spacing", 2, "line-spacing", 3,
                                 "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  self->buttons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->box = ADW_WRAP_BOX (box);
  adw_bin_set_child (ADW_BIN (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Aspect ratio"), -1);
}

GtkWidget *
easel_create_ratio_new (EaselCreateForm *form)
{
  const char *const *ratios = easel_image_request_get_aspect_ratios ();
  EaselCreateRatio *self;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (form), NULL);

  self = g_object_new (EASEL_TYPE_CREATE_RATIO, NULL);
  self->form = g_object_ref (form);
  /* Translators: an aspect ratio that is left to the model */
  add_button (self, NULL, _ ("Any"), _ ("Any aspect ratio"));
  for (guint i = 0; ratios[i] != NULL; i++)
    {
      /* Translators: %s is an aspect ratio, such as “16:9” */
      g_autofree char *name = g_strdup_printf (_ ("Aspect ratio %s"), ratios[i]);

      add_button (self, ratios[i], ratios[i], name);
    }
  g_signal_connect_object (form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
