/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-review-model.h"

#include "easel-entity-attributes.h"
#include "easel-json-text.h"
#include "easel-merge-decision.h"
#include "easel-merge.h"

#include <glib/gi18n.h>

struct _EaselMergeReviewModel
{
  GObject parent_instance;

  GPtrArray *proposals; /* (owned) (element-type EaselMergeProposal) */
  GPtrArray *fields;    /* (owned) (element-type EaselMergeField): as people see them */
  GPtrArray *written;   /* (owned) (element-type EaselMergeField): as they are written */
  guint version;
  gboolean swapped;
  guint n_frozen; /* changes are told as one */
  gboolean changed;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EaselMergeReviewModel, easel_merge_review_model, G_TYPE_OBJECT)

/* Changes --------------------------------------------------------------------------------- */

static void
tell (EaselMergeReviewModel *self)
{
  self->changed = self->n_frozen > 0;
  if (self->n_frozen == 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
freeze (EaselMergeReviewModel *self)
{
  self->n_frozen++;
}

static void
thaw (EaselMergeReviewModel *self)
{
  self->n_frozen--;
  if (self->changed)
    tell (self);
}

/* Fields ---------------------------------------------------------------------------------- */

static EaselMergeProposal *
get_version (EaselMergeReviewModel *self, guint version)
{
  return g_ptr_array_index (self->proposals, version);
}

/* (nullable): the member of @values, or of their attributes, that @field is about */
static JsonNode *
find_member (JsonObject *values, EaselMergeField *field)
{
  const char *name = easel_merge_field_get_name (field);

  if (values != NULL && easel_merge_field_get_part (field) == EASEL_MERGE_PART_ATTRIBUTE)
    values = easel_json_text_get_object (values, EASEL_MERGE_ATTRIBUTES);
  return values != NULL ? json_object_get_member (values, name) : NULL;
}

static JsonNode *
find_proposed (EaselMergeReviewModel *self, EaselMergeField *field, guint version)
{
  EaselMergeProposal *proposal = get_version (self, version);

  return find_member (json_node_get_object (easel_merge_proposal_get_values (proposal)), field);
}

/* An earlier version may be of other fields, when the two were changed in between. */
static void
propose (EaselMergeReviewModel *self, EaselMergeField *field)
{
  guint newest = self->proposals->len - 1;
  guint version = find_proposed (self, field, self->version) != NULL ? self->version : newest;
  JsonNode *origin = find_member (easel_merge_proposal_get_origins (get_version (self, version)),
                                  field);

  easel_merge_field_propose (
      field, find_proposed (self, field, version),
      origin != NULL && JSON_NODE_HOLDS_VALUE (origin) ? json_node_get_string (origin) : NULL);
}

/* @schemas: what the fields of a part are like */
static void
add_field (EaselMergeReviewModel *self,
           EaselMergePart part,
           const char *name,
           const char *label,
           JsonObject *schemas,
           JsonNode *source,
           JsonNode *target)
{
  EaselMergeField *field = easel_merge_field_new (
      part, name, label, json_object_get_object_member (schemas, name), source, target);

  g_ptr_array_add (self->written, field);
  propose (self, field);
  g_signal_connect_object (field, "changed", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);
}

static JsonNode *
new_text (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
new_texts (const char *const *texts)
{
  JsonArray *array = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; texts[i] != NULL; i++)
    json_array_add_string_element (array, texts[i]);
  json_node_take_array (node, array);
  return node;
}

static void
add_fields (EaselMergeReviewModel *self)
{
  EaselMergeProposal *proposal = easel_merge_review_model_get_proposal (self);
  EaselEntity *source = easel_merge_proposal_get_source (proposal);
  EaselEntity *target = easel_merge_proposal_get_target (proposal);
  JsonObject *schemas = json_object_get_object_member (
      json_node_get_object (easel_merge_proposal_get_schema (proposal)), "properties");
  JsonObject *attributes = json_object_get_object_member (
      json_object_get_object_member (schemas, EASEL_MERGE_ATTRIBUTES), "properties");
  g_autoptr (JsonNode) own_name = new_text (easel_entity_get_name (source));
  g_autoptr (JsonNode) other_name = new_text (easel_entity_get_name (target));
  g_autoptr (JsonNode) own_tags = new_texts (easel_entity_get_tags (source));
  g_autoptr (JsonNode) other_tags = new_texts (easel_entity_get_tags (target));
  JsonObjectIter iter;
  const char *name;

  add_field (self, EASEL_MERGE_PART_NAME, EASEL_MERGE_NAME, _ ("Name"), schemas, own_name,
             other_name);
  json_object_iter_init_ordered (&iter, attributes);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      g_autofree char *label = easel_entity_attributes_describe_field (name);

      add_field (self, EASEL_MERGE_PART_ATTRIBUTE, name, label, attributes,
                 json_object_get_member (easel_entity_get_attributes (source), name),
                 json_object_get_member (easel_entity_get_attributes (target), name));
    }
  add_field (self, EASEL_MERGE_PART_TAGS, EASEL_MERGE_TAGS, _ ("Tags"), schemas, own_tags,
             other_tags);
}

static guint
get_rank (EaselMergeField *field)
{
  if (easel_merge_field_get_conflict (field))
    return 0;
  return easel_merge_field_get_equal (field) ? 2 : 1;
}

static void
sort_fields (EaselMergeReviewModel *self)
{
  for (guint rank = 0; rank <= 2; rank++)
    for (guint i = 0; i < self->written->len; i++)
      {
        EaselMergeField *field = g_ptr_array_index (self->written, i);

        if (get_rank (field) == rank)
          g_ptr_array_add (self->fields, g_object_ref (field));
      }
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_merge_review_model_finalize (GObject *object)
{
  EaselMergeReviewModel *self = EASEL_MERGE_REVIEW_MODEL (object);

  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_ptr_array_unref (self->fields);
  g_ptr_array_unref (self->written);

  G_OBJECT_CLASS (easel_merge_review_model_parent_class)->finalize (object);
}

static void
easel_merge_review_model_class_init (EaselMergeReviewModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_merge_review_model_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EASEL_TYPE_MERGE_REVIEW_MODEL,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
easel_merge_review_model_init (EaselMergeReviewModel *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  self->written = g_ptr_array_new_with_free_func (g_object_unref);
}

EaselMergeReviewModel *
easel_merge_review_model_new (GPtrArray *proposals)
{
  EaselMergeReviewModel *self;

  g_return_val_if_fail (proposals->len > 0, NULL);

  self = g_object_new (EASEL_TYPE_MERGE_REVIEW_MODEL, NULL);
  self->proposals = g_ptr_array_copy (proposals, (GCopyFunc) (GCallback) g_object_ref, NULL);
  g_ptr_array_set_free_func (self->proposals, g_object_unref);
  self->version = proposals->len - 1;
  add_fields (self);
  sort_fields (self);
  return self;
}

EaselMergeProposal *
easel_merge_review_model_get_proposal (EaselMergeReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self), NULL);

  return get_version (self, self->proposals->len - 1);
}

GPtrArray *
easel_merge_review_model_get_fields (EaselMergeReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self), NULL);

  return self->fields;
}

