/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-card.h"

#include "easel-entity-thumbnail.h"
#include "easel-job-menu.h"
#include "easel-job-text.h"

#include <glib/gi18n.h>

struct _EaselBriefCard
{
  AdwBin parent_instance;

  GtkOverlay *frame;
  GtkWidget *thumbnail; /* in @frame */
  GtkLabel *title;
  GtkLabel *message;
  GtkLabel *hint;
  GtkLabel *provenance;
  GtkWidget *remedy_button;
  GtkWidget *action_button;
  GtkWidget *dismiss_button;

  GSignalGroup *signals; /* (owned): of @job */
  EaselJob *job;         /* (owned) (nullable) */
};

typedef enum
{
  PROP_JOB = 1,
} EaselBriefCardProperty;

static GParamSpec *properties[PROP_JOB + 1];

G_DEFINE_FINAL_TYPE (EaselBriefCard, easel_brief_card, ADW_TYPE_BIN)

/* A button without an action is not there. */
static void
set_button (GtkWidget *button, const char *label, const char *action_name, const char *id)
{
  gtk_widget_set_visible (button, label != NULL);
  if (label == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (button), label);
  if (id != NULL)
    easel_job_menu_connect (GTK_ACTIONABLE (button), action_name, id);
  else
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
}

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* (transfer full) (nullable): "Outfit · gpt-4o" */
static char *
describe_provenance (EaselJob *job)
{
  const char *description = easel_job_get_description (job);
  const char *model = easel_job_get_model (job);

  if (description == NULL || model == NULL)
    return g_strdup (description != NULL ? description : model);
  return g_strdup_printf ("%s · %s", description, model);
}

static void
update (EaselBriefCard *self)
{
  const EaselFailure *failure = easel_job_get_failure (self->job);
  const char *id = easel_job_get_id (self->job);
  const char *remedy = failure != NULL ? failure->remedy : NULL;
  EaselJobAction action = easel_job_text_choose_action (self->job);
  g_autofree char *message = easel_job_text_describe (self->job, g_get_real_time ());
  g_autofree char *provenance = describe_provenance (self->job);

  easel_entity_thumbnail_set_path (EASEL_ENTITY_THUMBNAIL (self->thumbnail),
                                   easel_job_get_thumbnail (self->job));
  gtk_label_set_label (self->title, easel_job_get_title (self->job));
  set_label (self->message, message);
  set_label (self->hint, failure != NULL ? failure->hint : NULL);
  set_label (self->provenance, provenance);
  set_button (self->remedy_button, easel_remedy_get_label (remedy),
              easel_remedy_get_action_name (remedy), NULL);
  set_button (self->action_button, easel_job_action_get_label (action),
              easel_job_action_get_action_name (action), id);
  gtk_widget_set_visible (self->dismiss_button,
                          easel_job_state_is_final (easel_job_get_state (self->job)));
}

static void
on_notify (EaselJob *job, GParamSpec *pspec, EaselBriefCard *self)
{
  if (g_strcmp0 (pspec->name, "text") != 0)
    update (self);
}

static void
activate (EaselBriefCard *self, const char *action)
{
  if (self->job != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", easel_job_get_id (self->job));
}

static void
on_show_clicked (EaselBriefCard *self)
{
  activate (self, "win.show-job");
}

static void
on_dismiss_clicked (EaselBriefCard *self)
{
  activate (self, "win.remove-job");
}

static void
set_job (EaselBriefCard *self, EaselJob *job)
{
  if (!g_set_object (&self->job, job))
    return;
  g_signal_group_set_target (self->signals, job);
  if (job != NULL)
    update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
}

static void
easel_brief_card_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselBriefCard *self = EASEL_BRIEF_CARD (object);

  switch ((EaselBriefCardProperty) prop_id)
    {
    case PROP_JOB:
      g_value_set_object (value, self->job);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_brief_card_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  EaselBriefCard *self = EASEL_BRIEF_CARD (object);

  switch ((EaselBriefCardProperty) prop_id)
    {
    case PROP_JOB:
      set_job (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_brief_card_dispose (GObject *object)
{
  EaselBriefCard *self = EASEL_BRIEF_CARD (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->job);

  G_OBJECT_CLASS (easel_brief_card_parent_class)->dispose (object);
}

static void
easel_brief_card_class_init (EaselBriefCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = easel_brief_card_get_property;
  object_class->set_property = easel_brief_card_set_property;
  object_class->dispose = easel_brief_card_dispose;

  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, EASEL_TYPE_JOB,
                                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-brief-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, frame);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, title);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, message);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, hint);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, provenance);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, remedy_button);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, action_button);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, dismiss_button);
  gtk_widget_class_bind_template_callback (widget_class, on_show_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_dismiss_clicked);
}

static void
easel_brief_card_init (EaselBriefCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->thumbnail = easel_entity_thumbnail_new (64);
  gtk_overlay_add_overlay (self->frame, self->thumbnail);
  self->signals = g_signal_group_new (EASEL_TYPE_JOB);
  g_signal_group_connect_object (self->signals, "notify", G_CALLBACK (on_notify), self, 0);
}

GtkWidget *
easel_brief_card_new (void)
{
  return g_object_new (EASEL_TYPE_BRIEF_CARD, NULL);
}
