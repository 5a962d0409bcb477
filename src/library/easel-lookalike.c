/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-lookalike.h"

#include "easel-entity-private.h"
#include "easel-fingerprint.h"
#include "easel-merge-value.h"

/* Up to so many entities, each is compared with each. */
#define MAX_ALL_PAIRS 400
/* Of more, a word that more of them have says little. */
#define MAX_UNCOMMON 64

#define MIN_SCORE 0.6
/* From here on it is a reason of its own. */
#define MIN_NAME 0.7
#define MIN_ATTRIBUTES 0.6

#define WEIGHT_NAME 0.4
#define WEIGHT_ATTRIBUTES 0.6
/* A name alone is a weaker sign. */
#define WEIGHT_ONLY_NAME 0.9
#define BONUS_PICTURE 0.15
#define BONUS_LOOKS 0.1
/* Width to height, as the file of one picture may be cropped by a pixel. */
#define MAX_RATIO_DIFFERENCE 0.03

/* Words are numbers here; a set of them is sorted. */
typedef struct
{
  guint name;    /* a number as well */
  GArray *words; /* (owned) (element-type guint) */
} Field;

/* What is compared of an entity. */
typedef struct
{
  EaselEntity *entity; /* (unowned) */
  GArray *name;        /* (owned) (element-type guint): words */
  GPtrArray *fields;   /* (owned) (element-type Field) */
  GArray *keys;        /* (owned) (element-type guint): words, and what else can be shared */
  guint64 look;
} Features;

typedef struct
{
  GHashTable *numbers; /* (owned): word → its number */
  GPtrArray *features; /* (owned) (element-type Features) */
  GHashTable *refused; /* (unowned) */
  GPtrArray *found;    /* (owned) (element-type EaselLookalike) */
} Search;

void
easel_lookalike_free (gpointer lookalike)
{
  EaselLookalike *self = lookalike;

  g_object_unref (self->first);
  g_object_unref (self->second);
  g_free (self);
}

char *
easel_lookalike_pair_key (const char *first, const char *second)
{
  return strcmp (first, second) < 0 ? g_strconcat (first, " ", second, NULL)
                                    : g_strconcat (second, " ", first, NULL);
}

/* Words ----------------------------------------------------------------------------------- */

static guint
get_number (Search *self, const char *word)
{
  gpointer number;

  if (g_hash_table_lookup_extended (self->numbers, word, NULL, &number))
    return GPOINTER_TO_UINT (number);
  number = GUINT_TO_POINTER (g_hash_table_size (self->numbers));
  g_hash_table_insert (self->numbers, g_strdup (word), number);
  return GPOINTER_TO_UINT (number);
}

static void
add_words (Search *self, GArray *words, const char *text)
{
  g_auto (GStrv) tokens = g_str_tokenize_and_fold (text, NULL, NULL);

  for (guint i = 0; tokens[i] != NULL; i++)
    {
      guint number = get_number (self, tokens[i]);

      g_array_append_val (words, number);
    }
}

static int
compare_numbers (const void *a, const void *b)
{
  guint first = *(const guint *) a;
  guint second = *(const guint *) b;

  return (first > second) - (first < second);
}

/* Makes a set of @words. */
static void
sort_words (GArray *words)
{
  guint n = 0;

  g_array_sort (words, compare_numbers);
  for (guint i = 0; i < words->len; i++)
    if (i == 0 || g_array_index (words, guint, i) != g_array_index (words, guint, n - 1))
      g_array_index (words, guint, n++) = g_array_index (words, guint, i);
  g_array_set_size (words, n);
}

static GArray *
new_words (void)
{
  return g_array_new (FALSE, FALSE, sizeof (guint));
}

/* The share of words that both have: 0 to 1. */
static double
compare_words (GArray *a, GArray *b)
{
  guint i = 0, j = 0, n_common = 0;

  while (i < a->len && j < b->len)
    {
      guint first = g_array_index (a, guint, i);
      guint second = g_array_index (b, guint, j);

      n_common += first == second ? 1 : 0;
      i += first <= second ? 1 : 0;
      j += second <= first ? 1 : 0;
    }
  return a->len + b->len > 0 ? 2.0 * n_common / (a->len + b->len) : 0;
}

