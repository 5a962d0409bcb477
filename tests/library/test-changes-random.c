/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "easel-id.h"
#include "easel-library-tidy.h"
#include "library-dump.h"
#include "library-scene.h"

/* Whatever is done in whatever order, each change is taken back exactly; and one that is refused
 * changes nothing. */

#define N_STEPS 200
#define N_SEEDS 3

/* One change that holds, and what the library was like before it. */
typedef struct
{
  char *entry;
  char *before;
} Step;

typedef struct
{
  LibraryFixture *fixture;
  GPtrArray *ids;      /* (owned) (element-type utf8): of what can be changed */
  GPtrArray *pictures; /* (owned) (element-type utf8) */
  GPtrArray *steps;    /* (owned) (element-type Step) */
  char *dump;          /* (owned): what the library is like */
  GHashTable *revisions;
  guint n_done;
  guint n_refused;
  guint n_forced;
} World;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->entry);
  g_free (step->before);
  g_free (step);
}

static const char *
pick (GPtrArray *texts)
{
  return g_ptr_array_index (texts, (guint) g_test_rand_int_range (0, (int) texts->len));
}

static char *
make_attributes (GPtrArray *ids)
{
  static const char *const values[] = {
    "\"navy\"",
    "\"dark navy blue\"",
    "\"\"",
    "null",
    "[\"a\",\"b\"]",
    "[\"B\",\"c\"]",
    "7",
    "2.5",
    "{\"x\":\"y\"}",
    "\"not visible\"",
    "\"a “quoted” \\\"text\\\" \\u00e9\"",
  };
  GString *json = g_string_new ("{");

  for (guint i = 0; i < 5; i++)
    {
      int which = g_test_rand_int_range (0, G_N_ELEMENTS (values) + 4);

      if (which > (int) G_N_ELEMENTS (values) + 1)
        continue;
      g_string_append_printf (json, "%s\"field_%u\":", json->len > 1 ? "," : "", i);
      if (which >= (int) G_N_ELEMENTS (values) && ids->len > 0)
        g_string_append_printf (json, "[\"%s\",\"%s\"]", pick (ids), pick (ids));
      else
        g_string_append (json, values[which % (int) G_N_ELEMENTS (values)]);
    }
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static void
add_random_tags (EaselEntity *entity)
{
  static const char *const words[] = { "a", "B", "c", "d", NULL };

  easel_entity_set_tags (entity, words + g_test_rand_int_range (0, 5));
}

static void
add_entities (World *self)
{
  static const char *const kinds[] = { EASEL_ENTITY_CLOTHING_ITEM, EASEL_ENTITY_OUTFIT,
                                       EASEL_ENTITY_STORY };
  static const char *const roles[] = { "item", "spare" };

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("Number %u", i);
      g_autofree char *json = make_attributes (self->ids);
      g_autoptr (EaselEntity) entity = library_make_entity (kinds[i % 3], name, json, "job-1");

      add_random_tags (entity);
      for (guint j = 0; j < 2; j++)
        easel_entity_add_picture (entity, pick (self->pictures), roles[g_test_rand_bit ()]);
      for (guint j = 0; j < 3 && self->ids->len > 0; j++)
        easel_entity_add_reference (entity, roles[g_test_rand_bit ()], pick (self->ids));
      library_fixture_add (self->fixture, entity);
      g_ptr_array_add (self->ids, g_strdup (easel_entity_get_id (entity)));
    }
}

static void
add_side_rows (World *self)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *model = g_strdup_printf ("m%u", i % 3);
      const char *first = pick (self->ids);
      const char *second = pick (self->ids);
      g_autoptr (GError) error = NULL;

      easel_library_remember_analysis (self->fixture->library, pick (self->pictures), "outfit", "p",
                                       model, "r1", pick (self->ids), &error);
      g_assert_no_error (error);
      if (!g_str_equal (first, second))
        easel_library_set_not_duplicates (self->fixture->library, first, second, TRUE, &error);
      g_assert_no_error (error);
    }
}

