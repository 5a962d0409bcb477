/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-book-markdown.h"

#include "easel-book-picture.h"
#include "easel-book-text.h"
#include "easel-output.h"

#include <glib/gstdio.h>

#include <errno.h>

/* Enough of a hash that two pictures of one scene never share a name. */
#define HASH_LENGTH 12

/* One writing. */
typedef struct
{
  EaselBook *book;
  GFile *folder;    /* (owned): of the pictures */
  GString *text;    /* (owned) */
  GPtrArray *added; /* (owned) (element-type GFile): what is to be removed on failure */
  GCancellable *cancellable;
} Writing;

static void
writing_clear (Writing *self)
{
  /* The last one first: the folder has to be empty. */
  for (guint i = self->added->len; i-- > 0;)
    g_remove (g_file_peek_path (g_ptr_array_index (self->added, i)));
  g_ptr_array_unref (self->added);
  g_string_free (self->text, TRUE);
  g_object_unref (self->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writing, writing_clear)

/* Escaping -------------------------------------------------------------------------------- */

/* Backslashes where every Markdown knows them, entities for the rest. */
static void
append_character (GString *text, const char *p)
{
  switch (*p)
    {
    case '\\':
    case '`':
    case '*':
    case '_':
    case '[':
    case ']':
    case '#':
      g_string_append_printf (text, "\\%c", *p);
      break;
    case '<':
      g_string_append (text, "&lt;");
      break;
    case '>':
      g_string_append (text, "&gt;");
      break;
    case '~': /* strikes through in some */
      g_string_append (text, "&#126;");
      break;
    case '&':
      g_string_append (text, g_ascii_isalnum (p[1]) || p[1] == '#' ? "&amp;" : "&");
      break;
    default:
      g_string_append_len (text, p, g_utf8_next_char (p) - p);
      break;
    }
}

/* A list, a line: only where a paragraph begins. */
static const char *
append_beginning (GString *text, const char *p)
{
  gsize n_digits = strspn (p, "0123456789");

  if (*p == '-' || *p == '+' || *p == '=' || *p == ':')
    {
      g_string_append_printf (text, *p == '=' || *p == ':' ? "&#%d;" : "\\%c", *p);
      return p + 1;
    }
  if (n_digits > 0 && (p[n_digits] == '.' || p[n_digits] == ')'))
    {
      g_string_append_len (text, p, (gssize) n_digits);
      g_string_append_printf (text, "\\%c", p[n_digits]);
      return p + n_digits + 1;
    }
  return p;
}

/* @begins: whether a line begins with it */
static void
append_text (GString *text, const char *words, gboolean begins)
{
  const char *p = begins ? append_beginning (text, words) : words;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    append_character (text, p);
}

/* Runs ------------------------------------------------------------------------------------ */

/* Letters and digits: where stars beside them mean what they should. */
static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c);
}

static gunichar
get_last (const char *text)
{
  return g_utf8_get_char (g_utf8_find_prev_char (text, text + strlen (text)));
}

/* Whether stars around @run are read as such by everyone. They are not between a word and a
 * punctuation mark (CommonMark), nor beside other stars. */
static gboolean
can_have_stars (GPtrArray *paragraph, guint at)
{
  const EaselBookRun *run = g_ptr_array_index (paragraph, at);
  const EaselBookRun *before = at > 0 ? g_ptr_array_index (paragraph, at - 1) : NULL;
  const EaselBookRun *after = at + 1 < paragraph->len ? g_ptr_array_index (paragraph, at + 1)
                                                      : NULL;
  gunichar outside;

  if (!is_word (g_utf8_get_char (run->text)) || !is_word (get_last (run->text)))
    return FALSE;
  if (before != NULL)
    {
      outside = get_last (before->text);
      if (before->style != EASEL_BOOK_STYLE_PLAIN || outside == '*' || outside == '\\')
        return FALSE;
    }
  if (after != NULL)
    {
      outside = g_utf8_get_char (after->text);
      if (after->style != EASEL_BOOK_STYLE_PLAIN || outside == '*')
        return FALSE;
    }
  return TRUE;
}

static void
append_run (GString *text, GPtrArray *paragraph, guint at)
{
  static const char *const stars[] = { "", "*", "**", "***" };
  static const char *const openings[] = { "", "<em>", "<strong>", "<strong><em>" };
  static const char *const endings[] = { "", "</em>", "</strong>", "</em></strong>" };
  const EaselBookRun *run = g_ptr_array_index (paragraph, at);
  gboolean with_stars = can_have_stars (paragraph, at);

  g_string_append (text, with_stars ? stars[run->style] : openings[run->style]);
  append_text (text, run->text, at == 0 && run->style == EASEL_BOOK_STYLE_PLAIN);
  g_string_append (text, with_stars ? stars[run->style] : endings[run->style]);
}

static void
append_paragraphs (GString *text, GPtrArray *paragraphs)
{
  for (guint i = 0; i < paragraphs->len; i++)
    {
      GPtrArray *paragraph = g_ptr_array_index (paragraphs, i);

      for (guint j = 0; j < paragraph->len; j++)
        append_run (text, paragraph, j);
      g_string_append (text, "\n\n");
    }
}