/* Features -------------------------------------------------------------------------------- */

static void
field_free (gpointer data)
{
  Field *field = data;

  g_array_unref (field->words);
  g_free (field);
}

static void
features_free (gpointer data)
{
  Features *features = data;

  g_array_unref (features->name);
  g_ptr_array_unref (features->fields);
  g_array_unref (features->keys);
  g_free (features);
}

static void
add_value (Search *self, GArray *words, JsonNode *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (array); i++)
        add_value (self, words, json_array_get_element (array, i));
    }
  else if (JSON_NODE_HOLDS_OBJECT (value))
    {
      JsonObjectIter iter;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (value));
      while (json_object_iter_next (&iter, NULL, &member))
        add_value (self, words, member);
    }
  else if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    add_words (self, words, json_node_get_string (value));
}

/* The number of what is no word: words have no colon in them. */
static guint
get_key (Search *self, const char *prefix, const char *text)
{
  g_autofree char *key = g_strconcat (prefix, ":", text, NULL);

  return get_number (self, key);
}

static void
add_field (Search *self, Features *features, const char *name, JsonNode *value)
{
  Field *field;

  if (easel_merge_value_is_empty (value)
      || easel_entity_kind_is_fact (easel_entity_get_kind (features->entity), name))
    return;

  field = g_new0 (Field, 1);
  field->name = get_key (self, "field", name);
  field->words = new_words ();
  add_value (self, field->words, value);
  sort_words (field->words);
  g_array_append_vals (features->keys, field->words->data, field->words->len);
  g_ptr_array_add (features->fields, field);
}

static void
add_key (Search *self, Features *features, const char *prefix, const char *text)
{
  guint number = get_key (self, prefix, text);

  g_array_append_val (features->keys, number);
}

static void
add_name (Search *self, Features *features)
{
  g_autoptr (GString) all = g_string_new (NULL);

  add_words (self, features->name, easel_entity_get_name (features->entity));
  sort_words (features->name);
  g_array_append_vals (features->keys, features->name->data, features->name->len);

  for (guint i = 0; i < features->name->len; i++)
    g_string_append_printf (all, "%u ", g_array_index (features->name, guint, i));
  add_key (self, features, "name", all->str);
}

static void
add_features (Search *self, EaselEntity *entity, GHashTable *fingerprints)
{
  Features *features = g_new0 (Features, 1);
  GPtrArray *pictures = easel_entity_get_pictures (entity);
  const char *face = easel_entity_get_face (entity);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  features->entity = entity;
  features->name = new_words ();
  features->fields = g_ptr_array_new_with_free_func (field_free);
  features->keys = new_words ();
  features->look = face != NULL ? easel_fingerprint_table_get (fingerprints, face)
                                : EASEL_FINGERPRINT_NONE;

  add_name (self, features);
  json_object_iter_init (&iter, easel_entity_get_attributes (entity));
  while (json_object_iter_next (&iter, &name, &value))
    add_field (self, features, name, value);
  for (guint i = 0; i < pictures->len; i++)
    {
      const EaselEntityPicture *picture = g_ptr_array_index (pictures, i);

      add_key (self, features, "picture", picture->picture);
    }
  sort_words (features->keys);
  g_ptr_array_add (self->features, features);
}

/* Comparing ------------------------------------------------------------------------------- */

static Field *
find_field (Features *features, guint name)
{
  for (guint i = 0; i < features->fields->len; i++)
    {
      Field *field = g_ptr_array_index (features->fields, i);

      if (field->name == name)
        return field;
    }
  return NULL;
}

