/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-review-revise.h"

#include "easel-text-area.h"

#include <glib/gi18n.h>

struct _EaselReviewRevise
{
  AdwNavigationPage parent_instance;

  AdwWrapBox *reasons;
  AdwBin *comment_bin;
  EaselTextArea *comment; /* in @comment_bin */
  GtkWidget *send_button;
};

enum
{
  SIGNAL_REVISE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselReviewRevise, easel_review_revise, ADW_TYPE_NAVIGATION_PAGE)

static GtkTextBuffer *
get_buffer (EaselReviewRevise *self)
{
  return gtk_text_view_get_buffer (easel_text_area_get_view (self->comment));
}

/* (transfer full): what is written, without blanks around it */
static char *
get_comment (EaselReviewRevise *self)
{
  return g_strstrip (easel_text_area_dup_text (self->comment));
}

static void
update (EaselReviewRevise *self)
{
  g_autofree char *comment = get_comment (self);

  gtk_widget_set_sensitive (self->send_button, *comment != '\0');
}

static void
append (EaselReviewRevise *self, const char *sentence)
{
  GtkTextBuffer *buffer = get_buffer (self);
  g_autofree char *comment = get_comment (self);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  if (*comment != '\0')
    gtk_text_buffer_insert (buffer, &end, "\n", -1);
  gtk_text_buffer_insert (buffer, &end, sentence, -1);
}

/* A sentence the person has changed is theirs, and stays. */
static void
take_out (EaselReviewRevise *self, const char *sentence)
{
  g_autofree char *comment = get_comment (self);
  g_auto (GStrv) lines = g_strsplit (comment, "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) rest = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    if (!g_str_equal (lines[i], sentence))
      g_strv_builder_add (builder, lines[i]);
  rest = g_strv_builder_end (builder);
  text = g_strjoinv ("\n", rest);
  gtk_text_buffer_set_text (get_buffer (self), text, -1);
}

static void
on_reason_toggled (GtkToggleButton *button, EaselReviewRevise *self)
{
  const EaselReviewReason *reason = g_object_get_data (G_OBJECT (button), "reason");

  if (gtk_toggle_button_get_active (button))
    append (self, _ (reason->comment));
  else
    take_out (self, _ (reason->comment));
}

static void
on_send_clicked (EaselReviewRevise *self)
{
  easel_review_revise_send (self);
}

static void
easel_review_revise_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EASEL_TYPE_REVIEW_REVISE);

  G_OBJECT_CLASS (easel_review_revise_parent_class)->dispose (object);
}

static void
easel_review_revise_class_init (EaselReviewReviseClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_review_revise_dispose;

  signals[SIGNAL_REVISE] = g_signal_new ("revise", EASEL_TYPE_REVIEW_REVISE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-review-revise.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselReviewRevise, reasons);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewRevise, comment_bin);
  gtk_widget_class_bind_template_child (widget_class, EaselReviewRevise, send_button);
  gtk_widget_class_bind_template_callback (widget_class, on_send_clicked);
}

static void
easel_review_revise_init (EaselReviewRevise *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->comment = EASEL_TEXT_AREA (easel_text_area_new (_ ("What should be different?")));
  gtk_widget_set_size_request (GTK_WIDGET (self->comment), -1, 120);
  adw_bin_set_child (self->comment_bin, GTK_WIDGET (self->comment));
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

EaselReviewRevise *
easel_review_revise_new (const EaselReviewReason *reasons, guint n_reasons)
{
  EaselReviewRevise *self = g_object_new (EASEL_TYPE_REVIEW_REVISE, NULL);

  for (guint i = 0; i < n_reasons; i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_ (reasons[i].label));

      g_object_set_data (G_OBJECT (button), "reason", (gpointer) &reasons[i]);
      gtk_widget_add_css_class (button, "reason");
      g_signal_connect_object (button, "toggled", G_CALLBACK (on_reason_toggled), self, 0);
      adw_wrap_box_append (self->reasons, button);
    }
  return self;
}

void
easel_review_revise_send (EaselReviewRevise *self)
{
  g_autofree char *comment = NULL;

  g_return_if_fail (EASEL_IS_REVIEW_REVISE (self));

  comment = get_comment (self);
  if (*comment != '\0')
    g_signal_emit (self, signals[SIGNAL_REVISE], 0, comment);
}
