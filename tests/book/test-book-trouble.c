/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever goes wrong, in whichever format: a sentence, nothing left behind, and what was there
 * is as it was. */

#include "book-fixture.h"
#include "easel-output.h"

#include <glib/gstdio.h>

#include <signal.h>
#include <sys/resource.h>

typedef struct
{
  SampleFolder folder;
  char *out;     /* (owned): the folder that is written into */
  char *picture; /* (owned): a good one, larger than some limits below */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) portrait = sample_portrait ();

  sample_folder_init (&fixture->folder);
  fixture->out = sample_folder_get (&fixture->folder, "out");
  g_assert_no_errno (g_mkdir (fixture->out, 0755));
  fixture->picture = sample_write (&fixture->folder, "portrait.jpg", portrait);
  g_assert_no_errno (g_chmod (fixture->folder.path, 0755));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->picture);
  g_free (fixture->out);
  sample_folder_clear (&fixture->folder);
}

static GFile *
get_file (Fixture *fixture, const BookFormat *format)
{
  return g_file_new_build_filename (fixture->out, format->name, NULL);
}

/* Everything in the folder, as "name size" in order; folders have no size. */
static void
list_into (GPtrArray *names, const char *path, const char *prefix)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofree char *shown = g_strconcat (prefix, name, NULL);
      g_autofree char *content = NULL;

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        {
          g_autofree char *inner = g_strconcat (shown, "/", NULL);

          g_ptr_array_add (names, g_strdup (inner));
          list_into (names, child, inner);
          continue;
        }
      g_file_get_contents (child, &content, NULL, &error);
      g_assert_no_error (error);
      g_ptr_array_add (names, g_strdup_printf ("%s %u", shown, g_str_hash (content)));
    }
}

static int
compare_strings (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
list (Fixture *fixture)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  list_into (names, fixture->out, "");
  g_ptr_array_sort (names, compare_strings);
  g_ptr_array_add (names, NULL);
  return g_strjoinv ("\n", (char **) names->pdata);
}

/* @says: (nullable): a part of the sentence */
static void
assert_fails (Fixture *fixture,
              const BookFormat *format,
              EaselBook *book,
              GCancellable *cancellable,
              GQuark domain,
              int code,
              const char *says)
{
  g_autofree char *before = list (fixture);
  g_autofree char *after = NULL;
  g_autoptr (GFile) file = get_file (fixture, format);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", format->name);
  g_assert_false (format->write (book, file, cancellable, &error));
  g_assert_error (error, domain, code);
  if (says != NULL && strstr (error->message, says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, says);
  after = list (fixture);
  g_assert_cmpstr (after, ==, before);
}

static void
assert_writes (Fixture *fixture, const BookFormat *format, EaselBook *book)
{
  g_autoptr (GFile) file = get_file (fixture, format);
  g_autoptr (GError) error = NULL;

  format->write (book, file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_query_exists (file, NULL));
}

static void
test_picture_gone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *gone = sample_folder_get (&fixture->folder, "gone.png");
  g_autoptr (EaselBook) book = book_sample_new (fixture->picture, gone);
  g_autoptr (EaselBook) coverless = book_sample_new (gone, fixture->picture);

  for (guint i = 0; i < book_n_formats; i++)
    {
      assert_fails (fixture, &book_formats[i], book, NULL, EASEL_BOOK_ERROR,
                    EASEL_BOOK_ERROR_PICTURE, "scene “The Storm”");
      assert_fails (fixture, &book_formats[i], coverless, NULL, EASEL_BOOK_ERROR,
                    EASEL_BOOK_ERROR_PICTURE, "cover");
    }
}

/* What was written before stays whole, also its pictures. */
static void
test_keeps_the_old (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) webp = book_sample_webp (FALSE);
  g_autofree char *other = sample_write (&fixture->folder, "other.webp", webp);
  g_autofree char *gone = sample_folder_get (&fixture->folder, "gone.png");
  g_autoptr (EaselBook) good = book_sample_new (fixture->picture, fixture->picture);
  g_autoptr (EaselBook) bad = book_sample_new (other, gone);

  for (guint i = 0; i < book_n_formats; i++)
    {
      assert_writes (fixture, &book_formats[i], good);
      assert_fails (fixture, &book_formats[i], bad, NULL, EASEL_BOOK_ERROR,
                    EASEL_BOOK_ERROR_PICTURE, NULL);
    }
}

