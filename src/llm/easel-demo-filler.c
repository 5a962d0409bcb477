/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-demo-filler.h"

#include "easel-json.h"

#include <math.h>
#include <string.h>

#define DEFAULT_ITEMS 2

typedef struct
{
  const EaselDemoMeasure *measure;
  const char *title; /* of the schema, such as "hair_style" */
} Filler;

/* Where in the value we are. */
typedef struct
{
  const char *name;     /* of the member */
  guint index;          /* of the array element */
  const char *list;     /* (nullable): name of that array */
  const char *category; /* (nullable): what the object around it is, by its own word */
  guint64 seed;
} Place;

typedef char *(*TextFunc) (const Filler *filler, const Place *place);

static JsonNode *fill (const Filler *filler, const Place *place, JsonObject *schema);

static guint64
mix (guint64 seed, const char *name, guint index)
{
  guint64 mixed = seed ^ (((guint64) g_str_hash (name) << 20) + index);

  /* The finishing step of SplitMix64: neighbours end far apart. */
  mixed = (mixed ^ (mixed >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  mixed = (mixed ^ (mixed >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return mixed ^ (mixed >> 31);
}

static guint
count_colors (const Filler *filler)
{
  guint n = 0;

  while (filler->measure->colors[n] != NULL)
    n++;
  return n;
}

static const char *
nth_color (const Filler *filler, guint n)
{
  return filler->measure->colors[n % count_colors (filler)];
}

static char *
capitalize (const char *text)
{
  char *result = g_strdup (text);
  gboolean at_start = TRUE;

  for (char *p = result; *p != '\0'; p++)
    {
      if (*p == '_')
        *p = ' ';
      if (at_start)
        *p = g_ascii_toupper (*p);
      at_start = *p == ' ';
    }
  return result;
}

static char *
text_color (const Filler *filler, const Place *place)
{
  /* The main colour for the main thing; another for highlights and the like. */
  if (place->index > 0 || g_str_has_prefix (place->name, "color")
      || g_str_has_prefix (place->name, "base"))
    return g_strdup (nth_color (filler, place->index));
  return g_strdup (nth_color (filler, (guint) (place->seed % EASEL_DEMO_N_COLORS)));
}

/* (transfer full): "Demo Scene 2 in Teal" for an element of "scenes": no two are called the same */
static char *
text_element_name (const Filler *filler, const Place *place)
{
  g_autofree char *kind = capitalize (place->list);
  g_autofree char *color = capitalize (nth_color (filler, place->index));

  if (g_str_has_suffix (kind, "s"))
    kind[strlen (kind) - 1] = '\0';
  return g_strdup_printf ("Demo %s %u in %s", kind, place->index + 1, color);
}

static char *
text_name (const Filler *filler, const Place *place)
{
  g_autofree char *title = capitalize (filler->title);
  g_autofree char *first = capitalize (nth_color (filler, 0));
  g_autofree char *second = capitalize (nth_color (filler, 1));

  if (place->list != NULL)
    return text_element_name (filler, place);
  if (count_colors (filler) < 2)
    return g_strdup_printf ("Demo %s in %s", title, first);
  return g_strdup_printf ("Demo %s in %s and %s", title, first, second);
}

static char *
text_mood (const Filler *filler, const Place *place)
{
  if (filler->measure->brightness < 0.25)
    return g_strdup ("Demo mood: dark and quiet");
  if (filler->measure->brightness < 0.45)
    return g_strdup ("Demo mood: calm");
  return g_strdup (filler->measure->brightness < 0.65 ? "Demo mood: balanced"
                                                      : "Demo mood: bright and open");
}

static char *
text_light (const Filler *filler, const Place *place)
{
  return g_strdup_printf ("Demo: %s light with %s contrast",
                          easel_demo_measure_get_brightness_word (filler->measure),
                          easel_demo_measure_get_contrast_word (filler->measure));
}

static char *
text_framing (const Filler *filler, const Place *place)
{
  return g_strdup_printf ("Demo: %s format, %d × %d",
                          easel_demo_measure_get_orientation_word (filler->measure),
                          filler->measure->width, filler->measure->height);
}

static char *
text_contrast (const Filler *filler, const Place *place)
{
  return g_strdup_printf ("Demo: %s contrast",
                          easel_demo_measure_get_contrast_word (filler->measure));
}

static char *
text_other (const Filler *filler, const Place *place)
{
  gboolean is_item = g_str_equal (place->name, "item") && place->category != NULL;
  g_autofree char *words = g_strdup (is_item ? place->category : place->name);

  g_strdelimit (words, "_", ' ');
  return g_strdup_printf ("Demo %s in %s", words, nth_color (filler, place->index));
}

/* What a member is about, by a part of its name; the first that fits. */
static const struct
{
  const char *part;
  TextFunc func;
} subjects[] = {
  { "name", text_name },           { "title", text_name },       { "color", text_color },
  { "colour", text_color },        { "palette", text_color },    { "undertone", text_color },
  { "highlight", text_color },     { "lowlight", text_color },   { "mood", text_mood },
  { "emotion", text_mood },        { "light", text_light },      { "framing", text_framing },
  { "composition", text_framing }, { "texture", text_contrast }, { "detail", text_contrast },
  { "intensity", text_contrast },  { "finish", text_contrast },
};

static TextFunc
find_subject (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    if (strstr (name, subjects[i].part) != NULL)
      return subjects[i].func;
  return text_other;
}

static JsonNode *
fill_enum (const Filler *filler, const Place *place, JsonArray *allowed)
{
  guint n = json_array_get_length (allowed);

  /* A measured colour, where colours are to choose from. */
  for (guint c = 0; c < count_colors (filler); c++)
    for (guint i = 0; i < n; i++)
      if (g_strcmp0 (easel_json_node_get_string (json_array_get_element (allowed, i)),
                     nth_color (filler, c))
          == 0)
        return json_node_copy (json_array_get_element (allowed, i));

  for (guint i = 0; i < n; i++)
    {
      JsonNode *choice = json_array_get_element (allowed, (guint) ((place->seed + i) % n));

      if (!JSON_NODE_HOLDS_NULL (choice))
        return json_node_copy (choice);
    }
  return json_node_new (JSON_NODE_NULL);
}

static double
get_limit (JsonObject *schema, const char *name, double fallback)
{
  JsonNode *node = json_object_get_member (schema, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : fallback;
}

static JsonNode *
fill_number (const Place *place, JsonObject *schema, gboolean integer)
{
  double min = get_limit (schema, "minimum", -INFINITY);
  double max = get_limit (schema, "maximum", INFINITY);
  double low = isfinite (min) ? min : isfinite (max) ? max - 10 : 0;
  double high = isfinite (max) ? max : low + 10;
  double value;

  if (integer)
    {
      double first = ceil (low);
      double steps = floor (high) - first + 1;

      value = first + (steps > 1 ? (double) (place->seed % (guint64) MIN (steps, 1e9)) : 0);
      return json_node_init_int (json_node_alloc (), (gint64) value);
    }
  value = low + (high - low) * (double) (place->seed % 101) / 100;
  return json_node_init_double (json_node_alloc (), CLAMP (value, low, high));
}

static JsonNode *
fill_array (const Filler *filler, const Place *place, JsonObject *schema)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();
  JsonObject *items = easel_json_get_object (schema, "items");
  gint64 min = easel_json_get_int (schema, "minItems", 0);
  gint64 max = easel_json_get_int (schema, "maxItems", G_MAXINT64);
  gint64 n = find_subject (place->name) == text_color ? count_colors (filler) : DEFAULT_ITEMS;

  n = CLAMP (n, min, MAX (min, max));
  for (guint i = 0; i < n; i++)
    {
      Place element = { place->name, i, place->name, NULL, mix (place->seed, place->name, i) };

      json_array_add_element (array, items != NULL
                                         ? fill (filler, &element, items)
                                         : json_node_init_string (json_node_alloc (), "Demo"));
    }
  json_node_take_array (node, array);
  return node;
}

static JsonNode *
fill_object (const Filler *filler, const Place *place, JsonObject *schema)
{
  JsonObject *properties = easel_json_get_object (schema, "properties");
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  const char *category = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_node_take_object (node, object);
  if (properties == NULL)
    return node;

  json_object_iter_init_ordered (&iter, properties);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      Place inner = { name, place->index, place->list, category,
                      mix (place->seed, name, place->index) };

      json_object_set_member (object, name, fill (filler, &inner, json_node_get_object (member)));
      if (g_str_equal (name, "category"))
        category = easel_json_get_string (object, name);
    }
  return node;
}

/* The first type that is not null. */
static const char *
get_type_name (JsonObject *schema)
{
  const char *name = easel_json_get_string (schema, "type");
  JsonArray *list = easel_json_get_array (schema, "type");

  if (list == NULL)
    return name != NULL ? name : "string";
  for (guint i = 0; i < json_array_get_length (list); i++)
    if (!g_str_equal (json_array_get_string_element (list, i), "null"))
      return json_array_get_string_element (list, i);
  return "null";
}

static JsonNode *
fill (const Filler *filler, const Place *place, JsonObject *schema)
{
  const char *type = get_type_name (schema);
  JsonArray *allowed = easel_json_get_array (schema, "enum");
  g_autofree char *text = NULL;

  if (allowed != NULL)
    return fill_enum (filler, place, allowed);
  if (g_str_equal (type, "object"))
    return fill_object (filler, place, schema);
  if (g_str_equal (type, "array"))
    return fill_array (filler, place, schema);
  if (g_str_equal (type, "integer") || g_str_equal (type, "number"))
    return fill_number (place, schema, g_str_equal (type, "integer"));
  if (g_str_equal (type, "boolean"))
    return json_node_init_boolean (json_node_alloc (), (place->seed & 1) != 0);
  if (g_str_equal (type, "null"))
    return json_node_new (JSON_NODE_NULL);

  text = find_subject (place->name) (filler, place);
  return json_node_init_string (json_node_alloc (), text);
}

JsonNode *
easel_demo_filler_fill (const EaselDemoMeasure *measure, const char *name, JsonNode *schema)
{
  Filler filler = { measure, name };
  Place root = { name, 0, NULL, NULL, mix (measure->seed, name, 0) };

  g_return_val_if_fail (JSON_NODE_HOLDS_OBJECT (schema), NULL);
  return fill (&filler, &root, json_node_get_object (schema));
}
