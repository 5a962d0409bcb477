/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-queue.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * easel_job_to_json:
 * @details: (nullable): adds params, result, cached, steps' times and what awaits the person
 *
 * A job as the command line and D-Bus show it. Every member is always there; what is not
 * known is null. Times are RFC 3339, durations milliseconds, costs US dollars. Main thread.
 *
 * Returns: (transfer full): an object
 */
JsonNode *easel_job_to_json (EaselJob *job, const EaselJobDetails *details);

G_END_DECLS
