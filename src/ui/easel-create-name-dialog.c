/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-create-name-dialog.h"

#include <glib/gi18n.h>

struct _EaselCreateNameDialog
{
  AdwAlertDialog parent_instance;

  GtkEditable *entry; /* (unowned): the extra child */
};

static guint named_signal;

G_DEFINE_FINAL_TYPE (EaselCreateNameDialog, easel_create_name_dialog, ADW_TYPE_ALERT_DIALOG)

/* (transfer full) */
static char *
dup_name (EaselCreateNameDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
on_changed (EaselCreateNameDialog *self)
{
  g_autofree char *name = dup_name (self);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "save", *name != '\0');
}

static void
easel_create_name_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  EaselCreateNameDialog *self = EASEL_CREATE_NAME_DIALOG (dialog);
  g_autofree char *name = dup_name (self);

  if (g_str_equal (response, "save") && *name != '\0')
    g_signal_emit (self, named_signal, 0, name);
}

static void
easel_create_name_dialog_class_init (EaselCreateNameDialogClass *klass)
{
  ADW_ALERT_DIALOG_CLASS (klass)->response = easel_create_name_dialog_response;

  named_signal = g_signal_new ("named", EASEL_TYPE_CREATE_NAME_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
easel_create_name_dialog_init (EaselCreateNameDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  GtkWidget *entry = g_object_new (GTK_TYPE_ENTRY, "activates-default", TRUE, "placeholder-text",
                                   _ ("Name"), NULL);

  self->entry = GTK_EDITABLE (entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Name"),
                                  -1);
  adw_alert_dialog_set_extra_child (dialog, entry);
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "save", _ ("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "save");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_dialog_set_focus (ADW_DIALOG (self), entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

EaselCreateNameDialog *
easel_create_name_dialog_new (const char *heading, const char *body, const char *name)
{
  EaselCreateNameDialog *self = g_object_new (EASEL_TYPE_CREATE_NAME_DIALOG, "heading", heading,
                                              "body", body, NULL);

  gtk_editable_set_text (self->entry, name != NULL ? name : "");
  on_changed (self);
  return self;
}
