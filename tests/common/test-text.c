/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-text.h"

static void
test_language (void)
{
  static const char *const rtl[] = { "ar",    "ar_EG.UTF-8", "AR-eg",  "he",
                                     "fa_IR", "pa-Arab-PK",  "az-Arab" };
  static const char *const ltr[] = { "en", "de_DE.UTF-8", "ja", "C", "", "und", "ar-Latn", "arn" };

  for (guint i = 0; i < G_N_ELEMENTS (rtl); i++)
    g_assert_true (easel_text_language_is_rtl (rtl[i]));
  for (guint i = 0; i < G_N_ELEMENTS (ltr); i++)
    g_assert_false (easel_text_language_is_rtl (ltr[i]));
  g_assert_false (easel_text_language_is_rtl (NULL));
}

static void
assert_isolated (const char *language, const char *run, const char *expected)
{
  g_autofree char *isolated = NULL;

  g_setenv ("LANGUAGE", language, TRUE);
  isolated = easel_text_isolate (run);
  g_assert_cmpstr (isolated, ==, expected);
}

static void
test_isolate (void)
{
  assert_isolated ("en", "$0.0044", "$0.0044");
  assert_isolated ("de", "Grün", "Grün");
  assert_isolated ("ja", "日本語", "日本語");
  assert_isolated ("en", "منارة", "\u200e\u2068منارة\u2069");
  assert_isolated ("ar", "$0.0044", "\u200f\u2068$0.0044\u2069");
  assert_isolated ("ar", "منارة", "\u200f\u2068منارة\u2069");
  assert_isolated ("ar", "", "");
}

static void
test_size (void)
{
  g_autofree char *size = NULL;

  g_setenv ("LANGUAGE", "he", TRUE);
  size = easel_text_format_size (3300000000);
  g_assert_true (g_str_has_prefix (size, "\u200f\u20683.3"));
  g_assert_true (g_str_has_suffix (size, "GB\u2069"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/common/text/language", test_language);
  g_test_add_func ("/common/text/isolate", test_isolate);
  g_test_add_func ("/common/text/size", test_size);
  return g_test_run ();
}
