/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-queue.h"
#include "easel-section-list.h"

G_BEGIN_DECLS

/**
 * EaselSidebarSection: the sections of the sidebar, in their order.
 */
typedef enum
{
  EASEL_SIDEBAR_NEEDS_YOU,
  EASEL_SIDEBAR_ACTIVE,
  EASEL_SIDEBAR_FINISHED,
} EaselSidebarSection;

#define EASEL_SIDEBAR_N_SECTIONS 3

/* Translated. */
const char *easel_sidebar_section_get_title (EaselSidebarSection section);

/* Where @job belongs now, newest first; what runs comes before what waits. */
EaselSectionKey easel_sidebar_key_for_job (EaselJob *job);

/**
 * EaselSidebarModel:
 *
 * Keeps an #EaselSectionList of the queue's top-level jobs in step with the queue. A child's job
 * is never in it; its batch is. Main thread only.
 *
 * Property `only-failed` (gboolean): leaves out of *Active* and *Finished* what has not failed
 * and has no child that has.
 */
#define EASEL_TYPE_SIDEBAR_MODEL (easel_sidebar_model_get_type ())
G_DECLARE_FINAL_TYPE (EaselSidebarModel, easel_sidebar_model, EASEL, SIDEBAR_MODEL, GObject)

EaselSidebarModel *easel_sidebar_model_new (EaselQueue *queue);

/* (transfer none): of #EaselJob, in the sections of #EaselSidebarSection */
EaselSectionList *easel_sidebar_model_get_list (EaselSidebarModel *self);

gboolean easel_sidebar_model_get_only_failed (EaselSidebarModel *self);
void easel_sidebar_model_set_only_failed (EaselSidebarModel *self, gboolean only_failed);

G_END_DECLS
