/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-compare-slider.h"

#include "easel-compare-gestures.h"

#include <glib/gi18n.h>

#define STEP 0.02
#define PAGE 0.1
/* How near to the line a press means it, in pixels. */
#define REACH 24

struct _EaselCompareSlider
{
  GtkWidget parent_instance;

  EaselCompareCanvas *first;  /* (owned) */
  EaselCompareCanvas *second; /* (owned) */
  GtkWidget *line;            /* (owned) */
  GtkWidget *knob;            /* (owned) */

  double position;
  double start; /* where the line was when dragging began, or the picture was moved to */
  double y;     /* how far the picture was moved */
  gboolean panning;
};

typedef enum
{
  PROP_POSITION = 1,
} EaselCompareSliderProperty;

static GParamSpec *properties[PROP_POSITION + 1];

static void easel_compare_slider_range_init (GtkAccessibleRangeInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EaselCompareSlider,
                               easel_compare_slider,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_RANGE,
                                                      easel_compare_slider_range_init))

/* For a screen reader --------------------------------------------------------------------- */

static gboolean
easel_compare_slider_set_current_value (GtkAccessibleRange *range, double value)
{
  easel_compare_slider_set_position (EASEL_COMPARE_SLIDER (range), value / 100);
  return TRUE;
}

static void
easel_compare_slider_range_init (GtkAccessibleRangeInterface *iface)
{
  iface->set_current_value = easel_compare_slider_set_current_value;
}

static void
update_value (EaselCompareSlider *self)
{
  double percent = self->position * 100;
  g_autofree char *text = g_strdup_printf (_ ("%.0f %% of the first picture"), percent);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, percent,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
update_name (EaselCompareSlider *self)
{
  EaselContactItem *first = easel_compare_canvas_get_item (self->first);
  EaselContactItem *second = easel_compare_canvas_get_item (self->second);
  g_autofree char *left = first != NULL ? easel_contact_item_dup_title (first) : g_strdup ("");
  g_autofree char *right = second != NULL ? easel_contact_item_dup_title (second) : g_strdup ("");
  /* Translators: names of two pictures */
  g_autofree char *name = g_strdup_printf (_ ("Between “%s” and “%s”"), left, right);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Moving the line ------------------------------------------------------------------------- */

static gboolean
on_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselCompareSlider *self = EASEL_COMPARE_SLIDER (widget);

  easel_compare_slider_set_position (self, self->position + g_variant_get_double (args));
  return GDK_EVENT_STOP;
}

static double
get_line (EaselCompareSlider *self)
{
  return self->position * gtk_widget_get_width (GTK_WIDGET (self));
}

static gboolean
is_enlarged (EaselCompareSlider *self)
{
  return easel_compare_zoom_get_scale (easel_compare_canvas_get_zoom (self->first)) > 1;
}

/* The line is taken from anywhere, unless there is something else to be moved. */
static void
on_drag_begun (EaselCompareSlider *self, double x, double y, GtkGesture *gesture)
{
  double line = get_line (self);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->panning = is_enlarged (self) && ABS (x - line) > REACH;
  self->start = self->panning ? 0 : x;
  self->y = 0;
  if (!self->panning)
    easel_compare_slider_set_position (self, x / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1));
}

static void
on_dragged (EaselCompareSlider *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->panning)
    {
      easel_compare_canvas_pan (self->first, x - self->start, y - self->y);
      self->start = x;
      self->y = y;
      return;
    }
  easel_compare_slider_set_position (self, (self->start + x)
                                               / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1));
}

/* Widget ---------------------------------------------------------------------------------- */

static void
easel_compare_slider_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  EaselCompareSlider *self = EASEL_COMPARE_SLIDER (widget);
  float line = (float) get_line (self);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, line, height));
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->first), snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (line, 0, width - line, height));
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->second), snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_widget_snapshot_child (widget, self->line, snapshot);
  gtk_widget_snapshot_child (widget, self->knob, snapshot);
}

static void
easel_compare_slider_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  EaselCompareSlider *self = EASEL_COMPARE_SLIDER (widget);
  const GtkAllocation all = { 0, 0, width, height };
  int line = (int) (self->position * width);
  int line_width, knob_width, knob_height;

  gtk_widget_measure (self->line, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &line_width, NULL, NULL);
  gtk_widget_measure (self->knob, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &knob_width, NULL, NULL);
  gtk_widget_measure (self->knob, GTK_ORIENTATION_VERTICAL, -1, NULL, &knob_height, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (self->first), &all, -1);
  gtk_widget_size_allocate (GTK_WIDGET (self->second), &all, -1);
  gtk_widget_size_allocate (self->line,
                            &(GtkAllocation) { line - line_width / 2, 0, line_width, height }, -1);
  gtk_widget_size_allocate (self->knob,
                            &(GtkAllocation) { line - knob_width / 2, (height - knob_height) / 2,
                                               knob_width, knob_height },
                            -1);
}