/* Pictures -------------------------------------------------------------------------------- */

static gboolean
make_folder (Writing *self, GError **error)
{
  const char *path = g_file_peek_path (self->folder);

  if (path == NULL)
    return easel_output_set_error (self->folder, EOPNOTSUPP, error);
  if (g_mkdir (path, 0777) == 0)
    {
      g_ptr_array_add (self->added, g_object_ref (self->folder));
      return TRUE;
    }
  if (errno == EEXIST && g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  return easel_output_set_error (self->folder, errno, error);
}

static gboolean
save_picture (Writing *self, const char *name, const EaselBookPicture *picture, GError **error)
{
  g_autoptr (GFile) file = g_file_get_child (self->folder, name);
  gboolean is_there = g_file_test (g_file_peek_path (file), G_FILE_TEST_EXISTS);
  gsize size;
  gconstpointer data = g_bytes_get_data (picture->bytes, &size);

  if (!easel_output_write_file (file, data, size, self->cancellable, error))
    return FALSE;
  if (!is_there)
    g_ptr_array_add (self->added, g_steal_pointer (&file));
  return TRUE;
}

/* @scene: (nullable): %NULL for the cover */
static gboolean
add_picture (Writing *self,
             const char *prefix,
             const char *path,
             const char *scene,
             const char *alt,
             GError **error)
{
  g_autoptr (EaselBookPicture) picture = easel_book_picture_load (path, scene, self->cancellable,
                                                                  error);
  g_autofree char *hash = NULL;
  g_autofree char *name = NULL;
  g_autofree char *folder_name = g_file_get_basename (self->folder);
  g_autofree char *link = NULL;

  if (picture == NULL || !make_folder (self, error))
    return FALSE;

  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, picture->bytes);
  name = g_strdup_printf ("%s-%.*s.%s", prefix, HASH_LENGTH, hash, picture->extension);
  link = g_uri_escape_string (folder_name, NULL, TRUE);

  g_string_append (self->text, "![");
  append_text (self->text, alt, FALSE);
  g_string_append_printf (self->text, "](%s/%s)\n\n", link, name);
  return save_picture (self, name, picture, error);
}

/* Writing --------------------------------------------------------------------------------- */

static gboolean
add_scene (Writing *self, guint scene, GError **error)
{
  const char *title = easel_book_get_scene_title (self->book, scene);
  const char *picture = easel_book_get_scene_picture (self->book, scene);
  g_autofree char *prefix = g_strdup_printf ("scene-%u", scene + 1);

  g_string_append (self->text, "## ");
  append_text (self->text, title, TRUE);
  g_string_append (self->text, "\n\n");
  if (picture != NULL
      && !add_picture (self, prefix, picture, title, easel_book_get_scene_alt (self->book, scene),
                       error))
    return FALSE;
  append_paragraphs (self->text, easel_book_get_scene_text (self->book, scene));
  return TRUE;
}

static gboolean
add_all (Writing *self, GError **error)
{
  EaselBook *book = self->book;
  const char *title = easel_book_get_title (book);
  const char *subtitle = easel_book_get_subtitle (book);
  const char *cover = easel_book_get_cover (book);
  GPtrArray *colophon = easel_book_get_colophon (book);

  g_string_append (self->text, "# ");
  append_text (self->text, title, TRUE);
  g_string_append (self->text, "\n\n");
  if (subtitle != NULL)
    {
      g_autoptr (GPtrArray) paragraph = easel_book_text_new_paragraph (subtitle,
                                                                       EASEL_BOOK_STYLE_EMPHASIS);

      append_run (self->text, paragraph, 0);
      g_string_append (self->text, "\n\n");
    }
  if (cover != NULL && !add_picture (self, "cover", cover, NULL, title, error))
    return FALSE;
  for (guint i = 0; i < easel_book_get_n_scenes (book); i++)
    if (!add_scene (self, i, error))
      return FALSE;
  if (colophon->len > 0)
    {
      g_string_append (self->text, "***\n\n");
      append_paragraphs (self->text, colophon);
    }
  return TRUE;
}

/* (transfer full): the folder beside @file with the pictures */
static GFile *
get_folder (GFile *file)
{
  g_autoptr (GFile) parent = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *folder_name = NULL;
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot > name)
    *dot = '\0';
  folder_name = g_strconcat (name, "-pictures", NULL);
  return parent != NULL ? g_file_get_child (parent, folder_name) : g_object_ref (file);
}

gboolean
easel_book_write_markdown (EaselBook *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_auto (Writing) writing = { self, get_folder (file), g_string_new (NULL),
                               g_ptr_array_new_with_free_func (g_object_unref), cancellable };

  if (!add_all (&writing, error))
    return FALSE;
  /* One line end, not two. */
  g_string_truncate (writing.text, writing.text->len - 1);
  if (!easel_output_write_file (file, writing.text->str, writing.text->len, cancellable, error))
    return FALSE;
  g_ptr_array_set_size (writing.added, 0);
  return TRUE;
}
