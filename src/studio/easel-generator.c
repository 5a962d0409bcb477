/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-generator.h"

#include "easel-entity-kind.h"
#include "easel-generator-template.h"
#include "easel-json.h"
#include "easel-recipe-slot.h"
#include "easel-studio-error.h"

#include <glib/gi18n.h>
#include <string.h>

struct _EaselGenerator
{
  EaselDataItem parent_instance;

  GPtrArray *slots;    /* (owned) (element-type EaselGeneratorSlot) */
  GPtrArray *options;  /* (owned) (element-type EaselGeneratorOption) */
  GPtrArray *sections; /* (owned) (element-type EaselGeneratorSection) */
  guint min_parts;
  char *default_slot;     /* (owned) */
  char *aspect_ratio;     /* (owned) (nullable) */
  char *based_on_caption; /* (owned) (nullable) */
  char *analyzer;         /* (owned) (nullable) */
  gboolean makes_preview;
  char *prompt_revision; /* (owned) */
};

G_DEFINE_FINAL_TYPE (EaselGenerator, easel_generator, EASEL_TYPE_DATA_ITEM)

static void
slot_free (gpointer data)
{
  EaselGeneratorSlot *slot = data;

  g_free (slot->slot);
  g_strfreev (slot->kinds);
  g_free (slot->caption);
  g_strfreev (slot->leaves_out);
  g_hash_table_unref (slot->replaced_by);
  g_free (slot);
}

static void
section_free (gpointer data)
{
  EaselGeneratorSection *section = data;

  g_free (section->title);
  g_strfreev (section->when);
  g_free (section->text);
  g_free (section);
}

static gboolean
refuse_member (EaselGenerator *self, const char *member, GError **error)
{
  return easel_data_item_refuse (EASEL_DATA_ITEM (self), error,
                                 /* Translators: %s is a member of a JSON object */
                                 _ ("its “%s” is not as it must be."), member);
}

/* Slots ----------------------------------------------------------------------------------- */

/* A list of texts, or nothing. *@strings is never %NULL after %TRUE. */
static gboolean
read_optional_strings (JsonObject *object, const char *member, GStrv *strings)
{
  *strings = easel_data_item_read_strings (object, member);
  if (*strings == NULL && json_object_has_member (object, member))
    return FALSE;
  if (*strings == NULL)
    *strings = g_new0 (char *, 1);
  return TRUE;
}

static gboolean
read_kinds (EaselGeneratorSlot *slot, const EaselRecipeSlot *known, JsonObject *object)
{
  const char *const own[] = { known->kind, NULL };

  if (!read_optional_strings (object, "kinds", &slot->kinds))
    return FALSE;
  if (slot->kinds[0] == NULL && known->kind != NULL)
    {
      g_strfreev (slot->kinds);
      slot->kinds = g_strdupv ((GStrv) own);
    }
  for (guint i = 0; slot->kinds[i] != NULL; i++)
    if (!easel_entity_kind_is_valid (slot->kinds[i]))
      return FALSE;
  return TRUE;
}

static gboolean
read_replaced_by (EaselGeneratorSlot *slot, JsonObject *object)
{
  JsonObject *replaced = easel_json_get_object (object, "replaced_by");
  JsonObjectIter iter;
  const char *attribute;

  if (replaced == NULL)
    return !json_object_has_member (object, "replaced_by");
  json_object_iter_init (&iter, replaced);
  while (json_object_iter_next (&iter, &attribute, NULL))
    {
      GStrv slots = easel_data_item_read_strings (replaced, attribute);

      if (slots == NULL)
        return FALSE;
      g_hash_table_insert (slot->replaced_by, g_strdup (attribute), slots);
    }
  return TRUE;
}

static gboolean
read_slot (EaselGenerator *self, const char *name, JsonObject *object)
{
  const EaselRecipeSlot *known = easel_recipe_slot_lookup (name);
  EaselGeneratorSlot *slot;

  if (known == NULL || object == NULL)
    return FALSE;
  slot = g_new0 (EaselGeneratorSlot, 1);
  g_ptr_array_add (self->slots, slot);
  slot->slot = g_strdup (name);
  slot->replaced_by = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_strfreev);
  slot->needed = easel_json_get_boolean (object, "needed", FALSE);
  slot->takes_text = easel_json_get_boolean (object, "text", FALSE);
  slot->caption = g_strdup (easel_json_get_string (object, "picture"));
  slot->shows_entities = easel_json_get_boolean (object, "show_entities", FALSE);
  return read_kinds (slot, known, object)
         && read_optional_strings (object, "leaves_out", &slot->leaves_out)
         && read_replaced_by (slot, object);
}

