/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-compare-page.h"

#include "easel-compare-gestures.h"
#include "easel-compare-slider.h"
#include "easel-contact-actions.h"
#include "easel-contact-sheet.h"

#include <glib/gi18n.h>

typedef enum
{
  SIDE_LEFT,
  SIDE_RIGHT,
  N_SIDES,
} Side;

struct _EaselComparePage
{
  AdwNavigationPage parent_instance;

  AdwToggleGroup *views;
  AdwToggle *sides_toggle;
  AdwToggle *slider_toggle;
  GtkStack *stack;
  EaselContactSheet *sheet;
  GtkWidget *pair;
  EaselCompareCanvas *left;
  EaselCompareCanvas *right;
  EaselCompareSlider *slider;
  GtkWidget *bar;
  AdwToggleGroup *sides;
  AdwToggle *left_toggle;
  AdwToggle *right_toggle;
  GtkLabel *place;

  EaselContactModel *model;         /* (owned) */
  EaselCompareZoom *zoom;           /* (owned) */
  EaselContactActions *actions;     /* (owned) */
  EaselContactItem *items[N_SIDES]; /* (owned) (nullable): until two are read */
  guint positions[N_SIDES];         /* where they are in @model, or were last */
  char *view;                       /* (owned) */
};

typedef enum
{
  PROP_VIEW = 1,
} EaselComparePageProperty;

static GParamSpec *properties[PROP_VIEW + 1];

G_DEFINE_FINAL_TYPE (EaselComparePage, easel_compare_page, ADW_TYPE_NAVIGATION_PAGE)

/* Which two ------------------------------------------------------------------------------- */

static Side
get_side (EaselComparePage *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->sides), "right") == 0 ? SIDE_RIGHT
                                                                                  : SIDE_LEFT;
}

static gboolean
has_two (EaselComparePage *self)
{
  return self->items[SIDE_LEFT] != NULL && self->items[SIDE_RIGHT] != NULL;
}

static gboolean
shows_two (EaselComparePage *self)
{
  return has_two (self) && !g_str_equal (self->view, "sheet");
}

/* (transfer full) (element-type EaselContactItem): the current one */
static GPtrArray *
list_current (GtkWidget *widget)
{
  EaselComparePage *self = EASEL_COMPARE_PAGE (widget);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  if (shows_two (self))
    g_ptr_array_add (items, g_object_ref (self->items[get_side (self)]));
  return items;
}

/* Several variations have one name, but each has a place. */
static void
update_toggle (AdwToggle *toggle, EaselContactItem *item, guint position)
{
  g_autofree char *title = item != NULL ? easel_contact_item_dup_title (item) : g_strdup ("");
  /* Translators: the number and the name of a picture */
  g_autofree char *label = g_strdup_printf (_ ("%u. %s"), position + 1, title);

  adw_toggle_set_label (toggle, label);
  adw_toggle_set_tooltip (toggle, title);
  adw_toggle_set_icon_name (
      toggle, item != NULL && easel_contact_item_is_kept (item) ? "starred-symbolic" : NULL);
}

static void
update_current (EaselComparePage *self)
{
  Side side = get_side (self);
  GtkWidget *canvases[] = { GTK_WIDGET (self->left), GTK_WIDGET (self->right) };
  g_autofree char *place = g_strdup_printf (
      /* Translators: which of several pictures, such as “2 of 5” */
      _ ("%u of %u"), self->positions[side] + 1,
      g_list_model_get_n_items (G_LIST_MODEL (self->model)));

  for (guint i = 0; i < N_SIDES; i++)
    if (i == side)
      gtk_widget_add_css_class (canvases[i], "current");
    else
      gtk_widget_remove_css_class (canvases[i], "current");
  gtk_label_set_label (self->place, place);
  easel_contact_actions_update (self->actions);
}

static void
update_view (EaselComparePage *self)
{
  const char *view = has_two (self) ? self->view : "sheet";

  adw_toggle_set_enabled (self->sides_toggle, has_two (self));
  adw_toggle_set_enabled (self->slider_toggle, has_two (self));
  gtk_stack_set_visible_child_name (self->stack, view);
  /* The slider’s pictures stay where they are in every language; their names stay below them. */
  gtk_widget_set_direction (GTK_WIDGET (self->sides),
                            g_strcmp0 (view, "slider") == 0 ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_NONE);
  gtk_widget_set_visible (self->bar, !g_str_equal (view, "sheet"));
  adw_toggle_group_set_active_name (self->views, view);
}

static void
show (EaselComparePage *self)
{
  easel_compare_canvas_show (self->left, self->items[SIDE_LEFT]);
  easel_compare_canvas_show (self->right, self->items[SIDE_RIGHT]);
  easel_compare_slider_show (self->slider, self->items[SIDE_LEFT], self->items[SIDE_RIGHT]);
  update_toggle (self->left_toggle, self->items[SIDE_LEFT], self->positions[SIDE_LEFT]);
  update_toggle (self->right_toggle, self->items[SIDE_RIGHT], self->positions[SIDE_RIGHT]);
  update_view (self);
  update_current (self);
}

