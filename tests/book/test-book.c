/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-text.h"
#include "easel-book.h"

/* What has been read, as a text: paragraphs in lines, <e>, <s> and <es> around styles. */
static char *
print (GPtrArray *paragraphs)
{
  static const char *const names[] = { NULL, "e", "s", "es" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < paragraphs->len; i++)
    {
      GPtrArray *paragraph = g_ptr_array_index (paragraphs, i);

      g_string_append (text, i > 0 ? "\n" : "");
      for (guint j = 0; j < paragraph->len; j++)
        {
          const EaselBookRun *run = g_ptr_array_index (paragraph, j);

          if (run->style == EASEL_BOOK_STYLE_PLAIN)
            g_string_append (text, run->text);
          else
            g_string_append_printf (text, "<%s>%s</%s>", names[run->style], run->text,
                                    names[run->style]);
        }
    }
  return g_string_free_and_steal (text);
}

static void
assert_parsed (const char *text, const char *expected)
{
  g_autoptr (GPtrArray) paragraphs = easel_book_text_parse (text);
  g_autofree char *printed = print (paragraphs);

  g_assert_cmpstr (printed, ==, expected);
}

static void
test_paragraphs (void)
{
  assert_parsed (NULL, "");
  assert_parsed ("", "");
  assert_parsed (" \n\t\n\n ", "");
  assert_parsed ("One", "One");
  assert_parsed ("One\nline", "One line");
  assert_parsed ("One\n\nTwo", "One\nTwo");
  assert_parsed ("\n\n One  more \r\n \r\n\r\nTwo\r\rThree\xe2\x80\xa9"
                 "Four\n",
                 "One more\nTwo\nThree\nFour");
  /* a no-break space stays */
  assert_parsed ("10\xc2\xa0km", "10\xc2\xa0km");
  /* lines of Japanese and Chinese join without a space, those of Korean with one */
  assert_parsed ("日本\n語", "日本語");
  assert_parsed ("　日本 語", "日本 語");
  assert_parsed ("한국\n어", "한국 어");
}

static void
test_styles (void)
{
  assert_parsed ("It was *late*.", "It was <e>late</e>.");
  assert_parsed ("**Very** late", "<s>Very</s> late");
  assert_parsed ("***Both***", "<es>Both</es>");
  assert_parsed ("*a **b** c*", "<e>a </e><es>b</es><e> c</e>");
  assert_parsed ("**a *b* c**", "<s>a </s><es>b</es><s> c</s>");
  assert_parsed ("un*believ*able", "un<e>believ</e>able");
  assert_parsed ("**“Halt!”**he said", "<s>“Halt!”</s>he said");
  assert_parsed ("**「日本」**は", "<s>「日本」</s>は");
  /* over the end of a line, but not of a paragraph */
  assert_parsed ("*a\nb*", "<e>a b</e>");
  assert_parsed ("*a\n\nb*", "*a\nb*");
  /* stars that stand for themselves */
  assert_parsed ("2 * 3 * 4", "2 * 3 * 4");
  assert_parsed ("* item", "* item");
  assert_parsed ("word*", "word*");
  assert_parsed ("***", "***");
  assert_parsed ("**a*", "*<e>a</e>");
  assert_parsed ("*a**", "<e>a</e>*");
  assert_parsed ("**a", "**a");
  assert_parsed ("*foo**bar*", "<e>foo**bar</e>");
  assert_parsed ("****", "****");
}

