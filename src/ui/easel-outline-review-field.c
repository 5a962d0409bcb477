/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-outline-review-field.h"

#include "easel-keys.h"
#include "easel-text-area.h"

struct _EaselOutlineReviewField
{
  GtkBox parent_instance;

  char *label; /* (owned) */
  gboolean multiline;
  EaselTextArea *area;
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

static GtkTextBuffer *
get_buffer (EaselOutlineReviewField *self)
{
  return gtk_text_view_get_buffer (easel_text_area_get_view (self->area));
}

static void
on_changed (EaselOutlineReviewField *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What is pasted may have lines all the same: they are made one when it is approved. */
static gboolean
on_enter_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));

  gtk_widget_child_focus (root, GTK_DIR_TAB_FORWARD);
  return TRUE;
}

static void
add_key (EaselOutlineReviewField *self)
{
  static const EaselKey key = { "Return|KP_Enter", on_enter_key };

  easel_keys_add (GTK_WIDGET (self), &key, 1);
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
  self->area = EASEL_TEXT_AREA (easel_text_area_new (self->label));
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->area));
  if (!self->multiline)
    add_key (self);
  self->problem = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0F, "wrap", TRUE, "wrap-mode",
                                PANGO_WRAP_WORD_CHAR, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->problem, "caption");
  gtk_widget_add_css_class (self->problem, "error");
  gtk_box_append (GTK_BOX (self), self->problem);
}

static gboolean
easel_outline_review_field_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EASEL_OUTLINE_REVIEW_FIELD (widget)->area));
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
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_FIELD (self), NULL);

  return easel_text_area_dup_text (self->area);
}

void
easel_outline_review_field_set_text (EaselOutlineReviewField *self, const char *text)
{
  g_autofree char *before = NULL;

  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_FIELD (self));

  before = easel_text_area_dup_text (self->area);
  if (g_str_equal (before, text))
    return;
  self->setting = TRUE;
  gtk_text_buffer_set_text (get_buffer (self), text, -1);
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
      GTK_ACCESSIBLE (easel_text_area_get_view (self->area)), GTK_ACCESSIBLE_STATE_INVALID,
      problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}
