/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-analyzer.h"
#include "easel-entity.h"

G_BEGIN_DECLS

/**
 * EaselAnalysis:
 * @analyzer: (transfer none): a plain one
 * @job: the job that asked
 * @part: (nullable): which of several answers of the job this is, such as "idea-2"
 * @picture: (nullable): id of the picture that was looked at
 * @picture_name: what people call it, or what was asked for
 * @provider, @model: who answered
 *
 * What is known about an answer besides its fields. Borrowed fields.
 */
typedef struct
{
  EaselAnalyzer *analyzer;
  const char *job;
  const char *part;
  const char *picture;
  const char *picture_name;
  const char *provider;
  const char *model;
} EaselAnalysis;

/* Pure functions; any thread. */

/**
 * easel_analysis_make_entities:
 * @answer: fits the analyzer's schema
 *
 * Makes what goes into the library: the entity the analyzer is for, and one for each item of
 * its list. The ids follow from the job's, so the same answer always gives the same entities.
 *
 * Returns: (transfer full) (element-type EaselEntity): the main entity first
 */
GPtrArray *easel_analysis_make_entities (const EaselAnalysis *analysis, JsonObject *answer);

/**
 * easel_analysis_to_result:
 * @entities: (element-type EaselEntity): the main entity first
 * @cached: whether the library had them already
 *
 * Returns: (transfer full): a job's result as JSON text
 */
char *
easel_analysis_to_result (const EaselAnalysis *analysis, GPtrArray *entities, gboolean cached);

G_END_DECLS
