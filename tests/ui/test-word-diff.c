/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-word-diff.h"

#include <locale.h>

/* @expected: @text with what is marked in brackets */
static void
check (const char *expected, const char *other)
{
  g_auto (GStrv) parts = g_strsplit_set (expected, "[]", -1);
  g_autofree char *text = g_strjoinv ("", parts);
  g_autoptr (GArray) spans = easel_word_diff_find (text, other);
  GString *marked = g_string_new (text);

  for (guint i = spans->len; i-- > 0;)
    {
      const EaselWordSpan *span = &g_array_index (spans, EaselWordSpan, i);

      g_string_insert_c (marked, span->end, ']');
      g_string_insert_c (marked, span->start, '[');
    }
  g_assert_cmpstr (marked->str, ==, expected);
  g_string_free (marked, TRUE);
}

static void
test_find (void)
{
  check ("Red wool coat", "Red wool coat");
  check ("Red [woollen] coat", "Red wool coat, knee length");
  check ("Red coat, [knee length]", "Red coat");
  check ("[knee length], red coat", "Red coat");
  check ("a [b] c [d] e", "a c e");
  check ("[one two]", "three");
  check ("[one two]", "");
  check ("", "one");
  /* Order counts: this is no bag of words. */
  check ("[black] on white", "on white, black");
}

/* What is no word, and how one is spelled, is no difference. */
static void
test_not_a_difference (void)
{
  check ("Red coat.", "red, COAT");
  check ("***", "---");
  check ("Straße", "STRASSE");
}

static void
test_scripts (void)
{
  check ("manteau d’[vert] « bleu »", "manteau d’hiver « bleu »");
  check ("معطف [طويل] أحمر", "معطف أحمر");
  check ("[コート]", "ドレス");
  check ("👗 [dress]", "👗");
}

static char *
repeat (const char *word, guint n, const char *last)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%u ", word, i);
  g_string_append (text, last);
  return g_string_free (text, FALSE);
}

/* A text nobody reads must not hold up the window. */
static void
test_long (void)
{
  g_autofree char *text = repeat ("a", 20000, "z middle b");
  g_autofree char *other = repeat ("b", 20000, "y middle c");
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GArray) spans = easel_word_diff_find (text, other);

  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_TIME_SPAN_SECOND);
  g_assert_cmpuint (spans->len, ==, 2);
}

static void
check_description (const char *expected, const char *text, const char *other)
{
  g_autoptr (GArray) spans = easel_word_diff_find (text, other);
  g_autofree char *words = easel_word_diff_describe (text, spans);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_describe (void)
{
  check_description (NULL, "same", "same");
  check_description ("“woollen”, “knee length”", "woollen coat, knee length", "coat");
  check_description ("“a”, “c”, “e”, “g”, “i”, …", "a b c d e f g h i j k", "b d f h j");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/word-diff/find", test_find);
  g_test_add_func ("/word-diff/not-a-difference", test_not_a_difference);
  g_test_add_func ("/word-diff/scripts", test_scripts);
  g_test_add_func ("/word-diff/long", test_long);
  g_test_add_func ("/word-diff/describe", test_describe);

  return g_test_run ();
}
