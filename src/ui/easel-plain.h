/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Names, addresses and errors, shown as they are where libadwaita would read markup. */

/* (transfer full): for a toast overlay */
AdwToast *easel_plain_toast_new (const char *title);

/* @text: (nullable) */
void easel_plain_describe_page (AdwStatusPage *page, const char *text);
void easel_plain_describe_group (AdwPreferencesGroup *group, const char *text);

/* Told by the preferences @widget is in; logged when the person has left them. */
void easel_plain_tell_preferences (GtkWidget *widget, const char *message);

G_END_DECLS
