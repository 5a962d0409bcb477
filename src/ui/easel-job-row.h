/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * EaselJobRow:
 *
 * A job in a list: thumbnail, title, what it is doing, progress, and its one action. The same
 * row shows one job after another as the list scrolls.
 *
 * Properties: `job` (nullable, writable), `summary` (string, readable): the row in words, for a
 * screen reader.
 */
#define EASEL_TYPE_JOB_ROW (easel_job_row_get_type ())
G_DECLARE_FINAL_TYPE (EaselJobRow, easel_job_row, EASEL, JOB_ROW, GtkWidget)

GtkWidget *easel_job_row_new (void);

/* (transfer none) (nullable) */
EaselJob *easel_job_row_get_job (EaselJobRow *self);
/* @job: (nullable) */
void easel_job_row_set_job (EaselJobRow *self, EaselJob *job);

/* Opens the menu of what can be done with the job, at @x and @y, or at the row's middle when
 * @x is below 0. */
void easel_job_row_popup_menu (EaselJobRow *self, double x, double y);

G_END_DECLS
