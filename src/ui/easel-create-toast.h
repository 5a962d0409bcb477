/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* (transfer full): says that @job was begun, with a button that leads to it. @title: what is told
 */
AdwToast *easel_create_toast_new (const char *title, EaselJob *job);

/* (transfer full): "Making 4 pictures". @generator: title of a generator. @n_pictures: 0 when it
 * makes something else */
char *easel_create_toast_describe (const char *generator, guint n_pictures);

G_END_DECLS
