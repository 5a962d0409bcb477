/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-origin.h"

#include "easel-attribute-schema.h"
#include "easel-json-text.h"
#include "easel-merge.h"

#include <glib/gi18n.h>

static void
origin_free (gpointer data)
{
  EaselEntityOrigin *origin = data;

  g_free (origin->name);
  g_free (origin);
}

/* (nullable) */
static const EaselJournalTouch *
find_touch (EaselJournalEntry *entry, const char *role)
{
  GPtrArray *touched = easel_journal_entry_get_touched (entry);

  for (guint i = 0; i < touched->len; i++)
    {
      const EaselJournalTouch *touch = touched->pdata[i];

      if (g_str_equal (touch->role, role))
        return touch;
    }
  return NULL;
}

/* Whether @entity has this @role in @entry. */
static gboolean
has_role (EaselJournalEntry *entry, const char *entity, const char *role)
{
  GPtrArray *touched = easel_journal_entry_get_touched (entry);

  for (guint i = 0; i < touched->len; i++)
    {
      const EaselJournalTouch *touch = touched->pdata[i];

      if (g_str_equal (touch->role, role) && g_str_equal (touch->entity, entity))
        return TRUE;
    }
  return FALSE;
}

/* The newest counts, and comes first. @name: (nullable) */
static void
add (GHashTable *origins, const char *label, EaselEntityOriginKind kind, const char *name)
{
  EaselEntityOrigin *origin = NULL;

  if (g_hash_table_contains (origins, label))
    return;
  origin = g_new (EaselEntityOrigin, 1);
  *origin = (EaselEntityOrigin) { kind, g_strdup (name) };
  g_hash_table_insert (origins, g_strdup (label), origin);
}

/* Part of merge: what became of one field ---------------------------------------------------- */

/* (transfer full) (nullable): what people call the field that @object of a summary is about */
static char *
get_label (JsonObject *object)
{
  const char *part = easel_json_text_get_string (object, "part");
  const char *field = easel_json_text_get_string (object, "field");

  if (g_strcmp0 (part, "name") == 0)
    return g_strdup (_ ("name"));
  if (g_strcmp0 (part, "tags") == 0)
    return g_strdup (_ ("tags"));
  return field != NULL ? easel_attribute_schema_label (field) : NULL;
}

static void
add_merged_field (GHashTable *origins, EaselJournalEntry *entry, JsonObject *object)
{
  const EaselJournalTouch *source = find_touch (entry, "source");
  const EaselJournalTouch *target = find_touch (entry, "target");
  const char *writer = easel_json_text_get_string (object, "origin");
  g_autofree char *label = get_label (object);
  const char *word = easel_json_text_get_string (object, "result");
  EaselMergeResult result = EASEL_MERGE_RESULT_EQUAL;

  if (label == NULL || word == NULL || !easel_merge_result_from_string (word, &result))
    return;
  switch (result)
    {
    case EASEL_MERGE_RESULT_SOURCE:
      add (origins, label, EASEL_ENTITY_ORIGIN_SOURCE, source != NULL ? source->name : NULL);
      break;
    case EASEL_MERGE_RESULT_TARGET:
      add (origins, label, EASEL_ENTITY_ORIGIN_TARGET, target != NULL ? target->name : NULL);
      break;
    case EASEL_MERGE_RESULT_COMBINED:
      add (origins, label,
           g_strcmp0 (writer, "person") == 0 ? EASEL_ENTITY_ORIGIN_YOU
           : g_strcmp0 (writer, "ai") == 0   ? EASEL_ENTITY_ORIGIN_AI
                                             : EASEL_ENTITY_ORIGIN_COMBINED,
           NULL);
      break;
    case EASEL_MERGE_RESULT_EQUAL:
    case EASEL_MERGE_RESULT_DROPPED:
    default:
      break;
    }
}

static void
add_merge (GHashTable *origins, EaselJournalEntry *entry)
{
  JsonNode *summary = easel_journal_entry_get_summary (entry);
  JsonArray *array = summary != NULL && JSON_NODE_HOLDS_ARRAY (summary)
                         ? json_node_get_array (summary)
                         : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        add_merged_field (origins, entry, json_node_get_object (node));
    }
}

static void
add_edit (GHashTable *origins, EaselJournalEntry *entry)
{
  const EaselJournalTouch *touch = find_touch (entry, "self");

  for (guint i = 0; touch != NULL && touch->fields[i] != NULL; i++)
    add (origins, touch->fields[i], EASEL_ENTITY_ORIGIN_YOU, NULL);
}