guint
easel_merge_review_model_get_version (EaselMergeReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self), 0);

  return self->version;
}

void
easel_merge_review_model_set_version (EaselMergeReviewModel *self, guint version)
{
  g_return_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self));
  g_return_if_fail (version < self->proposals->len);

  if (version == self->version)
    return;
  freeze (self);
  self->version = version;
  for (guint i = 0; i < self->written->len; i++)
    propose (self, g_ptr_array_index (self->written, i));
  thaw (self);
}

gboolean
easel_merge_review_model_get_differs (EaselMergeReviewModel *self, EaselMergeField *field)
{
  JsonNode *newest;

  g_return_val_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self), FALSE);

  newest = find_proposed (self, field, self->proposals->len - 1);
  for (guint i = 0; i + 1 < self->proposals->len; i++)
    {
      JsonNode *older = find_proposed (self, field, i);

      if (older != NULL && newest != NULL && !json_node_equal (older, newest))
        return TRUE;
    }
  return FALSE;
}

gboolean
easel_merge_review_model_get_swapped (EaselMergeReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self), FALSE);

  return self->swapped;
}

void
easel_merge_review_model_set_swapped (EaselMergeReviewModel *self, gboolean swapped)
{
  g_return_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self));

  if (self->swapped == swapped)
    return;
  self->swapped = swapped;
  tell (self);
}

void
easel_merge_review_model_take_all (EaselMergeReviewModel *self, EaselMergeSide side)
{
  g_return_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self));

  freeze (self);
  for (guint i = 0; i < self->written->len; i++)
    easel_merge_field_take (g_ptr_array_index (self->written, i), side);
  thaw (self);
}