static gboolean
is_reading (EaselComparePage *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (EaselContactItem) item = easel_contact_model_get (self->model, i);

      if (easel_contact_item_get_state (item) == EASEL_CONTACT_WAITING)
        return TRUE;
    }
  return FALSE;
}

/* Whether the item of @side is still to be chosen from. */
static gboolean
find (EaselComparePage *self, Side side)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < n_items && self->items[side] != NULL; i++)
    {
      g_autoptr (EaselContactItem) item = easel_contact_model_get (self->model, i);

      if (item == self->items[side])
        {
          self->positions[side] = i;
          return TRUE;
        }
    }
  return FALSE;
}

/* What takes the place of one that is gone: the one after it. */
static void
replace (EaselComparePage *self, Side side)
{
  Side other = side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  guint skip = self->items[other] != NULL ? self->positions[other] : GTK_INVALID_LIST_POSITION;
  guint before = n_items > 0 ? (self->positions[side] + n_items - 1) % n_items : 0;
  guint position = easel_contact_model_step (self->model, before, 1, skip);
  g_autoptr (EaselContactItem) item = easel_contact_model_get (self->model, position);

  if (item == NULL || position == skip || !easel_contact_item_is_picture (item))
    g_clear_object (&item);
  else
    self->positions[side] = position;
  g_set_object (&self->items[side], item);
}

static void
update (EaselComparePage *self)
{
  gboolean there[N_SIDES];

  if (self->items[SIDE_LEFT] == NULL && is_reading (self))
    return;
  for (guint i = 0; i < N_SIDES; i++)
    {
      there[i] = find (self, i);
      if (!there[i])
        g_clear_object (&self->items[i]);
    }
  for (guint i = 0; i < N_SIDES; i++)
    if (!there[i])
      replace (self, i);
  show (self);
}

static void
watch (EaselComparePage *self, guint position, guint n_removed, guint n_added)
{
  for (guint i = position; i < position + n_added; i++)
    {
      g_autoptr (EaselContactItem) item = easel_contact_model_get (self->model, i);

      g_signal_handlers_disconnect_by_func (item, update, self);
      g_signal_connect_object (item, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

/* What a person does ---------------------------------------------------------------------- */

static void
step (EaselComparePage *self, int direction)
{
  Side side = get_side (self);
  Side other = side == SIDE_LEFT ? SIDE_RIGHT : SIDE_LEFT;
  guint position;
  g_autoptr (EaselContactItem) item = NULL;

  if (!shows_two (self))
    return;
  position = easel_contact_model_step (self->model, self->positions[side], direction,
                                       self->positions[other]);
  item = easel_contact_model_get (self->model, position);
  self->positions[side] = position;
  g_set_object (&self->items[side], item);
  show (self);
}

static void
on_previous (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step (EASEL_COMPARE_PAGE (widget), -1);
}

static void
on_next (GtkWidget *widget, const char *action, GVariant *parameter)
{
  step (EASEL_COMPARE_PAGE (widget), 1);
}

static void
on_full_screen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  EaselComparePage *self = EASEL_COMPARE_PAGE (widget);
  g_auto (GStrv) pictures = easel_contact_model_list_pictures (self->model);

  if (shows_two (self))
    gtk_widget_activate_action (widget, "win.view-picture", "(^ass)", pictures,
                                easel_contact_item_get_id (self->items[get_side (self)]));
}

static gboolean
on_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  const char *action = NULL;

  g_variant_get (args, "&s", &action);
  return shows_two (EASEL_COMPARE_PAGE (widget))
         && gtk_widget_activate_action (widget, action, NULL);
}

static gboolean
on_side_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  EaselComparePage *self = EASEL_COMPARE_PAGE (widget);

  if (!shows_two (self))
    return GDK_EVENT_PROPAGATE;
  adw_toggle_group_set_active_name (self->sides, g_variant_get_string (args, NULL));
  return GDK_EVENT_STOP;
}

static void
on_side_chosen (EaselComparePage *self)
{
  if (self->actions != NULL)
    update_current (self);
}

