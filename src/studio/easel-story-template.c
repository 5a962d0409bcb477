/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-story-template.h"

#include "easel-json.h"
#include "easel-schema.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define MEMBER_PROMPT "prompt"
#define MEMBER_WORDS "words"
#define MEMBER_SCHEMA "schema"

struct _EaselStoryTemplate
{
  EaselDataItem parent_instance;

  GStrv paragraphs;  /* (owned) */
  JsonObject *words; /* (owned) (nullable): immutable */
  char *schema;      /* (owned) (nullable): as JSON text */
  char *revision;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselStoryTemplate, easel_story_template, EASEL_TYPE_DATA_ITEM)

static const char *const known_places[] = {
  "character", "theme", "audience", "prose_style", "perspective",   "kind",
  "scenes",    "title", "outline",  "number",      "scene_title",   "summary",
  "before",    "after", "old_text", "comment",     "illustrations", NULL,
};

/* Places ---------------------------------------------------------------------------------- */

/* Finds the first place in @text, from its "{" to behind its "}". (transfer full) (nullable): its
 * name. Any other brace is a brace. */
static char *
find_place (const char *text, const char **start, const char **end)
{
  for (const char *brace = strchr (text, '{'); brace != NULL; brace = strchr (brace + 1, '{'))
    {
      gsize length = strspn (brace + 1, "abcdefghijklmnopqrstuvwxyz_");

      if (length == 0 || brace[length + 1] != '}')
        continue;
      *start = brace;
      *end = brace + length + 2;
      return g_strndup (brace + 1, length);
    }
  return NULL;
}

static const char *
find_value (const EaselStoryPlace *places, guint n_places, const char *name)
{
  for (guint i = 0; i < n_places; i++)
    if (g_str_equal (places[i].name, name))
      return places[i].value != NULL && *places[i].value != '\0' ? places[i].value : NULL;
  return NULL;
}

/* (transfer full) (nullable): %NULL when there is nothing to say for one of its places */
static char *
fill_paragraph (const char *paragraph, const EaselStoryPlace *places, guint n_places)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *rest = paragraph;
  const char *start, *end;
  char *name;

  while ((name = find_place (rest, &start, &end)) != NULL)
    {
      const char *value = find_value (places, n_places, name);

      g_free (name);
      if (value == NULL)
        return NULL;
      g_string_append_len (filled, rest, start - rest);
      g_string_append (filled, value);
      rest = end;
    }
  g_string_append (filled, rest);
  return g_string_free (g_steal_pointer (&filled), FALSE);
}

/* Reading --------------------------------------------------------------------------------- */

static gboolean
check_places (EaselStoryTemplate *self, GError **error)
{
  for (guint i = 0; self->paragraphs[i] != NULL; i++)
    {
      const char *rest = self->paragraphs[i];
      const char *start, *end;
      char *name;

      while ((name = find_place (rest, &start, &end)) != NULL)
        {
          g_autofree char *owned = name;

          if (!g_strv_contains (known_places, name))
            return easel_data_item_refuse (EASEL_DATA_ITEM (self), error,
                                           _ ("there is no place “{%s}”."), name);
          rest = end;
        }
    }
  return TRUE;
}

static gboolean
read_words (EaselStoryTemplate *self, JsonObject *object, GError **error)
{
  JsonObject *words = easel_json_get_object (object, MEMBER_WORDS);
  JsonObjectIter iter;
  const char *group;

  if (!json_object_has_member (object, MEMBER_WORDS))
    return TRUE;
  if (words == NULL)
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error, _ ("its “%s” is not an object."),
                                   MEMBER_WORDS);

  json_object_iter_init (&iter, words);
  while (json_object_iter_next (&iter, &group, NULL))
    if (easel_json_get_object (words, group) == NULL)
      return easel_data_item_refuse (EASEL_DATA_ITEM (self), error,
                                     _ ("its “%s” is not an object."), group);
  self->words = json_object_ref (words);
  return TRUE;
}

