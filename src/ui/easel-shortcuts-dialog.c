/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-shortcuts-dialog.h"

#include <glib/gi18n.h>

struct _EaselShortcutsDialog
{
  AdwDialog parent_instance;
};

G_DEFINE_FINAL_TYPE (EaselShortcutsDialog, easel_shortcuts_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  const char *title;       /* untranslated; of a group when there is nothing else */
  const char *action;      /* (nullable): whose accelerators these are */
  const char *accelerator; /* (nullable): of what is no action of the application */
} Shortcut;

static const Shortcut shortcuts[] = {
  { N_ ("Pictures") },
  { N_ ("Open pictures"), "win.open" },
  { N_ ("Open folders"), "win.open-folder" },
  { N_ ("Paste a picture"), "win.paste" },

  { N_ ("Jobs") },
  { N_ ("Pause or resume"), "win.toggle-pause" },
  { N_ ("Cancel or remove a job"), NULL, "Delete" },
  { N_ ("Open a job’s menu"), NULL, "<Shift>F10" },

  { N_ ("Library") },
  { N_ ("Search the library"), "win.search" },
  { N_ ("Show the history"), "win.show-history" },
  { N_ ("Edit what is shown"), "win.edit" },
  { N_ ("Save what was edited"), NULL, "<Control>s" },
  { N_ ("Select everything"), NULL, "<Control>a" },
  { N_ ("End selecting"), NULL, "Escape" },

  { N_ ("Create") },
  { N_ ("Make what is in the form"), NULL, "<Control>Return" },
  { N_ ("Save what is in the form"), NULL, "<Control>s" },
  { N_ ("Empty a slot"), NULL, "Delete" },

  { N_ ("Compare") },
  { N_ ("Keep a picture"), NULL, "k" },
  { N_ ("Discard a picture"), NULL, "x" },
  { N_ ("Copy a picture"), NULL, "<Control>c" },
  { N_ ("Save a picture"), NULL, "<Control>s" },
  { N_ ("View full screen"), NULL, "F11" },
  { N_ ("Go to the next picture"), NULL, "period" },
  { N_ ("Go to the previous picture"), NULL, "comma" },
  { N_ ("Choose the left picture"), NULL, "1" },
  { N_ ("Choose the right picture"), NULL, "2" },
  { N_ ("Enlarge"), NULL, "plus" },
  { N_ ("Reduce"), NULL, "minus" },
  { N_ ("Show all of the picture"), NULL, "0" },

  { N_ ("Story") },
  { N_ ("Larger text"), NULL, "<Control>plus" },
  { N_ ("Smaller text"), NULL, "<Control>minus" },
  { N_ ("Normal text"), NULL, "<Control>0" },
  { N_ ("Turn the page"), NULL, "space" },

  { N_ ("Review") },
  { N_ ("Approve"), NULL, "<Control>Return" },
  { N_ ("Take the left value"), NULL, "<Alt>Left" },
  { N_ ("Take the right value"), NULL, "<Alt>Right" },
  { N_ ("Go to the next field"), NULL, "<Alt>Down" },
  { N_ ("Go to the previous field"), NULL, "<Alt>Up" },
  { N_ ("Move a scene down"), NULL, "<Alt>Down" },
  { N_ ("Move a scene up"), NULL, "<Alt>Up" },
  { N_ ("Go to the next review"), NULL, "<Control>Page_Down" },
  { N_ ("Go to the previous review"), NULL, "<Control>Page_Up" },
  { N_ ("Decide later"), NULL, "Escape" },

  { N_ ("Window") },
  { N_ ("Show the Brief"), "win.show-page::brief" },
  { N_ ("Show the library"), "win.show-page::library" },
  { N_ ("Show the Create page"), "win.show-page::create" },
  { N_ ("Go to the sidebar or the page"), "win.next-pane" },
  { N_ ("Preferences"), "app.preferences" },
  { N_ ("Keyboard shortcuts"), "app.shortcuts" },
  { N_ ("Close the window"), "window.close" },
  { N_ ("Quit"), "app.quit" },
};

/* (transfer full): "Ctrl+O" as this desktop writes it */
static char *
describe_accelerator (const char *accelerator)
{
  GdkModifierType modifiers;
  guint key;

  if (!gtk_accelerator_parse (accelerator, &key, &modifiers))
    return g_strdup (accelerator);
  return gtk_accelerator_get_label (key, modifiers);
}

static GtkWidget *
create_row (GtkApplication *application, const Shortcut *shortcut)
{
  GtkWidget *row = adw_action_row_new ();
  g_auto (GStrv) accelerators = NULL;
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (shortcut->action != NULL)
    accelerators = gtk_application_get_accels_for_action (application, shortcut->action);
  text = describe_accelerator (accelerators != NULL ? accelerators[0] : shortcut->accelerator);

  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (shortcut->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static GtkWidget *
create_page (GtkApplication *application)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  AdwPreferencesGroup *group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].action == NULL && shortcuts[i].accelerator == NULL)
      {
        group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
        adw_preferences_group_set_title (group, _ (shortcuts[i].title));
        adw_preferences_page_add (page, group);
      }
    else
      adw_preferences_group_add (group, create_row (application, &shortcuts[i]));
  return GTK_WIDGET (page);
}

static void
easel_shortcuts_dialog_class_init (EaselShortcutsDialogClass *klass)
{
}

static void
easel_shortcuts_dialog_init (EaselShortcutsDialog *self)
{
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Keyboard Shortcuts"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 480);
  adw_dialog_set_content_height (ADW_DIALOG (self), 640);
}

EaselShortcutsDialog *
easel_shortcuts_dialog_new (GtkApplication *application)
{
  EaselShortcutsDialog *self = g_object_new (EASEL_TYPE_SHORTCUTS_DIALOG, NULL);
  GtkWidget *view = adw_toolbar_view_new ();

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), create_page (application));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  return self;
}
