/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-run.h"

G_BEGIN_DECLS

/**
 * EaselRelay:
 *
 * Brings what runs report to the main thread, at most once a frame, with one source for
 * all runs.
 */
typedef struct _EaselRelay EaselRelay;

/* @run has reported something since the last call; main thread. */
typedef void (*EaselRelayFunc) (EaselRun *run, gpointer user_data);

/* In the caller's main context. */
EaselRelay *easel_relay_new (EaselRelayFunc func, gpointer user_data);

/* Calls no more; what is reported from now on is dropped. */
void easel_relay_stop (EaselRelay *self);

/* Any thread. */
EaselRelay *easel_relay_ref (EaselRelay *self);
void easel_relay_unref (EaselRelay *self);
void easel_relay_report (EaselRelay *self, EaselRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselRelay, easel_relay_unref)

G_END_DECLS
