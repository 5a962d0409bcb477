/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-database.h"
#include "easel-id.h"
#include "library-fixture.h"

#include <glib/gstdio.h>

static const char *
name_of (GPtrArray *entities, guint i)
{
  return easel_entity_get_name (g_ptr_array_index (entities, i));
}

static void
test_import (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, "Astronaut.jpg");
  g_autoptr (GBytes) portrait = sample_portrait ();
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, portrait);
  g_autofree char *expected_path = NULL;
  g_autofree char *relative = NULL;
  g_autofree char *stored_path = NULL;
  g_autofree char *thumbnail = NULL;
  g_autofree char *stored = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *attributes = easel_entity_get_attributes (picture);
  int width, height;
  gsize size;

  g_assert_cmpstr (easel_entity_get_kind (picture), ==, EASEL_ENTITY_PICTURE);
  g_assert_cmpstr (easel_entity_get_name (picture), ==, "Astronaut.jpg");
  g_assert_cmpstr (easel_entity_get_job (picture), ==, "job-1");
  g_assert_cmpint (easel_entity_get_created (picture), >, G_GINT64_CONSTANT (1700000000000000));
  g_assert_cmpuint (easel_entity_get_revision (picture), ==, 1);
  g_assert_true (easel_id_is_valid (easel_entity_get_id (picture)));
  g_assert_cmpstr (json_object_get_string_member (attributes, "format"), ==, "jpeg");
  g_assert_cmpstr (json_object_get_string_member (attributes, "sha256"), ==, sha256);
  g_assert_cmpstr (json_object_get_string_member (attributes, "original_name"), ==,
                   "Astronaut.jpg");
  g_assert_cmpint (json_object_get_int_member (attributes, "width"), ==, 512);
  g_assert_cmpint (json_object_get_int_member (attributes, "height"), ==, 512);
  g_assert_cmpint (json_object_get_int_member (attributes, "bytes"), ==,
                   (gint64) g_bytes_get_size (portrait));

  relative = g_strdup_printf ("data/media/%.2s/%s.jpeg", sha256, sha256);
  expected_path = library_fixture_path (self, relative);
  stored_path = easel_library_get_picture_path (self->library, easel_entity_get_id (picture),
                                                &error);
  g_assert_no_error (error);
  g_assert_cmpstr (stored_path, ==, expected_path);
  g_file_get_contents (stored_path, &stored, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (stored, size, g_bytes_get_data (portrait, NULL), g_bytes_get_size (portrait));

  thumbnail = easel_library_get_thumbnail_path (self->library, easel_entity_get_id (picture));
  g_assert_cmpstr (easel_entity_get_thumbnail (picture), ==, thumbnail);
  g_assert_nonnull (gdk_pixbuf_get_file_info (thumbnail, &width, &height));
  g_assert_cmpint (width, ==, 256);
  g_assert_cmpint (height, ==, 256);

  library_fixture_wait_changed (self, easel_entity_get_id (picture));
}

static void
test_import_again (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autofree char *copy_path = NULL;
  g_autofree char *stored_path = NULL;
  g_autofree char *media = library_fixture_path (self, "data/media");
  g_autoptr (EaselEntity) first = library_fixture_import (self, path, "One.png");
  g_autoptr (EaselEntity) second = NULL;
  g_autoptr (EaselEntity) third = NULL;
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (41, 30, 1, FALSE);
  g_autoptr (GBytes) bytes = sample_encode (pixbuf, "png");
  g_autoptr (GError) error = NULL;

  /* The same bytes under another name. */
  copy_path = sample_write (&self->folder, "copy.png", bytes);
  second = library_fixture_import (self, copy_path, "Two.png");
  g_assert_cmpstr (easel_entity_get_id (first), ==, easel_entity_get_id (second));
  g_assert_cmpstr (easel_entity_get_name (second), ==, "One.png");
  g_assert_cmpuint (sample_count_files (media), ==, 1);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity"), ==, 1);

  /* A file someone deleted in the store comes back with the next import. */
  stored_path = easel_library_get_picture_path (self->library, easel_entity_get_id (first), &error);
  g_assert_no_error (error);
  g_assert_no_errno (g_unlink (stored_path));
  third = library_fixture_import (self, path, "One.png");
  g_assert_cmpstr (easel_entity_get_id (first), ==, easel_entity_get_id (third));
  g_assert_true (g_file_test (stored_path, G_FILE_TEST_IS_REGULAR));
}

