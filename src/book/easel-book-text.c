/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-text.h"

/* A piece of a paragraph while it is read: text, or a run of stars. */
typedef struct
{
  GString *text;        /* (owned): of stars, those that turned out to be mere stars */
  EaselBookStyle style; /* of the text */
  guint n_stars;        /* all of them; 0 for text */
  guint n_left;         /* of these, not yet used up */
  gboolean can_open;
  gboolean can_close;
} Piece;

static void
piece_clear (gpointer data)
{
  Piece *piece = data;

  g_string_free (piece->text, TRUE);
}

static void
run_free (gpointer data)
{
  EaselBookRun *run = data;

  g_free (run->text);
  g_free (run);
}

/* Cleaning -------------------------------------------------------------------------------- */

/* What XML 1.0 and HTML have no place for. */
static gboolean
is_text (gunichar c)
{
  return c >= 0x20 && (c < 0x7f || c > 0x9f) && (c & 0xfffe) != 0xfffe
         && (c < 0xfdd0 || c > 0xfdef);
}

/* A no-break space is not one that may be joined with others. */
static gboolean
is_space (gunichar c)
{
  return c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == 0x85
         || (g_unichar_isspace (c)
             && g_unichar_break_type (c) != G_UNICODE_BREAK_NON_BREAKING_GLUE);
}

/* Between Chinese or Japanese characters a line end is no space. */
static gboolean
is_joined (gunichar before, gunichar after)
{
  return g_unichar_iswide (before) && g_unichar_iswide (after)
         && g_unichar_get_script (before) != G_UNICODE_SCRIPT_HANGUL
         && g_unichar_get_script (after) != G_UNICODE_SCRIPT_HANGUL;
}

static void
append_cleaned (GString *cleaned, const char *start, const char *end)
{
  gunichar before = 0;
  gboolean has_space = FALSE;
  gboolean has_line_end = FALSE;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_space (c))
        {
          has_space = TRUE;
          has_line_end = has_line_end || c == '\n';
          continue;
        }
      if (!is_text (c))
        continue;

      if (has_space && before != 0 && !(has_line_end && is_joined (before, c)))
        g_string_append_c (cleaned, ' ');
      g_string_append_unichar (cleaned, c);
      before = c;
      has_space = has_line_end = FALSE;
    }
}

char *
easel_book_text_clean (const char *text)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) cleaned = g_string_new (NULL);

  if (text == NULL)
    return NULL;
  valid = g_utf8_make_valid (text, -1);
  append_cleaned (cleaned, valid, valid + strlen (valid));
  return cleaned->len > 0 ? g_string_free_and_steal (g_steal_pointer (&cleaned)) : NULL;
}

/* Pieces ---------------------------------------------------------------------------------- */

static void
add_stars (GArray *pieces, const char *start, const char *end, const char *text)
{
  Piece piece = { g_string_new (NULL), EASEL_BOOK_STYLE_PLAIN, 0, 0, FALSE, FALSE };

  piece.n_stars = piece.n_left = (guint) (end - start);
  piece.can_open = *end != '\0' && *end != ' ';
  piece.can_close = start > text && start[-1] != ' ';
  g_array_append_val (pieces, piece);
}

static GArray *
split (const char *text)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));

  g_array_set_clear_func (pieces, piece_clear);
  for (const char *p = text; *p != '\0';)
    {
      gsize n = strspn (p, "*");

      if (n > 0)
        add_stars (pieces, p, p + n, text);
      else
        {
          Piece piece = { NULL, EASEL_BOOK_STYLE_PLAIN, 0, 0, FALSE, FALSE };

          n = strcspn (p, "*");
          piece.text = g_string_new_len (p, (gssize) n);
          g_array_append_val (pieces, piece);
        }
      p += n;
    }
  return pieces;
}

/* As CommonMark has it: stars on both sides of which there are words pair up only when it is
 * clear which of them belong together. */
static gboolean
is_pair (const Piece *opener, const Piece *closer)
{
  gboolean is_ambiguous = (opener->can_open && opener->can_close)
                          || (closer->can_open && closer->can_close);

  if (!opener->can_open || opener->n_left == 0)
    return FALSE;
  return !is_ambiguous || (opener->n_stars + closer->n_stars) % 3 != 0
         || (opener->n_stars % 3 == 0 && closer->n_stars % 3 == 0);
}

