/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-merge-value.h"

#include "easel-attribute-schema.h"

/* A text of more words than this is read sentence by sentence; a shorter one is a term. */
#define MAX_TERM_WORDS 6
/* In a text of more sentences, only those of the same words are left out. */
#define MAX_COMPARED 200

static gboolean
is_text (JsonNode *value)
{
  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING;
}

/* (transfer full): the words of @text, in one case and with one blank between: what is the same
 * to a reader is the same here */
static char *
fold (const char *text)
{
  g_auto (GStrv) words = g_str_tokenize_and_fold (text, NULL, NULL);
  char *folded = g_strjoinv (" ", words);

  if (*folded != '\0')
    return folded;

  /* There are no words in it, such as in "***". */
  g_free (folded);
  return g_strstrip (g_strdup (text));
}

static gboolean
says_nothing (const char *text)
{
  g_autofree char *folded = fold (text);

  return *folded == '\0' || g_str_equal (folded, "not visible");
}

static gboolean
is_empty_group (JsonObject *group)
{
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  json_object_iter_init (&iter, group);
  while (json_object_iter_next (&iter, &field, &value))
    if (!easel_merge_value_is_empty (value))
      return FALSE;
  return TRUE;
}

gboolean
easel_merge_value_is_empty (JsonNode *value)
{
  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return json_array_get_length (json_node_get_array (value)) == 0;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return is_empty_group (json_node_get_object (value));
  return is_text (value) && says_nothing (json_node_get_string (value));
}

JsonNode *
easel_merge_value_copy (JsonNode *value)
{
  g_autofree char *text = json_to_string (value, FALSE);

  return json_from_string (text, NULL);
}

/* Texts --------------------------------------------------------------------------------- */

/* Whether the words of @part occur in @whole in a row; both are folded. */
static gboolean
has_words (const char *whole, const char *part)
{
  g_autofree char *padded_whole = g_strconcat (" ", whole, " ", NULL);
  g_autofree char *padded_part = g_strconcat (" ", part, " ", NULL);

  return strstr (padded_whole, padded_part) != NULL;
}

static guint
count_words (const char *folded)
{
  guint n = 1;

  for (const char *c = folded; *c != '\0'; c++)
    n += *c == ' ' ? 1 : 0;
  return n;
}

typedef struct
{
  char *text;
  char *folded;
  GHashTable *words; /* a set; borrows from the next */
  GStrv all_words;
} Sentence;

static void
sentence_free (gpointer data)
{
  Sentence *sentence = data;

  g_free (sentence->text);
  g_free (sentence->folded);
  g_hash_table_unref (sentence->words);
  g_strfreev (sentence->all_words);
  g_free (sentence);
}

static Sentence *
sentence_new (const char *text)
{
  Sentence *sentence = g_new0 (Sentence, 1);

  sentence->text = g_strdup (text);
  sentence->folded = fold (text);
  sentence->words = g_hash_table_new (g_str_hash, g_str_equal);
  sentence->all_words = g_strsplit (sentence->folded, " ", -1);
  for (guint i = 0; sentence->all_words[i] != NULL; i++)
    g_hash_table_add (sentence->words, sentence->all_words[i]);
  return sentence;
}

/* Whether each word of @part is one of @whole, in any order. */
static gboolean
has_each_word (const Sentence *whole, const Sentence *part)
{
  for (guint i = 0; part->all_words[i] != NULL; i++)
    if (!g_hash_table_contains (whole->words, part->all_words[i]))
      return FALSE;
  return TRUE;
}

/* (transfer full) (element-type Sentence) */
static GPtrArray *
split_sentences (const char *text)
{
  g_auto (GStrv) parts = g_regex_split_simple ("(?<=[.!?;。！？；])\\s+|\\s*\\n\\s*", text,
                                               G_REGEX_OPTIMIZE, G_REGEX_MATCH_DEFAULT);
  GPtrArray *sentences = g_ptr_array_new_with_free_func (sentence_free);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*g_strstrip (parts[i]) != '\0')
      g_ptr_array_add (sentences, sentence_new (parts[i]));
  return sentences;
}

