/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-compare-gestures.h"

#include "easel-contact-content.h"

#include <math.h>

#define STEP 1.25
/* Of what a touchpad says, in pixels. */
#define PIXELS_PER_STEP 40.0
#define PAN_STEP 60

/* The wheel ------------------------------------------------------------------------------- */

typedef struct
{
  EaselCompareCanvas *canvas; /* (unowned) */
  graphene_point_t pointer;
  double pinch; /* how far apart two fingers were, as told last */
} Zooming;

static void
free_zooming (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
on_motion (GtkEventControllerMotion *motion, double x, double y, Zooming *zooming)
{
  graphene_point_init (&zooming->pointer, (float) x, (float) y);
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll, double dx, double dy, Zooming *zooming)
{
  gboolean touchpad = gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_SURFACE;
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (scroll));

  if (touchpad && (state & GDK_CONTROL_MASK) == 0)
    easel_compare_canvas_pan (zooming->canvas, -dx, -dy);
  else
    easel_compare_canvas_scale_by (
        zooming->canvas, pow (STEP, touchpad ? -dy / PIXELS_PER_STEP : -dy), &zooming->pointer);
  return GDK_EVENT_STOP;
}

static void
on_pinch_begun (GtkGesture *gesture, GdkEventSequence *sequence, Zooming *zooming)
{
  zooming->pinch = 1;
}

static void
on_pinched (GtkGestureZoom *gesture, double scale, Zooming *zooming)
{
  double x, y;

  if (scale <= 0 || !gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    return;
  easel_compare_canvas_scale_by (zooming->canvas, scale / zooming->pinch,
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y));
  zooming->pinch = scale;
}

void
easel_compare_gestures_add_zoom (GtkWidget *widget, EaselCompareCanvas *canvas)
{
  GtkEventController *motion = NULL;
  GtkEventController *scroll = NULL;
  GtkGesture *pinch = NULL;
  Zooming *zooming = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (EASEL_IS_COMPARE_CANVAS (canvas));

  motion = gtk_event_controller_motion_new ();
  scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  pinch = gtk_gesture_zoom_new ();
  zooming = g_new0 (Zooming, 1);
  zooming->canvas = canvas;
  zooming->pinch = 1;
  g_signal_connect_data (motion, "motion", G_CALLBACK (on_motion), zooming, free_zooming, 0);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), zooming);
  g_signal_connect (pinch, "begin", G_CALLBACK (on_pinch_begun), zooming);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (on_pinched), zooming);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, motion);
}

/* Dragging -------------------------------------------------------------------------------- */

typedef struct
{
  EaselCompareCanvas *canvas; /* (unowned) */
  double x;                   /* how far it was moved */
  double y;
} Panning;

static void
free_panning (gpointer data, GClosure *closure)
{
  g_free (data);
}

static gboolean
is_enlarged (EaselCompareCanvas *canvas)
{
  return easel_compare_zoom_get_scale (easel_compare_canvas_get_zoom (canvas)) > 1;
}

static void
on_drag_begun (GtkGesture *gesture, double x, double y, Panning *panning)
{
  panning->x = panning->y = 0;
  if (!is_enlarged (panning->canvas))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
}

static void
on_dragged (GtkGesture *gesture, double x, double y, Panning *panning)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  easel_compare_canvas_pan (panning->canvas, x - panning->x, y - panning->y);
  panning->x = x;
  panning->y = y;
}

static EaselContactItem *
get_dragged (GtkWidget *widget)
{
  EaselCompareCanvas *canvas = EASEL_COMPARE_CANVAS (widget);
  EaselContactItem *item = easel_compare_canvas_get_item (canvas);

  return item != NULL && !is_enlarged (canvas) ? g_object_ref (item) : NULL;
}

void
easel_compare_gestures_add_pan (GtkWidget *widget, EaselCompareCanvas *canvas)
{
  GtkGesture *drag = NULL;
  Panning *panning = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (EASEL_IS_COMPARE_CANVAS (canvas));

  drag = gtk_gesture_drag_new ();
  panning = g_new0 (Panning, 1);
  panning->canvas = canvas;
  g_signal_connect_data (drag, "drag-begin", G_CALLBACK (on_drag_begun), panning, free_panning, 0);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_dragged), panning);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  easel_contact_content_add_drag_source (GTK_WIDGET (canvas), get_dragged);
}

/* Keys ------------------------------------------------------------------------------------ */

typedef enum
{
  KEY_LARGER,
  KEY_SMALLER,
  KEY_WHOLE,
  KEY_LEFT,
  KEY_RIGHT,
  KEY_UP,
  KEY_DOWN,
} Key;

static gboolean
on_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselCompareCanvas *canvas = user_data;

  switch ((Key) g_variant_get_int32 (args))
    {
    case KEY_LARGER:
      easel_compare_canvas_scale_by (canvas, STEP, NULL);
      break;
    case KEY_SMALLER:
      easel_compare_canvas_scale_by (canvas, 1 / STEP, NULL);
      break;
    case KEY_WHOLE:
      easel_compare_zoom_reset (easel_compare_canvas_get_zoom (canvas));
      break;
    case KEY_LEFT:
      easel_compare_canvas_pan (canvas, PAN_STEP, 0);
      break;
    case KEY_RIGHT:
      easel_compare_canvas_pan (canvas, -PAN_STEP, 0);
      break;
    case KEY_UP:
      easel_compare_canvas_pan (canvas, 0, PAN_STEP);
      break;
    case KEY_DOWN:
      easel_compare_canvas_pan (canvas, 0, -PAN_STEP);
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }
  return GDK_EVENT_STOP;
}

void
easel_compare_gestures_add_keys (GtkWidget *widget, EaselCompareCanvas *canvas)
{
  static const struct
  {
    const char *trigger;
    Key key;
  } keys[] = {
    { "plus|equal|KP_Add", KEY_LARGER },
    { "<Control>plus|<Control>equal|<Control>KP_Add", KEY_LARGER },
    { "minus|KP_Subtract|<Control>minus|<Control>KP_Subtract", KEY_SMALLER },
    { "0|KP_0|<Control>0|<Control>KP_0", KEY_WHOLE },
    { "<Control>Left|<Control>KP_Left", KEY_LEFT },
    { "<Control>Right|<Control>KP_Right", KEY_RIGHT },
    { "<Control>Up|<Control>KP_Up", KEY_UP },
    { "<Control>Down|<Control>KP_Down", KEY_DOWN },
  };
  GtkEventController *controller = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (EASEL_IS_COMPARE_CANVAS (canvas));

  controller = gtk_shortcut_controller_new ();
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new_with_arguments (gtk_shortcut_trigger_parse_string (keys[i].trigger),
                                         gtk_callback_action_new (on_key, canvas, NULL), "i",
                                         (gint32) keys[i].key));
  gtk_widget_add_controller (widget, controller);
}