static void
test_replaces (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselBook) book = book_sample_new (fixture->picture, fixture->picture);

  for (guint i = 0; i < book_n_formats; i++)
    {
      g_autofree char *once = NULL;
      g_autofree char *twice = NULL;
      g_autoptr (GFile) file = get_file (fixture, &book_formats[i]);
      g_autoptr (GError) error = NULL;

      g_file_set_contents (g_file_peek_path (file), "old", -1, &error);
      g_assert_no_error (error);
      assert_writes (fixture, &book_formats[i], book);
      once = list (fixture);
      assert_writes (fixture, &book_formats[i], book);
      twice = list (fixture);
      g_assert_cmpstr (once, ==, twice);
    }
}

static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselBook) book = book_sample_new (fixture->picture, NULL);

  g_assert_no_errno (g_chmod (fixture->out, 0555));
  if (!sample_step_down (fixture->out, W_OK))
    {
      g_test_skip ("this user may write everywhere");
      return;
    }
  for (guint i = 0; i < book_n_formats; i++)
    assert_fails (fixture, &book_formats[i], book, NULL, EASEL_OUTPUT_ERROR,
                  EASEL_OUTPUT_ERROR_NO_PERMISSION, fixture->out);
  sample_step_up ();
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselBook) book = book_sample_new (fixture->picture, NULL);

  for (guint i = 0; i < book_n_formats; i++)
    {
      g_autofree char *name = g_build_filename ("gone", book_formats[i].name, NULL);
      const BookFormat inside = { name, book_formats[i].write };

      assert_fails (fixture, &inside, book, NULL, EASEL_OUTPUT_ERROR, EASEL_OUTPUT_ERROR_NO_FOLDER,
                    "gone");
    }
}

static void
test_folder_in_the_way (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselBook) book = book_sample_new (fixture->picture, NULL);

  for (guint i = 0; i < book_n_formats; i++)
    {
      g_autoptr (GFile) file = get_file (fixture, &book_formats[i]);

      g_assert_no_errno (g_mkdir (g_file_peek_path (file), 0755));
      assert_fails (fixture, &book_formats[i], book, NULL, EASEL_OUTPUT_ERROR,
                    EASEL_OUTPUT_ERROR_FAILED, book_formats[i].name);
    }
}

static void
test_file_in_the_way_of_pictures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselBook) book = book_sample_new (fixture->picture, NULL);
  g_autofree char *path = g_build_filename (fixture->out, "story-pictures", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "mine", -1, &error);
  g_assert_no_error (error);
  assert_fails (fixture, &book_formats[3], book, NULL, EASEL_OUTPUT_ERROR,
                EASEL_OUTPUT_ERROR_FAILED, "story-pictures");
}

/* A disk that is full at some point of the writing: at its beginning, amid a picture … */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  static const rlim_t sizes[] = { 0, 30, 1000, 5000, 12000 };
  g_autoptr (EaselBook) book = book_sample_new (fixture->picture, fixture->picture);
  struct rlimit limit, low;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &limit));
  g_assert_true (signal (SIGXFSZ, SIG_IGN) != SIG_ERR);
  for (guint i = 0; i < book_n_formats; i++)
    for (guint j = 0; j < G_N_ELEMENTS (sizes); j++)
      {
        low = (struct rlimit) { sizes[j], limit.rlim_max };
        g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &low));
        assert_fails (fixture, &book_formats[i], book, NULL, EASEL_OUTPUT_ERROR,
                      EASEL_OUTPUT_ERROR_NO_SPACE, NULL);
        g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &limit));
      }
}

static void
test_canceled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselBook) book = book_sample_new (fixture->picture, fixture->picture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < book_n_formats; i++)
    assert_fails (fixture, &book_formats[i], book, cancellable, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                  NULL);
}

static gpointer
cancel_later (gpointer data)
{
  GCancellable *cancellable = data;

  g_usleep (5 * 1000);
  g_cancellable_cancel (cancellable);
  g_object_unref (cancellable);
  return NULL;
}