/* Adds @sentence (transfer full) to @sentences, if none of them says the same or more. */
static void
add_sentence (GPtrArray *sentences, Sentence *sentence)
{
  /* Each is compared with each: of a whole book only what is the same in so many words. */
  gboolean is_short = sentences->len <= MAX_COMPARED;

  for (guint i = 0; i < sentences->len; i++)
    {
      const Sentence *other = g_ptr_array_index (sentences, i);

      if (is_short ? has_each_word (other, sentence)
                   : g_str_equal (other->folded, sentence->folded))
        {
          sentence_free (sentence);
          return;
        }
      if (is_short && has_each_word (sentence, other))
        {
          sentence_free (g_ptr_array_index (sentences, i));
          g_ptr_array_index (sentences, i) = sentence;
          return;
        }
    }
  g_ptr_array_add (sentences, sentence);
}

/* (transfer full): a list of phrases stays one, and sentences stay sentences */
static char *
join_sentences (GPtrArray *sentences)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sentences->len; i++)
    {
      gunichar last = 0;

      if (text->len > 0)
        last = g_utf8_get_char (g_utf8_prev_char (text->str + text->len));
      if (last != 0)
        g_string_append (text, g_unichar_ispunct (last) ? " " : "; ");
      g_string_append (text, ((Sentence *) g_ptr_array_index (sentences, i))->text);
    }
  return g_string_free (text, FALSE);
}

char *
easel_merge_value_combine_texts (const char *first, const char *second)
{
  g_autofree char *folded_first = fold (first);
  g_autofree char *folded_second = fold (second);
  guint n_first = count_words (folded_first);
  guint n_second = count_words (folded_second);
  g_autoptr (GPtrArray) sentences = NULL;
  g_autoptr (GPtrArray) more = NULL;
  g_autofree char *joined = NULL;

  if (has_words (folded_first, folded_second))
    return g_strdup (first);
  if (has_words (folded_second, folded_first))
    return g_strdup (second);
  /* Two terms for one thing are not put side by side. */
  if (n_first <= MAX_TERM_WORDS || n_second <= MAX_TERM_WORDS)
    return g_strdup (n_second > n_first ? second : first);

  sentences = split_sentences (first);
  more = split_sentences (second);
  while (more->len > 0)
    add_sentence (sentences, g_ptr_array_steal_index (more, 0));
  joined = join_sentences (sentences);
  if (strlen (joined) > EASEL_ATTRIBUTE_MAX_TEXT)
    return g_strdup (n_second > n_first ? second : first);
  return g_steal_pointer (&joined);
}

GStrv
easel_merge_value_unite_tags (const char *const *first, const char *const *second)
{
  const char *const *lists[] = { first, second };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) tags = g_strv_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint j = 0; lists[i][j] != NULL; j++)
      {
        g_autofree char *tag = g_strstrip (g_strdup (lists[i][j]));

        if (g_hash_table_add (seen, g_utf8_casefold (tag, -1)))
          g_strv_builder_add (tags, tag);
      }
  return g_strv_builder_end (tags);
}

/* Lists and groups ---------------------------------------------------------------------- */

/* Whether a reader sees the same in both. */
static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  g_autofree char *folded_a = NULL;
  g_autofree char *folded_b = NULL;

  if (!is_text (a) || !is_text (b))
    return json_node_equal (a, b);

  folded_a = fold (json_node_get_string (a));
  folded_b = fold (json_node_get_string (b));
  return g_str_equal (folded_a, folded_b);
}

static gboolean
array_has (JsonArray *array, JsonNode *value)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (is_same (json_array_get_element (array, i), value))
      return TRUE;
  return FALSE;
}

/* What @target adds to @source goes to its end. Anything but a list is a list of itself. */
static JsonNode *
unite_lists (JsonNode *source, JsonNode *target)
{
  JsonNode *sides[] = { source, target };
  JsonArray *united = json_array_new ();
  JsonNode *node = json_node_alloc ();

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      JsonArray *array = JSON_NODE_HOLDS_ARRAY (sides[i]) ? json_node_get_array (sides[i]) : NULL;

      if (array == NULL && !array_has (united, sides[i]))
        json_array_add_element (united, easel_merge_value_copy (sides[i]));
      for (guint j = 0; array != NULL && j < json_array_get_length (array); j++)
        {
          JsonNode *element = json_array_get_element (array, j);

          /* What is twice in the source may be meant so. */
          if (i == 0 || !array_has (united, element))
            json_array_add_element (united, easel_merge_value_copy (element));
        }
    }
  json_node_init_array (node, united);
  json_array_unref (united);
  return node;
}

