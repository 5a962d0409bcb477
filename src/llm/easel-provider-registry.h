/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-keyring.h"
#include "easel-provider-config.h"
#include "easel-provider.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EaselProviderRegistry:
 *
 * The providers a person has set up: a #GListModel of #EaselProviderConfig (Demo last), kept in
 * a key file, and which model does which task. The model is for the main thread;
 * easel_provider_registry_get_provider() and _get_config() are for any thread.
 *
 * Signal `changed`: on the main thread, after any change.
 */
#define EASEL_TYPE_PROVIDER_REGISTRY (easel_provider_registry_get_type ())
G_DECLARE_FINAL_TYPE (EaselProviderRegistry,
                      easel_provider_registry,
                      EASEL,
                      PROVIDER_REGISTRY,
                      GObject)

/* @path: the key file; may be missing. @keyring: where keys are. */
EaselProviderRegistry *easel_provider_registry_new (const char *path, EaselKeyring *keyring);

EaselKeyring *easel_provider_registry_get_keyring (EaselProviderRegistry *self);

void easel_provider_registry_load_async (EaselProviderRegistry *self,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean easel_provider_registry_load_finish (EaselProviderRegistry *self,
                                              GAsyncResult *result,
                                              GError **error);

/* Adds, or replaces the one with the same id; the model changes when it is on disk. */
void easel_provider_registry_save_async (EaselProviderRegistry *self,
                                         EaselProviderConfig *config,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean easel_provider_registry_save_finish (EaselProviderRegistry *self,
                                              GAsyncResult *result,
                                              GError **error);

/* Removes it and its key. */
void easel_provider_registry_remove_async (EaselProviderRegistry *self,
                                           const char *id,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean easel_provider_registry_remove_finish (EaselProviderRegistry *self,
                                                GAsyncResult *result,
                                                GError **error);

/* Chooses @provider's @model for @task. */
void easel_provider_registry_use_async (EaselProviderRegistry *self,
                                        EaselModelTask task,
                                        const char *provider,
                                        const char *model,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean easel_provider_registry_use_finish (EaselProviderRegistry *self,
                                             GAsyncResult *result,
                                             GError **error);

/* What does @task now; Demo while nothing was chosen.
 * @provider, @model: (out) (transfer full) (not nullable). */
void easel_provider_registry_get_choice (EaselProviderRegistry *self,
                                         EaselModelTask task,
                                         char **provider,
                                         char **model);

/* Whether a model was chosen for @task, and its provider is there. Any thread. */
gboolean easel_provider_registry_has_choice (EaselProviderRegistry *self, EaselModelTask task);

/* (transfer full) (nullable) */
EaselProviderConfig *
easel_provider_registry_get_config (EaselProviderRegistry *self, const char *id);

/* (transfer full) (nullable): the lane in which jobs wait for @model of @provider (both nullable):
 * the provider's, or that part of it which is the model's. Whoever makes a job that asks uses it.
 * Any thread. */
char *easel_provider_registry_make_lane (EaselProviderRegistry *self,
                                         const char *provider,
                                         const char *model);

/* (transfer full) (nullable): ready to be asked; EASEL_LLM_ERROR_NO_PROVIDER when it is gone */
EaselProvider *
easel_provider_registry_get_provider (EaselProviderRegistry *self, const char *id, GError **error);

/* (transfer full): one that is not kept, to look at before; any thread */
EaselProvider *
easel_provider_registry_make_provider (EaselProviderRegistry *self, EaselProviderConfig *config);

G_END_DECLS
