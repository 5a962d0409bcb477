/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-job-row.h"

#include "easel-entity-thumbnail.h"
#include "easel-job-menu.h"
#include "easel-job-text.h"

#include <glib/gi18n.h>

struct _EaselJobRow
{
  GtkWidget parent_instance;

  GtkWidget *thumbnail; /* (owned) */
  GtkWidget *labels;
  GtkWidget *title;
  GtkWidget *subtitle;

  /* (nullable): once it was needed; a list makes hundreds of rows, and most need none of these */
  GtkWidget *progress_bar; /* in @labels */
  GtkWidget *button;       /* (owned) */
  GtkWidget *menu;         /* (owned) */

  GSignalGroup *signals; /* (owned): of @job */
  EaselJob *job;         /* (owned) (nullable) */
  char *summary;         /* (owned) (nullable) */
  EaselJobAction action;
  guint clock; /* source that updates what it says; 0 while that stays by itself */
};

typedef enum
{
  PROP_JOB = 1,
  PROP_SUMMARY,
} EaselJobRowProperty;

static GParamSpec *properties[PROP_SUMMARY + 1];

G_DEFINE_FINAL_TYPE (EaselJobRow, easel_job_row, GTK_TYPE_WIDGET)

static void
update_summary (EaselJobRow *self, const char *title, const char *subtitle)
{
  g_autofree char *summary = g_strdup_printf ("%s, %s", title, subtitle);

  if (g_set_str (&self->summary, summary))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
add_progress_bar (EaselJobRow *self)
{
  /* What it says is in the subtitle, and so in the summary. */
  self->progress_bar = g_object_new (GTK_TYPE_PROGRESS_BAR, "margin-top", 3, "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_box_append (GTK_BOX (self->labels), self->progress_bar);
}

static void
update_progress (EaselJobRow *self)
{
  EaselJobState state = easel_job_get_state (self->job);
  double progress = easel_job_get_progress (self->job);
  gboolean shown = state == EASEL_JOB_STATE_RUNNING && progress >= 0;

  if (shown && self->progress_bar == NULL)
    add_progress_bar (self);
  if (self->progress_bar != NULL)
    gtk_widget_set_visible (self->progress_bar, shown);
  if (shown)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress_bar), progress);
}

static void
on_button_clicked (EaselJobRow *self)
{
  const char *name = easel_job_action_get_action_name (self->action);

  if (self->job != NULL && name != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), name, "s", easel_job_get_id (self->job));
}

static void
add_button (EaselJobRow *self)
{
  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "circular");
  gtk_widget_insert_after (self->button, GTK_WIDGET (self), self->labels);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_button_clicked), self,
                           G_CONNECT_SWAPPED);
}

static void
update_button (EaselJobRow *self)
{
  EaselJobAction action = easel_job_text_choose_action (self->job);
  const char *label = easel_job_action_get_label (action);

  if (self->button == NULL && label != NULL)
    add_button (self);
  if (self->button != NULL)
    gtk_widget_set_visible (self->button, label != NULL);
  if (self->action == action || label == NULL)
    return;
  self->action = action;
  gtk_button_set_icon_name (GTK_BUTTON (self->button), easel_job_action_get_icon_name (action));
  gtk_widget_set_tooltip_text (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
update (EaselJobRow *self)
{
  const char *title = easel_job_get_title (self->job);
  gboolean failed = easel_job_get_state (self->job) == EASEL_JOB_STATE_FAILED;
  g_autofree char *subtitle = easel_job_text_describe (self->job, g_get_real_time ());

  easel_entity_thumbnail_set_path (EASEL_ENTITY_THUMBNAIL (self->thumbnail),
                                   easel_job_get_thumbnail (self->job));
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->subtitle), subtitle);
  /* Red, and dimmed as well, could not be read. */
  gtk_widget_add_css_class (self->subtitle, failed ? "error" : "dimmed");
  gtk_widget_remove_css_class (self->subtitle, failed ? "dimmed" : "error");
  update_progress (self);
  update_button (self);
  update_summary (self, title, subtitle);
}

static void
stop_clock (EaselJobRow *self)
{
  g_clear_handle_id (&self->clock, g_source_remove);
}

static void refresh (EaselJobRow *self);

static void
on_second (gpointer user_data)
{
  EaselJobRow *self = user_data;

  self->clock = 0;
  refresh (self);
}