/* Returns: the mean over the fields that both have; negative without any */
static double
compare_fields (Features *a, Features *b)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < a->fields->len; i++)
    {
      const Field *field = g_ptr_array_index (a->fields, i);
      const Field *other = find_field (b, field->name);

      if (other != NULL)
        {
          sum += compare_words (field->words, other->words);
          n++;
        }
    }
  return n > 0 ? sum / n : -1;
}

static gboolean
share_picture (EaselEntity *a, EaselEntity *b)
{
  GPtrArray *own = easel_entity_get_pictures (a);
  GPtrArray *others = easel_entity_get_pictures (b);

  for (guint i = 0; i < own->len; i++)
    for (guint j = 0; j < others->len; j++)
      {
        const EaselEntityPicture *one = g_ptr_array_index (own, i);
        const EaselEntityPicture *other = g_ptr_array_index (others, j);

        if (g_str_equal (one->picture, other->picture))
          return TRUE;
      }
  return FALSE;
}

static double
get_ratio (EaselEntity *picture)
{
  JsonObject *attributes = easel_entity_get_attributes (picture);
  gint64 width = json_object_get_int_member_with_default (attributes, "width", 0);
  gint64 height = json_object_get_int_member_with_default (attributes, "height", 0);

  return width > 0 && height > 0 ? (double) width / (double) height : 0;
}

static double
score_pictures (Features *a, Features *b, EaselLookalikeReasons *reasons)
{
  guint distance = easel_fingerprint_distance (a->look, b->look);
  double ratio;
  double difference;

  if (distance > EASEL_FINGERPRINT_ALIKE)
    return 0;
  ratio = get_ratio (a->entity);
  difference = ratio - get_ratio (b->entity);
  if (MAX (difference, -difference) > MAX_RATIO_DIFFERENCE * ratio)
    return 0;
  *reasons = EASEL_LOOKALIKE_LOOKS;
  return 1 - distance / 16.0;
}

static double
score_words (Features *a, Features *b, EaselLookalikeReasons *reasons)
{
  double name = compare_words (a->name, b->name);
  double attributes = compare_fields (a, b);
  double score = attributes < 0 ? WEIGHT_ONLY_NAME * name
                                : WEIGHT_NAME * name + WEIGHT_ATTRIBUTES * attributes;

  if (name >= MIN_NAME)
    *reasons |= EASEL_LOOKALIKE_NAME;
  if (attributes >= MIN_ATTRIBUTES)
    *reasons |= EASEL_LOOKALIKE_ATTRIBUTES;

  if (share_picture (a->entity, b->entity))
    {
      *reasons |= EASEL_LOOKALIKE_PICTURE;
      score += BONUS_PICTURE;
    }
  else if (easel_fingerprint_distance (a->look, b->look) <= EASEL_FINGERPRINT_ALIKE)
    {
      *reasons |= EASEL_LOOKALIKE_LOOKS;
      score += BONUS_LOOKS;
    }
  return MIN (score, 1);
}

static gboolean
is_out_of_question (Search *self, EaselEntity *a, EaselEntity *b)
{
  const char *job = easel_entity_get_job (a);
  g_autofree char *pair = NULL;

  /* Pictures that came together may well be doubles. */
  if (job != NULL && g_strcmp0 (job, easel_entity_get_job (b)) == 0
      && !g_str_equal (easel_entity_get_kind (a), EASEL_ENTITY_PICTURE))
    return TRUE;
  pair = easel_lookalike_pair_key (easel_entity_get_id (a), easel_entity_get_id (b));
  return g_hash_table_contains (self->refused, pair);
}

static gboolean
is_older (EaselEntity *a, EaselEntity *b)
{
  if (easel_entity_get_created (a) != easel_entity_get_created (b))
    return easel_entity_get_created (a) < easel_entity_get_created (b);
  return strcmp (easel_entity_get_id (a), easel_entity_get_id (b)) < 0;
}