/* The source may go away at once, and what is in the library is still whole. */
static void
test_import_then_vanish (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  g_autofree char *stored_path = NULL;
  g_autoptr (GBytes) scaled = NULL;
  g_autoptr (GError) error = NULL;
  const char *mime_type;

  g_assert_no_errno (g_unlink (path));
  g_assert_cmpstr (easel_entity_get_name (picture), ==, "picture-1.png");
  stored_path = easel_library_get_picture_path (self->library, easel_entity_get_id (picture),
                                                &error);
  scaled = easel_picture_scale (stored_path, 20, &mime_type, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (scaled);
}

static void
assert_import_refused (LibraryFixture *self, const char *path, GQuark domain, int code)
{
  g_autofree char *media = library_fixture_path (self, "data/media");
  g_autoptr (GError) error = NULL;

  g_assert_null (easel_library_import_picture (self->library, path, "Holiday", NULL, easel_id_new,
                                               NULL, &error));
  g_assert_error (error, domain, code);
  g_assert_nonnull (strstr (error->message, "“Holiday”"));
  g_assert_cmpuint (sample_count_files (media), ==, 0);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity"), ==, 0);
}

static void
test_import_bad (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GBytes) portrait = sample_portrait ();
  g_autoptr (GBytes) half = sample_cut (portrait, g_bytes_get_size (portrait) / 2);
  g_autoptr (GBytes) text = g_bytes_new_static ("no picture", 10);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) huge = sample_claim_size (portrait, 60000, 60000);
  g_autofree char *half_path = sample_write (&self->folder, "half.jpg", half);
  g_autofree char *text_path = sample_write (&self->folder, "text.jpg", text);
  g_autofree char *empty_path = sample_write (&self->folder, "empty.jpg", nothing);
  g_autofree char *huge_path = sample_write (&self->folder, "huge.jpg", huge);
  g_autofree char *missing_path = library_fixture_path (self, "missing.jpg");

  assert_import_refused (self, half_path, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_TRUNCATED);
  assert_import_refused (self, text_path, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_NOT_A_PICTURE);
  assert_import_refused (self, empty_path, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_EMPTY);
  assert_import_refused (self, huge_path, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_TOO_LARGE);
  assert_import_refused (self, missing_path, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_VANISHED);
  assert_import_refused (self, self->folder.path, EASEL_PICTURE_ERROR,
                         EASEL_PICTURE_ERROR_NOT_A_FILE);
}

