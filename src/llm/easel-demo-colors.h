/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EASEL_DEMO_N_NAMED_COLORS 29

/* A colour people have a word for. */
typedef struct
{
  const char *name;
  guint8 r;
  guint8 g;
  guint8 b;
} EaselDemoColor;

/* (transfer none) */
const EaselDemoColor *easel_demo_colors_get (guint n);

/* The number of the colour that looks most like this one. */
guint easel_demo_colors_nearest (guint8 r, guint8 g, guint8 b);

/* (transfer none) (nullable) */
const EaselDemoColor *easel_demo_colors_find (const char *name);

/**
 * easel_demo_colors_find_in_text:
 * @found: (out caller-allocates) (array length=max): the colours whose names are words of @text,
 *   in their order, each once
 *
 * Returns: how many
 */
guint easel_demo_colors_find_in_text (const char *text, const EaselDemoColor **found, guint max);

G_END_DECLS