static void
easel_compare_slider_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((EaselCompareSliderProperty) prop_id)
    {
    case PROP_POSITION:
      g_value_set_double (value, EASEL_COMPARE_SLIDER (object)->position);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_compare_slider_set_property (GObject *object,
                                   guint prop_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  switch ((EaselCompareSliderProperty) prop_id)
    {
    case PROP_POSITION:
      easel_compare_slider_set_position (EASEL_COMPARE_SLIDER (object), g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_compare_slider_dispose (GObject *object)
{
  EaselCompareSlider *self = EASEL_COMPARE_SLIDER (object);

  g_clear_pointer ((GtkWidget **) &self->first, gtk_widget_unparent);
  g_clear_pointer ((GtkWidget **) &self->second, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  g_clear_pointer (&self->knob, gtk_widget_unparent);

  G_OBJECT_CLASS (easel_compare_slider_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint keys[2];
    double by;
  } keys[] = {
    { { GDK_KEY_Left, GDK_KEY_KP_Left }, -STEP },
    { { GDK_KEY_Right, GDK_KEY_KP_Right }, STEP },
    { { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up }, -PAGE },
    { { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down }, PAGE },
    { { GDK_KEY_Home, GDK_KEY_KP_Home }, -1 },
    { { GDK_KEY_End, GDK_KEY_KP_End }, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    for (guint j = 0; j < G_N_ELEMENTS (keys[i].keys); j++)
      gtk_widget_class_add_binding (widget_class, keys[i].keys[j], GDK_NO_MODIFIER_MASK, on_key,
                                    "d", keys[i].by);
}

static void
easel_compare_slider_class_init (EaselCompareSliderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = easel_compare_slider_get_property;
  object_class->set_property = easel_compare_slider_set_property;
  object_class->dispose = easel_compare_slider_dispose;
  widget_class->snapshot = easel_compare_slider_snapshot;
  widget_class->size_allocate = easel_compare_slider_size_allocate;

  properties[PROP_POSITION] = g_param_spec_double ("position", NULL, NULL, 0, 1, 0.5,
                                                   G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "compareslider");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  add_keys (widget_class);
}

static void
easel_compare_slider_init (EaselCompareSlider *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->position = 0.5;
  self->first = EASEL_COMPARE_CANVAS (easel_compare_canvas_new ());
  self->second = EASEL_COMPARE_CANVAS (easel_compare_canvas_new ());
  self->line = g_object_new (GTK_TYPE_SEPARATOR, "orientation", GTK_ORIENTATION_VERTICAL,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->knob = g_object_new (GTK_TYPE_IMAGE, "icon-name", "object-flip-horizontal-symbolic",
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->first), widget);
  gtk_widget_set_parent (GTK_WIDGET (self->second), widget);
  gtk_widget_set_parent (self->line, widget);
  gtk_widget_set_parent (self->knob, widget);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (widget, "ew-resize");
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begun), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_dragged), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  easel_compare_gestures_add_zoom (widget, self->first);
  update_value (self);
}

void
easel_compare_slider_set_up (EaselCompareSlider *self,
                             EaselLibrary *library,
                             EaselCompareZoom *zoom)
{
  g_return_if_fail (EASEL_IS_COMPARE_SLIDER (self));

  easel_compare_canvas_set_up (self->first, library, zoom);
  easel_compare_canvas_set_up (self->second, library, zoom);
}

void
easel_compare_slider_show (EaselCompareSlider *self,
                           EaselContactItem *first,
                           EaselContactItem *second)
{
  g_return_if_fail (EASEL_IS_COMPARE_SLIDER (self));

  easel_compare_canvas_show (self->first, first);
  easel_compare_canvas_show (self->second, second);
  update_name (self);
}

void
easel_compare_slider_set_position (EaselCompareSlider *self, double position)
{
  g_return_if_fail (EASEL_IS_COMPARE_SLIDER (self));

  position = CLAMP (position, 0, 1);
  if (self->position == position)
    return;
  self->position = position;
  update_value (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

EaselCompareCanvas *
easel_compare_slider_get_canvas (EaselCompareSlider *self, gboolean second)
{
  g_return_val_if_fail (EASEL_IS_COMPARE_SLIDER (self), NULL);

  return second ? self->second : self->first;
}
