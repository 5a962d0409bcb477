/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch-manners.h"

G_BEGIN_DECLS

/* Anthropic's Message Batches. For an #EaselAnthropicProvider. */
extern const EaselBatchManners easel_anthropic_batches;

G_END_DECLS
