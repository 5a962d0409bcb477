/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * EaselPictureSource:
 * @EASEL_PICTURE_SOURCE_FILE: a file or folder of this machine
 * @EASEL_PICTURE_SOURCE_URI: something to be fetched first
 * @EASEL_PICTURE_SOURCE_ATTACHMENT: bytes that came with the job
 * @EASEL_PICTURE_SOURCE_LIBRARY: a picture that is in the library already
 */
typedef enum
{
  EASEL_PICTURE_SOURCE_FILE,
  EASEL_PICTURE_SOURCE_URI,
  EASEL_PICTURE_SOURCE_ATTACHMENT,
  EASEL_PICTURE_SOURCE_LIBRARY,
} EaselPictureSource;

/**
 * EaselAnalyzeParams:
 * @source: which of these it is
 * @location: (nullable): a path in the file system's encoding, a URI, or a picture's id;
 *   %NULL for an attachment
 * @name: (not nullable): what people call the picture, in UTF-8
 * @analyzers: (not nullable): names, at least one
 * @again: whether to ask the model although the library has the answer
 * @answer: (nullable): what a model has answered already, of one analyzer; see
 *   easel_analyze_answer_new()
 *
 * What an "analyze" job is about; on disk as JSON. Plain (owned) fields. Any thread.
 */
typedef struct
{
  EaselPictureSource source;
  char *location;
  char *name;
  GStrv analyzers;
  gboolean again;
  JsonObject *answer;
} EaselAnalyzeParams;

/* @uri: of any scheme; file:// becomes a file. Nothing is looked at.
 * @analyzers: (nullable): %NULL or an empty list is "outfit" */
EaselAnalyzeParams *
easel_analyze_params_new_for_uri (const char *uri, const char *const *analyzers, gboolean again);
EaselAnalyzeParams *
easel_analyze_params_new_for_attachment (const char *name, const char *const *analyzers);
EaselAnalyzeParams *easel_analyze_params_new_for_picture (const char *picture,
                                                          const char *name,
                                                          const char *const *analyzers,
                                                          gboolean again);
void easel_analyze_params_free (EaselAnalyzeParams *params);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselAnalyzeParams, easel_analyze_params_free)

/* (transfer full): JSON text */
char *easel_analyze_params_to_json (const EaselAnalyzeParams *params);
JsonObject *easel_analyze_params_to_object (const EaselAnalyzeParams *params);
/* (transfer full) (nullable): %EASEL_STUDIO_ERROR_BAD_PARAMS. @object: (nullable) */
EaselAnalyzeParams *easel_analyze_params_from_object (JsonObject *object, GError **error);
EaselAnalyzeParams *easel_analyze_params_from_json (const char *text, GError **error);

G_END_DECLS
