/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "library-fixture.h"

/* A picture that has no file of its own, with all that is known about it. */
static void
test_add_picture (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *path = library_fixture_write_picture (self, 1);
  g_autoptr (EaselEntity) source = library_fixture_import (self, path, "One.png");
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (60, 40, 2, FALSE);
  g_autoptr (GBytes) bytes = sample_encode (pixbuf, "png");
  g_autoptr (EaselEntity) made = easel_entity_new ("made", EASEL_ENTITY_PICTURE, "Made");
  g_autoptr (EaselEntity) again = easel_entity_new ("again", EASEL_ENTITY_PICTURE, "Again");
  g_autoptr (JsonObject) attributes = json_object_new ();
  g_autoptr (EaselEntity) added = NULL;
  g_autoptr (EaselEntity) same = NULL;
  g_autofree char *stored = NULL;
  g_autoptr (GError) error = NULL;
  const EaselEntityReference *reference;
  JsonObject *facts;

  json_object_set_string_member (attributes, "prompt", "A red square");
  easel_entity_set_attributes (made, attributes);
  easel_entity_set_provenance (made, "job-2", NULL, "demo", "painter", "1");
  easel_entity_add_reference (made, "made-from", easel_entity_get_id (source));

  added = easel_library_add_picture (self->library, made, bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_entity_get_id (added), ==, "made");
  g_assert_cmpstr (easel_entity_get_job (added), ==, "job-2");
  g_assert_cmpstr (easel_entity_get_model (added), ==, "painter");
  g_assert_cmpuint (easel_entity_get_references (added)->len, ==, 1);
  reference = g_ptr_array_index (easel_entity_get_references (added), 0);
  g_assert_cmpstr (reference->role, ==, "made-from");
  facts = easel_entity_get_attributes (added);
  g_assert_cmpstr (json_object_get_string_member (facts, "prompt"), ==, "A red square");
  g_assert_cmpstr (json_object_get_string_member (facts, "format"), ==, "png");
  g_assert_cmpint (json_object_get_int_member (facts, "width"), ==, 60);
  g_assert_nonnull (easel_entity_get_thumbnail (added));
  stored = easel_library_get_picture_path (self->library, "made", &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (stored, G_FILE_TEST_IS_REGULAR));
  library_fixture_wait_changed (self, "made");

  /* The same bytes are the same picture, whoever made it. */
  same = easel_library_add_picture (self->library, again, bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (easel_entity_get_id (same), ==, "made");
}

static void
test_add_picture_refused (LibraryFixture *self, gconstpointer data)
{
  g_autoptr (GdkPixbuf) pixbuf = sample_pixbuf (60, 40, 2, FALSE);
  g_autoptr (GBytes) bytes = sample_encode (pixbuf, "png");
  g_autoptr (GBytes) cut = sample_cut (bytes, g_bytes_get_size (bytes) - 30);
  g_autoptr (EaselEntity) made = easel_entity_new ("made", EASEL_ENTITY_PICTURE, "Made");
  g_autofree char *media = library_fixture_path (self, "data/media");
  g_autoptr (GError) truncated = NULL;
  g_autoptr (GError) astray = NULL;

  g_assert_null (easel_library_add_picture (self->library, made, cut, NULL, &truncated));
  g_assert_error (truncated, EASEL_PICTURE_ERROR, EASEL_PICTURE_ERROR_TRUNCATED);

  easel_entity_add_reference (made, "made-from", "nothing");
  g_assert_null (easel_library_add_picture (self->library, made, bytes, NULL, &astray));
  g_assert_error (astray, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  g_assert_cmpuint (sample_count_files (media), ==, 0);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM entity"), ==, 0);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/add-picture/with-all-that-is-known", test_add_picture);
  ADD ("/add-picture/refused", test_add_picture_refused);

  return g_test_run ();
}