static JsonNode *
combine_groups (JsonObject *source, JsonObject *target)
{
  JsonObject *sides[] = { source, target };
  JsonObject *group = json_object_new ();
  JsonNode *node = json_node_alloc ();

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      JsonObjectIter iter;
      const char *field;

      json_object_iter_init_ordered (&iter, sides[i]);
      while (json_object_iter_next_ordered (&iter, &field, NULL))
        if (!json_object_has_member (group, field))
          json_object_set_member (
              group, field,
              easel_merge_value_combine (json_object_get_member (source, field),
                                         json_object_get_member (target, field)));
    }
  json_node_init_object (node, group);
  json_object_unref (group);
  return node;
}

JsonNode *
easel_merge_value_combine (JsonNode *source, JsonNode *target)
{
  g_autofree char *text = NULL;

  if (source == NULL && target == NULL)
    return NULL;
  if (target == NULL || (source != NULL && easel_merge_value_is_empty (target)))
    return easel_merge_value_copy (source);
  if (source == NULL || easel_merge_value_is_empty (source))
    return easel_merge_value_copy (target);

  if (JSON_NODE_HOLDS_ARRAY (source) || JSON_NODE_HOLDS_ARRAY (target))
    return unite_lists (source, target);
  if (JSON_NODE_HOLDS_OBJECT (source) && JSON_NODE_HOLDS_OBJECT (target))
    return combine_groups (json_node_get_object (source), json_node_get_object (target));
  if (!is_text (source) || !is_text (target))
    return easel_merge_value_copy (source);

  text = easel_merge_value_combine_texts (json_node_get_string (source),
                                          json_node_get_string (target));
  return json_node_init_string (json_node_alloc (), text);
}

static gboolean
groups_conflict (JsonObject *source, JsonObject *target)
{
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  json_object_iter_init (&iter, source);
  while (json_object_iter_next (&iter, &field, &value))
    if (easel_merge_value_conflicts (value, json_object_get_member (target, field)))
      return TRUE;
  return FALSE;
}

gboolean
easel_merge_value_conflicts (JsonNode *source, JsonNode *target)
{
  g_autofree char *own = NULL;
  g_autofree char *other = NULL;

  if (easel_merge_value_is_empty (source) || easel_merge_value_is_empty (target)
      || JSON_NODE_HOLDS_ARRAY (source) || JSON_NODE_HOLDS_ARRAY (target))
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (source) && JSON_NODE_HOLDS_OBJECT (target))
    return groups_conflict (json_node_get_object (source), json_node_get_object (target));
  if (!is_text (source) || !is_text (target))
    return !json_node_equal (source, target);

  own = fold (json_node_get_string (source));
  other = fold (json_node_get_string (target));
  return !has_words (own, other) && !has_words (other, own);
}

/* Replacing ----------------------------------------------------------------------------- */

static JsonNode *
replace_in_array (JsonArray *array, const char *from, const char *to)
{
  g_autoptr (JsonArray) copy = json_array_new ();
  g_autoptr (GArray) replaced = g_array_new (FALSE, FALSE, sizeof (gboolean));
  gboolean any = FALSE;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autoptr (JsonNode) node = easel_merge_value_replace_text (element, from, to);
      gboolean is_new = node != NULL;
      gboolean doubled = FALSE;

      any = any || is_new;
      if (!is_new)
        node = easel_merge_value_copy (element);
      for (guint j = 0; j < json_array_get_length (copy) && !doubled; j++)
        doubled = (is_new || g_array_index (replaced, gboolean, j))
                  && json_node_equal (node, json_array_get_element (copy, j));
      if (doubled)
        continue;
      json_array_add_element (copy, g_steal_pointer (&node));
      g_array_append_val (replaced, is_new);
    }
  return any ? json_node_init_array (json_node_alloc (), copy) : NULL;
}

static JsonNode *
replace_in_object (JsonObject *object, const char *from, const char *to)
{
  g_autoptr (JsonObject) copy = json_object_new ();
  gboolean any = FALSE;
  JsonObjectIter iter;
  const char *field;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &field, &value))
    {
      JsonNode *node = easel_merge_value_replace_text (value, from, to);

      any = any || node != NULL;
      json_object_set_member (copy, field, node != NULL ? node : easel_merge_value_copy (value));
    }
  return any ? json_node_init_object (json_node_alloc (), copy) : NULL;
}

JsonNode *
easel_merge_value_replace_text (JsonNode *value, const char *from, const char *to)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    return replace_in_array (json_node_get_array (value), from, to);
  if (JSON_NODE_HOLDS_OBJECT (value))
    return replace_in_object (json_node_get_object (value), from, to);
  if (is_text (value) && g_str_equal (json_node_get_string (value), from))
    return json_node_init_string (json_node_alloc (), to);
  return NULL;
}