/* While it is written: a long book, given up after a moment, which is some way into it. */
static void
test_canceled_amid (Fixture *fixture, gconstpointer data)
{
  g_autofree EaselBookScene *scenes = g_new0 (EaselBookScene, 500);
  g_autoptr (GDateTime) date = g_date_time_new_now_utc ();
  EaselBookParts parts = { .id = "0196f2d0-7f6e-7b3a-9d43-5a1f0c2b7e11",
                           .title = "Long",
                           .date = date,
                           .scenes = scenes,
                           .n_scenes = 500 };
  g_autoptr (EaselBook) book = NULL;

  for (guint i = 0; i < 500; i++)
    scenes[i] = (EaselBookScene) { "Scene", "Text", fixture->picture, NULL };
  book = easel_book_new (&parts);

  for (guint i = 0; i < book_n_formats; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GThread *thread = g_thread_new ("cancel", cancel_later, g_object_ref (cancellable));

      assert_fails (fixture, &book_formats[i], book, cancellable, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                    NULL);
      g_thread_join (thread);
    }
}

typedef struct
{
  Fixture *fixture;
  const BookFormat *format;
  EaselBook *book;
  char *name;
} Writer;

static gpointer
write_many (gpointer data)
{
  Writer *writer = data;
  const BookFormat format = { writer->name, writer->format->write };

  for (guint i = 0; i < 10; i++)
    assert_writes (writer->fixture, &format, writer->book);
  return NULL;
}

/* One book from several threads at once is the same as from one. */
static void
test_threads (Fixture *fixture, gconstpointer data)
{
  g_autoptr (EaselBook) book = book_sample_new (fixture->picture, fixture->picture);
  Writer writers[8];
  GThread *threads[G_N_ELEMENTS (writers)];

  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    {
      const BookFormat *format = &book_formats[i % book_n_formats];

      writers[i] = (Writer) { fixture, format, book, g_strdup_printf ("%u-%s", i, format->name) };
      threads[i] = g_thread_new ("write", write_many, &writers[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    g_thread_join (threads[i]);

  for (guint i = 0; i < book_n_formats; i++)
    {
      g_autofree char *path = g_build_filename (fixture->out, writers[i].name, NULL);
      g_autofree char *other = g_build_filename (fixture->out, writers[i + book_n_formats].name,
                                                 NULL);
      g_autofree char *content = NULL;
      g_autofree char *other_content = NULL;
      gsize size, other_size;

      g_assert_true (g_file_get_contents (path, &content, &size, NULL));
      g_assert_true (g_file_get_contents (other, &other_content, &other_size, NULL));
      /* The text names its pictures' folder, which is named after the text. */
      if (!g_str_has_suffix (path, ".md"))
        g_assert_cmpmem (content, size, other_content, other_size);
    }
  for (guint i = 0; i < G_N_ELEMENTS (writers); i++)
    g_free (writers[i].name);
}

static void
test_no_font (Fixture *fixture, gconstpointer data)
{
  /* Egyptian hieroglyphs, for which there is no font where this runs. */
  const EaselBookScene scene = { "Scene", "𓀀𓀁𓀂𓀃𓀄𓀅𓀆𓀇𓀈𓀉", NULL, NULL };
  /* A single one is no reason to refuse a book. */
  const EaselBookScene readable = { "Scene", "A sign, 𓀀, on the wall of a tomb.", NULL, NULL };
  g_autoptr (GDateTime) date = g_date_time_new_now_utc ();
  EaselBookParts parts = { .id = "0196f2d0-7f6e-7b3a-9d43-5a1f0c2b7e11",
                           .title = "Signs",
                           .date = date,
                           .scenes = &scene,
                           .n_scenes = 1 };
  g_autoptr (EaselBook) book = easel_book_new (&parts);
  g_autoptr (EaselBook) readable_book = NULL;

  assert_fails (fixture, &book_formats[1], book, NULL, EASEL_BOOK_ERROR, EASEL_BOOK_ERROR_NO_FONT,
                "“Scene”");
  parts.scenes = &readable;
  readable_book = easel_book_new (&parts);
  assert_writes (fixture, &book_formats[1], readable_book);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/book/trouble/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("picture-gone", test_picture_gone);
  ADD ("keeps-the-old", test_keeps_the_old);
  ADD ("replaces", test_replaces);
  ADD ("no-permission", test_no_permission);
  ADD ("no-folder", test_no_folder);
  ADD ("folder-in-the-way", test_folder_in_the_way);
  ADD ("file-in-the-way-of-pictures", test_file_in_the_way_of_pictures);
  ADD ("disk-full", test_disk_full);
  ADD ("canceled", test_canceled);
  ADD ("canceled-amid", test_canceled_amid);
  ADD ("threads", test_threads);
  ADD ("no-font", test_no_font);

  return g_test_run ();
}
