/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-create-form.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A row for something a generator lets people choose: a slider with words for its ends, a number,
 * or a switch. It follows @form, and writes into it. @option: one of the form's generator.
 * (transfer floating) */
GtkWidget *easel_create_option_new (EaselCreateForm *form, const EaselGeneratorOption *option);

G_END_DECLS
