/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-story-outline.h"

G_BEGIN_DECLS

/* (transfer full) (element-type EaselStoryOutline): @n_versions outlines of a story about a
 * lighthouse: four scenes, "Low Tide", "Wet Feet", "The Storm" and "The Lamp", of which the first
 * and the last are illustrated. In the second version "The Storm" is "The Calm". */
GPtrArray *outline_scene_propose (guint n_versions);

G_END_DECLS
