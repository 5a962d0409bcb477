/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generator-option.h"

#include "easel-json.h"

#include <math.h>

/* What is said about values up to a limit. */
typedef struct
{
  double up_to;
  char *text; /* (owned) */
} Words;

static void
words_free (gpointer data)
{
  Words *words = data;

  g_free (words->text);
  g_free (words);
}

static gboolean
read_number (JsonObject *object, const char *member, double *value)
{
  JsonNode *node = json_object_get_member (object, member);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node)
                                                            : G_TYPE_INVALID;

  if (type == G_TYPE_INT64)
    *value = (double) json_node_get_int (node);
  else if (type == G_TYPE_DOUBLE)
    *value = json_node_get_double (node);
  else if (type == G_TYPE_BOOLEAN)
    *value = json_node_get_boolean (node) ? 1 : 0;
  else
    return FALSE;
  return TRUE;
}

/* A list of {"up_to", "text"}, rising; for a boolean up to 0 is no, and up to 1 is yes. */
static gboolean
read_words (EaselGeneratorOption *self, JsonObject *object)
{
  JsonArray *array = easel_json_get_array (object, "words");
  double before = -INFINITY;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *element = easel_json_node_get_object (json_array_get_element (array, i));
      const char *text = easel_json_get_string (element, "text");
      double up_to;
      Words *words;

      if (text == NULL || !read_number (element, "up_to", &up_to) || up_to <= before)
        return FALSE;
      words = g_new0 (Words, 1);
      words->up_to = up_to;
      words->text = g_strdup (text);
      g_ptr_array_add (self->words, words);
      before = up_to;
    }
  return self->words->len == 0 || before >= self->maximum;
}

static gboolean
read_type (EaselGeneratorOption *self, const char *type)
{
  if (g_strcmp0 (type, "number") == 0)
    self->type = EASEL_GENERATOR_OPTION_NUMBER;
  else if (g_strcmp0 (type, "integer") == 0)
    self->type = EASEL_GENERATOR_OPTION_INTEGER;
  else if (g_strcmp0 (type, "boolean") == 0)
    self->type = EASEL_GENERATOR_OPTION_BOOLEAN;
  else
    return FALSE;
  return TRUE;
}

EaselGeneratorOption *
easel_generator_option_read (const char *name, JsonObject *object)
{
  const char *title = easel_json_get_string (object, "title");
  const char *description = easel_json_get_string (object, "description");
  EaselGeneratorOption *self;
  gboolean is_good;

  if (title == NULL || description == NULL)
    return NULL;

  self = g_new0 (EaselGeneratorOption, 1);
  self->name = g_strdup (name);
  self->title = g_strdup (title);
  self->description = g_strdup (description);
  self->maximum = 1;
  self->words = g_ptr_array_new_with_free_func (words_free);
  is_good = read_type (self, easel_json_get_string (object, "type"))
            && read_number (object, "default", &self->fallback);
  if (is_good && self->type != EASEL_GENERATOR_OPTION_BOOLEAN)
    is_good = read_number (object, "minimum", &self->minimum)
              && read_number (object, "maximum", &self->maximum);
  if (!is_good || !read_words (self, object) || self->fallback < self->minimum
      || self->fallback > self->maximum)
    g_clear_pointer (&self, easel_generator_option_free);
  return self;
}

void
easel_generator_option_free (EaselGeneratorOption *self)
{
  g_free (self->name);
  g_free (self->title);
  g_free (self->description);
  g_ptr_array_unref (self->words);
  g_free (self);
}

const char *
easel_generator_option_get_title (const EaselGeneratorOption *self)
{
  return g_dgettext (GETTEXT_PACKAGE, self->title);
}

const char *
easel_generator_option_get_description (const EaselGeneratorOption *self)
{
  return g_dgettext (GETTEXT_PACKAGE, self->description);
}

static gboolean
to_double (const EaselGeneratorOption *self, GVariant *value, double *number)
{
  gboolean is_boolean = self->type == EASEL_GENERATOR_OPTION_BOOLEAN;

  if (is_boolean && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    *number = g_variant_get_boolean (value) ? 1 : 0;
  else if (!is_boolean && g_variant_is_of_type (value, G_VARIANT_TYPE_INT64))
    *number = (double) g_variant_get_int64 (value);
  else if (self->type == EASEL_GENERATOR_OPTION_NUMBER
           && g_variant_is_of_type (value, G_VARIANT_TYPE_DOUBLE))
    *number = g_variant_get_double (value);
  else
    return FALSE;
  return TRUE;
}

gboolean
easel_generator_option_takes (const EaselGeneratorOption *self, GVariant *value)
{
  double number;

  if (value == NULL)
    return TRUE;
  return to_double (self, value, &number) && number >= self->minimum && number <= self->maximum;
}

double
easel_generator_option_get_value (const EaselGeneratorOption *self, GVariant *value)
{
  double number = self->fallback;

  if (value != NULL && !to_double (self, value, &number))
    return self->fallback;
  return number;
}

char *
easel_generator_option_dup_words (const EaselGeneratorOption *self, double value)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      const Words *words = g_ptr_array_index (self->words, i);

      if (value <= words->up_to)
        return g_strdup (words->text);
    }
  return g_strdup_printf ("%g", value);
}
