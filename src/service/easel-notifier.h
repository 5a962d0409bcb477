/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselNotifier:
 *
 * Tells the person what came of their work while they were looking elsewhere: one notification
 * for what was asked for in one go, never one for each picture. What ends at about the same
 * time is told together. They are withdrawn when the person looks again. Main thread only.
 */
#define EASEL_TYPE_NOTIFIER (easel_notifier_get_type ())
G_DECLARE_FINAL_TYPE (EaselNotifier, easel_notifier, EASEL, NOTIFIER, GObject)

/* @application: not kept alive */
EaselNotifier *easel_notifier_new (GApplication *application, EaselStudio *studio);

void easel_notifier_set_window_active (EaselNotifier *self, gboolean active);

/* Tells what is still to be told, at once; before the program ends. */
void easel_notifier_flush (EaselNotifier *self);

G_END_DECLS
