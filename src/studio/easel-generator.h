/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "easel-data-item.h"
#include "easel-generator-option.h"

G_BEGIN_DECLS

/**
 * EaselGeneratorSlot:
 * @slot: name of the recipe's slot
 * @needed: whether it must be filled
 * @takes_text: whether words may stand in it
 * @kinds: (array zero-terminated=1): the kinds of entity that may
 * @caption: (nullable): what the prompt says about a picture of it that goes along, with "{n}" for
 *   the picture's number; %NULL when the slot takes no pictures
 * @shows_entities: whether an entity's own picture goes along, too
 * @leaves_out: (array zero-terminated=1): attributes that do not get into the prompt
 *
 * How a generator uses a slot. Constant once read; (owned) fields.
 */
typedef struct
{
  char *slot;
  gboolean needed;
  gboolean takes_text;
  GStrv kinds;
  char *caption;
  gboolean shows_entities;
  GStrv leaves_out;
  GHashTable *replaced_by; /* (element-type utf8 GStrv): attribute → slots that say it better */
} EaselGeneratorSlot;

/**
 * EaselGeneratorSection:
 * @title: (nullable): its heading
 * @when: (array zero-terminated=1): all of these must be the case
 * @text: with {places} to fill
 *
 * A part of the prompt. Constant once read; (owned) fields.
 */
typedef struct
{
  char *title;
  GStrv when;
  char *text;
} EaselGeneratorSection;

/**
 * EaselGenerator:
 *
 * One data file of data/generators: a way to make pictures, or entities, out of a recipe. Its
 * README says what is in it. Immutable. Any thread.
 */
#define EASEL_TYPE_GENERATOR (easel_generator_get_type ())
G_DECLARE_FINAL_TYPE (EaselGenerator, easel_generator, EASEL, GENERATOR, EaselDataItem)

/* (transfer full) (nullable): the error says what is missing, and in which file */
EaselGenerator *easel_generator_new_from_json (JsonNode *json, const char *source, GError **error);

/* See easel_data_item_get_name() … */
const char *easel_generator_get_name (EaselGenerator *self);
const char *easel_generator_get_title (EaselGenerator *self);

/* (transfer none) (element-type EaselGeneratorSlot): in the order their pictures go along */
GPtrArray *easel_generator_get_slots (EaselGenerator *self);
/* (transfer none) (nullable): %NULL when it does not take the slot */
const EaselGeneratorSlot *easel_generator_get_slot (EaselGenerator *self, const char *slot);
/* (not nullable): where a part goes whose slot nobody named and no kind tells */
const char *easel_generator_get_default_slot (EaselGenerator *self);
/* How many of the slots besides the subject's must be filled at least. */
guint easel_generator_get_min_parts (EaselGenerator *self);
/* (transfer none) (element-type EaselGeneratorOption) */
GPtrArray *easel_generator_get_options (EaselGenerator *self);
/* (transfer none) (nullable) */
const EaselGeneratorOption *easel_generator_get_option (EaselGenerator *self, const char *name);
/* (nullable): the ratio of its pictures when the recipe names none */
const char *easel_generator_get_aspect_ratio (EaselGenerator *self);
/* (nullable): what an earlier result is for, with "{n}" */
const char *easel_generator_get_based_on_caption (EaselGenerator *self);
/* (transfer none) (element-type EaselGeneratorSection) */
GPtrArray *easel_generator_get_sections (EaselGenerator *self);
/* A hash of the prompt's parts and the revision number: changes when a picture could. */
const char *easel_generator_get_prompt_revision (EaselGenerator *self);

/* Whether it makes a picture; if not, entities as the analyzer easel_generator_get_analyzer()
 * does, but out of words. */
gboolean easel_generator_makes_picture (EaselGenerator *self);
/* (nullable) */
const char *easel_generator_get_analyzer (EaselGenerator *self);
/* Whether its picture becomes a preview of the subject. */
gboolean easel_generator_makes_preview (EaselGenerator *self);

G_END_DECLS
