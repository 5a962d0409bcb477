/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-registry.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselProviderKeyGroup:
 *
 * The key of a provider: whether there is one, and how it is got, replaced and forgotten. Once it
 * is kept it is not shown again.
 *
 * Signals:
 * - `entered`: what is typed is to be kept
 * - `begun`: the keyring is asked to keep or to forget, and may ask for its password
 * - `failed`: it did not; the person was told
 * - `done`: it did
 */
#define EASEL_TYPE_PROVIDER_KEY_GROUP (easel_provider_key_group_get_type ())
G_DECLARE_FINAL_TYPE (EaselProviderKeyGroup,
                      easel_provider_key_group,
                      EASEL,
                      PROVIDER_KEY_GROUP,
                      AdwPreferencesGroup)

/* To be called first. */
void easel_provider_key_group_set_keyring (EaselProviderKeyGroup *self, EaselKeyring *keyring);

/* Whom the key would be sent to. */
void easel_provider_key_group_set_url (EaselProviderKeyGroup *self, const char *url);

/* Whether there is a key is not known, such as after a change of the address … */
void easel_provider_key_group_set_unknown (EaselProviderKeyGroup *self);
/* … and only then this finds out. @config: as it is kept */
void easel_provider_key_group_look_up (EaselProviderKeyGroup *self, EaselProviderConfig *config);
/* Whether @config (nullable: a new one) has a key, or may have. */
gboolean
easel_provider_key_group_has_key (EaselProviderKeyGroup *self, EaselProviderConfig *config);

gboolean easel_provider_key_group_has_text (EaselProviderKeyGroup *self);
/* What is typed from now on has a button to apply it. */
void easel_provider_key_group_clear_text (EaselProviderKeyGroup *self);
/* Keeps what is typed, for the provider @id at @url. */
void easel_provider_key_group_store (EaselProviderKeyGroup *self, const char *id, const char *url);

G_END_DECLS