static gboolean
read_slots (EaselGenerator *self, JsonObject *object, GError **error)
{
  JsonObject *slots = easel_json_get_object (object, "slots");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (slots == NULL)
    return refuse_member (self, "slots", error);
  json_object_iter_init_ordered (&iter, slots);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!read_slot (self, name, easel_json_node_get_object (node)))
      return refuse_member (self, name, error);
  return TRUE;
}

/* Options --------------------------------------------------------------------------------- */

static gboolean
read_options (EaselGenerator *self, JsonObject *object, GError **error)
{
  JsonObject *options = easel_json_get_object (object, "options");
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (options == NULL)
    return !json_object_has_member (object, "options") || refuse_member (self, "options", error);
  json_object_iter_init_ordered (&iter, options);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      EaselGeneratorOption *option = easel_generator_option_read (
          name, easel_json_node_get_object (node));

      if (option == NULL)
        return refuse_member (self, name, error);
      g_ptr_array_add (self->options, option);
    }
  return TRUE;
}

/* Prompt ---------------------------------------------------------------------------------- */

/* (transfer full) (nullable): one text, or lines of one */
static char *
read_text (JsonObject *object)
{
  const char *text = easel_json_get_string (object, "text");
  g_auto (GStrv) lines = NULL;

  if (text != NULL)
    return g_strdup (text);
  lines = easel_data_item_read_strings (object, "text");
  return lines != NULL ? g_strjoinv ("\n", lines) : NULL;
}

static gboolean
read_section (EaselGenerator *self, JsonObject *object, GError **error)
{
  EaselGeneratorSection *section = g_new0 (EaselGeneratorSection, 1);
  g_autofree char *unknown = NULL;

  g_ptr_array_add (self->sections, section);
  section->title = g_strdup (easel_json_get_string (object, "title"));
  section->text = read_text (object);
  if (object == NULL || section->text == NULL
      || !read_optional_strings (object, "when", &section->when))
    return refuse_member (self, "prompt", error);

  for (guint i = 0; section->when[i] != NULL && unknown == NULL; i++)
    unknown = easel_generator_template_find_unknown_condition (self, section->when[i]);
  if (unknown == NULL)
    unknown = easel_generator_template_find_unknown_place (self, section->text);
  if (unknown != NULL)
    return easel_data_item_refuse (EASEL_DATA_ITEM (self), error,
                                   _ ("its prompt asks for “%s”, which it does not have."),
                                   unknown);
  return TRUE;
}

static gboolean
read_sections (EaselGenerator *self, JsonObject *object, GError **error)
{
  JsonArray *sections = easel_json_get_array (object, "prompt");

  if (sections == NULL || json_array_get_length (sections) == 0)
    return refuse_member (self, "prompt", error);
  for (guint i = 0; i < json_array_get_length (sections); i++)
    if (!read_section (self, easel_json_node_get_object (json_array_get_element (sections, i)),
                       error))
      return FALSE;
  return TRUE;
}

/* What people read does not count: another title makes no other picture. */
static char *
hash_prompt (JsonObject *object)
{
  static const char *const members[] = { "slots", "options", "prompt", "based_on", "revision" };
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  char *hash;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (object, members[i]))
      {
        g_autofree char *text = json_to_string (json_object_get_member (object, members[i]), FALSE);

        g_checksum_update (sum, (const guchar *) text, (gssize) strlen (text) + 1);
      }
  hash = g_strdup (g_checksum_get_string (sum));
  hash[16] = '\0';
  return hash;
}