static void
test_import_cancelled (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autofree char *media = library_fixture_path (self, "data/media");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (easel_library_import_picture (self->library, path, NULL, NULL, easel_id_new,
                                               cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (sample_count_files (media), ==, 0);
}

static void
test_stale_drafts (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *stale = library_fixture_path (self, "data/media/drafts/aB3dE6");
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  g_autofree char *media = library_fixture_path (self, "data/media");
  g_autoptr (GError) error = NULL;

  g_file_set_contents (stale, "half a picture", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sample_count_files (media), ==, 2);
  library_fixture_reopen (self);
  g_assert_cmpuint (sample_count_files (media), ==, 1);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
}

static void
test_thumbnail_transparent (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (600, 300, 0, TRUE);
  g_autoptr (GBytes) bytes = sample_encode (pixbuf, "png");
  g_autofree char *path = sample_write (&self->folder, "glass.png", bytes);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  g_autoptr (GdkPixbuf) thumbnail = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_suffix (easel_entity_get_thumbnail (picture), ".png"));
  thumbnail = gdk_pixbuf_new_from_file (easel_entity_get_thumbnail (picture), &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (thumbnail), ==, 256);
  g_assert_cmpint (gdk_pixbuf_get_height (thumbnail), ==, 128);
  g_assert_true (gdk_pixbuf_get_has_alpha (thumbnail));
}

/* People empty their caches. */
static void
test_thumbnail_remade (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  g_autoptr (EaselEntity) outfit = library_make_entity (EASEL_ENTITY_OUTFIT, "Suit", NULL, NULL);
  g_autoptr (EaselEntity) again = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *thumbnail = g_strdup (easel_entity_get_thumbnail (picture));
  g_autofree char *thumbnails = library_fixture_path (self, "cache/thumbnails");
  g_autoptr (GError) error = NULL;

  easel_entity_add_picture (outfit, easel_entity_get_id (picture), "source");
  library_fixture_add (self, outfit);
  library_fixture_wait_changed (self, easel_entity_get_id (outfit));
  g_ptr_array_set_size (self->changed, 0);

  g_assert_no_errno (g_unlink (thumbnail));
  g_assert_no_errno (g_rmdir (thumbnails));
  found = library_fixture_query (self, NULL, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_null (easel_entity_get_thumbnail (g_ptr_array_index (found, 0)));

  library_fixture_wait_changed (self, easel_entity_get_id (outfit));
  again = easel_library_get (self->library, easel_entity_get_id (outfit), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_entity_get_thumbnail (again), ==, thumbnail);
  g_assert_true (g_file_test (thumbnail, G_FILE_TEST_IS_REGULAR));
}

static void
test_thumbnail_of_preview (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *source_path = library_fixture_write_picture (self, 1);
  g_autofree char *preview_path = library_fixture_write_picture (self, 2);
  g_autoptr (EaselEntity) source = library_fixture_import (self, source_path, NULL);
  g_autoptr (EaselEntity) preview = library_fixture_import (self, preview_path, NULL);
  g_autoptr (EaselEntity) entity = library_make_entity (EASEL_ENTITY_MAKEUP, "Look", NULL, NULL);
  g_autoptr (EaselEntity) stored = NULL;
  g_autoptr (GError) error = NULL;

  easel_entity_add_picture (entity, easel_entity_get_id (source), "source");
  easel_entity_add_picture (entity, easel_entity_get_id (preview), "preview");
  library_fixture_add (self, entity);
  stored = easel_library_get (self->library, easel_entity_get_id (entity), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_entity_get_thumbnail (stored), ==, easel_entity_get_thumbnail (preview));
}

static void
test_add_and_get (LibraryFixture *self, gconstpointer data)
{
  static const char *const tags[] = { "space", "Ærø", NULL };
  static const char json[] = "{\"clothing_items\":[{\"category\":\"one_piece\"}],\"n\":3}";
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  g_autoptr (EaselEntity) outfit = library_make_entity (EASEL_ENTITY_OUTFIT, "Suit", json, "job-2");
  g_autoptr (EaselEntity) item = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, "Glove", NULL,
                                                      "job-2");
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (EaselEntity) stored = NULL;
  g_autoptr (JsonNode) before = NULL;
  g_autoptr (JsonNode) after = NULL;
  g_autofree char *before_text = NULL;
  g_autofree char *after_text = NULL;
  g_autoptr (GError) error = NULL;

  easel_entity_set_tags (outfit, tags);
  easel_entity_set_provenance (outfit, "job-2", "outfit", "demo", "pixels", "r1");
  easel_entity_add_picture (outfit, easel_entity_get_id (picture), "source");
  easel_entity_add_picture (outfit, easel_entity_get_id (picture), "preview");
  /* Before the one it leads to. */
  easel_entity_add_reference (outfit, "item", easel_entity_get_id (item));
  g_ptr_array_add (entities, outfit);
  g_ptr_array_add (entities, item);
  easel_library_add (self->library, entities, &error);
  g_assert_no_error (error);

  stored = easel_library_get (self->library, easel_entity_get_id (outfit), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (easel_entity_get_revision (stored), ==, 1);
  g_assert_cmpint (easel_entity_get_created (stored), ==, easel_entity_get_created (outfit));
  g_assert_cmpint (easel_entity_get_updated (stored), ==, easel_entity_get_created (stored));
  g_assert_cmpint (easel_entity_get_created (stored), >, 0);

  /* Everything there is comes back as it went in, but for the thumbnail it has now. */
  before = easel_entity_to_json (outfit);
  after = easel_entity_to_json (stored);
  json_object_remove_member (json_node_get_object (before), "thumbnail");
  json_object_remove_member (json_node_get_object (after), "thumbnail");
  before_text = json_to_string (before, TRUE);
  after_text = json_to_string (after, TRUE);
  g_assert_cmpstr (before_text, ==, after_text);

  g_assert_null (easel_library_get (self->library, "no-such-id", &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
}

/* That something is not there is no error for who need not have it; that nobody can tell, is. */
static void
test_find (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (EaselEntity) entity = library_make_entity (EASEL_ENTITY_MAKEUP, "Look", NULL, NULL);
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (EaselEntity) found = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (entities, entity);
  g_assert_true (easel_library_add (self->library, entities, &error));
  g_assert_true (easel_library_find (self->library, "no-such-id", &found, &error));
  g_assert_no_error (error);
  g_assert_null (found);
  g_assert_true (easel_library_find (self->library, easel_entity_get_id (entity), &found, &error));
  g_assert_cmpstr (easel_entity_get_name (found), ==, "Look");
  g_clear_object (&found);

  easel_library_close (self->library);
  g_assert_false (easel_library_find (self->library, easel_entity_get_id (entity), &found, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
  g_assert_null (found);
}

/* A step that a crash cut off after its work runs again. */
static void
test_add_again (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *id = easel_id_derive ("job-1", "outfit");
  g_autofree char *sql = NULL;
  g_autoptr (EaselEntity) first = easel_entity_new (id, EASEL_ENTITY_OUTFIT, "From The Model");
  g_autoptr (EaselEntity) again = easel_entity_new (id, EASEL_ENTITY_OUTFIT, "From The Model");
  g_autoptr (EaselEntity) other = easel_entity_new (id, EASEL_ENTITY_OUTFIT, "Another Job");
  g_autoptr (EaselEntity) fresh = library_make_entity (EASEL_ENTITY_OUTFIT, "Fresh", NULL, "job-2");
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (EaselEntity) stored = NULL;
  g_autoptr (GError) error = NULL;

  easel_entity_set_provenance (first, "job-1", NULL, NULL, NULL, NULL);
  easel_entity_set_provenance (again, "job-1", NULL, NULL, NULL, NULL);
  easel_entity_set_provenance (other, "job-2", NULL, NULL, NULL, NULL);
  library_fixture_add (self, first);

  /* Meanwhile a person edits it. */
  sql = g_strdup_printf ("UPDATE entity SET name = 'By Hand', revision = 2 WHERE id = '%s'", id);
  library_fixture_exec (self, sql);
  library_fixture_add (self, again);
  stored = easel_library_get (self->library, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_entity_get_name (stored), ==, "By Hand");
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity"), ==, 1);

  /* All or nothing. */
  g_ptr_array_add (entities, fresh);
  g_ptr_array_add (entities, other);
  g_assert_false (easel_library_add (self->library, entities, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_EXISTS);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity"), ==, 1);
  g_clear_error (&error);

  /* And the writing connection is free again. */
  g_ptr_array_set_size (entities, 1);
  easel_library_add (self->library, entities, &error);
  g_assert_no_error (error);
}

static void
test_add_dangling (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (EaselEntity) outfit = library_make_entity (EASEL_ENTITY_OUTFIT, "Suit", NULL, NULL);
  g_autoptr (EaselEntity) makeup = library_make_entity (EASEL_ENTITY_MAKEUP, "Look", NULL, NULL);
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  easel_entity_add_reference (outfit, "item", "nothing");
  g_ptr_array_add (entities, makeup);
  g_ptr_array_add (entities, outfit);
  g_assert_false (easel_library_add (self->library, entities, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity"), ==, 0);

  library_fixture_add (self, makeup);
}

static void
test_query (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) makeup = NULL;
  g_autoptr (GPtrArray) pictures = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) archived = NULL;
  g_autoptr (GError) error = NULL;
  const EaselLibraryQuery page_query = { .limit = 3, .offset = 2 };
  const EaselLibraryQuery archived_query = { .archived = TRUE };

  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *name = g_strdup_printf ("Number %u", i);
      g_autoptr (EaselEntity) entity = library_make_entity (
          i % 2 == 0 ? EASEL_ENTITY_OUTFIT : EASEL_ENTITY_MAKEUP, name, NULL, NULL);

      library_fixture_add (self, entity);
    }
  library_fixture_exec (self, "UPDATE entity SET archived = 1 WHERE name = 'Number 6'");

  all = library_fixture_query (self, NULL, NULL);
  g_assert_cmpuint (all->len, ==, 7);
  g_assert_cmpstr (name_of (all, 0), ==, "Number 7");
  g_assert_cmpstr (name_of (all, 1), ==, "Number 5");
  g_assert_cmpstr (name_of (all, 6), ==, "Number 0");

  makeup = library_fixture_query (self, EASEL_ENTITY_MAKEUP, NULL);
  g_assert_cmpuint (makeup->len, ==, 4);
  g_assert_cmpstr (name_of (makeup, 3), ==, "Number 1");

  pictures = library_fixture_query (self, EASEL_ENTITY_PICTURE, NULL);
  g_assert_cmpuint (pictures->len, ==, 1);
  g_assert_cmpstr (easel_entity_get_id (g_ptr_array_index (pictures, 0)), ==,
                   easel_entity_get_id (picture));

  page = easel_library_query (self->library, &page_query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->len, ==, 3);
  g_assert_cmpstr (name_of (page, 0), ==, "Number 4");
  g_assert_cmpstr (name_of (page, 2), ==, "Number 2");

  archived = easel_library_query (self->library, &archived_query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (archived->len, ==, 1);
  g_assert_true (easel_entity_get_archived (g_ptr_array_index (archived, 0)));
}

static void
assert_found (LibraryFixture *self, const char *text, const char *expected)
{
  g_autoptr (GPtrArray) found = library_fixture_query (self, NULL, text);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *escaped = g_strescape (text, NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name_of (found, i));
  g_test_message ("\"%s\"", escaped);
  g_assert_cmpstr (names->str, ==, expected);
}

static void
test_search (LibraryFixture *self, gconstpointer data)
{
  static const char *const tags[] = { "Raumfahrt", "favorite", NULL };
  g_autoptr (EaselEntity) suit = library_make_entity (
      EASEL_ENTITY_OUTFIT, "Flight Suit",
      "{\"clothing_items\":[{\"category\":\"one_piece\",\"color\":\"bright orange\"}],"
      "\"formality\":\"functional\",\"count\":42}",
      NULL);
  g_autoptr (EaselEntity) dress = library_make_entity (
      EASEL_ENTITY_OUTFIT, "Robe d’été", "{\"color\":\"orange-red\",\"season\":\"summer\"}", NULL);
  g_autoptr (EaselEntity) kimono = library_make_entity (EASEL_ENTITY_OUTFIT, "着物 100% silk", "{}",
                                                        NULL);

  easel_entity_set_tags (suit, tags);
  library_fixture_add (self, suit);
  library_fixture_add (self, dress);
  library_fixture_add (self, kimono);

  assert_found (self, "flight", "Flight Suit");
  assert_found (self, "FLIGHT sui", "Flight Suit");
  assert_found (self, "suit orange raumf", "Flight Suit");
  assert_found (self, "orange", "Robe d’été, Flight Suit");
  assert_found (self, "orange-red", "Robe d’été");
  assert_found (self, "ete", "Robe d’été");
  assert_found (self, "着", "着物 100% silk");
  assert_found (self, "light", "");
  assert_found (self, "suit silk", "");
  /* The names of fields are not words in them. */
  assert_found (self, "formality", "");
  assert_found (self, "clothing_items", "");

  /* Nothing a person types is an operator. */
  assert_found (self, "orange OR silk", "");
  assert_found (self, "\"flight", "Flight Suit");
  assert_found (self, "flight*", "Flight Suit");
  assert_found (self, "name:flight", "");
  assert_found (self, "(flight) - ^suit", "Flight Suit");
  assert_found (self, "100%", "着物 100% silk");
  assert_found (self, "NEAR(flight suit)", "");
  assert_found (self, "fl\xffight", "");

  /* No words are no condition. */
  assert_found (self, "", "着物 100% silk, Robe d’été, Flight Suit");
  assert_found (self, " - \" ", "着物 100% silk, Robe d’été, Flight Suit");

  /* What is changed or removed is found as it is now. */
  library_fixture_exec (self,
                        "UPDATE entity SET name = 'Pressure Suit' WHERE name = 'Flight Suit'");
  library_fixture_exec (self, "DELETE FROM entity WHERE name LIKE 'Robe%'");
  assert_found (self, "flight", "");
  assert_found (self, "pressure", "Pressure Suit");
  assert_found (self, "orange", "Pressure Suit");
}

static void
test_search_pictures (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, "Holiday in Rome.png");
  g_autofree char *start = g_strndup (
      json_object_get_string_member (easel_entity_get_attributes (picture), "sha256"), 4);
  g_autoptr (GPtrArray) by_name = library_fixture_query (self, EASEL_ENTITY_PICTURE, "rome");
  g_autoptr (GPtrArray) by_checksum = library_fixture_query (self, EASEL_ENTITY_PICTURE, start);

  g_assert_cmpuint (by_name->len, ==, 1);
  /* Nobody looks for a checksum, but "fee" and "dad" could be the start of one. */
  g_assert_cmpuint (by_checksum->len, ==, 0);
}

static void
test_where_used (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  g_autoptr (EaselEntity) item = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, "Glove", NULL,
                                                      NULL);
  g_autoptr (EaselEntity) outfit = library_make_entity (EASEL_ENTITY_OUTFIT, "Suit", NULL, NULL);
  g_autoptr (EaselEntity) story = library_make_entity (EASEL_ENTITY_STORY, "Tale", NULL, NULL);
  g_autoptr (GPtrArray) of_picture = NULL;
  g_autoptr (GPtrArray) of_item = NULL;
  g_autoptr (GPtrArray) of_story = NULL;
  g_autoptr (GError) error = NULL;

  easel_entity_add_picture (item, easel_entity_get_id (picture), "source");
  library_fixture_add (self, item);
  easel_entity_add_picture (outfit, easel_entity_get_id (picture), "source");
  easel_entity_add_reference (outfit, "item", easel_entity_get_id (item));
  easel_entity_add_reference (outfit, "spare", easel_entity_get_id (item));
  library_fixture_add (self, outfit);
  easel_entity_add_reference (story, "wears", easel_entity_get_id (item));
  library_fixture_add (self, story);

  of_picture = easel_library_where_used (self->library, easel_entity_get_id (picture), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_picture->len, ==, 2);
  g_assert_cmpstr (name_of (of_picture, 0), ==, "Suit");
  g_assert_cmpstr (name_of (of_picture, 1), ==, "Glove");

  of_item = easel_library_where_used (self->library, easel_entity_get_id (item), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_item->len, ==, 2);
  g_assert_cmpstr (name_of (of_item, 0), ==, "Tale");
  g_assert_cmpstr (name_of (of_item, 1), ==, "Suit");

  of_story = easel_library_where_used (self->library, easel_entity_get_id (story), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (of_story->len, ==, 0);
}

/* (transfer full) (nullable): the name of what the cache has */
static char *
find_analysis (LibraryFixture *self,
               const char *picture,
               const char *analyzer,
               const char *provider,
               const char *model,
               const char *prompt_revision)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EaselEntity) found = easel_library_find_analysis (
      self->library, picture, analyzer, provider, model, prompt_revision, &error);

  g_assert_no_error (error);
  return found != NULL ? g_strdup (easel_entity_get_name (found)) : NULL;
}

static void
remember (LibraryFixture *self, const char *picture, const char *model, EaselEntity *entity)
{
  g_autoptr (GError) error = NULL;

  easel_library_remember_analysis (self->library, picture, "makeup", "p", model, "r1",
                                   easel_entity_get_id (entity), &error);
  g_assert_no_error (error);
}

static void
test_analysis_cache (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, NULL);
  const char *id = easel_entity_get_id (picture);
  g_autoptr (EaselEntity) first = library_make_entity (EASEL_ENTITY_MAKEUP, "First", NULL, "job-1");
  g_autoptr (EaselEntity) newer = library_make_entity (EASEL_ENTITY_MAKEUP, "Newer", NULL, "job-2");
  g_autofree char *found = NULL;
  g_autofree char *found_newer = NULL;
  g_autofree char *found_without_model = NULL;
  g_autoptr (GError) error = NULL;

  library_fixture_add (self, first);
  library_fixture_add (self, newer);
  g_assert_null (find_analysis (self, id, "makeup", "p", "m", "r1"));

  remember (self, id, "m", first);
  found = find_analysis (self, id, "makeup", "p", "m", "r1");
  g_assert_cmpstr (found, ==, "First");
  g_assert_null (find_analysis (self, "another", "makeup", "p", "m", "r1"));
  g_assert_null (find_analysis (self, id, "outfit", "p", "m", "r1"));
  g_assert_null (find_analysis (self, id, "makeup", "q", "m", "r1"));
  g_assert_null (find_analysis (self, id, "makeup", "p", "n", "r1"));
  g_assert_null (find_analysis (self, id, "makeup", "p", "m", "r2"));

  remember (self, id, "m", newer);
  found_newer = find_analysis (self, id, "makeup", "p", "m", "r1");
  g_assert_cmpstr (found_newer, ==, "Newer");
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM analysis"), ==, 1);

  remember (self, id, NULL, first);
  found_without_model = find_analysis (self, id, "makeup", "p", NULL, "r1");
  g_assert_cmpstr (found_without_model, ==, "First");

  /* What was merged away or put away is no answer. */
  library_fixture_exec (self, "UPDATE entity SET archived = 1 WHERE name = 'Newer'");
  g_assert_null (find_analysis (self, id, "makeup", "p", "m", "r1"));

  g_assert_false (easel_library_remember_analysis (self->library, id, "makeup", "p", "m", "r1",
                                                   "nothing", &error));
  g_assert_nonnull (error);
}

static void
test_changed (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) entities = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (GPtrArray) one = g_ptr_array_new ();
      EaselEntity *entity = library_make_entity (EASEL_ENTITY_MAKEUP, "Look", NULL, "job-1");

      g_ptr_array_add (entities, entity);
      g_ptr_array_add (one, entity);
      easel_library_add (self->library, one, &error);
      g_assert_no_error (error);
    }
  /* Adding what is there already changes nothing. */
  easel_library_add (self->library, entities, &error);
  g_assert_no_error (error);

  library_fixture_wait_changed (self, easel_entity_get_id (g_ptr_array_index (entities, 99)));
  for (guint i = 0; i < self->changed->len; i++)
    n += g_strv_length (g_ptr_array_index (self->changed, i));
  g_assert_cmpuint (n, ==, 100);
  g_assert_cmpuint (self->changed->len, ==, 1);
}

static void
test_async (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *kind = g_strdup (EASEL_ENTITY_OUTFIT);
  g_autofree char *text = g_strdup ("suit");
  g_autoptr (EaselEntity) item = library_make_entity (EASEL_ENTITY_CLOTHING_ITEM, "Glove", NULL,
                                                      NULL);
  g_autoptr (EaselEntity) outfit = library_make_entity (EASEL_ENTITY_OUTFIT, "Suit", NULL, NULL);
  EaselLibraryQuery query = { .kind = kind, .text = text };
  g_autoptr (GAsyncResult) queried = NULL;
  g_autoptr (GAsyncResult) got = NULL;
  g_autoptr (GAsyncResult) used = NULL;
  g_autoptr (GAsyncResult) missed = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (EaselEntity) entity = NULL;
  g_autoptr (GError) error = NULL;

  library_fixture_add (self, item);
  easel_entity_add_reference (outfit, "item", easel_entity_get_id (item));
  library_fixture_add (self, outfit);

  easel_library_query_async (self->library, &query, NULL, library_on_done, &queried);
  /* The query is the caller's, and may go away. */
  memset (kind, 'x', strlen (kind));
  memset (text, 'x', strlen (text));
  easel_library_get_async (self->library, easel_entity_get_id (item), NULL, library_on_done, &got);
  easel_library_where_used_async (self->library, easel_entity_get_id (item), NULL, library_on_done,
                                  &used);
  easel_library_get_async (self->library, "nothing", NULL, library_on_done, &missed);
  library_wait_for (&queried);
  library_wait_for (&got);
  library_wait_for (&used);
  library_wait_for (&missed);

  found = easel_library_query_finish (self->library, queried, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  entity = easel_library_get_finish (self->library, got, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_entity_get_name (entity), ==, "Glove");
  users = easel_library_where_used_finish (self->library, used, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (users->len, ==, 1);
  g_assert_null (easel_library_get_finish (self->library, missed, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
}

static void
test_closed (LibraryFixture *self, gconstpointer data)
{
  const EaselLibraryQuery query = { 0 };
  g_autoptr (EaselEntity) entity = library_make_entity (EASEL_ENTITY_MAKEUP, "Look", NULL, NULL);
  g_autoptr (GPtrArray) entities = g_ptr_array_new ();
  g_autoptr (GAsyncResult) queried = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *flag = library_fixture_path (self, "data/library.sqlite-open");
  g_autofree char *log = library_fixture_path (self, "data/library.sqlite-wal");

  g_ptr_array_add (entities, entity);
  g_assert_true (g_file_test (flag, G_FILE_TEST_EXISTS));
  easel_library_close (self->library);
  easel_library_close (self->library);
  g_assert_false (g_file_test (flag, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));

  g_assert_false (easel_library_add (self->library, entities, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
  g_clear_error (&error);
  g_assert_null (easel_library_query (self->library, &query, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
  g_clear_error (&error);
  g_assert_null (
      easel_library_import_picture (self->library, "x", NULL, NULL, easel_id_new, NULL, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
  g_clear_error (&error);

  easel_library_query_async (self->library, &query, NULL, library_on_done, &queried);
  library_wait_for (&queried);
  g_assert_null (easel_library_query_finish (self->library, queried, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_OPEN);
  g_clear_error (&error);

  library_open (self->library, &error);
  g_assert_no_error (error);
  easel_library_add (self->library, entities, &error);
  g_assert_no_error (error);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/library/import", test_import);
  ADD ("/library/import-again", test_import_again);
  ADD ("/library/import-then-vanish", test_import_then_vanish);
  ADD ("/library/import-bad", test_import_bad);
  ADD ("/library/import-cancelled", test_import_cancelled);
  ADD ("/library/stale-drafts", test_stale_drafts);
  ADD ("/library/thumbnail-transparent", test_thumbnail_transparent);
  ADD ("/library/thumbnail-remade", test_thumbnail_remade);
  ADD ("/library/thumbnail-of-preview", test_thumbnail_of_preview);
  ADD ("/library/add-and-get", test_add_and_get);
  ADD ("/library/add-again", test_add_again);
  ADD ("/library/add-dangling", test_add_dangling);
  ADD ("/library/query", test_query);
  ADD ("/library/search", test_search);
  ADD ("/library/search-pictures", test_search_pictures);
  ADD ("/library/where-used", test_where_used);
  ADD ("/library/analysis-cache", test_analysis_cache);
  ADD ("/library/changed", test_changed);
  ADD ("/library/async", test_async);
  ADD ("/library/find", test_find);
  ADD ("/library/closed", test_closed);

  return g_test_run ();
}
