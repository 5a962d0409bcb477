/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-journal-private.h"

struct _EaselJournalEntry
{
  GObject parent_instance;

  char *id;
  char *kind;
  char *title;
  gint64 time;
  char *grouping;     /* (nullable) */
  char *job;          /* (nullable) */
  char *door;         /* (nullable) */
  char *undone_by;    /* (nullable) */
  JsonNode *summary;  /* (nullable) */
  GPtrArray *touched; /* (element-type EaselJournalTouch) */
};

typedef enum
{
  EASEL_JOURNAL_ENTRY_PROP_ID = 1,
  EASEL_JOURNAL_ENTRY_PROP_KIND,
  EASEL_JOURNAL_ENTRY_PROP_TITLE,
  EASEL_JOURNAL_ENTRY_PROP_TIME,
  EASEL_JOURNAL_ENTRY_PROP_UNDONE,
} EaselJournalEntryProperty;

static GParamSpec *properties[EASEL_JOURNAL_ENTRY_PROP_UNDONE + 1];

G_DEFINE_FINAL_TYPE (EaselJournalEntry, easel_journal_entry, G_TYPE_OBJECT)

static void
touch_free (gpointer data)
{
  EaselJournalTouch *touch = data;

  g_free (touch->entity);
  g_free (touch->role);
  g_free (touch->name);
  g_strfreev (touch->fields);
  g_free (touch);
}

static void
easel_journal_entry_finalize (GObject *object)
{
  EaselJournalEntry *self = EASEL_JOURNAL_ENTRY (object);

  g_free (self->id);
  g_free (self->kind);
  g_free (self->title);
  g_free (self->grouping);
  g_free (self->job);
  g_free (self->door);
  g_free (self->undone_by);
  g_clear_pointer (&self->summary, json_node_unref);
  g_ptr_array_unref (self->touched);

  G_OBJECT_CLASS (easel_journal_entry_parent_class)->finalize (object);
}

static void
easel_journal_entry_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  EaselJournalEntry *self = EASEL_JOURNAL_ENTRY (object);

  switch ((EaselJournalEntryProperty) prop_id)
    {
    case EASEL_JOURNAL_ENTRY_PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case EASEL_JOURNAL_ENTRY_PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    case EASEL_JOURNAL_ENTRY_PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case EASEL_JOURNAL_ENTRY_PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;
    case EASEL_JOURNAL_ENTRY_PROP_UNDONE:
      g_value_set_boolean (value, self->undone_by != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
easel_journal_entry_class_init (EaselJournalEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = easel_journal_entry_finalize;
  object_class->get_property = easel_journal_entry_get_property;

  properties[EASEL_JOURNAL_ENTRY_PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[EASEL_JOURNAL_ENTRY_PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  properties[EASEL_JOURNAL_ENTRY_PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                                    flags);
  properties[EASEL_JOURNAL_ENTRY_PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, 0, G_MAXINT64,
                                                                  0, flags);
  properties[EASEL_JOURNAL_ENTRY_PROP_UNDONE] = g_param_spec_boolean ("undone", NULL, NULL, FALSE,
                                                                      flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
easel_journal_entry_init (EaselJournalEntry *self)
{
  self->touched = g_ptr_array_new_with_free_func (touch_free);
}

EaselJournalEntry *
easel_journal_entry_new (const EaselJournalColumns *columns)
{
  EaselJournalEntry *self = g_object_new (EASEL_TYPE_JOURNAL_ENTRY, NULL);

  self->id = g_strdup (columns->id);
  self->kind = g_strdup (columns->kind);
  self->title = g_strdup (columns->title);
  self->time = columns->time;
  self->grouping = g_strdup (columns->grouping);
  self->job = g_strdup (columns->job);
  self->door = g_strdup (columns->door);
  self->undone_by = g_strdup (columns->undone_by);
  if (columns->summary != NULL)
    self->summary = json_from_string (columns->summary, NULL);
  return self;
}

void
easel_journal_entry_add_touch (EaselJournalEntry *self,
                               const char *entity,
                               const char *role,
                               const char *name,
                               GStrv fields)
{
  EaselJournalTouch *touch = g_new0 (EaselJournalTouch, 1);

  touch->entity = g_strdup (entity);
  touch->role = g_strdup (role);
  touch->name = g_strdup (name);
  touch->fields = fields;
  g_ptr_array_add (self->touched, touch);
}

const char *
easel_journal_entry_get_id (EaselJournalEntry *self)
{
  return self->id;
}

const char *
easel_journal_entry_get_kind (EaselJournalEntry *self)
{
  return self->kind;
}

const char *
easel_journal_entry_get_title (EaselJournalEntry *self)
{
  return self->title;
}

gint64
easel_journal_entry_get_time (EaselJournalEntry *self)
{
  return self->time;
}

const char *
easel_journal_entry_get_group (EaselJournalEntry *self)
{
  return self->grouping;
}

const char *
easel_journal_entry_get_job (EaselJournalEntry *self)
{
  return self->job;
}

const char *
easel_journal_entry_get_door (EaselJournalEntry *self)
{
  return self->door;
}

const char *
easel_journal_entry_get_undone_by (EaselJournalEntry *self)
{
  return self->undone_by;
}

JsonNode *
easel_journal_entry_get_summary (EaselJournalEntry *self)
{
  return self->summary;
}

GPtrArray *
easel_journal_entry_get_touched (EaselJournalEntry *self)
{
  return self->touched;
}

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
  else
    json_object_set_null_member (object, member);
}

static JsonObject *
touch_to_json (const EaselJournalTouch *touch)
{
  JsonObject *object = json_object_new ();
  JsonArray *fields = json_array_new ();

  for (guint i = 0; touch->fields[i] != NULL; i++)
    json_array_add_string_element (fields, touch->fields[i]);
  json_object_set_string_member (object, "id", touch->entity);
  json_object_set_string_member (object, "role", touch->role);
  json_object_set_string_member (object, "name", touch->name);
  json_object_set_array_member (object, "fields", fields);
  return object;
}

JsonNode *
easel_journal_entry_to_json (EaselJournalEntry *self)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (self->time);
  g_autofree char *text = g_date_time_format_iso8601 (time);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *entities = json_array_new ();

  for (guint i = 0; i < self->touched->len; i++)
    json_array_add_object_element (entities, touch_to_json (g_ptr_array_index (self->touched, i)));

  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "kind", self->kind);
  json_object_set_string_member (object, "title", self->title);
  json_object_set_string_member (object, "time", text);
  set_text (object, "group", self->grouping);
  set_text (object, "job", self->job);
  set_text (object, "door", self->door);
  set_text (object, "undone_by", self->undone_by);
  if (self->summary != NULL)
    json_object_set_member (object, "summary", json_node_copy (self->summary));
  else
    json_object_set_null_member (object, "summary");
  json_object_set_array_member (object, "entities", entities);
  return json_node_init_object (json_node_alloc (), object);
}
