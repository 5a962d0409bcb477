/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-provider.h"

G_BEGIN_DECLS

/* The id of its only model. */
#define EASEL_DEMO_MODEL "demo-eyes"

/**
 * EaselDemoProvider:
 *
 * A stand-in that needs no network and no key. It measures a picture's colours, brightness,
 * contrast and format, fills any schema from that, draws pictures of it, always in the same way,
 * and says “Demo” where its work shows.
 */
#define EASEL_TYPE_DEMO_PROVIDER (easel_demo_provider_get_type ())
G_DECLARE_FINAL_TYPE (EaselDemoProvider, easel_demo_provider, EASEL, DEMO_PROVIDER, EaselProvider)

EaselProvider *easel_demo_provider_new (EaselProviderConfig *config);

/* How long an answer takes to stream, so that progress can be seen; 1200 ms unless set. */
void easel_demo_provider_set_pace (EaselDemoProvider *self, guint milliseconds);

G_END_DECLS
