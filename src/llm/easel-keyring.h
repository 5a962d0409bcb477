/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselKeyring:
 *
 * API keys, in the Secret Service and nowhere else. A key is stored for a provider id and the
 * origin it may be sent to; looking it up for another origin finds nothing. Held in
 * non-pageable memory. When there is no Secret Service, or it stays locked past the timeout, a
 * key can be kept for this session only.
 */
#define EASEL_TYPE_KEYRING (easel_keyring_get_type ())
G_DECLARE_FINAL_TYPE (EaselKeyring, easel_keyring, EASEL, KEYRING, GObject)

EaselKeyring *easel_keyring_new (void);

/* How long a lookup or store may wait, for example for an unlock prompt; 30 s by default. */
void easel_keyring_set_timeout (EaselKeyring *self, guint milliseconds);

/**
 * EaselKeyStorage:
 * @EASEL_KEY_STORED: in the Secret Service
 * @EASEL_KEY_SESSION_ONLY: in memory until Easel ends
 */
typedef enum
{
  EASEL_KEY_STORED,
  EASEL_KEY_SESSION_ONLY,
} EaselKeyStorage;

/* @key: copied to non-pageable memory at once. With @allow_session, a keyring that is missing
 * or does not answer gives %EASEL_KEY_SESSION_ONLY instead of an error. */
void easel_keyring_store_async (EaselKeyring *self,
                                const char *provider,
                                const char *origin,
                                const char *key,
                                gboolean allow_session,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean easel_keyring_store_finish (EaselKeyring *self,
                                     GAsyncResult *result,
                                     EaselKeyStorage *storage,
                                     GError **error);

void easel_keyring_clear_async (EaselKeyring *self,
                                const char *provider,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean easel_keyring_clear_finish (EaselKeyring *self, GAsyncResult *result, GError **error);

/**
 * easel_keyring_lookup:
 *
 * Blocking, for worker threads; obeys @cancellable and the timeout.
 *
 * Returns: (transfer full) (nullable): the key, to be freed with secret_password_free();
 *   %NULL without an error when none is stored
 */
char *easel_keyring_lookup (EaselKeyring *self,
                            const char *provider,
                            const char *origin,
                            GCancellable *cancellable,
                            GError **error);

/* Whether a key is stored, for the window; not the key itself. */
void easel_keyring_has_key_async (EaselKeyring *self,
                                  const char *provider,
                                  const char *origin,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean easel_keyring_has_key_finish (EaselKeyring *self, GAsyncResult *result, GError **error);

/* Whether the key is held in memory and forgotten when Easel ends, as no keyring took it. Does not
 * block; any thread. */
gboolean
easel_keyring_is_session_only (EaselKeyring *self, const char *provider, const char *origin);

G_END_DECLS
