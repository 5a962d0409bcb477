/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-proposal.h"

#include "easel-json.h"
#include "easel-merge.h"
#include "easel-step-json.h"
#include "easel-studio-error.h"
#include "easel-text.h"

#include <glib/gi18n.h>

struct _EaselMergeProposal
{
  GObject parent_instance;

  EaselEntity *source; /* (owned) */
  EaselEntity *target; /* (owned) */
  JsonNode *schema;    /* (owned) */
  JsonNode *values;    /* (owned) */
  JsonObject *origins; /* (owned) */
  JsonNode *summary;   /* (owned) */
  guint n_conflicts;

  char *fallback_reason; /* (owned) (nullable) */
  guint version;
  char *comment;               /* (owned) (nullable) */
  GStrv changed;               /* (owned) */
  GPtrArray *affected;         /* (owned) (element-type EaselMergeAffected) */
  GPtrArray *affected_swapped; /* (owned) (element-type EaselMergeAffected) */

  char *provider;        /* (owned) (nullable) */
  char *model;           /* (owned) (nullable) */
  char *prompt_revision; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EaselMergeProposal, easel_merge_proposal, G_TYPE_OBJECT)

#define ALL_ACTIONS                                                                                \
  ((EaselDecisionAction) (EASEL_DECISION_APPROVE | EASEL_DECISION_EDIT | EASEL_DECISION_REVISE     \
                          | EASEL_DECISION_CANCEL))

/* What is affected ------------------------------------------------------------------------ */

static EaselMergeAffected *
affected_new (const char *id, const char *kind, const char *name)
{
  EaselMergeAffected *affected = g_new0 (EaselMergeAffected, 1);

  affected->id = g_strdup (id);
  affected->kind = g_strdup (kind);
  affected->name = g_strdup (name);
  return affected;
}

static void
affected_free (gpointer data)
{
  EaselMergeAffected *affected = data;

  g_free (affected->id);
  g_free (affected->kind);
  g_free (affected->name);
  g_free (affected);
}

/* Links between the two end with the merge, so they are not among them. */
static void
add_affected (GPtrArray *list, GPtrArray *entities, EaselEntity *source, EaselEntity *target)
{
  for (guint i = 0; entities != NULL && i < entities->len; i++)
    {
      EaselEntity *entity = g_ptr_array_index (entities, i);
      const char *id = easel_entity_get_id (entity);

      if (!g_str_equal (id, easel_entity_get_id (source))
          && !g_str_equal (id, easel_entity_get_id (target)))
        g_ptr_array_add (list, affected_new (id, easel_entity_get_kind (entity),
                                             easel_entity_get_name (entity)));
    }
}

static JsonArray *
write_affected (GPtrArray *list)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    {
      const EaselMergeAffected *affected = g_ptr_array_index (list, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", affected->id);
      json_object_set_string_member (object, "kind", affected->kind);
      json_object_set_string_member (object, "name", affected->name);
      json_array_add_object_element (array, object);
    }
  return array;
}

static void
read_affected (GPtrArray *list, JsonArray *array)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = easel_json_node_get_object (json_array_get_element (array, i));
      const char *id = easel_json_get_string (object, "id");
      const char *kind = easel_json_get_string (object, "kind");
      const char *name = easel_json_get_string (object, "name");

      if (id != NULL && kind != NULL && name != NULL)
        g_ptr_array_add (list, affected_new (id, kind, name));
    }
}

/* Origins --------------------------------------------------------------------------------- */

/* (nullable): the value that @entry of a summary is about */
static JsonNode *
get_value (JsonNode *values, JsonObject *entry)
{
  JsonObject *object = json_node_get_object (values);
  const char *part = easel_json_get_string (entry, "part");
  const char *field = easel_json_get_string (entry, "field");

  if (field == NULL)
    return json_object_get_member (object, part);
  object = easel_json_get_object (object, EASEL_MERGE_ATTRIBUTES);
  return object != NULL ? json_object_get_member (object, field) : NULL;
}

static const char *
get_origin (JsonObject *origins, JsonObject *entry)
{
  const char *field = easel_json_get_string (entry, "field");

  if (field == NULL)
    return easel_json_get_string (origins, easel_json_get_string (entry, "part"));
  return easel_json_get_string (easel_json_get_object (origins, EASEL_MERGE_ATTRIBUTES), field);
}

