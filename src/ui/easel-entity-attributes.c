/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-attributes.h"

#include "easel-entity-origin.h"
#include "easel-story-params.h"
#include "easel-text.h"

#include <glib/gi18n.h>

typedef enum
{
  FORMAT_PLAIN,
  FORMAT_BYTES,
  FORMAT_PIXELS,
  FORMAT_WORD,  /* one of a fixed set, such as "one_piece" */
  FORMAT_EXACT, /* a name that is not Easel's to touch */
} Format;

typedef struct
{
  const char *field;
  const char *label;
  Format format;
} Field;

/* The fields of the analyzers that are in Easel; another field is its own label. */
static const Field fields[] = {
  { "aesthetic", N_ ("Aesthetic"), FORMAT_PLAIN },
  { "age", N_ ("Age"), FORMAT_PLAIN },
  { "art_style", N_ ("Art Style"), FORMAT_PLAIN },
  { "artistic_movement", N_ ("Artistic Movement"), FORMAT_PLAIN },
  { "audience", N_ ("For Whom"), FORMAT_PLAIN },
  { "bags", N_ ("Bags"), FORMAT_PLAIN },
  { "base_color", N_ ("Base Color"), FORMAT_PLAIN },
  { "belts", N_ ("Belts"), FORMAT_PLAIN },
  { "body_description", N_ ("Body"), FORMAT_PLAIN },
  { "brush_style", N_ ("Brush Style"), FORMAT_PLAIN },
  { "bytes", N_ ("File Size"), FORMAT_BYTES },
  { "camera_angle", N_ ("Camera Angle"), FORMAT_PLAIN },
  { "category", N_ ("Category"), FORMAT_WORD },
  { "character", N_ ("Character"), FORMAT_PLAIN },
  { "clothing_items", N_ ("Clothing Items"), FORMAT_PLAIN },
  { "color", N_ ("Color"), FORMAT_PLAIN },
  { "color_palette", N_ ("Color Palette"), FORMAT_PLAIN },
  { "complexion", N_ ("Complexion"), FORMAT_PLAIN },
  { "composition_style", N_ ("Composition"), FORMAT_PLAIN },
  { "cut", N_ ("Cut"), FORMAT_PLAIN },
  { "details", N_ ("Details"), FORMAT_PLAIN },
  { "dimension", N_ ("Dimension"), FORMAT_PLAIN },
  { "eyebrows", N_ ("Eyebrows"), FORMAT_PLAIN },
  { "eyes", N_ ("Eyes"), FORMAT_PLAIN },
  { "fabric", N_ ("Fabric"), FORMAT_PLAIN },
  { "face_description", N_ ("Face"), FORMAT_PLAIN },
  { "finish", N_ ("Finish"), FORMAT_PLAIN },
  { "formality", N_ ("Formality"), FORMAT_PLAIN },
  { "format", N_ ("Format"), FORMAT_PLAIN },
  { "framing", N_ ("Framing"), FORMAT_PLAIN },
  { "front_styling", N_ ("Front Styling"), FORMAT_PLAIN },
  { "gaze_direction", N_ ("Gaze"), FORMAT_PLAIN },
  { "hair_description", N_ ("Hair"), FORMAT_PLAIN },
  { "hats", N_ ("Hats"), FORMAT_PLAIN },
  { "height", N_ ("Height"), FORMAT_PIXELS },
  { "highlights", N_ ("Highlights"), FORMAT_PLAIN },
  { "intensity", N_ ("Intensity"), FORMAT_PLAIN },
  { "item", N_ ("Item"), FORMAT_PLAIN },
  { "jewelry", N_ ("Jewelry"), FORMAT_PLAIN },
  { "kind", N_ ("Kind"), FORMAT_PLAIN },
  { "language", N_ ("Language"), FORMAT_EXACT },
  { "layers", N_ ("Layers"), FORMAT_PLAIN },
  { "length", N_ ("Length"), FORMAT_PLAIN },
  { "level_of_detail", N_ ("Level of Detail"), FORMAT_PLAIN },
  { "lighting", N_ ("Lighting"), FORMAT_PLAIN },
  { "lips", N_ ("Lips"), FORMAT_PLAIN },
  { "lowlights", N_ ("Lowlights"), FORMAT_PLAIN },
  { "medium", N_ ("Medium"), FORMAT_PLAIN },
  { "mood", N_ ("Mood"), FORMAT_PLAIN },
  { "mouth", N_ ("Mouth"), FORMAT_PLAIN },
  { "occasion", N_ ("Occasion"), FORMAT_PLAIN },
  { "original_name", N_ ("File Name"), FORMAT_EXACT },
  { "other", N_ ("Other"), FORMAT_PLAIN },
  { "overall_mood", N_ ("Overall Mood"), FORMAT_PLAIN },
  { "overall_style", N_ ("Overall Style"), FORMAT_PLAIN },
  { "parting", N_ ("Parting"), FORMAT_PLAIN },
  { "perspective", N_ ("Perspective"), FORMAT_PLAIN },
  { "picture_prompt", N_ ("What the Picture Shows"), FORMAT_PLAIN },
  { "primary_emotion", N_ ("Primary Emotion"), FORMAT_PLAIN },
  { "prose_style", N_ ("Prose Style"), FORMAT_PLAIN },
  { "scarves", N_ ("Scarves"), FORMAT_PLAIN },
  { "scenes", N_ ("Scenes"), FORMAT_PLAIN },
  { "season", N_ ("Season"), FORMAT_PLAIN },
  { "setting", N_ ("Setting"), FORMAT_PLAIN },
  { "skin_tone", N_ ("Skin Tone"), FORMAT_PLAIN },
  { "style_genre", N_ ("Style Genre"), FORMAT_PLAIN },
  { "subject_action", N_ ("Subject and Action"), FORMAT_PLAIN },
  { "suggested_name", N_ ("Suggested Name"), FORMAT_PLAIN },
  { "technique", N_ ("Technique"), FORMAT_PLAIN },
  { "texture", N_ ("Texture"), FORMAT_PLAIN },
  { "theme", N_ ("What It Is About"), FORMAT_PLAIN },
  { "undertones", N_ ("Undertones"), FORMAT_PLAIN },
  { "volume", N_ ("Volume"), FORMAT_PLAIN },
  { "watches", N_ ("Watches"), FORMAT_PLAIN },
  { "width", N_ ("Width"), FORMAT_PIXELS },
};

