/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * easel_test_pull_answer:
 * @pull: {"layers": [bytes], "step": bytes} of the script
 * @from: so much has come before
 * @offsets: (out) (element-type gsize): where the lines end
 *
 * Returns: (transfer full): what Ollama says while it gets a model
 */
GBytes *easel_test_pull_answer (JsonObject *pull, gint64 from, GArray *offsets);

/* How much has come when @sent bytes of such an answer were sent. */
gint64 easel_test_pull_count (JsonObject *pull, gint64 from, gsize sent);

G_END_DECLS
