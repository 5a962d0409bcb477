/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-studio.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * EaselJobPage:
 *
 * One job: its picture, what it is doing, what came of it, and everything there is to know
 * about it. A job with children shows them as a list instead.
 */
#define EASEL_TYPE_JOB_PAGE (easel_job_page_get_type ())
G_DECLARE_FINAL_TYPE (EaselJobPage, easel_job_page, EASEL, JOB_PAGE, AdwNavigationPage)

EaselJobPage *easel_job_page_new (EaselStudio *studio, EaselJob *job);

/* (transfer none) */
EaselJob *easel_job_page_get_job (EaselJobPage *self);

G_END_DECLS
