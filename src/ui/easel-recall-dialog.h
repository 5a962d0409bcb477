/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EASEL_RECALL_DIALOG_CANCEL "cancel-job"

/* Asks before a job is canceled that waits for what its provider was sent: what that has answered
 * is paid for. Response: %EASEL_RECALL_DIALOG_CANCEL. */
AdwAlertDialog *easel_recall_dialog_new (EaselStudio *studio, EaselJob *job);

G_END_DECLS
