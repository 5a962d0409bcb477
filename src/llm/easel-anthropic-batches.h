/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch.h"

G_BEGIN_DECLS

/* Anthropic's Message Batches. For an #EaselAnthropicProvider. */
extern const EaselBatchVerbs easel_anthropic_batches;

G_END_DECLS
