/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-entity-private.h"
#include "easel-fingerprint.h"
#include "easel-id.h"
#include "easel-library-tidy.h"
#include "library-dump.h"
#include "library-scene.h"

/* Finding what is there twice. */

/* Looks ----------------------------------------------------------------------------------- */

static guint64
compute (GdkPixbuf *pixbuf)
{
  return easel_fingerprint_compute (pixbuf);
}

static GdkPixbuf *
load_portrait (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "astronaut.jpg", NULL);
  g_autoptr (GError) error = NULL;
  GdkPixbuf *portrait = gdk_pixbuf_new_from_file (path, &error);

  g_assert_no_error (error);
  return portrait;
}

static void
test_fingerprint (void)
{
  g_autoptr (GdkPixbuf) portrait = load_portrait ();
  g_autoptr (GdkPixbuf) small = gdk_pixbuf_scale_simple (portrait, 120, 120, GDK_INTERP_BILINEAR);
  g_autoptr (GdkPixbuf) mirrored = gdk_pixbuf_flip (portrait, TRUE);
  g_autoptr (GdkPixbuf) turned = gdk_pixbuf_rotate_simple (portrait, GDK_PIXBUF_ROTATE_CLOCKWISE);
  g_autoptr (GdkPixbuf) flat = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 60, 40);
  g_autoptr (GdkPixbuf) tiny = gdk_pixbuf_new (GDK_COLORSPACE_RGB, TRUE, 8, 1, 1);
  g_autoptr (GBytes) jpeg = sample_encode (small, "jpeg");
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (jpeg);
  g_autoptr (GdkPixbuf) lossy = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  guint64 bits = compute (portrait);

  gdk_pixbuf_fill (flat, 0x80a0c0ff);
  /* A photograph of a wall is a little brighter on one side. */
  for (int y = 0; y < 40; y++)
    for (int x = 0; x < 180; x++)
      gdk_pixbuf_get_pixels (flat)[y * gdk_pixbuf_get_rowstride (flat) + x] += (guint8) (x / 20);
  gdk_pixbuf_fill (tiny, 0x00000000);

  g_assert_cmpuint (bits, !=, EASEL_FINGERPRINT_NONE);
  g_assert_cmpuint (easel_fingerprint_distance (bits, bits), ==, 0);
  g_assert_cmpuint (easel_fingerprint_distance (bits, compute (small)), <=,
                    EASEL_FINGERPRINT_ALIKE);
  g_assert_cmpuint (easel_fingerprint_distance (bits, compute (lossy)), <=,
                    EASEL_FINGERPRINT_ALIKE);
  g_assert_cmpuint (easel_fingerprint_distance (bits, compute (mirrored)), >,
                    3 * EASEL_FINGERPRINT_ALIKE);
  g_assert_cmpuint (easel_fingerprint_distance (bits, compute (turned)), >,
                    3 * EASEL_FINGERPRINT_ALIKE);

  /* Nothing to tell them by. */
  g_assert_cmpuint (compute (flat), ==, EASEL_FINGERPRINT_NONE);
  g_assert_cmpuint (compute (tiny), ==, EASEL_FINGERPRINT_NONE);
  g_assert_cmpuint (easel_fingerprint_distance (compute (flat), compute (tiny)), ==, 64);
  g_assert_cmpuint (easel_fingerprint_distance (1, 2), ==, 2);
  g_assert_cmpuint (easel_fingerprint_distance (1, G_MAXUINT64), ==, 63);
}

/* Words ----------------------------------------------------------------------------------- */

typedef struct
{
  GPtrArray *entities;
  GHashTable *fingerprints;
  GHashTable *refused;
} Corpus;