static void
set_origin (JsonObject *origins, JsonObject *entry, const char *origin)
{
  const char *field = easel_json_get_string (entry, "field");

  if (field != NULL)
    json_object_set_string_member (easel_json_get_object (origins, EASEL_MERGE_ATTRIBUTES), field,
                                   origin);
  else
    json_object_set_string_member (origins, easel_json_get_string (entry, "part"), origin);
}

/* Whether somebody must have written it: it is neither's. Links are not written. */
static gboolean
is_written (JsonObject *entry)
{
  const char *part = easel_json_get_string (entry, "part");
  EaselMergeResult result;

  return easel_merge_result_from_string (easel_json_get_string (entry, "result"), &result)
         && (result == EASEL_MERGE_RESULT_COMBINED || result == EASEL_MERGE_RESULT_DROPPED)
         && !g_str_equal (part, "pictures") && !g_str_equal (part, "references");
}

static gboolean
is_same (JsonNode *one, JsonNode *other)
{
  return one == other || (one != NULL && other != NULL && json_node_equal (one, other));
}

/* What the model wrote, if one did. */
static void
find_own_origins (EaselMergeProposal *self)
{
  g_autoptr (JsonNode) summary = easel_merge_summarize (self->source, self->target, self->values,
                                                        NULL);
  JsonArray *entries = json_node_get_array (summary);

  self->origins = json_object_new ();
  json_object_set_object_member (self->origins, EASEL_MERGE_ATTRIBUTES, json_object_new ());
  for (guint i = 0; self->fallback_reason == NULL && i < json_array_get_length (entries); i++)
    if (is_written (json_array_get_object_element (entries, i)))
      set_origin (self->origins, json_array_get_object_element (entries, i), "ai");
}

/* Object ---------------------------------------------------------------------------------- */

static void
easel_merge_proposal_finalize (GObject *object)
{
  EaselMergeProposal *self = EASEL_MERGE_PROPOSAL (object);

  g_clear_object (&self->source);
  g_clear_object (&self->target);
  g_clear_pointer (&self->schema, json_node_unref);
  g_clear_pointer (&self->values, json_node_unref);
  g_clear_pointer (&self->origins, json_object_unref);
  g_clear_pointer (&self->summary, json_node_unref);
  g_free (self->fallback_reason);
  g_free (self->comment);
  g_strfreev (self->changed);
  g_ptr_array_unref (self->affected);
  g_ptr_array_unref (self->affected_swapped);
  g_free (self->provider);
  g_free (self->model);
  g_free (self->prompt_revision);

  G_OBJECT_CLASS (easel_merge_proposal_parent_class)->finalize (object);
}

static void
easel_merge_proposal_class_init (EaselMergeProposalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_merge_proposal_finalize;
}

static void
easel_merge_proposal_init (EaselMergeProposal *self)
{
  self->affected = g_ptr_array_new_with_free_func (affected_free);
  self->affected_swapped = g_ptr_array_new_with_free_func (affected_free);
}

char *
easel_merge_proposal_make_title (EaselEntity *source, EaselEntity *target)
{
  g_autofree char *kept = easel_text_isolate (easel_entity_get_name (source));
  g_autofree char *other = easel_text_isolate (easel_entity_get_name (target));

  return g_strdup_printf (_ ("Merge “%s” into “%s”"), other, kept);
}

EaselMergeProposal *
easel_merge_proposal_new (const EaselMergeProposalParts *parts)
{
  static const char *const unchanged[] = { NULL };
  EaselMergeProposal *self = g_object_new (EASEL_TYPE_MERGE_PROPOSAL, NULL);
  gboolean is_fallback = parts->fallback_reason != NULL;

  self->source = g_object_ref (parts->source);
  self->target = g_object_ref (parts->target);
  self->schema = json_node_ref (parts->schema);
  self->values = json_node_ref (parts->values);
  self->fallback_reason = g_strdup (parts->fallback_reason);
  self->version = parts->version;
  self->comment = g_strdup (parts->comment);
  self->changed = g_strdupv ((GStrv) (parts->changed != NULL ? parts->changed : unchanged));
  add_affected (self->affected, parts->affected, parts->source, parts->target);
  add_affected (self->affected_swapped, parts->affected_swapped, parts->source, parts->target);
  self->provider = is_fallback ? NULL : g_strdup (parts->provider);
  self->model = is_fallback ? NULL : g_strdup (parts->model);
  self->prompt_revision = is_fallback ? NULL : g_strdup (parts->prompt_revision);

  find_own_origins (self);
  self->summary = easel_merge_summarize (self->source, self->target, self->values, self->origins);
  self->n_conflicts = easel_merge_count_conflicts (self->source, self->target);
  return self;
}

