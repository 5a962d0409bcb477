/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-settings.h"

#include "easel-create-option.h"
#include "easel-create-ratio.h"
#include "easel-recipe-check.h"

#include <glib/gi18n.h>

struct _EaselCreateSettings
{
  AdwPreferencesGroup parent_instance;

  AdwSpinRow *variations; /* (unowned) (nullable): a child */
  AdwEntryRow *seed;      /* (unowned) (nullable): in a child */

  EaselCreateForm *form; /* (owned) */
  gboolean shows;        /* what the form says, which is nothing new to it */
};

G_DEFINE_FINAL_TYPE (EaselCreateSettings, easel_create_settings, ADW_TYPE_PREFERENCES_GROUP)

/* The seed ------------------------------------------------------------------------------- */

/* @seed: (out). Returns: whether @text is one; an empty text leaves it to the model */
static gboolean
read_seed (const char *text, gint64 *seed)
{
  guint64 number = 0;

  *seed = EASEL_RECIPE_NO_SEED;
  if (*text == '\0')
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL))
    return FALSE;
  *seed = (gint64) number;
  return TRUE;
}

static void
on_seed_changed (EaselCreateSettings *self)
{
  gint64 seed;
  gboolean good = read_seed (gtk_editable_get_text (GTK_EDITABLE (self->seed)), &seed);

  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->seed), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->seed), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->seed), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  if (!self->shows && good)
    easel_create_form_set_seed (self->form, seed);
}

static void
show_seed (EaselCreateSettings *self)
{
  gint64 seed = easel_recipe_get_seed (easel_create_form_get_recipe (self->form));
  gint64 shown;

  /* What is being written stays as it is, right or wrong. */
  if (!read_seed (gtk_editable_get_text (GTK_EDITABLE (self->seed)), &shown) || shown == seed)
    return;
  if (seed >= 0)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seed);

      gtk_editable_set_text (GTK_EDITABLE (self->seed), text);
    }
  else
    gtk_editable_set_text (GTK_EDITABLE (self->seed), "");
}

/* All of it ------------------------------------------------------------------------------ */

static void
update (EaselCreateSettings *self)
{
  self->shows = TRUE;
  if (self->variations != NULL)
    adw_spin_row_set_value (self->variations, easel_create_form_get_variations (self->form));
  if (self->seed != NULL)
    show_seed (self);
  self->shows = FALSE;
}

static void
on_variations_changed (EaselCreateSettings *self)
{
  if (!self->shows)
    easel_create_form_set_variations (self->form,
                                      (guint) adw_spin_row_get_value (self->variations));
}

static void
add_ratio (EaselCreateSettings *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "title", _ ("Aspect Ratio"),
                                 "activatable", FALSE, "focusable", FALSE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_ ("Aspect Ratio"));

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Aspect Ratio"), -1);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (box, "slot-content");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), easel_create_ratio_new (self->form));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_variations (EaselCreateSettings *self)
{
  GtkWidget *row = adw_spin_row_new_with_range (1, EASEL_RECIPE_MAX_VARIATIONS, 1);

  self->variations = ADW_SPIN_ROW (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Variations"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("How many pictures to make"));
  g_signal_connect_object (row, "notify::value", G_CALLBACK (on_variations_changed), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_more (EaselCreateSettings *self)
{
  GtkWidget *more = adw_expander_row_new ();
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *hint = g_object_new (
      ADW_TYPE_ACTION_ROW, "title",
      _ ("A number makes a picture that can be made again, with models that know seeds"), NULL);

  self->seed = ADW_ENTRY_ROW (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (more), _ ("More"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Seed"));
  adw_entry_row_set_input_purpose (self->seed, GTK_INPUT_PURPOSE_DIGITS);
  gtk_widget_add_css_class (hint, "dimmed");
  g_signal_connect_object (row, "changed", G_CALLBACK (on_seed_changed), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (more), row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (more), hint);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), more);
}

static void
add_options (EaselCreateSettings *self, EaselGenerator *generator)
{
  GPtrArray *options = easel_generator_get_options (generator);

  for (guint i = 0; i < options->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self),
                               easel_create_option_new (self->form, options->pdata[i]));
}

static void
easel_create_settings_dispose (GObject *object)
{
  g_clear_object (&EASEL_CREATE_SETTINGS (object)->form);

  G_OBJECT_CLASS (easel_create_settings_parent_class)->dispose (object);
}

static void
easel_create_settings_class_init (EaselCreateSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_create_settings_dispose;
}

static void
easel_create_settings_init (EaselCreateSettings *self)
{
}

GtkWidget *
easel_create_settings_new (EaselCreateForm *form)
{
  EaselCreateSettings *self;
  EaselGenerator *generator;
  gboolean picture;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (form), NULL);

  self = g_object_new (EASEL_TYPE_CREATE_SETTINGS, NULL);
  self->form = g_object_ref (form);
  generator = easel_create_form_get_generator (form);
  picture = easel_generator_makes_picture (generator);
  if (picture)
    add_ratio (self);
  add_options (self, generator);
  if (picture)
    {
      add_variations (self);
      add_more (self);
    }
  g_signal_connect_object (form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