static void
refresh (EaselJobRow *self)
{
  update (self);
  if (self->clock == 0 && easel_job_text_is_ticking (self->job, g_get_real_time ()))
    self->clock = g_timeout_add_seconds_once (1, on_second, self);
}

static void
on_notify (EaselJob *job, GParamSpec *pspec, EaselJobRow *self)
{
  /* The text that streams in is not in the row. */
  if (g_strcmp0 (pspec->name, "text") != 0)
    refresh (self);
}

/* A click shows the job also where the sidebar is all there is, and where the job is selected
 * already. */
static void
on_released (EaselJobRow *self)
{
  if (self->job != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-job", "s",
                                easel_job_get_id (self->job));
}

static void
on_menu_pressed (EaselJobRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  easel_job_row_popup_menu (self, x, y);
}

static void
on_long_pressed (EaselJobRow *self, double x, double y, GtkGesture *gesture)
{
  easel_job_row_popup_menu (self, x, y);
}

static void
easel_job_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselJobRow *self = EASEL_JOB_ROW (object);

  switch ((EaselJobRowProperty) prop_id)
    {
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_job_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  EaselJobRow *self = EASEL_JOB_ROW (object);

  switch ((EaselJobRowProperty) prop_id)
    {
    case PROP_JOB:
      easel_job_row_set_job (self, g_value_get_object (value));
      break;
    case PROP_SUMMARY:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_job_row_dispose (GObject *object)
{
  EaselJobRow *self = EASEL_JOB_ROW (object);

  stop_clock (self);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->thumbnail, gtk_widget_unparent);
  g_clear_object (&self->signals);
  g_clear_object (&self->job);
  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_JOB_ROW);

  G_OBJECT_CLASS (easel_job_row_parent_class)->dispose (object);
}

static void
easel_job_row_finalize (GObject *object)
{
  EaselJobRow *self = EASEL_JOB_ROW (object);

  g_free (self->summary);

  G_OBJECT_CLASS (easel_job_row_parent_class)->finalize (object);
}

static void
easel_job_row_class_init (EaselJobRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = easel_job_row_get_property;
  object_class->set_property = easel_job_row_set_property;
  object_class->dispose = easel_job_row_dispose;
  object_class->finalize = easel_job_row_finalize;

  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, EASEL_TYPE_JOB,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-job-row.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselJobRow, labels);
  gtk_widget_class_bind_template_child (widget_class, EaselJobRow, title);
  gtk_widget_class_bind_template_child (widget_class, EaselJobRow, subtitle);
  gtk_widget_class_bind_template_callback (widget_class, on_released);
  gtk_widget_class_bind_template_callback (widget_class, on_menu_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_long_pressed);
  gtk_widget_class_set_css_name (widget_class, "jobrow");
}

static void
easel_job_row_init (EaselJobRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->thumbnail = easel_entity_thumbnail_new (40);
  gtk_widget_set_halign (self->thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_insert_after (self->thumbnail, GTK_WIDGET (self), NULL);

  self->signals = g_signal_group_new (EASEL_TYPE_JOB);
  g_signal_group_connect_object (self->signals, "notify", G_CALLBACK (on_notify), self, 0);
}

GtkWidget *
easel_job_row_new (void)
{
  return g_object_new (EASEL_TYPE_JOB_ROW, NULL);
}

EaselJob *
easel_job_row_get_job (EaselJobRow *self)
{
  g_return_val_if_fail (EASEL_IS_JOB_ROW (self), NULL);

  return self->job;
}

void
easel_job_row_set_job (EaselJobRow *self, EaselJob *job)
{
  g_return_if_fail (EASEL_IS_JOB_ROW (self));
  g_return_if_fail (job == NULL || EASEL_IS_JOB (job));

  if (!g_set_object (&self->job, job))
    return;
  stop_clock (self);
  g_signal_group_set_target (self->signals, job);
  if (job != NULL)
    refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
}

void
easel_job_row_popup_menu (EaselJobRow *self, double x, double y)
{
  g_autoptr (GMenuModel) model = NULL;
  GdkRectangle at = { (int) x, (int) y, 1, 1 };

  g_return_if_fail (EASEL_IS_JOB_ROW (self));

  if (self->job == NULL)
    return;
  if (x < 0)
    at = (GdkRectangle) { gtk_widget_get_width (GTK_WIDGET (self)) / 2,
                          gtk_widget_get_height (GTK_WIDGET (self)) / 2, 1, 1 };

  model = easel_job_menu_new (self->job);
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
