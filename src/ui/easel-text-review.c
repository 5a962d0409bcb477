/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-text-review.h"

#include "easel-json-text.h"

#include <glib/gi18n.h>

/* What may be edited of EaselProposal.data. */
#define MEMBER_VALUES "values"
/* Of a decision: even though something was changed. */
#define MEMBER_FORCE "force"

struct _EaselTextReview
{
  AdwBin parent_instance;

  GtkLabel *description;
  GtkTextView *text;

  char *proposed; /* (owned) (nullable): as it is shown before anything was changed */
};

static void easel_text_review_view_init (EaselReviewViewInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselTextReview,
                               easel_text_review,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (EASEL_TYPE_REVIEW_VIEW,
                                                      easel_text_review_view_init))

static char *
get_text (EaselTextReview *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
set_text (EaselTextReview *self, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
}

static gboolean
show (EaselReviewView *view, EaselStudio *studio, const EaselJobDetails *details, GError **error)
{
  EaselTextReview *self = EASEL_TEXT_REVIEW (view);
  const EaselProposal *proposal = easel_job_details_get_last_ask (details)->proposal;
  g_autoptr (JsonObject) data = easel_json_text_parse_object (proposal->data);
  JsonNode *values = data != NULL ? json_object_get_member (data, MEMBER_VALUES) : NULL;

  self->proposed = values != NULL ? json_to_string (values, TRUE)
                                  : easel_json_text_format (proposal->data);
  gtk_label_set_label (self->description,
                       proposal->description != NULL ? proposal->description : proposal->title);
  gtk_text_view_set_editable (self->text,
                              values != NULL && (proposal->actions & EASEL_DECISION_EDIT) != 0);
  set_text (self, self->proposed);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed",
                           G_CALLBACK (easel_review_view_emit_changed), self, G_CONNECT_SWAPPED);
  return TRUE;
}

/* (transfer full) (nullable): with the line where it is wrong */
static JsonNode *
parse (EaselTextReview *self, const char *text, GError **error)
{
  g_autoptr (GError) parse_error = NULL;
  JsonNode *node = json_from_string (text, &parse_error);

  if (node == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   /* Translators: %s is what the JSON library says, in English */
                   _ ("The text is not valid JSON. %s"),
                   parse_error != NULL ? parse_error->message : "");
      gtk_widget_grab_focus (GTK_WIDGET (self->text));
    }
  return node;
}

static EaselDecision *
decide (EaselReviewView *view, gboolean force, GError **error)
{
  EaselTextReview *self = EASEL_TEXT_REVIEW (view);
  g_autofree char *text = get_text (self);
  gboolean edited = !g_str_equal (text, self->proposed);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *data = NULL;

  if (edited)
    {
      JsonNode *values = parse (self, text, error);

      if (values == NULL)
        return NULL;
      json_object_set_member (object, MEMBER_VALUES, values);
    }
  if (force)
    json_object_set_boolean_member (object, MEMBER_FORCE, TRUE);
  node = json_node_init_object (json_node_alloc (), object);
  data = edited || force ? json_to_string (node, FALSE) : NULL;
  return easel_decision_new (edited ? EASEL_DECISION_EDIT : EASEL_DECISION_APPROVE, data, NULL,
                             "window");
}

/* The text itself, which need not be JSON yet. */
static char *
write_draft (EaselReviewView *view)
{
  EaselTextReview *self = EASEL_TEXT_REVIEW (view);
  g_autofree char *text = get_text (self);
  g_autoptr (JsonNode) node = NULL;

  if (g_str_equal (text, self->proposed))
    return NULL;
  node = json_node_init_string (json_node_alloc (), text);
  return json_to_string (node, FALSE);
}

static void
read_draft (EaselReviewView *view, const char *draft)
{
  EaselTextReview *self = EASEL_TEXT_REVIEW (view);
  g_autoptr (JsonNode) node = draft != NULL ? json_from_string (draft, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING
      && gtk_text_view_get_editable (self->text))
    set_text (self, json_node_get_string (node));
}

static const EaselReviewReason reasons[] = {
  { N_ ("More Detail"), N_ ("Keep more detail.") },
  { N_ ("Shorter"), N_ ("Say it shorter.") },
};

static void
easel_text_review_view_init (EaselReviewViewInterface *iface)
{
  iface->show = show;
  iface->decide = decide;
  iface->write_draft = write_draft;
  iface->read_draft = read_draft;
  iface->reasons = reasons;
  iface->n_reasons = G_N_ELEMENTS (reasons);
  iface->cancel_label = N_ ("_Cancel Job");
}

static void
easel_text_review_dispose (GObject *object)
{
  EaselTextReview *self = EASEL_TEXT_REVIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_TEXT_REVIEW);
  g_clear_pointer (&self->proposed, g_free);

  G_OBJECT_CLASS (easel_text_review_parent_class)->dispose (object);
}

static gboolean
easel_text_review_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EASEL_TEXT_REVIEW (widget)->text));
}

static void
easel_text_review_class_init (EaselTextReviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_text_review_dispose;
  widget_class->grab_focus = easel_text_review_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-text-review.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselTextReview, description);
  gtk_widget_class_bind_template_child (widget_class, EaselTextReview, text);
}

static void
easel_text_review_init (EaselTextReview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
easel_text_review_new (void)
{
  return g_object_new (EASEL_TYPE_TEXT_REVIEW, NULL);
}