struct _EaselEntityAttributes
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;     /* (owned) (element-type GtkWidget): unowned children */
  GHashTable *origins; /* (owned) (nullable): see easel-entity-origin.h */
};

G_DEFINE_FINAL_TYPE (EaselEntityAttributes, easel_entity_attributes, ADW_TYPE_PREFERENCES_GROUP)

static int
compare_field (const void *key, const void *member)
{
  return strcmp (key, ((const Field *) member)->field);
}

static const Field *
find_field (const char *field)
{
  return bsearch (field, fields, G_N_ELEMENTS (fields), sizeof (Field), compare_field);
}

/* Models write "ceremonial" as readily as "Ceremonial"; side by side only one looks right. */
static char *
begin_with_capital (const char *words)
{
  g_autofree char *text = g_strstrip (g_strdup (words));
  const char *rest = g_utf8_next_char (text);
  g_autofree char *first = NULL;

  if (*text == '\0')
    return g_steal_pointer (&text);
  first = g_utf8_strup (text, rest - text);
  return g_strconcat (first, rest, NULL);
}

static char *
make_readable (const char *word)
{
  g_autofree char *text = g_strdelimit (g_strdup (word), "_-", ' ');

  return begin_with_capital (text);
}

/* (nullable): of a story, where the person chose it in a form */
static const char *
find_choice (const EaselStoryChoice *choices, guint n_choices, const char *word)
{
  for (guint i = 0; i < n_choices; i++)
    if (g_str_equal (choices[i].name, word))
      return _ (choices[i].title);
  return NULL;
}

static const char *
find_story_choice (const char *field, const char *word)
{
  const EaselStoryChoice *choices = NULL;
  guint n_choices = 0;

  if (g_str_equal (field, "kind"))
    choices = easel_story_params_get_kinds (&n_choices);
  else if (g_str_equal (field, "perspective"))
    choices = easel_story_params_get_perspectives (&n_choices);
  return find_choice (choices, n_choices, word);
}

/* What models choose from is stored in English, and has the field as its context in the catalogs,
 * see build-aux/data-strings.py. What is not there is the model's or the person's own. */
static const char *
translate_word (const char *field, const char *word)
{
  const char *choice = find_story_choice (field, word);

  if (choice != NULL)
    return choice;
  if (g_ascii_strcasecmp (word, "not visible") == 0)
    return C_ ("value of any field", "not visible");
  return *word != '\0' ? g_dpgettext2 (NULL, field, word) : word;
}

static char *
format_value (const char *field, JsonNode *node)
{
  const Field *known = find_field (field);
  Format format = known != NULL ? known->format : FORMAT_PLAIN;
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING && format == FORMAT_EXACT)
    return g_strdup (json_node_get_string (node));
  if (type == G_TYPE_STRING)
    {
      const char *word = json_node_get_string (node);
      const char *words = translate_word (field, word);

      return words == word && format == FORMAT_WORD ? make_readable (word)
                                                    : begin_with_capital (words);
    }
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? _ ("Yes") : _ ("No"));
  if (type == G_TYPE_DOUBLE)
    return g_strdup_printf ("%g", json_node_get_double (node));
  if (format == FORMAT_BYTES)
    return easel_text_format_size ((guint64) json_node_get_int (node));
  if (format == FORMAT_PIXELS)
    return g_strdup_printf (ngettext ("%d pixel", "%d pixels", (gulong) json_node_get_int (node)),
                            (int) json_node_get_int (node));
  return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
}

