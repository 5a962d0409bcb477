/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-private.h"

struct _EaselEntity
{
  GObject parent_instance;

  char *id;
  char *kind;
  char *name;
  JsonObject *attributes;
  GStrv tags;
  GPtrArray *pictures;   /* (element-type EaselEntityPicture) */
  GPtrArray *references; /* (element-type EaselEntityReference) */

  char *job;             /* (nullable) */
  char *analyzer;        /* (nullable) */
  char *provider;        /* (nullable) */
  char *model;           /* (nullable) */
  char *prompt_revision; /* (nullable) */

  gboolean archived;
  gint64 created;
  gint64 updated;
  guint revision;
  char *thumbnail; /* (nullable) */
};

typedef enum
{
  EASEL_ENTITY_PROP_ID = 1,
  EASEL_ENTITY_PROP_KIND,
  EASEL_ENTITY_PROP_NAME,
  EASEL_ENTITY_PROP_CREATED,
  EASEL_ENTITY_PROP_ARCHIVED,
  EASEL_ENTITY_PROP_THUMBNAIL,
} EaselEntityProperty;

static GParamSpec *properties[EASEL_ENTITY_PROP_THUMBNAIL + 1];

G_DEFINE_FINAL_TYPE (EaselEntity, easel_entity, G_TYPE_OBJECT)

static void
entity_picture_free (gpointer data)
{
  EaselEntityPicture *picture = data;

  g_free (picture->picture);
  g_free (picture->role);
  g_free (picture);
}

static void
entity_reference_free (gpointer data)
{
  EaselEntityReference *reference = data;

  g_free (reference->role);
  g_free (reference->target);
  g_free (reference);
}

static void
easel_entity_finalize (GObject *object)
{
  EaselEntity *self = EASEL_ENTITY (object);

  g_free (self->id);
  g_free (self->kind);
  g_free (self->name);
  json_object_unref (self->attributes);
  g_strfreev (self->tags);
  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->references);
  g_free (self->job);
  g_free (self->analyzer);
  g_free (self->provider);
  g_free (self->model);
  g_free (self->prompt_revision);
  g_free (self->thumbnail);

  G_OBJECT_CLASS (easel_entity_parent_class)->finalize (object);
}

