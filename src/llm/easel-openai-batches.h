/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-batch-manners.h"

G_BEGIN_DECLS

/* OpenAI's batches: a file of requests, and one or two files of what came of them. For an
 * #EaselOpenaiProvider. */
extern const EaselBatchManners easel_openai_batches;

G_END_DECLS