static void
corpus_init (Corpus *self)
{
  self->entities = g_ptr_array_new_with_free_func (g_object_unref);
  self->fingerprints = easel_fingerprint_table_new ();
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
corpus_clear (Corpus *self)
{
  g_ptr_array_unref (self->entities);
  g_hash_table_unref (self->fingerprints);
  g_hash_table_unref (self->refused);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Corpus, corpus_clear)

/* Ids are "1", "2" … in the order they are added, and so are the times. */
static EaselEntity *
add (Corpus *self, const char *kind, const char *name, const char *json, const char *job)
{
  g_autofree char *id = g_strdup_printf ("%u", self->entities->len + 1);
  EaselEntity *entity = easel_entity_new (id, kind, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_from_string (json != NULL ? json : "{}", &error);

  g_assert_no_error (error);
  easel_entity_set_attributes (entity, json_node_get_object (node));
  easel_entity_set_provenance (entity, job, NULL, NULL, NULL, NULL);
  easel_entity_set_stored (entity, self->entities->len + 1, 1, 1, FALSE);
  g_ptr_array_add (self->entities, entity);
  return entity;
}

static EaselEntity *
add_item (Corpus *self, const char *name, const char *json, const char *job)
{
  return add (self, EASEL_ENTITY_CLOTHING_ITEM, name, json, job);
}

static GPtrArray *
find (Corpus *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *found = easel_lookalikes_find (self->entities, self->fingerprints, self->refused, NULL,
                                            &error);

  g_assert_no_error (error);
  return found;
}

/* @expected: "1-2 3-4", the most alike first */
static void
assert_found (Corpus *self, const char *expected)
{
  g_autoptr (GPtrArray) found = find (self);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      const EaselLookalike *lookalike = g_ptr_array_index (found, i);

      g_test_message ("%s and %s: %.2f", easel_entity_get_name (lookalike->first),
                      easel_entity_get_name (lookalike->second), lookalike->score);
      g_string_append_printf (list, "%s%s-%s", i > 0 ? " " : "",
                              easel_entity_get_id (lookalike->first),
                              easel_entity_get_id (lookalike->second));
    }
  g_assert_cmpstr (list->str, ==, expected);
}

static const char flight_suit[]
    = "{\"category\":\"one_piece\",\"item\":\"flight suit\",\"fabric\":\"heavy nylon\","
      "\"color\":\"bright orange\",\"details\":\"Long sleeves, zipped front, mission patch on the "
      "left chest, zipped leg pockets.\"}";
static const char space_suit[]
    = "{\"category\":\"one_piece\",\"item\":\"space suit\",\"fabric\":\"nylon\","
      "\"color\":\"orange\",\"details\":\"Zipped front with a mission patch on the chest, long "
      "sleeves, leg pockets.\"}";
static const char ankle_boots[]
    = "{\"category\":\"footwear\",\"item\":\"ankle boots\",\"fabric\":\"smooth leather\","
      "\"color\":\"black\",\"details\":\"Low block heel, zip on the inner side, rounded toe.\"}";
static const char loafers[]
    = "{\"category\":\"footwear\",\"item\":\"loafers\",\"fabric\":\"suede\",\"color\":\"black\","
      "\"details\":\"Flat sole, tassel on the vamp, rounded toe.\"}";
static const char gloves[]
    = "{\"category\":\"handwear\",\"item\":\"gloves\",\"fabric\":\"smooth leather\","
      "\"color\":\"black\",\"details\":\"Wrist-length with a short zip.\"}";

static void
test_words (void)
{
  g_auto (Corpus) corpus = { 0 };

  corpus_init (&corpus);
  add_item (&corpus, "Bright orange flight suit", flight_suit, "job-1");
  add_item (&corpus, "Black ankle boots", ankle_boots, "job-1");
  add_item (&corpus, "Black gloves", gloves, "job-1");
  add_item (&corpus, "Black loafers", loafers, "job-2");
  add_item (&corpus, "Orange space suit", space_suit, "job-2");
  add_item (&corpus, "Black Ankle Boots", ankle_boots, "job-3");
  assert_found (&corpus, "2-6 1-5");
}

static void
test_reasons (void)
{
  g_auto (Corpus) corpus = { 0 };
  g_autoptr (GPtrArray) found = NULL;
  EaselEntity *first, *second;
  const EaselLookalike *lookalike;

  corpus_init (&corpus);
  first = add_item (&corpus, "Black ankle boots", ankle_boots, "job-1");
  second = add_item (&corpus, "BLACK, ankle-boots", ankle_boots, "job-2");
  easel_entity_add_picture (first, "p1", "source");
  easel_entity_add_picture (second, "p1", "source");
  found = find (&corpus);
  g_assert_cmpuint (found->len, ==, 1);
  lookalike = g_ptr_array_index (found, 0);
  g_assert_cmpfloat (lookalike->score, ==, 1);
  g_assert_cmpint (lookalike->reasons, ==,
                   EASEL_LOOKALIKE_NAME | EASEL_LOOKALIKE_ATTRIBUTES | EASEL_LOOKALIKE_PICTURE);
}

/* A picture that two analyses were made of tips the balance; the things on it are still several. */
static void
test_shared_picture (void)
{
  g_auto (Corpus) corpus = { 0 };
  static const char described_otherwise[]
      = "{\"category\":\"one_piece\",\"item\":\"pressure suit\",\"fabric\":\"coated fabric\","
        "\"color\":\"orange\",\"details\":\"Patches and pockets.\"}";

  corpus_init (&corpus);
  add_item (&corpus, "Orange flight suit", flight_suit, "job-1");
  add_item (&corpus, "Orange suit", described_otherwise, "job-2");
  add_item (&corpus, "Black gloves", gloves, "job-2");
  assert_found (&corpus, "");

  for (guint i = 0; i < 3; i++)
    easel_entity_add_picture (g_ptr_array_index (corpus.entities, i), "p1", "source");
  assert_found (&corpus, "1-2");
}

static void
test_looks (void)
{
  g_auto (Corpus) corpus = { 0 };
  g_autoptr (GPtrArray) found = NULL;
  static const char described_otherwise[]
      = "{\"category\":\"one_piece\",\"item\":\"suit\",\"fabric\":\"nylon\",\"color\":\"orange\","
        "\"details\":\"Long sleeves and patches.\"}";

  corpus_init (&corpus);
  easel_entity_add_picture (add_item (&corpus, "Flight suit", flight_suit, "job-1"), "p1",
                            "source");
  easel_entity_add_picture (add_item (&corpus, "Orange suit", described_otherwise, "job-2"), "p2",
                            "source");
  assert_found (&corpus, "");
  easel_fingerprint_table_insert (corpus.fingerprints, "p1", 0xff00ff00);
  easel_fingerprint_table_insert (corpus.fingerprints, "p2", 0xff00ff01);
  assert_found (&corpus, "1-2");
  found = find (&corpus);
  g_assert_true (((EaselLookalike *) g_ptr_array_index (found, 0))->reasons
                 & EASEL_LOOKALIKE_LOOKS);
}

static void
test_out_of_question (void)
{
  g_auto (Corpus) corpus = { 0 };

  corpus_init (&corpus);
  /* One picture, one model, two boots: it saw two. */
  add_item (&corpus, "Black ankle boots", ankle_boots, "job-1");
  add_item (&corpus, "Black ankle boots", ankle_boots, "job-1");
  assert_found (&corpus, "");

  /* Made by hand, neither has a job. */
  add_item (&corpus, "Black ankle boots", ankle_boots, NULL);
  add_item (&corpus, "Black ankle boots", ankle_boots, NULL);
  assert_found (&corpus, "1-3 1-4 2-3 2-4 3-4");

  g_hash_table_add (corpus.refused, easel_lookalike_pair_key ("4", "2"));
  g_hash_table_add (corpus.refused, easel_lookalike_pair_key ("1", "3"));
  assert_found (&corpus, "1-4 2-3 3-4");
}

static void
test_little_to_go_by (void)
{
  g_auto (Corpus) corpus = { 0 };

  corpus_init (&corpus);
  add (&corpus, EASEL_ENTITY_CHARACTER, "Smiling Pilot", NULL, NULL);
  add (&corpus, EASEL_ENTITY_CHARACTER, "smiling pilot", "{\"age\":\"not visible\"}", NULL);
  add (&corpus, EASEL_ENTITY_CHARACTER, "Smiling Baker", "{\"age\":\"not visible\"}", NULL);
  add (&corpus, EASEL_ENTITY_CHARACTER, "", NULL, NULL);
  add (&corpus, EASEL_ENTITY_CHARACTER, "", "{\"n\":3,\"x\":null,\"y\":[]}", NULL);
  add (&corpus, EASEL_ENTITY_CHARACTER, "***", NULL, NULL);
  assert_found (&corpus, "1-2");
}

static void
test_none (void)
{
  g_auto (Corpus) corpus = { 0 };

  corpus_init (&corpus);
  assert_found (&corpus, "");
  add_item (&corpus, "Black ankle boots", ankle_boots, NULL);
  assert_found (&corpus, "");
}

static void
test_pictures (void)
{
  g_auto (Corpus) corpus = { 0 };
  static const char *const sizes[] = {
    "{\"width\":4000,\"height\":3000}", "{\"width\":800,\"height\":600}",
    "{\"width\":600,\"height\":800}",   "{\"width\":4000,\"height\":3000}",
    "{\"width\":4000,\"height\":3000}", "{\"width\":4000,\"height\":3000}",
  };
  static const guint64 bits[] = { 0xffff, 0xfffe, 0xffff, 0xffff0000, 0, 0 };

  corpus_init (&corpus);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i + 1);

      /* One folder, one job, one name: only what they look like counts. */
      add (&corpus, EASEL_ENTITY_PICTURE, "IMG 0001", sizes[i], "job-1");
      easel_fingerprint_table_insert (corpus.fingerprints, id, bits[i]);
    }
  assert_found (&corpus, "1-2");
}

