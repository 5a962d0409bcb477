/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-brief-card.h"

#include "easel-brief.h"
#include "easel-entity-thumbnail.h"
#include "easel-job-menu.h"
#include "easel-job-text.h"

#include <glib/gi18n.h>

#define SIZE_ALONE 64
#define SIZE_OF_TWO 112

struct _EaselBriefCard
{
  AdwBin parent_instance;

  GtkBox *frame;
  GtkBox *pair;
  GtkWidget *thumbnail;   /* in @frame */
  GtkWidget *pictures[2]; /* (element-type EaselEntityThumbnail): in @pair */
  GtkWidget *links[2];    /* (element-type GtkButton): each around a picture */
  GtkLabel *names[2];     /* below each picture */
  GtkLabel *title;
  GtkLabel *why;
  GtkLabel *provenance;
  GtkWidget *main_button;
  GtkWidget *approve_button;
  GtkWidget *retry_button;
  GtkWidget *show_button;
  GtkWidget *not_duplicates_button;
  GtkWidget *later_button;

  GSignalGroup *signals; /* (owned): of @item */
  EaselBriefItem *item;  /* (owned) (nullable) */
};

typedef enum
{
  PROP_ITEM = 1,
} EaselBriefCardProperty;

static GParamSpec *properties[PROP_ITEM + 1];

enum
{
  SIGNAL_SNOOZED,
  SIGNAL_DISMISSED,
  SIGNAL_RETRY,
  SIGNAL_MERGE,
  SIGNAL_NOT_DUPLICATES,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselBriefCard, easel_brief_card, ADW_TYPE_BIN)

/* What it says ---------------------------------------------------------------------------- */

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
update_picture (EaselBriefCard *self, guint i, EaselEntity *entity)
{
  g_autofree char *label = NULL;

  if (entity == NULL)
    return;
  /* Translators: %s is the name of a thing in the library */
  label = g_strdup_printf (_ ("Show “%s”"), easel_entity_get_name (entity));
  easel_entity_thumbnail_set_path (EASEL_ENTITY_THUMBNAIL (self->pictures[i]),
                                   easel_entity_get_thumbnail (entity));
  gtk_label_set_label (self->names[i], easel_entity_get_name (entity));
  gtk_widget_set_tooltip_text (self->links[i], label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->links[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  easel_job_menu_connect (GTK_ACTIONABLE (self->links[i]), "win.show-entity",
                          easel_entity_get_id (entity));
}

/* Of two things both pictures are shown, large enough to tell them apart. */
static void
update_pictures (EaselBriefCard *self)
{
  EaselEntity *first = easel_brief_item_get_first (self->item);
  EaselEntity *second = easel_brief_item_get_second (self->item);
  gboolean two = first != NULL && second != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->pair), two);
  gtk_widget_set_visible (GTK_WIDGET (self->frame), !two);
  update_picture (self, 0, first);
  update_picture (self, 1, second);
  easel_entity_thumbnail_set_path (EASEL_ENTITY_THUMBNAIL (self->thumbnail),
                                   two ? NULL : easel_brief_item_get_thumbnail (self->item));
}

/* A button without a label is not there. */
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
update_main_button (EaselBriefCard *self, EaselJob *job)
{
  const EaselFailure *failure = job != NULL ? easel_job_get_failure (job) : NULL;
  const char *remedy = failure != NULL ? failure->remedy : NULL;

  switch (easel_brief_item_get_kind (self->item))
    {
    case EASEL_BRIEF_REVIEW:
      set_button (self->main_button, _ ("_Review"), "win.review-job", easel_job_get_id (job));
      break;
    case EASEL_BRIEF_FAILURE:
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->main_button), NULL);
      set_button (self->main_button, easel_remedy_get_label (remedy),
                  easel_remedy_get_action_name (remedy), easel_remedy_get_target (remedy, job));
      break;
    case EASEL_BRIEF_LOOKALIKE:
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->main_button), NULL);
      set_button (self->main_button, _ ("_Merge…"), "card.merge", NULL);
      break;
    case EASEL_BRIEF_FINISHED:
    default:
      set_button (self->main_button, NULL, NULL, NULL);
      break;
    }
}

/* Several that wait for the same are tried again together. @id: (nullable) */
static void
update_retry_button (EaselBriefCard *self, const char *id)
{
  gboolean is_failure = easel_brief_item_get_kind (self->item) == EASEL_BRIEF_FAILURE;
  guint n_jobs = easel_brief_item_get_jobs (self->item)->len;

  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->retry_button), NULL);
  if (is_failure && n_jobs > 1)
    set_button (self->retry_button, _ ("_Try All Again"), "card.retry", NULL);
  else
    set_button (self->retry_button, is_failure ? _ ("_Try Again") : NULL, "win.retry-job", id);
}

static void
update (EaselBriefCard *self)
{
  EaselBriefKind kind = easel_brief_item_get_kind (self->item);
  EaselJob *job = easel_brief_item_get_job (self->item);
  const char *id = job != NULL ? easel_job_get_id (job) : NULL;
  gboolean can_approve = easel_brief_item_get_can_approve (self->item);
  gboolean ended = kind == EASEL_BRIEF_FAILURE || kind == EASEL_BRIEF_FINISHED;
  gboolean is_several = easel_brief_item_get_jobs (self->item)->len > 1;

  gtk_label_set_label (self->title, easel_brief_item_get_title (self->item));
  set_label (self->why, easel_brief_item_get_why (self->item));
  set_label (self->provenance, easel_brief_item_get_provenance (self->item));
  update_pictures (self);
  update_main_button (self, job);
  set_button (self->approve_button, can_approve ? _ ("_Approve") : NULL, "win.approve-job", id);
  update_retry_button (self, id);
  set_button (self->show_button, ended && !is_several ? _ ("_Show") : NULL, "win.show-job", id);
  gtk_widget_set_visible (self->not_duplicates_button, kind == EASEL_BRIEF_LOOKALIKE);
  gtk_widget_set_visible (self->later_button, kind != EASEL_BRIEF_FINISHED);
}

