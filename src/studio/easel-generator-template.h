/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-generator.h"

G_BEGIN_DECLS

/* The language of the prompts in data/generators: its README has the grammar. Pure functions; any
 * thread. */

/**
 * EaselTemplateTestFunc:
 * @name: a slot, an option, or one of "clothes", "text", "pictures", "based_on"
 * @qualifier: (nullable): what stood after the colon
 *
 * Returns: whether it is the case
 */
typedef gboolean (*EaselTemplateTestFunc) (const char *name,
                                           const char *qualifier,
                                           gpointer user_data);

/* (transfer full): what stands in the place @name; may be empty */
typedef char *(*EaselTemplateFillFunc) (const char *name, gpointer user_data);

/* (transfer full) (nullable): the first name in it that @generator does not have */
char *
easel_generator_template_find_unknown_condition (EaselGenerator *generator, const char *condition);
char *easel_generator_template_find_unknown_place (EaselGenerator *generator, const char *text);

/* @conditions: (array zero-terminated=1): whether all of them hold */
gboolean easel_generator_template_holds (const char *const *conditions,
                                         EaselTemplateTestFunc test,
                                         gpointer user_data);
/* (transfer full): @text with its places filled */
char *
easel_generator_template_fill (const char *text, EaselTemplateFillFunc fill, gpointer user_data);

G_END_DECLS
