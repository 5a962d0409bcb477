/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-prompt.h"

#include "easel-text-area.h"

#include <glib/gi18n.h>

struct _EaselCreatePrompt
{
  AdwPreferencesGroup parent_instance;

  AdwExpanderRow *row;  /* (unowned): a child */
  EaselTextArea *area;  /* (unowned): in @row */
  GtkWidget *area_row;  /* (unowned): in @row */
  GtkWidget *empty_row; /* (unowned): in @row, while there is no prompt */
  GtkWidget *reset_row; /* (unowned): in @row */

  EaselCreateForm *form; /* (owned) */
  char *built;           /* (owned) (nullable) */
  gboolean shows;        /* what the form says, which is nothing new to it */
};

G_DEFINE_FINAL_TYPE (EaselCreatePrompt, easel_create_prompt, ADW_TYPE_PREFERENCES_GROUP)

static GtkTextBuffer *
get_buffer (EaselCreatePrompt *self)
{
  return gtk_text_view_get_buffer (easel_text_area_get_view (self->area));
}

/* Who deletes it all is about to write something else. */
static gboolean
is_being_emptied (EaselCreatePrompt *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus == GTK_WIDGET (easel_text_area_get_view (self->area))
         && gtk_text_buffer_get_char_count (get_buffer (self)) == 0;
}

static void
update (EaselCreatePrompt *self)
{
  const char *own = easel_recipe_get_prompt (easel_create_form_get_recipe (self->form));
  const char *text = own != NULL ? own : self->built;
  g_autofree char *before = easel_text_area_dup_text (self->area);

  if (g_strcmp0 (before, text) != 0 && !is_being_emptied (self))
    {
      self->shows = TRUE;
      gtk_text_buffer_set_text (get_buffer (self), text != NULL ? text : "", -1);
      self->shows = FALSE;
    }
  gtk_widget_set_visible (self->area_row, text != NULL);
  gtk_widget_set_visible (self->empty_row, text == NULL);
  gtk_widget_set_visible (self->reset_row, own != NULL);
  adw_expander_row_set_subtitle (self->row,
                                 own != NULL ? _ ("Written by you") : _ ("What the model is told"));
}

static void
on_text_changed (EaselCreatePrompt *self)
{
  g_autofree char *text = easel_text_area_dup_text (self->area);

  if (self->shows)
    return;
  easel_create_form_set_prompt (self->form, g_strcmp0 (text, self->built) != 0 ? text : NULL);
}

static void
on_reset (EaselCreatePrompt *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->row));
  easel_create_form_set_prompt (self->form, NULL);
}

static void
easel_create_prompt_dispose (GObject *object)
{
  EaselCreatePrompt *self = EASEL_CREATE_PROMPT (object);

  g_clear_object (&self->form);

  G_OBJECT_CLASS (easel_create_prompt_parent_class)->dispose (object);
}

static void
easel_create_prompt_finalize (GObject *object)
{
  g_free (EASEL_CREATE_PROMPT (object)->built);

  G_OBJECT_CLASS (easel_create_prompt_parent_class)->finalize (object);
}

static void
easel_create_prompt_class_init (EaselCreatePromptClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = easel_create_prompt_dispose;
  object_class->finalize = easel_create_prompt_finalize;
}

static GtkWidget *
create_area_row (EaselCreatePrompt *self)
{
  GtkWidget *row = g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "focusable", FALSE,
                                 NULL);
  GtkWidget *area = easel_text_area_new (_ ("Prompt"));

  self->area = EASEL_TEXT_AREA (area);
  gtk_widget_add_css_class (row, "editor");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Prompt"),
                                  -1);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), area);
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (on_text_changed), self,
                           G_CONNECT_SWAPPED);
  return row;
}

static GtkWidget *
create_reset_row (EaselCreatePrompt *self)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("_Use the Built Prompt"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_reset), self, G_CONNECT_SWAPPED);
  return row;
}

static void
easel_create_prompt_init (EaselCreatePrompt *self)
{
  self->row = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _ ("Prompt"));
  self->empty_row = g_object_new (ADW_TYPE_ACTION_ROW, "title",
                                  _ ("Choose what is needed, and the prompt is here"), NULL);
  gtk_widget_add_css_class (self->empty_row, "dimmed");
  self->area_row = create_area_row (self);
  self->reset_row = create_reset_row (self);
  adw_expander_row_add_row (self->row, self->empty_row);
  adw_expander_row_add_row (self->row, self->area_row);
  adw_expander_row_add_row (self->row, self->reset_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->row));
}

GtkWidget *
easel_create_prompt_new (EaselCreateForm *form)
{
  EaselCreatePrompt *self;

  g_return_val_if_fail (EASEL_IS_CREATE_FORM (form), NULL);

  self = g_object_new (EASEL_TYPE_CREATE_PROMPT, NULL);
  self->form = g_object_ref (form);
  g_signal_connect_object (form, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

void
easel_create_prompt_set_built (EaselCreatePrompt *self, const char *built)
{
  g_return_if_fail (EASEL_IS_CREATE_PROMPT (self));

  if (g_set_str (&self->built, built))
    update (self);
}
