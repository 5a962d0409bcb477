/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-backup-manifest.h"

#include "easel-config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#define FORMAT "io.github.easelapp.Easel.library"
/* Of the layout; what is in library.sqlite has a version of its own. */
#define VERSION 1

static void
file_free (gpointer data)
{
  EaselBackupFile *file = data;

  g_free (file->sha256);
  g_free (file);
}

EaselBackupManifest *
easel_backup_manifest_new (void)
{
  EaselBackupManifest *self = g_new0 (EaselBackupManifest, 1);

  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_free);
  self->missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
easel_backup_manifest_free (EaselBackupManifest *self)
{
  g_free (self->easel);
  g_free (self->created);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->missing);
  g_free (self);
}

void
easel_backup_manifest_add_file (EaselBackupManifest *self,
                                const char *name,
                                gint64 bytes,
                                const char *sha256)
{
  EaselBackupFile *file = g_new0 (EaselBackupFile, 1);

  file->bytes = bytes;
  file->sha256 = g_strdup (sha256);
  g_hash_table_insert (self->files, g_strdup (name), file);
}

/* (transfer full): in alphabetical order, so that the same library gives the same text */
static JsonArray *
list_files (EaselBackupManifest *self)
{
  g_autoptr (GPtrArray) names = g_hash_table_get_keys_as_ptr_array (self->files);
  JsonArray *files = json_array_new ();

  g_ptr_array_sort_values (names, (GCompareFunc) g_strcmp0);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const EaselBackupFile *file = g_hash_table_lookup (self->files, name);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", name);
      json_object_set_int_member (object, "bytes", file->bytes);
      json_object_set_string_member (object, "sha256", file->sha256);
      json_array_add_object_element (files, object);
    }
  return files;
}

static JsonArray *
list_missing (EaselBackupManifest *self)
{
  g_autoptr (GPtrArray) names = g_hash_table_get_keys_as_ptr_array (self->missing);
  JsonArray *missing = json_array_new ();

  g_ptr_array_sort_values (names, (GCompareFunc) g_strcmp0);
  for (guint i = 0; i < names->len; i++)
    json_array_add_string_element (missing, g_ptr_array_index (names, i));
  return missing;
}

char *
easel_backup_manifest_to_json (EaselBackupManifest *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "format", FORMAT);
  json_object_set_int_member (object, "version", VERSION);
  json_object_set_string_member (object, "easel", EASEL_VERSION);
  json_object_set_string_member (object, "created", self->created);
  json_object_set_int_member (object, "entries", self->n_entries);
  json_object_set_int_member (object, "pictures", self->n_pictures);
  json_object_set_array_member (object, "files", list_files (self));
  json_object_set_array_member (object, "missing", list_missing (self));
  json_node_take_object (node, object);
  return json_to_string (node, TRUE);
}

gboolean
easel_backup_set_damaged (const char *name, GError **error)
{
  g_set_error (error, EASEL_BACKUP_ERROR, EASEL_BACKUP_ERROR_DAMAGED,
               _ ("“%s” is damaged. Nothing was restored."), name);
  return FALSE;
}

gboolean
easel_backup_set_foreign (const char *name, GError **error)
{
  g_set_error (error, EASEL_BACKUP_ERROR, EASEL_BACKUP_ERROR_FOREIGN,
               _ ("“%s” is no backup of a library."), name);
  return FALSE;
}

/* (nullable): @object’s @member, if it is a @type */
static JsonNode *
get (JsonObject *object, const char *member, GType type)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type
             ? node
             : NULL;
}

static gboolean
read_file (EaselBackupManifest *self, JsonNode *element)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
  JsonNode *name = object != NULL ? get (object, "name", G_TYPE_STRING) : NULL;
  JsonNode *bytes = object != NULL ? get (object, "bytes", G_TYPE_INT64) : NULL;
  JsonNode *sha256 = object != NULL ? get (object, "sha256", G_TYPE_STRING) : NULL;

  if (name == NULL || bytes == NULL || sha256 == NULL || json_node_get_int (bytes) < 0)
    return FALSE;
  easel_backup_manifest_add_file (self, json_node_get_string (name), json_node_get_int (bytes),
                                  json_node_get_string (sha256));
  return TRUE;
}

static gboolean
read_missing (EaselBackupManifest *self, JsonNode *element)
{
  if (!JSON_NODE_HOLDS_VALUE (element) || json_node_get_value_type (element) != G_TYPE_STRING)
    return FALSE;
  g_hash_table_add (self->missing, g_strdup (json_node_get_string (element)));
  return TRUE;
}

static gboolean
read_array (EaselBackupManifest *self,
            JsonObject *object,
            const char *member,
            gboolean (*read) (EaselBackupManifest *self, JsonNode *element))
{
  JsonNode *node = json_object_get_member (object, member);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;

  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!read (self, json_array_get_element (array, i)))
      return FALSE;
  return TRUE;
}

static gboolean
read_facts (EaselBackupManifest *self, JsonObject *object)
{
  JsonNode *easel = get (object, "easel", G_TYPE_STRING);
  JsonNode *created = get (object, "created", G_TYPE_STRING);
  JsonNode *n_entries = get (object, "entries", G_TYPE_INT64);
  JsonNode *n_pictures = get (object, "pictures", G_TYPE_INT64);

  if (easel == NULL || created == NULL || n_entries == NULL || n_pictures == NULL)
    return FALSE;
  self->easel = json_node_dup_string (easel);
  self->created = json_node_dup_string (created);
  self->n_entries = (guint) CLAMP (json_node_get_int (n_entries), 0, G_MAXINT);
  self->n_pictures = (guint) CLAMP (json_node_get_int (n_pictures), 0, G_MAXINT);
  return TRUE;
}

EaselBackupManifest *
easel_backup_manifest_from_json (const char *json, gssize length, const char *name, GError **error)
{
  g_autoptr (EaselBackupManifest) self = easel_backup_manifest_new ();
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;
  JsonNode *format = NULL;
  JsonNode *version = NULL;
  JsonObject *object;

  if (g_utf8_validate (json, length, NULL)
      && json_parser_load_from_data (parser, json, length, NULL))
    root = json_parser_get_root (parser);
  object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  if (object != NULL)
    {
      format = get (object, "format", G_TYPE_STRING);
      version = get (object, "version", G_TYPE_INT64);
    }
  if (format == NULL || version == NULL || !g_str_equal (json_node_get_string (format), FORMAT))
    {
      easel_backup_set_foreign (name, error);
      return NULL;
    }
  if (json_node_get_int (version) > VERSION)
    {
      g_set_error (error, EASEL_BACKUP_ERROR, EASEL_BACKUP_ERROR_TOO_NEW,
                   _ ("“%s” was written by a newer Easel. Update Easel to restore it."), name);
      return NULL;
    }
  if (!read_facts (self, object) || !read_array (self, object, "files", read_file)
      || !read_array (self, object, "missing", read_missing))
    {
      easel_backup_set_damaged (name, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}