static gboolean
easel_generator_read (EaselDataItem *item, JsonObject *object, GError **error)
{
  EaselGenerator *self = EASEL_GENERATOR (item);
  gint64 min_parts = easel_json_get_int (object, "min_parts", 0);

  if (min_parts < 0 || min_parts > G_MAXINT16)
    return refuse_member (self, "min_parts", error);
  self->min_parts = (guint) min_parts;
  self->aspect_ratio = g_strdup (easel_json_get_string (object, "aspect_ratio"));
  self->based_on_caption = g_strdup (easel_json_get_string (object, "based_on"));
  self->analyzer = g_strdup (easel_json_get_string (object, "analyzer"));
  self->makes_preview = easel_json_get_boolean (object, "preview", FALSE);
  self->default_slot = g_strdup (easel_json_get_string (object, "default_slot"));
  if (self->default_slot == NULL)
    self->default_slot = g_strdup (EASEL_SLOT_SUBJECT);
  if (easel_recipe_slot_lookup (self->default_slot) == NULL)
    return refuse_member (self, "default_slot", error);
  self->prompt_revision = hash_prompt (object);
  return read_slots (self, object, error) && read_options (self, object, error)
         && read_sections (self, object, error);
}

static void
easel_generator_set_error (const char *source, const char *reason, GError **error)
{
  g_set_error (error, EASEL_STUDIO_ERROR, EASEL_STUDIO_ERROR_BAD_GENERATOR,
               /* Translators: the first is a file's name, the second what is wrong with it */
               _ ("The generator “%s” cannot be used: %s"), source, reason);
}

static void
easel_generator_finalize (GObject *object)
{
  EaselGenerator *self = EASEL_GENERATOR (object);

  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->options);
  g_ptr_array_unref (self->sections);
  g_free (self->default_slot);
  g_free (self->aspect_ratio);
  g_free (self->based_on_caption);
  g_free (self->analyzer);
  g_free (self->prompt_revision);

  G_OBJECT_CLASS (easel_generator_parent_class)->finalize (object);
}

static void
easel_generator_class_init (EaselGeneratorClass *klass)
{
  EaselDataItemClass *item_class = EASEL_DATA_ITEM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = easel_generator_finalize;
  item_class->read = easel_generator_read;
  item_class->set_error = easel_generator_set_error;
}

static void
easel_generator_init (EaselGenerator *self)
{
  self->slots = g_ptr_array_new_with_free_func (slot_free);
  self->options = g_ptr_array_new_with_free_func ((GDestroyNotify) easel_generator_option_free);
  self->sections = g_ptr_array_new_with_free_func (section_free);
}

EaselGenerator *
easel_generator_new_from_json (JsonNode *json, const char *source, GError **error)
{
  return (EaselGenerator *) easel_data_item_new_from_json (EASEL_TYPE_GENERATOR, json, source,
                                                           error);
}

const char *
easel_generator_get_name (EaselGenerator *self)
{
  return easel_data_item_get_name (EASEL_DATA_ITEM (self));
}

const char *
easel_generator_get_title (EaselGenerator *self)
{
  return easel_data_item_get_title (EASEL_DATA_ITEM (self));
}

GPtrArray *
easel_generator_get_slots (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), NULL);

  return self->slots;
}

const EaselGeneratorSlot *
easel_generator_get_slot (EaselGenerator *self, const char *name)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->slots->len; i++)
    {
      const EaselGeneratorSlot *slot = g_ptr_array_index (self->slots, i);

      if (g_str_equal (slot->slot, name))
        return slot;
    }
  return NULL;
}

const char *
easel_generator_get_default_slot (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), NULL);

  return self->default_slot;
}

guint
easel_generator_get_min_parts (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), 0);

  return self->min_parts;
}

GPtrArray *
easel_generator_get_options (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), NULL);

  return self->options;
}

const EaselGeneratorOption *
easel_generator_get_option (EaselGenerator *self, const char *name)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->options->len; i++)
    {
      const EaselGeneratorOption *option = g_ptr_array_index (self->options, i);

      if (g_str_equal (option->name, name))
        return option;
    }
  return NULL;
}

const char *
easel_generator_get_aspect_ratio (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), NULL);

  return self->aspect_ratio;
}

const char *
easel_generator_get_based_on_caption (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), NULL);

  return self->based_on_caption;
}

GPtrArray *
easel_generator_get_sections (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), NULL);

  return self->sections;
}

const char *
easel_generator_get_prompt_revision (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), NULL);

  return self->prompt_revision;
}

gboolean
easel_generator_makes_picture (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), FALSE);

  return self->analyzer == NULL;
}

const char *
easel_generator_get_analyzer (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), NULL);

  return self->analyzer;
}

gboolean
easel_generator_makes_preview (EaselGenerator *self)
{
  g_return_val_if_fail (EASEL_IS_GENERATOR (self), FALSE);

  return self->makes_preview;
}
