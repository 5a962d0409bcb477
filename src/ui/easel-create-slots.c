/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-slots.h"

#include <glib/gi18n.h>

/* A slot and its rows. */
typedef struct
{
  char *name;                 /* (owned) */
  AdwPreferencesGroup *group; /* (unowned): where the rows are */
  GPtrArray *rows;            /* (owned) (element-type EaselSlotRow): its own, not the widgets */
} Slot;

struct _EaselCreateSlots
{
  GtkBox parent_instance;

  EaselCreateForm *form;        /* (owned) */
  EaselLibrary *library;        /* (owned) */
  GPtrArray *slots;             /* (owned) (element-type Slot) */
  AdwPreferencesGroup *subject; /* (unowned) */
  AdwPreferencesGroup *parts;   /* (unowned) */
};

G_DEFINE_FINAL_TYPE (EaselCreateSlots, easel_create_slots, GTK_TYPE_BOX)

static void
slot_free (gpointer data)
{
  Slot *slot = data;

  g_free (slot->name);
  g_ptr_array_unref (slot->rows);
  g_free (slot);
}

static const char *
get_title (const char *slot)
{
  const EaselRecipeSlot *known = easel_recipe_slot_lookup (slot);

  return known != NULL ? easel_recipe_slot_get_title (known) : slot;
}

static gboolean
takes_several (const char *slot)
{
  const EaselRecipeSlot *known = easel_recipe_slot_lookup (slot);

  return known != NULL && known->many;
}

/* What is put in -------------------------------------------------------------------------- */

/* (nullable): @index: (out): of @row among its slot's */
static const Slot *
find_slot (EaselCreateSlots *self, EaselSlotRow *row, guint *index)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      Slot *slot = self->slots->pdata[i];

      if (g_ptr_array_find (slot->rows, row, index))
        return slot;
    }
  return NULL;
}

static void
on_filled (EaselCreateSlots *self,
           int source,
           const char *value,
           EaselEntity *entity,
           EaselSlotRow *row)
{
  guint index = 0;
  const Slot *slot = find_slot (self, row, &index);
  g_autoptr (GPtrArray) parts = NULL;

  if (slot == NULL)
    return;
  parts = easel_create_form_list_parts (self->form, slot->name);
  if (entity != NULL)
    easel_create_form_learn (self->form, entity);
  if (index < parts->len)
    easel_create_form_replace (self->form, parts->pdata[index], (EaselRecipeSource) source, value);
  else
    easel_create_form_put (self->form, slot->name, (EaselRecipeSource) source, value);
}

static void
on_emptied (EaselCreateSlots *self, EaselSlotRow *row)
{
  guint index = 0;
  const Slot *slot = find_slot (self, row, &index);
  g_autoptr (GPtrArray) parts = NULL;

  if (slot == NULL)
    return;
  parts = easel_create_form_list_parts (self->form, slot->name);
  if (index < parts->len)
    easel_create_form_remove (self->form, parts->pdata[index]);
}

/* Rows ------------------------------------------------------------------------------------ */

/* A row of a group stands behind all others; a list box has places. */
static void
insert_row (EaselCreateSlots *self, Slot *slot, GtkWidget *row)
{
  GtkWidget *before = slot->rows->len > 0 ? slot->rows->pdata[slot->rows->len - 1] : NULL;
  GtkWidget *list = before != NULL ? gtk_widget_get_parent (before) : NULL;

  if (list != NULL)
    gtk_list_box_insert (GTK_LIST_BOX (list), row,
                         gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (before)) + 1);
  else
    adw_preferences_group_add (slot->group, row);
}