/* Of many not each is compared with each, and nothing that matters is missed by it. */
static void
test_many (void)
{
  static const char *const words[] = { "wool",  "linen", "silk",  "denim", "red",   "blue", "green",
                                       "short", "long",  "boxy",  "slim",  "round", "flat", "high",
                                       "plain", "coat",  "shirt", "dress", "skirt", "vest" };
  g_auto (Corpus) corpus = { 0 };
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  corpus_init (&corpus);
  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *name = NULL;
      g_autofree char *json = NULL;
      guint number = i % 1400; /* the last hundred are doubles of the first */

      name = g_strdup_printf ("Item number %u", number);
      json = g_strdup_printf ("{\"color\":\"%s %s\",\"details\":\"%s %s, number %u\"}",
                              words[number % 20], words[number / 20 % 20], words[number * 7 % 20],
                              words[number * 13 % 20], number);
      add_item (&corpus, name, json, NULL);
    }

  found = find (&corpus);
  for (guint i = 0; i < found->len; i++)
    {
      const EaselLookalike *lookalike = g_ptr_array_index (found, i);

      g_hash_table_add (pairs, easel_lookalike_pair_key (easel_entity_get_id (lookalike->first),
                                                         easel_entity_get_id (lookalike->second)));
    }
  g_assert_cmpuint (g_hash_table_size (pairs), ==, found->len);
  for (guint i = 1; i <= 100; i++)
    {
      g_autofree char *first = g_strdup_printf ("%u", i);
      g_autofree char *second = g_strdup_printf ("%u", 1400 + i);
      g_autofree char *pair = easel_lookalike_pair_key (first, second);

      g_assert_true (g_hash_table_contains (pairs, pair));
    }
}

