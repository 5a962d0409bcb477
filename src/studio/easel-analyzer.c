/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-analyzer.h"

#include "easel-entity.h"
#include "easel-schema.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>

struct _EaselAnalyzer
{
  GObject parent_instance;

  char *name;        /* (owned) */
  char *title;       /* (owned): as written, in English */
  char *description; /* (owned): as written, in English */
  char *icon_name;   /* (owned) */
  GStrv children;    /* (owned) (nullable) */

  char *entity_kind;         /* (owned) (nullable): set for a plain analyzer, as are … */
  char *prompt;              /* (owned) (nullable) */
  char *schema;              /* (owned) (nullable): as JSON text */
  char *prompt_revision;     /* (owned) (nullable) */
  EaselAnalyzerItems *items; /* (owned) (nullable) */
};

typedef enum
{
  PROP_NAME = 1,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_ICON_NAME,
} EaselAnalyzerProperty;

static GParamSpec *properties[PROP_ICON_NAME + 1];

G_DEFINE_FINAL_TYPE (EaselAnalyzer, easel_analyzer, G_TYPE_OBJECT)

static gboolean
refuse (const char *source, GError **error, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
refuse (const char *source, GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);

  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_ANALYZER,
               /* Translators: the first is a file's name, the second what is wrong with it */
               _ ("The analyzer “%s” cannot be used: %s"), source, reason);
  return FALSE;
}

static gboolean
has_type (JsonObject *object, const char *member, GType type)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
read_string (JsonObject *object,
             const char *member,
             const char *source,
             char **value,
             GError **error)
{
  if (!has_type (object, member, G_TYPE_STRING)
      || *json_object_get_string_member (object, member) == '\0')
    return refuse (source, error, _ ("it has no text “%s”."), member);
  *value = g_strdup (json_object_get_string_member (object, member));
  return TRUE;
}

/* (transfer full) (nullable): %NULL when it is not a list of texts with at least one */
static GStrv
read_strings (JsonObject *object, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonNode *node = json_object_get_member (object, member);
  JsonArray *array;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return NULL;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
        return NULL;
      g_strv_builder_add (builder, json_node_get_string (element));
    }
  return json_array_get_length (array) > 0 ? g_strv_builder_end (builder) : NULL;
}

static void
items_free (EaselAnalyzerItems *items)
{
  g_free ((char *) items->field);
  g_free ((char *) items->entity_kind);
  g_free ((char *) items->role);
  g_strfreev ((GStrv) items->name_from);
  g_free (items);
}

static JsonObject *
get_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* The schema must have the field as a list of objects, or no answer could ever fit. */
static gboolean
schema_has_list (JsonNode *schema, const char *field)
{
  JsonObject *properties_object = get_object (json_node_get_object (schema), "properties");
  JsonObject *list = get_object (properties_object, field);
  JsonObject *element = get_object (list, "items");

  return element != NULL
         && g_strcmp0 (json_object_get_string_member_with_default (list, "type", NULL), "array")
                == 0;
}

