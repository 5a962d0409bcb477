/* SPDX-License-Identifier: GPL-3.0-or-later */

/* book-writer FILE…: writes the book that the standard input describes, a JSON object with the
 * members of EaselBookParts, into each FILE, in the format its name ends in. */

#include "book-fixture.h"

#include <json-glib/json-glib.h>

static const char *
get_text (JsonObject *object, const char *member)
{
  return json_object_get_string_member_with_default (object, member, NULL);
}

static EaselBook *
read_book (JsonObject *object)
{
  JsonArray *array = json_object_get_array_member (object, "scenes");
  guint n_scenes = json_array_get_length (array);
  g_autofree EaselBookScene *scenes = g_new0 (EaselBookScene, n_scenes);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (get_text (object, "date"), NULL);
  const EaselBookParts parts = {
    .id = get_text (object, "id"),
    .language = get_text (object, "language"),
    .title = get_text (object, "title"),
    .subtitle = get_text (object, "subtitle"),
    .colophon = get_text (object, "colophon"),
    .cover = get_text (object, "cover"),
    .date = date,
    .scenes = scenes,
    .n_scenes = n_scenes,
  };

  for (guint i = 0; i < n_scenes; i++)
    {
      JsonObject *scene = json_array_get_object_element (array, i);

      scenes[i] = (EaselBookScene) { get_text (scene, "title"), get_text (scene, "text"),
                                     get_text (scene, "picture"), get_text (scene, "alt") };
    }
  return easel_book_new (&parts);
}

static const BookFormat *
find_format (const char *path)
{
  for (guint i = 0; i < book_n_formats; i++)
    if (g_str_has_suffix (path, strchr (book_formats[i].name, '.')))
      return &book_formats[i];
  g_error ("no format is named like %s", path);
}

int
main (int argc, char *argv[])
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GFile) input = g_file_new_for_path ("/dev/stdin");
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselBook) book = NULL;

  stream = G_INPUT_STREAM (g_file_read (input, NULL, &error));
  if (stream == NULL || !json_parser_load_from_stream (parser, stream, NULL, &error))
    g_error ("%s", error->message);
  book = read_book (json_node_get_object (json_parser_get_root (parser)));

  for (int i = 1; i < argc; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (argv[i]);

      if (!find_format (argv[i])->write (book, file, NULL, &error))
        {
          g_printerr ("%s\n", error->message);
          return 1;
        }
    }
  return 0;
}