static gboolean
close_one (GArray *pieces, guint at)
{
  Piece *closer = &g_array_index (pieces, Piece, at);

  for (guint i = at; i-- > 0;)
    {
      Piece *opener = &g_array_index (pieces, Piece, i);
      guint n;

      if (!is_pair (opener, closer))
        continue;

      n = MIN (2, MIN (opener->n_left, closer->n_left));
      for (guint j = i + 1; j < at; j++)
        {
          Piece *between = &g_array_index (pieces, Piece, j);

          between->style |= n == 2 ? EASEL_BOOK_STYLE_STRONG : EASEL_BOOK_STYLE_EMPHASIS;
          between->can_open = between->can_close = FALSE;
        }
      opener->n_left -= n;
      closer->n_left -= n;
      return TRUE;
    }
  return FALSE;
}

static void
pair_stars (GArray *pieces)
{
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      while (piece->can_close && piece->n_left > 0 && close_one (pieces, i))
        continue;
    }
}

static void
add_run (GPtrArray *runs, const char *text, gsize length, EaselBookStyle style)
{
  EaselBookRun *last = runs->len > 0 ? g_ptr_array_index (runs, runs->len - 1) : NULL;
  g_autofree char *added = g_strndup (text, length);

  if (length == 0)
    return;
  if (last != NULL && last->style == style)
    {
      char *joined = g_strconcat (last->text, added, NULL);

      g_free (last->text);
      last->text = joined;
    }
  else
    {
      EaselBookRun *run = g_new0 (EaselBookRun, 1);

      run->text = g_steal_pointer (&added);
      run->style = style;
      g_ptr_array_add (runs, run);
    }
}

static GPtrArray *
parse_paragraph (const char *text)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (run_free);
  g_autoptr (GArray) pieces = split (text);

  pair_stars (pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      for (guint j = 0; j < piece->n_left; j++)
        g_string_append_c (piece->text, '*');
      add_run (runs, piece->text->str, piece->text->len, piece->style);
    }
  return runs;
}

/* Paragraphs ------------------------------------------------------------------------------ */

static gboolean
is_blank (const char *start, const char *end)
{
  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    if (!is_space (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

static void
end_paragraph (GPtrArray *paragraphs, const char *start, const char *end)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_cleaned (text, start, end);
  if (text->len > 0)
    g_ptr_array_add (paragraphs, parse_paragraph (text->str));
}

/* With one kind of line end, of all the kinds there are. */
static char *
unify_line_ends (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) unified = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == 0x2029)
        g_string_append (unified, "\n\n");
      else if (c == 0x85 || c == 0x2028 || (c == '\r' && p[1] != '\n'))
        g_string_append_c (unified, '\n');
      else if (c != '\r')
        g_string_append_unichar (unified, c);
    }
  return g_string_free_and_steal (g_steal_pointer (&unified));
}

GPtrArray *
easel_book_text_parse (const char *text)
{
  GPtrArray *paragraphs = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autofree char *unified = unify_line_ends (text != NULL ? text : "");
  const char *start = unified;
  const char *line = unified;

  while (*line != '\0')
    {
      const char *end = strchrnul (line, '\n');

      if (is_blank (line, end))
        {
          end_paragraph (paragraphs, start, line);
          start = end;
        }
      line = *end == '\n' ? end + 1 : end;
    }
  end_paragraph (paragraphs, start, line);
  return paragraphs;
}

GPtrArray *
easel_book_text_new_paragraph (const char *text, EaselBookStyle style)
{
  GPtrArray *runs = g_ptr_array_new_with_free_func (run_free);

  add_run (runs, text, strlen (text), style);
  return runs;
}

char *
easel_book_text_flatten (GPtrArray *paragraph)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < paragraph->len; i++)
    {
      const EaselBookRun *run = g_ptr_array_index (paragraph, i);

      g_string_append (text, run->text);
    }
  return g_string_free_and_steal (text);
}

gboolean
easel_book_text_is_rtl_script (GUnicodeScript script)
{
  switch ((int) script)
    {
    case G_UNICODE_SCRIPT_ADLAM:
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
      return TRUE;
    default:
      return FALSE;
    }
}

int
easel_book_text_get_direction (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalpha (c))
        return easel_book_text_is_rtl_script (g_unichar_get_script (c)) ? 1 : -1;
    }
  return 0;
}