static gboolean
read_schema (EaselStoryTemplate *self, JsonObject *object, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!json_object_has_member (object, MEMBER_SCHEMA))
    return TRUE;
  if (easel_json_get_object (object, MEMBER_SCHEMA) == NULL)
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error, _ ("its “%s” is not an object."),
                                   MEMBER_SCHEMA);
  if (!easel_schema_check (json_object_get_member (object, MEMBER_SCHEMA), &local))
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error, "%s", local->message);
  self->schema = json_to_string (json_object_get_member (object, MEMBER_SCHEMA), FALSE);
  return TRUE;
}

/* (transfer full): short enough to read under Details */
static char *
hash_all (JsonObject *object)
{
  static const char *const members[] = { "revision", MEMBER_PROMPT, MEMBER_WORDS, MEMBER_SCHEMA };
  g_autoptr (GString) all = g_string_new (NULL);
  char *hash;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode *member = json_object_get_member (object, members[i]);
      g_autofree char *text = member != NULL ? json_to_string (member, FALSE) : NULL;

      g_string_append_printf (all, "%s\n", text != NULL ? text : "");
    }
  hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, all->str, -1);
  hash[16] = '\0';
  return hash;
}

static gboolean
easel_story_template_read (EaselDataItem *item, JsonObject *object, GError **error)
{
  EaselStoryTemplate *self = EASEL_STORY_TEMPLATE (item);

  self->paragraphs = easel_data_item_read_strings (object, MEMBER_PROMPT);
  if (self->paragraphs == NULL)
    return easel_data_item_refuse (item, error, _ ("its “%s” is not a list of texts."),
                                   MEMBER_PROMPT);
  self->revision = hash_all (object);
  return check_places (self, error) && read_words (self, object, error)
         && read_schema (self, object, error);
}

static void
easel_story_template_set_error (const char *source, const char *reason, GError **error)
{
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_STORY_FILE,
               /* Translators: the first is a file's name, the second what is wrong with it */
               _ ("The file “%s” for stories cannot be used: %s"), source, reason);
}

static void
easel_story_template_finalize (GObject *object)
{
  EaselStoryTemplate *self = EASEL_STORY_TEMPLATE (object);

  g_strfreev (self->paragraphs);
  g_clear_pointer (&self->words, json_object_unref);
  g_free (self->schema);
  g_free (self->revision);

  G_OBJECT_CLASS (easel_story_template_parent_class)->finalize (object);
}

static void
easel_story_template_class_init (EaselStoryTemplateClass *klass)
{
  EaselDataItemClass *item_class = EASEL_DATA_ITEM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = easel_story_template_finalize;
  item_class->read = easel_story_template_read;
  item_class->set_error = easel_story_template_set_error;
}

static void
easel_story_template_init (EaselStoryTemplate *self)
{
}

EaselStoryTemplate *
easel_story_template_new_from_json (JsonNode *json, const char *source, GError **error)
{
  return (EaselStoryTemplate *) easel_data_item_new_from_json (EASEL_TYPE_STORY_TEMPLATE, json,
                                                               source, error);
}

char *
easel_story_template_fill (EaselStoryTemplate *self, const EaselStoryPlace *places, guint n_places)
{
  g_autoptr (GString) prompt = g_string_new (NULL);

  g_return_val_if_fail (EASEL_IS_STORY_TEMPLATE (self), NULL);

  for (guint i = 0; self->paragraphs[i] != NULL; i++)
    {
      g_autofree char *filled = fill_paragraph (self->paragraphs[i], places, n_places);

      if (filled != NULL)
        g_string_append_printf (prompt, "%s%s", prompt->len > 0 ? "\n\n" : "", filled);
    }
  return g_string_free (g_steal_pointer (&prompt), FALSE);
}

const char *
easel_story_template_get_words (EaselStoryTemplate *self, const char *group, const char *value)
{
  g_return_val_if_fail (EASEL_IS_STORY_TEMPLATE (self), NULL);

  return value != NULL ? easel_json_get_string (easel_json_get_object (self->words, group), value)
                       : NULL;
}

JsonNode *
easel_story_template_dup_schema (EaselStoryTemplate *self)
{
  g_return_val_if_fail (EASEL_IS_STORY_TEMPLATE (self), NULL);

  return self->schema != NULL ? json_from_string (self->schema, NULL) : NULL;
}

const char *
easel_story_template_get_revision (EaselStoryTemplate *self)
{
  g_return_val_if_fail (EASEL_IS_STORY_TEMPLATE (self), NULL);

  return self->revision;
}
