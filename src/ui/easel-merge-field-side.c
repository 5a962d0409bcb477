/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-field-side.h"

#include "easel-chip-list.h"
#include "easel-word-diff.h"

#include <glib/gi18n.h>

/* In characters; of more, the rest is shown when it is asked for. */
#define MAX_SHOWN 1500

struct _EaselMergeFieldSide
{
  AdwBin parent_instance;

  GtkBox *box;
  GtkBox *content; /* in @box */
  GtkLabel *caption;
  GtkLabel *text;
  GtkWidget *more;
  EaselChipList *chips;
  GtkToggleButton *take; /* in @box */

  EaselMergeField *field; /* (owned) */
  EaselMergeSide side;
  gboolean narrow;
  gboolean all; /* of a long text */
};

G_DEFINE_FINAL_TYPE (EaselMergeFieldSide, easel_merge_field_side, ADW_TYPE_BIN)

/* Texts ----------------------------------------------------------------------------------- */

static void
insert (PangoAttrList *attrs, PangoAttribute *attr, const EaselWordSpan *span)
{
  attr->start_index = span->start;
  attr->end_index = span->end;
  pango_attr_list_insert (attrs, attr);
}

static guint16
to_pango (float channel)
{
  return (guint16) (channel * 65535);
}

/* A line and a color: who cannot tell the one sees the other. */
static PangoAttrList *
mark (GArray *spans)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autoptr (GdkRGBA) tint = adw_style_manager_get_accent_color_rgba (style);
  GdkRGBA line;
  PangoAttrList *attrs = pango_attr_list_new ();

  adw_rgba_to_standalone (tint, adw_style_manager_get_dark (style), &line);
  for (guint i = 0; i < spans->len; i++)
    {
      const EaselWordSpan *span = &g_array_index (spans, EaselWordSpan, i);

      insert (attrs, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), span);
      insert (attrs,
              pango_attr_underline_color_new (to_pango (line.red), to_pango (line.green),
                                              to_pango (line.blue)),
              span);
      insert (attrs,
              pango_attr_background_new (to_pango (tint->red), to_pango (tint->green),
                                         to_pango (tint->blue)),
              span);
      insert (attrs, pango_attr_background_alpha_new (to_pango (0.18F)), span);
    }
  return attrs;
}

/* (transfer full): the beginning of @text, as far as it is shown */
static char *
shorten (EaselMergeFieldSide *self, const char *text)
{
  g_autofree char *start = NULL;

  if (self->all || g_utf8_strlen (text, -1) <= MAX_SHOWN)
    return g_strdup (text);
  start = g_utf8_substring (text, 0, MAX_SHOWN);
  return g_strconcat (start, "…", NULL);
}

static void
update_text (EaselMergeFieldSide *self)
{
  JsonNode *value = easel_merge_field_get_side (self->field, self->side);
  g_autofree char *text = easel_merge_field_describe (self->field, value);
  g_autofree char *result = easel_merge_field_describe (self->field,
                                                        easel_merge_field_get_value (self->field));
  g_autofree char *shown = shorten (self, text);
  g_autoptr (GArray) spans = easel_word_diff_find (text, result);
  g_autofree char *words = easel_word_diff_describe (text, spans);
  g_autoptr (PangoAttrList) attrs = mark (spans);
  /* Translators: %s are the words */
  g_autofree char *description = words != NULL
                                     ? g_strdup_printf (_ ("Not in the result: %s"), words)
                                     : g_strdup ("");
  gboolean empty = *text == '\0';

  gtk_label_set_label (self->text, empty ? _ ("Nothing") : shown);
  gtk_label_set_attributes (self->text, attrs);
  gtk_widget_set_visible (self->more, strlen (shown) < strlen (text));
  if (empty)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "dimmed");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description, -1);
}

static void
on_more_clicked (EaselMergeFieldSide *self)
{
  self->all = TRUE;
  update_text (self);
}

/* Lists ----------------------------------------------------------------------------------- */

static JsonArray *
get_array (EaselMergeFieldSide *self)
{
  JsonNode *value = easel_merge_field_get_side (self->field, self->side);

  return JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;
}

static void
update_chips (EaselMergeFieldSide *self)
{
  JsonArray *array = get_array (self);
  guint length = array != NULL ? json_array_get_length (array) : 0;
  g_autofree EaselChipKind *kinds = g_new (EaselChipKind, length + 1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      kinds[i] = easel_merge_field_has (self->field, element) ? EASEL_CHIP_PLAIN
                                                              : EASEL_CHIP_MISSING;
      g_strv_builder_take (builder, easel_merge_field_describe (self->field, element));
    }
  labels = g_strv_builder_end (builder);
  easel_chip_list_set_chips (self->chips, (const char *const *) labels, kinds);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), length > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->text), length == 0);
}

static void
on_chip_activated (EaselMergeFieldSide *self, guint position)
{
  easel_merge_field_add (self->field, json_array_get_element (get_array (self), position));
}

/* Both ------------------------------------------------------------------------------------ */

