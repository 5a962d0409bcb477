/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-option.h"

#include <glib/gi18n.h>

/* Of a slider, from one end to the other. */
#define N_STEPS 20

/* What a row is for. It lives as long as the row. */
typedef struct
{
  EaselCreateForm *form;              /* (owned) */
  EaselGenerator *generator;          /* (owned): whose @option is */
  const EaselGeneratorOption *option; /* (unowned) */
  GtkWidget *control;                 /* (unowned): what shows the value */
  gboolean shows;                     /* what the form says, which is nothing new to it */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->form);
  g_object_unref (choice->generator);
  g_free (choice);
}

static double
get_value (const Choice *choice)
{
  g_autoptr (GVariant) value = easel_recipe_dup_option (easel_create_form_get_recipe (choice->form),
                                                        choice->option->name);

  return easel_generator_option_get_value (choice->option, value);
}

/* What the generator would take anyway is not said. */
static void
set_value (Choice *choice, double value)
{
  GVariant *variant = NULL;

  if (choice->shows)
    return;
  if (!G_APPROX_VALUE (value, choice->option->fallback, 1e-6))
    switch (choice->option->type)
      {
      case EASEL_GENERATOR_OPTION_BOOLEAN:
        variant = g_variant_new_boolean (value > 0.5);
        break;
      case EASEL_GENERATOR_OPTION_INTEGER:
        variant = g_variant_new_int64 ((gint64) value);
        break;
      case EASEL_GENERATOR_OPTION_NUMBER:
      default:
        variant = g_variant_new_double (value);
      }
  easel_create_form_set_option (choice->form, choice->option->name, variant);
}

/* Switches and numbers --------------------------------------------------------------------- */

static void
update_switch (GtkWidget *row)
{
  Choice *choice = g_object_get_data (G_OBJECT (row), "choice");

  choice->shows = TRUE;
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), get_value (choice) > 0.5);
  choice->shows = FALSE;
}

static void
on_switched (AdwSwitchRow *row, GParamSpec *pspec, Choice *choice)
{
  set_value (choice, adw_switch_row_get_active (row) ? 1 : 0);
}

static void
update_spin (GtkWidget *row)
{
  Choice *choice = g_object_get_data (G_OBJECT (row), "choice");

  choice->shows = TRUE;
  adw_spin_row_set_value (ADW_SPIN_ROW (row), get_value (choice));
  choice->shows = FALSE;
}

static void
on_spun (AdwSpinRow *row, GParamSpec *pspec, Choice *choice)
{
  set_value (choice, adw_spin_row_get_value (row));
}

/* Sliders --------------------------------------------------------------------------------- */

/* (transfer full): what the prompt says at @value begins with its name: "Strong. The picture …" */
static char *
name_value (const EaselGeneratorOption *option, double value)
{
  g_autofree char *words = easel_generator_option_dup_words (option, value);
  char *end = strchr (words, '.');

  if (option->words == NULL || option->words->len == 0 || end == NULL)
    return g_strdup_printf ("%.3g", value);
  *end = '\0';
  return g_strdup (g_dpgettext2 (NULL, "value of a slider", words));
}

static void
update_scale (GtkWidget *row)
{
  Choice *choice = g_object_get_data (G_OBJECT (row), "choice");
  g_autofree char *name = name_value (choice->option, get_value (choice));

  choice->shows = TRUE;
  gtk_range_set_value (GTK_RANGE (choice->control), get_value (choice));
  choice->shows = FALSE;
  gtk_label_set_label (g_object_get_data (G_OBJECT (row), "value-label"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice->control),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, name, -1);
}

static void
on_slid (GtkRange *range, Choice *choice)
{
  set_value (choice, gtk_range_get_value (range));
}

static GtkWidget *
create_label (const char *text, const char *css_class, GtkAlign align)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (label, align);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

/* (transfer floating): two labels, one at each end */
static GtkWidget *
create_line (GtkWidget *start, GtkWidget *end)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_box_append (GTK_BOX (line), start);
  gtk_box_append (GTK_BOX (line), end);
  return line;
}