static void
world_init (World *self, LibraryFixture *fixture)
{
  self->fixture = fixture;
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->pictures = g_ptr_array_new_with_free_func (g_free);
  self->steps = g_ptr_array_new_with_free_func (step_free);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *path = library_fixture_write_picture (fixture, i);
      g_autoptr (EaselEntity) picture = library_fixture_import (fixture, path, NULL);

      g_ptr_array_add (self->pictures, g_strdup (easel_entity_get_id (picture)));
    }
  add_entities (self);
  for (guint i = 0; i < self->pictures->len; i++)
    g_ptr_array_add (self->ids, g_strdup (g_ptr_array_index (self->pictures, i)));
  add_side_rows (self);
  self->dump = library_dump (fixture);
  self->revisions = library_revisions (fixture);
}

static void
world_clear (World *self)
{
  g_ptr_array_unref (self->ids);
  g_ptr_array_unref (self->pictures);
  g_ptr_array_unref (self->steps);
  g_free (self->dump);
  g_hash_table_unref (self->revisions);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* Looks at what was done: revisions never come down, and grow where something differs. */
static void
look (World *self)
{
  g_autoptr (GHashTable) revisions = library_revisions (self->fixture);
  GHashTableIter iter;
  gpointer id, revision;

  g_hash_table_iter_init (&iter, self->revisions);
  while (g_hash_table_iter_next (&iter, &id, &revision))
    g_assert_cmpint (GPOINTER_TO_INT (g_hash_table_lookup (revisions, id)), >=,
                     GPOINTER_TO_INT (revision));
  g_hash_table_unref (self->revisions);
  self->revisions = g_steal_pointer (&revisions);

  g_free (self->dump);
  self->dump = library_dump (self->fixture);
}

/* @entry: (transfer full) (nullable): of a change that was just made */
static void
note_done (World *self, char *entry)
{
  Step *step;

  if (entry == NULL)
    {
      g_autofree char *before = g_strdup (self->dump);

      look (self);
      library_assert_same_dump (self->dump, before);
      return;
    }

  step = g_new0 (Step, 1);
  step->entry = entry;
  step->before = g_strdup (self->dump);
  g_ptr_array_add (self->steps, step);
  self->n_done++;
  look (self);
}

static void
note_refused (World *self, GError *error, int code)
{
  g_autofree char *before = g_strdup (self->dump);

  g_assert_error (error, EASEL_LIBRARY_ERROR, code);
  self->n_refused++;
  look (self);
  library_assert_same_dump (self->dump, before);
}

static void
do_merge (World *self)
{
  const char *source = pick (self->ids);
  const char *target = pick (self->ids);
  g_autoptr (EaselEntity) own = library_fixture_get (self->fixture, source);
  g_autoptr (EaselEntity) other = library_fixture_get (self->fixture, target);
  g_autoptr (JsonNode) proposal = easel_merge_propose_fieldwise (own, other);
  const EaselMergeRequest request = {
    .source = source,
    .target = target,
    .source_revision = easel_entity_get_revision (own),
    .target_revision = easel_entity_get_revision (other),
    .proposal = proposal,
  };
  g_autoptr (GError) expected = NULL;
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  if (easel_library_merge (self->fixture->library, &request, NULL, &entry, &error))
    {
      g_assert_no_error (error);
      g_assert_true (easel_merge_check (own, other, NULL));
      note_done (self, entry);
      return;
    }
  g_assert_false (easel_merge_check (own, other, &expected));
  note_refused (self, error, expected->code);
}

static void
do_edit (World *self)
{
  static const char *const tags[] = { "a", "x", "y", NULL };
  g_autofree char *name = g_strdup_printf ("Name %d", g_test_rand_int_range (0, 3));
  g_autofree char *json = make_attributes (self->ids);
  g_autoptr (JsonNode) attributes = json_from_string (json, NULL);
  EaselEditRequest request = { .id = pick (self->ids) };
  g_autoptr (EaselEntity) entity = library_fixture_get (self->fixture, request.id);
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  if (g_test_rand_bit ())
    request.name = name;
  if (g_test_rand_bit ())
    request.tags = tags + g_test_rand_int_range (0, 4);
  if (g_test_rand_bit () && !g_str_equal (easel_entity_get_kind (entity), EASEL_ENTITY_PICTURE))
    request.attributes = json_node_get_object (attributes);
  easel_library_edit (self->fixture->library, &request, NULL, &entry, &error);
  g_assert_no_error (error);
  note_done (self, entry);
}

static void
do_archive (World *self)
{
  const char *const ids[] = { pick (self->ids), pick (self->ids), NULL };
  g_autoptr (GError) error = NULL;
  char *entry = NULL;

  easel_library_set_archived (self->fixture->library, ids, g_test_rand_bit (), NULL, &entry,
                              &error);
  g_assert_no_error (error);
  note_done (self, entry);
}

/* Takes the newest back: then all must be as it was before it. */
static void
undo_newest (World *self)
{
  g_autoptr (GError) error = NULL;
  Step *step;

  if (self->steps->len == 0)
    return;
  step = g_ptr_array_index (self->steps, self->steps->len - 1);
  easel_library_undo (self->fixture->library, step->entry, FALSE, NULL, NULL, &error);
  g_assert_no_error (error);
  look (self);
  library_assert_same_dump (self->dump, step->before);
  g_ptr_array_set_size (self->steps, (int) self->steps->len - 1);
}

/* Takes any back, which is a change like the others. */
static void
undo_any (World *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) forced_error = NULL;
  Step *step;
  char *entry = NULL;

  if (self->steps->len == 0)
    return;
  step = g_ptr_array_index (self->steps, (guint) g_test_rand_int_range (0, (int) self->steps->len));
  if (easel_library_undo (self->fixture->library, step->entry, FALSE, NULL, &entry, &error))
    {
      note_done (self, entry);
      return;
    }

  if (g_error_matches (error, EASEL_LIBRARY_ERROR, EASEL_LIBRARY_ERROR_UNDONE))
    {
      note_refused (self, error, EASEL_LIBRARY_ERROR_UNDONE);
      return;
    }
  note_refused (self, error, EASEL_LIBRARY_ERROR_WOULD_OVERWRITE);
  if (g_test_rand_bit ())
    return;
  easel_library_undo (self->fixture->library, step->entry, TRUE, NULL, &entry, &forced_error);
  g_assert_no_error (forced_error);
  self->n_forced++;
  note_done (self, entry);
}