GHashTable *
easel_entity_origin_find_all (GPtrArray *entries, const char *entity)
{
  GHashTable *origins = NULL;

  g_return_val_if_fail (entries != NULL, NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, origin_free);
  for (guint i = 0; i < entries->len; i++)
    {
      EaselJournalEntry *entry = entries->pdata[i];
      const char *kind = easel_journal_entry_get_kind (entry);

      if (easel_journal_entry_get_undone_by (entry) != NULL)
        continue;
      if (g_str_equal (kind, EASEL_CHANGE_MERGE) && has_role (entry, entity, "source"))
        add_merge (origins, entry);
      else if (g_str_equal (kind, EASEL_CHANGE_EDIT) || g_str_equal (kind, EASEL_CHANGE_TAG))
        add_edit (origins, entry);
    }
  return origins;
}

static const EaselEntityOrigin *
lookup (GHashTable *origins, const char *label)
{
  return origins != NULL ? g_hash_table_lookup (origins, label) : NULL;
}

const EaselEntityOrigin *
easel_entity_origin_lookup (GHashTable *origins, const char *field)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (field != NULL, NULL);

  label = easel_attribute_schema_label (field);
  return lookup (origins, label);
}

const EaselEntityOrigin *
easel_entity_origin_lookup_name (GHashTable *origins)
{
  return lookup (origins, _ ("name"));
}

const EaselEntityOrigin *
easel_entity_origin_lookup_tags (GHashTable *origins)
{
  return lookup (origins, _ ("tags"));
}

/* In words ----------------------------------------------------------------------------------- */

static const char *
get_words (const EaselEntityOrigin *origin)
{
  switch (origin->kind)
    {
    case EASEL_ENTITY_ORIGIN_SOURCE:
    case EASEL_ENTITY_ORIGIN_TARGET:
      return origin->name != NULL ? origin->name : _ ("Merged");
    case EASEL_ENTITY_ORIGIN_AI:
      return C_ ("origin of a value", "AI");
    case EASEL_ENTITY_ORIGIN_YOU:
      return C_ ("origin of a value", "You");
    case EASEL_ENTITY_ORIGIN_COMBINED:
    default:
      return C_ ("origin of a value", "Combined");
    }
}

/* (transfer full) */
static char *
explain (const EaselEntityOrigin *origin)
{
  switch (origin->kind)
    {
    case EASEL_ENTITY_ORIGIN_SOURCE:
    case EASEL_ENTITY_ORIGIN_TARGET:
      return g_strdup_printf (_ ("From “%s”"), get_words (origin));
    case EASEL_ENTITY_ORIGIN_AI:
      return g_strdup (_ ("Written by a model when two were merged"));
    case EASEL_ENTITY_ORIGIN_YOU:
      return g_strdup (_ ("Written by you"));
    case EASEL_ENTITY_ORIGIN_COMBINED:
    default:
      return g_strdup (_ ("Put together when two were merged"));
    }
}

GtkWidget *
easel_entity_origin_create_chip (const EaselEntityOrigin *origin)
{
  static const char *const classes[] = {
    [EASEL_ENTITY_ORIGIN_SOURCE] = "side",   [EASEL_ENTITY_ORIGIN_TARGET] = "side",
    [EASEL_ENTITY_ORIGIN_COMBINED] = "both", [EASEL_ENTITY_ORIGIN_AI] = "ai",
    [EASEL_ENTITY_ORIGIN_YOU] = "you",
  };
  g_autofree char *explanation = NULL;
  GtkWidget *chip = NULL;

  g_return_val_if_fail (origin != NULL, NULL);

  explanation = explain (origin);
  chip = g_object_new (GTK_TYPE_LABEL, "label", get_words (origin), "ellipsize",
                       PANGO_ELLIPSIZE_END, "max-width-chars", 14, "valign", GTK_ALIGN_CENTER,
                       "tooltip-text", explanation, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (chip), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  explanation, -1);
  gtk_widget_add_css_class (chip, "tag");
  gtk_widget_add_css_class (chip, classes[origin->kind]);
  return chip;
}

const char *
easel_entity_origin_find_merged_into (GPtrArray *entries, const char *entity, const char **name)
{
  g_return_val_if_fail (entries != NULL, NULL);
  g_return_val_if_fail (entity != NULL, NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      EaselJournalEntry *entry = entries->pdata[i];
      const EaselJournalTouch *source = find_touch (entry, "source");

      if (source == NULL || easel_journal_entry_get_undone_by (entry) != NULL
          || !g_str_equal (easel_journal_entry_get_kind (entry), EASEL_CHANGE_MERGE)
          || !has_role (entry, entity, "target"))
        continue;
      if (name != NULL)
        *name = source->name;
      return source->entity;
    }
  return NULL;
}
