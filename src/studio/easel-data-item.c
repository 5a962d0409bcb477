/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-data-item.h"

#include "easel-json.h"

#include <glib/gi18n.h>

typedef struct
{
  char *source;      /* (owned): the file's name */
  char *name;        /* (owned) */
  char *title;       /* (owned): as written, in English */
  char *description; /* (owned): as written, in English */
  char *icon_name;   /* (owned) */
} EaselDataItemPrivate;

typedef enum
{
  PROP_NAME = 1,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_ICON_NAME,
} EaselDataItemProperty;

static GParamSpec *properties[PROP_ICON_NAME + 1];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (EaselDataItem, easel_data_item, G_TYPE_OBJECT)

static EaselDataItemPrivate *
get_private (EaselDataItem *self)
{
  return easel_data_item_get_instance_private (self);
}

static gboolean
is_word (const char *text)
{
  return text[strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

static gboolean
read_all (EaselDataItem *self, JsonNode *json, GError **error)
{
  EaselDataItemPrivate *priv = get_private (self);
  JsonObject *object = easel_json_node_get_object (json);
  JsonNode *revision;

  if (object == NULL)
    return easel_data_item_refuse (self, error, _ ("it is not a JSON object."));
  if (!easel_data_item_read_string (self, object, "name", &priv->name, error)
      || !easel_data_item_read_string (self, object, "title", &priv->title, error)
      || !easel_data_item_read_string (self, object, "description", &priv->description, error)
      || !easel_data_item_read_string (self, object, "icon", &priv->icon_name, error))
    return FALSE;
  if (!is_word (priv->name))
    return easel_data_item_refuse (self, error,
                                   _ ("its name may only have the characters a–z, 0–9, _ and -."));

  revision = json_object_get_member (object, "revision");
  if (revision == NULL || !JSON_NODE_HOLDS_VALUE (revision)
      || json_node_get_value_type (revision) != G_TYPE_INT64)
    return easel_data_item_refuse (self, error, _ ("it has no number “%s”."), "revision");
  return EASEL_DATA_ITEM_GET_CLASS (self)->read (self, object, error);
}

static void
easel_data_item_finalize (GObject *object)
{
  EaselDataItemPrivate *priv = get_private (EASEL_DATA_ITEM (object));

  g_free (priv->source);
  g_free (priv->name);
  g_free (priv->title);
  g_free (priv->description);
  g_free (priv->icon_name);

  G_OBJECT_CLASS (easel_data_item_parent_class)->finalize (object);
}

static void
easel_data_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselDataItem *self = EASEL_DATA_ITEM (object);

  switch ((EaselDataItemProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, easel_data_item_get_name (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, easel_data_item_get_title (self));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, easel_data_item_get_description (self));
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, easel_data_item_get_icon_name (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_data_item_class_init (EaselDataItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = easel_data_item_finalize;
  object_class->get_property = easel_data_item_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_data_item_init (EaselDataItem *self)
{
}

EaselDataItem *
easel_data_item_new_from_json (GType type, JsonNode *json, const char *source, GError **error)
{
  g_autoptr (EaselDataItem) self = NULL;

  g_return_val_if_fail (g_type_is_a (type, EASEL_TYPE_DATA_ITEM), NULL);
  g_return_val_if_fail (json != NULL, NULL);
  g_return_val_if_fail (source != NULL, NULL);

  self = g_object_new (type, NULL);
  get_private (self)->source = g_strdup (source);
  if (!read_all (self, json, error))
    return NULL;
  return g_steal_pointer (&self);
}

const char *
easel_data_item_get_name (EaselDataItem *self)
{
  g_return_val_if_fail (EASEL_IS_DATA_ITEM (self), NULL);

  return get_private (self)->name;
}

const char *
easel_data_item_get_title (EaselDataItem *self)
{
  g_return_val_if_fail (EASEL_IS_DATA_ITEM (self), NULL);

  return g_dgettext (GETTEXT_PACKAGE, get_private (self)->title);
}

const char *
easel_data_item_get_description (EaselDataItem *self)
{
  g_return_val_if_fail (EASEL_IS_DATA_ITEM (self), NULL);

  return g_dgettext (GETTEXT_PACKAGE, get_private (self)->description);
}

const char *
easel_data_item_get_icon_name (EaselDataItem *self)
{
  g_return_val_if_fail (EASEL_IS_DATA_ITEM (self), NULL);

  return get_private (self)->icon_name;
}

gboolean
easel_data_item_refuse (EaselDataItem *self, GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);

  EASEL_DATA_ITEM_GET_CLASS (self)->set_error (get_private (self)->source, reason, error);
  return FALSE;
}

gboolean
easel_data_item_read_string (EaselDataItem *self,
                             JsonObject *object,
                             const char *member,
                             char **value,
                             GError **error)
{
  const char *text = easel_json_get_string (object, member);

  if (text == NULL || *text == '\0')
    return easel_data_item_refuse (self, error, _ ("it has no text “%s”."), member);
  *value = g_strdup (text);
  return TRUE;
}

GStrv
easel_data_item_read_strings (JsonObject *object, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array = easel_json_get_array (object, member);

  if (array == NULL || json_array_get_length (array) == 0)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *text = easel_json_node_get_string (json_array_get_element (array, i));

      if (text == NULL)
        return NULL;
      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}