static void
test_random (LibraryFixture *fixture, gconstpointer data)
{
  void (*const actions[]) (World *self) = { do_merge,   do_merge,    do_edit,     do_edit, do_edit,
                                            do_archive, undo_newest, undo_newest, undo_any };
  g_auto (World) world = { 0 };
  g_autofree char *first = NULL;

  /* Each test starts with the same numbers. */
  for (guint i = 0; i < GPOINTER_TO_UINT (data); i++)
    g_test_rand_int ();
  world_init (&world, fixture);
  first = g_strdup (world.dump);
  for (guint i = 0; i < N_STEPS; i++)
    {
      actions[g_test_rand_int_range (0, G_N_ELEMENTS (actions))](&world);
      if (i % 40 == 0)
        library_assert_sound (fixture);
    }

  g_test_message ("%u done, %u of them forced, %u refused, %u hold", world.n_done, world.n_forced,
                  world.n_refused, world.steps->len);
  while (world.steps->len > 0)
    undo_newest (&world);
  library_assert_same_dump (world.dump, first);
  library_assert_sound (fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < N_SEEDS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/changes/random-%u", i + 1);

      g_test_add (path, LibraryFixture, GUINT_TO_POINTER (i), library_fixture_set_up, test_random,
                  library_fixture_tear_down);
    }

  return g_test_run ();
}
