/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-text.h"

#include <string.h>

#define LEFT_TO_RIGHT_MARK "\u200e"
#define RIGHT_TO_LEFT_MARK "\u200f"
#define ISOLATE "\u2068"
#define END_OF_ISOLATE "\u2069"

/* Those that CLDR has with this direction; another script is named in the tag itself. */
static const char *const rtl_languages[] = { "ar",  "arc", "ckb", "dv",  "fa", "he", "iw", "ks",
                                             "nqo", "ps",  "sd",  "syr", "ug", "ur", "yi", NULL };
static const char *const rtl_scripts[] = { "adlm", "arab", "hebr", "nkoo",
                                           "rohg", "syrc", "thaa", NULL };

gboolean
easel_text_language_is_rtl (const char *language)
{
  g_autofree char *tag = language != NULL ? g_ascii_strdown (language, -1) : NULL;
  g_auto (GStrv) parts = tag != NULL ? g_strsplit_set (tag, "-_.@", 3) : NULL;

  if (parts == NULL || parts[0] == NULL)
    return FALSE;
  if (parts[1] != NULL && strlen (parts[1]) == 4)
    return g_strv_contains (rtl_scripts, parts[1]);
  return g_strv_contains (rtl_languages, parts[0]);
}

/* The scripts that run from right to left have these blocks to themselves. */
static gboolean
has_rtl (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if ((letter >= 0x590 && letter <= 0x8ff) || (letter >= 0xfb1d && letter <= 0xfdff)
          || (letter >= 0xfe70 && letter <= 0xfefc) || (letter >= 0x10800 && letter <= 0x10fff)
          || (letter >= 0x1e800 && letter <= 0x1efff))
        return TRUE;
    }
  return FALSE;
}

char *
easel_text_isolate (const char *run)
{
  gboolean is_rtl;

  g_return_val_if_fail (run != NULL, NULL);

  is_rtl = easel_text_language_is_rtl (g_get_language_names ()[0]);
  if (*run == '\0' || (!is_rtl && !has_rtl (run)))
    return g_strdup (run);
  /* Pango looks for the direction of a text into isolates, too. */
  return g_strconcat (is_rtl ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK, ISOLATE, run,
                      END_OF_ISOLATE, NULL);
}

char *
easel_text_format_size (guint64 bytes)
{
  g_autofree char *size = g_format_size (bytes);

  return easel_text_isolate (size);
}