static void
easel_entity_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselEntity *self = EASEL_ENTITY (object);

  switch ((EaselEntityProperty) prop_id)
    {
    case EASEL_ENTITY_PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case EASEL_ENTITY_PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    case EASEL_ENTITY_PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case EASEL_ENTITY_PROP_CREATED:
      g_value_set_int64 (value, self->created);
      break;
    case EASEL_ENTITY_PROP_ARCHIVED:
      g_value_set_boolean (value, self->archived);
      break;
    case EASEL_ENTITY_PROP_THUMBNAIL:
      g_value_set_string (value, self->thumbnail);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_entity_class_init (EaselEntityClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = easel_entity_finalize;
  object_class->get_property = easel_entity_get_property;

  properties[EASEL_ENTITY_PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[EASEL_ENTITY_PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  properties[EASEL_ENTITY_PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[EASEL_ENTITY_PROP_CREATED] = g_param_spec_int64 ("created", NULL, NULL, 0, G_MAXINT64,
                                                              0, flags);
  properties[EASEL_ENTITY_PROP_ARCHIVED] = g_param_spec_boolean ("archived", NULL, NULL, FALSE,
                                                                 flags);
  properties[EASEL_ENTITY_PROP_THUMBNAIL] = g_param_spec_string ("thumbnail", NULL, NULL, NULL,
                                                                 flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_entity_init (EaselEntity *self)
{
  self->attributes = json_object_new ();
  self->tags = g_new0 (char *, 1);
  self->pictures = g_ptr_array_new_with_free_func (entity_picture_free);
  self->references = g_ptr_array_new_with_free_func (entity_reference_free);
}

EaselEntity *
easel_entity_new (const char *id, const char *kind, const char *name)
{
  EaselEntity *self;

  g_return_val_if_fail (id != NULL && *id != '\0', NULL);
  g_return_val_if_fail (kind != NULL && *kind != '\0', NULL);

  self = g_object_new (EASEL_TYPE_ENTITY, NULL);
  self->id = g_strdup (id);
  self->kind = g_strdup (kind);
  self->name = g_strdup (name != NULL ? name : "");
  return self;
}

const char *
easel_entity_get_id (EaselEntity *self)
{
  return self->id;
}

const char *
easel_entity_get_kind (EaselEntity *self)
{
  return self->kind;
}

const char *
easel_entity_get_name (EaselEntity *self)
{
  return self->name;
}

void
easel_entity_set_name (EaselEntity *self, const char *name)
{
  if (g_set_str (&self->name, name != NULL ? name : ""))
    g_object_notify_by_pspec (G_OBJECT (self), properties[EASEL_ENTITY_PROP_NAME]);
}

JsonObject *
easel_entity_get_attributes (EaselEntity *self)
{
  return self->attributes;
}

void
easel_entity_set_attributes (EaselEntity *self, JsonObject *attributes)
{
  g_return_if_fail (attributes != NULL);

  json_object_ref (attributes);
  json_object_unref (self->attributes);
  self->attributes = attributes;
}

const char *const *
easel_entity_get_tags (EaselEntity *self)
{
  return (const char *const *) self->tags;
}

void
easel_entity_set_tags (EaselEntity *self, const char *const *tags)
{
  GStrv copy = tags != NULL ? g_strdupv ((GStrv) tags) : g_new0 (char *, 1);

  g_strfreev (self->tags);
  self->tags = copy;
}

gboolean
easel_entity_is_favorite (EaselEntity *self)
{
  g_return_val_if_fail (EASEL_IS_ENTITY (self), FALSE);
  return g_strv_contains ((const char *const *) self->tags, EASEL_ENTITY_FAVORITE);
}

GPtrArray *
easel_entity_get_pictures (EaselEntity *self)
{
  return self->pictures;
}

void
easel_entity_add_picture (EaselEntity *self, const char *picture, const char *role)
{
  EaselEntityPicture *entry;

  g_return_if_fail (picture != NULL && role != NULL);

  entry = g_new0 (EaselEntityPicture, 1);
  entry->picture = g_strdup (picture);
  entry->role = g_strdup (role);
  g_ptr_array_add (self->pictures, entry);
}

GPtrArray *
easel_entity_get_references (EaselEntity *self)
{
  return self->references;
}

void
easel_entity_add_reference (EaselEntity *self, const char *role, const char *target)
{
  EaselEntityReference *entry;

  g_return_if_fail (role != NULL && target != NULL);

  entry = g_new0 (EaselEntityReference, 1);
  entry->role = g_strdup (role);
  entry->target = g_strdup (target);
  g_ptr_array_add (self->references, entry);
}

const char *
easel_entity_get_job (EaselEntity *self)
{
  return self->job;
}

const char *
easel_entity_get_analyzer (EaselEntity *self)
{
  return self->analyzer;
}

const char *
easel_entity_get_provider (EaselEntity *self)
{
  return self->provider;
}

const char *
easel_entity_get_model (EaselEntity *self)
{
  return self->model;
}

const char *
easel_entity_get_prompt_revision (EaselEntity *self)
{
  return self->prompt_revision;
}

void
easel_entity_set_provenance (EaselEntity *self,
                             const char *job,
                             const char *analyzer,
                             const char *provider,
                             const char *model,
                             const char *prompt_revision)
{
  g_set_str (&self->job, job);
  g_set_str (&self->analyzer, analyzer);
  g_set_str (&self->provider, provider);
  g_set_str (&self->model, model);
  g_set_str (&self->prompt_revision, prompt_revision);
}

gboolean
easel_entity_get_archived (EaselEntity *self)
{
  return self->archived;
}

gint64
easel_entity_get_created (EaselEntity *self)
{
  return self->created;
}

gint64
easel_entity_get_updated (EaselEntity *self)
{
  return self->updated;
}

guint
easel_entity_get_revision (EaselEntity *self)
{
  return self->revision;
}

const char *
easel_entity_get_thumbnail (EaselEntity *self)
{
  return self->thumbnail;
}

void
easel_entity_set_stored (EaselEntity *self,
                         gint64 created,
                         gint64 updated,
                         guint revision,
                         gboolean archived)
{
  self->created = created;
  self->updated = updated;
  self->revision = revision;
  self->archived = archived;
}

void
easel_entity_take_thumbnail (EaselEntity *self, char *path)
{
  g_free (self->thumbnail);
  self->thumbnail = path;
}

const char *
easel_entity_get_face (EaselEntity *self)
{
  EaselEntityPicture *first = NULL;

  if (g_str_equal (self->kind, EASEL_ENTITY_PICTURE))
    return self->id;

  for (guint i = 0; i < self->pictures->len; i++)
    {
      EaselEntityPicture *picture = g_ptr_array_index (self->pictures, i);

      if (g_str_equal (picture->role, "preview"))
        return picture->picture;
      if (first == NULL)
        first = picture;
    }
  return first != NULL ? first->picture : NULL;
}
