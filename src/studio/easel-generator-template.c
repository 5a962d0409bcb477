/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generator-template.h"

#include "easel-recipe-slot.h"

#include <string.h>

static gboolean
knows (EaselGenerator *generator, const char *name)
{
  static const char *const others[] = { "clothes", "text", "pictures", "based_on", NULL };

  return g_strv_contains (others, name) || easel_generator_get_slot (generator, name) != NULL
         || easel_generator_get_option (generator, name) != NULL;
}

/* Takes an atom apart, such as "!subject:picture". @atom is written to. */
static gboolean
split_atom (char *atom, const char **name, const char **qualifier)
{
  gboolean negated = *atom == '!';
  char *colon = strchr (atom, ':');

  *name = negated ? atom + 1 : atom;
  *qualifier = colon != NULL ? colon + 1 : NULL;
  if (colon != NULL)
    *colon = '\0';
  return negated;
}

char *
easel_generator_template_find_unknown_condition (EaselGenerator *generator, const char *condition)
{
  g_auto (GStrv) atoms = g_strsplit (condition, "|", -1);

  for (guint i = 0; atoms[i] != NULL; i++)
    {
      const char *name, *qualifier;

      split_atom (atoms[i], &name, &qualifier);
      if (!knows (generator, name))
        return g_strdup (name);
    }
  return NULL;
}

/* The next {name} in @text, or %NULL. */
static const char *
find_place (const char *text, char **name)
{
  const char *start = strchr (text, '{');
  const char *end = start != NULL ? strchr (start, '}') : NULL;

  if (end == NULL)
    return NULL;
  *name = g_strndup (start + 1, (gsize) (end - start - 1));
  return start;
}

char *
easel_generator_template_find_unknown_place (EaselGenerator *generator, const char *text)
{
  const char *place;
  char *name;

  while ((place = find_place (text, &name)) != NULL)
    {
      if (!knows (generator, name))
        return name;
      text = place + strlen (name) + 2;
      g_free (name);
    }
  return NULL;
}

gboolean
easel_generator_template_holds (const char *const *conditions,
                                EaselTemplateTestFunc test,
                                gpointer user_data)
{
  for (guint i = 0; conditions[i] != NULL; i++)
    {
      g_auto (GStrv) atoms = g_strsplit (conditions[i], "|", -1);
      gboolean any = FALSE;

      for (guint j = 0; atoms[j] != NULL && !any; j++)
        {
          const char *name, *qualifier;
          gboolean negated = split_atom (atoms[j], &name, &qualifier);

          any = test (name, qualifier, user_data) != negated;
        }
      if (!any)
        return FALSE;
    }
  return TRUE;
}

char *
easel_generator_template_fill (const char *text, EaselTemplateFillFunc fill, gpointer user_data)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *place;
  char *name;

  while ((place = find_place (text, &name)) != NULL)
    {
      g_autofree char *owned = name;
      g_autofree char *value = fill (name, user_data);

      g_string_append_len (filled, text, place - text);
      g_string_append (filled, value);
      text = place + strlen (name) + 2;
    }
  g_string_append (filled, text);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}
