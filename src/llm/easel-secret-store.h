/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libsecret/secret.h>

G_BEGIN_DECLS

/**
 * EaselSecretStore:
 *
 * Keys in the Secret Service, by provider and origin. libsecret runs on one thread of the
 * store's own, where its proxies stay at home; the functions below block and are for worker
 * threads, any number. None waits longer than @timeout_ms for an answer, and once more so long
 * for a person to unlock. Errors are %EASEL_LLM_ERROR_KEYRING or %G_IO_ERROR_CANCELLED.
 */
typedef struct _EaselSecretStore EaselSecretStore;

EaselSecretStore *easel_secret_store_new (void);
void easel_secret_store_free (EaselSecretStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselSecretStore, easel_secret_store_free)

/* How many there are, without unlocking anything; -1 on error. @origin: (nullable): any */
int easel_secret_store_count (EaselSecretStore *self,
                              const char *provider,
                              const char *origin,
                              guint timeout_ms,
                              GCancellable *cancellable,
                              GError **error);

/* (transfer full) (nullable): to be freed with secret_password_free(); %NULL without an error
 * when there is none */
char *easel_secret_store_lookup (EaselSecretStore *self,
                                 const char *provider,
                                 const char *origin,
                                 guint timeout_ms,
                                 GCancellable *cancellable,
                                 GError **error);

gboolean easel_secret_store_save (EaselSecretStore *self,
                                  const char *provider,
                                  const char *origin,
                                  SecretValue *key,
                                  guint timeout_ms,
                                  GCancellable *cancellable,
                                  GError **error);

/* Of every origin. That there is none is no error. */
gboolean easel_secret_store_clear (EaselSecretStore *self,
                                   const char *provider,
                                   guint timeout_ms,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
