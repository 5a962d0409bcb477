/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  EASEL_GENERATOR_OPTION_NUMBER,
  EASEL_GENERATOR_OPTION_INTEGER,
  EASEL_GENERATOR_OPTION_BOOLEAN,
} EaselGeneratorOptionType;

/**
 * EaselGeneratorOption:
 * @name: as in a recipe
 * @title, @description: untranslated
 * @type: of its value
 * @minimum, @maximum: for numbers and integers
 * @fallback: what counts when the recipe does not say; of a boolean 0 or 1
 * @words: what is said about a value in the prompt; see easel_generator_option_dup_words()
 *
 * Something a generator lets people choose. Constant once read; (owned) fields.
 */
typedef struct
{
  char *name;
  char *title;
  char *description;
  EaselGeneratorOptionType type;
  double minimum;
  double maximum;
  double fallback;
  GPtrArray *words;
} EaselGeneratorOption;

/* (transfer full) (nullable): %NULL when it is not as it must be */
EaselGeneratorOption *easel_generator_option_read (const char *name, JsonObject *object);
void easel_generator_option_free (EaselGeneratorOption *option);

/* Translated. */
const char *easel_generator_option_get_title (const EaselGeneratorOption *option);
const char *easel_generator_option_get_description (const EaselGeneratorOption *option);

/* @value: (nullable): as in a recipe. Whether it is of the option's type and in its range */
gboolean easel_generator_option_takes (const EaselGeneratorOption *option, GVariant *value);
/* @value: (nullable): %NULL is the fallback. Of a boolean 0 or 1 */
double easel_generator_option_get_value (const EaselGeneratorOption *option, GVariant *value);
/* (transfer full): what the prompt says about it */
char *easel_generator_option_dup_words (const EaselGeneratorOption *option, double value);

G_END_DECLS
