/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-review-side.h"

#include "easel-entity-thumbnail.h"
#include "easel-label.h"
#include "easel-merge-field-side.h"

#include <glib/gi18n.h>

#define SIZE 40

struct _EaselMergeReviewSide
{
  AdwBin parent_instance;

  EaselEntityThumbnail *thumbnail;
  GtkLabel *side;
  GtkLabel *name;
  GtkLabel *kept;
};

G_DEFINE_FINAL_TYPE (EaselMergeReviewSide, easel_merge_review_side, ADW_TYPE_BIN)

static void
easel_merge_review_side_class_init (EaselMergeReviewSideClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
create_labels (EaselMergeReviewSide *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = adw_wrap_box_new ();

  self->side = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0F, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->side), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->side), "dimmed");
  self->kept = g_object_new (GTK_TYPE_LABEL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->kept), "tag");
  self->name = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0F, "ellipsize", PANGO_ELLIPSIZE_END,
                             "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "lines", 2, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->name), "heading");

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (line), 6);
  adw_wrap_box_append (ADW_WRAP_BOX (line), GTK_WIDGET (self->side));
  adw_wrap_box_append (ADW_WRAP_BOX (line), GTK_WIDGET (self->kept));
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->name));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
easel_merge_review_side_init (EaselMergeReviewSide *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *thumbnail = easel_entity_thumbnail_new (SIZE);

  self->thumbnail = EASEL_ENTITY_THUMBNAIL (thumbnail);
  gtk_widget_set_halign (thumbnail, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (thumbnail, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), thumbnail);
  gtk_box_append (GTK_BOX (box), create_labels (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

void
easel_merge_review_side_set_entity (EaselMergeReviewSide *self,
                                    EaselEntity *entity,
                                    EaselMergeSide side)
{
  const char *name;

  g_return_if_fail (EASEL_IS_MERGE_REVIEW_SIDE (self));

  name = easel_entity_get_name (entity);
  easel_entity_thumbnail_set_path (self->thumbnail, easel_entity_get_thumbnail (entity));
  gtk_label_set_label (self->side, easel_merge_field_side_get_label (side));
  easel_label_show_name (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  easel_merge_field_side_get_label (side), -1);
}

void
easel_merge_review_side_set_kept (EaselMergeReviewSide *self, gboolean kept)
{
  g_return_if_fail (EASEL_IS_MERGE_REVIEW_SIDE (self));

  gtk_label_set_label (self->kept,
                       kept ? C_ ("side of a merge", "Kept") : C_ ("side of a merge", "Archived"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->kept),
                               kept ? _ ("This one becomes the result")
                                    : _ ("This one goes to the archive; what uses it will use the "
                                         "result"));
  if (kept)
    gtk_widget_add_css_class (GTK_WIDGET (self->kept), "you");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->kept), "you");
}

void
easel_merge_review_side_set_narrow (EaselMergeReviewSide *self, gboolean narrow)
{
  g_return_if_fail (EASEL_IS_MERGE_REVIEW_SIDE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->thumbnail), !narrow);
}
