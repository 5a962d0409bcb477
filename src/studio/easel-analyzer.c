/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyzer.h"

#include "easel-entity.h"
#include "easel-json.h"
#include "easel-schema.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselAnalyzer
{
  EaselDataItem parent_instance;

  GStrv children; /* (owned) (nullable) */

  char *entity_kind;         /* (owned) (nullable): set for a plain analyzer, as are … */
  char *prompt;              /* (owned) (nullable) */
  char *schema;              /* (owned) (nullable): as JSON text */
  char *prompt_revision;     /* (owned) (nullable) */
  EaselAnalyzerItems *items; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (EaselAnalyzer, easel_analyzer, EASEL_TYPE_DATA_ITEM)

static void
items_free (EaselAnalyzerItems *items)
{
  g_free ((char *) items->field);
  g_free ((char *) items->entity_kind);
  g_free ((char *) items->role);
  g_strfreev ((GStrv) items->name_from);
  g_free (items);
}

/* The schema must have the field as a list of objects, or no answer could ever fit. */
static gboolean
schema_has_list (JsonNode *schema, const char *field)
{
  JsonObject *properties_object = easel_json_get_object (json_node_get_object (schema),
                                                         "properties");
  JsonObject *list = easel_json_get_object (properties_object, field);
  JsonObject *element = easel_json_get_object (list, "items");

  return element != NULL
         && g_strcmp0 (json_object_get_string_member_with_default (list, "type", NULL), "array")
                == 0;
}

static gboolean
read_items (EaselAnalyzer *self, JsonObject *object, GError **error)
{
  JsonObject *items = easel_json_get_object (object, "items");
  char *field = NULL, *kind = NULL, *role = NULL;
  GStrv name_from;

  if (!json_object_has_member (object, "items"))
    return TRUE;
  if (items == NULL)
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error, _ ("its “%s” is not an object."),
                                   "items");

  self->items = g_new0 (EaselAnalyzerItems, 1);
  if (!easel_data_item_read_string (EASEL_DATA_ITEM (self), items, "field", &field, error))
    return FALSE;
  self->items->field = field;
  if (!easel_data_item_read_string (EASEL_DATA_ITEM (self), items, "entity", &kind, error))
    return FALSE;
  self->items->entity_kind = kind;
  if (!easel_data_item_read_string (EASEL_DATA_ITEM (self), items, "role", &role, error))
    return FALSE;
  self->items->role = role;

  name_from = easel_data_item_read_strings (items, "name_from");
  self->items->name_from = (const char *const *) name_from;
  if (name_from == NULL)
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error,
                                   _ ("its “%s” is not a list of texts."), "name_from");
  if (!easel_entity_kind_is_valid (kind))
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error,
                                   _ ("the library has no kind “%s”."), kind);
  if (!schema_has_list (json_object_get_member (object, "schema"), field))
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error,
                                   _ ("its schema has no list “%s”."), field);
  return TRUE;
}

static char *
hash_prompt (const char *prompt, const char *schema, gint64 revision)
{
  g_autofree char *all = g_strdup_printf ("%" G_GINT64_FORMAT "\n%s\n%s", revision, prompt, schema);
  char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all, -1);

  /* Short enough to read under Details; a clash of 64 bits is no concern here. */
  hash[16] = '\0';
  return hash;
}

static gboolean
read_plain (EaselAnalyzer *self, JsonObject *object, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonNode *schema;

  if (!easel_data_item_read_string (EASEL_DATA_ITEM (self), object, "entity", &self->entity_kind,
                                    error)
      || !easel_data_item_read_string (EASEL_DATA_ITEM (self), object, "prompt", &self->prompt,
                                       error))
    return FALSE;
  if (!easel_entity_kind_is_valid (self->entity_kind))
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error,
                                   _ ("the library has no kind “%s”."), self->entity_kind);
  if (easel_json_get_object (object, "schema") == NULL)
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error, _ ("its “%s” is not an object."),
                                   "schema");

  schema = json_object_get_member (object, "schema");
  if (!easel_schema_check (schema, &local))
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error, "%s", local->message);
  self->schema = json_to_string (schema, FALSE);

  self->prompt_revision = hash_prompt (
      self->prompt, self->schema, json_object_get_int_member_with_default (object, "revision", 0));
  return read_items (self, object, error);
}

static gboolean
easel_analyzer_read (EaselDataItem *item, JsonObject *object, GError **error)
{
  EaselAnalyzer *self = EASEL_ANALYZER (item);

  if (!json_object_has_member (object, "children"))
    return read_plain (self, object, error);

  self->children = easel_data_item_read_strings (object, "children");
  if (self->children == NULL)
    return easel_data_item_refuse (item, error, _ ("its “%s” is not a list of texts."), "children");
  return TRUE;
}

static void
easel_analyzer_set_error (const char *source, const char *reason, GError **error)
{
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_ANALYZER,
               /* Translators: the first is a file's name, the second what is wrong with it */
               _ ("The analyzer “%s” cannot be used: %s"), source, reason);
}

static void
easel_analyzer_finalize (GObject *object)
{
  EaselAnalyzer *self = EASEL_ANALYZER (object);

  g_strfreev (self->children);
  g_free (self->entity_kind);
  g_free (self->prompt);
  g_free (self->schema);
  g_free (self->prompt_revision);
  g_clear_pointer (&self->items, items_free);

  G_OBJECT_CLASS (easel_analyzer_parent_class)->finalize (object);
}

static void
easel_analyzer_class_init (EaselAnalyzerClass *klass)
{
  EaselDataItemClass *item_class = EASEL_DATA_ITEM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = easel_analyzer_finalize;
  item_class->read = easel_analyzer_read;
  item_class->set_error = easel_analyzer_set_error;
}

static void
easel_analyzer_init (EaselAnalyzer *self)
{
}

EaselAnalyzer *
easel_analyzer_new_from_json (JsonNode *json, const char *source, GError **error)
{
  return (EaselAnalyzer *) easel_data_item_new_from_json (EASEL_TYPE_ANALYZER, json, source, error);
}

const char *
easel_analyzer_get_name (EaselAnalyzer *self)
{
  return easel_data_item_get_name (EASEL_DATA_ITEM (self));
}

const char *
easel_analyzer_get_title (EaselAnalyzer *self)
{
  return easel_data_item_get_title (EASEL_DATA_ITEM (self));
}

const char *
easel_analyzer_get_description (EaselAnalyzer *self)
{
  return easel_data_item_get_description (EASEL_DATA_ITEM (self));
}

const char *const *
easel_analyzer_get_children (EaselAnalyzer *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER (self), NULL);

  return (const char *const *) self->children;
}

const char *
easel_analyzer_get_entity_kind (EaselAnalyzer *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER (self), NULL);

  return self->entity_kind;
}

const char *
easel_analyzer_get_prompt (EaselAnalyzer *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER (self), NULL);

  return self->prompt;
}

JsonNode *
easel_analyzer_dup_schema (EaselAnalyzer *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER (self), NULL);

  return self->schema != NULL ? json_from_string (self->schema, NULL) : NULL;
}

const char *
easel_analyzer_get_prompt_revision (EaselAnalyzer *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER (self), NULL);

  return self->prompt_revision;
}

const EaselAnalyzerItems *
easel_analyzer_get_items (EaselAnalyzer *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER (self), NULL);

  return self->items;
}
