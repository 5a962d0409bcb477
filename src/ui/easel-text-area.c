/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-text-area.h"

/* In pixels; what is below is to stay in sight. */
#define MAX_HEIGHT 220
/* In characters: so many need more room than there is, in any width. */
#define MAX_MEASURED 4000
#define MIN_WIDTH 80
#define NATURAL_WIDTH 240
/* What a text view keeps free for the cursor. */
#define CURSOR_WIDTH 2

struct _EaselTextArea
{
  GtkWidget parent_instance;

  GtkWidget *scrolled;           /* (owned) */
  GtkWidget *view;               /* in @scrolled */
  GtkEventController *scrolling; /* (unowned): of @scrolled */
};

G_DEFINE_FINAL_TYPE (EaselTextArea, easel_text_area, GTK_TYPE_WIDGET)

/* (transfer full): the beginning of what is written */
static char *
get_start (EaselTextArea *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, MAX_MEASURED);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

/* @width: -1 for as much as it takes */
static int
measure_height (EaselTextArea *self, int width)
{
  g_autofree char *text = get_start (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->view, text);
  int height;

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (width >= 0)
    pango_layout_set_width (layout, MAX (1, width - CURSOR_WIDTH) * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return MIN (height, MAX_HEIGHT);
}

/* (transfer none): what scrolls when a wheel is turned over @scrolled */
static GtkEventController *
find_scrolling (GtkWidget *scrolled)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (scrolled);
  GtkEventController *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_BUBBLE)
        found = controller;
    }
  return found;
}

/* Where everything is in sight, it is what is around it that is scrolled. */
static void
update_scrolling (EaselTextArea *self, GtkAdjustment *adjustment)
{
  gboolean scrolls = gtk_adjustment_get_upper (adjustment)
                     > gtk_adjustment_get_page_size (adjustment);

  gtk_event_controller_set_propagation_phase (self->scrolling,
                                              scrolls ? GTK_PHASE_BUBBLE : GTK_PHASE_NONE);
  gtk_scrolled_window_set_kinetic_scrolling (GTK_SCROLLED_WINDOW (self->scrolled), scrolls);
}

static GtkSizeRequestMode
easel_text_area_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
easel_text_area_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  EaselTextArea *self = EASEL_TEXT_AREA (widget);

  *minimum_baseline = *natural_baseline = -1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
      return;
    }
  *natural = measure_height (self, for_size >= 0 ? for_size : NATURAL_WIDTH);
  /* Without a width nothing is settled yet: it may turn out wide, and then low. */
  *minimum = for_size >= 0 ? *natural : measure_height (self, -1);
}

static void
easel_text_area_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EaselTextArea *self = EASEL_TEXT_AREA (widget);

  gtk_widget_size_allocate (self->scrolled, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static gboolean
easel_text_area_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (EASEL_TEXT_AREA (widget)->view);
}

static void
easel_text_area_dispose (GObject *object)
{
  EaselTextArea *self = EASEL_TEXT_AREA (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);

  G_OBJECT_CLASS (easel_text_area_parent_class)->dispose (object);
}

static void
easel_text_area_class_init (EaselTextAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_text_area_dispose;
  widget_class->get_request_mode = easel_text_area_get_request_mode;
  widget_class->measure = easel_text_area_measure;
  widget_class->size_allocate = easel_text_area_size_allocate;
  widget_class->grab_focus = easel_text_area_grab_focus;
}

static void
easel_text_area_init (EaselTextArea *self)
{
  self->view = g_object_new (GTK_TYPE_TEXT_VIEW, "wrap-mode", GTK_WRAP_WORD_CHAR, "accepts-tab",
                             FALSE, NULL);
  /* It is as high as it is told, also where a scroll bar would be higher. */
  self->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                                 "vscrollbar-policy", GTK_POLICY_EXTERNAL, "child", self->view,
                                 NULL);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  self->scrolling = find_scrolling (self->scrolled);
  g_signal_connect_object (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled)), "changed",
      G_CALLBACK (update_scrolling), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (GTK_WIDGET (self), "text-area");
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), "changed",
                           G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
}

GtkWidget *
easel_text_area_new (const char *label)
{
  EaselTextArea *self = g_object_new (EASEL_TYPE_TEXT_AREA, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return GTK_WIDGET (self);
}

GtkTextView *
easel_text_area_get_view (EaselTextArea *self)
{
  g_return_val_if_fail (EASEL_IS_TEXT_AREA (self), NULL);

  return GTK_TEXT_VIEW (self->view);
}

char *
easel_text_area_dup_text (EaselTextArea *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (EASEL_IS_TEXT_AREA (self), NULL);

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}
