/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-generate-params.h"

G_BEGIN_DECLS

/* What easel_studio_submit() knows besides the job's own kind: a generator by its name. */
#define EASEL_TRANSFORM_KIND "transform"

/**
 * easel_generate_params_new_from_variant:
 * @params: (nullable): an a{sv} of the types that easel_studio_submit() says
 *
 * What is meant by `subject` and `style`: an id, the whole path or address of a picture, or words.
 *
 * Returns: (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_RECIPE
 */
EaselGenerateParams *easel_generate_params_new_from_variant (GVariant *params, GError **error);

G_END_DECLS
