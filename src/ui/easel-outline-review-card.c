/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-outline-review-card.h"

#include "easel-outline-review-field.h"
#include "easel-story-params.h"

#include <glib/gi18n.h>

struct _EaselOutlineReviewCard
{
  AdwBin parent_instance;

  GtkLabel *heading;
  GtkWidget *differs;
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkWidget *remove_button;
  GtkSwitch *illustrated;
  EaselOutlineReviewField *title_field;
  EaselOutlineReviewField *summary_field;
  EaselOutlineReviewField *picture_field;

  EaselOutlineReviewField *fields[EASEL_OUTLINE_REVIEW_N_PARTS]; /* (unowned): the three */
  gboolean touched[EASEL_OUTLINE_REVIEW_N_PARTS];                /* what is wrong there is said */
  EaselOutlineReviewScene *scene;                                /* (owned) */
};

enum
{
  SIGNAL_MOVE,
  SIGNAL_REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselOutlineReviewCard, easel_outline_review_card, ADW_TYPE_BIN)

static void
update_field (EaselOutlineReviewCard *self, EaselOutlineReviewPart part)
{
  g_autofree char *problem = NULL;

  easel_outline_review_field_set_text (self->fields[part],
                                       easel_outline_review_scene_get_text (self->scene, part));
  if (self->touched[part] && easel_outline_review_scene_get_missing (self->scene, part))
    problem = g_strdup_printf (_ ("“%s” must not be empty."),
                               easel_outline_review_part_get_label (part));
  easel_outline_review_field_set_problem (self->fields[part], problem);
}

static void
update (EaselOutlineReviewCard *self)
{
  gboolean illustrated = easel_outline_review_scene_get_illustrated (self->scene);

  for (guint i = 0; i < EASEL_OUTLINE_REVIEW_N_PARTS; i++)
    update_field (self, i);
  gtk_switch_set_active (self->illustrated, illustrated);
  gtk_widget_set_visible (GTK_WIDGET (self->picture_field), illustrated);
}

static void
on_field_changed (EaselOutlineReviewCard *self, EaselOutlineReviewField *field)
{
  g_autofree char *text = easel_outline_review_field_dup_text (field);
  guint part = 0;

  while (self->fields[part] != field)
    part++;
  self->touched[part] = TRUE;
  easel_outline_review_scene_set_text (self->scene, part, text);
}

static void
on_illustrated (EaselOutlineReviewCard *self)
{
  easel_outline_review_scene_set_illustrated (self->scene,
                                              gtk_switch_get_active (self->illustrated));
}

static void
on_up_clicked (EaselOutlineReviewCard *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, -1);
}

static void
on_down_clicked (EaselOutlineReviewCard *self)
{
  g_signal_emit (self, signals[SIGNAL_MOVE], 0, 1);
}

static void
on_remove_clicked (EaselOutlineReviewCard *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

/* Object ---------------------------------------------------------------------------------- */

static gboolean
easel_outline_review_card_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EASEL_OUTLINE_REVIEW_CARD (widget)->title_field));
}

static void
easel_outline_review_card_dispose (GObject *object)
{
  EaselOutlineReviewCard *self = EASEL_OUTLINE_REVIEW_CARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EASEL_TYPE_OUTLINE_REVIEW_CARD);
  g_clear_object (&self->scene);

  G_OBJECT_CLASS (easel_outline_review_card_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReviewCard, heading);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReviewCard, differs);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReviewCard, up_button);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReviewCard, down_button);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReviewCard, remove_button);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReviewCard, illustrated);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReviewCard, title_field);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReviewCard, summary_field);
  gtk_widget_class_bind_template_child (widget_class, EaselOutlineReviewCard, picture_field);
}

static void
easel_outline_review_card_class_init (EaselOutlineReviewCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = easel_outline_review_card_dispose;
  widget_class->grab_focus = easel_outline_review_card_grab_focus;

  signals[SIGNAL_MOVE] = g_signal_new ("move", EASEL_TYPE_OUTLINE_REVIEW_CARD, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", EASEL_TYPE_OUTLINE_REVIEW_CARD,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (EASEL_TYPE_OUTLINE_REVIEW_FIELD);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/easelapp/Easel/ui/easel-outline-review-card.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_down_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_field_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_up_clicked);
}

static void
easel_outline_review_card_init (EaselOutlineReviewCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields[EASEL_OUTLINE_REVIEW_TITLE] = self->title_field;
  self->fields[EASEL_OUTLINE_REVIEW_SUMMARY] = self->summary_field;
  self->fields[EASEL_OUTLINE_REVIEW_PICTURE] = self->picture_field;
}

GtkWidget *
easel_outline_review_card_new (EaselOutlineReviewScene *scene)
{
  EaselOutlineReviewCard *self = g_object_new (EASEL_TYPE_OUTLINE_REVIEW_CARD, NULL);

  self->scene = g_object_ref (scene);
  g_signal_connect_object (scene, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  g_signal_connect_object (self->illustrated, "notify::active", G_CALLBACK (on_illustrated), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

EaselOutlineReviewScene *
easel_outline_review_card_get_scene (EaselOutlineReviewCard *self)
{
  g_return_val_if_fail (EASEL_IS_OUTLINE_REVIEW_CARD (self), NULL);

  return self->scene;
}

void
easel_outline_review_card_set_position (EaselOutlineReviewCard *self,
                                        guint position,
                                        guint n_scenes,
                                        gboolean can_remove)
{
  g_autofree char *heading = NULL;
  g_autofree char *limit = NULL;

  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_CARD (self));

  heading = g_strdup_printf (_ ("Scene %u"), position + 1);
  gtk_label_set_label (self->heading, heading);
  gtk_accessible_update_property (GTK_ACCESSIBLE (adw_bin_get_child (ADW_BIN (self))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_widget_set_sensitive (self->up_button, position > 0);
  gtk_widget_set_sensitive (self->down_button, position + 1 < n_scenes);
  gtk_widget_set_sensitive (self->remove_button, can_remove);
  limit = g_strdup_printf (ngettext ("A Story Has at Least %u Scene",
                                     "A Story Has at Least %u Scenes", EASEL_STORY_MIN_SCENES),
                           EASEL_STORY_MIN_SCENES);
  gtk_widget_set_tooltip_text (self->remove_button, can_remove ? _ ("Remove Scene") : limit);
}

void
easel_outline_review_card_set_differs (EaselOutlineReviewCard *self, gboolean differs)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_CARD (self));

  gtk_widget_set_visible (self->differs, differs);
}

void
easel_outline_review_card_show_problems (EaselOutlineReviewCard *self)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_CARD (self));

  for (guint i = 0; i < EASEL_OUTLINE_REVIEW_N_PARTS; i++)
    self->touched[i] = TRUE;
  update (self);
}

void
easel_outline_review_card_edit (EaselOutlineReviewCard *self, EaselOutlineReviewPart part)
{
  g_return_if_fail (EASEL_IS_OUTLINE_REVIEW_CARD (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->fields[part]));
}
