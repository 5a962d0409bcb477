/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyze-when.h"
#include "easel-generate-params.h"
#include "easel-story-params.h"

G_BEGIN_DECLS

/**
 * EaselSubmission:
 * @uris: of "analyze": at least one
 * @analyzers: (nullable): of "analyze"
 * @again: of "analyze": whether to ask although the library has the answer
 * @when: of "analyze"
 * @source, @target: of "merge": ids
 * @provider, @model: of "pull"
 * @entity_kind: (nullable): of "tidy": only this kind
 * @file: of "backup" and "restore": a URI
 * @story: (nullable): of "story"; easel_story_params_check() is for whoever takes it
 * @generate: (nullable): of "generate" and "transform"
 *
 * What someone outside asked for, in the words of easel_studio_submit(), read and checked.
 * Plain (owned) fields.
 */
typedef struct
{
  GStrv uris;
  GStrv analyzers;
  gboolean again;
  EaselAnalyzeWhen when;
  char *source;
  char *target;
  char *entity_kind;
  char *provider;
  char *model;
  char *file;
  EaselStoryParams *story;
  EaselGenerateParams *generate;
} EaselSubmission;

/* @kind: a kind of job: "analyze", "backup", "generate", "merge", "pull", "restore", "story",
 * "tidy"; or "transform".
 * @params: (nullable): an a{sv}; a floating one is not taken.
 * Returns: (transfer full) (nullable): %EASEL_ENGINE_ERROR_UNKNOWN_KIND or
 * %EASEL_STUDIO_ERROR_BAD_PARAMS, with a sentence that says which parameter and why */
EaselSubmission *easel_submission_new (const char *kind, GVariant *params, GError **error);

void easel_submission_free (EaselSubmission *submission);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselSubmission, easel_submission_free)

G_END_DECLS