static void
on_notify (EaselBriefItem *item, GParamSpec *pspec, EaselBriefCard *self)
{
  update (self);
}

/* What a person does ---------------------------------------------------------------------- */

static void
on_snooze (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *word = g_variant_get_string (parameter, NULL);
  EaselSnooze which = g_str_equal (word, "hour")       ? EASEL_SNOOZE_AN_HOUR
                      : g_str_equal (word, "tomorrow") ? EASEL_SNOOZE_TOMORROW
                                                       : EASEL_SNOOZE_NEXT_WEEK;

  g_signal_emit (widget, signals[SIGNAL_SNOOZED], 0, which);
}

static void
on_dismiss (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_DISMISSED], 0);
}

static void
on_retry (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_RETRY], 0);
}

static void
on_merge (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_MERGE], 0);
}

static void
on_not_duplicates (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_NOT_DUPLICATES], 0);
}

/* Object ---------------------------------------------------------------------------------- */

static void
set_item (EaselBriefCard *self, EaselBriefItem *item)
{
  if (!g_set_object (&self->item, item))
    return;
  g_signal_group_set_target (self->signals, item);
  if (item != NULL)
    update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}

static void
easel_brief_card_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselBriefCard *self = EASEL_BRIEF_CARD (object);

  switch ((EaselBriefCardProperty) prop_id)
    {
    case PROP_ITEM:
      g_value_set_object (value, self->item);
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
    case PROP_ITEM:
      set_item (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_brief_card_dispose (GObject *object)
{
  EaselBriefCard *self = EASEL_BRIEF_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_BRIEF_CARD);
  g_clear_object (&self->signals);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (easel_brief_card_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, frame);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, pair);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, title);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, why);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, provenance);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, main_button);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, approve_button);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, retry_button);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, show_button);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, not_duplicates_button);
  gtk_widget_class_bind_template_child (widget_class, EaselBriefCard, later_button);
}

static void
easel_brief_card_class_init (EaselBriefCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = easel_brief_card_get_property;
  object_class->set_property = easel_brief_card_set_property;
  object_class->dispose = easel_brief_card_dispose;

  properties[PROP_ITEM] = g_param_spec_object ("item", NULL, NULL, EASEL_TYPE_BRIEF_ITEM,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                   | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_SNOOZED] = g_signal_new ("snoozed", EASEL_TYPE_BRIEF_CARD, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_DISMISSED] = g_signal_new ("dismissed", EASEL_TYPE_BRIEF_CARD, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_RETRY] = g_signal_new ("retry", EASEL_TYPE_BRIEF_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MERGE] = g_signal_new ("merge", EASEL_TYPE_BRIEF_CARD, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_NOT_DUPLICATES] = g_signal_new ("not-duplicates", EASEL_TYPE_BRIEF_CARD,
                                                 G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                                 G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/easelapp/Easel/ui/easel-brief-card.ui");
  bind_children (widget_class);
  gtk_widget_class_install_action (widget_class, "card.snooze", "s", on_snooze);
  gtk_widget_class_install_action (widget_class, "card.dismiss", NULL, on_dismiss);
  gtk_widget_class_install_action (widget_class, "card.retry", NULL, on_retry);
  gtk_widget_class_install_action (widget_class, "card.merge", NULL, on_merge);
  gtk_widget_class_install_action (widget_class, "card.not-duplicates", NULL, on_not_duplicates);
}

/* In a frame that stays as large as it is: a thumbnail grows with its place.
 * @thumbnail: (out) (transfer none) */
static GtkWidget *
create_frame (int size, GtkWidget **thumbnail)
{
  GtkWidget *frame = gtk_overlay_new ();
  GtkWidget *place = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_size_request (place, size, size);
  gtk_widget_set_halign (frame, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (frame, GTK_ALIGN_START);
  *thumbnail = easel_entity_thumbnail_new (size);
  gtk_overlay_set_child (GTK_OVERLAY (frame), place);
  gtk_overlay_add_overlay (GTK_OVERLAY (frame), *thumbnail);
  return frame;
}

static void
add_picture (EaselBriefCard *self, guint i)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *frame = create_frame (SIZE_OF_TWO, &self->pictures[i]);

  self->names[i] = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->names[i], PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->names[i], 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->names[i]), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->names[i]), "caption");
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->names[i]));

  self->links[i] = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->links[i]), box);
  gtk_widget_add_css_class (self->links[i], "flat");
  gtk_widget_add_css_class (self->links[i], "picture-link");
  gtk_box_append (self->pair, self->links[i]);
}

static void
easel_brief_card_init (EaselBriefCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_box_append (self->frame, create_frame (SIZE_ALONE, &self->thumbnail));
  for (guint i = 0; i < G_N_ELEMENTS (self->pictures); i++)
    add_picture (self, i);
  self->signals = g_signal_group_new (EASEL_TYPE_BRIEF_ITEM);
  g_signal_group_connect_object (self->signals, "notify", G_CALLBACK (on_notify), self, 0);
}

GtkWidget *
easel_brief_card_new (void)
{
  return g_object_new (EASEL_TYPE_BRIEF_CARD, NULL);
}

EaselBriefItem *
easel_brief_card_get_item (EaselBriefCard *self)
{
  g_return_val_if_fail (EASEL_IS_BRIEF_CARD (self), NULL);

  return self->item;
}
