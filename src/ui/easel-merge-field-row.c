/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-field-row.h"

#include "easel-merge-field-editor.h"
#include "easel-merge-field-side.h"

#include <glib/gi18n.h>

struct _EaselMergeFieldRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *label;
  GtkWidget *conflict;
  GtkWidget *differs;
  GtkLabel *origin;
  GtkWidget *reset_button;
  GtkBox *columns;
  GtkWidget *left;   /* in @columns */
  GtkWidget *editor; /* in @columns */
  GtkWidget *right;  /* in @columns */

  EaselMergeField *field; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselMergeFieldRow, easel_merge_field_row, ADW_TYPE_PREFERENCES_ROW)

/* Origins --------------------------------------------------------------------------------- */

/* What an origin looks like beside its word. */
static const char *const origin_classes[] = {
  [EASEL_MERGE_ORIGIN_BOTH] = "both",     [EASEL_MERGE_ORIGIN_LEFT] = "side",
  [EASEL_MERGE_ORIGIN_RIGHT] = "side",    [EASEL_MERGE_ORIGIN_AI] = "ai",
  [EASEL_MERGE_ORIGIN_COMBINED] = "both", [EASEL_MERGE_ORIGIN_YOU] = "you",
};

static const char *
get_origin_label (EaselMergeOrigin origin)
{
  switch (origin)
    {
    case EASEL_MERGE_ORIGIN_LEFT:
      return easel_merge_field_side_get_label (EASEL_MERGE_SIDE_LEFT);
    case EASEL_MERGE_ORIGIN_RIGHT:
      return easel_merge_field_side_get_label (EASEL_MERGE_SIDE_RIGHT);
    case EASEL_MERGE_ORIGIN_AI:
      return C_ ("origin of a value", "AI");
    case EASEL_MERGE_ORIGIN_COMBINED:
      return C_ ("origin of a value", "Combined");
    case EASEL_MERGE_ORIGIN_YOU:
      return C_ ("origin of a value", "You");
    case EASEL_MERGE_ORIGIN_BOTH:
    default:
      return C_ ("origin of a value", "Both");
    }
}

static const char *
explain_origin (EaselMergeOrigin origin)
{
  switch (origin)
    {
    case EASEL_MERGE_ORIGIN_LEFT:
    case EASEL_MERGE_ORIGIN_RIGHT:
      return _ ("The result is as this side has it");
    case EASEL_MERGE_ORIGIN_AI:
      return _ ("A model wrote the result");
    case EASEL_MERGE_ORIGIN_COMBINED:
      return _ ("The result was put together without a model");
    case EASEL_MERGE_ORIGIN_YOU:
      return _ ("You wrote the result");
    case EASEL_MERGE_ORIGIN_BOTH:
    default:
      return _ ("Both sides and the result are the same");
    }
}

static void
update_origin (EaselMergeFieldRow *self)
{
  EaselMergeOrigin origin = easel_merge_field_get_origin (self->field);

  for (guint i = 0; i < G_N_ELEMENTS (origin_classes); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->origin), origin_classes[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->origin), origin_classes[origin]);
  gtk_label_set_label (self->origin, get_origin_label (origin));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->origin), explain_origin (origin));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->origin),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, explain_origin (origin), -1);
}

static void
update (EaselMergeFieldRow *self)
{
  gboolean chosen = easel_merge_field_get_chosen (self->field)
                    || easel_merge_field_get_problem (self->field) != NULL;

  update_origin (self);
  /* It keeps its room, so that nothing moves under the pointer. */
  gtk_widget_set_opacity (self->reset_button, chosen ? 1 : 0);
  gtk_widget_set_sensitive (self->reset_button, chosen);
}

static void
on_reset_clicked (EaselMergeFieldRow *self)
{
  easel_merge_field_reset (self->field);
  easel_merge_field_row_edit (self);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_merge_field_row_dispose (GObject *object)
{
  EaselMergeFieldRow *self = EASEL_MERGE_FIELD_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_MERGE_FIELD_ROW);
  g_clear_object (&self->field);

  G_OBJECT_CLASS (easel_merge_field_row_parent_class)->dispose (object);
}

static void
easel_merge_field_row_class_init (EaselMergeFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_merge_field_row_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-merge-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselMergeFieldRow, label);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeFieldRow, conflict);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeFieldRow, differs);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeFieldRow, origin);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeFieldRow, reset_button);
  gtk_widget_class_bind_template_child (widget_class, EaselMergeFieldRow, columns);
  gtk_widget_class_bind_template_callback (widget_class, on_reset_clicked);
}

static void
easel_merge_field_row_init (EaselMergeFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
name_parts (EaselMergeFieldRow *self)
{
  const char *label = easel_merge_field_get_label (self->field);
  /* Translators: %s is a field, such as "Color" */
  g_autofree char *reset = g_strdup_printf (_ ("Reset “%s”"), label);

  gtk_label_set_label (self->label, label);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, reset, -1);
}

GtkWidget *
easel_merge_field_row_new (EaselMergeField *field, gboolean differs)
{
  EaselMergeFieldRow *self = g_object_new (EASEL_TYPE_MERGE_FIELD_ROW, NULL);

  self->field = g_object_ref (field);
  self->left = easel_merge_field_side_new (field, EASEL_MERGE_SIDE_LEFT);
  self->editor = easel_merge_field_editor_new (field);
  self->right = easel_merge_field_side_new (field, EASEL_MERGE_SIDE_RIGHT);
  gtk_box_append (self->columns, self->left);
  gtk_box_append (self->columns, self->editor);
  gtk_box_append (self->columns, self->right);
  gtk_widget_set_visible (self->conflict, easel_merge_field_get_conflict (field));
  gtk_widget_set_visible (self->differs, differs);
  name_parts (self);
  g_signal_connect_object (field, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

EaselMergeField *
easel_merge_field_row_get_field (EaselMergeFieldRow *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_FIELD_ROW (self), NULL);

  return self->field;
}

void
easel_merge_field_row_set_narrow (EaselMergeFieldRow *self, gboolean narrow)
{
  g_return_if_fail (EASEL_IS_MERGE_FIELD_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !narrow);
  /* What it becomes comes first, where not all is in sight at once. */
  gtk_box_reorder_child_after (self->columns, self->left, narrow ? self->editor : NULL);
  easel_merge_field_side_set_narrow (EASEL_MERGE_FIELD_SIDE (self->left), narrow);
  easel_merge_field_side_set_narrow (EASEL_MERGE_FIELD_SIDE (self->right), narrow);
}

void
easel_merge_field_row_edit (EaselMergeFieldRow *self)
{
  g_return_if_fail (EASEL_IS_MERGE_FIELD_ROW (self));

  gtk_widget_child_focus (self->editor, GTK_DIR_TAB_FORWARD);
}