static void
update_take (EaselMergeFieldSide *self)
{
  gboolean left = self->side == EASEL_MERGE_SIDE_LEFT;
  gboolean taken = easel_merge_field_is_side (self->field, self->side);
  const char *icon = left ? "go-next-symbolic" : "go-previous-symbolic";

  if (self->narrow)
    icon = "go-up-symbolic";
  gtk_button_set_icon_name (GTK_BUTTON (self->take), taken ? "object-select-symbolic" : icon);
  gtk_toggle_button_set_active (self->take, taken);
  gtk_widget_set_sensitive (GTK_WIDGET (self->take),
                            taken || easel_merge_field_can_take (self->field, self->side));
}

static void
update (EaselMergeFieldSide *self)
{
  update_text (self);
  if (easel_merge_field_get_kind (self->field) == EASEL_MERGE_FIELD_LIST)
    update_chips (self);
  update_take (self);
}

static void
on_take_clicked (EaselMergeFieldSide *self)
{
  easel_merge_field_take (self->field, self->side);
  /* Pressing it again does not give it back. */
  update_take (self);
}

/* Which side is left depends on the direction of reading. */
static void
update_names (EaselMergeFieldSide *self)
{
  const char *side = easel_merge_field_side_get_label (self->side);
  const char *label = easel_merge_field_get_label (self->field);
  g_autofree char *name = NULL;

  /* Translators: takes a value from one side of a merge. The first %s is a field, such as "Color",
   * the second one "Left" or "Right" */
  name = g_strdup_printf (_ ("Take “%s” From: %s"), label, side);
  gtk_label_set_label (self->caption, side);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->take), _ ("Take This One"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->take), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_merge_field_side_finalize (GObject *object)
{
  EaselMergeFieldSide *self = EASEL_MERGE_FIELD_SIDE (object);

  g_clear_object (&self->field);

  G_OBJECT_CLASS (easel_merge_field_side_parent_class)->finalize (object);
}

static void
easel_merge_field_side_class_init (EaselMergeFieldSideClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_merge_field_side_finalize;
}

static void
add_content (EaselMergeFieldSide *self)
{
  self->content = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));
  self->caption = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0F, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->caption), "dimmed");
  self->text = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0F, "yalign", 0.0F, "wrap", TRUE,
                             "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  self->more = gtk_button_new_with_mnemonic (_ ("_Show All"));
  gtk_widget_set_halign (self->more, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_visible (self->more, FALSE);
  self->chips = EASEL_CHIP_LIST (easel_chip_list_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->chips), FALSE);

  gtk_box_append (self->content, GTK_WIDGET (self->caption));
  gtk_box_append (self->content, GTK_WIDGET (self->text));
  gtk_box_append (self->content, self->more);
  gtk_box_append (self->content, GTK_WIDGET (self->chips));
  gtk_widget_set_hexpand (GTK_WIDGET (self->content), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "merge-side");
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (on_more_clicked), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chips, "activated", G_CALLBACK (on_chip_activated), self,
                           G_CONNECT_SWAPPED);
}

static void
easel_merge_field_side_init (EaselMergeFieldSide *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  add_content (self);
  self->take = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->take), "circular");
  gtk_widget_set_valign (GTK_WIDGET (self->take), GTK_ALIGN_START);
  g_signal_connect_object (self->take, "clicked", G_CALLBACK (on_take_clicked), self,
                           G_CONNECT_SWAPPED);

  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  gtk_box_append (self->box, GTK_WIDGET (self->content));
  gtk_box_append (self->box, GTK_WIDGET (self->take));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (update_text), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::accent-color", G_CALLBACK (update_text), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
easel_merge_field_side_new (EaselMergeField *field, EaselMergeSide side)
{
  EaselMergeFieldSide *self = g_object_new (EASEL_TYPE_MERGE_FIELD_SIDE, NULL);

  self->field = g_object_ref (field);
  self->side = side;
  g_signal_connect_object (field, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update_names (self);
  easel_merge_field_side_set_narrow (self, FALSE);
  update (self);
  return GTK_WIDGET (self);
}

void
easel_merge_field_side_set_narrow (EaselMergeFieldSide *self, gboolean narrow)
{
  gboolean take_first;

  g_return_if_fail (EASEL_IS_MERGE_FIELD_SIDE (self));

  /* The button is on the way to the result. */
  take_first = self->side == EASEL_MERGE_SIDE_RIGHT && !narrow;
  self->narrow = narrow;
  gtk_box_reorder_child_after (self->box, GTK_WIDGET (self->take),
                               take_first ? NULL : GTK_WIDGET (self->content));
  gtk_widget_set_visible (GTK_WIDGET (self->caption), narrow);
  if (narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
  update_take (self);
}

const char *
easel_merge_field_side_get_label (EaselMergeSide side)
{
  gboolean mirrored = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;

  return (side == EASEL_MERGE_SIDE_LEFT) != mirrored ? C_ ("side of a merge", "Left")
                                                     : C_ ("side of a merge", "Right");
}
