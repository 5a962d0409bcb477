/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-comment.h"

#include "easel-text-area.h"

#include <glib/gi18n.h>

struct _EaselStoryComment
{
  AdwAlertDialog parent_instance;

  EaselTextArea *comment;
};

typedef enum
{
  SIGNAL_TOLD,
} EaselStoryCommentSignal;

static guint signals[SIGNAL_TOLD + 1];

/* AdwAlertDialog is derivable. */
G_DEFINE_FINAL_TYPE (EaselStoryComment, easel_story_comment, ADW_TYPE_ALERT_DIALOG)

static void
easel_story_comment_response (AdwAlertDialog *dialog, const char *response)
{
  EaselStoryComment *self = EASEL_STORY_COMMENT (dialog);
  g_autofree char *comment = g_strstrip (easel_text_area_dup_text (self->comment));

  if (g_str_equal (response, "go"))
    g_signal_emit (self, signals[SIGNAL_TOLD], 0, *comment != '\0' ? comment : NULL);
}

static gboolean
on_go (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  g_signal_emit_by_name (widget, "response::go", "go");
  adw_dialog_force_close (ADW_DIALOG (widget));
  return GDK_EVENT_STOP;
}

static void
easel_story_comment_class_init (EaselStoryCommentClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ADW_ALERT_DIALOG_CLASS (klass)->response = easel_story_comment_response;
  signals[SIGNAL_TOLD] = g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, on_go, NULL);
}

static void
easel_story_comment_init (EaselStoryComment *self)
{
  GtkWidget *comment = easel_text_area_new (_ ("What should be different?"));

  self->comment = EASEL_TEXT_AREA (comment);
  gtk_widget_add_css_class (comment, "text-area");
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (self), comment);
  adw_alert_dialog_set_prefer_wide_layout (ADW_ALERT_DIALOG (self), TRUE);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (self), "cancel", _ ("_Cancel"), "go",
                                  _ ("_Rewrite"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (self), "go", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (self), "cancel");
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (easel_text_area_get_view (self->comment)));
}

AdwDialog *
easel_story_comment_new (EaselStoryAction action, guint number, const char *title)
{
  EaselStoryComment *self = g_object_new (EASEL_TYPE_STORY_COMMENT, NULL);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  gboolean rewrite = action == EASEL_STORY_REWRITE;
  g_autofree char *heading = g_strdup_printf (
      rewrite ? _ ("Rewrite Scene %u?") : _ ("Illustrate Scene %u?"), number);
  g_autofree char *body = g_strdup_printf (
      /* Translators: %s is the title of a scene */
      _ ("What should be different about “%s”? You can leave this empty."), title);

  adw_alert_dialog_set_heading (dialog, heading);
  adw_alert_dialog_set_body (dialog, body);
  if (!rewrite)
    adw_alert_dialog_set_response_label (dialog, "go", _ ("_Illustrate"));
  return ADW_DIALOG (self);
}