/* Everything else of Markdown and of HTML is text. */
static void
test_nothing_else (void)
{
  static const char *const texts[] = { "# One",      "- One",   "1. One",     "> One",
                                       "<b>One</b>", "&lt;",    "[One](two)", "`One`",
                                       "_One_",      "~~One~~", "\\*",        "---" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_parsed (texts[i], texts[i]);
}

static void
assert_cleaned (const char *text, const char *expected)
{
  g_autofree char *cleaned = easel_book_text_clean (text);

  g_assert_cmpstr (cleaned, ==, expected);
}

static void
test_clean (void)
{
  assert_cleaned (NULL, NULL);
  assert_cleaned (" \n ", NULL);
  assert_cleaned ("\001\002", NULL);
  assert_cleaned (" The\tKeeper\r\n\n of Light ", "The Keeper of Light");
  assert_cleaned ("a\001b\x1f"
                  "c\x7f"
                  "d\xc2\x80"
                  "e\xef\xbf\xbe"
                  "f\xef\xb7\x90g",
                  "abcdefg");
  /* Bytes that are not UTF-8 are shown to be missing. */
  assert_cleaned ("a\xff"
                  "b",
                  "a\xef\xbf\xbd"
                  "b");
  /* what joins emoji and what directs text stays */
  assert_cleaned ("👩‍🚀 \xe2\x80\x8f.", "👩‍🚀 \xe2\x80\x8f.");
}

static void
test_huge (void)
{
  g_autoptr (GString) stars = g_string_new (NULL);
  g_autoptr (GPtrArray) paragraphs = NULL;

  /* Each of them could be the partner of each. */
  for (guint i = 0; i < 2000; i++)
    g_string_append (stars, "a **b ");
  paragraphs = easel_book_text_parse (stars->str);
  g_assert_cmpuint (paragraphs->len, ==, 1);
  g_assert_cmpuint (((GPtrArray *) g_ptr_array_index (paragraphs, 0))->len, ==, 1);
}

static EaselBook *
new_book (const char *language, const char *title, const char *scene_title)
{
  const EaselBookScene scene = { scene_title, "Text", NULL, NULL };
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 ("2025-03-09T08:07:06+02:00", NULL);
  const EaselBookParts parts = {
    .id = "0196f2d0-7f6e-7b3a-9d43-5a1f0c2b7e11",
    .language = language,
    .title = title,
    .date = date,
    .scenes = &scene,
    .n_scenes = 1,
  };

  return easel_book_new (&parts);
}

static void
test_defaults (void)
{
  g_autoptr (EaselBook) book = new_book (NULL, " \n", NULL);
  g_autofree char *date = g_date_time_format_iso8601 (easel_book_get_date (book));

  g_assert_cmpstr (easel_book_get_language (book), ==, "und");
  g_assert_cmpstr (easel_book_get_title (book), ==, "Untitled");
  g_assert_null (easel_book_get_subtitle (book));
  g_assert_null (easel_book_get_cover (book));
  g_assert_cmpuint (easel_book_get_colophon (book)->len, ==, 0);
  g_assert_cmpuint (easel_book_get_n_scenes (book), ==, 1);
  g_assert_cmpstr (easel_book_get_scene_title (book, 0), ==, "1");
  g_assert_cmpstr (easel_book_get_scene_alt (book, 0), ==, "1");
  g_assert_null (easel_book_get_scene_picture (book, 0));
  g_assert_cmpstr (date, ==, "2025-03-09T06:07:06Z");
}

static void
test_language (void)
{
  static const char *const tags[][2] = {
    { "en", "en" },
    { "pt_BR.UTF-8", "pt-BR" },
    { "zh-Hant-TW", "zh-Hant-TW" },
    { "de@euro", "de" },
    { "", "und" },
    { "e", "und" },
    { "English!", "und" },
    { "en-", "und" },
    { "\"><b>", "und" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr (EaselBook) book = new_book (tags[i][0], "Title", NULL);

      g_assert_cmpstr (easel_book_get_language (book), ==, tags[i][1]);
    }
}

static void
assert_direction (const char *language, const char *title, gboolean is_rtl)
{
  g_autoptr (EaselBook) book = new_book (language, title, NULL);

  g_test_message ("%s: %s", language, title);
  g_assert_cmpint (easel_book_is_rtl (book), ==, is_rtl);
}

static void
test_direction (void)
{
  assert_direction ("en", "Title", FALSE);
  assert_direction ("en", "שלום", FALSE);
  assert_direction ("he", "שלום", TRUE);
  assert_direction ("he", "Eilat", TRUE);
  assert_direction ("ar", "2025", TRUE);
  assert_direction ("fa-IR", "Tehran", TRUE);
  assert_direction ("ja", "灯台", FALSE);
  assert_direction ("und", "سلام", TRUE);
  assert_direction ("und", "Title", FALSE);
  assert_direction ("und", "2025", FALSE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/book/text/paragraphs", test_paragraphs);
  g_test_add_func ("/book/text/styles", test_styles);
  g_test_add_func ("/book/text/nothing-else", test_nothing_else);
  g_test_add_func ("/book/text/clean", test_clean);
  g_test_add_func ("/book/text/huge", test_huge);
  g_test_add_func ("/book/defaults", test_defaults);
  g_test_add_func ("/book/language", test_language);
  g_test_add_func ("/book/direction", test_direction);

  return g_test_run ();
}
