/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-failure.h"
#include "easel-usage.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * EaselJobSpec:
 * @kind: (not nullable): name of a registered #EaselJobKind
 * @title: (not nullable): the row's title, translated
 * @description: (nullable): a second line, translated
 * @params: (not nullable): JSON text, read by the kind
 * @lane: (nullable): the lane it waits in; %NULL is the machine's own ("local")
 * @provider: (nullable): id of the provider that will be asked
 * @model: (nullable): its model
 * @parent: (nullable): id of the parent job
 * @key: (nullable): for a child spawned by a run: what makes it the same child when
 *   that run is repeated
 * @attachment: (nullable): bytes that have no file, such as a pasted picture; the store
 *   writes them to easel_run_get_attachment_path() before the job counts as queued
 * @thumbnail: (nullable): the file its row shows
 * @failure: (nullable): how it has failed already: the job is made as one that has. It runs
 *   when it is retried
 * @usage: what that has used, of one call; counts with the job and its provider
 *
 * What is needed to make a job. Owned by the caller until submitted; plain fields,
 * each (owned).
 */
typedef struct
{
  char *kind;
  char *title;
  char *description;
  char *params;
  char *lane;
  char *provider;
  char *model;
  char *parent;
  char *key;
  GBytes *attachment;
  char *thumbnail;
  EaselFailure *failure;
  EaselUsage usage;
} EaselJobSpec;

#define EASEL_TYPE_JOB_SPEC (easel_job_spec_get_type ())
GType easel_job_spec_get_type (void);

EaselJobSpec *easel_job_spec_new (const char *kind, const char *title, const char *params);
EaselJobSpec *easel_job_spec_copy (const EaselJobSpec *spec);
void easel_job_spec_free (EaselJobSpec *spec);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EaselJobSpec, easel_job_spec_free)

G_END_DECLS