static void
add_row (EaselCreateSlots *self, Slot *slot)
{
  const EaselGeneratorSlot *used = easel_generator_get_slot (
      easel_create_form_get_generator (self->form), slot->name);
  g_auto (GStrv) kinds = easel_create_form_dup_kinds (self->form, slot->name);
  GtkWidget *row = easel_slot_row_new (self->library, get_title (slot->name),
                                       (const char *const *) kinds,
                                       used != NULL && used->takes_text);

  g_signal_connect_object (row, "filled", G_CALLBACK (on_filled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "emptied", G_CALLBACK (on_emptied), self, G_CONNECT_SWAPPED);
  insert_row (self, slot, row);
  g_ptr_array_add (slot->rows, row);
}

static void
remove_last_row (Slot *slot)
{
  GtkWidget *row = slot->rows->pdata[slot->rows->len - 1];

  /* The keyboard does not get lost with it. */
  if (gtk_widget_get_focus_child (row) != NULL || gtk_widget_has_focus (row))
    gtk_widget_grab_focus (slot->rows->pdata[0]);
  g_ptr_array_remove_index (slot->rows, slot->rows->len - 1);
  gtk_list_box_remove (GTK_LIST_BOX (gtk_widget_get_parent (row)), row);
}

/* (nullable): the category of a garment */
static const char *
get_category_title (EaselCreateSlots *self, const EaselRecipePart *part, EaselEntity *entity)
{
  return entity != NULL && g_str_equal (part->slot, EASEL_SLOT_CLOTHING)
             ? easel_create_form_get_category_title (self->form, entity)
             : NULL;
}

static void
show_part (EaselCreateSlots *self, EaselSlotRow *row, const EaselRecipePart *part)
{
  EaselEntity *entity = easel_create_form_lookup_entity (self->form, part->value);
  const char *category = get_category_title (self, part, entity);

  easel_slot_row_set_title (row, category != NULL ? category : get_title (part->slot));
  easel_slot_row_set_placeholder (row, NULL, NULL);
  easel_slot_row_show (row, part->source, part->value, entity);
}

static void
show_empty (EaselCreateSlots *self, EaselSlotRow *row, const char *slot, gboolean another)
{
  const EaselGeneratorSlot *used = easel_generator_get_slot (
      easel_create_form_get_generator (self->form), slot);

  easel_slot_row_set_title (row, another ? _ ("Another Piece") : get_title (slot));
  easel_slot_row_set_placeholder (
      row, used != NULL && used->needed ? _ ("Choose one, or drop it here") : NULL,
      "list-add-symbolic");
  easel_slot_row_show (row, EASEL_RECIPE_TEXT, NULL, NULL);
}

static void
update_slot (EaselCreateSlots *self, Slot *slot)
{
  g_autoptr (GPtrArray) parts = easel_create_form_list_parts (self->form, slot->name);
  g_autofree char *problem = easel_create_form_describe_problem (self->form, slot->name);
  guint n_rows = MAX (1, takes_several (slot->name) ? parts->len + 1 : parts->len);
  guint at = parts->len > 0 ? parts->len - 1 : 0;

  while (slot->rows->len < n_rows)
    add_row (self, slot);
  for (guint i = 0; i < n_rows; i++)
    {
      EaselSlotRow *row = slot->rows->pdata[i];

      if (i < parts->len)
        show_part (self, row, parts->pdata[i]);
      else
        show_empty (self, row, slot->name, i > 0);
      /* Where the things end: it is about all of them. */
      easel_slot_row_set_problem (row, i == at ? problem : NULL);
    }
  while (slot->rows->len > n_rows)
    remove_last_row (slot);
}

static gboolean
has_slot (EaselCreateSlots *self, const char *name)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (g_str_equal (((Slot *) self->slots->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

static void
update (EaselCreateSlots *self)
{
  g_auto (GStrv) names = easel_create_form_dup_slots (self->form);

  for (guint i = 0; names[i] != NULL; i++)
    if (!has_slot (self, names[i]))
      {
        Slot *slot = g_new0 (Slot, 1);
        gboolean is_subject = g_str_equal (names[i], EASEL_SLOT_SUBJECT);

        slot->name = g_strdup (names[i]);
        slot->group = is_subject ? self->subject : self->parts;
        slot->rows = g_ptr_array_new ();
        g_ptr_array_add (self->slots, slot);
      }
  for (guint i = 0; i < self->slots->len; i++)
    update_slot (self, self->slots->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->parts), self->slots->len > 1);
}

/* Keys ------------------------------------------------------------------------------------ */

/* (nullable): the slot after @row, or before it; the subject's is above all others */
static GtkWidget *
find_neighbor (EaselCreateSlots *self, GtkWidget *row, gboolean after)
{
  GtkWidget *before = NULL;

  for (guint i = 0; i < self->slots->len; i++)
    {
      const Slot *slot = self->slots->pdata[i];

      for (guint j = 0; j < slot->rows->len; j++)
        {
          if (slot->rows->pdata[j] == row && !after)
            return before;
          if (before == row && after)
            return slot->rows->pdata[j];
          before = slot->rows->pdata[j];
        }
    }
  return NULL;
}

/* Two lists, but one to whoever goes through it. */
static gboolean
on_key (EaselCreateSlots *self, guint key, guint keycode, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);
  gboolean down = key == GDK_KEY_Down || key == GDK_KEY_KP_Down;
  GtkWidget *next;

  if (!EASEL_IS_SLOT_ROW (focus) || (state & gtk_accelerator_get_default_mod_mask ()) != 0
      || (!down && key != GDK_KEY_Up && key != GDK_KEY_KP_Up))
    return GDK_EVENT_PROPAGATE;
  next = find_neighbor (self, focus, down);
  return next != NULL && gtk_widget_grab_focus (next);
}

static void
add_keys (EaselCreateSlots *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_create_slots_dispose (GObject *object)
{
  EaselCreateSlots *self = EASEL_CREATE_SLOTS (object);

  g_clear_object (&self->form);
  g_clear_object (&self->library);
  g_clear_pointer (&self->slots, g_ptr_array_unref);

  G_OBJECT_CLASS (easel_create_slots_parent_class)->dispose (object);
}

static void
easel_create_slots_class_init (EaselCreateSlotsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = easel_create_slots_dispose;
}

static AdwPreferencesGroup *
append_group (EaselCreateSlots *self)
{
  GtkWidget *group = adw_preferences_group_new ();

  gtk_box_append (GTK_BOX (self), group);
  return ADW_PREFERENCES_GROUP (group);
}

static void
easel_create_slots_init (EaselCreateSlots *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 24);
  self->slots = g_ptr_array_new_with_free_func (slot_free);
  self->subject = append_group (self);
  self->parts = append_group (self);
  add_keys (self);
}

void
easel_create_slots_set_form (EaselCreateSlots *self, EaselCreateForm *form, EaselLibrary *library)
{
  g_return_if_fail (EASEL_IS_CREATE_SLOTS (self));
  g_return_if_fail (self->form == NULL);

  self->form = g_object_ref (form);
  self->library = g_object_ref (library);
  g_signal_connect_object (form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

EaselSlotRow *
easel_create_slots_find_row (EaselCreateSlots *self, const char *kind)
{
  const char *name;

  g_return_val_if_fail (EASEL_IS_CREATE_SLOTS (self), NULL);

  name = easel_create_form_find_slot (self->form, kind);
  for (guint i = 0; name != NULL && i < self->slots->len; i++)
    {
      Slot *slot = self->slots->pdata[i];

      if (g_str_equal (slot->name, name))
        return slot->rows->pdata[slot->rows->len - 1];
    }
  return NULL;
}

void
easel_create_slots_focus_problem (EaselCreateSlots *self)
{
  g_return_if_fail (EASEL_IS_CREATE_SLOTS (self));

  for (guint i = 0; i < self->slots->len; i++)
    {
      Slot *slot = self->slots->pdata[i];
      g_autofree char *problem = easel_create_form_describe_problem (self->form, slot->name);

      if (problem != NULL)
        {
          gtk_widget_grab_focus (slot->rows->pdata[0]);
          return;
        }
    }
}
