/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-queue.h"

G_BEGIN_DECLS

/* With no questions and steps yet. */
EaselJobDetails *easel_job_details_new (void);

G_END_DECLS