static void
test_cancelled (void)
{
  g_auto (Corpus) corpus = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  corpus_init (&corpus);
  add_item (&corpus, "Black ankle boots", ankle_boots, NULL);
  g_cancellable_cancel (cancellable);
  g_assert_null (easel_lookalikes_find (corpus.entities, corpus.fingerprints, corpus.refused,
                                        cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The library ------------------------------------------------------------------------------- */

static void
assert_library_found (LibraryFixture *self, const char *kind, guint limit, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = easel_library_find_lookalikes (self->library, kind, limit, NULL,
                                                               &error);
  g_autoptr (GString) list = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const EaselLookalike *lookalike = g_ptr_array_index (found, i);

      g_string_append_printf (list, "%s%s+%s", i > 0 ? "|" : "",
                              easel_entity_get_name (lookalike->first),
                              easel_entity_get_name (lookalike->second));
    }
  g_assert_cmpstr (list->str, ==, expected);
}

static char *
add_to_library (LibraryFixture *self, const char *kind, const char *name, const char *json)
{
  g_autoptr (EaselEntity) entity = library_make_entity (kind, name, json, NULL);

  library_fixture_add (self, entity);
  return g_strdup (easel_entity_get_id (entity));
}

static char *
import_portrait (LibraryFixture *self, int edge, const char *name)
{
  g_autoptr (GdkPixbuf) portrait = load_portrait ();
  g_autoptr (GdkPixbuf) scaled = gdk_pixbuf_scale_simple (portrait, edge, edge,
                                                          GDK_INTERP_BILINEAR);
  g_autoptr (GBytes) bytes = sample_encode (scaled, "png");
  g_autofree char *path = sample_write (&self->folder, name, bytes);
  g_autoptr (EaselEntity) picture = library_fixture_import (self, path, name);

  return g_strdup (easel_entity_get_id (picture));
}

static void
test_library (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *boots = add_to_library (self, EASEL_ENTITY_CLOTHING_ITEM, "Black ankle boots",
                                           ankle_boots);
  g_autofree char *again = add_to_library (self, EASEL_ENTITY_CLOTHING_ITEM, "Black Boots",
                                           ankle_boots);
  g_autofree char *suit = add_to_library (self, EASEL_ENTITY_CLOTHING_ITEM, "Flight suit",
                                          flight_suit);
  g_autofree char *style = add_to_library (self, EASEL_ENTITY_OUTFIT, "Black ankle boots",
                                           ankle_boots);
  g_autofree char *small = import_portrait (self, 200, "small.png");
  g_autofree char *large = import_portrait (self, 400, "large.png");
  g_autofree char *other = NULL;
  const char *ids[] = { again, NULL };
  g_autofree char *merge = NULL;
  g_autoptr (GError) error = NULL;

  assert_library_found (self, NULL, 0, "small.png+large.png|Black ankle boots+Black Boots");
  assert_library_found (self, NULL, 1, "small.png+large.png");
  assert_library_found (self, EASEL_ENTITY_CLOTHING_ITEM, 0, "Black ankle boots+Black Boots");
  assert_library_found (self, EASEL_ENTITY_MAKEUP, 0, "");
  /* What it saw is remembered, and need not be looked at again. */
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM fingerprint WHERE bits <> 0"),
                   ==, 2);
  library_fixture_reopen (self);
  assert_library_found (self, EASEL_ENTITY_PICTURE, 0, "small.png+large.png");

  g_assert_true (easel_library_set_not_duplicates (self->library, large, small, TRUE, &error));
  g_assert_no_error (error);
  /* Saying so twice, from the other end, is no error. */
  g_assert_true (easel_library_set_not_duplicates (self->library, small, large, TRUE, &error));
  g_assert_no_error (error);
  library_fixture_reopen (self);
  assert_library_found (self, NULL, 0, "Black ankle boots+Black Boots");

  g_assert_true (easel_library_set_not_duplicates (self->library, small, large, FALSE, &error));
  g_assert_no_error (error);
  assert_library_found (self, EASEL_ENTITY_PICTURE, 0, "small.png+large.png");

  g_assert_true (easel_library_set_archived (self->library, ids, TRUE, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_library_found (self, EASEL_ENTITY_CLOTHING_ITEM, 0, "");
}

static void
test_refused (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *boots = add_to_library (self, EASEL_ENTITY_CLOTHING_ITEM, "Boots", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (easel_library_set_not_duplicates (self->library, boots, boots, TRUE, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_SAME);
  g_clear_error (&error);
  g_assert_false (easel_library_set_not_duplicates (self->library, boots, "gone", TRUE, &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (easel_library_set_not_duplicates (self->library, boots, "gone", FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (library_fixture_count (self, "SELECT count(*) FROM not_duplicates"), ==, 0);
}

/* A person who said that A is not B is not asked about it again when B has become part of C. */
static void
test_refused_and_merged (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *first = add_to_library (self, EASEL_ENTITY_CLOTHING_ITEM, "Black ankle boots",
                                           ankle_boots);
  g_autofree char *second = add_to_library (self, EASEL_ENTITY_CLOTHING_ITEM, "Black Ankle boots",
                                            ankle_boots);
  g_autofree char *third = add_to_library (self, EASEL_ENTITY_CLOTHING_ITEM, "Black ankle Boots",
                                           ankle_boots);
  g_autofree char *merge = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (easel_library_set_not_duplicates (self->library, first, second, TRUE, &error));
  g_assert_true (library_merge (self, third, second, NULL, &merge, &error));
  g_assert_no_error (error);
  assert_library_found (self, NULL, 0, "");

  g_assert_true (easel_library_undo (self->library, merge, FALSE, NULL, NULL, &error));
  g_assert_no_error (error);
  assert_library_found (self, NULL, 0,
                        "Black ankle boots+Black ankle Boots|Black Ankle boots+Black ankle Boots");
}

/* A thumbnail that is missing is made in the background, and looked at the next time. */
static void
test_thumbnail_missing (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *small = import_portrait (self, 200, "small.png");
  g_autofree char *large = import_portrait (self, 400, "large.png");
  g_autofree char *thumbnail = easel_library_get_thumbnail_path (self->library, large);
  g_autoptr (EaselEntity) read = NULL;

  library_fixture_wait_changed (self, large);
  g_ptr_array_set_size (self->changed, 0);
  g_assert_cmpint (remove (thumbnail), ==, 0);
  assert_library_found (self, NULL, 0, "");
  read = library_fixture_get (self, large);
  library_fixture_wait_changed (self, large);
  assert_library_found (self, NULL, 0, "small.png+large.png");
}

static void
test_async (LibraryFixture *self, gconstpointer data)
{
  g_autofree char *boots = add_to_library (self, EASEL_ENTITY_CLOTHING_ITEM, "Black ankle boots",
                                           ankle_boots);
  g_autofree char *again = add_to_library (self, EASEL_ENTITY_CLOTHING_ITEM, "Black Boots",
                                           ankle_boots);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GError) error = NULL;

  easel_library_set_not_duplicates_async (self->library, boots, again, TRUE, NULL, library_on_done,
                                          &refused);
  g_assert_true (
      easel_library_set_not_duplicates_finish (self->library, library_wait_for (&refused), &error));
  g_assert_no_error (error);
  assert_library_found (self, NULL, 0, "");

  easel_library_set_not_duplicates_async (self->library, boots, "gone", TRUE, NULL, library_on_done,
                                          &failed);
  g_assert_false (
      easel_library_set_not_duplicates_finish (self->library, library_wait_for (&failed), &error));
  g_assert_error (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_cancellable_cancel (cancellable);
  g_assert_null (easel_library_find_lookalikes (self->library, NULL, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func)                                                                            \
  g_test_add (path, LibraryFixture, NULL, library_fixture_set_up, func, library_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/lookalike/fingerprint", test_fingerprint);
  g_test_add_func ("/lookalike/words", test_words);
  g_test_add_func ("/lookalike/reasons", test_reasons);
  g_test_add_func ("/lookalike/shared-picture", test_shared_picture);
  g_test_add_func ("/lookalike/looks", test_looks);
  g_test_add_func ("/lookalike/out-of-question", test_out_of_question);
  g_test_add_func ("/lookalike/little-to-go-by", test_little_to_go_by);
  g_test_add_func ("/lookalike/none", test_none);
  g_test_add_func ("/lookalike/pictures", test_pictures);
  g_test_add_func ("/lookalike/many", test_many);
  g_test_add_func ("/lookalike/cancelled", test_cancelled);
  ADD ("/lookalike/library", test_library);
  ADD ("/lookalike/refused", test_refused);
  ADD ("/lookalike/refused-and-merged", test_refused_and_merged);
  ADD ("/lookalike/thumbnail-missing", test_thumbnail_missing);
  ADD ("/lookalike/async", test_async);

  return g_test_run ();
}