/* Reading --------------------------------------------------------------------------------- */

/* (transfer full) (nullable) */
static JsonNode *
dup_object_member (JsonObject *object, const char *member)
{
  if (easel_json_get_object (object, member) == NULL)
    return NULL;
  return json_node_ref (json_object_get_member (object, member));
}

/* (transfer full) (nullable) */
static EaselEntity *
read_entity (JsonObject *data, const char *member)
{
  JsonNode *node = data != NULL ? json_object_get_member (data, member) : NULL;

  return node != NULL ? easel_entity_from_json (node, NULL) : NULL;
}

static void
read_provenance (EaselMergeProposal *self, const char *text)
{
  g_autoptr (JsonNode) node = text != NULL ? json_from_string (text, NULL) : NULL;
  JsonObject *object = easel_json_node_get_object (node);

  self->provider = g_strdup (easel_json_get_string (object, "provider"));
  self->model = g_strdup (easel_json_get_string (object, "model"));
  self->prompt_revision = g_strdup (easel_json_get_string (object, "prompt_revision"));
}

/* Whether it can be asked whether something fits it. */
static gboolean
is_schema (JsonNode *node)
{
  JsonObject *properties = easel_json_get_object (easel_json_node_get_object (node), "properties");

  return easel_json_get_object (properties, EASEL_MERGE_NAME) != NULL
         && easel_json_get_object (properties, EASEL_MERGE_TAGS) != NULL
         && easel_json_get_object (properties, EASEL_MERGE_ATTRIBUTES) != NULL;
}

/* Whether everything is there that a review needs. */
static gboolean
read_data (EaselMergeProposal *self, JsonObject *data)
{
  JsonArray *summary = easel_json_get_array (data, "summary");

  self->source = read_entity (data, "source");
  self->target = read_entity (data, "target");
  self->schema = dup_object_member (data, "schema");
  self->values = dup_object_member (data, "values");
  if (easel_json_get_object (data, "origins") != NULL)
    self->origins = json_object_ref (easel_json_get_object (data, "origins"));
  if (summary != NULL)
    self->summary = json_node_init_array (json_node_alloc (), summary);
  self->n_conflicts = (guint) CLAMP (easel_json_get_int (data, "conflicts", 0), 0, G_MAXINT);
  self->fallback_reason = g_strdup (easel_json_get_string (data, "fallback"));
  self->version = (guint) CLAMP (easel_json_get_int (data, "version", 1), 1, G_MAXINT);
  self->comment = g_strdup (easel_json_get_string (data, "comment"));
  self->changed = easel_step_json_dup_strings (data, "changed");
  read_affected (self->affected, easel_json_get_array (data, "affected"));
  read_affected (self->affected_swapped, easel_json_get_array (data, "affected_swapped"));

  return self->source != NULL && self->target != NULL && is_schema (self->schema)
         && self->origins != NULL && self->summary != NULL && self->values != NULL
         && easel_merge_check_proposal (self->schema, self->values, NULL);
}

