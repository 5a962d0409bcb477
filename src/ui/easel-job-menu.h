/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* (transfer full): what can be done with @job in its state, as actions of the window */
GMenuModel *easel_job_menu_new (EaselJob *job);

/* Makes @actionable activate @name, an action of the window, with @id. */
void easel_job_menu_connect (GtkActionable *actionable, const char *name, const char *id);

G_END_DECLS