/* What a list member or an inner object says in one line: its values, one after another. */
static char *
describe_node (const char *field, JsonNode *node)
{
  g_autoptr (GPtrArray) words = NULL;
  JsonObjectIter iter;
  const char *member = NULL;
  JsonNode *value = NULL;

  if (JSON_NODE_HOLDS_VALUE (node))
    return format_value (field, node);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  words = g_ptr_array_new_with_free_func (g_free);
  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &member, &value))
    {
      g_autofree char *text = JSON_NODE_HOLDS_VALUE (value) ? format_value (member, value) : NULL;

      if (text != NULL && *text != '\0')
        g_ptr_array_add (words, g_steal_pointer (&text));
    }
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" · ", (char **) words->pdata);
}

static void
add_row (EaselEntityAttributes *self, GtkWidget *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/* (nullable): where the value of @field is from */
static GtkWidget *
create_origin (EaselEntityAttributes *self, const char *field)
{
  const EaselEntityOrigin *origin = easel_entity_origin_lookup (self->origins, field);

  return origin != NULL ? easel_entity_origin_create_chip (origin) : NULL;
}

static void
add_value (EaselEntityAttributes *self, const char *field, const char *label, const char *value)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *origin = create_origin (self, field);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  if (origin != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), origin);
  add_row (self, row);
}

static void
append_chips (GtkWidget *box, const char *const *values)
{
  for (guint i = 0; values[i] != NULL; i++)
    {
      GtkWidget *chip = gtk_label_new (values[i]);

      gtk_label_set_wrap (GTK_LABEL (chip), TRUE);
      gtk_label_set_xalign (GTK_LABEL (chip), 0);
      gtk_widget_add_css_class (chip, "chip");
      adw_wrap_box_append (ADW_WRAP_BOX (box), chip);
    }
}

static void
add_list (EaselEntityAttributes *self,
          const char *field,
          const char *label,
          const char *const *values)
{
  g_autofree char *spoken = g_strjoinv (", ", (char **) values);
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (label);
  GtkWidget *origin = create_origin (self, field);
  GtkWidget *chips = adw_wrap_box_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  if (origin != NULL)
    gtk_box_append (GTK_BOX (head), origin);
  gtk_widget_add_css_class (title, "caption");
  gtk_widget_add_css_class (title, "dimmed");
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (chips), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (chips), 6);
  append_chips (chips, values);

  gtk_widget_add_css_class (box, "chip-row");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), chips);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  add_row (self, row);
}

static void
add_field (EaselEntityAttributes *self, const char *field, JsonNode *node)
{
  g_autofree char *label = easel_entity_attributes_describe_field (field);
  g_autoptr (GStrvBuilder) builder = NULL;
  g_auto (GStrv) values = NULL;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      g_autofree char *value = describe_node (field, node);

      if (value != NULL && *value != '\0')
        add_value (self, field, label, value);
      return;
    }

  builder = g_strv_builder_new ();
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      g_autofree char *value = describe_node (
          field, json_array_get_element (json_node_get_array (node), i));

      if (value != NULL && *value != '\0')
        g_strv_builder_add (builder, value);
    }
  values = g_strv_builder_end (builder);
  if (values[0] != NULL)
    add_list (self, field, label, (const char *const *) values);
}

static void
easel_entity_attributes_finalize (GObject *object)
{
  EaselEntityAttributes *self = EASEL_ENTITY_ATTRIBUTES (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->origins, g_hash_table_unref);

  G_OBJECT_CLASS (easel_entity_attributes_parent_class)->finalize (object);
}

static void
easel_entity_attributes_class_init (EaselEntityAttributesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = easel_entity_attributes_finalize;
}

static void
easel_entity_attributes_init (EaselEntityAttributes *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
easel_entity_attributes_new (void)
{
  return g_object_new (EASEL_TYPE_ENTITY_ATTRIBUTES, NULL);
}

void
easel_entity_attributes_set_object (EaselEntityAttributes *self,
                                    JsonObject *object,
                                    const char *const *skip)
{
  JsonObjectIter iter;
  const char *field = NULL;
  JsonNode *node = NULL;

  g_return_if_fail (EASEL_IS_ENTITY_ATTRIBUTES (self));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  if (object != NULL)
    {
      json_object_iter_init_ordered (&iter, object);
      while (json_object_iter_next_ordered (&iter, &field, &node))
        if (skip == NULL || !g_strv_contains (skip, field))
          add_field (self, field, node);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

void
easel_entity_attributes_set_origins (EaselEntityAttributes *self, GHashTable *origins)
{
  g_return_if_fail (EASEL_IS_ENTITY_ATTRIBUTES (self));

  g_clear_pointer (&self->origins, g_hash_table_unref);
  self->origins = origins != NULL ? g_hash_table_ref (origins) : NULL;
}

char *
easel_entity_attributes_describe_field (const char *field)
{
  const Field *known = NULL;

  g_return_val_if_fail (field != NULL, NULL);

  known = find_field (field);
  return known != NULL ? g_strdup (_ (known->label)) : make_readable (field);
}

char *
easel_entity_attributes_describe_value (const char *field, JsonNode *value)
{
  g_return_val_if_fail (field != NULL && value != NULL, NULL);

  return describe_node (field, value);
}
