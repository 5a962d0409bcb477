/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyze-params.h"
#include "easel-library.h"
#include "easel-run.h"

G_BEGIN_DECLS

/**
 * EaselPictureImport:
 * @picture: (nullable): id of the picture in the library, or
 * @uris: (nullable): the pictures of a folder
 *
 * What a job turned out to be about. Plain (owned) fields.
 */
typedef struct
{
  char *picture;
  GStrv uris;
} EaselPictureImport;

void easel_picture_import_free (EaselPictureImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselPictureImport, easel_picture_import_free)

/**
 * easel_picture_import:
 * @params: of a job about a file, a folder, an address or an attachment
 *
 * Copies the picture into the library, as the step "import" of @run: once that is done, the
 * place it came from may vanish. A folder is only listed. Blocking: for the run's worker.
 *
 * Returns: (transfer full) (nullable)
 */
EaselPictureImport *easel_picture_import (EaselLibrary *library,
                                          EaselRun *run,
                                          const EaselAnalyzeParams *params,
                                          GError **error);

G_END_DECLS
