/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselProviderTestRow:
 *
 * Tries a provider by asking for its models, and says how that went. Can be stopped.
 */
#define EASEL_TYPE_PROVIDER_TEST_ROW (easel_provider_test_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselProviderTestRow,
                      easel_provider_test_row,
                      EASEL,
                      PROVIDER_TEST_ROW,
                      AdwActionRow)

/* @provider: id of a provider that is kept. What an earlier test said is forgotten. */
void easel_provider_test_row_set_provider (EaselProviderTestRow *self,
                                           EaselStudio *studio,
                                           const char *provider);

/* Starts over when a test is under way. */
void easel_provider_test_row_start (EaselProviderTestRow *self);

G_END_DECLS
