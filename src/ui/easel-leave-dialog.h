/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is asked when the person leaves while there is work. */

#define EASEL_LEAVE_KEEP_WORKING "keep-working"
#define EASEL_LEAVE_QUIT "quit"

/* For a window that is to be closed, once: what is chosen counts from then on. Responses: both. */
AdwAlertDialog *easel_leave_dialog_new_for_close (guint n_jobs);

/* For a program that is to be ended. Response: %EASEL_LEAVE_QUIT. */
AdwAlertDialog *easel_leave_dialog_new_for_quit (guint n_running);

G_END_DECLS