static void
compare_pair (Search *self, Features *a, Features *b)
{
  EaselLookalikeReasons reasons = 0;
  gboolean is_picture = g_str_equal (easel_entity_get_kind (a->entity), EASEL_ENTITY_PICTURE);
  double score = is_picture ? score_pictures (a, b, &reasons) : score_words (a, b, &reasons);
  EaselLookalike *found;

  if (score < MIN_SCORE || is_out_of_question (self, a->entity, b->entity))
    return;

  if (is_older (b->entity, a->entity))
    {
      Features *older = b;

      b = a;
      a = older;
    }
  found = g_new0 (EaselLookalike, 1);
  found->first = g_object_ref (a->entity);
  found->second = g_object_ref (b->entity);
  found->score = score;
  found->reasons = reasons;
  g_ptr_array_add (self->found, found);
}

/* Finding --------------------------------------------------------------------------------- */

static gboolean
compare_all (Search *self, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < self->features->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint j = 0; j < i; j++)
        compare_pair (self, g_ptr_array_index (self->features, i),
                      g_ptr_array_index (self->features, j));
    }
  return TRUE;
}

/* (transfer full): for each key the entities before the one in hand that have it, the common
 * ones left out */
static GPtrArray *
new_postings (Search *self)
{
  guint n = g_hash_table_size (self->numbers);
  GPtrArray *postings = g_ptr_array_new_full (n, (GDestroyNotify) g_array_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (postings, new_words ());
  for (guint i = 0; i < self->features->len; i++)
    {
      const Features *features = g_ptr_array_index (self->features, i);

      for (guint j = 0; j < features->keys->len; j++)
        {
          GArray *posting = g_ptr_array_index (postings, g_array_index (features->keys, guint, j));

          g_array_append_val (posting, i);
        }
    }
  return postings;
}

static gboolean
compare_sharing (Search *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) postings = new_postings (self);
  g_autofree guint *compared_with = g_new0 (guint, self->features->len);

  for (guint i = 0; i < self->features->len; i++)
    {
      Features *features = g_ptr_array_index (self->features, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint j = 0; j < features->keys->len; j++)
        {
          GArray *posting = g_ptr_array_index (postings, g_array_index (features->keys, guint, j));

          for (guint k = 0; posting->len <= MAX_UNCOMMON && k < posting->len; k++)
            {
              guint other = g_array_index (posting, guint, k);

              if (other >= i || compared_with[other] == i)
                continue;
              compared_with[other] = i;
              compare_pair (self, features, g_ptr_array_index (self->features, other));
            }
        }
    }
  return TRUE;
}

static int
compare_lookalikes (const void *a, const void *b)
{
  const EaselLookalike *first = *(const EaselLookalike *const *) a;
  const EaselLookalike *second = *(const EaselLookalike *const *) b;
  int order = (first->score < second->score) - (first->score > second->score);

  if (order == 0)
    order = strcmp (easel_entity_get_id (first->first), easel_entity_get_id (second->first));
  if (order == 0)
    order = strcmp (easel_entity_get_id (first->second), easel_entity_get_id (second->second));
  return order;
}

void
easel_lookalikes_sort (GPtrArray *lookalikes)
{
  g_ptr_array_sort (lookalikes, compare_lookalikes);
}

GPtrArray *
easel_lookalikes_find (GPtrArray *entities,
                       GHashTable *fingerprints,
                       GHashTable *refused,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) features = g_ptr_array_new_with_free_func (features_free);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (easel_lookalike_free);
  Search self = { numbers, features, refused, found };
  gboolean is_pictures;
  gboolean done;

  for (guint i = 0; i < entities->len; i++)
    add_features (&self, g_ptr_array_index (entities, i), fingerprints);

  /* Of pictures no words are compared, which is quick. */
  is_pictures = entities->len > 0
                && g_str_equal (easel_entity_get_kind (g_ptr_array_index (entities, 0)),
                                EASEL_ENTITY_PICTURE);
  done = is_pictures || entities->len <= MAX_ALL_PAIRS
             ? compare_all (&self, cancellable, error)
             : compare_sharing (&self, cancellable, error);
  if (!done)
    return NULL;

  easel_lookalikes_sort (found);
  return g_steal_pointer (&found);
}