static gboolean
read_items (EaselAnalyzer *self, JsonObject *object, const char *source, GError **error)
{
  JsonObject *items = get_object (object, "items");
  char *field = NULL, *kind = NULL, *role = NULL;
  GStrv name_from;

  if (!json_object_has_member (object, "items"))
    return TRUE;
  if (items == NULL)
    return refuse (source, error, _ ("its “%s” is not an object."), "items");

  self->items = g_new0 (EaselAnalyzerItems, 1);
  if (!read_string (items, "field", source, &field, error))
    return FALSE;
  self->items->field = field;
  if (!read_string (items, "entity", source, &kind, error))
    return FALSE;
  self->items->entity_kind = kind;
  if (!read_string (items, "role", source, &role, error))
    return FALSE;
  self->items->role = role;

  name_from = read_strings (items, "name_from");
  self->items->name_from = (const char *const *) name_from;
  if (name_from == NULL)
    return refuse (source, error, _ ("its “%s” is not a list of texts."), "name_from");
  if (!easel_entity_kind_is_valid (kind))
    return refuse (source, error, _ ("the library has no kind “%s”."), kind);
  if (!schema_has_list (json_object_get_member (object, "schema"), field))
    return refuse (source, error, _ ("its schema has no list “%s”."), field);
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
read_plain (EaselAnalyzer *self, JsonObject *object, const char *source, GError **error)
{
  g_autoptr (GError) local = NULL;
  JsonNode *schema;

  if (!read_string (object, "entity", source, &self->entity_kind, error)
      || !read_string (object, "prompt", source, &self->prompt, error))
    return FALSE;
  if (!easel_entity_kind_is_valid (self->entity_kind))
    return refuse (source, error, _ ("the library has no kind “%s”."), self->entity_kind);
  if (get_object (object, "schema") == NULL)
    return refuse (source, error, _ ("its “%s” is not an object."), "schema");

  schema = json_object_get_member (object, "schema");
  if (!easel_schema_check (schema, &local))
    return refuse (source, error, "%s", local->message);
  self->schema = json_to_string (schema, FALSE);

  self->prompt_revision = hash_prompt (
      self->prompt, self->schema, json_object_get_int_member_with_default (object, "revision", 0));
  return read_items (self, object, source, error);
}

static gboolean
is_word (const char *text)
{
  return text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static gboolean
read_all (EaselAnalyzer *self, JsonObject *object, const char *source, GError **error)
{
  if (!read_string (object, "name", source, &self->name, error)
      || !read_string (object, "title", source, &self->title, error)
      || !read_string (object, "description", source, &self->description, error)
      || !read_string (object, "icon", source, &self->icon_name, error))
    return FALSE;
  if (!is_word (self->name))
    return refuse (source, error, _ ("its name may only have the characters a–z, 0–9 and _."));
  if (!has_type (object, "revision", G_TYPE_INT64))
    return refuse (source, error, _ ("it has no number “%s”."), "revision");

  if (!json_object_has_member (object, "children"))
    return read_plain (self, object, source, error);

  self->children = read_strings (object, "children");
  if (self->children == NULL)
    return refuse (source, error, _ ("its “%s” is not a list of texts."), "children");
  return TRUE;
}

static void
easel_analyzer_finalize (GObject *object)
{
  EaselAnalyzer *self = EASEL_ANALYZER (object);

  g_free (self->name);
  g_free (self->title);
  g_free (self->description);
  g_free (self->icon_name);
  g_strfreev (self->children);
  g_free (self->entity_kind);
  g_free (self->prompt);
  g_free (self->schema);
  g_free (self->prompt_revision);
  g_clear_pointer (&self->items, items_free);

  G_OBJECT_CLASS (easel_analyzer_parent_class)->finalize (object);
}

static void
easel_analyzer_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselAnalyzer *self = EASEL_ANALYZER (object);

  switch ((EaselAnalyzerProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_TITLE:
      g_value_set_string (value, easel_analyzer_get_title (self));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, easel_analyzer_get_description (self));
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, self->icon_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_analyzer_class_init (EaselAnalyzerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = easel_analyzer_finalize;
  object_class->get_property = easel_analyzer_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_analyzer_init (EaselAnalyzer *self)
{
}

EaselAnalyzer *
easel_analyzer_new_from_json (JsonNode *json, const char *source, GError **error)
{
  g_autoptr (EaselAnalyzer) self = g_object_new (EASEL_TYPE_ANALYZER, NULL);

  g_return_val_if_fail (json != NULL, NULL);
  g_return_val_if_fail (source != NULL, NULL);

  if (!JSON_NODE_HOLDS_OBJECT (json))
    {
      refuse (source, error, _ ("it is not a JSON object."));
      return NULL;
    }
  if (!read_all (self, json_node_get_object (json), source, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
easel_analyzer_get_name (EaselAnalyzer *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER (self), NULL);

  return self->name;
}

const char *
easel_analyzer_get_title (EaselAnalyzer *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER (self), NULL);

  return g_dgettext (GETTEXT_PACKAGE, self->title);
}

const char *
easel_analyzer_get_description (EaselAnalyzer *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER (self), NULL);

  return g_dgettext (GETTEXT_PACKAGE, self->description);
}

const char *
easel_analyzer_get_icon_name (EaselAnalyzer *self)
{
  g_return_val_if_fail (EASEL_IS_ANALYZER (self), NULL);

  return self->icon_name;
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
