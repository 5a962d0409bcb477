/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-chip-list.h"

#include <glib/gi18n.h>

struct _EaselChipList
{
  AdwBin parent_instance;

  AdwWrapBox *box;
  GtkWidget *entry; /* (nullable): in @box, the last of it */
  GPtrArray *chips; /* (owned) (element-type GtkWidget): in @box */
};

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_ADDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselChipList, easel_chip_list, ADW_TYPE_BIN)

/* Chips ----------------------------------------------------------------------------------- */

static void
on_chip_clicked (GtkWidget *button, EaselChipList *self)
{
  for (guint i = 0; i < self->chips->len; i++)
    {
      GtkWidget *chip = g_ptr_array_index (self->chips, i);

      if (chip == button || gtk_widget_is_ancestor (button, chip))
        {
          g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, i);
          return;
        }
    }
}

static GtkWidget *
create_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  return label;
}

static void
name_button (EaselChipList *self, GtkWidget *button, const char *format, const char *text)
{
  g_autoptr (GString) name = g_string_new (format);

  g_string_replace (name, "%s", text, 1);
  gtk_widget_set_tooltip_text (button, name->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_chip_clicked), self, 0);
}

static GtkWidget *
create_removable (EaselChipList *self, const char *text)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  /* Translators: %s is one of several values, such as "Red" */
  name_button (self, button, _ ("Remove “%s”"), text);
  gtk_box_append (GTK_BOX (chip), create_label (text));
  gtk_box_append (GTK_BOX (chip), button);
  gtk_widget_add_css_class (chip, "removable");
  return chip;
}

static GtkWidget *
create_missing (EaselChipList *self, const char *text)
{
  GtkWidget *chip = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box),
                  g_object_new (GTK_TYPE_IMAGE, "icon-name", "list-add-symbolic", "accessible-role",
                                GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (box), create_label (text));
  gtk_button_set_child (GTK_BUTTON (chip), box);
  /* Translators: %s is one of several values, such as "Red" */
  name_button (self, chip, _ ("Take “%s” as Well"), text);
  gtk_widget_add_css_class (chip, "missing");
  return chip;
}

static GtkWidget *
create_chip (EaselChipList *self, const char *text, EaselChipKind kind)
{
  GtkWidget *chip;

  switch (kind)
    {
    case EASEL_CHIP_REMOVABLE:
      chip = create_removable (self, text);
      break;
    case EASEL_CHIP_MISSING:
      chip = create_missing (self, text);
      break;
    case EASEL_CHIP_PLAIN:
    default:
      chip = create_label (text);
    }
  gtk_widget_add_css_class (chip, "chip");
  return chip;
}

/* The entry ------------------------------------------------------------------------------- */

/* What stands in the entry is meant, also when the person goes on without pressing Enter. */
static void
take_text (EaselChipList *self)
{
  g_autofree char *text = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*text == '\0')
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, text);
}

static void
create_entry (EaselChipList *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _ ("Add…"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 8);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 12);
  gtk_widget_add_css_class (self->entry, "chip-entry");
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (take_text), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (take_text), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);
  adw_wrap_box_append (self->box, self->entry);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_chip_list_finalize (GObject *object)
{
  EaselChipList *self = EASEL_CHIP_LIST (object);

  g_ptr_array_unref (self->chips);

  G_OBJECT_CLASS (easel_chip_list_parent_class)->finalize (object);
}

static void
easel_chip_list_class_init (EaselChipListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_chip_list_finalize;

  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", EASEL_TYPE_CHIP_LIST, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_ADDED] = g_signal_new ("added", EASEL_TYPE_CHIP_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
easel_chip_list_init (EaselChipList *self)
{
  self->chips = g_ptr_array_new ();
  self->box = ADW_WRAP_BOX (adw_wrap_box_new ());
  adw_wrap_box_set_child_spacing (self->box, 6);
  adw_wrap_box_set_line_spacing (self->box, 6);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

GtkWidget *
easel_chip_list_new (void)
{
  return g_object_new (EASEL_TYPE_CHIP_LIST, NULL);
}

void
easel_chip_list_set_entry_label (EaselChipList *self, const char *label)
{
  g_return_if_fail (EASEL_IS_CHIP_LIST (self));

  if (self->entry == NULL && label != NULL)
    create_entry (self);
  if (self->entry == NULL)
    return;
  gtk_widget_set_visible (self->entry, label != NULL);
  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    label, -1);
}

/* Whose chip has the keyboard; or as many as there are. */
static guint
find_focus (EaselChipList *self)
{
  guint i = 0;

  while (i < self->chips->len
         && gtk_widget_get_focus_child (GTK_WIDGET (self->box))
                != g_ptr_array_index (self->chips, i))
    i++;
  return i;
}

void
easel_chip_list_set_chips (EaselChipList *self,
                           const char *const *labels,
                           const EaselChipKind *kinds)
{
  guint n_before = self->chips->len;
  guint focus = find_focus (self);
  GtkWidget *last = NULL;

  g_return_if_fail (EASEL_IS_CHIP_LIST (self));

  for (guint i = 0; i < n_before; i++)
    adw_wrap_box_remove (self->box, g_ptr_array_index (self->chips, i));
  g_ptr_array_set_size (self->chips, 0);
  for (guint i = 0; labels[i] != NULL; i++)
    {
      GtkWidget *chip = create_chip (self, labels[i], kinds[i]);

      adw_wrap_box_insert_child_after (self->box, chip, last);
      g_ptr_array_add (self->chips, chip);
      last = chip;
    }

  /* Who removes one after the other stays in the list. */
  if (focus < n_before && self->chips->len > 0)
    gtk_widget_child_focus (g_ptr_array_index (self->chips, MIN (focus, self->chips->len - 1)),
                            GTK_DIR_TAB_FORWARD);
  else if (focus < n_before && self->entry != NULL)
    gtk_widget_grab_focus (self->entry);
}
