/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-outline-review-field.h"

#include "easel-text-area.h"

struct _EaselOutlineReviewField
{
  GtkBox parent_instance;

  char *label; /* (owned) */
  gboolean multiline;
  GtkWidget *input; /* an entry or a text view */
  GtkWidget *problem;
  gboolean setting; /* it is not the person who writes */
};

typedef enum
{
  PROP_LABEL = 1,
  PROP_MULTILINE,
} EaselOutlineReviewFieldProperty;

static GParamSpec *properties[PROP_MULTILINE + 1];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselOutlineReviewField, easel_outline_review_field, GTK_TYPE_BOX)

static void
on_changed (EaselOutlineReviewField *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
add_input (EaselOutlineReviewField *self)
{
  GtkWidget *widget;
  gpointer source;

  if (self->multiline)
    {
      widget = easel_text_area_new (self->label);
      self->input = GTK_WIDGET (easel_text_area_get_view (EASEL_TEXT_AREA (widget)));
      source = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input));
    }
  else
    {
      self->input = widget = gtk_entry_new ();
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      self->label, -1);
      source = widget;
    }
  g_signal_connect_object (source, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), widget);
}

static void
easel_outline_review_field_constructed (GObject *object)
{
  EaselOutlineReviewField *self = EASEL_OUTLINE_REVIEW_FIELD (object);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", self->label, "xalign", 0.0F, "wrap",
                                   TRUE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  G_OBJECT_CLASS (easel_outline_review_field_parent_class)->constructed (object);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (self), label);
  add_input (self);
  self->problem = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0F, "wrap", TRUE, "wrap-mode",
                                PANGO_WRAP_WORD_CHAR, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->problem, "caption");
  gtk_widget_add_css_class (self->problem, "error");
  gtk_box_append (GTK_BOX (self), self->problem);
}

static gboolean
easel_outline_review_field_grab_focus (GtkWidget *widget)
{
  EaselOutlineReviewField *self = EASEL_OUTLINE_REVIEW_FIELD (widget);

  /* What is selected is gone with the next key. */
  return self->multiline ? gtk_widget_grab_focus (self->input)
                         : gtk_entry_grab_focus_without_selecting (GTK_ENTRY (self->input));
}

static void
easel_outline_review_field_set_property (GObject *object,
                                         guint prop_id,
                                         const GValue *value,
                                         GParamSpec *pspec)
{
  EaselOutlineReviewField *self = EASEL_OUTLINE_REVIEW_FIELD (object);

  switch ((EaselOutlineReviewFieldProperty) prop_id)
    {
    case PROP_LABEL:
      self->label = g_value_dup_string (value);
      break;
    case PROP_MULTILINE:
      self->multiline = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_outline_review_field_finalize (GObject *object)
{
  g_free (EASEL_OUTLINE_REVIEW_FIELD (object)->label);

  G_OBJECT_CLASS (easel_outline_review_field_parent_class)->finalize (object);
}

static void
easel_outline_review_field_class_init (EaselOutlineReviewFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = easel_outline_review_field_constructed;
  object_class->set_property = easel_outline_review_field_set_property;
  object_class->finalize = easel_outline_review_field_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = easel_outline_review_field_grab_focus;

  properties[PROP_LABEL] = g_param_spec_string (
      "label", NULL, NULL, "", G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MULTILINE] = g_param_spec_boolean ("multiline", NULL, NULL, FALSE,
                                                     G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY
                                                         | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EASEL_TYPE_OUTLINE_REVIEW_FIELD,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_outline_review_field_init (EaselOutlineReviewField *self)
{
}

char *
easel_outline_review_field_dup_text (EaselOutlineReviewField *self)
{
  char *text = NULL;

  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_FIELD (self), NULL);

  if (self->multiline)
    g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)), "text", &text, NULL);
  else
    text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->input)));
  return text;
}

void
easel_outline_review_field_set_text (EaselOutlineReviewField *self, const char *text)
{
  g_autofree char *before = NULL;

  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_FIELD (self));

  before = easel_outline_review_field_dup_text (self);
  if (g_str_equal (before, text))
    return;
  self->setting = TRUE;
  if (self->multiline)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->input)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->input), text);
  self->setting = FALSE;
}

void
easel_outline_review_field_set_problem (EaselOutlineReviewField *self, const char *problem)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_FIELD (self));

  gtk_label_set_label (GTK_LABEL (self->problem), problem != NULL ? problem : "");
  gtk_widget_set_visible (self->problem, problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "invalid");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "invalid");
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}
