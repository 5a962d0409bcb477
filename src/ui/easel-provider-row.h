/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider-registry.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselProviderRow:
 *
 * One provider in the preferences: its name, where it is, and how its key stands.
 */
#define EASEL_TYPE_PROVIDER_ROW (easel_provider_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselProviderRow, easel_provider_row, EASEL, PROVIDER_ROW, AdwActionRow)

GtkWidget *easel_provider_row_new (EaselProviderRegistry *registry, EaselProviderConfig *config);

/* (transfer none) */
EaselProviderConfig *easel_provider_row_get_config (EaselProviderRow *self);

/* Looks again how the key stands. */
void easel_provider_row_update (EaselProviderRow *self);

/* (transfer full): where a provider is, in a person's words: its host, or this machine */
char *easel_provider_row_describe_place (EaselProviderConfig *config);

G_END_DECLS