void
easel_merge_review_model_reset (EaselMergeReviewModel *self)
{
  g_return_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self));

  freeze (self);
  easel_merge_review_model_set_swapped (self, FALSE);
  easel_merge_review_model_set_version (self, self->proposals->len - 1);
  for (guint i = 0; i < self->written->len; i++)
    easel_merge_field_reset (g_ptr_array_index (self->written, i));
  thaw (self);
}

gboolean
easel_merge_review_model_get_chosen (EaselMergeReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self), FALSE);

  if (self->swapped || self->version != self->proposals->len - 1)
    return TRUE;
  for (guint i = 0; i < self->written->len; i++)
    if (easel_merge_field_get_chosen (g_ptr_array_index (self->written, i)))
      return TRUE;
  return FALSE;
}

EaselMergeField *
easel_merge_review_model_find_problem (EaselMergeReviewModel *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self), NULL);

  for (guint i = 0; i < self->fields->len; i++)
    if (easel_merge_field_get_problem (g_ptr_array_index (self->fields, i)) != NULL)
      return g_ptr_array_index (self->fields, i);
  return NULL;
}

/* Writing --------------------------------------------------------------------------------- */

typedef gboolean (*FieldFilter) (EaselMergeField *field);

/* (transfer full): what fields say, all of them or those @filter takes */
static JsonNode *
write_values (EaselMergeReviewModel *self, FieldFilter filter)
{
  JsonObject *values = json_object_new ();
  JsonObject *attributes = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i < self->written->len; i++)
    {
      EaselMergeField *field = g_ptr_array_index (self->written, i);
      gboolean is_attribute = easel_merge_field_get_part (field) == EASEL_MERGE_PART_ATTRIBUTE;

      if (filter == NULL || filter (field))
        json_object_set_member (is_attribute ? attributes : values,
                                easel_merge_field_get_name (field),
                                json_node_ref (easel_merge_field_get_value (field)));
    }
  json_object_set_object_member (values, EASEL_MERGE_ATTRIBUTES, attributes);
  json_node_take_object (node, values);
  return node;
}

EaselDecision *
easel_merge_review_model_decide (EaselMergeReviewModel *self, gboolean force)
{
  g_autoptr (EaselMergeDecision) decision = easel_merge_decision_new ();
  g_autoptr (JsonNode) values = NULL;
  g_autofree char *data = NULL;
  gboolean edited;

  g_return_val_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self), NULL);

  values = write_values (self, NULL);
  edited = !json_node_equal (
      values, easel_merge_proposal_get_values (easel_merge_review_model_get_proposal (self)));
  decision->swapped = self->swapped;
  decision->force = force;
  if (edited)
    decision->values = g_steal_pointer (&values);
  data = easel_merge_decision_to_json (decision);
  return easel_decision_new (edited ? EASEL_DECISION_EDIT : EASEL_DECISION_APPROVE, data, NULL,
                             "window");
}

char *
easel_merge_review_model_write_draft (EaselMergeReviewModel *self)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *draft;

  g_return_val_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self), NULL);

  if (!easel_merge_review_model_get_chosen (self))
    return NULL;
  node = json_node_new (JSON_NODE_OBJECT);
  draft = json_object_new ();
  json_object_set_int_member (draft, "version", self->version);
  json_object_set_boolean_member (draft, "swapped", self->swapped);
  json_object_set_member (draft, "values", write_values (self, easel_merge_field_get_chosen));
  json_node_take_object (node, draft);
  return json_to_string (node, FALSE);
}

void
easel_merge_review_model_read_draft (EaselMergeReviewModel *self, const char *text)
{
  g_autoptr (JsonObject) draft = easel_json_text_parse_object (text);
  JsonObject *values = draft != NULL ? easel_json_text_get_object (draft, "values") : NULL;
  gint64 version;

  g_return_if_fail (EASEL_IS_MERGE_REVIEW_MODEL (self));

  if (values == NULL)
    return;
  freeze (self);
  version = json_object_get_int_member_with_default (draft, "version", 0);
  if (version >= 0 && version < self->proposals->len)
    easel_merge_review_model_set_version (self, (guint) version);
  easel_merge_review_model_set_swapped (
      self, json_object_get_boolean_member_with_default (draft, "swapped", FALSE));
  for (guint i = 0; i < self->written->len; i++)
    {
      EaselMergeField *field = g_ptr_array_index (self->written, i);
      JsonNode *value = find_member (values, field);

      if (value != NULL)
        easel_merge_field_set_value (field, value);
    }
  thaw (self);
}