static GtkWidget *
create_scale (const EaselGeneratorOption *option)
{
  double step = (option->maximum - option->minimum) / N_STEPS;
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, option->minimum,
                                               option->maximum, step);

  gtk_scale_set_draw_value (GTK_SCALE (scale), FALSE);
  gtk_range_set_round_digits (GTK_RANGE (scale), 2);
  gtk_scale_add_mark (GTK_SCALE (scale), option->fallback, GTK_POS_BOTTOM, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  easel_generator_option_get_title (option),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  easel_generator_option_get_description (option), -1);
  return scale;
}

static GtkWidget *
create_slider_row (Choice *choice)
{
  const EaselGeneratorOption *option = choice->option;
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *value = create_label (NULL, "dimmed", GTK_ALIGN_END);
  GtkWidget *description = create_label (easel_generator_option_get_description (option), "caption",
                                         GTK_ALIGN_START);
  g_autofree char *least = name_value (option, option->minimum);
  g_autofree char *most = name_value (option, option->maximum);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 easel_generator_option_get_title (option));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  easel_generator_option_get_title (option), -1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (box, "slot-content");
  gtk_widget_add_css_class (description, "dimmed");
  gtk_label_set_wrap (GTK_LABEL (description), TRUE);
  gtk_label_set_xalign (GTK_LABEL (description), 0);
  choice->control = create_scale (option);
  gtk_box_append (GTK_BOX (box),
                  create_line (create_label (easel_generator_option_get_title (option), "title",
                                             GTK_ALIGN_START),
                               value));
  gtk_box_append (GTK_BOX (box), description);
  gtk_box_append (GTK_BOX (box), choice->control);
  gtk_box_append (GTK_BOX (box), create_line (create_label (least, "caption", GTK_ALIGN_START),
                                              create_label (most, "caption", GTK_ALIGN_END)));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "value-label", value);
  g_signal_connect (choice->control, "value-changed", G_CALLBACK (on_slid), choice);
  return row;
}

/* Rows ------------------------------------------------------------------------------------ */

static GtkWidget *
create_row (Choice *choice)
{
  const EaselGeneratorOption *option = choice->option;
  GtkWidget *row;

  if (option->type == EASEL_GENERATOR_OPTION_NUMBER)
    return create_slider_row (choice);
  if (option->type == EASEL_GENERATOR_OPTION_BOOLEAN)
    {
      row = adw_switch_row_new ();
      g_signal_connect (row, "notify::active", G_CALLBACK (on_switched), choice);
    }
  else
    {
      row = adw_spin_row_new_with_range (option->minimum, option->maximum, 1);
      g_signal_connect (row, "notify::value", G_CALLBACK (on_spun), choice);
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 easel_generator_option_get_title (option));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               easel_generator_option_get_description (option));
  return row;
}

GtkWidget *
easel_create_option_new (EaselCreateForm *form, const EaselGeneratorOption *option)
{
  Choice *choice;
  GtkWidget *row;
  void (*update) (GtkWidget *row);

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (form), NULL);
  g_return_val_if_fail (option != NULL, NULL);

  choice = g_new0 (Choice, 1);
  choice->form = g_object_ref (form);
  choice->generator = g_object_ref (easel_create_form_get_generator (form));
  choice->option = option;
  choice->shows = TRUE;
  row = create_row (choice);
  g_object_set_data_full (G_OBJECT (row), "choice", choice, choice_free);
  switch (option->type)
    {
    case EASEL_GENERATOR_OPTION_BOOLEAN:
      update = update_switch;
      break;
    case EASEL_GENERATOR_OPTION_INTEGER:
      update = update_spin;
      break;
    case EASEL_GENERATOR_OPTION_NUMBER:
    default:
      update = update_scale;
    }
  g_signal_connect_object (form, "changed", G_CALLBACK (update), row, G_CONNECT_SWAPPED);
  update (row);
  return row;
}
