/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  EASEL_MERGE_PART_NAME,
  EASEL_MERGE_PART_TAGS,
  EASEL_MERGE_PART_ATTRIBUTE,
} EaselMergePart;

/**
 * EaselMergeFieldType: how a field's value is edited
 * @EASEL_MERGE_FIELD_TEXT: a text
 * @EASEL_MERGE_FIELD_CHOICE: one of a few values
 * @EASEL_MERGE_FIELD_LIST: any number of values
 * @EASEL_MERGE_FIELD_JSON: whatever else there is, as it is written in JSON
 */
typedef enum
{
  EASEL_MERGE_FIELD_TEXT,
  EASEL_MERGE_FIELD_CHOICE,
  EASEL_MERGE_FIELD_LIST,
  EASEL_MERGE_FIELD_JSON,
} EaselMergeFieldType;

typedef enum
{
  EASEL_MERGE_SIDE_LEFT,  /* the source */
  EASEL_MERGE_SIDE_RIGHT, /* the target */
} EaselMergeSide;

/**
 * EaselMergeOrigin: where a value is from, as its words tell
 * @EASEL_MERGE_ORIGIN_BOTH: both sides say it
 * @EASEL_MERGE_ORIGIN_LEFT: only the left one does
 * @EASEL_MERGE_ORIGIN_RIGHT: only the right one does
 * @EASEL_MERGE_ORIGIN_AI: a model wrote it
 * @EASEL_MERGE_ORIGIN_COMBINED: it was put together without a model
 * @EASEL_MERGE_ORIGIN_YOU: the person wrote it
 */
typedef enum
{
  EASEL_MERGE_ORIGIN_BOTH,
  EASEL_MERGE_ORIGIN_LEFT,
  EASEL_MERGE_ORIGIN_RIGHT,
  EASEL_MERGE_ORIGIN_AI,
  EASEL_MERGE_ORIGIN_COMBINED,
  EASEL_MERGE_ORIGIN_YOU,
} EaselMergeOrigin;

/**
 * EaselMergeField:
 *
 * One field of a merge under review: what both sides say, what is proposed, and what the person
 * makes of it. Knows nothing of widgets. Main thread.
 *
 * Signals:
 * - `changed`: anything of what the getters give
 */
#define EASEL_TYPE_MERGE_FIELD (easel_merge_field_get_type ())
G_DECLARE_FINAL_TYPE (EaselMergeField, easel_merge_field, EASEL, MERGE_FIELD, GObject)

/**
 * easel_merge_field_new:
 * @name: of an attribute as in the entity; "name", "tags"
 * @label: for people
 * @schema: what a value must be like
 * @source, @target: (nullable): %NULL when there is none
 */
EaselMergeField *easel_merge_field_new (EaselMergePart part,
                                        const char *name,
                                        const char *label,
                                        JsonObject *schema,
                                        JsonNode *source,
                                        JsonNode *target);

/**
 * easel_merge_field_propose:
 * @proposal: (nullable): %NULL for null
 * @origin: (nullable): who wrote it: "ai", "person", or nobody knows
 *
 * It is the value too, unless the person has chosen another.
 */
void easel_merge_field_propose (EaselMergeField *self, JsonNode *proposal, const char *origin);

EaselMergePart easel_merge_field_get_part (EaselMergeField *self);
const char *easel_merge_field_get_name (EaselMergeField *self);
const char *easel_merge_field_get_label (EaselMergeField *self);
EaselMergeFieldType easel_merge_field_get_kind (EaselMergeField *self);

/* (transfer none): what a side says, in the field's type; null when it says nothing */
JsonNode *easel_merge_field_get_side (EaselMergeField *self, EaselMergeSide side);
/* (transfer none) */
JsonNode *easel_merge_field_get_value (EaselMergeField *self);

/* (transfer full): what people read of @value, which is a side's, the field's, or in its list; ""
 * when it says nothing */
char *easel_merge_field_describe (EaselMergeField *self, JsonNode *value);

EaselMergeOrigin easel_merge_field_get_origin (EaselMergeField *self);
/* Whether the sides say different things, of which one is lost. */
gboolean easel_merge_field_get_conflict (EaselMergeField *self);
/* Whether the sides and the first proposal say the same. */
gboolean easel_merge_field_get_equal (EaselMergeField *self);
/* Whether the person has chosen or written something else than what is proposed. */
gboolean easel_merge_field_get_chosen (EaselMergeField *self);
/* (nullable): why the value cannot be: a sentence */
const char *easel_merge_field_get_problem (EaselMergeField *self);

/* Whether the value is what @side says. */
gboolean easel_merge_field_is_side (EaselMergeField *self, EaselMergeSide side);
/* Whether the field can be as @side has it. */
gboolean easel_merge_field_can_take (EaselMergeField *self, EaselMergeSide side);

void easel_merge_field_take (EaselMergeField *self, EaselMergeSide side);
/* Back to what is proposed. */
void easel_merge_field_reset (EaselMergeField *self);
void easel_merge_field_set_value (EaselMergeField *self, JsonNode *value);

/* Of a text, or of anything as JSON text: what the person sees and writes. Text that is no JSON is
 * a problem, and the value stays. */
const char *easel_merge_field_get_text (EaselMergeField *self);
void easel_merge_field_set_text (EaselMergeField *self, const char *text);

/* Of a choice. (transfer none) (element-type JsonNode): what there is to choose from; the
 * value, if it is none of it, comes last */
GPtrArray *easel_merge_field_get_choices (EaselMergeField *self);

/* Of a list. An element that is there already is not added again. */
void easel_merge_field_add (EaselMergeField *self, JsonNode *element);
void easel_merge_field_remove (EaselMergeField *self, guint position);
gboolean easel_merge_field_has (EaselMergeField *self, JsonNode *element);
/* Whether its elements are texts, so that a person can write one. */
gboolean easel_merge_field_takes_texts (EaselMergeField *self);

G_END_DECLS
