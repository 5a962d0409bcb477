/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-demo-colors.h"

#include <string.h>

static const EaselDemoColor colors[EASEL_DEMO_N_NAMED_COLORS] = {
  { "black", 16, 16, 18 },       { "charcoal", 58, 60, 66 },  { "gray", 128, 128, 128 },
  { "silver", 192, 194, 198 },   { "white", 246, 246, 244 },  { "ivory", 244, 234, 208 },
  { "beige", 214, 190, 154 },    { "tan", 188, 146, 104 },    { "brown", 112, 72, 44 },
  { "maroon", 104, 26, 36 },     { "red", 206, 38, 42 },      { "coral", 238, 116, 96 },
  { "orange", 236, 126, 32 },    { "amber", 238, 182, 48 },   { "yellow", 246, 226, 74 },
  { "olive", 116, 116, 44 },     { "green", 58, 150, 66 },    { "forest green", 30, 78, 48 },
  { "mint", 158, 220, 188 },     { "teal", 24, 124, 128 },    { "turquoise", 70, 196, 200 },
  { "sky blue", 132, 190, 232 }, { "blue", 46, 96, 204 },     { "navy", 28, 40, 88 },
  { "indigo", 76, 60, 148 },     { "purple", 132, 66, 158 },  { "lavender", 186, 170, 222 },
  { "pink", 240, 160, 186 },     { "magenta", 208, 52, 138 },
};

const EaselDemoColor *
easel_demo_colors_get (guint n)
{
  g_return_val_if_fail (n < EASEL_DEMO_N_NAMED_COLORS, NULL);
  return &colors[n];
}

/* A cheap distance that follows the eye better than plain RGB does. */
static guint
distance (const EaselDemoColor *color, guint8 r, guint8 g, guint8 b)
{
  int mean_red = (color->r + r) / 2;
  int dr = color->r - r;
  int dg = color->g - g;
  int db = color->b - b;

  return (guint) ((((512 + mean_red) * dr * dr) >> 8) + 4 * dg * dg
                  + (((767 - mean_red) * db * db) >> 8));
}

guint
easel_demo_colors_nearest (guint8 r, guint8 g, guint8 b)
{
  guint best = 0;
  guint best_distance = G_MAXUINT;

  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      guint d = distance (&colors[i], r, g, b);

      if (d < best_distance)
        {
          best_distance = d;
          best = i;
        }
    }
  return best;
}

const EaselDemoColor *
easel_demo_colors_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    if (g_str_equal (colors[i].name, name))
      return &colors[i];
  return NULL;
}

/* Whether the words at @at begin with the colour's name, and that ends where a word does. */
static gboolean
is_named_at (const EaselDemoColor *color, const char *at)
{
  gsize length = strlen (color->name);

  return strncmp (at, color->name, length) == 0 && !g_ascii_isalpha (at[length]);
}

/* The longest name that fits: “sky blue” is more than blue. */
static const EaselDemoColor *
color_at (const char *at)
{
  const EaselDemoColor *best = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    if (is_named_at (&colors[i], at)
        && (best == NULL || strlen (colors[i].name) > strlen (best->name)))
      best = &colors[i];
  return best;
}

guint
easel_demo_colors_find_in_text (const char *text, const EaselDemoColor **found, guint max)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_autofree char *spelled = NULL;
  g_auto (GStrv) halves = g_strsplit (lower, "grey", -1);
  guint n = 0;

  spelled = g_strjoinv ("gray", halves);
  for (const char *at = spelled; *at != '\0' && n < max;)
    {
      const EaselDemoColor *color = color_at (at);
      gboolean known = color == NULL;

      for (guint i = 0; i < n; i++)
        known = known || found[i] == color;
      if (!known)
        found[n++] = color;
      /* On to the next word. */
      at += color != NULL ? strlen (color->name) : 0;
      while (g_ascii_isalpha (*at))
        at++;
      while (*at != '\0' && !g_ascii_isalpha (*at))
        at++;
    }
  return n;
}
