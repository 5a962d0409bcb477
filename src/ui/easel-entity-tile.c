/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-tile.h"

#include "easel-entity-kind.h"
#include "easel-entity-thumbnail.h"
#include "easel-label.h"

#include <glib/gi18n.h>

#define TILE_SIZE 132

struct _EaselEntityTile
{
  GtkBox parent_instance;

  GtkWidget *overlay;              /* (unowned): a child */
  EaselEntityThumbnail *thumbnail; /* (unowned): in @overlay */
  GtkWidget *star;                 /* (unowned): in @overlay */
  GtkWidget *check;                /* (unowned) (nullable): in @overlay, once it was needed */
  GtkLabel *name;                  /* (unowned): a child */
  GtkLabel *kind;                  /* (unowned): a child */
};

G_DEFINE_FINAL_TYPE (EaselEntityTile, easel_entity_tile, GTK_TYPE_BOX)

static GtkLabel *
append_label (EaselEntityTile *self, int n_lines, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (GTK_LABEL (label), n_lines > 1);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), n_lines);
  /* The picture alone decides how wide a cell is. */
  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self), label);
  return GTK_LABEL (label);
}

static void
easel_entity_tile_class_init (EaselEntityTileClass *klass)
{
}

static void
easel_entity_tile_init (EaselEntityTile *self)
{
  GtkWidget *thumbnail = easel_entity_thumbnail_new (TILE_SIZE);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->thumbnail = EASEL_ENTITY_THUMBNAIL (thumbnail);
  gtk_widget_add_css_class (thumbnail, "card");
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), thumbnail);
  self->star = g_object_new (GTK_TYPE_IMAGE, "icon-name", "starred-symbolic", "halign",
                             GTK_ALIGN_END, "valign", GTK_ALIGN_START, "visible", FALSE,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (self->star, "tile-star");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->star);
  gtk_widget_set_margin_bottom (self->overlay, 6);
  gtk_box_append (GTK_BOX (self), self->overlay);

  self->name = append_label (self, 2, "heading");
  self->kind = append_label (self, 1, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->kind), "dimmed");
}

GtkWidget *
easel_entity_tile_new (void)
{
  return g_object_new (EASEL_TYPE_ENTITY_TILE, NULL);
}

void
easel_entity_tile_set_entity (EaselEntityTile *self, EaselEntity *entity)
{
  g_autofree char *description = NULL;

  g_return_if_fail (EASEL_IS_ENTITY_TILE (self));

  if (entity == NULL)
    {
      easel_entity_thumbnail_set_path (self->thumbnail, NULL);
      return;
    }

  description = easel_entity_tile_describe (entity);
  easel_label_show_name (self->name, easel_entity_get_name (entity));
  gtk_label_set_label (self->kind, description);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), easel_entity_get_name (entity));
  easel_entity_thumbnail_set_path (self->thumbnail, easel_entity_get_thumbnail (entity));
  gtk_widget_set_visible (self->star, easel_entity_is_favorite (entity));
}

/* The cell is what is selected, and says so to a screen reader; this is for the eye. */
static void
add_check (EaselEntityTile *self)
{
  self->check = g_object_new (GTK_TYPE_CHECK_BUTTON, "halign", GTK_ALIGN_END, "valign",
                              GTK_ALIGN_END, "margin-end", 6, "margin-bottom", 6, "can-target",
                              FALSE, "can-focus", FALSE, "accessible-role",
                              GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_add_css_class (self->check, "selection-mode");
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->check);
}

void
easel_entity_tile_set_selectable (EaselEntityTile *self, gboolean selectable)
{
  g_return_if_fail (EASEL_IS_ENTITY_TILE (self));

  if (selectable && self->check == NULL)
    add_check (self);
  if (self->check != NULL)
    gtk_widget_set_visible (self->check, selectable);
}

void
easel_entity_tile_set_selected (EaselEntityTile *self, gboolean selected)
{
  g_return_if_fail (EASEL_IS_ENTITY_TILE (self));

  if (self->check != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), selected);
}

char *
easel_entity_tile_describe (EaselEntity *entity)
{
  const char *words[5] = { NULL };
  guint n_words = 0;

  g_return_val_if_fail (EASEL_IS_ENTITY (entity), NULL);

  words[n_words++] = easel_entity_kind_get_title (easel_entity_get_kind (entity));
  if (g_strcmp0 (easel_entity_get_provider (entity), "demo") == 0)
    /* Translators: beside a kind of thing, such as “Outfit”: made by the Demo stand-in for a model
     */
    words[n_words++] = _ ("Demo");
  if (easel_entity_get_archived (entity))
    /* Translators: beside a kind of thing, such as “Outfit”: it was put away */
    words[n_words++] = _ ("Archived");
  if (easel_entity_is_favorite (entity))
    /* Translators: beside a kind of thing, such as “Outfit”: it is marked with a star */
    words[n_words++] = _ ("Favorite");
  return g_strjoinv (" · ", (char **) words);
}
