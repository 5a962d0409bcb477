/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job-kind.h"
#include "easel-library.h"

G_BEGIN_DECLS

/**
 * EaselStoryIllustrateJob:
 *
 * Draws the illustration of a scene, as #EaselGenerateJob does, and puts it into the story. It is a
 * job of its own so that it can fail, be tried again and be canceled without the story. Its params
 * are those of #EaselStoryIllustration.
 *
 * Its result is that of the picture, with `story` and `scene`, and `entry` when it can be undone.
 */
#define EASEL_TYPE_STORY_ILLUSTRATE_JOB (easel_story_illustrate_job_get_type ())
G_DECLARE_FINAL_TYPE (EaselStoryIllustrateJob,
                      easel_story_illustrate_job,
                      EASEL,
                      STORY_ILLUSTRATE_JOB,
                      EaselJobKind)

/* @generate: what makes pictures */
EaselJobKind *easel_story_illustrate_job_new (EaselLibrary *library, EaselJobKind *generate);

G_END_DECLS
