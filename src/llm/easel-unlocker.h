/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselUnlocker:
 *
 * Has the Secret Service unlock things, by asking the person, apart from libsecret: that never
 * comes back when its prompt is dismissed, and when it is cancelled it dismisses the prompt,
 * which ends gnome-keyring's daemon. Here a prompt nobody answers in time stays open, and whoever
 * asks next waits for the same one. All functions block: worker threads only, any number.
 */
typedef struct _EaselUnlocker EaselUnlocker;

EaselUnlocker *easel_unlocker_new (void);
void easel_unlocker_free (EaselUnlocker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselUnlocker, easel_unlocker_free)

/**
 * easel_unlocker_unlock:
 * @path: an item or a collection
 *
 * Staying locked, also after @timeout_ms, is %EASEL_LLM_ERROR_KEYRING. Other errors are GDBus's.
 */
gboolean easel_unlocker_unlock (EaselUnlocker *self,
                                const char *path,
                                guint timeout_ms,
                                GCancellable *cancellable,
                                GError **error);

/* The same for the place where new keys go, if it is there and locked. Where no Secret Service
 * answers there is nothing to unlock: %TRUE. */
gboolean easel_unlocker_unlock_default (EaselUnlocker *self,
                                        guint timeout_ms,
                                        GCancellable *cancellable,
                                        GError **error);

G_END_DECLS
