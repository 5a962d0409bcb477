/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-window-private.h"

#include "easel-library-changes.h"
#include "easel-plain.h"

#include <glib/gi18n.h>

/* Telling what was done, and taking it back, for every page and dialog. */

typedef struct
{
  EaselWindow *window; /* (owned) */
  char *change;        /* (owned) */
} Undo;

static void
undo_free (Undo *undo)
{
  g_object_unref (undo->window);
  g_free (undo->change);
  g_free (undo);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Undo, undo_free)

static void begin_undo (EaselWindow *self, const char *change, gboolean force);

static void
on_overwrite_response (AdwAlertDialog *dialog, const char *response, gpointer user_data)
{
  Undo *undo = user_data;

  if (g_str_equal (response, "undo"))
    begin_undo (undo->window, undo->change, TRUE);
}

static void
free_closure (gpointer data, GClosure *closure)
{
  undo_free (data);
}

/* @undo: (transfer full); @error says what would be lost */
static void
ask_to_overwrite (Undo *undo, const GError *error)
{
  GtkWidget *parent = GTK_WIDGET (undo->window);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("Overwrite Later Changes?"), error->message));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "undo", _ ("_Undo Anyway"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "undo", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_overwrite_response), undo, free_closure,
                         0);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}

/* Only of the newest change: an older one may be taken back already. What was told before it, such
 * as that it would be asked about, is over too. */
static void
add_change_toast (EaselWindow *self, const char *title, const char *button, const char *change)
{
  AdwToast *toast = easel_plain_toast_new (title);

  if (self->change_toast != NULL)
    adw_toast_dismiss (self->change_toast);
  if (self->notice_toast != NULL)
    adw_toast_dismiss (self->notice_toast);
  g_set_weak_pointer (&self->change_toast, toast);
  adw_toast_set_button_label (toast, button);
  adw_toast_set_action_name (toast, "win.undo-change");
  adw_toast_set_action_target (toast, "s", change);
  /* Not after whatever else is being told: the way back is wanted now. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (easel_window_get_toasts (self), toast);
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Undo) undo = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *entry = NULL;

  if (easel_library_undo_finish (EASEL_LIBRARY (source), result, &entry, &error))
    add_change_toast (undo->window, _ ("Undone"), _ ("_Redo"), entry);
  else if (g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_WOULD_OVERWRITE))
    ask_to_overwrite (g_steal_pointer (&undo), error);
  else
    easel_window_add_error_toast (undo->window, error);
}

/* Also when the window is closed meanwhile: what was begun is done. */
static void
begin_undo (EaselWindow *self, const char *change, gboolean force)
{
  const EaselChangeStamp stamp = { .door = "window" };
  Undo *undo = g_new (Undo, 1);

  *undo = (Undo) { g_object_ref (self), g_strdup (change) };
  easel_library_undo_async (easel_studio_get_library (self->studio), change, force, &stamp, NULL,
                            on_undone, undo);
}

static void
on_undo_change (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  begin_undo (user_data, g_variant_get_string (parameter, NULL), FALSE);
}

static void
on_tell_change (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *title;
  const char *change;

  g_variant_get (parameter, "(&s&s)", &title, &change);
  easel_window_add_undo_toast (user_data, title, change);
}

static void
on_tell (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  EaselWindow *self = user_data;
  AdwToast *toast = easel_plain_toast_new (g_variant_get_string (parameter, NULL));

  g_set_weak_pointer (&self->notice_toast, toast);
  adw_toast_overlay_add_toast (easel_window_get_toasts (self), toast);
}

void
easel_window_add_undo_toast (EaselWindow *self, const char *title, const char *change)
{
  g_return_if_fail (EASEL_IS_WINDOW (self));

  add_change_toast (self, title, _ ("_Undo"), change);
}

void
easel_window_add_undo_actions (EaselWindow *self)
{
  const GActionEntry entries[] = {
    { "undo-change", on_undo_change, "s" },
    { "tell-change", on_tell_change, "(ss)" },
    { "tell", on_tell, "s" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
