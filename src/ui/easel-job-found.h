/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselJobFound:
 *
 * What a job has put into the library, by name, each with the way there. Invisible while that is
 * nothing.
 */
#define EASEL_TYPE_JOB_FOUND (easel_job_found_get_type ())
G_DECLARE_FINAL_TYPE (EaselJobFound, easel_job_found, EASEL, JOB_FOUND, AdwPreferencesGroup)

/* @entities: (nullable) (transfer none): as a job's result lists them. @first: skip so many */
void easel_job_found_set_entities (EaselJobFound *self, JsonArray *entities, guint first);

G_END_DECLS
