/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-word-diff.h"

#include <glib/gi18n.h>
#include <pango/pango.h>

/* Words of the one times words of the other that are compared one by one. */
#define MAX_CELLS 1000000
/* What is read aloud of the marks. */
#define MAX_DESCRIBED 5

typedef struct
{
  EaselWordSpan span;
  guint number; /* the same for the same word */
  gboolean kept;
} Word;

/* Finding words --------------------------------------------------------------------------- */

/* @numbers: (element-type utf8 guint): what words were found so far */
static void
add_word (GArray *words, GHashTable *numbers, const char *text, EaselWordSpan span)
{
  g_autofree char *folded = g_utf8_casefold (text + span.start, span.end - span.start);
  gpointer number = g_hash_table_lookup (numbers, folded);
  Word word = { .span = span };

  if (number == NULL)
    {
      number = GUINT_TO_POINTER (g_hash_table_size (numbers) + 1);
      g_hash_table_insert (numbers, g_steal_pointer (&folded), number);
    }
  word.number = GPOINTER_TO_UINT (number);
  g_array_append_val (words, word);
}

/* (transfer full) (element-type Word) */
static GArray *
split (const char *text, GHashTable *numbers)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));
  int n_attrs = (int) g_utf8_strlen (text, -1) + 1;
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, (gsize) n_attrs);
  const char *position = text;
  guint start = 0;
  gboolean inside = FALSE;

  pango_get_log_attrs (text, -1, -1, pango_language_get_default (), attrs, n_attrs);
  for (int i = 0; i < n_attrs; i++)
    {
      guint offset = (guint) (position - text);

      if (inside && attrs[i].is_word_end)
        add_word (words, numbers, text, (EaselWordSpan) { start, offset });
      inside = (inside && !attrs[i].is_word_end) || attrs[i].is_word_start;
      if (attrs[i].is_word_start)
        start = offset;
      if (*position != '\0')
        position = g_utf8_next_char (position);
    }
  return words;
}

static Word *
get_word (GArray *words, guint i)
{
  return &g_array_index (words, Word, i);
}

/* Comparing ------------------------------------------------------------------------------- */

/* Words from @start up to @end, of both texts. */
typedef struct
{
  GArray *words;
  GArray *others;
  guint start;
  guint end;
  guint other_end;
} Middle;

/* What both begin with and what both end with is in both. */
static Middle
keep_ends (GArray *words, GArray *others)
{
  Middle middle = { words, others, 0, words->len, others->len };

  while (middle.start < MIN (middle.end, middle.other_end)
         && get_word (words, middle.start)->number == get_word (others, middle.start)->number)
    get_word (words, middle.start++)->kept = TRUE;
  while (middle.start < MIN (middle.end, middle.other_end)
         && get_word (words, middle.end - 1)->number
                == get_word (others, middle.other_end - 1)->number)
    {
      get_word (words, --middle.end)->kept = TRUE;
      middle.other_end--;
    }
  return middle;
}

/* The longest common subsequence. */
static void
keep_sequence (const Middle *middle)
{
  guint n = middle->end - middle->start;
  guint m = middle->other_end - middle->start;
  gsize width = m + 1;
  g_autofree guint *lengths = g_new0 (guint, (n + 1) * width);
  guint i = 0;
  guint j = 0;

  for (guint a = n; a-- > 0;)
    for (guint b = m; b-- > 0;)
      lengths[a * width + b] = get_word (middle->words, middle->start + a)->number
                                       == get_word (middle->others, middle->start + b)->number
                                   ? lengths[(a + 1) * width + b + 1] + 1
                                   : MAX (lengths[(a + 1) * width + b], lengths[a * width + b + 1]);

  while (i < n && j < m)
    {
      Word *word = get_word (middle->words, middle->start + i);

      if (word->number == get_word (middle->others, middle->start + j)->number)
        {
          word->kept = TRUE;
          i++;
          j++;
        }
      else if (lengths[(i + 1) * width + j] >= lengths[i * width + j + 1])
        i++;
      else
        j++;
    }
}

/* Of long texts the words that occur at all: a window must not wait for the rest. */
static void
keep_known (const Middle *middle)
{
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);

  for (guint i = middle->start; i < middle->other_end; i++)
    g_hash_table_add (known, GUINT_TO_POINTER (get_word (middle->others, i)->number));
  for (guint i = middle->start; i < middle->end; i++)
    {
      Word *word = get_word (middle->words, i);

      word->kept = g_hash_table_contains (known, GUINT_TO_POINTER (word->number));
    }
}

static void
compare (GArray *words, GArray *others)
{
  Middle middle = keep_ends (words, others);
  guint64 n = middle.end - middle.start;

  if (n * (middle.other_end - middle.start) <= MAX_CELLS)
    keep_sequence (&middle);
  else
    keep_known (&middle);
}

GArray *
easel_word_diff_find (const char *text, const char *other)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GArray) words = split (text, numbers);
  g_autoptr (GArray) others = split (other, numbers);
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (EaselWordSpan));
  gboolean open = FALSE;

  compare (words, others);
  for (guint i = 0; i < words->len; i++)
    {
      const Word *word = get_word (words, i);

      if (!word->kept && open)
        g_array_index (spans, EaselWordSpan, spans->len - 1).end = word->span.end;
      else if (!word->kept)
        g_array_append_val (spans, word->span);
      open = !word->kept;
    }
  return spans;
}

char *
easel_word_diff_describe (const char *text, GArray *spans)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;

  if (spans->len == 0)
    return NULL;
  for (guint i = 0; i < MIN (spans->len, MAX_DESCRIBED); i++)
    {
      const EaselWordSpan *span = &g_array_index (spans, EaselWordSpan, i);
      g_autofree char *word = g_strndup (text + span->start, span->end - span->start);

      /* Translators: a quotation in a list of quotations */
      g_strv_builder_take (builder, g_strdup_printf (_ ("“%s”"), word));
    }
  if (spans->len > MAX_DESCRIBED)
    g_strv_builder_add (builder, "…");
  words = g_strv_builder_end (builder);
  return g_strjoinv (", ", words);
}