EaselMergeProposal *
easel_merge_proposal_from_proposal (const EaselProposal *proposal, GError **error)
{
  g_autoptr (EaselMergeProposal) self = NULL;
  g_autoptr (JsonNode) root = NULL;

  if (g_str_equal (proposal->view, EASEL_MERGE_VIEW))
    root = json_from_string (proposal->data, NULL);
  if (root != NULL)
    {
      self = g_object_new (EASEL_TYPE_MERGE_PROPOSAL, NULL);
      read_provenance (self, proposal->provenance);
    }
  if (root == NULL || !read_data (self, easel_json_node_get_object (root)))
    {
      g_set_error_literal (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_PARAMS,
                           _ ("What this merge proposes cannot be read."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* Writing --------------------------------------------------------------------------------- */

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

/* (transfer full) */
static char *
write_data (EaselMergeProposal *self)
{
  JsonObject *data = json_object_new ();
  JsonArray *changed = json_array_new ();

  for (guint i = 0; self->changed[i] != NULL; i++)
    json_array_add_string_element (changed, self->changed[i]);

  json_object_set_member (data, "source", easel_entity_to_json (self->source));
  json_object_set_member (data, "target", easel_entity_to_json (self->target));
  json_object_set_member (data, "schema", json_node_ref (self->schema));
  json_object_set_member (data, "values", json_node_ref (self->values));
  json_object_set_object_member (data, "origins", json_object_ref (self->origins));
  json_object_set_member (data, "summary", json_node_ref (self->summary));
  json_object_set_int_member (data, "conflicts", self->n_conflicts);
  set_text (data, "fallback", self->fallback_reason);
  json_object_set_int_member (data, "version", self->version);
  set_text (data, "comment", self->comment);
  json_object_set_array_member (data, "changed", changed);
  json_object_set_array_member (data, "affected", write_affected (self->affected));
  json_object_set_array_member (data, "affected_swapped", write_affected (self->affected_swapped));
  return easel_step_json_write (data);
}

/* (transfer full) (nullable) */
static char *
write_provenance (EaselMergeProposal *self)
{
  JsonObject *object;

  if (self->model == NULL)
    return NULL;
  object = json_object_new ();
  set_text (object, "provider", self->provider);
  set_text (object, "model", self->model);
  set_text (object, "prompt_revision", self->prompt_revision);
  return easel_step_json_write (object);
}

/* (transfer full) */
static char *
write_basis (EaselMergeProposal *self)
{
  EaselEntity *const entities[] = { self->source, self->target };
  g_autoptr (JsonArray) array = json_array_new ();
  g_autoptr (JsonNode) node = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "id", easel_entity_get_id (entities[i]));
      json_object_set_int_member (object, "revision", easel_entity_get_revision (entities[i]));
      json_array_add_object_element (array, object);
    }
  node = json_node_init_array (json_node_alloc (), array);
  return json_to_string (node, FALSE);
}

/* (transfer full): what matters most, in a sentence */
static char *
describe (EaselMergeProposal *self)
{
  if (*self->changed != NULL)
    return g_strjoinv (" ", self->changed);
  if (self->n_conflicts > 0)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "They say different things about %u field.",
                     "They say different things about %u fields.", self->n_conflicts),
        self->n_conflicts);
  return g_strdup (_ ("They do not contradict each other."));
}

EaselProposal *
easel_merge_proposal_to_proposal (EaselMergeProposal *self)
{
  g_autofree char *title = NULL;
  g_autofree char *data = NULL;
  EaselProposal *proposal;

  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  title = easel_merge_proposal_make_title (self->source, self->target);
  data = write_data (self);
  proposal = easel_proposal_new (title, EASEL_MERGE_VIEW, data, ALL_ACTIONS);
  proposal->description = describe (self);
  proposal->provenance = write_provenance (self);
  proposal->basis = write_basis (self);
  return proposal;
}

/* Getters --------------------------------------------------------------------------------- */

EaselEntity *
easel_merge_proposal_get_source (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->source;
}

EaselEntity *
easel_merge_proposal_get_target (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->target;
}

JsonNode *
easel_merge_proposal_get_schema (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->schema;
}

JsonNode *
easel_merge_proposal_get_values (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->values;
}

JsonObject *
easel_merge_proposal_get_origins (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->origins;
}

JsonNode *
easel_merge_proposal_get_summary (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->summary;
}

guint
easel_merge_proposal_get_n_conflicts (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), 0);

  return self->n_conflicts;
}

const char *
easel_merge_proposal_get_fallback_reason (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->fallback_reason;
}

guint
easel_merge_proposal_get_version (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), 0);

  return self->version;
}

const char *
easel_merge_proposal_get_comment (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->comment;
}

const char *const *
easel_merge_proposal_get_changed (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return (const char *const *) self->changed;
}

GPtrArray *
easel_merge_proposal_get_affected (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->affected;
}

GPtrArray *
easel_merge_proposal_get_affected_swapped (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->affected_swapped;
}

const char *
easel_merge_proposal_get_provider (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->provider;
}

const char *
easel_merge_proposal_get_model (EaselMergeProposal *self)
{
  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  return self->model;
}

JsonObject *
easel_merge_proposal_find_origins (EaselMergeProposal *self, JsonNode *values)
{
  g_autoptr (JsonNode) summary = NULL;
  JsonArray *entries;
  JsonObject *origins;

  g_return_val_if_fail (EASEL_IS_MERGE_PROPOSAL (self), NULL);

  summary = easel_merge_summarize (self->source, self->target, values, NULL);
  entries = json_node_get_array (summary);
  origins = json_object_new ();
  json_object_set_object_member (origins, EASEL_MERGE_ATTRIBUTES, json_object_new ());
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      const char *origin = "person";

      if (!is_written (entry))
        continue;
      if (is_same (get_value (values, entry), get_value (self->values, entry)))
        origin = get_origin (self->origins, entry);
      if (origin != NULL)
        set_origin (origins, entry, origin);
    }
  return origins;
}