static void
set_view (EaselComparePage *self, const char *view)
{
  if (!g_set_str (&self->view, view))
    return;
  update_view (self);
  if (has_two (self))
    update_current (self);
  if (g_str_equal (view, "slider"))
    gtk_widget_grab_focus (GTK_WIDGET (self->slider));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

/* Not what is only shown because there are no two. */
static void
on_view_chosen (EaselComparePage *self)
{
  const char *view = adw_toggle_group_get_active_name (self->views);

  if (view != NULL && has_two (self))
    set_view (self, view);
}

static void
on_pressed (EaselComparePage *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (widget != GTK_WIDGET (self->slider))
    adw_toggle_group_set_active_name (self->sides,
                                      widget == GTK_WIDGET (self->right) ? "right" : "left");
  if (n_press == 2)
    gtk_widget_activate_action (GTK_WIDGET (self), "compare.full-screen", NULL);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_compare_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((EaselComparePageProperty) prop_id)
    {
    case PROP_VIEW:
      g_value_set_string (value, EASEL_COMPARE_PAGE (object)->view);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_compare_page_set_property (GObject *object,
                                 guint prop_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  switch ((EaselComparePageProperty) prop_id)
    {
    case PROP_VIEW:
      set_view (EASEL_COMPARE_PAGE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_compare_page_dispose (GObject *object)
{
  EaselComparePage *self = EASEL_COMPARE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_COMPARE_PAGE);
  g_clear_object (&self->items[SIDE_LEFT]);
  g_clear_object (&self->items[SIDE_RIGHT]);
  g_clear_object (&self->actions);
  g_clear_object (&self->zoom);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (easel_compare_page_parent_class)->dispose (object);
}

static void
easel_compare_page_finalize (GObject *object)
{
  g_free (EASEL_COMPARE_PAGE (object)->view);

  G_OBJECT_CLASS (easel_compare_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, views);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, sides_toggle);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, slider_toggle);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, stack);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, sheet);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, pair);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, left);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, right);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, slider);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, bar);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, sides);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, left_toggle);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, right_toggle);
  gtk_widget_class_bind_template_child (widget_class, EaselComparePage, place);
}

/* Left and right do nothing else here: the slider takes them before. */
static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *action;
  } keys[] = {
    { GDK_KEY_Left, "compare.previous" },   { GDK_KEY_Right, "compare.next" },
    { GDK_KEY_comma, "compare.previous" },  { GDK_KEY_period, "compare.next" },
    { GDK_KEY_F11, "compare.full-screen" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, GDK_NO_MODIFIER_MASK, on_key, "s",
                                  keys[i].action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_1, GDK_NO_MODIFIER_MASK, on_side_key, "s",
                                "left");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_2, GDK_NO_MODIFIER_MASK, on_side_key, "s",
                                "right");
}

static void
easel_compare_page_class_init (EaselComparePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = easel_compare_page_get_property;
  object_class->set_property = easel_compare_page_set_property;
  object_class->dispose = easel_compare_page_dispose;
  object_class->finalize = easel_compare_page_finalize;

  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (EASEL_TYPE_COMPARE_CANVAS);
  g_type_ensure (EASEL_TYPE_COMPARE_SLIDER);
  g_type_ensure (EASEL_TYPE_CONTACT_SHEET);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-compare-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_view_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_side_chosen);
  gtk_widget_class_install_action (widget_class, "compare.previous", NULL, on_previous);
  gtk_widget_class_install_action (widget_class, "compare.next", NULL, on_next);
  gtk_widget_class_install_action (widget_class, "compare.full-screen", NULL, on_full_screen);
  add_keys (widget_class);
}

static void
add_gestures (EaselComparePage *self, GtkWidget *widget)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

static void
easel_compare_page_init (EaselComparePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->zoom = easel_compare_zoom_new ();
  easel_compare_gestures_add_zoom (GTK_WIDGET (self->left), self->left);
  easel_compare_gestures_add_zoom (GTK_WIDGET (self->right), self->right);
  easel_compare_gestures_add_pan (GTK_WIDGET (self->left), self->left);
  easel_compare_gestures_add_pan (GTK_WIDGET (self->right), self->right);
  easel_compare_gestures_add_keys (self->pair, self->left);
  easel_compare_gestures_add_keys (GTK_WIDGET (self->slider),
                                   easel_compare_slider_get_canvas (self->slider, FALSE));
  add_gestures (self, GTK_WIDGET (self->left));
  add_gestures (self, GTK_WIDGET (self->right));
  add_gestures (self, GTK_WIDGET (self->slider));
}

EaselComparePage *
easel_compare_page_new (EaselLibrary *library, EaselContactModel *model, const char *view)
{
  EaselComparePage *self = NULL;

  g_return_val_if_fail (EASEL_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (EASEL_IS_CONTACT_MODEL (model), NULL);
  g_return_val_if_fail (view != NULL, NULL);

  self = g_object_new (EASEL_TYPE_COMPARE_PAGE, NULL);
  self->view = g_strdup (view);
  self->model = g_object_ref (model);
  self->positions[SIDE_RIGHT] = 1;
  easel_compare_canvas_set_up (self->left, library, self->zoom);
  easel_compare_canvas_set_up (self->right, library, self->zoom);
  easel_compare_slider_set_up (self->slider, library, self->zoom);
  easel_contact_sheet_set_model (self->sheet, library, self->model);
  self->actions = easel_contact_actions_new (GTK_WIDGET (self), library, list_current);
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (watch), self,
                           G_CONNECT_SWAPPED);
  watch (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (self->model)));
  return self;
}
